//go:build unix

package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sync"
	"syscall"
	"time"
)

// providerAddress is the same in the registries of Terraform and of OpenTofu, but for the host.
const providerAddress = "seed7333113f/workato"

// StartsProvider makes the CLI start the provider's binary in a directory, as it does for users: a process for each
// walk, which gets no signal but what Terraform tells it. With reattaching, it would be in no process of its own.
func (c *CLI) StartsProvider(directory string) error {
	c.reattach = nil
	settings := fmt.Sprintf("provider_installation {\n  dev_overrides {\n    %q = %q\n  }\n  direct {}\n}\n", providerAddress, directory)
	return os.WriteFile(c.env[envConfig], []byte(settings), 0o600)
}

// SetEnv sets a variable of the commands that are started from now on.
func (c *CLI) SetEnv(name, value string) { c.env[name] = value }

// Process is a command that runs, in a process group of its own with the providers that it starts.
type Process struct {
	cmd    *exec.Cmd
	output *transcript
	ended  chan struct{}
}

// Start starts a command such as "apply". When ctx ends, the whole group is killed.
func (c *CLI) Start(ctx context.Context, arguments ...string) (*Process, error) {
	p := &Process{output: &transcript{changed: make(chan struct{})}, ended: make(chan struct{})}
	p.cmd = exec.CommandContext(ctx, c.path, arguments...) //nolint:gosec // The CLI that was asked for.
	p.cmd.Dir, p.cmd.Stdout, p.cmd.Stderr = c.dir, p.output, p.output
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	p.cmd.Cancel = func() error { return p.SignalGroup(syscall.SIGKILL) }
	p.cmd.WaitDelay = 10 * time.Second
	for name, value := range c.env {
		p.cmd.Env = append(p.cmd.Env, name+"="+value)
	}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		_ = p.cmd.Wait() // How it ended is in ProcessState.
		close(p.ended)
	}()
	return p, nil
}

// Signal sends a signal to Terraform alone.
func (p *Process) Signal(sig syscall.Signal) error { return syscall.Kill(p.cmd.Process.Pid, sig) }

// SignalGroup sends a signal to Terraform and all providers, as a terminal does.
func (p *Process) SignalGroup(sig syscall.Signal) error {
	return syscall.Kill(-p.cmd.Process.Pid, sig)
}

// Providers are the ids of the processes of the providers that run now.
func (p *Process) Providers() ([]int, error) {
	// Terraform tells when it starts one and when it ends.
	running := map[string]bool{}
	for _, match := range providerPID.FindAllStringSubmatch(p.output.String(), -1) {
		running[match[2]] = match[1] == "started"
	}
	var out []int
	for text, is := range running {
		var pid int
		if _, err := fmt.Sscan(text, &pid); err != nil {
			return nil, err
		}
		if is {
			out = append(out, pid)
		}
	}
	return out, nil
}

var providerPID = regexp.MustCompile(`plugin(?: process)? (started|exited): .*\b(?:pid|id)=(\d+)`)

// Ended is closed when the command has ended.
func (p *Process) Ended() <-chan struct{} { return p.ended }

// Wait waits for the end and returns the exit code, which is -1 after a signal that killed.
func (p *Process) Wait() int {
	<-p.ended
	return p.cmd.ProcessState.ExitCode()
}

// PID is the id of the process of the CLI.
func (p *Process) PID() int { return p.cmd.Process.Pid }

// CPU is the processor time of the command that has ended, with that of the providers which it started and waited for.
func (p *Process) CPU() time.Duration {
	<-p.ended
	return p.cmd.ProcessState.UserTime() + p.cmd.ProcessState.SystemTime()
}

// Await waits until the output matches; the end of the command or of ctx before that is an error.
func (p *Process) Await(ctx context.Context, what *regexp.Regexp) error {
	for {
		text, changed := p.output.now()
		if what.MatchString(text) {
			return nil
		}
		select {
		case <-changed:
		case <-p.ended:
			if what.MatchString(p.output.String()) {
				return nil
			}
			return errors.New("the command has ended")
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

var logLine = regexp.MustCompile(`(?m)^\d{4}-\d\d-\d\dT\S+ \[[A-Z]+\] .*\n`)

// Output is what was printed so far, without log lines.
func (p *Process) Output() string { return logLine.ReplaceAllString(p.output.String(), "") }

// StateFile is where the state is, unless the configuration says otherwise.
func (c *CLI) StateFile() string { return filepath.Join(c.dir, "terraform.tfstate") }

// transcript is output that somebody waits for.
type transcript struct {
	mutex   sync.Mutex
	text    []byte
	changed chan struct{}
}

// Write implements io.Writer.
func (t *transcript) Write(p []byte) (int, error) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.text = append(t.text, p...)
	close(t.changed)
	t.changed = make(chan struct{})
	return len(p), nil
}

func (t *transcript) now() (text string, changed <-chan struct{}) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	return string(t.text), t.changed
}

// String returns all of it.
func (t *transcript) String() string {
	text, _ := t.now()
	return text
}
