// Package shared lets all who look for something in one list read that list once.
//
// Terraform refreshes each object by itself, in no order. Where calls are what is
// scarce, the first who looks for an object of a list therefore reads a page of it
// instead of the one object, which is the same single call, and the others are answered
// from there.
//
// How old an answer may be is a property of the question, so it travels with the
// context: see [Reads], [Again] and [LookUps]. A context that says nothing gets an answer
// that was asked for after the question.
package shared

import (
	"context"
	"sync"
	"time"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// use is what an answer is wanted for.
type use int

const (
	fresh use = iota
	reads
	again
	lookUps
)

type useKey struct{}

// purpose is what the context carries.
type purpose struct {
	use use
	// after is the wait before a list is read again.
	after time.Duration
}

func with(ctx context.Context, p purpose) context.Context {
	return context.WithValue(ctx, useKey{}, p)
}

// Reads returns a context for reading what exists. Its lists may have been read by
// others, as long as this process has written nothing since.
func Reads(ctx context.Context) context.Context { return with(ctx, purpose{use: reads}) }

// Again returns a context for looking a second time for what [Reads] did not find. Its
// lists are read some time after those; others who look a second time share them.
func Again(ctx context.Context, after time.Duration) context.Context {
	return with(ctx, purpose{use: again, after: after})
}

// LookUps returns a context for finding out, before something is added, that it is not
// there. Its lists may have been read up to some seconds ago, and know what this process
// has added since.
func LookUps(ctx context.Context) context.Context { return with(ctx, purpose{use: lookUps}) }

// Fresh returns a context whose lists are not shared.
func Fresh(ctx context.Context) context.Context { return with(ctx, purpose{}) }

// May reports whether lists may be shared under a context.
func May(ctx context.Context) bool { return purposeOf(ctx).use != fresh }

func purposeOf(ctx context.Context) purpose {
	p, _ := ctx.Value(useKey{}).(purpose)
	return p
}

// Ages are how old a list may be. They are no more than a backstop for reads, where
// it is the writes of this process that count.
type Ages struct{ Reads, LookUps time.Duration }

// DefaultAges outlast what a walk through a big account needs, and hardly any time in
// which somebody else may add what is about to be added.
var DefaultAges = Ages{Reads: time.Hour, LookUps: 10 * time.Second}

// Store keeps the lists of one service that were read. It is safe for concurrent use.
type Store struct {
	ages  Ages
	mutex sync.Mutex
	lists map[string]any
	// writes counts each beginning and each end of a call that may change something, and
	// changes those, by family, that were not noted down.
	writes  uint64
	changes map[string]uint64
	// refusals are the lists that the service does not give away.
	refusals map[string]bool
}

// NewStore returns an empty store.
func NewStore(ages Ages) *Store {
	return &Store{ages: ages, lists: map[string]any{}, changes: map[string]uint64{}, refusals: map[string]bool{}}
}

// Writing is told of a call that may change what the lists of a family show, before it
// is sent; done is to be called when it is over. A list that is under way between shows
// either side of it, so it counts twice.
//
// A call leaves the lists good for [LookUps] if what has another name afterwards is noted
// down, see [Note]; if it fails, [Store.Unclear] must be called.
func (s *Store) Writing(family string, noted bool) (done func()) {
	count := func() {
		s.mutex.Lock()
		defer s.mutex.Unlock()
		s.writes++
		if !noted {
			s.changes[family]++
		}
	}
	count()
	return count
}

// Unclear says that a call may have changed what the lists of a family show.
func (s *Store) Unclear(family string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.changes[family]++
}

func (s *Store) refuse(name string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.refusals[name] = true
}

func (s *Store) refused(name string) bool {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.refusals[name]
}

// Source is a list of a service.
type Source[T any] struct {
	// Name tells it from all other lists of the store: its path and query.
	Name string
	// Family names what is written where it changes.
	Family string
	// Paging reads it.
	Paging transport.Paging[T]
	// Keys are what a row is looked for by; default the key of Paging. An empty one
	// says that the row has one more, which it does not show.
	Keys func(T) []string
}

func (s Source[T]) keys(row T) []string {
	if s.Keys == nil {
		return []string{s.Paging.Key(row)}
	}
	return s.Keys(row)
}
