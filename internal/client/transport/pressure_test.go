package transport_test

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// busy is a service that refuses calls for its quota until a time, and remembers when
// each call came.
type busy struct {
	mutex sync.Mutex
	until time.Time
	// header is what a refusal says, given the time of the next one that is taken.
	header func(now time.Time) http.Header
	// latency is how long it takes to answer, if not a tenth of a second.
	latency time.Duration

	refused []time.Time
	taken   int
}

func (b *busy) RoundTrip(req *http.Request) (*http.Response, error) {
	time.Sleep(cmp.Or(b.latency, latency)) //nolint:forbidigo // The clock of the bubble.
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if now := time.Now(); now.Before(b.until) {
		b.refused = append(b.refused, now)
		return reply(http.StatusTooManyRequests, b.header(now), `{"message":"Slow down"}`), nil
	}
	b.taken++
	return reply(http.StatusOK, nil, `{"id":"7"}`), nil
}

const latency = 100 * time.Millisecond

// after is a refusal with a value of Retry-After.
func after(value string) func(time.Time) http.Header {
	return func(time.Time) http.Header {
		if value == "" {
			return http.Header{}
		}
		return http.Header{"Retry-After": {value}}
	}
}

// crowd sends calls, ten at a time, each of which has a quarter of an hour, and returns the
// errors.
func crowd(t *testing.T, client *transport.Client, each int, class string) (failures []error) {
	t.Helper()
	var mutex sync.Mutex
	var group sync.WaitGroup
	for i := range 10 {
		group.Go(func() {
			for range each {
				request := get()
				if i%2 == 1 {
					request = post()
				}
				request.Class = class
				ctx, cancel := context.WithTimeout(t.Context(), 15*time.Minute)
				_, err := transport.Do(ctx, client, request, decodeThing)
				cancel()
				if err != nil {
					mutex.Lock()
					failures = append(failures, err)
					mutex.Unlock()
				}
			}
		})
	}
	group.Wait()
	return failures
}

// However a refusal words its time, ten calls at once come back neither too early nor
// in a hurry, and none of them fails.
func TestTransport_P1_tenAtOnce(t *testing.T) {
	t.Parallel()
	for name, header := range map[string]func(time.Time) http.Header{
		"seconds":  after("30"),
		"none":     after(""),
		"nought":   after("0"),
		"negative": after("-1"),
		"garbage":  after("soon"),
		"date": func(now time.Time) http.Header {
			return http.Header{"Retry-After": {now.Add(31 * time.Second).UTC().Format(http.TimeFormat)}}
		},
		"past": func(now time.Time) http.Header {
			return http.Header{"Retry-After": {now.Add(-time.Hour).UTC().Format(http.TimeFormat)}}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				service := &busy{until: time.Now().Add(2 * time.Minute), header: header}
				client := transport.New(transport.Config{BaseURL: parse(t, "https://api.example.test"), Base: service})
				require.Empty(t, crowd(t, client, 3, "c"))
				require.Equal(t, 30, service.taken)
				// The ten that were under way at once, and then one at a time.
				assert.LessOrEqual(t, len(service.refused), 10+10)
				asked := service.refused[10:]
				for i, at := range asked {
					before := service.refused[9]
					if i > 0 {
						before = asked[i-1]
					}
					assert.GreaterOrEqual(t, at.Sub(before), 500*time.Millisecond, "a busy loop")
					if name == "seconds" || name == "date" {
						assert.GreaterOrEqual(t, at.Sub(before), 30*time.Second, "earlier than asked for")
					}
				}
			})
		})
	}
}

// A wait of a day is longer than any operation: it fails at once, and says why.
func TestTransport_P1_day(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		service := &busy{until: time.Now().Add(24 * time.Hour), header: after("86400")}
		client := transport.New(transport.Config{BaseURL: parse(t, "https://api.example.test"), Base: service})
		begun := time.Now()
		failures := crowd(t, client, 1, "c")
		require.Len(t, failures, 10)
		require.Equal(t, latency, time.Since(begun))
		for _, err := range failures {
			require.Equal(t, transport.OutcomeRefused, transport.OutcomeOf(err))
			require.ErrorContains(t, err, "the next try would be in 24h0m0s, which is longer than this operation has left")
		}
		// Whoever comes later need not ask to know.
		_, err := transport.Do(t.Context(), client, transport.Request{Method: http.MethodGet, Path: transport.NewPath("/things"), Class: "c"}, decodeThing)
		require.Equal(t, transport.OutcomeNotSent, transport.OutcomeOf(err))
		require.ErrorContains(t, err, `the quota class "c" is used up for the next 24h0m0s`)
		require.Len(t, service.refused, 10)
	})
}

// Ten minutes of refusals cost time and nothing else: no operation fails, and while the
// class is closed there is at most one call for each time that the service names.
func TestTransport_P2_storm(t *testing.T) {
	t.Parallel()
	const storm, reset = 10 * time.Minute, 20 * time.Second
	for name, test := range map[string]struct {
		header  func(time.Time) http.Header
		latency time.Duration
		quotas  map[string]transport.Quota
		// probes is the most that may ask after the first refusals.
		probes int
	}{
		"paced":       {after("20"), 0, map[string]transport.Quota{"c": {Calls: 54, Window: time.Minute}}, int(storm / reset)},
		"not paced":   {after("20"), 0, nil, int(storm / reset)},
		"slow":        {after("20"), 3 * time.Second, nil, int(storm / reset)},
		"to the end":  {func(now time.Time) http.Header { return after(fmt.Sprint(60 - now.Second()%60))(now) }, 0, nil, int(storm / time.Minute)},
		"not a word":  {after(""), 0, nil, 45},
		"two classes": {after("20"), 0, nil, 2 * int(storm/reset)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				begun := time.Now()
				service := &busy{until: begun.Add(storm), header: test.header, latency: test.latency}
				client := transport.New(transport.Config{
					BaseURL: parse(t, "https://api.example.test"), Base: service, Limiter: transport.NewLimiter(test.quotas),
				})
				classes := []string{"c"}
				if name == "two classes" {
					classes = append(classes, "d")
				}
				var group sync.WaitGroup
				for _, class := range classes {
					group.Go(func() {
						if failures := crowd(t, client, 5, class); len(failures) > 0 {
							t.Error(failures)
						}
					})
				}
				group.Wait()
				require.Equal(t, 50*len(classes), service.taken)
				first := 10 * len(classes)
				t.Logf("%d calls were refused at once, %d asked in %s, 0 of %d operations failed, all were done after %s",
					first, len(service.refused)-first, storm, service.taken, time.Since(begun))
				require.LessOrEqual(t, len(service.refused)-first, test.probes)
				if name == "not a word" {
					return
				}
				slices.SortFunc(service.refused, time.Time.Compare)
				for i := first + 1; i < len(service.refused) && len(classes) == 1; i++ {
					require.GreaterOrEqual(t, service.refused[i].Sub(service.refused[i-1]), reset, "two asked within one reset")
				}
			})
		})
	}
}

// Whoever waits while another one asks is not forgotten if that one gives up, gets no
// answer, or one that says nothing about the quota.
func TestTransport_P2_asksAndFails(t *testing.T) {
	t.Parallel()
	for name, second := range map[string]func() (*http.Response, error){
		"no answer": func() (*http.Response, error) { return nil, http.ErrHandlerTimeout },
		"broken":    func() (*http.Response, error) { return reply(http.StatusInternalServerError, nil, ""), nil },
		"refused":   func() (*http.Response, error) { return reply(http.StatusForbidden, nil, "{}"), nil },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				calls := 0
				var mutex sync.Mutex
				client := transport.New(transport.Config{
					BaseURL: parse(t, "https://api.example.test"),
					Base: roundTripper(func(*http.Request) (*http.Response, error) {
						mutex.Lock()
						defer mutex.Unlock()
						switch calls++; calls {
						case 1:
							return reply(http.StatusTooManyRequests, after("10")(time.Now()), "{}"), nil
						case 2:
							return second()
						default:
							return reply(http.StatusOK, nil, `{"id":"7"}`), nil
						}
					}),
				})
				begun := time.Now()
				var group sync.WaitGroup
				failed := make([]error, 5)
				for i := range failed {
					group.Go(func() {
						time.Sleep(time.Duration(i) * time.Second) //nolint:forbidigo // The clock of the bubble.
						_, failed[i] = transport.Do(t.Context(), client, post(), decodeThing)
					})
				}
				group.Wait()
				require.Equal(t, 10*time.Second, time.Since(begun).Truncate(time.Second))
				failures := slices.DeleteFunc(failed, func(err error) bool { return err == nil })
				require.Len(t, failures, 1, "that of the call which asked")
				require.Equal(t, 6, calls)
			})
		})
	}
}

// One that waits for another's answer leaves when its own time is over.
func TestTransport_P2_waitsNotForEver(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		limiter := transport.NewLimiter(nil)
		limiter.Close("c", time.Second)
		asking, err := limiter.Begin(t.Context(), "c", silent)
		require.NoError(t, err)
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		_, err = limiter.Begin(ctx, "c", silent)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.EqualError(t, err, `the quota class "c" is used up: context deadline exceeded`)
		asking.End()
		require.NoError(t, limiter.Wait(t.Context(), "c", silent))
		require.NoError(t, limiter.Wait(t.Context(), "c", silent))
	})
}

// A date in a refusal is one of the service's clock, which may be wrong, as may ours.
func TestTransport_P4_clockSkew(t *testing.T) {
	t.Parallel()
	for _, skew := range []time.Duration{-5 * time.Minute, 0, 5 * time.Minute} {
		for _, says := range []bool{true, false} {
			t.Run(fmt.Sprint(skew, " ", says), func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					begun := time.Now()
					service := &busy{until: begun.Add(20 * time.Second), header: func(now time.Time) http.Header {
						clock := now.Add(skew).UTC()
						header := http.Header{"Retry-After": {clock.Add(30 * time.Second).Format(http.TimeFormat)}}
						if says {
							header.Set("Date", clock.Format(http.TimeFormat))
						}
						return header
					}}
					client := transport.New(transport.Config{BaseURL: parse(t, "https://api.example.test"), Base: service})
					require.Empty(t, crowd(t, client, 1, "c"))
					waited, asked := time.Since(begun), len(service.refused)-10
					if says {
						require.LessOrEqual(t, waited, 32*time.Second)
						require.GreaterOrEqual(t, waited, 29*time.Second)
						require.Zero(t, asked)
						return
					}
					// Nothing shows the error then. It makes neither a hot loop nor a long sleep.
					require.LessOrEqual(t, waited, 33*time.Second+5*time.Minute)
					require.LessOrEqual(t, asked, 6)
				})
			})
		}
	}
}

// The tokens of these APIs have no time of their own and cannot be renewed by a call, so
// there is nothing to refresh: a 401 proves that nothing was done, is the end of its own
// call, is not repeated, and says nothing about others.
func TestTransport_P5_tokenRefused(t *testing.T) {
	t.Parallel()
	calls := 0
	client := transport.New(transport.Config{
		BaseURL: parse(t, "https://api.example.test"), Backoff: time.Nanosecond,
		Base: roundTripper(func(*http.Request) (*http.Response, error) {
			if calls++; calls%3 == 0 {
				return reply(http.StatusUnauthorized, nil, `{"message":"Unauthorized"}`), nil
			}
			return reply(http.StatusOK, nil, `{"id":"7"}`), nil
		}),
	})
	for i := 1; i <= 12; i++ {
		request := get()
		if i%2 == 0 {
			request = post()
		}
		_, err := transport.Do(t.Context(), client, request, decodeThing)
		require.Equal(t, i, calls, "one call each")
		if i%3 != 0 {
			require.NoError(t, err)
			continue
		}
		require.Equal(t, transport.OutcomeRefused, transport.OutcomeOf(err))
		require.True(t, transport.HasStatus(err, http.StatusUnauthorized))
	}
}

// Workato ends a call after 40 seconds by itself. The client waits longer, so that it is
// the service that decides, and the outcome of what takes less is never unknown.
func TestTransport_P6_slowService(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		takes   time.Duration
		status  int
		outcome transport.Outcome
		reads   int
	}{
		"39 s":                       {39 * time.Second, http.StatusOK, transport.OutcomeApplied, 1},
		"41 s, ended by the service": {40 * time.Second, http.StatusGatewayTimeout, transport.OutcomeAmbiguous, 4},
		"41 s, not ended":            {41 * time.Second, http.StatusOK, transport.OutcomeApplied, 1},
		"59 s":                       {59 * time.Second, http.StatusOK, transport.OutcomeApplied, 1},
		"61 s":                       {61 * time.Second, http.StatusOK, transport.OutcomeAmbiguous, 4},
	} {
		for _, request := range []transport.Request{get(), post()} {
			t.Run(name+" "+request.Method, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					calls := 0
					client := transport.New(transport.Config{BaseURL: parse(t, "https://api.example.test"), Base: roundTripper(func(req *http.Request) (*http.Response, error) {
						calls++
						select {
						case <-time.After(test.takes):
							return reply(test.status, nil, `{"id":"7"}`), nil
						case <-req.Context().Done():
							return nil, req.Context().Err()
						}
					})})
					_, err := transport.Do(t.Context(), client, request, decodeThing)
					require.Equal(t, test.outcome, transport.OutcomeOf(err))
					want := 1
					if request.Method == http.MethodGet {
						want = test.reads
					}
					require.Equal(t, want, calls)
				})
			})
		}
	}
}
