package batch_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/seed7333113f/terraform-provider-workato/internal/framework/batch"
)

const window = 30 * time.Millisecond

var (
	errGuilty = errors.New("one of them is refused")
	errDown   = errors.New("the service is down")
)

// service takes texts, refuses a batch that holds one of the guilty, and answers each
// text with its key and itself.
type service struct {
	mutex  sync.Mutex
	calls  [][]string
	guilty []string
	takes  time.Duration
	err    error
}

func (s *service) send(ctx context.Context, key string, members []string) ([]string, error) {
	s.mutex.Lock()
	s.calls = append(s.calls, slices.Sorted(slices.Values(members)))
	s.mutex.Unlock()
	if s.takes > 0 {
		select {
		case <-time.After(s.takes):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	var results []string
	for _, member := range members {
		if slices.Contains(s.guilty, member) {
			return nil, errGuilty
		}
		results = append(results, key+member)
	}
	return results, s.err
}

func (s *service) batcher(limit int) *batch.Batcher[string, string, string] {
	return &batch.Batcher[string, string, string]{
		Window: window, Limit: limit, Send: s.send, Divide: func(err error) bool { return errors.Is(err, errGuilty) },
	}
}

// outcome is what a member got.
type outcome struct {
	result string
	err    error
	took   time.Duration
}

// together does all members at once, each with the context that it may have.
func together(t *testing.T, b *batch.Batcher[string, string, string], contexts map[string]context.Context, members ...string) map[string]outcome {
	t.Helper()
	outcomes, mutex, group := map[string]outcome{}, sync.Mutex{}, sync.WaitGroup{}
	for _, member := range members {
		ctx := contexts[member]
		if ctx == nil {
			ctx = t.Context()
		}
		group.Go(func() {
			begun := time.Now()
			result, err := b.Do(ctx, member[:1], member)
			mutex.Lock()
			defer mutex.Unlock()
			outcomes[member] = outcome{result, err, time.Since(begun)}
		})
	}
	group.Wait()
	return outcomes
}

func TestBatcher(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		guilty  []string
		err     error
		limit   int
		members []string
		calls   int
		failed  map[string]error
	}{
		"one alone":                 {members: []string{"a1"}, calls: 1},
		"of one key":                {members: []string{"a1", "a2", "a3"}, calls: 1},
		"of several keys":           {members: []string{"a1", "a2", "b1", "b2", "c1"}, calls: 3},
		"more than fit":             {limit: 2, members: []string{"a1", "a2", "a3", "a4", "a5"}, calls: 3},
		"exactly as many as fit":    {limit: 2, members: []string{"a1", "a2"}, calls: 1},
		"one is guilty":             {guilty: []string{"a2"}, members: []string{"a1", "a2", "a3", "a4"}, calls: 5, failed: map[string]error{"a2": errGuilty}},
		"alone and guilty":          {guilty: []string{"a1"}, members: []string{"a1"}, calls: 1, failed: map[string]error{"a1": errGuilty}},
		"all are guilty":            {guilty: []string{"a1", "a2"}, members: []string{"a1", "a2"}, calls: 3, failed: map[string]error{"a1": errGuilty, "a2": errGuilty}},
		"guilty only of one key":    {guilty: []string{"a1"}, members: []string{"a1", "b1", "b2"}, calls: 2, failed: map[string]error{"a1": errGuilty}},
		"nobody's fault":            {err: errDown, members: []string{"a1", "a2", "a3"}, calls: 1, failed: map[string]error{"a1": errDown, "a2": errDown, "a3": errDown}},
		"somebody's, then nobody's": {err: errDown, guilty: []string{"a1"}, members: []string{"a1", "a2"}, calls: 3, failed: map[string]error{"a1": errGuilty, "a2": errDown}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				if test.limit == 0 {
					test.limit = 100
				}
				s := service{guilty: test.guilty, err: test.err}
				for member, got := range together(t, s.batcher(test.limit), nil, test.members...) {
					if want := test.failed[member]; want != nil {
						require.ErrorIs(t, got.err, want, member)
						continue
					}
					require.NoError(t, got.err, member)
					require.Equal(t, member[:1]+member, got.result)
				}
				// How halves fall depends on the order of arrival.
				if len(test.failed) == 1 && test.calls > 3 {
					require.LessOrEqual(t, len(s.calls), test.calls)
					return
				}
				require.Len(t, s.calls, test.calls, "%v", s.calls)
			})
		})
	}
}

// The first one waits, for no longer than the window; who comes later goes later.
func TestBatcher_window(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := service{takes: time.Second}
		b := s.batcher(3)
		var group sync.WaitGroup
		for i, after := range []time.Duration{0, window - 1, window + 1} {
			group.Go(func() {
				<-time.After(after)
				begun := time.Now()
				_, err := b.Do(t.Context(), "a", fmt.Sprint(i))
				require.NoError(t, err)
				require.Equal(t, time.Second+[]time.Duration{window, 1, window}[i], time.Since(begun))
			})
		}
		group.Wait()
		require.Equal(t, [][]string{{"0", "1"}, {"2"}}, s.calls)

		// A full batch waits for nobody.
		begun := time.Now()
		together(t, b, nil, "a1", "a2", "a3")
		require.Equal(t, time.Second, time.Since(begun))
	})
}

func TestBatcher_alone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := service{guilty: []string{"a2"}}
		b := s.batcher(100)
		begun := time.Now()
		result, err := b.Alone(t.Context(), "a", "a1")
		require.NoError(t, err)
		require.Equal(t, "aa1", result)
		require.Zero(t, time.Since(begun), "there is nobody to wait for")
		_, err = b.Alone(t.Context(), "a", "a2")
		require.ErrorIs(t, err, errGuilty)
	})
}

// Who is cancelled in time leaves, and the others go without.
func TestBatcher_withdraws(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := service{takes: time.Second}
		b := s.batcher(100)
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		soon, cancel := context.WithTimeout(t.Context(), window/2)
		defer cancel()
		got := together(t, b, map[string]context.Context{"a1": ended, "a2": soon}, "a1", "a2", "a3")
		for member, want := range map[string]error{"a1": context.Canceled, "a2": context.DeadlineExceeded} {
			withdrawn, ok := errors.AsType[*batch.WithdrawnError](got[member].err)
			require.True(t, ok)
			require.ErrorIs(t, withdrawn, want)
		}
		require.EqualError(t, got["a1"].err, "not sent: context canceled")
		require.NoError(t, got["a3"].err)
		require.Equal(t, [][]string{{"a3"}}, s.calls)

		// Where all leave, nothing is sent, and the next one opens a batch anew.
		soon, cancel = context.WithTimeout(t.Context(), window/2)
		defer cancel()
		together(t, b, map[string]context.Context{"a1": soon}, "a1")
		require.Len(t, s.calls, 1)
		require.Equal(t, window+time.Second, together(t, b, nil, "a1")["a1"].took)
	})
}

// What is on its way belongs to all: it ends neither with the first nor with any other
// of its members, but with the last, and everybody waits for the outcome.
func TestBatcher_cancelledOnTheWay(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := service{takes: time.Minute}
		b := s.batcher(100)
		cancelled := func(after time.Duration) context.Context {
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(after, cancel)
			return ctx
		}
		bounded := func(after time.Duration) context.Context {
			ctx, cancel := context.WithTimeout(t.Context(), after)
			t.Cleanup(cancel)
			return ctx
		}
		type contexts = map[string]context.Context
		for name, of := range map[string]func() contexts{
			"one is cancelled":         func() contexts { return contexts{"a1": cancelled(time.Second)} },
			"one has no time":          func() contexts { return contexts{"a1": bounded(time.Second)} },
			"the others are cancelled": func() contexts { return contexts{"a2": cancelled(time.Second), "a3": cancelled(time.Second)} },
		} {
			for member, got := range together(t, b, of(), "a1", "a2", "a3") {
				require.Equal(t, window+time.Minute, got.took, name)
				require.NoError(t, got.err, name+member)
			}
		}
		for name, test := range map[string]struct {
			of   func() contexts
			err  error
			took time.Duration
		}{
			"all are cancelled": {func() contexts { return contexts{"a1": cancelled(time.Second), "a2": cancelled(2 * time.Second)} }, context.Canceled, 2 * time.Second},
			"nobody has time":   {func() contexts { return contexts{"a1": bounded(3 * time.Second), "a2": bounded(4 * time.Second)} }, context.DeadlineExceeded, 4 * time.Second},
		} {
			for member, got := range together(t, b, test.of(), "a1", "a2") {
				require.ErrorIs(t, got.err, test.err, name+member)
				require.Equal(t, test.took, got.took, name)
				_, withdrawn := errors.AsType[*batch.WithdrawnError](got.err)
				require.False(t, withdrawn, "it is not known to have had no effect")
			}
		}
	})
}

// The values of the context are those of the first member, for logs.
func TestBatcher_values(t *testing.T) {
	t.Parallel()
	type key struct{}
	b := &batch.Batcher[string, string, any]{
		Window: time.Millisecond, Limit: 2, Divide: func(error) bool { return false },
		Send: func(ctx context.Context, _ string, members []string) ([]any, error) {
			return []any{ctx.Value(key{})}, nil
		},
	}
	got, err := b.Do(context.WithValue(t.Context(), key{}, "here"), "a", "a1")
	require.NoError(t, err)
	require.Equal(t, "here", got)
}

// A mistake in Send is an error, and neither the end of the program nor of the wait.
func TestBatcher_mistakes(t *testing.T) {
	t.Parallel()
	for want, send := range map[string]func(context.Context, string, []string) ([]string, error){
		"the provider has a bug: a panic with a string": func(context.Context, string, []string) ([]string, error) { panic("fake-secret") },
		"a batch of 2 gave 1 results":                   func(context.Context, string, []string) ([]string, error) { return []string{"x"}, nil },
	} {
		b := &batch.Batcher[string, string, string]{Window: time.Second, Limit: 2, Send: send, Divide: func(error) bool { return false }}
		for _, got := range together(t, b, nil, "a1", "a2") {
			require.ErrorContains(t, got.err, want)
			require.NotContains(t, got.err.Error(), "fake-secret")
		}
	}
}

// Whatever comes, and whenever it leaves: each member gets its own result, is in
// exactly one successful call, and fails only by its own fault or its own end.
func TestBatcher_any(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		count := rapid.IntRange(1, 40).Draw(rt, "count")
		s := service{takes: time.Duration(rapid.IntRange(0, 60).Draw(rt, "takes")) * time.Millisecond}
		limit := rapid.IntRange(1, 12).Draw(rt, "limit")
		type plan struct {
			member        string
			after, leaves time.Duration
			guilty        bool
		}
		var plans []plan
		for i := range count {
			p := plan{
				member: rapid.SampledFrom([]string{"a", "b"}).Draw(rt, "key") + fmt.Sprint(i),
				after:  time.Duration(rapid.IntRange(0, 90).Draw(rt, "after")) * time.Millisecond,
				leaves: time.Duration(rapid.IntRange(0, 200).Draw(rt, "leaves")) * time.Millisecond,
				guilty: rapid.IntRange(0, 5).Draw(rt, "guilty") == 0,
			}
			if p.guilty {
				s.guilty = append(s.guilty, p.member)
			}
			plans = append(plans, p)
		}
		synctest.Test(t, func(t *testing.T) {
			b := s.batcher(limit)
			outcomes := make([]outcome, count)
			var group sync.WaitGroup
			for i, p := range plans {
				group.Go(func() {
					<-time.After(p.after)
					ctx := t.Context()
					if p.leaves > 100*time.Millisecond {
						var cancel context.CancelFunc
						ctx, cancel = context.WithTimeout(ctx, p.leaves-100*time.Millisecond)
						defer cancel()
					}
					result, err := b.Do(ctx, p.member[:1], p.member)
					outcomes[i] = outcome{result: result, err: err}
				})
			}
			group.Wait()
			for i, p := range plans {
				times := 0
				for _, call := range s.calls {
					require.LessOrEqual(t, len(call), limit)
					for _, member := range call {
						require.Equal(t, call[0][:1], member[:1], "one key for each call")
					}
					if slices.Contains(call, p.member) && !slices.ContainsFunc(call, func(m string) bool { return slices.Contains(s.guilty, m) }) {
						times++
					}
				}
				_, withdrawn := errors.AsType[*batch.WithdrawnError](outcomes[i].err)
				switch {
				case withdrawn:
					require.Greater(t, p.leaves, 100*time.Millisecond)
					require.Zero(t, times, "who leaves is in no call")
				case errors.Is(outcomes[i].err, context.DeadlineExceeded):
					require.Greater(t, p.leaves, 100*time.Millisecond)
				case p.guilty:
					require.ErrorIs(t, outcomes[i].err, errGuilty)
				default:
					require.NoError(t, outcomes[i].err)
					require.Equal(t, p.member[:1]+p.member, outcomes[i].result)
					require.Equal(t, 1, times)
				}
			}
		})
	})
}

// Under the race detector, on a real clock.
func TestBatcher_race(t *testing.T) {
	t.Parallel()
	var sent atomic.Int64
	b := &batch.Batcher[int, int, int]{
		Window: time.Millisecond, Limit: 7, Divide: func(error) bool { return true },
		Send: func(_ context.Context, _ int, members []int) ([]int, error) {
			if len(members) > 1 && slices.ContainsFunc(members, func(m int) bool { return m%50 == 0 }) {
				return nil, errGuilty
			}
			sent.Add(int64(len(members)))
			return members, nil
		},
	}
	var group sync.WaitGroup
	var withdrawn atomic.Int64
	for i := range 500 {
		group.Go(func() {
			ctx, cancel := context.WithCancel(t.Context())
			if i%3 == 0 {
				go cancel()
			}
			defer cancel()
			got, err := b.Do(ctx, i%4, i)
			if _, ok := errors.AsType[*batch.WithdrawnError](err); ok {
				withdrawn.Add(1)
				return
			}
			if err != nil || got != i {
				t.Errorf("%d: %d, %v", i, got, err)
			}
		})
	}
	group.Wait()
	require.EqualValues(t, 500, sent.Load()+withdrawn.Load())
}

// Calls of one key wait for each other, and who comes meanwhile goes together in the next.
func TestBatcher_serial(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{takes: time.Second}
		b := s.batcher(3)
		b.Serial = true
		begun := time.Now()
		var group sync.WaitGroup
		do := func(key, member string) {
			group.Go(func() {
				got, err := b.Do(t.Context(), key, member)
				if err != nil || got != key+member {
					t.Errorf("%s %s: %v", key+member, got, err)
				}
			})
		}
		do("a", "1")
		<-time.After(2 * window)
		for _, member := range []string{"2", "3", "4", "5"} {
			do("a", member)
			<-time.After(2 * window)
		}
		do("b", "6")
		group.Wait()
		require.Equal(t, [][]string{{"1"}, {"6"}, {"2", "3", "4"}, {"5"}}, s.calls)
		require.Equal(t, 3*time.Second+window, time.Since(begun))
	})
}

// A call that fails lets the next one go, and so does a batch whose members have all left.
func TestBatcher_serialGoesOn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{takes: time.Second, err: errDown}
		b := s.batcher(3)
		b.Serial = true
		var group sync.WaitGroup
		group.Go(func() {
			_, err := b.Do(t.Context(), "a", "1")
			if !errors.Is(err, errDown) {
				t.Error(err)
			}
		})
		<-time.After(2 * window)
		ctx, cancel := context.WithCancel(t.Context())
		group.Go(func() {
			if _, err := b.Do(ctx, "a", "2"); !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		})
		<-time.After(2 * window)
		cancel()
		group.Wait()
		s.err = nil
		got, err := b.Do(t.Context(), "a", "3")
		require.NoError(t, err)
		require.Equal(t, "a3", got)
		require.Equal(t, [][]string{{"1"}, {"3"}}, s.calls)
	})
}
