//go:build windows

package command

import (
	"errors"
	"os"
	"os/exec"

	"golang.org/x/sys/windows"
)

// separate does nothing: the console sends interrupts to every process that is
// attached to it, and there is no other way to send one.
func separate(*exec.Cmd) {}

// forward ends the command on a request to terminate. An interrupt has reached
// it through the console.
func forward(cmd *exec.Cmd, sig os.Signal, _ bool) {
	if sig != os.Interrupt {
		_ = cmd.Process.Kill() // a command that has ended needs no signal
	}
}

// lock keeps a file from other sandboxes until it is closed, or the process ends in whatever way.
func lock(file *os.File) error {
	err := windows.LockFileEx(windows.Handle(file.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0,
		&windows.Overlapped{OffsetHigh: 1 << 30}) // beyond what is written
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return errInUse
	}
	return err
}

// unlock leaves it to the end of the file's use, which ends the lock there.
func unlock(*os.File) {}

// exitStatus is the exit code of the command.
func exitStatus(state *os.ProcessState) int { return state.ExitCode() }
