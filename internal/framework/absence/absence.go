// Package absence keeps what cannot be seen from being taken for what is gone: one object
// may have been deleted; that all of a kind were deleted at once is hardly ever true.
package absence

import (
	"fmt"
	"sync"
)

// Watch remembers of every kind of object which ones were looked for in this run and
// whether they are there. If none of several is, a lost permission or another account is
// far more likely than so many deletions, and nothing may be taken for gone. The zero
// value is usable, by several goroutines at once; nil remembers nothing.
type Watch struct {
	// Allow accepts that everything of a kind is gone at once.
	Allow bool

	mutex sync.Mutex
	kinds map[string]*Sightings
}

// MassError says that none of the objects that were looked for is there.
type MassError struct {
	// Kind is what they are, in the plural.
	Kind string
	id   string
}

// Error implements error.
func (e *MassError) Error() string {
	return fmt.Sprintf("the API answers, and has none of the %s that were looked for so far, %s among them. That is far more often a token that may not see them, or that of another account, than so many deletions", e.Kind, e.id)
}

// Unless returns w, or nil for an object that is being imported: if there is none, nothing
// is taken for gone.
func (w *Watch) Unless(imported bool) *Watch {
	if imported {
		return nil
	}
	return w
}

// Note remembers whether an object of a kind, which is named in the plural, is there. It
// returns a [*MassError] if it may not be taken for gone, as all others are missing, too.
func (w *Watch) Note(kind, id string, there bool) error {
	if w == nil {
		return nil
	}
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if w.kinds == nil {
		w.kinds = map[string]*Sightings{}
	}
	seen := w.kinds[kind]
	if seen == nil {
		seen = &Sightings{}
		w.kinds[kind] = seen
	}
	if seen.Note(id, there) && !w.Allow {
		return &MassError{kind, id}
	}
	return nil
}
