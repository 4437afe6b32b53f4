//go:build unix

package main

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// calls is the table of calls.
func (r *report) calls(b *strings.Builder) {
	b.WriteString("\n## Calls\n\nOperations share calls as far as they coincide, and Terraform walks in no fixed order; so some numbers differ from run to\nrun. The last column is about a run with the documented quotas. A process is refused no call because of its own ones; to\ndestroy, Terraform has one process plan and another one delete, and neither knows of the calls of the other.\n\n")
	b.WriteString("| workload | command | calls | GET | POST | PUT | DELETE | refused, with the documented quotas |\n|---|---|--:|--:|--:|--:|--:|--:|\n")
	for _, of := range r.workloads {
		for _, p := range phases {
			c := of.trials[directTrial][p].Calls
			cells := []string{of.workload.title, string(p), fmt.Sprint(c.All())}
			for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodDelete} {
				cells = append(cells, fmt.Sprint(c.Methods[method]))
			}
			row(b, append(cells, fmt.Sprint(of.trials[quotaTrial][p].Calls.Refused))...)
		}
	}
}

// times is the table of times and memory, beside what is compared with.
func (r *report) times(b *strings.Builder) {
	b.WriteString(`
## Time and memory

Each workload is compared with two floors: as many resources of type ` + "`terraform_data`" + `, which need no provider, and the same
configuration with a build of this provider for measurements only, with the same schemas, whose operations do nothing. The
second is what Terraform and the plugin framework take by themselves. Times are seconds, without quotas; "CPU" is the
processor time of Terraform and the provider together, and memory the largest resident memory of a provider process. With 50
ms, each answer of the service takes that long. The quickest of three refreshes counts.

| workload | command | time | with 50 ms | does nothing | terraform_data | CPU | does nothing | terraform_data | memory, MiB | does nothing |
|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
`)
	for _, of := range r.workloads {
		for _, p := range phases {
			at := func(trial string) sample { return of.trials[trial][p] }
			seconds := func(d time.Duration) string { return fmt.Sprintf("%.1f", d.Seconds()) }
			times := func(value func(sample) float64, floor string) string {
				return fmt.Sprintf("%.1f (%.2f ×)", value(at(floor)), ratio(value(at(directTrial)), value(at(floor))))
			}
			row(b, of.workload.title, string(p),
				seconds(at(directTrial).Wall), seconds(at(distantTrial).Wall), times(wallSeconds, idleTrial), times(wallSeconds, plainTrial),
				seconds(at(directTrial).CPU), times(cpuSeconds, idleTrial), times(cpuSeconds, plainTrial),
				fmt.Sprintf("%.0f", mebibytes(at(directTrial))), fmt.Sprintf("%.0f (%.2f ×)", mebibytes(at(idleTrial)), ratio(mebibytes(at(directTrial)), mebibytes(at(idleTrial)))))
		}
	}
	_, _ = fmt.Fprintf(b, "\nThe provider takes %d ms to start, and the one that does nothing %d ms; Terraform starts it three to five times in a command.\n",
		r.startUp.Milliseconds(), r.idleStartUp.Milliseconds())
}

// waits is how long the documented quotas make a run wait.
func (r *report) waits(b *strings.Builder) {
	_, _ = fmt.Fprintf(b, `
## Waiting for quotas

With the documented quotas and the default `+"`max_share`"+` of 0.9, so much of a command is waiting until more calls are allowed. It is measured with
minutes of %.0f seconds, for the sandbox and the provider, and given in real ones. Less than half a minute cannot be told from nothing (–).

| workload | %s |
|---|%s
`, minute.Seconds(), strings.Join(texts(phases), " | "), strings.Repeat("--:|", len(phases)))
	for _, of := range r.workloads {
		cells := []string{of.workload.title}
		for _, p := range phases {
			waited := max(0, of.trials[quotaTrial][p].Wall-of.trials[directTrial][p].Wall).Minutes() * float64(time.Minute/minute)
			if waited < 0.5 {
				cells = append(cells, "–")
				continue
			}
			cells = append(cells, fmt.Sprintf("%.0f min", waited))
		}
		row(b, cells...)
	}
}

func texts[T ~string](all []T) []string {
	out := make([]string, 0, len(all))
	for _, one := range all {
		out = append(out, string(one))
	}
	return out
}

// grown is the table of what one object costs, among few and among many.
func (r *report) grown(b *strings.Builder) {
	b.WriteString("\n## Growth\n\nGrants in 10 projects, each a resource by itself. CPU and memory are those of one more grant than in the line before.\n\n")
	b.WriteString("| grants | command | calls for 100 | CPU, ms | memory, KiB |\n|--:|---|--:|--:|--:|\n")
	for i, many := range r.growth {
		for _, p := range slices.DeleteFunc(slices.Clone(phases), func(p phase) bool { _, found := many.samples[p]; return !found }) {
			cpu, memory := "", ""
			if i > 0 {
				few := r.growth[i-1]
				cpu, memory = fmt.Sprintf("%.1f", slope(few, many, cpuSeconds, p)*1000), fmt.Sprintf("%.0f", slope(few, many, mebibytes, p)*1024)
			}
			row(b, fmt.Sprint(many.objects), string(p), fmt.Sprintf("%.0f", many.per(float64(many.samples[p].Calls.All()))*100), cpu, memory)
		}
	}
}
