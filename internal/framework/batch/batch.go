// Package batch lets writes that coincide share one call, where an endpoint takes
// several objects at once and calls are what is scarce.
//
// Terraform applies resources one by one, some of them at the same time. Each calls
// [Batcher.Do] as if it were alone. The first one waits for a short window for
// others; all that came by then go together. If the service refuses them, the batch
// is taken apart until those that it refuses are alone, so that each caller gets the
// error of its own object and of no other.
package batch

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// Batcher gathers members M, which go together if they have the same key K, and gives
// each its result R. All fields but the unexported ones are required, and must not
// change after the first call. It is safe for concurrent use.
type Batcher[K comparable, M, R any] struct {
	// Window is how long the first member of a batch waits for company.
	Window time.Duration
	// Limit is how many members one call takes at most. A full batch does not wait.
	Limit int
	// Send makes one call for all members, of which there is at least one. It returns
	// a result for each, in their order, or an error, which is that of all.
	//
	// Its context belongs to no member alone: it ends when every member has been
	// cancelled, or at the latest of their deadlines. Its values are those of the first.
	Send func(ctx context.Context, key K, members []M) ([]R, error)
	// Divide reports whether an error may be the fault of some members only, and
	// whether sending the others again does no harm. It is not asked about one.
	Divide func(error) bool
	// Serial makes calls with the same key wait for each other. Members gather for as long
	// as one is under way.
	Serial bool

	mutex sync.Mutex
	open  map[K]*gathering[M, R]
	// busy are the keys with a call under way, and waiting the full batches of each that
	// wait for it, if calls wait for each other.
	busy    map[K]bool
	waiting map[K][][]*seat[M, R]
}

// WithdrawnError is that of a member whose context ended before its batch was sent:
// nothing was done for it.
type WithdrawnError struct{ Err error }

// Error implements error.
func (e *WithdrawnError) Error() string { return "not sent: " + e.Err.Error() }

// Unwrap implements the interface of errors.Unwrap.
func (e *WithdrawnError) Unwrap() error { return e.Err }

// gathering is a batch that still takes members.
type gathering[M, R any] struct {
	seats []*seat[M, R]
	timer *time.Timer
	// due is set if its window is over, and only a call that is under way holds it back.
	due bool
}

// seat is the place of one member in a batch. What it holds after done is closed is
// the answer.
type seat[M, R any] struct {
	ctx    context.Context
	member M
	done   chan struct{}
	result R
	err    error
}

// Do sends a member together with those that have the same key and come within the
// window, and returns its own result. If ctx ends before the batch is sent, the member
// leaves it, and the error is a [*WithdrawnError]. After that, Do waits for the outcome
// even if ctx ends: a write that is on its way cannot be called back.
func (b *Batcher[K, M, R]) Do(ctx context.Context, key K, member M) (R, error) {
	var none R
	if err := ctx.Err(); err != nil {
		return none, &WithdrawnError{Err: err}
	}
	s := &seat[M, R]{ctx: ctx, member: member, done: make(chan struct{})}
	b.join(key, s)
	select {
	case <-s.done:
	case <-ctx.Done():
		if b.withdraw(key, s) {
			return none, &WithdrawnError{Err: ctx.Err()}
		}
		<-s.done
	}
	return s.result, s.err
}

// Alone sends a member at once and by itself: for one whose company may be what made
// a call fail.
func (b *Batcher[K, M, R]) Alone(ctx context.Context, key K, member M) (R, error) {
	s := &seat[M, R]{ctx: ctx, member: member, done: make(chan struct{})}
	b.deliver(ctx, key, []*seat[M, R]{s})
	return s.result, s.err
}

// join takes a seat in the open batch of the key, or opens one.
func (b *Batcher[K, M, R]) join(key K, s *seat[M, R]) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	g := b.open[key]
	if g == nil {
		if b.open == nil {
			b.open, b.busy, b.waiting = map[K]*gathering[M, R]{}, map[K]bool{}, map[K][][]*seat[M, R]{}
		}
		g = &gathering[M, R]{}
		b.open[key] = g
		g.timer = time.AfterFunc(b.Window, func() {
			b.mutex.Lock()
			var seats []*seat[M, R]
			if g.due = b.busy[key]; !g.due {
				seats = b.leave(key, b.close(key, g))
			}
			b.mutex.Unlock()
			b.depart(key, seats)
		})
	}
	g.seats = append(g.seats, s)
	if len(g.seats) >= b.Limit {
		go b.depart(key, b.leave(key, b.close(key, g)))
	}
}

// leave returns the seats of a batch if it may depart now. The caller holds the mutex.
func (b *Batcher[K, M, R]) leave(key K, seats []*seat[M, R]) []*seat[M, R] {
	switch {
	case !b.Serial || len(seats) == 0:
	case b.busy[key]:
		b.waiting[key] = append(b.waiting[key], seats)
		return nil
	default:
		b.busy[key] = true
	}
	return seats
}

// next returns the seats of the batch that has waited for the end of a call, if any.
func (b *Batcher[K, M, R]) next(key K) []*seat[M, R] {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	delete(b.busy, key)
	if waiting := b.waiting[key]; len(waiting) > 0 {
		b.waiting[key] = waiting[1:]
		return b.leave(key, waiting[0])
	}
	delete(b.waiting, key)
	if g := b.open[key]; g != nil && g.due {
		return b.leave(key, b.close(key, g))
	}
	return nil
}

// close ends the gathering and returns its seats, or none if it has ended before. The
// caller holds the mutex.
func (b *Batcher[K, M, R]) close(key K, g *gathering[M, R]) []*seat[M, R] {
	if b.open[key] != g {
		return nil
	}
	delete(b.open, key)
	g.timer.Stop()
	return g.seats
}

// withdraw takes a seat out of the open batch, unless it has departed.
func (b *Batcher[K, M, R]) withdraw(key K, s *seat[M, R]) bool {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	g := b.open[key]
	if g == nil || !slices.Contains(g.seats, s) {
		return false
	}
	g.seats = slices.DeleteFunc(g.seats, func(other *seat[M, R]) bool { return other == s })
	if len(g.seats) == 0 {
		b.close(key, g)
	}
	return true
}

// depart sends a batch, on a context that lives as long as any of its members wants, and
// those that wait for its end.
func (b *Batcher[K, M, R]) depart(key K, seats []*seat[M, R]) {
	for len(seats) > 0 {
		ctx, cancel := together(seats)
		b.deliver(ctx, key, seats)
		cancel()
		if !b.Serial {
			return
		}
		seats = b.next(key)
	}
}

// Sent tells a member whose batch was not sent from one that was: its error becomes that
// of notSent.
func Sent(err error, notSent func(cause error) error) error {
	if withdrawn, ok := errors.AsType[*WithdrawnError](err); ok {
		return notSent(withdrawn.Err)
	}
	return err
}

// together returns the context of a batch.
func together[M, R any](seats []*seat[M, R]) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(seats[0].ctx))
	cancels := []func(){cancel}
	var latest time.Time
	bounded := true
	var waiting atomic.Int64
	waiting.Store(int64(len(seats)))
	for _, s := range seats {
		deadline, ok := s.ctx.Deadline()
		bounded = bounded && ok
		if deadline.After(latest) {
			latest = deadline
		}
		stop := context.AfterFunc(s.ctx, func() {
			// Deadlines are counted by the latest of them.
			if errors.Is(s.ctx.Err(), context.Canceled) && waiting.Add(-1) == 0 {
				cancel()
			}
		})
		cancels = append(cancels, func() { stop() })
	}
	if bounded {
		var end context.CancelFunc
		ctx, end = context.WithDeadline(ctx, latest)
		cancels = append(cancels, end)
	}
	return ctx, func() {
		for _, f := range slices.Backward(cancels) {
			f()
		}
	}
}

// deliver sends the members and answers each. A batch that is refused is halved until
// what is refused is alone: the others pay one call for each halving, and no more.
func (b *Batcher[K, M, R]) deliver(ctx context.Context, key K, seats []*seat[M, R]) {
	results, err := b.send(ctx, key, seats)
	if err != nil && len(seats) > 1 && b.Divide(err) {
		half := len(seats) / 2
		b.deliver(ctx, key, seats[:half])
		b.deliver(ctx, key, seats[half:])
		return
	}
	for i, s := range seats {
		if s.err = err; err == nil {
			s.result = results[i]
		}
		close(s.done)
	}
}

// send calls Send, and turns what must not happen into an error: a panic here would
// end the whole provider, and a missing result would keep a member waiting.
func (b *Batcher[K, M, R]) send(ctx context.Context, key K, seats []*seat[M, R]) (results []R, err error) {
	defer func() {
		if value := recover(); value != nil {
			err = transport.Caught(value)
		}
	}()
	members := make([]M, 0, len(seats))
	for _, s := range seats {
		members = append(members, s.member)
	}
	results, err = b.Send(ctx, key, members)
	if err == nil && len(results) != len(seats) {
		err = fmt.Errorf("a batch of %d gave %d results", len(seats), len(results))
	}
	return results, err
}
