//go:build unix

package command

import (
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

// exitStatus is the exit code in the shell's convention: 128 and the number of
// the signal for a command that one has ended.
func exitStatus(state *os.ProcessState) int {
	if status, isWait := state.Sys().(syscall.WaitStatus); isWait && status.Signaled() {
		return 128 + int(status.Signal())
	}
	return state.ExitCode()
}
