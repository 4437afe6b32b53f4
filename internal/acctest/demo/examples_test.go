package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/go-version"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/cli"
	"github.com/seed7333113f/terraform-provider-workato/internal/provider"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox/command"
)

// TestMain runs the tests inside of the sandbox command, as `make demo` does with
// the demo: the CLI finds the provider and the account through the environment.
func TestMain(m *testing.M) {
	if accountOf(os.Environ()).controls != "" {
		os.Exit(m.Run())
	}
	factory := providerserver.NewProtocol6(provider.New("test")())
	args := append([]string{"--empty", "--"}, os.Args...)
	os.Exit(command.Main(context.Background(), args, factory, os.Stdin, os.Stdout, os.Stderr))
}

// path is the CLI, without which there is nothing to test.
func path(t *testing.T) string {
	t.Helper()
	path, err := cli.Find(os.Environ())
	if err != nil {
		t.Skip(err)
	}
	return path
}

// TestDemo takes examples/onboarding through its life: made, unchanged, changed,
// added to, destroyed.
func TestDemo(t *testing.T) {
	t.Parallel()
	path(t)
	var shown bytes.Buffer
	err := run(t.Context(), os.Environ(), newScreen(&shown, false))
	require.NoError(t, err, shown.String())
	require.Contains(t, shown.String(), "All 16 steps were as expected")
}

func TestDemo_withoutCLI(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	err := run(t.Context(), nil, newScreen(&bytes.Buffer{}, false))
	require.ErrorIs(t, err, cli.ErrMissing)
}

func TestDemo_withoutSandbox(t *testing.T) {
	t.Parallel()
	err := run(t.Context(), []string{cli.EnvPath + "=" + path(t)}, newScreen(&bytes.Buffer{}, false))
	require.ErrorContains(t, err, "make demo")
}

// required makes an example a whole configuration. The examples leave it to the
// page of the provider.
const required = `
terraform {
  required_providers {
    workato = {
      source = "seed7333113f/workato"
    }
  }
}
`

// identityFile needs a newer CLI than the rest.
const (
	identityFile    = "import-by-identity.tf"
	identityVersion = "1.12.0"
)

// formatOnly are examples that are not validated, with the reason. Their format is
// checked like that of all others, by `make lint`.
var formatOnly = map[string]string{
	// The azuread provider would have to be downloaded, and the tests need no network.
	"workspace365-entra": "it needs the azuread provider; only its format is checked",
}

// TestExamples validates each example, which must neither fail nor warn. Files that
// import the same object are validated one by one, with the configuration that they
// are for.
func TestExamples(t *testing.T) {
	t.Parallel()
	root, err := moduleRoot()
	require.NoError(t, err)
	var directories []string
	for _, pattern := range []string{"*", "modules/*", "resources/*", "data-sources/*"} {
		found, err := filepath.Glob(filepath.Join(root, "examples", filepath.FromSlash(pattern)))
		require.NoError(t, err)
		require.NotEmpty(t, found, pattern)
		directories = append(directories, found...)
	}
	atLeast := cliVersion(t)
	skipped := 0
	for _, directory := range directories {
		name, err := filepath.Rel(filepath.Join(root, "examples"), directory)
		require.NoError(t, err)
		if reason, found := formatOnly[name]; found {
			skipped++
			t.Run("examples/"+name, func(t *testing.T) { t.Parallel(); t.Skip(reason) })
			continue
		}
		if slices.Contains([]string{"gitops", "modules", "resources", "data-sources"}, name) {
			continue
		}
		imports, err := filepath.Glob(filepath.Join(directory, "import-by-*.tf"))
		require.NoError(t, err)
		if len(imports) == 0 {
			imports = []string{""}
		}
		for _, file := range imports {
			name, err := filepath.Rel(root, filepath.Join(directory, filepath.Base(file)))
			require.NoError(t, err)
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				if filepath.Base(file) == identityFile && !atLeast(identityVersion) {
					t.Skipf("it needs %s or later", identityVersion)
				}
				validate(t, directory, file)
			})
		}
	}
	require.Len(t, formatOnly, skipped, "an example that is excluded does not exist")
}

// validate validates a directory without its imports but the given one.
func validate(t *testing.T, directory, imports string) {
	t.Helper()
	scratch := t.TempDir()
	dir := filepath.Join(scratch, "example")
	require.NoError(t, cli.CopyConfiguration(dir, directory))
	others, err := filepath.Glob(filepath.Join(dir, "import-by-*.tf"))
	require.NoError(t, err)
	for _, other := range others {
		if filepath.Base(other) != filepath.Base(imports) {
			require.NoError(t, os.Remove(other))
		}
	}
	if !mentions(t, dir, "required_providers") {
		require.NoError(t, os.WriteFile(filepath.Join(dir, "versions.tf"), []byte(required), 0o600))
	}
	driver, err := cli.New(path(t), dir, os.Environ())
	require.NoError(t, err)
	if mentions(t, dir, "module \"") {
		modules := filepath.Join(filepath.Dir(directory), "modules")
		require.NoError(t, cli.CopyConfiguration(filepath.Join(scratch, "modules"), modules))
		// There is nothing to install, as the provider runs already.
		_, err = driver.Init(t.Context())
		require.NoError(t, err)
	}
	output, err := driver.Validate(t.Context())
	require.NoError(t, err)
	require.NotContains(t, output, "Warning:")
}

// mentions tells whether the text is in the configuration.
func mentions(t *testing.T, dir, text string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.tf"))
	require.NoError(t, err)
	for _, file := range files {
		content, err := os.ReadFile(file) //nolint:gosec // A copy of an example.
		require.NoError(t, err)
		if strings.Contains(string(content), text) {
			return true
		}
	}
	return false
}

// cliVersion returns a function that tells whether the CLI is of a version or later.
func cliVersion(t *testing.T) func(least string) bool {
	t.Helper()
	driver, err := cli.New(path(t), t.TempDir(), os.Environ())
	require.NoError(t, err)
	text, err := driver.Version(t.Context())
	require.NoError(t, err)
	return func(least string) bool {
		return version.Must(version.NewVersion(text)).GreaterThanOrEqual(version.Must(version.NewVersion(least)))
	}
}
