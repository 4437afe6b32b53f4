package exactlyonce_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/framework/exactlyonce"
)

func TestByDifference(t *testing.T) {
	t.Parallel()
	var rows []string
	var broken error
	look := exactlyonce.ByDifference(
		func(context.Context) ([]string, error) { return rows, broken },
		func(row string) string { return row },
		func(row string) bool { return strings.HasPrefix(row, "wanted") },
	)
	check := func(want ...string) {
		t.Helper()
		got, err := look(t.Context())
		require.NoError(t, err)
		require.Equal(t, want, got)
	}

	// A first look that fails has noted nothing.
	rows, broken = []string{"wanted 1", "wanted 2"}, errors.New("broken")
	_, err := look(t.Context())
	require.EqualError(t, err, "broken")

	broken = nil
	check() // Namesakes that were there before do not stand in the way.
	check()
	rows = append(rows, "other")
	check()
	rows = append(rows, "wanted 3")
	check("wanted 3")
	rows = append(rows, "wanted 4")
	check("wanted 3", "wanted 4")
	rows = rows[:1]
	check()

	broken = errors.New("broken")
	_, err = look(t.Context())
	require.EqualError(t, err, "broken")
}

// There were none before, which must not be noted as not having looked.
func TestByDifference_noneBefore(t *testing.T) {
	t.Parallel()
	var rows []string
	look := exactlyonce.ByDifference(
		func(context.Context) ([]string, error) { return rows, nil },
		func(row string) string { return row },
		func(string) bool { return true },
	)
	got, err := look(t.Context())
	require.NoError(t, err)
	require.Empty(t, got)
	rows = []string{"new"}
	got, err = look(t.Context())
	require.NoError(t, err)
	require.Equal(t, rows, got)
}
