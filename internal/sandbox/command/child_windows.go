//go:build windows

package command

import (
	"os"
	"os/exec"
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

// exitStatus is the exit code of the command.
func exitStatus(state *os.ProcessState) int { return state.ExitCode() }
