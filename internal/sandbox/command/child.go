package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"github.com/mattn/go-isatty"
)

// child is the command that the sandbox runs around.
type child struct {
	command        []string
	env            []string
	stdin          io.Reader
	stdout, stderr io.Writer
}

// run runs the command to its end and returns its exit code. Interrupts go to
// the command, and the sandbox stays until it is done with them: Terraform
// still needs the provider and the API to finish what it has begun.
func (c child) run(ctx context.Context) int {
	// The command ends by itself, not with the context.
	cmd := exec.CommandContext(context.WithoutCancel(ctx), c.command[0], c.command[1:]...) //nolint:gosec // Running what the user typed is the purpose.
	cmd.Env = c.env
	cmd.Stdin, cmd.Stdout, cmd.Stderr = c.stdin, c.stdout, c.stderr

	// A terminal sends an interrupt to every process in the foreground, so the
	// command has it already. Sending it again would be a second interrupt, at
	// which Terraform gives up at once. Without a terminal the command gets a
	// process group of its own, so that it has signals from here only.
	terminal := isTerminal(c.stdin)
	if !terminal {
		separate(cmd)
	}
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(signals)

	if err := cmd.Start(); err != nil {
		_, _ = fmt.Fprintf(c.stderr, "Error: cannot run %s: %s\n", c.command[0], err)
		return exitNotFound
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for {
		select {
		case sig := <-signals:
			if sig != os.Interrupt || !terminal {
				forward(cmd, sig, !terminal)
			}
		case err := <-ended:
			return c.exitCode(cmd, err)
		}
	}
}

func (c child) exitCode(cmd *exec.Cmd, err error) int {
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		_, _ = fmt.Fprintf(c.stderr, "Error: %s: %s\n", c.command[0], err)
		return exitFailure
	}
	return exitStatus(cmd.ProcessState)
}

func isTerminal(stdin io.Reader) bool {
	file, isFile := stdin.(*os.File)
	return isFile && isatty.IsTerminal(file.Fd())
}
