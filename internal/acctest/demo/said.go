package main

import (
	"fmt"
	"regexp"
	"strings"
)

// most bounds how many objects of a plan are named.
const most = 9

var (
	// heading is what a plan says of one object.
	heading = regexp.MustCompile(`^  # .* (will|must) be `)
	// later is the heading of a data source, which is no object.
	later = regexp.MustCompile(` will be read during apply$`)
	// change is an attribute that a plan changes in place.
	change = regexp.MustCompile(`^\s+~ \S+\s+= \S.* -> `)
	// result is the sum of a plan or of an apply.
	result = regexp.MustCompile(`^(Plan:|No changes\.|Apply complete!|Destroy complete!|\w+ has been successfully initialized!)`)
	// problem begins a warning or an error, and boundary ends one.
	problem  = regexp.MustCompile(`^(Warning|Error): `)
	boundary = regexp.MustCompile(`^(─|Outputs:|Saved the plan|module\.)`)
)

// said is what matters of what the CLI printed.
type said struct {
	// objects are the objects that a plan is about, with what it changes.
	objects []string
	// results are the sums of plan and apply.
	results []string
	// problems are warnings and errors, line by line, one for each title.
	problems [][]string
	// repeated counts those with a title that was there before.
	repeated int
}

func read(output string) said {
	var out said
	count, titles, inProblem := 0, map[string]bool{}, false
	for line := range strings.SplitSeq(output, "\n") {
		switch {
		case problem.MatchString(line):
			inProblem = !titles[line]
			titles[line] = true
			if inProblem {
				out.problems = append(out.problems, []string{line})
			} else {
				out.repeated++
			}
		case result.MatchString(line):
			out.results, inProblem = append(out.results, line), false
		case boundary.MatchString(line):
			inProblem = false
		case inProblem:
			last := &out.problems[len(out.problems)-1]
			*last = append(*last, line)
		case heading.MatchString(line) && !later.MatchString(line):
			if count++; count <= most {
				out.objects = append(out.objects, strings.TrimSpace(line))
			}
		case change.MatchString(line) && count <= most:
			out.objects = append(out.objects, "    "+strings.TrimSpace(line))
		}
	}
	if count > most {
		out.objects = append(out.objects, fmt.Sprintf("# (and %d more)", count-most))
	}
	for i, lines := range out.problems {
		for len(lines) > 0 && strings.TrimSpace(lines[len(lines)-1]) == "" {
			lines = lines[:len(lines)-1]
		}
		out.problems[i] = lines
	}
	return out
}
