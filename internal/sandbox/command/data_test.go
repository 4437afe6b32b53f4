//go:build unix

package command_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

const acme = `{"method": "POST", "path": "/api/managed_users", "body": {"name": "Acme", "external_id": "acme", "notification_email": "it@acme.example"}}
`

// alone runs a sandbox in a process of its own until the test has looked at it.
func alone(t *testing.T, look func(url string), end os.Signal, args ...string) {
	t.Helper()
	stdout := newLineWatcher("export WORKATO_BASE_URL=")
	process := startProcess(t, stdout, append([]string{"--listen", "127.0.0.1:0"}, args...)...)
	look(stdout.wait(t))
	require.NoError(t, process.Process.Signal(end))
	err := process.Wait()
	if end == os.Kill {
		require.Error(t, err)
		return
	}
	require.NoError(t, err)
}

// TestMain_data keeps what happens, however the sandbox ends.
func TestMain_data(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]os.Signal{"killed": os.Kill, "interrupted": os.Interrupt, "terminated": syscall.SIGTERM} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data, seed := filepath.Join(t.TempDir(), "sandbox.data"), filepath.Join(t.TempDir(), "seed.jsonl")
			require.NoError(t, os.WriteFile(seed, []byte(acme), 0o600))
			alone(t, func(url string) {
				require.Equal(t, 200, get(t, url+"/api/managed_users/Eacme"))
				require.Equal(t, 404, get(t, url+"/api/managed_users/101"), "it is empty but for the seed")

				other := run(t, "--data", data)
				require.Equal(t, 1, other.code)
				require.Contains(t, other.stderr, "another sandbox is using it")
			}, end, "--data", data, "--seed", seed, "--empty")

			info, err := os.Stat(data)
			require.NoError(t, err)
			require.Equal(t, os.FileMode(0o600), info.Mode().Perm(), "secrets are in it")
			// Neither the seed nor --empty is needed, and the seed is not repeated.
			for _, args := range [][]string{nil, {"--seed", seed}, {"--empty"}} {
				require.Equal(t, "200 404\n", ask(t, append([]string{"--data", data}, args...)...))
			}
		})
	}
}

// ask runs a command in a sandbox that asks for two customers. The sandbox has a process of its own, as the address that
// it tells the command goes through the environment of the process.
func ask(t *testing.T, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("needs curl")
	}
	const status = `curl -s -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $WORKATO_API_TOKEN" "$WORKATO_BASE_URL/api/managed_users/`
	self, err := os.Executable()
	require.NoError(t, err)
	args = append([]string{asCommand}, append(args, "--", "sh", "-c", status+`Eacme"; printf ' '; `+status+`101"; echo`)...)
	answer, err := exec.CommandContext(t.Context(), self, args...).Output() //nolint:gosec // The test's own binary.
	require.NoError(t, err)
	return string(answer)
}

// TestMain_seed takes a file of --data, or one that a person has written, and changes neither.
func TestMain_seed(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ seed, want string }{
		"by hand":         {acme, "200 200\n"},
		"from --data":     {`{"sandbox": 1, "empty": true}` + "\n" + acme, "200 404\n"},
		"without the end": {strings.TrimSpace(acme), "200 200\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			seed := filepath.Join(t.TempDir(), "seed.jsonl")
			require.NoError(t, os.WriteFile(seed, []byte(test.seed), 0o400))
			require.Equal(t, test.want, ask(t, "--seed", seed))
		})
	}
}

// TestMain_badFiles answers mistakes with files, and leaves the files as they are.
func TestMain_badFiles(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		flag, text string
		more       []string
		want       string
	}{
		"no data of a sandbox":  {"--data", "{\"version\": 4}\n", nil, "it is no data of a sandbox, and is left as it is"},
		"no text":               {"--data", "\x00\x01\n", nil, "it is no data of a sandbox"},
		"newer data":            {"--data", "{\"sandbox\": 2}\n", nil, "it is of version 2, and this sandbox reads version 1"},
		"begun with customers":  {"--data", "{\"sandbox\": 1, \"empty\": false}\n", []string{"--empty"}, "leave that out, or choose another file"},
		"an event is refused":   {"--data", "{\"sandbox\": 1, \"empty\": true}\n" + acme + acme, nil, "line 3, POST /api/managed_users: it is answered with 400 now"},
		"a seed is refused":     {"--seed", acme + "{\"method\": \"PUT\", \"path\": \"/api/managed_users/1\"}\n", nil, "line 2, PUT /api/managed_users/1: it is answered with 404 now"},
		"a seed is no seed":     {"--seed", "customers:\n- acme\n", nil, "line 1: "},
		"a seed that is newer":  {"--seed", "{\"sandbox\": 2}\n", nil, "it is of version 2"},
		"an unreadable reading": {"--seed", acme, []string{"--reading", "rbac_paths=v3"}, "none of both, v1, v2"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "file")
			require.NoError(t, os.WriteFile(file, []byte(test.text), 0o600))
			got := run(t, append([]string{test.flag, file, "--listen", "127.0.0.1:0"}, test.more...)...)
			require.NotZero(t, got.code)
			require.Contains(t, got.stderr, test.want)
			text, err := os.ReadFile(file) //nolint:gosec // The test's own.
			require.NoError(t, err)
			require.Equal(t, test.text, string(text))
		})
	}
	for _, flag := range []string{"--data", "--seed"} {
		got := run(t, flag, filepath.Join(t.TempDir(), "nowhere", "file"))
		require.Equal(t, 1, got.code)
		require.Contains(t, got.stderr, flag+": open ")
		require.Contains(t, got.stderr, "no such file or directory")
	}
}

// TestMain_dataCutOff has a file whose last line was not written to its end.
func TestMain_dataCutOff(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "sandbox.data")
	whole := "{\"sandbox\":1,\"empty\":true}\n" + acme
	require.NoError(t, os.WriteFile(data, []byte(whole+`{"method": "DEL`), 0o600))
	got := run(t, "--data", data, "--", "true")
	require.Zero(t, got.code, got.stderr)
	require.Contains(t, got.stderr, "was not written to its end")
	text, err := os.ReadFile(data) //nolint:gosec // The test's own.
	require.NoError(t, err)
	require.Equal(t, whole, string(text))
}

// TestMain_seedIsRepaired begins anew with a file of --data that a wrong seed has left empty.
func TestMain_seedIsRepaired(t *testing.T) {
	t.Parallel()
	data, seed := filepath.Join(t.TempDir(), "sandbox.data"), filepath.Join(t.TempDir(), "seed.jsonl")
	require.NoError(t, os.WriteFile(seed, []byte(acme+"nonsense\n"), 0o600))
	require.Equal(t, 1, run(t, "--data", data, "--seed", seed, "--", "true").code)
	require.NoError(t, os.WriteFile(seed, []byte(acme), 0o600))
	require.Equal(t, "200 200\n", ask(t, "--data", data, "--seed", seed))
}
