//go:build unix

package main

import (
	"fmt"
	"strings"
	"time"
)

const head = `---
page_title: "What a run costs"
subcategory: ""
description: |-
  How many calls, how much time and how much memory plans and applies take, and what they are compared with.
---

# What a run costs

Workato allows 60 calls a minute on most endpoints, for the whole admin workspace, so calls are what a run is made of. This
page counts them, and measures time and memory, with the real CLI, the real provider and the sandbox. ` + "`make bench`" + ` does
it again, and fails if there are more calls than there may be, or if any cost grows faster than the number of objects. ` + "`make test`" + ` counts those of smaller workloads with each change.
`

// page writes the page.
func (r *report) page() string {
	var b strings.Builder
	b.WriteString(head)
	_, _ = fmt.Fprintf(&b, "\nMeasured with %s and its default of 10 operations at a time, on %s%s, %s. It took %.0f minutes. The sandbox ran on the same machine.\n",
		r.machine.cli, r.machine.processor, r.machine.memory, r.machine.system, r.took.Minutes())
	r.described(&b)
	r.figures(&b)
	r.calls(&b)
	r.times(&b)
	r.waits(&b)
	r.grown(&b)
	return b.String()
}

func row(b *strings.Builder, cells ...string) {
	b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
}

// described says what the workloads are, where their names do not.
func (r *report) described(b *strings.Builder) {
	b.WriteString("\n")
	for _, of := range r.workloads {
		if of.workload.about != "" {
			_, _ = fmt.Fprintf(b, "- %s: %s\n", of.workload.title, of.workload.about)
		}
	}
}

// figures are what may be relied on, beside what was counted.
func (r *report) figures(b *strings.Builder) {
	b.WriteString("\n## Figures\n\n| what | may be | is | |\n|---|--:|--:|---|\n")
	for _, of := range append(r.workloads, r.many) {
		for _, bound := range of.workload.bounds {
			// What holds of every workload is said below.
			s, found := of.trials[directTrial][bound.phase]
			if !found || bound.phase == noChangePhase || bound.limit == 0 {
				continue
			}
			got := bound.count(s.Calls)
			kept := got <= bound.limit && (!bound.exact || got == bound.limit)
			row(b, of.workload.title+": "+string(bound.phase), bound.spelled(), fmt.Sprint(got), verdict(kept))
		}
	}
	refused := r.refused()
	row(b, "calls refused for a quota, in all commands but destroy", "0", fmt.Sprint(refused), verdict(refused == 0))
	planned, kept := "more than a minute", false
	if r.siblingsPlanned > 0 {
		planned, kept = fmt.Sprintf("%.1f s", r.siblingsPlanned.Seconds()), r.siblingsPlanned <= 15*time.Second
	}
	row(b, fmt.Sprintf("%d customers, with the documented quotas: %s", r.siblings, refreshPhase), "15 s", planned, verdict(kept))
	r.ratios(b)
	steeper := append(steps(r.growth), bends(r.growth)...)
	row(b, "cost of one object among more, in calls, processor time and memory", "the same", strings.Join(append(steeper, map[bool]string{true: "the same"}[len(steeper) == 0]), " "), verdict(len(steeper) == 0))
	b.WriteString("\nA plan writes nothing, and an apply that finds nothing to change makes no calls but those of its plan: this holds of all workloads.\n")
}

// refused counts calls that were refused, apart from those of commands that make calls from two processes.
func (r *report) refused() int {
	out := 0
	for _, of := range r.workloads {
		for _, samples := range of.trials {
			for p, s := range samples {
				if p != destroyPhase {
					out += s.Calls.Refused
				}
			}
		}
	}
	return out
}

// verdict tells whether what was promised is so.
func verdict(kept bool) string {
	if kept {
		return "✓"
	}
	return "missed"
}

// ratios compares the refresh with that of the provider that does nothing: the worst of all workloads counts.
func (r *report) ratios(b *strings.Builder) {
	for _, of := range []struct {
		what  string
		most  float64
		value func(sample) float64
	}{
		{"time", 1.3, wallSeconds},
		{"processor time", 1.3, cpuSeconds},
		{"memory of the provider", 1.2, mebibytes},
	} {
		worst, where := 0.0, ""
		for _, result := range r.workloads {
			if got := ratio(of.value(result.trials[directTrial][refreshPhase]), of.value(result.trials[idleTrial][refreshPhase])); got > worst {
				worst, where = got, result.workload.title
			}
		}
		row(b, fmt.Sprintf("%s: %s, of that with a provider that does nothing", refreshPhase, of.what), fmt.Sprintf("%.1f ×", of.most),
			fmt.Sprintf("%.2f × at worst (%s)", worst, where), verdict(worst <= of.most))
	}
}

func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

func wallSeconds(s sample) float64 { return s.Wall.Seconds() }
