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
// promise holds for each by itself.
//
// Once the service has refused a call of a class for its quota, one call at a time
// asks whether the class is open again; the others wait for its answer. Whoever else uses
// the quota leaves less of it to this process than was supposed, so fewer calls are made
// from then on, and some more with each window in which none is refused.
type Limiter struct {
	mutex   sync.Mutex
	classes map[string]*window
	now     func() time.Time
}

type window struct {
	// quota is zero for a class that is not paced.
	quota  Quota
	slots  []*slot
	closed time.Time
	// estimate is how many calls the service is supposed to leave to this process, and
	// estimated when that was changed last.
	estimate  int
	estimated time.Time
	// refusals counts how often the service has refused since it last took a call.
	// Calls that were under way together count once.
	refusals int
	// asking is there while a call asks whether the class is open again. It is closed
	// with the answer.
	asking chan struct{}
}

// slot is a call that counts. The service counts it some time between its sending and
// its answer, so it counts here until a window after the answer: if it counted from its
// sending alone, calls that are on their way for a different time would meet there.
type slot struct {
	underWay bool
	answered time.Time
}

// NewLimiter returns a limiter for the given quotas by class. Calls of a class
// that is not among them are not paced, but held back where the service refuses them.
func NewLimiter(quotas map[string]Quota) *Limiter {
	l := &Limiter{classes: map[string]*window{}, now: time.Now}
	for class, quota := range quotas {
		l.classes[class] = &window{quota: quota, estimate: quota.Calls}
	}
	return l
}

// on runs f with the window of a class. f must not block.
func (l *Limiter) on(class string, f func(*window)) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	w := l.classes[class]
	if w == nil {
		w = &window{}
		l.classes[class] = w
	}
	f(w)
}

// Begin blocks until a call of the class may be sent, and counts it; the pass must be
// ended when it is over. Begin returns an error if ctx ends first, or would.
func (l *Limiter) Begin(ctx context.Context, class string, log LogFunc) (*Pass, error) {
	told := false
	for {
		pass, wait, answered := l.reserve(class)
		switch {
		case pass != nil:
			return pass, nil
		case answered != nil:
			select {
			case <-answered:
			case <-ctx.Done():
				return nil, fmt.Errorf("the quota class %q is used up: %w", class, ctx.Err())
			}
			continue
		case wait >= noticeAfter && !told:
			told = true
			log(ctx, slog.LevelInfo, "waiting for API quota", map[string]any{"class": class, "wait": wait.Round(time.Second).String(), "reason": l.reason(class)})
		}
		if err := sleep(ctx, wait); err != nil {
			return nil, fmt.Errorf("the quota class %q is used up for the next %s: %w", class, wait.Round(time.Second), err)
		}
	}
}

// reserve takes a slot, or returns how long until one may be free, or what is closed
// when it is known whether the class is open again.
func (l *Limiter) reserve(class string) (pass *Pass, wait time.Duration, answered <-chan struct{}) {
	l.on(class, func(w *window) {
		now := l.now()
		if wait = w.closed.Sub(now); wait > 0 {
			return
		}
		w.slots = slices.DeleteFunc(w.slots, func(s *slot) bool { return !s.underWay && now.Sub(s.answered) >= w.quota.Window })
		switch {
		case w.asking != nil:
			answered = w.asking
			return
		case w.quota.Calls > 0 && len(w.slots) >= w.allowed(now):
			wait = w.free(now)
			return
		}
		pass = &Pass{limiter: l, class: class, asks: w.refusals > 0, slot: &slot{underWay: true}}
		if w.quota.Calls > 0 {
			w.slots = append(w.slots, pass.slot)
		}
		if pass.asks {
			w.asking = make(chan struct{})
		}
	})
	return pass, wait, answered
}

// recovery is the part of the quota by which the estimate grows with each window in which
// no call was refused.
const recovery = 10

// allowed returns how many calls may be made within a window.
func (w *window) allowed(now time.Time) int {
	if w.estimate < w.quota.Calls && now.Sub(w.estimated) >= w.quota.Window {
		w.estimate, w.estimated = min(w.quota.Calls, w.estimate+max(1, w.quota.Calls/recovery)), now
	}
	return w.estimate
}

// lower takes a refusal for what it says: that there were as many calls as the service
// leaves to this process before the one that it has refused. By no more than one half at a
// time, since others may have used the quota for a moment only.
func (w *window) lower(now time.Time) {
	if w.quota.Calls > 0 {
		w.estimate, w.estimated = max(1, w.estimate/2, min(w.estimate, len(w.slots)-1)), now
	}
}

// reason says why calls of a class wait.
func (l *Limiter) reason(class string) (reason string) {
	l.on(class, func(w *window) {
		reason = "the quota is used up"
		if w.closed.After(l.now()) {
			reason = "the service has refused a call for its quota"
		}
	})
	return reason
}

// free returns how long until a slot may be free.
func (w *window) free(now time.Time) time.Duration {
	// A call that is under way counts for a window more at least.
	wait := w.quota.Window
	for _, s := range w.slots {
		if !s.underWay {
			wait = min(wait, w.quota.Window-now.Sub(s.answered))
		}
	}
	return wait
}

// Close lets no call of the class through for the given time, after the service
// has said that the quota is used up.
func (l *Limiter) Close(class string, wait time.Duration) {
	l.on(class, func(w *window) {
		w.refusals = max(w.refusals, 1)
		if until := l.now().Add(wait); until.After(w.closed) {
			w.closed = until
		}
	})
}

// Pass is the permission to send one call.
type Pass struct {
	limiter *Limiter
	class   string
	slot    *slot
	// asks is set if the call shows whether the class is open again.
	asks bool
}

// Refused notes that the service has refused the call for its quota, and returns how
// often in a row that has happened to the class.
func (p *Pass) Refused() (times int) {
	p.limiter.on(p.class, func(w *window) {
		if w.refusals == 0 {
			w.lower(p.limiter.now())
		}
		if p.asks || w.refusals == 0 {
			w.refusals++
		}
		times = w.refusals
	})
	return times
}

// Taken notes that the service has not refused the call for its quota.
func (p *Pass) Taken() {
	p.limiter.on(p.class, func(w *window) {
		// What was sent before a refusal proves nothing about the time after it.
		if p.asks {
			w.refusals = 0
		}
	})
}

// End says that the call is over, however it went.
func (p *Pass) End() {
	p.limiter.on(p.class, func(w *window) {
		p.slot.underWay, p.slot.answered = false, p.limiter.now()
		if p.asks {
			close(w.asking)
			w.asking = nil
		}
	})
}
