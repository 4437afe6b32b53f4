package exactlyonce_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/framework/exactlyonce"
)

// TestCreate_C5_lookupFailsWithRemains has a look-up fail that returns something beside
// its error: that is not the object that was made.
func TestCreate_C5_lookupFailsWithRemains(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		looks := 0
		var locks exactlyonce.Locks
		create := exactlyonce.Create[string]{
			Key: "name", Lock: "name", Locks: &locks, Settle: time.Minute, Poll: time.Second,
			ID: func(id string) string { return id },
			Lookup: func(context.Context) ([]string, error) {
				switch looks++; looks {
				case 1:
					return nil, nil
				case 2:
					return []string{""}, errLookup
				default:
					return []string{"7"}, nil
				}
			},
			Send: func(context.Context) (string, error) { return "", errLost },
		}
		result, err := create.Run(t.Context())
		require.NoError(t, err)
		require.Equal(t, "7", result.Object)
		require.ErrorIs(t, result.Lost, errLost)
		require.Equal(t, 3, looks)
	})
}
