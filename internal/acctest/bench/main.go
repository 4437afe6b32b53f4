//go:build unix

// Command bench measures what the provider costs, in calls, time and memory: the real CLI starts the real provider
// against the sandbox. `make bench` runs it and writes the page of the documentation with what came out.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/cli"
)

func main() {
	if servesPlugin() {
		return
	}
	scale := flag.Float64("scale", 1, "size of the workloads; the page is written for 1 only")
	binary := flag.String("provider", "bin", "directory of the provider's binary")
	out := flag.String("to", "templates/guides/performance.md", "the page to write")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Stdout, *scale, *binary, *out)
	stop()
	if err != nil {
		_, _ = fmt.Fprintf(os.Stderr, "bench: %s\n", err)
		os.Exit(1)
	}
}

// run measures everything, and fails if a bound of calls does not hold, or a cost grows faster than the number of objects.
func run(ctx context.Context, stdout io.Writer, scale float64, binary, out string) error {
	if scale <= 0 || scale > 1 {
		return errors.New("the scale must be above 0, and 1 at most")
	}
	path, err := cli.Find(os.Environ())
	if err != nil {
		return err
	}
	scratch, err := os.MkdirTemp("", "workato-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(scratch) }()
	b := &bench{cli: path, scratch: scratch}
	if b.provider, err = filepath.Abs(binary); err != nil {
		return err
	}
	if b.plugin, err = selfAsPlugin(scratch); err != nil {
		return err
	}
	r, err := b.all(ctx, scale, func(text string) { _, _ = fmt.Fprintln(stdout, text) })
	if err != nil {
		return err
	}
	text := r.page()
	_, _ = fmt.Fprint(stdout, "\n"+text)
	if scale == 1 {
		if err := os.WriteFile(out, []byte(text), 0o600); err != nil {
			return err
		}
	}
	if missed := r.missed(); len(missed) > 0 {
		return errors.New("these bounds do not hold:\n" + strings.Join(missed, "\n"))
	}
	return nil
}
