//go:build unix

package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/cli"
)

// report is everything that was measured.
type report struct {
	machine   machine
	workloads []result
	// many are siblings without any of the floors.
	many    result
	growth  []point
	startUp time.Duration
	// idleStartUp is that of the provider that does nothing.
	idleStartUp time.Duration
	// siblings is how many were planned in how much time, with the documented quotas.
	siblings        int
	siblingsPlanned time.Duration
	took            time.Duration
}

// result is what a workload cost, by trial and phase.
type result struct {
	workload workload
	trials   map[string]map[phase]sample
}

// refreshes is how often a refresh is measured where its time is compared.
const refreshes = 3

// all measures everything. tell is told what is about to be done.
func (b *bench) all(ctx context.Context, scale float64, tell func(string)) (*report, error) {
	begun := time.Now()
	r := &report{siblings: size(500, scale)}
	var err error
	if r.machine, err = b.machine(ctx); err != nil {
		return nil, err
	}
	if r.startUp, err = startUp(ctx, b.provider, ""); err != nil {
		return nil, err
	}
	if r.idleStartUp, err = startUp(ctx, b.plugin, modeIdle); err != nil {
		return nil, err
	}
	for _, w := range workloads(scale) {
		measured, err := b.compared(ctx, w, tell)
		if err != nil {
			return nil, err
		}
		r.workloads = append(r.workloads, measured)
	}

	r.many.workload = customers(size(1000, scale))
	tell(r.many.workload.title)
	samples, err := b.run(ctx, r.many.workload, b.direct(), 1, applyPhase, refreshPhase)
	if err != nil {
		return nil, err
	}
	r.many.trials = map[string]map[phase]sample{directTrial: samples}
	if r.growth, err = b.growth(ctx, scale, tell); err != nil {
		return nil, err
	}
	tell(fmt.Sprintf("%d customers, with the documented quotas in real time", r.siblings))
	r.siblingsPlanned, err = b.siblings(ctx, r.siblings)
	r.took = time.Since(begun)
	return r, err
}

// compared runs a workload in every way.
func (b *bench) compared(ctx context.Context, w workload, tell func(string)) (result, error) {
	out := result{w, map[string]map[phase]sample{}}
	for _, t := range []struct {
		trial
		repeat int
	}{{b.plain(), refreshes}, {b.idle(), refreshes}, {b.direct(), refreshes}, {b.distant(), 1}, {b.quotas(), 1}} {
		begun := time.Now()
		samples, err := b.run(ctx, w, t.trial, t.repeat)
		if err != nil {
			return out, err
		}
		tell(fmt.Sprintf("%s, %s: %.0f s", w.title, t.id, time.Since(begun).Seconds()))
		out.trials[t.id] = samples
	}
	return out, nil
}

// missed are the bounds of calls that do not hold, and what grows faster than the number of objects.
func (r *report) missed() []string {
	var out []string
	for _, of := range append(r.workloads, r.many) {
		for _, id := range []string{directTrial, distantTrial, quotaTrial} {
			for _, p := range phases {
				if s, found := of.trials[id][p]; found {
					for _, text := range of.workload.check(p, s.Calls) {
						out = append(out, id+": "+text)
					}
				}
			}
		}
		for p, s := range of.trials[idleTrial] {
			if n := s.Calls.All(); n > 0 {
				out = append(out, fmt.Sprintf("%s, %s: %d calls of what should make none", of.workload.id, p, n))
			}
		}
	}
	for _, text := range append(steps(r.growth), bends(r.growth)...) {
		out = append(out, "growth: "+text)
	}
	return out
}

// machine is what it was measured on.
type machine struct{ cli, system, processor, memory string }

func (b *bench) machine(ctx context.Context) (machine, error) {
	tf, err := cli.New(b.cli, b.scratch, nil)
	if err != nil {
		return machine{}, err
	}
	version, err := tf.Version(ctx)
	if err != nil {
		return machine{}, err
	}
	out := shape()
	out.cli = strings.ToUpper(tf.Name()[:1]) + tf.Name()[1:] + " " + version
	return out, nil
}
