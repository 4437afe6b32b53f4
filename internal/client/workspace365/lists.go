package workspace365

import (
	"context"
	"strings"
	"sync"
	"time"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// lists shares the list of environments among everybody who looks for one: it is
// the only witness of what exists, and all would read the same.
type lists struct {
	fetch   func(context.Context) ([]Environment, error)
	confirm time.Duration

	mutex      sync.Mutex
	generation int
	first      *snapshot
	second     *snapshot

	sightings transport.Sightings
}

// snapshot is a list that is being read, or was.
type snapshot struct {
	done chan struct{}
	rows []Environment
	err  error
}

// forget drops what was read, before a write and, by what it returns, after it: a
// list that was under way during a write shows either side of it.
func (l *lists) forget() func() {
	drop := func() {
		l.mutex.Lock()
		defer l.mutex.Unlock()
		l.generation++
		l.first, l.second = nil, nil
	}
	drop()
	return drop
}

// fresh reads the list for one caller, and leaves it for others.
func (l *lists) fresh(ctx context.Context) ([]Environment, error) {
	l.mutex.Lock()
	s := l.start(ctx, 0)
	l.first, l.second = s, nil
	l.mutex.Unlock()
	return l.wait(ctx, s)
}

// shared returns the list that somebody has read since the last write, or reads it.
func (l *lists) shared(ctx context.Context) ([]Environment, error) {
	l.mutex.Lock()
	if l.first == nil {
		l.first = l.start(ctx, 0)
	}
	s := l.first
	l.mutex.Unlock()
	return l.wait(ctx, s)
}

// confirmed returns the second list, read some time after the first, which all share
// who missed something in the first.
func (l *lists) confirmed(ctx context.Context) ([]Environment, error) {
	l.mutex.Lock()
	if l.second == nil {
		l.second = l.start(ctx, l.confirm)
	}
	s := l.second
	l.mutex.Unlock()
	return l.wait(ctx, s)
}

// start reads the list in the background, since one caller's end must not be that
// of the others. The caller holds the mutex. Errors are shared by those who wait,
// and are forgotten then.
func (l *lists) start(ctx context.Context, delay time.Duration) *snapshot {
	s := &snapshot{done: make(chan struct{})}
	generation := l.generation
	background := context.WithoutCancel(ctx)
	go func() {
		defer close(s.done)
		s.read(func() ([]Environment, error) {
			if err := transport.Sleep(background, delay); err != nil {
				return nil, err
			}
			return l.fetch(background)
		})
		l.mutex.Lock()
		defer l.mutex.Unlock()
		if s.err != nil && generation == l.generation {
			l.first, l.second = nil, nil
		}
	}()
	return s
}

// read keeps a panic, which nobody would catch here, for those who wait.
func (s *snapshot) read(fetch func() ([]Environment, error)) {
	defer func() {
		if panicked := recover(); panicked != nil {
			s.err = transport.Caught(panicked)
		}
	}()
	s.rows, s.err = fetch()
}

func (l *lists) wait(ctx context.Context, s *snapshot) ([]Environment, error) {
	select {
	case <-s.done:
		return s.rows, s.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Presence is what two lists say of an environment.
type Presence struct {
	// Environment is the environment, if it is there.
	Environment *Environment
	// Mass is set if it is not, and the same is suspiciously true of all others
	// that were looked for so far; see [transport.Sightings].
	Mass bool
}

// Find looks for an environment by its effective name, in the shared list. What the
// first list lacks, a second one is asked for, some seconds later.
func (c *Client) Find(ctx context.Context, name string) (Presence, error) {
	for _, read := range []func(context.Context) ([]Environment, error){c.lists.shared, c.lists.confirmed} {
		rows, err := read(ctx)
		if err != nil {
			return Presence{}, err
		}
		for i := range rows {
			if Same(rows[i].Name, name) {
				c.lists.sightings.Note(strings.ToLower(name), true)
				return Presence{Environment: &rows[i]}, nil
			}
		}
	}
	return Presence{Mass: c.lists.sightings.Note(strings.ToLower(name), false)}, nil
}
