//go:build unix

package pipeline

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/cli"
)

// examples is where the examples are.
const examples = "../../../examples"

var binary cli.Binary

// TestMain removes the provider that the tests have built.
func TestMain(m *testing.M) {
	code := m.Run()
	binary.Remove()
	os.Exit(code)
}

// provider is the path of the provider's binary, which is built once: it outlives the test that asks first.
func provider(t *testing.T) string {
	t.Helper()
	directory, err := binary.Directory(t.Context())
	require.NoError(t, err)
	return filepath.Join(directory, "terraform-provider-workato")
}

// terraform is the CLI, without which there is nothing to test.
func terraform(t *testing.T) string {
	t.Helper()
	path, err := cli.Find(os.Environ())
	if err != nil {
		t.Skip(err)
	}
	return path
}

// environment is that of a user who has set nothing: of this process, what would change how the CLI or the provider
// behaves is left out. The CLI is found as terraform, and besides what is in the given directories.
func environment(t *testing.T, directories ...string) []string {
	t.Helper()
	bin := t.TempDir()
	require.NoError(t, os.Symlink(terraform(t), filepath.Join(bin, "terraform")))
	settings := filepath.Join(bin, "empty.tfrc")
	require.NoError(t, os.WriteFile(settings, nil, 0o600))
	path := strings.Join(append(directories, bin, cli.Lookup(os.Environ(), "PATH")), string(os.PathListSeparator))
	var environ []string
	for _, entry := range os.Environ() {
		if !strings.HasPrefix(entry, "TF_") && !strings.HasPrefix(entry, "WORKATO_") && !strings.HasPrefix(entry, "WORKSPACE365_") {
			environ = append(environ, entry)
		}
	}
	return append(environ, "PATH="+path, "CHECKPOINT_DISABLE=1", "TF_CLI_CONFIG_FILE="+settings, "TF_CLI_ARGS=-no-color")
}

// run runs a command line of the documentation in a directory.
func run(t *testing.T, dir string, environ []string, line string) (output string, code int) {
	t.Helper()
	command := exec.CommandContext(t.Context(), "sh", "-c", line) //nolint:gosec // As it stands in the documentation.
	command.Dir, command.Env = dir, environ
	text, err := command.CombinedOutput()
	if _, exited := errors.AsType[*exec.ExitError](err); err != nil && !exited {
		require.NoError(t, err)
	}
	return string(text), command.ProcessState.ExitCode()
}

// cutName returns the value of an entry of an environment with the given name.
func cutName(entry, name string) (value string, found bool) {
	return strings.CutPrefix(entry, name+"=")
}
