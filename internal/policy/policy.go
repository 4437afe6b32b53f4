// Package policy is the check-plan subcommand of the provider's binary. It stops a pipeline before it applies what cannot
// be undone: the deletion or replacement of a customer or of a Workspace 365 environment, and turning on Environments.
// A label of the pull request lets each of them pass.
//
// It is a part of the binary because that is what every pipeline has once `terraform init` has run, in the version
// that the configuration asks for, and with a checksum. See examples/gitops for its use.
package policy

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

// The exit codes. All but the first stop a pipeline.
const (
	exitPass    = 0
	exitStopped = 1
	exitUnclear = 2
)

// The labels that let something pass.
const (
	// LabelDeletion lets customers and Workspace 365 environments be deleted or replaced.
	LabelDeletion = "allow-deletion"
	// LabelEnvironments lets Environments be turned on for a customer.
	LabelEnvironments = "allow-environments"
)

const usage = `Usage:
  terraform show -json PLAN | terraform-provider-workato check-plan [--labels LIST]
  terraform-provider-workato check-plan [--labels LIST] FILE

Reads a plan as JSON and fails if it does what cannot be undone, unless a label of
the pull request lets it pass:

  ` + LabelDeletion + `      a customer or a Workspace 365 environment is deleted or replaced
  ` + LabelEnvironments + `  a customer that is there gets TEST and PROD

Flags:
  --labels LIST  labels of the pull request, with commas in between
  -h, --help     show this help

The exit code is 0 if the plan may be applied, 1 if it is stopped, and 2 if what
was read is no whole plan.
`

// Main runs the subcommand with the arguments that follow its name and returns the exit code.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("check-plan", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // errors and help are printed here
	labels := flags.String("labels", "", "")
	err := flags.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		_, _ = io.WriteString(stdout, usage)
		return exitPass
	}
	if err == nil && flags.NArg() > 1 {
		err = fmt.Errorf("unexpected argument %q", flags.Arg(1))
	}
	if err != nil {
		_, _ = fmt.Fprintf(stderr, "FAIL: %s\n\nRun \"check-plan -h\" for help.\n", err)
		return exitUnclear
	}

	text, err := input(flags.Arg(0), stdin)
	var found []finding
	if err == nil {
		found, err = findings(text)
	}
	if err != nil {
		_, _ = fmt.Fprintf(stderr, "FAIL: the plan cannot be checked, and so must not be applied: %s\n", err)
		return exitUnclear
	}
	return report(found, split(*labels), stdout)
}

// input reads a file, or what is piped in.
func input(file string, stdin io.Reader) ([]byte, error) {
	if file == "" || file == "-" {
		return io.ReadAll(stdin)
	}
	return os.ReadFile(file) //nolint:gosec // The file that the user has named.
}

// split takes a list apart that has commas in between, as pipelines offer it.
func split(list string) []string {
	labels := strings.Split(list, ",")
	for i := range labels {
		labels[i] = strings.TrimSpace(labels[i])
	}
	return labels
}

// report prints the verdict, as Markdown that can be read as it is, and returns the exit code.
func report(found []finding, labels []string, out io.Writer) int {
	stopped := 0
	var list strings.Builder
	for _, f := range found {
		if slices.Contains(labels, f.label) {
			_, _ = fmt.Fprintf(&list, "- `%s` %s. The label `%s` lets it pass.\n", f.address, f.what, f.label)
			continue
		}
		stopped++
		_, _ = fmt.Fprintf(&list, "- `%s` %s. It needs the label `%s`.\n", f.address, f.what, f.label)
	}
	switch {
	case len(found) == 0:
		_, _ = io.WriteString(out, "OK: no customer and no Workspace 365 environment is deleted or replaced, and no Environments are turned on.\n")
	case stopped == 0:
		_, _ = fmt.Fprintf(out, "OK, by its labels: the plan does what cannot be undone.\n\n%s", list.String())
	default:
		_, _ = fmt.Fprintf(out, "FAIL: the plan does what cannot be undone.\n\n%s", list.String())
		return exitStopped
	}
	return exitPass
}
