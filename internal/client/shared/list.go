package shared

import (
	"context"
	"errors"
	"iter"
	"slices"
	"sync"
	"time"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// list is what was read of a list so far.
type list[T any] struct {
	source Source[T]
	reader *transport.Reader[T]
	// begun, writes and changes are the clock and the counters of the store at the
	// beginning.
	begun           time.Time
	writes, changes uint64
	// after is the wait before the first page is read.
	after time.Duration
	// second is the list that was read again, for those who missed something in this one.
	second *list[T]

	mutex sync.Mutex
	rows  []T
	// noted are rows that were added since.
	noted []T
	// index finds rows by their keys; unsure is set if a row has a key that it does not show.
	index  map[string]T
	unsure bool
	// under is closed when the page that is being read has come; watching counts who waits
	// for it, and abandon ends it when nobody does.
	under    chan struct{}
	watching int
	abandon  context.CancelFunc
	complete bool
	err      error
	// pages and singles count the calls that were made for pages, and for single
	// objects; waiting counts who looks for an object and has not found it yet, found who
	// has.
	pages, singles, waiting, found int
}

// kept returns the list as it may be used. It is read only when rows are asked for.
func kept[T any](s *Store, source Source[T], p purpose) *list[T] {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	first, _ := s.lists[source.Name].(*list[T])
	switch {
	case first == nil || !s.good(first.begun, first.writes, first.changes, source.Family, p.use):
		first = begin(s, source, p.after)
		s.lists[source.Name] = first
	case p.use == again && first.second == nil:
		first.second = begin(s, source, p.after)
	}
	if p.use == again && first.second != nil {
		return first.second
	}
	return first
}

// begin returns a list of which nothing has been read. The caller holds the mutex of
// the store.
func begin[T any](s *Store, source Source[T], after time.Duration) *list[T] {
	return &list[T]{
		source: source, reader: source.Paging.Reader(), index: map[string]T{},
		after: after, begun: time.Now(), writes: s.writes, changes: s.changes[source.Family],
	}
}

// good reports whether a list may be used. The caller holds the mutex.
func (s *Store) good(begun time.Time, writes, changes uint64, family string, u use) bool {
	if u == lookUps {
		return changes == s.changes[family] && time.Since(begun) < s.ages.LookUps
	}
	return writes == s.writes && time.Since(begun) < s.ages.Reads
}

// drop forgets a list that could not be read: errors are for those who wait for them.
func (l *list[T]) drop(s *Store) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	first, _ := s.lists[l.source.Name].(*list[T])
	if first == l || first != nil && first.second == l {
		delete(s.lists, l.source.Name)
	}
}

// Rows returns the rows of a list, page by page as they are asked for.
func Rows[T any](ctx context.Context, s *Store, source Source[T]) iter.Seq2[T, error] {
	p := purposeOf(ctx)
	if p.use == fresh {
		return source.Paging.All(ctx)
	}
	return func(yield func(T, error) bool) {
		l := kept(s, source, p)
		noted := map[string]bool{}
		if p.use == lookUps {
			for _, row := range l.added() {
				noted[source.Paging.Key(row)] = true
				if !yield(row, nil) {
					return
				}
			}
		}
		for n := 0; ; n++ {
			row, ok, err := l.row(ctx, s, n)
			if n == 0 && abandoned(ctx, err) {
				l = kept(s, source, p)
				row, ok, err = l.row(ctx, s, n)
			}
			if err != nil {
				yield(row, err)
			}
			// What was added while the list was being read may be in it, too.
			if !ok || !noted[source.Paging.Key(row)] && !yield(row, nil) {
				return
			}
		}
	}
}

// added returns the rows that were added since the list was read.
func (l *list[T]) added() []T {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.noted
}

// row returns a row by its number, from 0, or says that there are not so many.
func (l *list[T]) row(ctx context.Context, s *Store, n int) (row T, ok bool, err error) {
	for {
		l.mutex.Lock()
		switch {
		case n < len(l.rows):
			row = l.rows[n]
			l.mutex.Unlock()
			return row, true, nil
		case l.err != nil || l.complete:
			l.mutex.Unlock()
			return row, false, l.err
		}
		under := l.fetch(ctx, s)
		l.mutex.Unlock()
		if err := l.await(ctx, under); err != nil {
			return row, false, err
		}
	}
}

// await waits for a page that was asked for by [list.fetch]. If nobody wants it any more,
// it is not read either: a run that was interrupted should end.
func (l *list[T]) await(ctx context.Context, under <-chan struct{}) error {
	select {
	case <-under:
		return nil
	case <-ctx.Done():
	}
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.under == under {
		if l.watching--; l.watching == 0 {
			l.abandon()
		}
	}
	return ctx.Err()
}

// abandoned reports whether a page was not read since those who had asked for it gave up,
// before ctx came by.
func abandoned(ctx context.Context, err error) bool {
	return err != nil && ctx.Err() == nil && errors.Is(err, context.Canceled)
}

// fetch returns what is closed when the next page has come, and begins to read it
// unless somebody did. It is read in the background, since the end of one caller must
// not be that of the others. The caller holds the mutex, and then calls [list.await].
func (l *list[T]) fetch(ctx context.Context, s *Store) <-chan struct{} {
	l.watching++
	if l.under != nil {
		return l.under
	}
	under, wait := make(chan struct{}), l.after
	if l.pages > 0 {
		wait = 0
	}
	reading, abandon := context.WithCancel(context.WithoutCancel(ctx))
	l.under, l.abandon = under, abandon
	l.pages++
	go func() {
		defer close(under)
		defer abandon()
		rows, more, err := l.next(reading, wait)
		if err != nil {
			l.drop(s)
		}
		l.mutex.Lock()
		defer l.mutex.Unlock()
		l.rows = append(l.rows, rows...)
		for _, row := range rows {
			l.remember(row)
		}
		l.complete, l.err, l.under, l.watching = err == nil && !more, err, nil, 0
	}()
	return under
}

// next reads a page, and keeps a panic, which nobody would catch here, for those who wait.
func (l *list[T]) next(ctx context.Context, wait time.Duration) (rows []T, more bool, err error) {
	defer func() {
		if panicked := recover(); panicked != nil {
			err = transport.Caught(panicked)
		}
	}()
	if err := transport.Sleep(ctx, wait); err != nil {
		return nil, false, err
	}
	// The calls below must not be answered by what they are to fill.
	return l.reader.Next(Fresh(ctx))
}

// remember makes a row known by its keys. The caller holds the mutex.
func (l *list[T]) remember(row T) {
	for _, key := range l.source.keys(row) {
		if key == "" {
			l.unsure = true
		} else if _, known := l.index[key]; !known {
			l.index[key] = row
		}
	}
}

// Note adds rows which this process has just added at the service to what is known of a
// list, so that who looks next before adding something need not read it again.
func Note[T any](s *Store, source Source[T], rows ...T) {
	s.mutex.Lock()
	l, _ := s.lists[source.Name].(*list[T])
	s.mutex.Unlock()
	if l == nil {
		return // Who reads it from now on sees what is there.
	}
	l.mutex.Lock()
	defer l.mutex.Unlock()
	for _, row := range rows {
		// Copied, as others may be going through the rows.
		l.noted = append(slices.Clip(l.noted), row)
		for _, key := range source.keys(row) {
			if key != "" {
				l.index[key] = row
			}
		}
	}
}
