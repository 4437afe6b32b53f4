//go:build unix

package command_test

import (
	"os"
	"os/exec"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// counting prints each signal that it gets, and ends after a breath so that a
// second one would be seen.
const counting = `
trap 'echo INT; n=$((n+1))' INT
trap 'echo TERM; n=$((n+1))' TERM
n=0
echo ready
while [ $n -eq 0 ]; do sleep 0.05; done
sleep 0.3
echo end
exit 3
`

func TestMain_signalsReachTheCommandOnce(t *testing.T) {
	t.Parallel()
	for name, sig := range map[string]os.Signal{"INT": os.Interrupt, "TERM": syscall.SIGTERM} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			stdout := newLineWatcher("ready")
			process := startProcess(t, stdout, "--", "sh", "-c", counting)
			stdout.wait(t)
			require.NoError(t, process.Process.Signal(sig))

			var exit *exec.ExitError
			require.ErrorAs(t, process.Wait(), &exit)
			require.Equal(t, 3, exit.ExitCode(), "the exit code is the command's")
			require.Equal(t, "ready\n"+name+"\nend\n", stdout.String())
		})
	}
}

func TestMain_exitCodeOfASignalledCommand(t *testing.T) {
	t.Parallel()
	got := run(t, "--", "sh", "-c", "kill -KILL $$")
	require.Equal(t, 128+int(syscall.SIGKILL), got.code, got.stderr)
}

func TestMain_aloneEndsGracefully(t *testing.T) {
	t.Parallel()
	for name, sig := range map[string]os.Signal{"INT": os.Interrupt, "TERM": syscall.SIGTERM} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			stdout := newLineWatcher("export WORKATO_BASE_URL=")
			process := startProcess(t, stdout, "--listen", "127.0.0.1:0")
			stdout.wait(t)
			require.NoError(t, process.Process.Signal(sig))
			require.NoError(t, process.Wait())
		})
	}
}

// startProcess runs the subcommand in a process of its own.
func startProcess(t *testing.T, stdout *lineWatcher, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	process := exec.CommandContext(t.Context(), self, append([]string{asCommand}, args...)...) //nolint:gosec // The test's own binary.
	process.Stdout = stdout
	process.Stderr = os.Stderr
	require.NoError(t, process.Start())
	return process
}
