package exactlyonce

import (
	"context"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
)

// ByDifference returns a Lookup for objects without a natural key: the first call
// notes what is there, and returns nothing; each later one returns what has come
// since and is wanted. Use it once per creation, and only where creations of the
// kind exclude each other.
func ByDifference[T any](list func(context.Context) ([]T, error), id func(T) string, wanted func(T) bool) func(context.Context) ([]T, error) {
	var before map[string]bool
	return func(ctx context.Context) ([]T, error) {
		// What was there must be known of the very time before the request.
		rows, err := list(shared.Fresh(ctx))
		if err != nil {
			return nil, err
		}
		if before == nil {
			before = make(map[string]bool, len(rows))
			for _, row := range rows {
				before[id(row)] = true
			}
			return nil, nil
		}
		var since []T
		for _, row := range rows {
			if !before[id(row)] && wanted(row) {
				since = append(since, row)
			}
		}
		return since, nil
	}
}
