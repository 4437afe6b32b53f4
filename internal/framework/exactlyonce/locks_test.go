package exactlyonce_test

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/framework/exactlyonce"
)

func TestLocks(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var locks exactlyonce.Locks
		unlock, err := locks.Lock(t.Context(), "a")
		require.NoError(t, err)

		// Another name is free.
		other, err := locks.Lock(t.Context(), "b")
		require.NoError(t, err)
		other()

		// The same name is not, for as long as the context lasts.
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		begun := time.Now()
		_, err = locks.Lock(ctx, "a")
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Equal(t, 3*time.Second, time.Since(begun))

		// Whoever gave up has not taken it.
		unlock()
		again, err := locks.Lock(t.Context(), "a")
		require.NoError(t, err)
		again()
	})
}

func TestLocks_oneAtATime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var locks exactlyonce.Locks
		var group sync.WaitGroup
		// Not atomic: the race detector watches.
		inside, most, turns := 0, 0, 0
		for range 20 {
			group.Go(func() {
				unlock, err := locks.Lock(t.Context(), "a")
				if err != nil {
					t.Error(err)
					return
				}
				defer unlock()
				inside++
				most = max(most, inside)
				turns++
				<-time.After(time.Second)
				inside--
			})
		}
		group.Wait()
		require.Equal(t, 1, most)
		require.Equal(t, 20, turns)
	})
}
