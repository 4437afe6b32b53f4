package absence

import "sync"

// massFrom is how many objects must be missing, all of those asked for, to be
// suspicious.
const massFrom = 3

// Sightings remembers which objects of one kind were asked for, and whether they are
// there. If none of three or more is, that is far more often another account or a
// lost permission than so many deletions. The zero value is usable, by several
// goroutines at once.
type Sightings struct {
	mutex sync.Mutex
	asked map[string]bool
}

// Note remembers whether an object is there. It reports whether, with that, three or
// more were asked for and none is there.
func (s *Sightings) Note(id string, there bool) (suspicious bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.asked == nil {
		s.asked = map[string]bool{}
	}
	s.asked[id] = there
	for _, present := range s.asked {
		if present {
			return false
		}
	}
	return len(s.asked) >= massFrom
}
