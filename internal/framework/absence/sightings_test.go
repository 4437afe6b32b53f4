package absence_test

import (
	"strconv"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/framework/absence"
)

func TestSightings(t *testing.T) {
	t.Parallel()
	var none absence.Sightings
	require.False(t, none.Note("a", false))
	require.False(t, none.Note("a", false), "the same one again")
	require.False(t, none.Note("b", false), "two may well be deleted")
	require.True(t, none.Note("c", false))
	require.False(t, none.Note("d", true), "one is there, so the list is of the right account")
	require.False(t, none.Note("e", false))

	var gone absence.Sightings
	gone.Note("a", true)
	gone.Note("b", false)
	require.True(t, func() bool { gone.Note("a", false); return gone.Note("c", false) }(), "what was there, and no longer is, does not count")
}

func TestSightings_concurrent(t *testing.T) {
	t.Parallel()
	var s absence.Sightings
	var wait sync.WaitGroup
	for i := range 50 {
		wait.Go(func() { s.Note(strconv.Itoa(i), false) })
	}
	wait.Wait()
	require.True(t, s.Note("0", false))
}
