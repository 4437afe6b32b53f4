package command_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox/command"
)

// asCommand is the first argument that makes the test binary behave like the
// provider's, so that signals can be sent to a process of its own.
const asCommand = "sandbox"

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == asCommand {
		os.Exit(command.Main(context.Background(), os.Args[2:], echoFactory, os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// result is what a run of Main leaves.
type result struct {
	code           int
	stdout, stderr string
}

func run(t *testing.T, args ...string) result {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code := command.Main(t.Context(), args, echoFactory, nil, &stdout, &stderr)
	return result{code, stdout.String(), stderr.String()}
}

func TestMain_usage(t *testing.T) {
	t.Parallel()
	taken := listenAnywhere(t)
	for name, test := range map[string]struct {
		args []string
		code int
		want string
	}{
		"unknown flag":      {[]string{"--frobnicate"}, 2, "frobnicate"},
		"no separator":      {[]string{"terraform", "plan"}, 2, "put -- before a command"},
		"no command":        {[]string{"--"}, 2, "no command after --"},
		"every interface":   {[]string{"--listen", "0.0.0.0:0"}, 2, "loopback addresses only"},
		"no host":           {[]string{"--listen", ":8365"}, 2, "loopback addresses only"},
		"other host":        {[]string{"--listen", "example.com:80"}, 2, "loopback addresses only"},
		"no port":           {[]string{"--listen", "127.0.0.1"}, 2, "expected HOST:PORT"},
		"bad fault":         {[]string{"--fault", "POST"}, 2, "expected METHOD ROUTE ACTION"},
		"bad reading":       {[]string{"--reading", "colour=red"}, 2, "readings are"},
		"bad reading value": {[]string{"--reading", "rbac_paths=v3"}, 2, "none of both, v1, v2"},
		"bad choice":        {[]string{"--reading", "w365_list=tree"}, 2, "none of objects, strings"},
		"port in use":       {[]string{"--listen", taken}, 1, "--listen 127.0.0.1:0"},
		"no such command":   {[]string{"--", "no-such-command-here"}, 127, "no-such-command-here"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := run(t, test.args...)
			require.Equal(t, test.code, got.code, got.stderr)
			require.Contains(t, got.stderr, test.want)
			require.Empty(t, got.stdout)
		})
	}
}

func listenAnywhere(t *testing.T) string {
	t.Helper()
	var config net.ListenConfig
	listener, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = listener.Close() })
	return listener.Addr().String()
}

func TestMain_help(t *testing.T) {
	t.Parallel()
	got := run(t, "-h")
	require.Equal(t, 0, got.code)
	require.Empty(t, got.stderr)
	for _, word := range []string{"--listen", "--fault", "--reading", "drop", "provision_delay", "w365_list=objects (or strings,", "-- COMMAND"} {
		require.Contains(t, got.stdout, word)
	}
}

func TestMain_aloneServesUntilCancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	stdout := newLineWatcher("export WORKATO_BASE_URL=")
	var stderr bytes.Buffer
	code := make(chan int)
	go func() {
		args := []string{"--listen", "127.0.0.1:0", "--empty", "--log", "--latency", "1ms", "--fault", "GET /api/users/me 503"}
		code <- command.Main(ctx, args, echoFactory, nil, stdout, &stderr)
	}()

	url := stdout.wait(t)
	require.Equal(t, http.StatusServiceUnavailable, get(t, url+"/api/users/me"))
	require.Equal(t, http.StatusOK, get(t, url+"/api/users/me"))
	require.Equal(t, http.StatusOK, get(t, url+"/_sandbox/"))
	require.Equal(t, http.StatusFound, get(t, url+"/Provisioning/Environment/"))
	cancel()
	require.Equal(t, 0, <-code)
	for _, line := range []string{"WORKSPACE365_BASE_URL=" + url, "WORKSPACE365_PROVISIONING_KEY=" + sandbox.DefaultProvisioningKey} {
		require.Contains(t, stdout.String(), "export "+line+"\n")
	}
	require.Contains(t, stderr.String(), "GET /api/users/me 503 (fault 1)")
}

func get(t *testing.T, url string) int {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	require.NoError(t, err)
	request.Header.Set("Authorization", "Bearer "+sandbox.DefaultToken)
	transport := &http.Transport{DisableKeepAlives: true}
	response, err := transport.RoundTrip(request)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	return response.StatusCode
}

// lineWatcher waits for what follows a prefix at the beginning of a line.
type lineWatcher struct {
	prefix string
	found  chan string

	mu   sync.Mutex
	text string
	done bool
}

func newLineWatcher(prefix string) *lineWatcher {
	return &lineWatcher{prefix: prefix, found: make(chan string, 1)}
}

func (w *lineWatcher) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.text += string(p)
	for line := range strings.SplitSeq(w.text, "\n") {
		if rest, matches := strings.CutPrefix(strings.TrimSpace(line), w.prefix); matches && !w.done {
			w.done = true
			w.found <- rest
		}
	}
	return len(p), nil
}

func (w *lineWatcher) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text
}

func (w *lineWatcher) wait(t *testing.T) string {
	t.Helper()
	select {
	case rest := <-w.found:
		return rest
	case <-time.After(10 * time.Second):
		require.Fail(t, "the line did not come", "%s in %s", w.prefix, w)
		return ""
	}
}

func TestMain_commandEnvironment(t *testing.T) {
	t.Parallel()
	got := run(t, "--", "sh", "-c", `echo "$WORKATO_BASE_URL|$WORKATO_API_TOKEN|$WORKATO_SANDBOX_URL|$TF_REATTACH_PROVIDERS|$WORKSPACE365_BASE_URL|$WORKSPACE365_PROVISIONING_KEY"; exit 7`)
	require.Equal(t, 7, got.code, got.stderr)
	parts := strings.Split(strings.TrimSpace(got.stdout), "|")
	require.Len(t, parts, 6)
	require.Regexp(t, `^http://127\.0\.0\.1:\d+$`, parts[0])
	require.Equal(t, sandbox.DefaultToken, parts[1])
	require.Equal(t, parts[0]+"/_sandbox/", parts[2])
	require.Equal(t, parts[0], parts[4], "one listener serves both APIs")
	require.Equal(t, sandbox.DefaultProvisioningKey, parts[5])
	require.LessOrEqual(t, strings.Count(got.stderr, "\n"), 2, "the banner is short")

	var reattach map[string]struct {
		Protocol        string
		ProtocolVersion int
		Test            bool
		Addr            struct{ Network, String string }
	}
	require.NoError(t, json.Unmarshal([]byte(parts[3]), &reattach))
	for _, name := range []string{"registry.terraform.io/seed7333113f/workato", "registry.opentofu.org/seed7333113f/workato"} {
		require.Contains(t, reattach, name)
		require.Equal(t, "grpc", reattach[name].Protocol)
		require.Equal(t, 6, reattach[name].ProtocolVersion)
		require.True(t, reattach[name].Test)
		require.NoFileExists(t, reattach[name].Addr.String, "the socket goes with the sandbox")
	}
}

// TestMain_terraform runs the real Terraform with two aliases of the provider,
// whose configurations must not mix.
func TestMain_terraform(t *testing.T) {
	t.Parallel()
	terraform, err := exec.LookPath("terraform")
	if err != nil {
		t.Skip("needs terraform")
	}
	dir := t.TempDir()
	write(t, dir, "cli.tfrc", "")
	write(t, dir, "main.tf", `
terraform {
  required_providers {
    workato = { source = "seed7333113f/workato" }
  }
}
provider "workato" { name = "first" }
provider "workato" {
  alias = "other"
  name  = "second"
}
data "workato_echo" "first" {}
data "workato_echo" "second" { provider = workato.other }
output "names" { value = "${data.workato_echo.first.name} ${data.workato_echo.second.name}" }
`)

	got := run(t, "--", "env", "TF_CLI_CONFIG_FILE="+filepath.Join(dir, "cli.tfrc"), "CHECKPOINT_DISABLE=1", "TF_LOG=",
		terraform, "-chdir="+dir, "plan", "-no-color", "-input=false", "-detailed-exitcode")

	require.Equal(t, 2, got.code, "%s\n%s", got.stdout, got.stderr)
	require.Contains(t, got.stdout, `names = "first second"`)
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
}

func ExampleMain() {
	code := command.Main(context.Background(), []string{"--", "echo", "hello"}, echoFactory, nil, os.Stdout, os.Stderr)
	fmt.Println(code)
	// Output:
	// hello
	// 0
}
