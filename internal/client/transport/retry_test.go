package transport_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// script is a service that gives its answers in turn, and 200 after the last.
type script struct {
	answers []slowDown
	times   []time.Time
}

func (s *script) client(t *testing.T, limiter *transport.Limiter) *transport.Client {
	t.Helper()
	return transport.New(transport.Config{
		BaseURL: parse(t, "https://api.example.test"), Limiter: limiter,
		Base: roundTripper(func(*http.Request) (*http.Response, error) {
			s.times = append(s.times, time.Now())
			if n := len(s.times); n <= len(s.answers) {
				header := http.Header{}
				if after := s.answers[n-1].retryAfter; after != "" {
					header.Set("Retry-After", after)
				}
				return reply(s.answers[n-1].status, header, `{"message":"Slow down"}`), nil
			}
			return reply(200, nil, `{"id":"7"}`), nil
		}),
	})
}

// slowDown is an answer that asks to come back later.
type slowDown struct {
	status     int
	retryAfter string
}

func TestTransport_P1_retryAfter(t *testing.T) {
	t.Parallel()
	// The clock of a bubble begins at the start of the year 2000.
	date := func(after time.Duration) string {
		return time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).Add(after).Format(http.TimeFormat)
	}
	tests := map[string]struct {
		header      string
		least, most time.Duration
	}{
		"seconds":           {"17", 17 * time.Second, 17 * time.Second},
		"date":              {date(90 * time.Second), 90 * time.Second, 90 * time.Second},
		"none":              {"", 500 * time.Millisecond, time.Second},
		"nought":            {"0", 500 * time.Millisecond, time.Second},
		"negative":          {"-1", 500 * time.Millisecond, time.Second},
		"past":              {date(-time.Hour), 500 * time.Millisecond, time.Second},
		"garbage":           {"soon", 500 * time.Millisecond, time.Second},
		"absurd":            {"31536000", 24 * time.Hour, 24 * time.Hour},
		"a day":             {"86400", 24 * time.Hour, 24 * time.Hour},
		"more than a clock": {"99999999999999999999", 500 * time.Millisecond, time.Second},
	}
	for name, test := range tests {
		for _, request := range []transport.Request{get(), post()} {
			t.Run(name+" "+request.Method, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					service := &script{answers: []slowDown{{429, test.header}}}
					ctx, cancel := context.WithTimeout(t.Context(), 48*time.Hour)
					defer cancel()
					value, err := transport.Do(ctx, service.client(t, nil), request, decodeThing)
					require.NoError(t, err)
					require.Equal(t, "7", value.ID)
					require.Len(t, service.times, 2)
					waited := service.times[1].Sub(service.times[0])
					assert.GreaterOrEqual(t, waited, test.least)
					assert.LessOrEqual(t, waited, test.most)
				})
			})
		}
	}
}

// Waiting for quota ends with the deadline of the operation, not after some tries;
// and without a hint of the service, the waits grow.
func TestTransport_P2_growingWaits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		service := &script{}
		for range 40 {
			service.answers = append(service.answers, slowDown{429, ""})
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		_, err := transport.Do(ctx, service.client(t, nil), post(), decodeThing)
		require.NoError(t, err)
		require.Len(t, service.times, 41)
		for i := 1; i < len(service.times); i++ {
			most := min(time.Second<<(i-1), 30*time.Second)
			if i > 10 {
				most = 30 * time.Second
			}
			waited := service.times[i].Sub(service.times[i-1])
			require.GreaterOrEqual(t, waited, most/2, "wait %d", i)
			require.LessOrEqual(t, waited, most, "wait %d", i)
		}
	})
}

// One refusal holds back all calls of the class, not only the one refused.
func TestTransport_P2_closesTheClass(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		limiter := transport.NewLimiter(map[string]transport.Quota{
			"narrow": {Calls: 100, Window: time.Minute}, "other": {Calls: 100, Window: time.Minute},
		})
		service := &script{answers: []slowDown{{429, "20"}}}
		client := service.client(t, limiter)
		request := get()
		request.Class = "narrow"
		done := make(chan time.Time, 2)
		call := func(request transport.Request) {
			_, err := transport.Do(t.Context(), client, request, decodeThing)
			if err != nil {
				t.Error(err)
			}
			done <- time.Now()
		}
		begun := time.Now()
		go call(request)
		synctest.Wait()
		go call(request)
		require.Equal(t, 20*time.Second, (<-done).Sub(begun))
		require.Equal(t, 20*time.Second, (<-done).Sub(begun))
		require.Len(t, service.times, 3)
		other := get()
		other.Class = "other"
		limiter.Close("narrow", time.Hour)
		call(other)
		require.Equal(t, 20*time.Second, (<-done).Sub(begun), "another class is not held back")
	})
}

func TestRetry_unavailable(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		request transport.Request
		header  string
		calls   int
		waits   []time.Duration
		outcome transport.Outcome
	}{
		// A service that names a time has not begun the call.
		"write, with a time":    {post(), "30", 4, []time.Duration{30 * time.Second, 30 * time.Second, 30 * time.Second}, transport.OutcomeRefused},
		"read, with a time":     {get(), "30", 4, []time.Duration{30 * time.Second, 30 * time.Second, 30 * time.Second}, transport.OutcomeRefused},
		"write, without a time": {post(), "", 1, nil, transport.OutcomeAmbiguous},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				service := &script{}
				for range 10 {
					service.answers = append(service.answers, slowDown{503, test.header})
				}
				_, err := transport.Do(t.Context(), service.client(t, nil), test.request, decodeThing)
				require.Equal(t, test.outcome, transport.OutcomeOf(err))
				require.Len(t, service.times, test.calls)
				for i, wait := range test.waits {
					require.Equal(t, wait, service.times[i+1].Sub(service.times[i]))
				}
			})
		})
	}
}

// A wait that would outlast the operation is not begun: the reader learns at once
// why, instead of at the end. An operation without a deadline, as those of data sources
// are, has some minutes.
func TestTransport_P1_longerThanTheOperationHasLeft(t *testing.T) {
	t.Parallel()
	for name, request := range map[string]transport.Request{"GET": get(), "POST": post(), "GET without a deadline": get()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				service := &script{answers: []slowDown{{429, "3600"}}}
				ctx := t.Context()
				if !strings.Contains(name, "without") {
					var cancel context.CancelFunc
					ctx, cancel = context.WithTimeout(ctx, 20*time.Minute)
					defer cancel()
				}
				begun := time.Now()
				_, err := transport.Do(ctx, service.client(t, nil), request, decodeThing)
				require.Zero(t, time.Since(begun))
				failure := failureOf(t, err)
				require.Equal(t, 429, failure.Status)
				require.Equal(t, transport.OutcomeRefused, failure.Outcome)
				require.Equal(t, "Slow down (the next try would be in 1h0m0s, which is longer than this operation has left)", failure.Message)
				require.Equal(t, time.Hour, failure.RetryAfter)
			})
		})
	}
}

func TestRetry_cancellationEndsTheWait(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]slowDown{
		"quota": {429, "3600"}, "unavailable": {503, "3600"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				service := &script{answers: []slowDown{answer}}
				ctx, cancel := context.WithTimeout(t.Context(), 2*time.Hour)
				time.AfterFunc(10*time.Second, cancel)
				begun := time.Now()
				_, err := transport.Do(ctx, service.client(t, nil), post(), decodeThing)
				require.Equal(t, transport.OutcomeRefused, transport.OutcomeOf(err))
				require.LessOrEqual(t, time.Since(begun), 11*time.Second)
				require.Len(t, service.times, 1)
			})
		})
	}
}

func TestSleep(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		require.NoError(t, transport.Sleep(t.Context(), time.Minute))
		require.Equal(t, time.Minute, time.Since(begun))

		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		begun = time.Now()
		require.ErrorIs(t, transport.Sleep(ctx, time.Minute), context.DeadlineExceeded)
		require.Zero(t, time.Since(begun), "a wait that cannot end in time is not begun")

		canceled, end := context.WithCancel(t.Context())
		time.AfterFunc(3*time.Second, end)
		begun = time.Now()
		require.ErrorIs(t, transport.Sleep(canceled, time.Hour), context.Canceled)
		require.Equal(t, 3*time.Second, time.Since(begun))
	})
}

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 5, 4, 3, 2, 1, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"":                    0,
		"  ":                  0,
		"0":                   0,
		"1":                   time.Second,
		" 120 ":               2 * time.Minute,
		"-5":                  0,
		"1.5":                 0,
		"86400":               24 * time.Hour,
		"86401":               24 * time.Hour,
		"9223372036854775807": 24 * time.Hour,
		"9223372036854775808": 0,
		"tomorrow":            0,
		now.Add(time.Minute).Format(time.RFC3339):         0,
		now.Add(time.Minute).Format(http.TimeFormat):      time.Minute,
		now.Add(-time.Minute).Format(http.TimeFormat):     0,
		now.Add(48 * time.Hour).Format(http.TimeFormat):   24 * time.Hour,
		"Monday, 04-May-26 03:02:31 GMT":                  30 * time.Second,
		"Mon May  4 03:02:31 2026":                        30 * time.Second,
		now.Add(time.Minute).Format(time.RFC1123Z) + " x": 0,
	} {
		t.Run(fmt.Sprintf("%q", value), func(t *testing.T) {
			t.Parallel()
			require.Equal(t, want, transport.RetryAfter(http.Header{"Retry-After": {value}}, now))
		})
	}
}

// A call whose 429 may mean something else hands it back at once.
func TestRetry_quotaReported(t *testing.T) {
	t.Parallel()
	service := &script{answers: []slowDown{{429, "7"}}}
	request := post()
	request.ReportsQuota = true
	_, err := transport.Do(t.Context(), service.client(t, nil), request, decodeThing)
	require.True(t, transport.HasStatus(err, http.StatusTooManyRequests))
	var failure *transport.Error
	require.ErrorAs(t, err, &failure)
	require.Equal(t, 7*time.Second, failure.RetryAfter)
	require.Len(t, service.times, 1)
}
