package command_test

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// TestMain_interruptFromATerminal presses Ctrl-C: the terminal sends the
// interrupt to the command itself, which must not get a second one.
func TestMain_interruptFromATerminal(t *testing.T) {
	t.Parallel()
	master, terminal := openTerminal(t)
	self, err := os.Executable()
	require.NoError(t, err)
	stdout := newLineWatcher("ready")
	process := exec.CommandContext(t.Context(), self, asCommand, "--", "sh", "-c", counting) //nolint:gosec // The test's own binary.
	process.Stdin, process.Stdout = terminal, stdout
	process.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true, Ctty: 0}
	require.NoError(t, process.Start())

	stdout.wait(t)
	_, err = master.WriteString("\x03")
	require.NoError(t, err)
	var exit *exec.ExitError
	require.ErrorAs(t, process.Wait(), &exit)
	require.Equal(t, 3, exit.ExitCode())
	require.Equal(t, "ready\nINT\nend\n", stdout.String())
}

// openTerminal opens a pseudo terminal and returns both of its ends.
func openTerminal(t *testing.T) (master, terminal *os.File) {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("needs a pseudo terminal: %s", err)
	}
	t.Cleanup(func() { _ = master.Close() })
	require.NoError(t, unix.IoctlSetPointerInt(int(master.Fd()), unix.TIOCSPTLCK, 0))
	number, err := unix.IoctlGetInt(int(master.Fd()), unix.TIOCGPTN)
	require.NoError(t, err)
	terminal, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	require.NoError(t, err)
	t.Cleanup(func() { _ = terminal.Close() })
	return master, terminal
}
