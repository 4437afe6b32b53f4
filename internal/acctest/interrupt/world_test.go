//go:build unix

package interrupt

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/cli"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// limit bounds each command, so that a run that hangs fails.
const limit = 5 * time.Minute

var binary cli.Binary

// TestMain removes the provider that the tests have built.
func TestMain(m *testing.M) {
	code := m.Run()
	if err := writeReport(); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	binary.Remove()
	os.Exit(code)
}

// builtBinary is the directory of the provider's binary, which is built once: it outlives the test that asks first.
func builtBinary(t *testing.T) string {
	t.Helper()
	directory, err := binary.Directory(t.Context())
	require.NoError(t, err)
	return directory
}

// world is an account behind a gate. Runs in it have what the configuration cannot make.
type world struct {
	*acctest.Account
	gate *gate

	variables map[string]string
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{Account: acctest.NewAccount(t)}
	w.gate = newGate(w.Sandbox)
	server := httptest.NewServer(w.gate)
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	w.URL = server.URL
	legacy := w.AddLegacyCustomer("Legacy")
	role, err := w.AddLegacyRole(legacy, "Auditor")
	require.NoError(t, err)
	w.variables = map[string]string{
		"legacy_customer":   fmt.Sprint(legacy),
		"legacy_role":       fmt.Sprint(role),
		"team_collaborator": fmt.Sprint(w.AddTeamCollaborator("Alex", "alex@partner.example")),
		"oauth_profile":     fmt.Sprint(sandbox.SeedOAuthProfileID),
	}
	return w
}

// run is a working directory with a state of its own.
type run struct {
	*cli.CLI
	world *world
	files *os.Root
}

// everything is the configuration with a resource of every type.
func everything(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "everything.tf"))
	require.NoError(t, err)
	return string(text)
}

// run prepares a configuration.
func (w *world) run(t *testing.T, config string) *run {
	t.Helper()
	path, err := cli.Find(os.Environ())
	require.NoError(t, err)
	dir := t.TempDir()
	r := &run{world: w}
	r.files, err = os.OpenRoot(dir)
	require.NoError(t, err)
	t.Cleanup(func() { _ = r.files.Close() })
	r.CLI, err = cli.New(path, dir, os.Environ())
	require.NoError(t, err)
	require.NoError(t, r.StartsProvider(builtBinary(t)))
	r.write(t, "main.tf", config)
	for name, value := range map[string]string{
		"WORKATO_BASE_URL": w.URL, "WORKATO_API_TOKEN": sandbox.DefaultToken,
		"WORKSPACE365_BASE_URL": w.URL, "WORKSPACE365_PROVISIONING_KEY": sandbox.DefaultProvisioningKey,
		// What the protocol's own log says, and nothing else: it tells when the provider was asked to stop.
		"TF_LOG_PROVIDER": "TRACE", "TF_LOG_SDK_PROTO": "trace", "TF_LOG_SDK": "trace", "TF_LOG_SDK_FRAMEWORK": "off", "TF_LOG_PROVIDER_WORKATO": "off",
	} {
		r.SetEnv(name, value)
	}
	for name, value := range w.variables {
		r.SetEnv("TF_VAR_"+name, value)
	}
	return r
}

func (r *run) write(t *testing.T, name, text string) {
	t.Helper()
	require.NoError(t, r.files.WriteFile(name, []byte(text), 0o600))
}

// start starts a command that asks nothing.
func (r *run) start(t *testing.T, command string, arguments ...string) *cli.Process {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	t.Cleanup(cancel)
	fixed := map[string][]string{
		"apply":   {command, "-no-color", "-input=false", "-auto-approve"},
		"destroy": {command, "-no-color", "-input=false", "-auto-approve"},
		"plan":    {command, "-no-color", "-input=false", "-detailed-exitcode"},
	}[command]
	if fixed == nil {
		fixed = []string{command}
	}
	process, err := r.Start(ctx, append(fixed, arguments...)...)
	require.NoError(t, err)
	return process
}

// ends runs a command, which must end with an exit code, and returns what it prints.
func (r *run) ends(t *testing.T, code int, command string, arguments ...string) string {
	t.Helper()
	process := r.start(t, command, arguments...)
	got := process.Wait()
	require.Equal(t, code, got, "terraform %s %v:\n%s", command, arguments, process.Output())
	return process.Output()
}
