//go:build unix

package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// grown are points at which one object costs what the functions say of their number.
func grown(reads func(int) int, cost func(int) int) []point {
	var out []point
	for _, n := range []int{10, 100, 1000} {
		out = append(out, point{n, map[phase]sample{refreshPhase: {
			Calls: calls{Reads: reads(n)}, CPU: time.Duration(cost(n)) * time.Millisecond, Resident: int64(cost(n)) << 10,
		}}})
	}
	return out
}

func same(n int) int { return n }

func TestSteps(t *testing.T) {
	t.Parallel()
	require.Empty(t, steps(grown(same, same)), "one for each")
	require.Empty(t, steps(grown(func(int) int { return 10 }, same)), "as many for all")
	require.NotEmpty(t, steps(grown(func(n int) int { return n + n*n/100 }, same)), "more for each, the more there are")
}

func TestBends(t *testing.T) {
	t.Parallel()
	require.Empty(t, bends(grown(same, func(n int) int { return 500 + 3*n })), "a start, and as much for each")
	require.Len(t, bends(grown(same, func(n int) int { return 500 + 3*n + n*n/10 })), 2, "both time and memory")
	require.Empty(t, bends(grown(same, func(n int) int { return n * n })[:2]), "two points are always on a line")
}

func TestListed(t *testing.T) {
	t.Parallel()
	require.Equal(t, 2, listed(1))
	require.Equal(t, 4, listed(200))
	require.Equal(t, 14, listed(1000))
}

func TestCheck(t *testing.T) {
	t.Parallel()
	w := pluralGrants(10, 100)
	require.Empty(t, w.check(refreshPhase, calls{Reads: 10}))
	require.Equal(t, []string{"plural, refresh-only plan: 9 calls, and not exactly 10"}, w.check(refreshPhase, calls{Reads: 9}))
	require.Equal(t, []string{"plural, refresh-only plan: 11 calls, and not exactly 10", "plural, refresh-only plan: 1 writes, and not exactly 0"},
		w.check(refreshPhase, calls{Reads: 10, Writes: 1}))
	require.Equal(t, []string{"grants, apply: 751 writes, and not at most 750"}, singleGrants(10, 100).check(applyPhase, calls{Writes: 751}))
	require.Equal(t, []string{"one, apply: 2 calls were refused for a quota"}, oneAmong(5000).check(applyPhase, calls{Writes: 1, Refused: 2}))
	require.Empty(t, oneAmong(5000).check(destroyPhase, calls{Writes: 1, Refused: 2}), "planned and carried out by two processes")
}

// TestPage_saysWhatIsMissed renders a report in which one bound does not hold.
func TestPage_saysWhatIsMissed(t *testing.T) {
	t.Parallel()
	w := customers(200)
	within := map[phase]sample{
		applyPhase: {Calls: calls{Reads: 200, Writes: 200}}, refreshPhase: {Calls: calls{Reads: 4}}, noChangePhase: {Calls: calls{Reads: 4}}, destroyPhase: {Calls: calls{Writes: 200}},
	}
	r := &report{workloads: []result{{w, map[string]map[phase]sample{directTrial: within, idleTrial: {}}}}, siblingsPlanned: time.Second}
	require.Empty(t, r.missed())
	require.NotContains(t, r.page(), "missed")

	within[refreshPhase] = sample{Calls: calls{Reads: 200}}
	require.Equal(t, []string{"0 ms: customers, refresh-only plan: 200 calls, and not at most 4"}, r.missed())
	require.Contains(t, r.page(), "| 200 customers: refresh-only plan | at most 4 calls | 200 | missed |")
}
