// Command demo onboards customers in the sandbox with the real Terraform or
// OpenTofu, step by step, and checks each step. `make demo` runs it inside
// `terraform-provider-workato sandbox`.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"time"

	"github.com/mattn/go-isatty"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/cli"
)

// limit bounds the whole demo, which takes less than half a minute.
const limit = 5 * time.Minute

func main() { os.Exit(start()) }

// start returns the exit code.
func start() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	colours := isatty.IsTerminal(os.Stdout.Fd()) && cli.Lookup(os.Environ(), "NO_COLOR") == ""
	if err := run(ctx, os.Environ(), newScreen(os.Stdout, colours)); err != nil {
		_, _ = fmt.Fprintf(os.Stderr, "\ndemo: %s\n", err)
		return 1
	}
	return 0
}

// run runs all steps in a copy of examples/onboarding.
func run(ctx context.Context, environ []string, out *screen) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	begun := time.Now()

	path, err := cli.Find(environ)
	if err != nil {
		return err
	}
	account := accountOf(environ)
	if account.controls == "" {
		return errors.New("there is no sandbox: run it with `make demo`, or `terraform-provider-workato sandbox --empty -- bin/demo`")
	}
	root, err := moduleRoot()
	if err != nil {
		return err
	}
	scratch, err := os.MkdirTemp("", "workato-demo-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(scratch) }()
	for _, name := range []string{"onboarding", "modules"} {
		if err := cli.CopyConfiguration(filepath.Join(scratch, name), filepath.Join(root, "examples", name)); err != nil {
			return err
		}
	}
	dir := filepath.Join(scratch, "onboarding")
	files, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer func() { _ = files.Close() }()
	driver, err := cli.New(path, dir, environ)
	if err != nil {
		return err
	}
	version, err := driver.Version(ctx)
	if err != nil {
		return err
	}
	out.title("Onboarding customers with %s %s in a copy of examples/onboarding, against the sandbox: no account, no network.", driver.Name(), version)

	d := &demo{CLI: driver, screen: out, account: account, files: files}
	steps := d.steps()
	for i, step := range steps {
		out.step(i+1, len(steps), step.shows)
		if err := step.run(ctx); err != nil {
			return out.failed(i+1, err)
		}
		out.note("Checked: %s.", step.checks)
	}
	out.title("All %d steps were as expected, in %.0f seconds.", len(steps), time.Since(begun).Seconds())
	return nil
}

// moduleRoot is the directory of go.mod, which the demo is run in or below.
func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		above := filepath.Dir(dir)
		if above == dir {
			return "", errors.New("examples/onboarding was not found: run the demo in a clone of the project")
		}
		dir = above
	}
}
