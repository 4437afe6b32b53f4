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
	directory := os.Getenv(faults.Variable) //nolint:forbidigo // This is no part of the provider.
	if directory == "" || t.Failed() {
		return
	}
	text, err := json.MarshalIndent(found, "", "  ")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(directory, name), append(text, '\n'), 0o600))
}
