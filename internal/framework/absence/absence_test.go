package absence_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/framework/absence"
)

func TestWatch_R8a_everythingGone(t *testing.T) {
	t.Parallel()
	var w absence.Watch
	require.NoError(t, w.Note("groups", "1", false))
	require.NoError(t, w.Note("groups", "2", false))
	require.NoError(t, w.Note("folders", "3", false), "kinds are counted apart")
	require.ErrorContains(t, w.Note("groups", "3", false), "none of the groups that were looked for so far, 3 among them")
	require.NoError(t, w.Note("groups", "4", true))
	require.NoError(t, w.Note("groups", "5", false), "one that is there shows that the others may be gone")
}

func TestWatch_R8a_allowed(t *testing.T) {
	t.Parallel()
	w := absence.Watch{Allow: true}
	var none *absence.Watch
	for _, id := range []string{"1", "2", "3", "4"} {
		require.NoError(t, w.Note("groups", id, false))
		require.NoError(t, none.Note("groups", id, false))
	}
}
