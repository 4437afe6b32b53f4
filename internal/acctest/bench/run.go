//go:build unix

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/cli"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// phase is a command that is measured.
type phase string

// The phases, in the order in which they are run.
const (
	applyPhase    phase = "apply"
	refreshPhase  phase = "refresh-only plan"
	noChangePhase phase = "no-change apply"
	destroyPhase  phase = "destroy"
)

var phases = []phase{applyPhase, refreshPhase, noChangePhase, destroyPhase}

// arguments are those of the CLI. There is no -detailed-exitcode, which takes another order of sensitive attributes for a
// change; what the CLI prints tells.
func (p phase) arguments() []string {
	switch p {
	case refreshPhase:
		return []string{"plan", "-no-color", "-input=false", "-refresh-only"}
	case destroyPhase:
		return []string{"destroy", "-no-color", "-input=false", "-auto-approve"}
	default:
		return []string{"apply", "-no-color", "-input=false", "-auto-approve"}
	}
}

// unchanged is what the CLI says where there was nothing to change.
var unchanged = map[phase]string{
	refreshPhase:  "No changes. Your infrastructure still matches the configuration.",
	noChangePhase: "Resources: 0 added, 0 changed, 0 destroyed.",
}

// sample is what one command cost.
type sample struct {
	Calls calls
	// Wall is the time that it took, CPU that of the processors, the CLI and the provider together.
	Wall, CPU time.Duration
	// Resident is the largest resident memory of a provider, in bytes; 0 if it is not known.
	Resident int64
}

// bench is what all runs have in common.
type bench struct {
	cli, scratch string
	// plugin is the directory of this program as a provider, provider that of the one for users.
	plugin, provider string
	runs             int
}

// trial is a way in which a workload is run.
type trial struct {
	id string
	// provider is the directory of the provider, and mode what it is if it is this program; see pluginMode.
	provider, mode string
	requests       string
	// latency is that of the service.
	latency time.Duration
	// minute is how long one takes where quotas are counted, or 0 for none. Before each command there is one, after which no
	// call of the command before counts.
	minute time.Duration
	// plain has resources of Terraform itself instead.
	plain bool
}

// run runs a workload through all phases, or through some. repeat is how often the refresh is measured: the quickest counts.
func (b *bench) run(ctx context.Context, w workload, t trial, repeat int, some ...phase) (map[phase]sample, error) {
	a := newAccount(t.minute, sandbox.WithLatency(t.latency))
	defer a.close()
	config, err := w.prepare(a.Sandbox)
	if err != nil {
		return nil, err
	}
	tf, err := b.configured(a, t, w, config)
	if err != nil {
		return nil, err
	}
	out := map[phase]sample{}
	if some == nil {
		some = phases
	}
	for _, p := range some {
		times := 1
		if p == refreshPhase {
			times = max(1, repeat)
		}
		for range times {
			if err := rest(ctx, t.minute); err != nil {
				return nil, err
			}
			got, err := measured(ctx, tf, a, p)
			if err != nil {
				return nil, fmt.Errorf("%s, %s, %s: %w", w.id, t.id, p, err)
			}
			if before, found := out[p]; found {
				got.Wall, got.CPU, got.Resident = min(got.Wall, before.Wall), min(got.CPU, before.CPU), min(got.Resident, before.Resident)
			}
			out[p] = got
		}
	}
	return out, nil
}

// rest waits.
func rest(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return ctx.Err()
	case <-ctx.Done():
		return ctx.Err()
	}
}

// configured prepares a directory with the configuration.
func (b *bench) configured(a *account, t trial, w workload, config string) (*cli.CLI, error) {
	b.runs++
	dir := filepath.Join(b.scratch, fmt.Sprintf("run-%d", b.runs))
	if err := os.Mkdir(dir, 0o700); err != nil {
		return nil, err
	}
	text := fmt.Sprintf(preamble, t.requests) + config
	if t.plain {
		text = fmt.Sprintf("resource \"terraform_data\" \"d\" {\n  count = %d\n  input = \"Object ${count.index}\"\n}\n", w.objects)
	}
	if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(text), 0o600); err != nil {
		return nil, err
	}
	tf, err := cli.New(b.cli, dir, os.Environ())
	if err != nil {
		return nil, err
	}
	for name, value := range map[string]string{
		"WORKATO_BASE_URL": a.url, "WORKATO_API_TOKEN": sandbox.DefaultToken,
		"WORKSPACE365_BASE_URL": a.url, "WORKSPACE365_PROVISIONING_KEY": sandbox.DefaultProvisioningKey,
		pluginMode: t.mode,
	} {
		tf.SetEnv(name, value)
	}
	err = tf.StartsProvider(t.provider)
	return tf, err
}

// commandLimit is how long a command may take, so that one which hangs fails.
const commandLimit = 15 * time.Minute

// measured runs a command to its end.
func measured(ctx context.Context, tf *cli.CLI, a *account, p phase) (sample, error) {
	ctx, cancel := context.WithTimeout(ctx, commandLimit)
	defer cancel()
	a.ResetRequests()
	begun := time.Now()
	process, err := tf.Start(ctx, p.arguments()...)
	if err != nil {
		return sample{}, err
	}
	looking, stop := context.WithCancel(ctx)
	resident := residentOf(looking, process.PID())
	code := process.Wait()
	out := sample{Wall: time.Since(begun)}
	stop()
	out.Resident, out.CPU, out.Calls = <-resident, process.CPU(), a.taken()
	if code != 0 {
		return out, fmt.Errorf("exit code %d:\n%s", code, process.Output())
	}
	if want := unchanged[p]; !strings.Contains(process.Output(), want) {
		return out, fmt.Errorf("something was changed:\n%s", process.Output())
	}
	return out, nil
}

// preamble is the begin of every configuration. The variable is for a run that is to change it.
const preamble = `
terraform {
  required_providers {
    workato = {
      source = "seed7333113f/workato"
    }
  }
}

variable "requests" {
  type    = any
  default = %s
}

provider "workato" {
  requests = var.requests
}
`

// envRequests sets the variable of the preamble.
const envRequests = "TF_VAR_requests"

// unpaced lets the provider make calls as fast as it can.
func unpaced() string {
	return limits(func(quota) int { return 1_000_000 })
}

// documented are the documented quotas, all of them by the minute.
func documented() string {
	return limits(func(q quota) int { return int(int64(q.Calls) * int64(time.Minute/q.Window)) })
}

type quota struct {
	Calls  int
	Window time.Duration
}

func limits(perMinute func(quota) int) string {
	var b strings.Builder
	b.WriteString("{ per_minute = {")
	for class, q := range workato.Quotas() {
		_, _ = fmt.Fprintf(&b, " %s = %d,", class, perMinute(quota{q.Calls, q.Window}))
	}
	b.WriteString(" } }")
	return b.String()
}
