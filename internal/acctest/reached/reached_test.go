package reached_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/reached"
)

func TestAppendAndRead(t *testing.T) {
	t.Parallel()
	directory := t.TempDir()
	none, err := reached.Read(directory)
	require.NoError(t, err)
	require.Empty(t, none)

	for _, record := range []reached.Record{
		{Endpoints: []string{"PUT /b", "GET /a"}},
		{Types: []string{"resource box"}},
		{Endpoints: []string{"GET /a", "GET /c"}},
	} {
		require.NoError(t, reached.Append(directory, "TestBox_basic/in_DEV", record))
	}
	require.NoError(t, reached.Append(directory, "TestBag_basic", reached.Record{Types: []string{"resource bag"}}))

	// The package is that of the working directory, which is this one.
	const here = "internal/acctest/reached"
	got, err := reached.Read(directory)
	require.NoError(t, err)
	require.Equal(t, map[string]reached.Record{
		here + ".TestBox_basic": {Test: here + ".TestBox_basic", Endpoints: []string{"GET /a", "GET /c", "PUT /b"}, Types: []string{"resource box"}},
		here + ".TestBag_basic": {Test: here + ".TestBag_basic", Types: []string{"resource bag"}},
	}, got)

	require.NoError(t, os.WriteFile(filepath.Join(directory, "torn.jsonl"), []byte(`{"test":`), 0o600))
	_, err = reached.Read(directory)
	require.ErrorContains(t, err, "torn.jsonl")
	require.Error(t, reached.Append(filepath.Join(directory, "none"), "TestBox_basic", reached.Record{}))
}
