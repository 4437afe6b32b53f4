package provider_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// reports is the environment variable that names a directory for what the suites have
// found: pages of the documentation are rendered from it.
const reports = "ACCTEST_FAULTS"

// report writes down what a suite has found, if that is asked for. A suite of which only
// a part was run, or that has failed, has found nothing.
func report(t *testing.T, name string, found any) {
	t.Helper()
	directory := os.Getenv(reports) //nolint:forbidigo // This is no part of the provider.
	if directory == "" || t.Failed() {
		return
	}
	text, err := json.MarshalIndent(found, "", "  ")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(directory, name), append(text, '\n'), 0o600))
}
