//go:build unix

package pipeline

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/cli"
)

// modules are the directories of the modules.
func modules(t *testing.T) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(examples, "modules", "*"))
	require.NoError(t, err)
	require.NotEmpty(t, found)
	return found
}

// testCommand is how a README says that the tests of a module are run.
var testCommand = regexp.MustCompile(`(?m)^terraform-provider-workato sandbox -- .*terraform test.*$`)

// TestModules_tests runs the tests of each module as its README says.
func TestModules_tests(t *testing.T) {
	t.Parallel()
	for _, directory := range modules(t) {
		t.Run(filepath.Base(directory), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			require.NoError(t, cli.CopyConfiguration(dir, directory))
			line := testCommand.FindString(read(t, filepath.Join(directory, "README.md")))
			require.NotEmpty(t, line, "the README does not say how to run the tests")

			output, code := run(t, dir, environment(t, filepath.Dir(provider(t))), line)
			require.Zero(t, code, output)
			require.Regexp(t, `Success! \d+ passed, 0 failed\.`, output)
		})
	}
}

var (
	// declaration is a variable or an output, with its description and the rest.
	declaration = regexp.MustCompile(`(?ms)^(variable|output) "(\w+)" \{\n  description = "([^"]*)"\n(.*?)\n\}`)
	// defaultValue is a default in such a rest.
	defaultValue = regexp.MustCompile(`(?m)^  default +=`)
)

// TestModules_readme holds the tables of each README to what the module declares.
func TestModules_readme(t *testing.T) {
	t.Parallel()
	for _, directory := range modules(t) {
		text := read(t, filepath.Join(directory, "README.md"))
		rows := regexp.MustCompile("(?m)^\\| `\\w+` \\|").FindAllString(text, -1)
		declared := declaration.FindAllStringSubmatch(read(t, filepath.Join(directory, "variables.tf"))+read(t, filepath.Join(directory, "outputs.tf")), -1)
		require.NotEmpty(t, declared)
		require.Len(t, rows, len(declared), "the tables have other rows than the module has inputs and outputs")
		for _, match := range declared {
			kind, name, description, rest := match[1], match[2], regexp.QuoteMeta(match[3]), match[4]
			end := "( Sensitive\\.)? \\|$"
			if kind == "variable" {
				end = " \\| required \\|$"
				if defaultValue.MatchString(rest) {
					end = " \\| `.+` \\|$"
				}
			}
			require.Regexp(t, "(?m)^\\| `"+name+"` \\| "+description+end, text)
		}
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path) //nolint:gosec // An example.
	require.NoError(t, err)
	return string(text)
}
