// Package exactlyonce creates objects on services that have no idempotency keys:
// never twice, and never so that the object exists without being known.
//
// The proof that a lost answer was a success needs no marker in the object: what
// was absent before the request and is there after it, under the same natural
// key, was made by it.
package exactlyonce

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// Create is one creation. All fields are required.
type Create[T any] struct {
	// Key names the natural key for people, such as `external id "acme"`.
	Key string
	// Lock is the natural key with its scope; creations with the same one wait
	// for each other.
	Lock  string
	Locks *Locks
	// Lookup returns the objects that have the natural key now. Before the request it may
	// be answered from a list that is shared, see [shared.LookUps].
	Lookup func(ctx context.Context) ([]T, error)
	// ID identifies an object.
	ID func(T) string
	// Send sends the request, once.
	Send func(ctx context.Context) (T, error)
	// Settle is how long after a request without a usable answer began the
	// object may still appear.
	Settle time.Duration
	// Poll is the wait before the first look-up of that time; it doubles.
	Poll time.Duration
}

// ExistsError says that an object with the same natural key was there before.
type ExistsError struct {
	Key string
	IDs []string
	// Err is the refusal of the service, if it was the one to notice.
	Err error
}

// Error implements error.
func (e *ExistsError) Error() string {
	if len(e.IDs) == 0 {
		return fmt.Sprintf("there is already one with the %s", e.Key)
	}
	return fmt.Sprintf("there is already one with the %s: id %s", e.Key, strings.Join(e.IDs, ", "))
}

// Unwrap implements the interface of errors.Unwrap.
func (e *ExistsError) Unwrap() error { return e.Err }

// LostError says that a request's answer was lost and that looking for its effect
// gave no clear result.
type LostError struct {
	Key string
	// IDs are the candidates, if there are several.
	IDs []string
	// Err is the failure of the last request.
	Err error
	// Lookup is the failure of the last look-up, if it failed.
	Lookup error
}

// Error implements error.
func (e *LostError) Error() string {
	return fmt.Sprintf("the answer was lost (%v); found since: %s", e.Err, e.Finding())
}

// Finding says what looking for the effect gave.
func (e *LostError) Finding() string {
	switch {
	case len(e.IDs) > 0:
		return fmt.Sprintf("several new objects with the %s: id %s", e.Key, strings.Join(e.IDs, ", "))
	case e.Lookup != nil:
		return fmt.Sprintf("the search for the %s failed too: %v", e.Key, e.Lookup)
	default:
		return fmt.Sprintf("no object with the %s", e.Key)
	}
}

// Unwrap implements the interface of errors.Unwrap.
func (e *LostError) Unwrap() error { return e.Err }

// Result is what a creation gave.
type Result[T any] struct {
	Object T
	// Lost is the failure of the request, if its answer was lost and the object
	// was found afterwards. The user should be told.
	Lost error
}

// sends is how often a request is sent at most: again only when the settle time
// has shown that the first had no effect.
const sends = 2

// Run creates the object. Errors are those of the look-up before, an
// [*ExistsError], a [*LostError], or the refusal of the service.
func (c Create[T]) Run(ctx context.Context) (Result[T], error) {
	unlock, err := c.Locks.Lock(ctx, c.Lock)
	if err != nil {
		return Result[T]{}, err
	}
	defer unlock()

	before, err := c.Lookup(shared.LookUps(ctx))
	if err == nil && len(before) > 0 {
		// It may have gone since the list was read that others share.
		before, err = c.Lookup(ctx)
	}
	if err != nil {
		return Result[T]{}, fmt.Errorf("looking for the %s before creating it: %w", c.Key, err)
	}
	if len(before) > 0 {
		return Result[T]{}, &ExistsError{Key: c.Key, IDs: c.ids(before)}
	}
	var lost error
	for range sends {
		begun := time.Now()
		object, err := c.send(ctx)
		switch {
		case err == nil:
			return Result[T]{Object: object}, nil
		case transport.OutcomeOf(err) != transport.OutcomeAmbiguous:
			return c.refused(ctx, lost, err)
		}
		lost = err
		found, lookupErr := c.await(ctx, begun.Add(c.Settle))
		switch {
		case len(found) == 1:
			return Result[T]{Object: found[0], Lost: lost}, nil
		case len(found) > 1:
			return Result[T]{}, &LostError{Key: c.Key, IDs: c.ids(found), Err: lost}
		case lookupErr != nil:
			return Result[T]{}, &LostError{Key: c.Key, Err: lost, Lookup: lookupErr}
		}
	}
	return Result[T]{}, &LostError{Key: c.Key, Err: lost}
}

// send sends the request. A panic on the way leaves open whether the object was made, as
// a lost answer does, and must not keep it from being found.
func (c Create[T]) send(ctx context.Context) (object T, err error) {
	defer func() {
		if value := recover(); value != nil {
			err = transport.Caught(value)
		}
	}()
	return c.Send(ctx)
}

// refused handles a clear no. If the service says that the key is taken although
// it was free before, and a request of ours was lost in between, it took it.
func (c Create[T]) refused(ctx context.Context, lost, refusal error) (Result[T], error) {
	if !transport.IsTaken(refusal) {
		return Result[T]{}, refusal
	}
	if lost == nil {
		found, _ := c.Lookup(ctx) // The ids are an extra: that there is one is known.
		return Result[T]{}, &ExistsError{Key: c.Key, IDs: c.ids(found), Err: refusal}
	}
	found, err := c.look(ctx)
	if len(found) == 1 {
		return Result[T]{Object: found[0], Lost: lost}, nil
	}
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("it is not shown, although the service says that it is taken (%w)", refusal)
	}
	return Result[T]{}, &LostError{Key: c.Key, IDs: c.ids(found), Err: lost, Lookup: err}
}

// await looks the object up until it is there or the time is over. A cancelled ctx
// ends the wait, but not before one look: the write is done, and its effect
// should not be lost for want of a read.
func (c Create[T]) await(ctx context.Context, until time.Time) ([]T, error) {
	wait := c.Poll
	for {
		found, err := c.look(ctx)
		if len(found) > 0 {
			return found, nil
		}
		left := time.Until(until)
		if left <= 0 {
			return nil, err
		}
		// A miss before the settle time is over proves nothing, so an end
		// before that is an error.
		if slept := transport.Sleep(ctx, min(wait, left)); slept != nil {
			return nil, errors.Join(err, fmt.Errorf("the search was cut short: %w", slept))
		}
		wait = min(wait*2, 10*time.Second)
	}
}

// look looks the object up although ctx may have ended. Each look has time of its
// own: the last one begins when the settle time is over.
func (c Create[T]) look(ctx context.Context) ([]T, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), max(c.Settle, time.Second))
	defer cancel()
	found, err := c.Lookup(ctx)
	if err != nil {
		// Whatever came with the failure is not what exists.
		return nil, err
	}
	return found, nil
}

func (c Create[T]) ids(objects []T) []string {
	out := make([]string, 0, len(objects))
	for _, object := range objects {
		out = append(out, c.ID(object))
	}
	return out
}
