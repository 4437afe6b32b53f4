package transport

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
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
	slots  []*slot
	closed time.Time
}

// slot is a call that counts. The service counts it some time between its sending and
// its answer, so it counts here until a window after the answer: if it counted from its
// sending alone, calls that are on their way for a different time would meet there.
type slot struct {
	underWay bool
	answered time.Time
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

// Begin blocks until a call of the class may be sent, and counts it; end must be called
// when it is over. Begin returns an error if ctx ends first, or would.
func (l *Limiter) Begin(ctx context.Context, class string, log LogFunc) (end func(), err error) {
	if l == nil || l.classes[class] == nil {
		return func() {}, nil
	}
	told := false
	for {
		taken, wait := l.reserve(class)
		if taken != nil {
			return func() { l.release(taken) }, nil
		}
		if wait >= noticeAfter && !told {
			told = true
			log(ctx, slog.LevelInfo, "waiting for API quota", map[string]any{"class": class, "wait": wait.Round(time.Second).String()})
		}
		if err := sleep(ctx, wait); err != nil {
			return nil, fmt.Errorf("the quota class %q is used up for the next %s: %w", class, wait.Round(time.Second), err)
		}
	}
}

// reserve takes a slot, or returns how long until one may be free.
func (l *Limiter) reserve(class string) (*slot, time.Duration) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	w, now := l.classes[class], l.now()
	if wait := w.closed.Sub(now); wait > 0 {
		return nil, wait
	}
	w.slots = slices.DeleteFunc(w.slots, func(s *slot) bool { return !s.underWay && now.Sub(s.answered) >= w.quota.Window })
	if len(w.slots) < w.quota.Calls {
		taken := &slot{underWay: true}
		w.slots = append(w.slots, taken)
		return taken, 0
	}
	// A call that is under way counts for a window more at least.
	wait := w.quota.Window
	for _, s := range w.slots {
		if !s.underWay {
			wait = min(wait, w.quota.Window-now.Sub(s.answered))
		}
	}
	return nil, wait
}

func (l *Limiter) release(s *slot) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	s.underWay, s.answered = false, l.now()
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
