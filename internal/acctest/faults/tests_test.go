package faults_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/faults"
)

// TestCatalogue demands a test, or a reason, for everything that can go wrong.
func TestCatalogue(t *testing.T) {
	t.Parallel()
	tests, err := faults.Tests("../../..")
	require.NoError(t, err)
	require.Empty(t, faults.Missing(tests), "name a test after each of these rows of the catalogue, or say why there is none")
}

func TestRun_Harm(t *testing.T) {
	t.Parallel()
	require.Empty(t, faults.Run{Met: true, Failed: true}.Harm())
	require.Equal(t, []string{"the fault did not act"}, faults.Run{}.Harm())
	require.Equal(t, []string{"duplicates: 1", "orphans: 2", "came out differently", "failed: true"},
		faults.Run{Met: true, Duplicates: 1, Orphans: 2, Changed: true, Failed: true, Unexpected: true}.Harm())
}
