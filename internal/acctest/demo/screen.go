package main

import (
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/cli"
)

// screen is where the demo speaks.
type screen struct {
	w       io.Writer
	colours bool
	// shown holds the warnings that were shown: an apply repeats those of its plan.
	shown map[string]bool
}

const (
	bold  = "\x1b[1m"
	cyan  = "\x1b[36m"
	faint = "\x1b[2m"
	plain = "\x1b[0m"
)

func newScreen(w io.Writer, colours bool) *screen {
	return &screen{w: w, colours: colours, shown: map[string]bool{}}
}

func (s *screen) line(colour, text string) {
	if s.colours && colour != "" {
		text = colour + text + plain
	}
	_, _ = fmt.Fprintln(s.w, text)
}

// title is for the beginning and the end.
func (s *screen) title(format string, args ...any) {
	s.line(bold, "\n"+fmt.Sprintf(format, args...))
}

// step begins a step.
func (s *screen) step(number, of int, shows string) {
	s.line(bold+cyan, fmt.Sprintf("\n[%d/%d] %s", number, of, shows))
}

// command shows what is run, as one would type it.
func (s *screen) command(text string) { s.line("", "  $ "+text) }

// note says what the demo itself does or has found.
func (s *screen) note(format string, args ...any) {
	s.line("", "  "+fmt.Sprintf(format, args...))
}

// quote shows lines of a file or of the CLI.
func (s *screen) quote(lines []string) {
	for _, line := range lines {
		s.line(faint, strings.TrimRight("  | "+line, " "))
	}
}

// plan shows what matters in the output of a plan.
func (s *screen) plan(output string) {
	said := read(output)
	s.quote(said.objects)
	s.quote(said.results)
	s.problems(said)
}

// result shows how a command ended.
func (s *screen) result(output string) {
	said := read(output)
	s.quote(said.results)
	s.problems(said)
}

func (s *screen) problems(said said) {
	for _, problem := range said.problems {
		if !s.shown[problem[0]] {
			s.shown[problem[0]] = true
			s.quote([]string{""})
			s.quote(problem)
		}
	}
	if said.repeated > 0 {
		s.quote([]string{"", fmt.Sprintf("(and %d more of these)", said.repeated)})
	}
}

// failed shows what the CLI said, and returns the reason in a line.
func (s *screen) failed(number int, err error) error {
	if failure, ok := errors.AsType[*cli.Error](err); ok {
		s.result(failure.Output)
		err = failure.Err
		// The error of terraform-exec repeats all that was printed.
		if exit, ok := errors.AsType[*exec.ExitError](err); ok {
			err = exit
		}
		err = fmt.Errorf("%s: %w", failure.Command, err)
	}
	return fmt.Errorf("step %d is not as expected: %w", number, err)
}
