//go:build unix

package main

import (
	"context"
	"fmt"
)

// point is a number of objects, and what they cost.
type point struct {
	objects int
	samples map[phase]sample
}

// How many times as much one object among ten times as many may cost. If the cost of a run grew with the square of their
// number, it would be ten times. Calls are counted; time and memory are measured, among all else that the machine does.
const (
	slackOfCalls = 1.1
	slackOfUse   = 4
)

// growth runs 1, 10 and 100 grants in each of 10 projects.
func (b *bench) growth(ctx context.Context, scale float64, tell func(string)) ([]point, error) {
	var points []point
	for _, holders := range []int{1, 10, 100} {
		if holders > size(100, scale) {
			break
		}
		w := singleGrants(10, holders)
		tell("growth: " + w.title)
		samples, err := b.run(ctx, w, b.direct(), 3, applyPhase, refreshPhase)
		if err != nil {
			return nil, err
		}
		points = append(points, point{w.objects, samples})
	}
	return points, nil
}

// per is what one object costs.
func (p point) per(cost float64) float64 { return cost / float64(p.objects) }

// steps says where the calls for one object grow with the number of objects.
func steps(points []point) []string {
	var out []string
	for i := 1; i < len(points); i++ {
		few, many := points[i-1], points[i]
		for p := range many.samples {
			before, after := few.per(float64(few.samples[p].Calls.All())), many.per(float64(many.samples[p].Calls.All()))
			if after > before*slackOfCalls {
				out = append(out, fmt.Sprintf("%s: %.2f calls for each of %d objects, and %.2f for each of %d", p, before, few.objects, after, many.objects))
			}
		}
	}
	return out
}

// slope is what one more object costs, between two points.
func slope(few, many point, cost func(sample) float64, p phase) float64 {
	return (cost(many.samples[p]) - cost(few.samples[p])) / float64(many.objects-few.objects)
}

// bends says where one more object costs the more time or memory the more there are. It takes three points to tell.
func bends(points []point) []string {
	var out []string
	for i := 2; i < len(points); i++ {
		few, some, many := points[i-2], points[i-1], points[i]
		for p := range many.samples {
			for _, of := range []struct {
				what string
				cost func(sample) float64
			}{{"processor time", cpuSeconds}, {"memory", mebibytes}} {
				before, after := slope(few, some, of.cost, p), slope(some, many, of.cost, p)
				if after > before*slackOfUse && after > 0 {
					out = append(out, fmt.Sprintf("%s: one more object costs %.2g of %s up to %d objects, and %.2g up to %d", p, before, of.what, some.objects, after, many.objects))
				}
			}
		}
	}
	return out
}

func cpuSeconds(s sample) float64 { return s.CPU.Seconds() }
func mebibytes(s sample) float64  { return float64(s.Resident) / (1 << 20) }
