package provider_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/schemajson"
	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/schemalock"
	"github.com/seed7333113f/terraform-provider-workato/internal/provider"
)

// TestSchema_locked demands that each change of the schema is made on purpose: it must be in testdata/schema, too, where
// a review sees it.
func TestSchema_locked(t *testing.T) {
	t.Parallel()
	locked, err := schemalock.ReadDirectory(filepath.Join("testdata", "schema"))
	require.NoError(t, err)
	changes := schemalock.Compare(locked, currentSchema(t))
	require.Empty(t, changes, "the schema is not as locked:\n\n%s\n\nIf that is meant, run `make schema` and commit internal/provider/testdata/schema.", lines(changes))
}

// TestSchema_announced demands an entry in CHANGELOG.md for each type that is not as in the last release.
func TestSchema_announced(t *testing.T) {
	t.Parallel()
	released, err := schemalock.ReadFile(filepath.Join("testdata", "schema_released.json"))
	require.NoError(t, err)
	changelog, err := os.ReadFile(filepath.Join("..", "..", "CHANGELOG.md"))
	require.NoError(t, err)
	missing := schemalock.Unannounced(schemalock.Compare(released, currentSchema(t)), string(changelog))
	require.Empty(t, missing, "CHANGELOG.md does not say what changed since the last release:\n\n%s", strings.Join(missing, "\n"))
}

func currentSchema(t *testing.T) schemalock.Lock {
	t.Helper()
	schemas, err := schemajson.FromServer(t.Context(), acctest.NewServer(t), provider.Address)
	require.NoError(t, err)
	return schemalock.Of(schemas.Schemas[provider.Address])
}

func lines(changes []schemalock.Change) string {
	var b strings.Builder
	for _, change := range changes {
		b.WriteString(change.String() + "\n")
	}
	return strings.TrimSpace(b.String())
}
