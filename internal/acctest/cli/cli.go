// Package cli drives the real Terraform or OpenTofu, for the demo and for tests
// that need the processes themselves.
package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"

	"github.com/hashicorp/terraform-exec/tfexec"
)

// ErrMissing says what to install.
var ErrMissing = errors.New("neither terraform nor tofu is on PATH: install Terraform or OpenTofu, 1.11 or later")

// The environment variables that matter here.
const (
	// EnvPath names the CLI, as it does for terraform-plugin-testing.
	EnvPath      = "TF_ACC_TERRAFORM_PATH"
	envReattach  = "TF_REATTACH_PROVIDERS"
	envConfig    = "TF_CLI_CONFIG_FILE"
	envNoUpgrade = "CHECKPOINT_DISABLE"
)

// Lookup returns the value of a variable in an environment.
func Lookup(environ []string, name string) string {
	for _, entry := range environ {
		if value, found := strings.CutPrefix(entry, name+"="); found {
			return value
		}
	}
	return ""
}

// Find returns the path of the CLI: that of the environment, else terraform on
// PATH, else tofu.
func Find(environ []string) (string, error) {
	if path := Lookup(environ, EnvPath); path != "" {
		return path, nil
	}
	for _, name := range []string{"terraform", "tofu"} {
		if path, err := exec.LookPath(name); err == nil {
			return filepath.Abs(path)
		}
	}
	return "", ErrMissing
}

// CLI runs one CLI in one directory. It is not for concurrent use.
type CLI struct {
	path     string
	dir      string
	env      map[string]string
	reattach tfexec.ReattachInfo
	tf       *tfexec.Terraform
	output   *output
}

// New prepares the CLI at path for the configuration in dir. Of the environment,
// what would change how the CLI behaves is left out; TF_REATTACH_PROVIDERS stays.
func New(path, dir string, environ []string) (*CLI, error) {
	c := &CLI{path: path, dir: dir, env: map[string]string{}, output: &output{}}
	for _, entry := range environ {
		if name, value, _ := strings.Cut(entry, "="); name != "" && !strings.HasPrefix(name, "TF_") {
			c.env[name] = value
		}
	}
	// A file that exists and says nothing: no settings and no plugins of the user.
	c.env[envConfig] = filepath.Join(dir, ".cli-config")
	if err := os.WriteFile(c.env[envConfig], nil, 0o600); err != nil {
		return nil, err
	}
	c.env[envNoUpgrade] = "1"

	// terraform-exec takes this as an option of each command only.
	if text := Lookup(environ, envReattach); text != "" {
		if err := json.Unmarshal([]byte(text), &c.reattach); err != nil {
			return nil, fmt.Errorf("%s: %w", envReattach, err)
		}
	}
	tf, err := tfexec.NewTerraform(dir, path)
	if err != nil {
		return nil, err
	}
	if err := tf.SetEnv(c.env); err != nil {
		return nil, err
	}
	tf.SetStdout(c.output)
	tf.SetStderr(c.output)
	c.tf = tf
	return c, nil
}

// Name is terraform or tofu.
func (c *CLI) Name() string {
	return strings.TrimSuffix(filepath.Base(c.path), ".exe")
}

// Version returns the version of the CLI.
func (c *CLI) Version(ctx context.Context) (string, error) {
	version, _, err := c.tf.Version(ctx, true)
	if err != nil {
		return "", err
	}
	return version.String(), nil
}

// Error is a command that failed.
type Error struct {
	// Command is what was run, such as "terraform apply".
	Command string
	// Output is all that it printed.
	Output string
	// Err is how it ended.
	Err error
}

// Error implements error.
func (e *Error) Error() string {
	return fmt.Sprintf("%s failed: %s", e.Command, strings.TrimSpace(e.Output))
}

// Unwrap implements the interface of errors.Unwrap.
func (e *Error) Unwrap() error { return e.Err }

// run runs a command and returns what it printed.
func (c *CLI) run(command string, start func() error) (string, error) {
	c.output.take()
	err := start()
	text := c.output.take()
	if err != nil {
		return text, &Error{Command: c.Name() + " " + command, Output: text, Err: err}
	}
	return text, nil
}

// Init initialises the directory.
func (c *CLI) Init(ctx context.Context) (string, error) {
	return c.run("init", func() error { return c.tf.Init(ctx, tfexec.Reattach(c.reattach)) })
}

// Validate checks the configuration.
func (c *CLI) Validate(ctx context.Context) (string, error) {
	return c.run("validate", func() error {
		// terraform-exec has no reattach for this command, and refuses the
		// variable in the environment.
		info, err := json.Marshal(c.reattach)
		if err != nil {
			return err
		}
		cmd := exec.CommandContext(ctx, c.path, "validate", "-no-color") //nolint:gosec // The CLI that was asked for.
		cmd.Dir, cmd.Stdout, cmd.Stderr = c.dir, c.output, c.output
		cmd.Env = append(cmd.Env, envReattach+"="+string(info))
		for name, value := range c.env {
			cmd.Env = append(cmd.Env, name+"="+value)
		}
		return cmd.Run()
	})
}

// Plan plans, and reads the plan.
func (c *CLI) Plan(ctx context.Context) (*Plan, error) {
	file := filepath.Join(c.dir, "plan.tfplan")
	text, err := c.run("plan", func() error {
		_, err := c.tf.Plan(ctx, tfexec.Out(file), tfexec.Reattach(c.reattach))
		return err
	})
	if err != nil {
		return nil, err
	}
	plan := &Plan{File: file, Output: text}
	_, err = c.run("show", func() error {
		content, err := c.tf.ShowPlanFile(ctx, file, tfexec.Reattach(c.reattach))
		if err == nil {
			plan.read(content)
		}
		return err
	})
	return plan, err
}

// Apply applies a plan, or plans and applies without one.
func (c *CLI) Apply(ctx context.Context, plan *Plan) (string, error) {
	options := []tfexec.ApplyOption{tfexec.Reattach(c.reattach)}
	if plan != nil {
		options = append(options, tfexec.DirOrPlan(plan.File))
	}
	return c.run("apply", func() error { return c.tf.Apply(ctx, options...) })
}

// Destroy destroys everything.
func (c *CLI) Destroy(ctx context.Context) (string, error) {
	return c.run("destroy", func() error { return c.tf.Destroy(ctx, tfexec.Reattach(c.reattach)) })
}

// output collects what a command prints on both of its streams.
type output struct {
	mutex  sync.Mutex
	buffer bytes.Buffer
}

// Write implements io.Writer.
func (o *output) Write(p []byte) (int, error) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	return o.buffer.Write(p)
}

// take returns what was collected, and begins anew.
func (o *output) take() string {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	text := o.buffer.String()
	o.buffer.Reset()
	return text
}
