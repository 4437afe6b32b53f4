package transport

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// attemptsOnFault is how often a call is tried that fails for no reason of quota.
// Waiting for quota is bounded by the deadline of the operation instead.
const attemptsOnFault = 4

// maxBackoff bounds one wait that the service did not ask for.
const maxBackoff = 30 * time.Second

// errLongerThanLeft is a deadline that would be exceeded, if one waited for it.
var errLongerThanLeft error = longerThanLeftError{}

type longerThanLeftError struct{}

func (longerThanLeftError) Error() string { return "the wait is longer than the operation has left" }
func (longerThanLeftError) Unwrap() error { return context.DeadlineExceeded }

// retryable decides whether a failed attempt may be repeated, and when. This is
// the only place that repeats anything.
func (c *Client) retryable(r Request, failure *Error, attempt int) (time.Duration, bool) {
	if errors.Is(failure.Err, context.Canceled) || errors.Is(failure.Err, context.DeadlineExceeded) {
		return 0, false
	}
	if _, bug := errors.AsType[*BugError](failure.Err); bug {
		return 0, false
	}
	backoff := min(c.config.Backoff<<min(attempt-1, 10), maxBackoff)
	// Half of the wait is random, so that parallel callers do not return together.
	backoff = backoff/2 + rand.N(backoff/2+1) //nolint:gosec // Jitter needs no cryptographic randomness.

	switch {
	case failure.Status == http.StatusTooManyRequests && r.ReportsQuota:
		return 0, false
	case failure.Status == http.StatusTooManyRequests:
		return max(backoff, failure.RetryAfter), true
	case attempt >= attemptsOnFault:
		return 0, false
	case failure.Outcome == OutcomeNotSent:
		return backoff, true
	case failure.Status == http.StatusServiceUnavailable && failure.RetryAfter > 0:
		return max(backoff, failure.RetryAfter), true
	case r.write():
		return backoff, r.Repeatable && failure.Outcome == OutcomeAmbiguous && !IsRedirect(failure)
	// What follows are reads, for which ambiguity costs nothing.
	case failure.cut, failure.Status == 0, failure.Status >= 500, failure.Status == http.StatusRequestTimeout:
		return backoff, true
	default:
		return 0, false
	}
}

// sleep waits, or returns early with the error of ctx. A wait that would outlast
// the deadline of ctx is not begun.
func sleep(ctx context.Context, wait time.Duration) error {
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < wait {
		return errLongerThanLeft
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// Sleep waits for the given time, or until ctx ends, whose error it then returns.
func Sleep(ctx context.Context, wait time.Duration) error {
	if err := sleep(ctx, wait); err != nil {
		if errors.Is(err, errLongerThanLeft) {
			return context.DeadlineExceeded
		}
		return err
	}
	return nil
}

// retryAfter reads a Retry-After header, which is a number of seconds or an HTTP
// date (RFC 9110, section 10.2.3). Nonsense and the past count as absent. A date is that
// of the service's clock, so it is compared with the time at which the service says that
// it answers, or with now.
func retryAfter(header http.Header, now time.Time) time.Duration {
	value := strings.TrimSpace(header.Get("Retry-After"))
	if value == "" {
		return 0
	}
	if seconds, err := strconv.ParseInt(value, 10, 64); err == nil {
		const day = 24 * 60 * 60
		return time.Duration(min(max(seconds, 0), day)) * time.Second
	}
	if date, err := http.ParseTime(value); err == nil {
		if answered, err := http.ParseTime(header.Get("Date")); err == nil {
			now = answered
		}
		return min(max(date.Sub(now), 0), 24*time.Hour)
	}
	return 0
}
