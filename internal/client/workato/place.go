package workato

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// place is where a call takes its list of ids from. The reference of the members of a
// group shows a query with the parameter repeated; calls that write take JSON
// elsewhere, and lists in a query are bracketed in page[number].
type place int

const (
	inBody place = iota
	inBrackets
	inQuery
)

// query spells the ids in a query.
func (p place) query(ids []ID) url.Values {
	if p == inQuery {
		return url.Values{"user_ids": texts(ids)}
	}
	return url.Values{"user_ids[]": texts(ids)}
}

// NoEffectError says that the service accepted a call in each way that it may be meant,
// and did nothing.
type NoEffectError struct {
	// IDs are those on which it had no effect.
	IDs []ID
	// Err is the last call, if that one was refused.
	Err error
}

// Error implements error.
func (e *NoEffectError) Error() string {
	text := fmt.Sprintf("the API accepted the call, with the ids in the body and in the query, but it had no effect for %s", strings.Join(texts(e.IDs), ", "))
	if e.Err != nil {
		text += fmt.Sprintf(" (the last answer was: %v)", e.Err)
	}
	return text
}

// Unwrap implements the interface of errors.Unwrap.
func (e *NoEffectError) Unwrap() error { return e.Err }

// memory remembers which place a service has taken ids from.
type memory struct {
	mutex sync.Mutex
	works place
}

// order puts the place that worked last before the others.
func (m *memory) order(places ...place) []place {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	slices.SortStableFunc(places, func(a, b place) int {
		switch m.works {
		case a:
			return -1
		case b:
			return 1
		default:
			return 0
		}
	})
	return places
}

func (m *memory) learn(p place) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.works = p
}

// try sends a call with the ids in one place after the other, until pending is empty.
// The next place is tried only after an answer that may mean "there were no ids": a
// success without an effect, or a refusal that names the parameter. A call whose answer
// was lost is sent once more as it was: what is there already cannot be added twice,
// nor removed.
func (m *memory) try(ctx context.Context, places []place, ids []ID, pending Pending, send func(place, []ID) error) error {
	left := ids
	var refusal error
	lost := false
	places = m.order(places...)
	for len(places) > 0 {
		p := places[0]
		err := send(p, left)
		if err != nil && !mayBeDone(err) {
			return err
		}
		before := left
		var wrong error
		if left, wrong = pending(ctx, before, err); wrong != nil {
			return wrong
		}
		if len(left) < len(before) && err == nil {
			m.learn(p)
		}
		switch ambiguous := err != nil && transport.OutcomeOf(err) == transport.OutcomeAmbiguous; {
		case len(left) == 0:
			return nil
		case ambiguous && lost:
			return err
		case ambiguous:
			lost = true
			continue
		case err != nil && len(left) < len(before):
			// Refused for the sake of those that were as they should be before.
			continue
		case err != nil && !namesIDs(err):
			return err
		}
		refusal = err
		places = places[1:]
	}
	return &NoEffectError{IDs: left, Err: refusal}
}

// mayBeDone reports whether it is worth looking what a call that failed has done: the
// answer was lost, or the service found fault with an id, which may be where it should
// be already.
func mayBeDone(err error) bool {
	return transport.OutcomeOf(err) == transport.OutcomeAmbiguous ||
		transport.HasStatus(err, http.StatusBadRequest, http.StatusNotFound, http.StatusConflict, http.StatusUnprocessableEntity)
}

// namesIDs reports whether a refusal names the parameter of the ids.
func namesIDs(err error) bool {
	failure, ok := errors.AsType[*transport.Error](err)
	if !ok || failure.Status != http.StatusBadRequest && failure.Status != http.StatusUnprocessableEntity {
		return false
	}
	_, named := failure.Fields["user_ids"]
	return named || strings.Contains(strings.ToLower(failure.Message), "user_ids")
}
