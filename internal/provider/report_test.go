package provider_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/faults"
)

// report writes down what a suite has found, if that is asked for. A suite of which only
// a part was run, or that has failed, has found nothing.
func report(t *testing.T, name string, found any) {
	t.Helper()
	directory := os.Getenv(faults.Variable)
	if directory == "" || t.Failed() {
		return
	}
	text, err := json.MarshalIndent(found, "", "  ")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(directory, name), append(text, '\n'), 0o600)) //nolint:gosec // The directory is the choice of who runs the tests.
}

// jsonOf is what the ledger holds, which has the types of its writer, with those of JSON.
func jsonOf(t *testing.T, value any) any {
	t.Helper()
	text, err := json.Marshal(value)
	require.NoError(t, err)
	var out any
	require.NoError(t, json.Unmarshal(text, &out))
	return out
}
