package shared

import (
	"context"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// Find returns the object of a list that has a key: from the list, page by page, or by
// get, which reads the one object.
//
// The next page is read as long as no more pages were read than single objects, counting
// those that would have to be read now for all that are looked for and were not found yet;
// a list that has answered many may have a few pages more. So whatever is looked for, there
// are never more than twice as many calls as without the list, and hardly any where many
// are looked for.
//
// For [Reads], a list says only what is there: what it lacks is asked for by get. For
// [LookUps] it also says what is not, and found is false. A context that has no use for
// lists leads to get at once, as does a list that the service refuses.
func Find[T any](ctx context.Context, s *Store, source Source[T], key string, get func(context.Context) (T, error)) (row T, listed, found bool, err error) {
	p := purposeOf(ctx)
	if p.use == fresh || p.use == again || s.refused(source.Name) {
		row, err = get(ctx)
		return row, false, err == nil, err
	}
	row, answer, err := kept(s, source, p).find(ctx, s, key, p.use)
	if abandoned(ctx, err) {
		row, answer, err = kept(s, source, p).find(ctx, s, key, p.use)
	}
	switch {
	case err != nil && transport.OutcomeOf(err) == transport.OutcomeRefused:
		// Not all that may be read may be listed, and nobody needs to hear no twice.
		s.refuse(source.Name)
	case err != nil:
		return row, false, false, err
	case answer == there:
		return row, true, true, nil
	case answer == missing:
		return row, false, false, nil
	}
	row, err = get(ctx)
	return row, false, err == nil, err
}

// pageWorth is how many objects a list must have answered to be worth another page.
const pageWorth = 10

// answer is what a list says of an object.
type answer int

const (
	// open: it is to be asked for by itself.
	open answer = iota
	there
	missing
)

// find looks for a key in what is known of the list, and reads further as long as that
// pays.
func (l *list[T]) find(ctx context.Context, s *Store, key string, u use) (row T, a answer, err error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.waiting++
	defer func() { l.waiting-- }()
	for {
		if row, ok := l.index[key]; ok {
			l.found++
			return row, there, nil
		}
		switch {
		case l.err != nil:
			return row, open, l.err
		case l.complete && !l.unsure && u == lookUps:
			return row, missing, nil
		case l.complete, l.under == nil && l.pages >= l.singles+l.waiting+l.found/pageWorth:
			l.singles++
			return row, open, nil
		}
		under := l.fetch(ctx, s)
		l.mutex.Unlock()
		err = l.await(ctx, under)
		l.mutex.Lock()
		if err != nil {
			return row, open, err
		}
	}
}

// Single counts a call for one object of a list, which was made although the list shows
// it, so that the bound of [Find] holds.
func Single[T any](ctx context.Context, s *Store, source Source[T]) {
	p := purposeOf(ctx)
	if p.use == fresh || p.use == again {
		return
	}
	l := kept(s, source, p)
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.singles++
}
