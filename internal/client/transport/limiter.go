package transport

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// Quota is how many calls a service allows in any window of the given length.
type Quota struct {
	// Calls is the number of calls, at least 1.
	Calls int
	// Window is the length of the sliding window.
	Window time.Duration
}

// noticeAfter is the wait from which the user is told about it.
const noticeAfter = 5 * time.Second

// Limiter keeps the calls of this process within quotas, one sliding window per
// class. A window, unlike a bucket that refills, lets the first calls of a run
// through without any wait. Plan and apply are separate processes, so its
// promise holds for each by itself. A nil Limiter lets everything through.
type Limiter struct {
	mutex   sync.Mutex
	classes map[string]*window
	now     func() time.Time
}

type window struct {
	quota  Quota
	sent   []time.Time
	closed time.Time
}

// NewLimiter returns a limiter for the given quotas by class. Calls of a class
// that is not among them are not paced.
func NewLimiter(quotas map[string]Quota) *Limiter {
	l := &Limiter{classes: map[string]*window{}, now: time.Now}
	for class, quota := range quotas {
		l.classes[class] = &window{quota: quota}
	}
	return l
}

// Wait blocks until a call of the class may be sent, and counts it. It returns
// an error if ctx ends first, or would.
func (l *Limiter) Wait(ctx context.Context, class string, log LogFunc) error {
	if l == nil || l.classes[class] == nil {
		return nil
	}
	told := false
	for {
		wait := l.reserve(class)
		if wait <= 0 {
			return nil
		}
		if wait >= noticeAfter && !told {
			told = true
			log(ctx, slog.LevelInfo, "waiting for API quota", map[string]any{"class": class, "wait": wait.Round(time.Second).String()})
		}
		if err := sleep(ctx, wait); err != nil {
			return fmt.Errorf("the quota class %q is used up for the next %s: %w", class, wait.Round(time.Second), err)
		}
	}
}

// reserve takes a slot and returns 0, or returns how long until one may be free.
func (l *Limiter) reserve(class string) time.Duration {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	w, now := l.classes[class], l.now()
	if wait := w.closed.Sub(now); wait > 0 {
		return wait
	}
	for len(w.sent) > 0 && now.Sub(w.sent[0]) >= w.quota.Window {
		w.sent = w.sent[1:]
	}
	if len(w.sent) < w.quota.Calls {
		w.sent = append(w.sent, now)
		return 0
	}
	return w.quota.Window - now.Sub(w.sent[0])
}

// Close lets no call of the class through for the given time, after the service
// has said that the quota is used up.
func (l *Limiter) Close(class string, wait time.Duration) {
	if l == nil || l.classes[class] == nil {
		return
	}
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if until := l.now().Add(wait); until.After(l.classes[class].closed) {
		l.classes[class].closed = until
	}
}
