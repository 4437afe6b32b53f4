package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/faults"
)

// intro is the part of the page that nobody counts.
const intro = `---
page_title: "What goes wrong, and what comes of it"
subcategory: ""
description: |-
  Every fault that was thrown at every call of the provider, and what it did to the account and to the state.
---

# What goes wrong, and what comes of it

Neither API has idempotency keys, and networks lose answers. This page says what the provider does about it, and what came of
trying: each call of each operation of each resource and data source is made to go wrong in each way in which it can, against
the sandbox, which keeps count of every object and every request. ` + "`make faults`" + ` does it again and prints the figures.

` + "A fault is over after one call unless it says otherwise. Afterwards the same is applied again, without the fault, and must end with an empty plan.\n\n"

// page renders the page.
func page(c counted, goals []goal, tests map[string][]string) string {
	var b strings.Builder
	b.WriteString(intro)
	b.WriteString("## Figures\n\n| | what | counted |\n|---|---|---|\n")

	for _, goal := range goals {
		row(&b, goal.id, goal.what, goal.figure)
	}

	b.WriteString(aftermath)
	byFault(&b, c.runs)
	byExcuse(&b, c.runs)
	bySite(&b, c.runs)
	bySignal(&b, c.signals)
	byType(&b, c.drift)
	catalogue(&b, tests)

	return b.String()
}

func row(b *strings.Builder, cells ...string) {
	b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
}

// sums are counts of several runs.
type sums struct{ runs, recovered, reported, duplicates, orphans, lost, removed, failed int }

func (s *sums) add(run faults.Run) {
	s.runs++
	s.reported += count(run.Failed)
	s.recovered += count(!run.Failed)
	s.duplicates += run.Duplicates
	s.orphans += run.Orphans
	s.lost += run.Lost
	s.removed += run.Removed
	s.failed += count(run.Unexpected) + run.Stuck
}

func (s *sums) cells() []string {
	var out []string
	for _, n := range []int{s.runs, s.recovered, s.reported, s.duplicates, s.orphans, s.lost, s.removed, s.failed} {
		out = append(out, fmt.Sprint(n))
	}

	return out
}

const sumsHead = "| runs | got over it | error | doubled | orphans | lost | wrongly removed | failed though it should not |\n"

func byFault(b *strings.Builder, runs []faults.Run) {
	type key struct{ id, fault string }

	table := map[key]*sums{}

	for _, run := range runs {
		k := key{run.ID, run.Fault}
		if table[k] == nil {
			table[k] = &sums{}
		}

		table[k].add(run)
	}

	b.WriteString("\n## By fault\n\n\"Error\" is what the user should see: the call was refused for good, or the run was interrupted. Nothing was lost by it. ")
	b.WriteString("The ids are those of the [catalogue](#catalogue).\n\n| | fault " + sumsHead + "|---|---|" + strings.Repeat("--:|", 8) + "\n")

	keys := slices.SortedFunc(maps.Keys(table), func(a, b key) int { return cmp.Or(compareIDs(a.id, b.id), cmp.Compare(a.fault, b.fault)) })
	for _, k := range keys {
		row(b, append([]string{k.id, k.fault}, table[k].cells()...)...)
	}
}

// compareIDs orders as the catalogue does.
func compareIDs(a, b string) int { return cmp.Compare(position(a), position(b)) }

func position(id string) int {
	n := 0
	for _, part := range faults.Catalogue {
		for _, row := range part.Rows {
			n++
			if row.ID == id {
				return n
			}
		}
	}

	return n + 1
}

func byExcuse(b *strings.Builder, runs []faults.Run) {
	reasons := map[string]string{}

	for _, run := range runs {
		if run.Excuse != "" {
			reasons[fmt.Sprintf("%s, %s, `%s %s`", run.ID, run.Operation, run.Method, run.Route)] = run.Excuse
		}
	}

	b.WriteString("\n## Where it ends otherwise, and why\n\n| fault and call | why |\n|---|---|\n")

	for _, place := range slices.Sorted(maps.Keys(reasons)) {
		row(b, place, reasons[place])
	}
}

// bySite makes the table of call sites, whose rows the tests look for.
func bySite(b *strings.Builder, runs []faults.Run) {
	type site struct{ method, route, operation string }

	table := map[site]*sums{}
	types := map[site]map[string]bool{}
	kinds := map[site]map[string]bool{}

	for _, run := range runs {
		k := site{run.Method, run.Route, run.Operation}
		if table[k] == nil {
			table[k], types[k], kinds[k] = &sums{}, map[string]bool{}, map[string]bool{}
		}

		table[k].add(run)
		types[k][run.Type] = true
		kinds[k][run.ID+run.Fault] = true
	}

	b.WriteString("\n## By call\n\nEach call that an operation makes, how many types make it in such an operation, and how many different faults it met.\n\n")
	b.WriteString("| call | operation | types | faults " + sumsHead + "|---|---|--:|--:|" + strings.Repeat("--:|", 8) + "\n")

	keys := slices.SortedFunc(maps.Keys(table), func(a, b site) int {
		return cmp.Or(cmp.Compare(a.route, b.route), cmp.Compare(a.method, b.method), cmp.Compare(a.operation, b.operation))
	})
	for _, k := range keys {
		row(b, append([]string{fmt.Sprintf("`%s %s`", k.method, k.route), k.operation, fmt.Sprint(len(types[k])), fmt.Sprint(len(kinds[k]))}, table[k].cells()...)...)
	}
}

func bySignal(b *strings.Builder, signals []faults.Signal) {
	type key struct{ id, operation, signal string }

	table := map[key]faults.Signal{}
	boundaries := map[key]map[string]bool{}

	for _, s := range signals {
		k := key{s.ID, s.Operation, s.Signal}
		if boundaries[k] == nil {
			boundaries[k] = map[string]bool{}
		}

		boundaries[k][s.Boundary] = true
		sum := table[k]
		sum.Add(s)
		table[k] = sum
	}

	b.WriteString("\n## Signals to the real CLI\n\nTerraform and the provider as processes of their own, with one of every kind of object. The signal comes before a request is done, while it is being answered, or after it. ")
	b.WriteString("What a kill leaves outside of the state cannot be helped; what counts is that the next apply finds it. Copies of roles cannot be found again, as nothing tells them from others: another one is made, with a warning. `make faults EVERY=16` takes every 16th moment, as here; without it, all of them.\n\n| | operation | signal | boundaries | runs | outside of the state | recovered | copies of roles left | doubled | lost | replaced | seconds at most |\n|---|---|---|" + strings.Repeat("--:|", 9) + "\n")

	keys := slices.SortedFunc(maps.Keys(table), func(a, b key) int {
		return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(a.operation, b.operation), cmp.Compare(a.signal, b.signal))
	})
	for _, k := range keys {
		s := table[k]
		row(b, k.id, k.operation, k.signal, fmt.Sprint(len(boundaries[k])), fmt.Sprint(s.Runs), fmt.Sprint(s.Orphans), fmt.Sprint(s.Recovered), fmt.Sprint(s.Nameless), fmt.Sprint(s.Duplicates), fmt.Sprint(s.Lost), fmt.Sprint(s.Replaced), fmt.Sprintf("%.1f", s.SecondsToEnd))
	}
}

func byType(b *strings.Builder, drift []faults.Drift) {
	b.WriteString("\n## Changes made elsewhere\n\nEvery attribute that can be read is changed behind Terraform's back. The plan must show that one and no other, and applying it must restore it.\n\n")
	b.WriteString("| type | can be read | shown | restored | cannot change |\n|---|--:|--:|--:|--:|\n")

	drift = slices.SortedFunc(slices.Values(drift), func(a, b faults.Drift) int { return cmp.Compare(a.Type, b.Type) })
	for _, d := range drift {
		row(b, "`"+d.Type+"`", fmt.Sprint(d.Readable), fmt.Sprint(len(d.Shown)), fmt.Sprint(len(d.Restored)), fmt.Sprint(len(d.Fixed)))
	}
}

func catalogue(b *strings.Builder, tests map[string][]string) {
	b.WriteString("\n## Catalogue\n\nWhat can go wrong, what must hold then, and the tests that show it, beside the runs above.\n")

	for _, part := range faults.Catalogue {
		b.WriteString("\n### " + part.Title + "\n\n| | what goes wrong | what holds | shown by |\n|---|---|---|---|\n")

		for _, r := range part.Rows {
			shown := r.Why

			var names []string
			for _, name := range tests[r.ID] {
				names = append(names, "`"+name[strings.LastIndex(name, ".")+1:]+"`")
			}

			if len(names) > 0 {
				shown = strings.Join(slices.Compact(slices.Sorted(slices.Values(names))), ", ")
			}

			row(b, r.ID, r.Fault, r.Holds, shown)
		}
	}
}
