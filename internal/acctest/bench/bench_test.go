//go:build unix

package main

import (
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/cli"
)

// TestMain makes the test binary the provider, where Terraform starts it.
func TestMain(m *testing.M) {
	if servesPlugin() {
		return
	}
	os.Exit(m.Run())
}

// newTestBench prepares runs, unless there is no CLI.
func newTestBench(t *testing.T) *bench {
	t.Helper()
	if os.Getenv("TF_ACC") == "" { //nolint:forbidigo // This is no part of the provider; `make test` sets it.
		t.Skip("TF_ACC is not set")
	}
	path, err := cli.Find(os.Environ())
	require.NoError(t, err)
	b := &bench{cli: path, scratch: t.TempDir()}
	b.plugin, err = selfAsPlugin(b.scratch)
	require.NoError(t, err)
	return b
}

// hasty is the provider with minutes so short that it never waits.
func (b *bench) hasty() trial {
	return trial{id: "hasty", provider: b.plugin, mode: time.Millisecond.String(), requests: "null"}
}

// TestCalls counts the calls of each workload, made small.
func TestCalls(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		workload workload
		phases   []phase
	}{
		{customers(12), phases},
		{pluralGrants(3, 20), phases[:2]},
		{access(2, 1), phases[:2]},
		{tenants(8), phases[:2]},
		{oneAmong(5000), phases[:2]},
	} {
		t.Run(test.workload.id, func(t *testing.T) {
			t.Parallel()
			b := newTestBench(t)
			samples, err := b.run(t.Context(), test.workload, b.hasty(), 1, test.phases...)
			require.NoError(t, err)
			requireBounds(t, test.workload, samples)
		})
	}
}

func requireBounds(t *testing.T, w workload, samples map[phase]sample) {
	t.Helper()
	for p, s := range samples {
		t.Logf("%s: %v, %s of CPU, %d MiB", p, s.Calls.Routes, s.CPU, s.Resident>>20)
		for _, missed := range w.check(p, s.Calls) {
			t.Errorf("%s: %v", missed, s.Calls.Routes)
		}
	}
}

// TestGrowth compares the calls for a few grants with those for ten times as many.
func TestGrowth(t *testing.T) {
	t.Parallel()
	b := newTestBench(t)
	var points []point
	for _, holders := range []int{3, 30} {
		w := singleGrants(2, holders)
		samples, err := b.run(t.Context(), w, b.hasty(), 1, applyPhase, refreshPhase)
		require.NoError(t, err)
		requireBounds(t, w, samples)
		points = append(points, point{w.objects, samples})
	}
	for _, steep := range steps(points) {
		t.Error(steep)
	}
}

// TestIdle_callsNothing runs what is compared with.
func TestIdle_callsNothing(t *testing.T) {
	t.Parallel()
	b := newTestBench(t)
	samples, err := b.run(t.Context(), access(1, 1), b.idle(), 1, applyPhase, noChangePhase, destroyPhase)
	require.NoError(t, err)
	for p, s := range samples {
		require.Zero(t, s.Calls.All(), "%s: %v", p, s.Calls.Routes)
		require.Positive(t, s.CPU)
	}
}
