package transport_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

func silent(context.Context, slog.Level, string, map[string]any) {}

// mostIn returns how many of the times fall into any one window.
func mostIn(times []time.Time, window time.Duration) int {
	slices.SortFunc(times, time.Time.Compare)
	most := 0
	for i, first := range times {
		n := 0
		for _, at := range times[i:] {
			if at.Sub(first) < window {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}

func TestLimiter_P3_neverMoreThanTheQuota(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		quota   transport.Quota
		callers int
		each    int
		took    time.Duration
	}{
		"one caller":    {transport.Quota{Calls: 10, Window: time.Second}, 1, 35, 3 * time.Second},
		"fifty callers": {transport.Quota{Calls: 60, Window: time.Minute}, 50, 6, 4 * time.Minute},
		"one at a time": {transport.Quota{Calls: 1, Window: time.Second}, 4, 5, 19 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				limiter := transport.NewLimiter(map[string]transport.Quota{"c": test.quota})
				var mutex sync.Mutex
				var times []time.Time
				var group sync.WaitGroup
				begun := time.Now()
				for range test.callers {
					group.Go(func() {
						for range test.each {
							if err := limiter.Wait(t.Context(), "c", silent); err != nil {
								t.Error(err)
								return
							}
							mutex.Lock()
							times = append(times, time.Now())
							mutex.Unlock()
						}
					})
				}
				group.Wait()
				require.Len(t, times, test.callers*test.each)
				require.LessOrEqual(t, mostIn(times, test.quota.Window), test.quota.Calls)
				require.Equal(t, test.took, time.Since(begun), "nor is anything held back for longer than it must")
			})
		})
	}
}

// The service counts a call when it arrives, which may be soon or late.
func TestLimiter_P3_callsAreOnTheirWayForDifferentTimes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		quota := transport.Quota{Calls: 6, Window: time.Minute}
		limiter := transport.NewLimiter(map[string]transport.Quota{"c": quota})
		var mutex sync.Mutex
		var arrived []time.Time
		var group sync.WaitGroup
		for i := range 30 {
			there, back := time.Duration(i*7%10)*time.Second, time.Duration(i*3%10)*time.Second
			group.Go(func() {
				pass, err := limiter.Begin(t.Context(), "c", silent)
				if err != nil {
					t.Error(err)
					return
				}
				defer pass.End()
				<-time.After(there)
				mutex.Lock()
				arrived = append(arrived, time.Now())
				mutex.Unlock()
				<-time.After(back)
			})
		}
		group.Wait()
		require.Len(t, arrived, 30)
		require.LessOrEqual(t, mostIn(arrived, quota.Window), quota.Calls)
	})
}

// Calls that come at any time, with the class closed at any time.
func TestLimiter_model(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		quota := transport.Quota{
			Calls:  rapid.IntRange(1, 5).Draw(rt, "calls"),
			Window: time.Duration(rapid.IntRange(1, 10).Draw(rt, "window")) * time.Second,
		}
		type step struct{ pause, closed time.Duration }
		steps := rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) step {
			return step{
				time.Duration(rapid.IntRange(0, 3000).Draw(rt, "pause")) * time.Millisecond,
				time.Duration(rapid.SampledFrom([]int{0, 0, 0, 5}).Draw(rt, "closed")) * time.Second,
			}
		}), 1, 30).Draw(rt, "steps")
		// What is found in the bubble is judged outside of it, where rapid can
		// look for a shorter example.
		var times []time.Time
		tooEarly := false
		synctest.Test(t, func(t *testing.T) {
			limiter := transport.NewLimiter(map[string]transport.Quota{"c": quota})
			var open time.Time
			for _, s := range steps {
				<-time.After(s.pause)
				if s.closed > 0 {
					limiter.Close("c", s.closed)
					if until := time.Now().Add(s.closed); until.After(open) {
						open = until
					}
				}
				if err := limiter.Wait(t.Context(), "c", silent); err != nil {
					t.Error(err)
				}
				tooEarly = tooEarly || time.Now().Before(open)
				times = append(times, time.Now())
			}
		})
		require.False(rt, tooEarly, "sent while the class was closed")
		require.LessOrEqual(rt, mostIn(times, quota.Window), quota.Calls)
	})
}

func TestLimiter_classes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		limiter := transport.NewLimiter(map[string]transport.Quota{
			"a": {Calls: 1, Window: time.Minute}, "b": {Calls: 1, Window: time.Minute},
		})
		begun := time.Now()
		for _, class := range []string{"a", "b", "unknown", "unknown", ""} {
			require.NoError(t, limiter.Wait(t.Context(), class, silent))
		}
		require.Zero(t, time.Since(begun))
		require.NoError(t, limiter.Wait(t.Context(), "a", silent))
		require.Equal(t, time.Minute, time.Since(begun))
		limiter.Close("unknown", time.Hour)
		require.NoError(t, limiter.Wait(t.Context(), "unknown", silent))
		require.Equal(t, time.Hour+time.Minute, time.Since(begun), "what the service refuses is held back without a quota, too")
	})
}

func TestLimiter_Close(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		limiter := transport.NewLimiter(map[string]transport.Quota{"c": {Calls: 10, Window: time.Second}})
		begun := time.Now()
		limiter.Close("c", 30*time.Second)
		limiter.Close("c", time.Second) // A shorter one must not open it again.
		require.NoError(t, limiter.Wait(t.Context(), "c", silent))
		require.Equal(t, 30*time.Second, time.Since(begun))
		require.NoError(t, limiter.Wait(t.Context(), "c", silent))
		require.Equal(t, 30*time.Second, time.Since(begun))
	})
}

// A long wait is told once, so that nobody takes it for a hang.
func TestLimiter_tellsOnce(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		window time.Duration
		want   []string
	}{
		"short": {4999 * time.Millisecond, nil},
		"long":  {40 * time.Second, []string{"INFO waiting for API quota map[class:c reason:the quota is used up wait:40s]"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				limiter := transport.NewLimiter(map[string]transport.Quota{"c": {Calls: 1, Window: test.window}})
				lines := &logs{}
				require.NoError(t, limiter.Wait(t.Context(), "c", lines.write))
				// The class is closed again while it is waited for, so that one
				// call waits twice.
				time.AfterFunc(test.window/2, func() { limiter.Close("c", test.window*3/4) })
				require.NoError(t, limiter.Wait(t.Context(), "c", lines.write))
				require.Equal(t, append([]string{}, test.want...), lines.all())
			})
		})
	}
}

func TestLimiter_C13_contextEnds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		limiter := transport.NewLimiter(map[string]transport.Quota{"c": {Calls: 1, Window: time.Minute}})
		require.NoError(t, limiter.Wait(t.Context(), "c", silent))

		begun := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		err := limiter.Wait(ctx, "c", silent)
		require.EqualError(t, err, `the quota class "c" is used up for the next 1m0s: the wait is longer than the operation has left`)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Zero(t, time.Since(begun))

		canceled, end := context.WithCancel(t.Context())
		time.AfterFunc(10*time.Second, end)
		require.ErrorIs(t, limiter.Wait(canceled, "c", silent), context.Canceled)
		require.Equal(t, 10*time.Second, time.Since(begun))

		require.NoError(t, limiter.Wait(t.Context(), "c", silent))
		require.Equal(t, time.Minute, time.Since(begun), "who gave up has not used a slot")
	})
}

// TestLimiter_G10_shareUsed has more to do than the quota allows, with answers that take
// their time: no call is one too many where the service counts it, at the begin or at the
// end of it, and what is allowed is used.
func TestLimiter_G10_shareUsed(t *testing.T) {
	t.Parallel()
	const minutes = 20
	for _, parallel := range []int{10, 50} {
		for _, latency := range []time.Duration{0, 50 * time.Millisecond, 2 * time.Second} {
			t.Run(fmt.Sprint(parallel, " ", latency), func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					quota := transport.Quota{Calls: 60, Window: time.Minute}
					limiter := transport.NewLimiter(map[string]transport.Quota{"c": quota})
					ctx, cancel := context.WithTimeout(t.Context(), minutes*time.Minute-time.Second)
					defer cancel()
					var mutex sync.Mutex
					var begins, ends []time.Time
					note := func(times *[]time.Time) {
						mutex.Lock()
						defer mutex.Unlock()
						*times = append(*times, time.Now())
					}
					var group sync.WaitGroup
					for range parallel {
						group.Go(func() {
							for {
								pass, err := limiter.Begin(ctx, "c", silent)
								if err != nil {
									return
								}
								note(&begins)
								<-time.After(latency)
								note(&ends)
								pass.End()
							}
						})
					}
					group.Wait()
					require.LessOrEqual(t, mostIn(begins, quota.Window), quota.Calls)
					require.LessOrEqual(t, mostIn(ends, quota.Window), quota.Calls)
					share := float64(len(ends)) / float64(minutes*quota.Calls)
					t.Logf("%.1f %% of what is allowed was used", 100*share)
					require.GreaterOrEqual(t, share, 0.95)
				})
			})
		}
	}
}

// A refusal shows what the service leaves to this process, and that it may leave more again.
func TestLimiter_lowers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		limiter := transport.NewLimiter(map[string]transport.Quota{"c": {Calls: 60, Window: time.Minute}})
		// burst makes as many calls as are let through at once.
		burst := func() (calls int) {
			for {
				ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
				pass, err := limiter.Begin(ctx, "c", silent)
				cancel()
				if err != nil {
					return calls
				}
				pass.Taken()
				pass.End()
				calls++
			}
		}
		for range 40 {
			pass, err := limiter.Begin(t.Context(), "c", silent)
			require.NoError(t, err)
			pass.Taken()
			pass.End()
		}
		pass, err := limiter.Begin(t.Context(), "c", silent)
		require.NoError(t, err)
		require.Equal(t, 1, pass.Refused())
		pass.End()
		limiter.Close("c", 2*time.Minute)
		<-time.After(2 * time.Minute)
		var bursts []int
		for range 7 {
			bursts = append(bursts, burst())
			<-time.After(time.Minute)
		}
		require.Equal(t, []int{46, 52, 58, 60, 60, 60, 60}, bursts)
	})
}

// Do does not send what the limiter does not let through.
func TestDo_limiter(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		limiter := transport.NewLimiter(map[string]transport.Quota{"c": {Calls: 1, Window: time.Hour}})
		service := &script{}
		client := service.client(t, limiter)
		request := post()
		request.Class = "c"
		_, err := transport.Do(t.Context(), client, request, decodeThing)
		require.NoError(t, err)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		_, err = transport.Do(ctx, client, request, decodeThing)
		require.Equal(t, transport.OutcomeNotSent, transport.OutcomeOf(err))
		require.ErrorContains(t, err, `POST /things: the quota class "c" is used up for the next 1h0m0s`)
		require.Len(t, service.times, 1)
	})
}
