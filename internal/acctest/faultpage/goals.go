package main

import (
	"fmt"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/faults"
)

// goal is a promise with the figure that was counted.
type goal struct {
	id, what, figure string
	reached          bool
}

// zero is a goal that is reached by a count of nothing.
func zero(id, what string, count, runs int, of string) goal {
	return goal{id, what, fmt.Sprintf("%d in %d %s", count, runs, of), count == 0 && runs > 0}
}

// goals are the promises, in order.
func (c counted) goals() []goal {
	return append(c.goalsOfRuns(), c.goalsOfSuites()...)
}

// lostAnswers are the rows of the catalogue in which it is not known whether something was made.
var lostAnswers = map[string]bool{"C1": true, "C2": true, "C3": true, "C4": true, "C6": true, "P6": true}

func (c counted) goalsOfRuns() []goal {
	var ambiguous, doubled, reads, removed, orphans, interrupts, interruptOrphans, replaced, panics, panicOrphans, quota, quotaFailed, redirects, strangers, leaked, harmful int

	for _, run := range c.runs {
		switch {
		case run.Operation == "create" && lostAnswers[run.ID]:
			ambiguous++
			doubled += run.Duplicates
			orphans += run.Orphans
		case run.Operation == "read":
			reads++
			removed += run.Removed
		}

		switch run.ID {
		case "C13":
			interrupts++
			interruptOrphans += run.Orphans + run.Lost
		case "C15":
			panics++
			panicOrphans += run.Orphans + run.Lost
		case "P1":
			quota++
			quotaFailed += count(run.Unexpected)
		case "S1":
			redirects++
			strangers += run.Strangers
		}

		replaced += run.Replaced
		leaked += run.Leaked
		harmful += count(len(run.Harm()) > 0)
	}

	return []goal{
		zero("G1", "objects doubled by a creation whose answer was lost", doubled, ambiguous, "creations"),
		zero("G1", "objects that such a creation left outside of the state", orphans, ambiguous, "creations"),
		zero("G2", "objects lost by an interrupt at a call, in process", interruptOrphans, interrupts, "operations"),
		zero("G4", "objects lost by a panic", panicOrphans, panics, "operations"),
		zero("G5", "objects that left the state although they exist", removed, reads, "refreshes"),
		zero("G7", "customers and Workspace 365 environments to be replaced because something failed", replaced, len(c.runs), "runs"),
		zero("G11", "operations that a 429 made fail", quotaFailed, quota, "operations"),
		zero("G21", "credentials in messages", leaked, len(c.runs), "runs"),
		zero("G22", "requests to the target of a redirect", strangers, redirects, "operations"),
		zero("G26", "pairs of a call site and a fault that did any harm", harmful, len(c.runs), "pairs, which are all there are"),
	}
}

func count(yes bool) int {
	if yes {
		return 1
	}

	return 0
}

func (c counted) goalsOfSuites() []goal {
	var signals, orphans, kills, beyond int

	slowest := 0.0

	for _, s := range c.signals {
		if s.ID == "C13" {
			signals += s.Runs
			orphans += s.Orphans + s.Duplicates + s.Lost + s.Replaced
			slowest = max(slowest, s.SecondsToEnd)
		} else {
			kills += s.Runs
			beyond += s.Duplicates + s.Lost
		}
	}

	var readable, shown, fixed int
	for _, d := range c.drift {
		readable += d.Readable
		shown += len(d.Shown)
		fixed += len(d.Fixed)
	}

	var kept, different int

	for _, s := range c.spellings {
		switch s.Result {
		case faults.Kept:
			kept++
		case faults.Shown:
			different++
		}
	}

	return []goal{
		zero("G2", "objects lost, doubled or replaced by one SIGINT or SIGTERM to the real CLI", orphans, signals, "runs"),
		zero("G3", "objects doubled, or not recovered by one command, after SIGKILL or two interrupts", beyond, kills, "runs"),
		{"G8", "second plans that are empty, whatever the API's spelling of what is declared to be the same", fmt.Sprintf("%d of %d; %d other differences shown as drift", kept, kept, different), kept > 0},
		{"G9", "attributes whose change elsewhere the plan shows", fmt.Sprintf("%d of %d that can be read; the other %d cannot change", shown, readable, fixed), shown > 0 && shown+fixed == readable},
		zero("G21", fmt.Sprintf("times that one of %d secrets was found in logs at TRACE, output, plans or the state, apart from where it is documented to be kept", len(c.secrets.Canaries)), c.secrets.Hits, c.secrets.Bytes>>10, "KiB searched"),
		zero("G21", fmt.Sprintf("times that one of %d secrets was found in what was said and kept of operations that failed", len(c.messages.Canaries)), c.messages.Hits, c.messages.Failures, "failures"),
		{"G12", "longest time from an interrupt to the end of the run", fmt.Sprintf("%.1f s", slowest), signals > 0},
	}
}
