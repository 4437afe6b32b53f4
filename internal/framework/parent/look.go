package parent

import (
	"context"
	"fmt"
	"time"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/absence"
)

// Search says how an object is looked for that belongs to a customer or an
// environment.
type Search[T any] struct {
	// Parent is the id of what it belongs to, Place what that is: "customer" or
	// "environment".
	Parent, Place string
	// Kind is what the object is, in the plural: "groups".
	Kind string
	// ID is the object's own, and Absences where it is noted down, if it may not be taken
	// for gone when all others are missing, too.
	ID       string
	Absences *absence.Watch
	// Poll is the time between two looks.
	Poll time.Duration
	// ByID says that Find reads the one object, so that a 404 means that there is
	// none. Where Find reads a list, a 404 means that the list cannot be had.
	ByID bool
	// Find returns the object, or nil if a good answer lacks it.
	Find func(ctx context.Context) (*T, error)
}

// Look looks for an object, and takes nothing for gone on one answer alone: it is
// gone if a second look, a moment later, lacks it too, or if its parent is gone. If
// it is, how says what proves it. What cannot be told is an error, and the state is
// to be left as it is.
func Look[T any](ctx context.Context, client *workato.Client, search Search[T]) (found *T, how string, err error) {
	for attempt := range 2 {
		looking := ctx
		switch {
		case attempt == 0:
		case shared.May(ctx) && !search.ByID:
			// One wait is enough for all who miss something in the same list.
			looking = shared.Again(ctx, search.Poll)
		default:
			if err := transport.Sleep(ctx, search.Poll); err != nil {
				return nil, "", err
			}
			if shared.May(ctx) {
				looking = shared.Again(ctx, 0)
			}
		}
		found, err := search.Find(looking)
		if err == nil && found != nil {
			return found, "", search.note(true)
		}
		if transport.IsNotFound(err) {
			gone, parentErr := Gone(looking, client, search.Parent)
			if parentErr != nil {
				return nil, "", parentErr
			}
			if gone {
				return nil, fmt.Sprintf("Its %s %s is gone, and its %s with it", search.Place, search.Parent, search.Kind), nil
			}
		}
		if err != nil && (!search.ByID || !transport.IsNotFound(err)) {
			return nil, "", err
		}
	}
	if err := search.note(false); err != nil {
		return nil, "", err
	}
	if search.ByID {
		return nil, fmt.Sprintf("The API answers 404 for it, twice and a moment apart, while its %s %s answers", search.Place, search.Parent), nil
	}
	return nil, fmt.Sprintf("Two lists of the %s's %s, a moment apart, lack it", search.Place, search.Kind), nil
}

// note notes down whether the object is there while its parent answers.
func (s Search[T]) note(there bool) error {
	return s.Absences.Note(s.Kind, s.Parent+"/"+s.ID, there)
}
