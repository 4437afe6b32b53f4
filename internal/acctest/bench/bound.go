//go:build unix

package main

import (
	"fmt"
	"strings"
)

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

// everywhere holds of all workloads: a plan writes nothing, an apply of an unchanged plan does no more than the plan, and
// nothing is refused for a quota. refresh bounds the calls of a plan.
func everywhere(refresh int) []bound {
	return []bound{
		{refreshPhase, "calls", refresh, false, allCalls},
		{refreshPhase, "writes", 0, true, allWrites},
		{noChangePhase, "calls", refresh, false, allCalls},
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
	return append(everywhere(listed(n)),
		bound{applyPhase, "writes", n, true, allWrites},
		bound{applyPhase, "reads", n, false, allReads},
		bound{destroyPhase, "writes", n, true, allWrites},
	)
}

func oneAmongBounds() []bound {
	return append(everywhere(2), bound{applyPhase, "writes", 1, true, allWrites}, bound{destroyPhase, "writes", 1, true, allWrites})
}

// singleGrantBounds: writes that coincide share calls, which three of four did at least when it was tried.
func singleGrantBounds(projects, holders int) []bound {
	return append(everywhere(3*projects*((holders+99)/100)),
		bound{applyPhase, "writes", projects * holders * 3 / 4, false, allWrites},
	)
}

// pluralGrantBounds: one list for each project, and one write for each hundred of its grants.
func pluralGrantBounds(projects, holders int) []bound {
	hundreds := (holders + 99) / 100
	return append(everywhere(projects*hundreds),
		bound{refreshPhase, "calls", projects * hundreds, true, allCalls},
		bound{applyPhase, "writes", projects * hundreds, true, allWrites},
	)
}

// accessBounds: a list of the customers, and one of each kind that a customer has. Everything is made and deleted by a
// call of its own, except that a copy of a role cannot be deleted.
func accessBounds(current, legacy int) []bound {
	return append(everywhere(listed(current)+4*current+2*legacy),
		bound{applyPhase, "writes", current*9 + legacy*3, false, allWrites},
	)
}

// tenantBounds: the list is all that the API has.
func tenantBounds(n int) []bound {
	return append(everywhere(4),
		bound{applyPhase, "writes", n, true, allWrites},
		bound{destroyPhase, "writes", n, true, allWrites},
	)
}

// check returns what a command has missed.
func (w workload) check(at phase, c calls) []string {
	var out []string
	if c.Refused > 0 {
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
	return strings.TrimSpace(fmt.Sprintf("at most %d %s", b.limit, b.what))
}
