package shared_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// service has a list, and counts what it is asked for.
type service struct {
	mutex sync.Mutex
	rows  []int
	// hidden are not in the list, and are there.
	hidden []int
	size   int
	err    error
	// before is called at the begin of each call.
	before func()

	pages, singles atomic.Int64
}

func (s *service) source() shared.Source[int] { return s.named("things") }

func (s *service) named(name string) shared.Source[int] {
	return shared.Source[int]{Name: name, Family: "family", Paging: transport.Paging[int]{
		Size: s.size, TotalIsFinal: true, Key: strconv.Itoa,
		Fetch: func(ctx context.Context, number int) (transport.Page[int], error) {
			s.pages.Add(1)
			if s.before != nil {
				s.before()
			}
			s.mutex.Lock()
			defer s.mutex.Unlock()
			if err := errors.Join(ctx.Err(), s.err); err != nil {
				return transport.Page[int]{}, err
			}
			from := min((number-1)*s.size, len(s.rows))
			return transport.Page[int]{Items: slices.Clone(s.rows[from:min(from+s.size, len(s.rows))]), Total: len(s.rows)}, nil
		},
	}}
}

var errNone = errors.New("there is none")

// find looks for n in the list of that name.
func (s *service) find(ctx context.Context, store *shared.Store, n int, name string) (bool, error) {
	_, _, found, err := shared.Find(ctx, store, s.named(name), strconv.Itoa(n), func(context.Context) (int, error) {
		s.singles.Add(1)
		s.mutex.Lock()
		defer s.mutex.Unlock()
		if slices.Contains(s.rows, n) || slices.Contains(s.hidden, n) {
			return n, nil
		}
		return 0, errNone
	})
	if errors.Is(err, errNone) {
		err = nil
	}
	return found, err
}

func (s *service) all(ctx context.Context, store *shared.Store) ([]int, error) {
	return transport.Collect(shared.Rows(ctx, store, s.source()))
}

// pass lets time go by.
func pass(d time.Duration) { <-time.After(d) }

func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// TestFind_G13_siblings looks for all objects of one list, ten at a time and in any order,
// as Terraform does.
func TestFind_G13_siblings(t *testing.T) {
	t.Parallel()
	for siblings, most := range map[int]int64{1: 1, 50: 1, 200: 4, 500: 8, 1000: 14, 5000: 110} {
		t.Run(fmt.Sprint(siblings), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := &service{rows: upTo(siblings), size: 100, before: func() { pass(50 * time.Millisecond) }}
				store := shared.NewStore(shared.DefaultAges)
				lookForAll(t, s, store, rand.Perm(siblings)) //nolint:gosec // Any order will do.
				require.LessOrEqual(t, s.pages.Load()+s.singles.Load(), most)
			})
		})
	}
}

// lookForAll looks for objects ten at a time.
func lookForAll(t *testing.T, s *service, store *shared.Store, wanted []int) {
	t.Helper()
	work := make(chan int)
	var group sync.WaitGroup
	for range 10 {
		group.Go(func() {
			for n := range work {
				if found, err := s.find(shared.Reads(t.Context()), store, n, "things"); err != nil || !found {
					t.Errorf("%d was not found: %v", n, err)
				}
			}
		})
	}
	for _, n := range wanted {
		work <- n
	}
	close(work)
	group.Wait()
}

// One object costs two calls at most, however long the list is.
func TestFind_G14_oneAmongMany(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 99, 100, 2500, 4999} {
		s := &service{rows: upTo(5000), size: 100}
		found, err := s.find(shared.Reads(t.Context()), shared.NewStore(shared.DefaultAges), n, "things")
		require.NoError(t, err)
		require.True(t, found)
		require.LessOrEqual(t, s.pages.Load()+s.singles.Load(), int64(2))
	}
}

// TestFind_G15_neverWorse looks in lists of any length for any objects, some of which are
// not there, or not in the list, with any parallelism: there are never more than two calls
// for each.
func TestFind_G15_neverWorse(t *testing.T) {
	t.Parallel()
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 1)) //nolint:gosec // Any order will do.
		lists := make([]*service, 1+random.IntN(8))
		for i := range lists {
			lists[i] = &service{rows: upTo(random.IntN(3000)), hidden: []int{10_000, 10_001}, size: 1 + random.IntN(100)}
		}
		store := shared.NewStore(shared.DefaultAges)
		looks := 1 + random.IntN(60)
		gate := make(chan struct{}, 1+random.IntN(20))
		var group sync.WaitGroup
		for range looks {
			list := random.IntN(len(lists))
			s, n := lists[list], random.IntN(len(lists[list].rows)+1)
			if random.IntN(5) == 0 {
				n = 9_999 + random.IntN(3)
			}
			want := n < len(s.rows) || n >= 10_000
			gate <- struct{}{}
			group.Go(func() {
				defer func() { <-gate }()
				if found, err := s.find(shared.Reads(t.Context()), store, n, fmt.Sprint(list)); err != nil || found != want {
					t.Errorf("seed %d: %d in list %d: %v %v", seed, n, list, found, err)
				}
			})
		}
		group.Wait()
		var calls int64
		for _, s := range lists {
			calls += s.pages.Load() + s.singles.Load()
		}
		require.LessOrEqual(t, calls, int64(2*looks), "seed %d", seed)
	}
}

// What a list lacks is asked for by itself, and only that says that it is not there.
func TestFind_R7_listOmits(t *testing.T) {
	t.Parallel()
	s := &service{rows: upTo(10), hidden: []int{77}, size: 100}
	store := shared.NewStore(shared.DefaultAges)
	for n, want := range map[int]bool{3: true, 77: true, 78: false} {
		found, err := s.find(shared.Reads(t.Context()), store, n, "things")
		require.NoError(t, err)
		require.Equal(t, want, found, n)
	}
	require.Equal(t, int64(1), s.pages.Load())
	require.Equal(t, int64(2), s.singles.Load())
}

// What nobody may share is asked for at once.
func TestFind_fresh(t *testing.T) {
	t.Parallel()
	s := &service{rows: upTo(10), size: 100}
	store := shared.NewStore(shared.DefaultAges)
	for _, ctx := range []context.Context{t.Context(), shared.Fresh(shared.Reads(t.Context())), shared.Again(t.Context(), 0)} {
		found, err := s.find(ctx, store, 3, "things")
		require.NoError(t, err)
		require.True(t, found)
	}
	require.Zero(t, s.pages.Load())
	require.Equal(t, int64(3), s.singles.Load())
}

// A row that has a key which it does not show keeps the list from proving that a key is
// not there.
func TestFind_unsure(t *testing.T) {
	t.Parallel()
	for _, shows := range []bool{true, false} {
		s := &service{rows: upTo(10), size: 100}
		source := s.source()
		source.Keys = func(n int) []string {
			if shows {
				return []string{fmt.Sprint("E", n)}
			}
			return []string{""}
		}
		_, _, found, err := shared.Find(shared.LookUps(t.Context()), shared.NewStore(shared.DefaultAges), source, "E3x", func(context.Context) (int, error) {
			return 3, nil
		})
		require.NoError(t, err)
		require.Equal(t, !shows, found)
	}
}

// Who looks before adding something knows what was added since the list was read, and
// need not read it again; who reads what exists reads it again.
func TestNote_G17_adding(t *testing.T) {
	t.Parallel()
	s := &service{rows: upTo(10), size: 100}
	store := shared.NewStore(shared.DefaultAges)
	for n := 10; n < 60; n++ {
		rows, err := s.all(shared.LookUps(t.Context()), store)
		require.NoError(t, err)
		require.ElementsMatch(t, upTo(n), rows)
		done := store.Writing("family", true)
		s.rows = append(s.rows, n)
		done()
		shared.Note(store, s.source(), n)
	}
	require.Equal(t, int64(1), s.pages.Load())
	rows, err := s.all(shared.Reads(t.Context()), store)
	require.NoError(t, err)
	require.Equal(t, upTo(60), rows)
	require.Equal(t, int64(2), s.pages.Load())
}

// What was added while the list was being read is there once.
func TestNote_duringTheList(t *testing.T) {
	t.Parallel()
	s, store := &service{rows: upTo(10), size: 100}, shared.NewStore(shared.DefaultAges)
	s.before = sync.OnceFunc(func() {
		done := store.Writing("family", true)
		s.rows = append(s.rows, 10)
		done()
		shared.Note(store, s.source(), 10)
	})
	for range 2 {
		rows, err := s.all(shared.LookUps(t.Context()), store)
		require.NoError(t, err)
		require.ElementsMatch(t, upTo(11), rows)
	}
	require.Equal(t, int64(1), s.pages.Load())
}

// Lists are read again after what may have changed them.
func TestStore_invalidation(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change         func(*shared.Store)
		reads, lookUps int64
	}{
		"nothing":               {func(*shared.Store) {}, 0, 0},
		"a write":               {func(s *shared.Store) { s.Writing("family", false)() }, 1, 1},
		"a write, noted down":   {func(s *shared.Store) { s.Writing("family", true)() }, 1, 0},
		"one that is under way": {func(s *shared.Store) { s.Writing("family", false) }, 1, 1},
		"of another family":     {func(s *shared.Store) { s.Writing("other", false)() }, 1, 0},
		"one that failed":       {func(s *shared.Store) { s.Writing("family", true)(); s.Unclear("family") }, 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for u, want := range map[string]int64{"reads": test.reads, "look-ups": test.lookUps} {
				ctx := map[string]context.Context{"reads": shared.Reads(t.Context()), "look-ups": shared.LookUps(t.Context())}[u]
				s, store := &service{rows: upTo(10), size: 100}, shared.NewStore(shared.DefaultAges)
				_, err := s.all(ctx, store)
				require.NoError(t, err)
				test.change(store)
				_, err = s.all(ctx, store)
				require.NoError(t, err)
				require.Equal(t, 1+want, s.pages.Load(), u)
			}
		})
	}
}

// A list that a write has overtaken is not kept.
func TestStore_overtaken(t *testing.T) {
	t.Parallel()
	s, store := &service{rows: upTo(10), size: 100}, shared.NewStore(shared.DefaultAges)
	s.before = sync.OnceFunc(func() { store.Writing("family", false)() })
	for range 2 {
		_, err := s.all(shared.Reads(t.Context()), store)
		require.NoError(t, err)
	}
	require.Equal(t, int64(2), s.pages.Load())
}

// Lists grow old, and those for look-ups soon.
func TestStore_ages(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, store := &service{rows: upTo(10), size: 100}, shared.NewStore(shared.DefaultAges)
		read := func(ctx context.Context, want int64) {
			_, err := s.all(ctx, store)
			require.NoError(t, err)
			require.Equal(t, want, s.pages.Load())
		}
		read(shared.LookUps(t.Context()), 1)
		pass(shared.DefaultAges.LookUps)
		read(shared.Reads(t.Context()), 1)
		read(shared.LookUps(t.Context()), 2)
		pass(shared.DefaultAges.Reads)
		read(shared.Reads(t.Context()), 3)
	})
}

// An error is for those who wait for it: the next one asks again.
func TestRows_errorsNotKept(t *testing.T) {
	t.Parallel()
	for name, fail := range map[string]func(*service){
		"refused": func(s *service) { s.err = errors.New("refused") },
		"panic":   func(s *service) { s.before = func() { panic("a bug") } },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, store := &service{rows: upTo(10), size: 100}, shared.NewStore(shared.DefaultAges)
			fail(s)
			_, err := s.all(shared.Reads(t.Context()), store)
			require.Error(t, err)
			_, err = s.find(shared.Reads(t.Context()), store, 3, "things")
			require.Error(t, err)
			s.err, s.before = nil, nil
			rows, err := s.all(shared.Reads(t.Context()), store)
			require.NoError(t, err)
			require.Len(t, rows, 10)
		})
	}
}

// When all have given up, nothing goes on behind their back, and who comes then asks anew.
func TestRows_abandoned(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{rows: upTo(10), size: 100, before: func() { pass(time.Second) }}
		store := shared.NewStore(shared.DefaultAges)
		for _, look := range []func(context.Context) error{
			func(ctx context.Context) error { _, err := s.all(ctx, store); return err },
			func(ctx context.Context) error { _, err := s.find(ctx, store, 3, "things"); return err },
		} {
			ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
			require.ErrorIs(t, look(shared.Reads(ctx)), context.DeadlineExceeded)
			cancel()
			require.NoError(t, look(shared.Reads(t.Context())))
			store.Writing("family", false)()
		}
		require.Equal(t, int64(4), s.pages.Load())
	})
}

// One who gives up does not end the list for the others.
func TestRows_cancelled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{rows: upTo(10), size: 100, before: func() { pass(time.Second) }}
		store := shared.NewStore(shared.DefaultAges)
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		var group sync.WaitGroup
		group.Go(func() {
			rows, err := s.all(shared.Reads(t.Context()), store)
			if err != nil || len(rows) != 10 {
				t.Error(rows, err)
			}
		})
		_, err := s.all(shared.Reads(ctx), store)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		_, err = s.find(shared.Reads(ctx), store, 3, "things")
		require.ErrorIs(t, err, context.DeadlineExceeded)
		group.Wait()
		require.Equal(t, int64(1), s.pages.Load())
	})
}

// Who misses something shares a second list with all who do, which is read some time
// after the first.
func TestAgain_shared(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, store := &service{rows: upTo(10), size: 100}, shared.NewStore(shared.DefaultAges)
		begun := time.Now()
		var group sync.WaitGroup
		for range 100 {
			group.Go(func() {
				for _, ctx := range []context.Context{shared.Reads(t.Context()), shared.Again(t.Context(), time.Second)} {
					if rows, err := s.all(ctx, store); err != nil || len(rows) != 10 {
						t.Error(rows, err)
					}
				}
			})
		}
		group.Wait()
		require.Equal(t, int64(2), s.pages.Load())
		require.Equal(t, time.Second, time.Since(begun))
	})
}

// A list whose pages move while it is read loses nothing, also for those who share it.
func TestRows_R6_shifting(t *testing.T) {
	t.Parallel()
	s, store := &service{rows: upTo(250), size: 100}, shared.NewStore(shared.DefaultAges)
	var calls atomic.Int64
	s.before = func() {
		if calls.Add(1) == 2 {
			s.mutex.Lock()
			defer s.mutex.Unlock()
			s.rows = s.rows[1:]
		}
	}
	rows, err := s.all(shared.Reads(t.Context()), store)
	require.NoError(t, err)
	require.Subset(t, rows, upTo(250)[1:])
}

// What may not be listed is read by itself; the list is not asked for again.
func TestFind_listRefused(t *testing.T) {
	t.Parallel()
	s, store := &service{rows: upTo(10), size: 100}, shared.NewStore(shared.DefaultAges)
	s.err = &transport.Error{Outcome: transport.OutcomeRefused, Status: http.StatusForbidden}
	for n := range 3 {
		found, err := s.find(shared.Reads(t.Context()), store, n, "things")
		require.NoError(t, err)
		require.True(t, found)
	}
	require.Equal(t, int64(1), s.pages.Load())
	require.Equal(t, int64(3), s.singles.Load())
}
