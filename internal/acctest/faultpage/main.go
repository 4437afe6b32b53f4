// Command faultpage makes the page of the documentation that says what was thrown at the provider and what came of it,
// from what the tests have left in a directory, and prints the figures. It fails if one of them is not what it must be.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/faults"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("faultpage: ")

	directory := flag.String("from", "", "the directory with what the tests have counted")
	out := flag.String("to", "templates/guides/reliability.md", "the page to write")
	flag.Parse()

	if err := run(os.Stdout, *directory, *out); err != nil {
		log.Fatal(err)
	}
}

// run expects the root of the module to be the working directory.
func run(stdout io.Writer, directory, out string) error {
	counted, err := read(directory)
	if err != nil {
		return err
	}

	tests, err := faults.Tests(".")
	if err != nil {
		return err
	}

	if err := os.MkdirAll(filepath.Dir(out), 0o750); err != nil {
		return err
	}

	goals := counted.goals()
	if err := os.WriteFile(out, []byte(page(counted, goals, tests)), 0o600); err != nil {
		return err
	}

	var missed []string

	for _, goal := range goals {
		_, _ = fmt.Fprintf(stdout, "%-4s %s: %s\n", goal.id, goal.what, goal.figure)

		if !goal.reached {
			missed = append(missed, goal.id)
		}
	}

	if missing := faults.Missing(tests); len(missing) > 0 {
		return fmt.Errorf("no test is named after these rows of the catalogue, which have no reason either: %s", strings.Join(missing, ", "))
	}

	if len(missed) > 0 {
		return fmt.Errorf("not as it must be: %s", strings.Join(missed, ", "))
	}

	_, err = fmt.Fprintf(stdout, "Written to %s; `make docs` puts it into the documentation.\n", out)

	return err
}

// counted is what the tests have left.
type counted struct {
	runs      []faults.Run
	signals   []faults.Signal
	drift     []faults.Drift
	spellings []faults.Spelling
	// secrets is of the run of the CLI, messages of operations that were made to fail.
	secrets, messages faults.Secrets
}

// read reads all files, of which none may be missing: a suite that did not run must not look like one without findings.
func read(directory string) (counted, error) {
	var c counted

	err := errors.Join(
		load(directory, faults.RunsFile, &c.runs),
		load(directory, faults.SignalsFile, &c.signals),
		load(directory, faults.DriftFile, &c.drift),
		load(directory, faults.SpellingsFile, &c.spellings),
		load(directory, faults.SecretsFile, &c.secrets),
		load(directory, faults.SecretErrorsFile, &c.messages),
	)

	return c, err
}

func load(directory, name string, into any) error {
	text, err := os.ReadFile(filepath.Join(directory, name)) //nolint:gosec // Whoever runs this names the directory.
	if err != nil {
		return err
	}

	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}

	return nil
}
