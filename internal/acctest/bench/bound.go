//go:build unix

package main

import "fmt"

// bound is how many calls a command may make.
type bound struct {
	phase phase
	what  string
	limit int
	// exact is set where it must be just as many.
	exact bool
	count func(calls) int
}

// allCalls, allReads and allWrites count what they say.
func allCalls(c calls) int  { return c.All() }
func allReads(c calls) int  { return c.Reads }
func allWrites(c calls) int { return c.Writes }

// everywhere holds of all workloads: a plan writes nothing, and an apply of an unchanged plan does no more than the plan.
// refresh bounds the calls of a plan.
func everywhere(refresh int, exact bool) []bound {
	return []bound{
		{refreshPhase, "calls", refresh, exact, allCalls},
		{refreshPhase, "writes", 0, true, allWrites},
		{noChangePhase, "calls", refresh, exact, allCalls},
		{noChangePhase, "writes", 0, true, allWrites},
	}
}

// listed is how many calls may list a number of siblings: 4 for 200, 14 for 1,000.
func listed(n int) int {
	pages := (n + 99) / 100
	return (5*pages + 6) / 4
}

// customerBounds: each is made by one call, and looked for before by another, since the API has no idempotency keys.
func customerBounds(n int) []bound {
	return append(everywhere(listed(n), false),
		bound{applyPhase, "writes", n, true, allWrites},
		bound{applyPhase, "reads", n, false, allReads},
		bound{destroyPhase, "writes", n, true, allWrites},
	)
}

func oneAmongBounds() []bound {
	return append(everywhere(2, false), bound{applyPhase, "writes", 1, true, allWrites}, bound{destroyPhase, "writes", 1, true, allWrites})
}

// singleGrantBounds: writes that coincide share calls, which three of four did at least when it was tried.
func singleGrantBounds(projects, holders int) []bound {
	return append(everywhere(3*projects*((holders+99)/100), false),
		bound{applyPhase, "writes", max(projects, projects*holders*3/4), false, allWrites},
	)
}

// pluralGrantBounds: one list for each project, and one write for each hundred of its grants.
func pluralGrantBounds(projects, holders int) []bound {
	hundreds := (holders + 99) / 100
	return append(everywhere(projects*hundreds, true),
		bound{applyPhase, "writes", projects * hundreds, true, allWrites},
	)
}

// accessBounds: lists of the customers, and of each kind that a customer has. Lists of environment roles do not show what a
// role may do, so each of the two is read by itself. Everything is made by a call of its own.
func accessBounds(current, legacy int) []bound {
	return append(everywhere(listed(current)+5*current+2*legacy, false),
		bound{applyPhase, "writes", current*9 + legacy*3, true, allWrites},
	)
}

// tenantBounds: the list is all that the API has.
func tenantBounds(n int) []bound {
	return append(everywhere(4, false),
		bound{applyPhase, "writes", n, true, allWrites},
		bound{destroyPhase, "writes", n, true, allWrites},
	)
}

// check returns what a command has missed. No call may be refused for a quota within one process; what plans a destruction
// knows nothing of what carries it out, and both together may be too much.
func (w workload) check(at phase, c calls) []string {
	var out []string
	if c.Refused > 0 && at != destroyPhase {
		out = append(out, fmt.Sprintf("%s, %s: %d calls were refused for a quota", w.id, at, c.Refused))
	}
	for _, b := range w.bounds {
		if b.phase != at {
			continue
		}
		switch got := b.count(c); {
		case b.exact && got != b.limit:
			out = append(out, fmt.Sprintf("%s, %s: %d %s, and not exactly %d", w.id, at, got, b.what, b.limit))
		case got > b.limit:
			out = append(out, fmt.Sprintf("%s, %s: %d %s, and not at most %d", w.id, at, got, b.what, b.limit))
		}
	}
	return out
}

// spelled is a bound in words.
func (b bound) spelled() string {
	if b.exact {
		return fmt.Sprintf("exactly %d %s", b.limit, b.what)
	}
	return fmt.Sprintf("at most %d %s", b.limit, b.what)
}
