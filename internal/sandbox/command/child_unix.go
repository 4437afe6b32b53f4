//go:build unix

package command

import (
	"errors"
	"os"
	"os/exec"
	"syscall"
)

// separate gives the command a process group of its own.
func separate(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
}

// forward sends a signal to the command, or to its whole process group as a
// terminal would, so that it gets through a shell in between.
func forward(cmd *exec.Cmd, sig os.Signal, group bool) {
	number, isNumber := sig.(syscall.Signal)
	if !isNumber {
		return
	}
	pid := cmd.Process.Pid
	if group {
		pid = -pid
	}
	_ = syscall.Kill(pid, number) // a command that has ended needs no signal
}

// lock keeps a file from other sandboxes until it is closed, or the process ends in whatever way.
func lock(file *os.File) error {
	err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return errInUse
	}
	return err
}

// unlock lets others have a file. To close it is not enough: a process that is just being started may hold it, too.
func unlock(file *os.File) { _ = syscall.Flock(int(file.Fd()), syscall.LOCK_UN) } // it is closed next

// exitStatus is the exit code in the shell's convention: 128 and the number of
// the signal for a command that one has ended.
func exitStatus(state *os.ProcessState) int {
	if status, isWait := state.Sys().(syscall.WaitStatus); isWait && status.Signaled() {
		return 128 + int(status.Signal())
	}
	return state.ExitCode()
}
