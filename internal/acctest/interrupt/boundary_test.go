//go:build unix

package interrupt

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/cli"
	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/faults"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// ending is a way to end a run.
type ending struct {
	name string
	send func(*cli.Process) error
	// kills says that Terraform does not live to see the end of its request.
	kills bool
}

var (
	// sigint is Ctrl-C, which a terminal sends to all processes of the command.
	sigint = ending{name: "SIGINT", send: func(p *cli.Process) error { return p.SignalGroup(syscall.SIGINT) }}
	// sigterm is what a runner of pipelines sends to all processes of a job that is cancelled.
	sigterm = ending{name: "SIGTERM", send: func(p *cli.Process) error { return p.SignalGroup(syscall.SIGTERM) }}
	// sigtermAlone reaches Terraform only, as from a supervisor that knows no other process.
	sigtermAlone = ending{name: "SIGTERM to Terraform", send: func(p *cli.Process) error { return p.Signal(syscall.SIGTERM) }}
	sigkill      = ending{name: "SIGKILL", send: func(p *cli.Process) error { return p.SignalGroup(syscall.SIGKILL) }, kills: true}
	// sigintTwice is somebody impatient. Terraform then ends without a word to anybody.
	sigintTwice = ending{name: "SIGINT twice", send: twice, kills: true}
)

func twice(p *cli.Process) error {
	if err := p.SignalGroup(syscall.SIGINT); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := p.Await(ctx, stopped); err != nil {
		return err
	}
	return p.SignalGroup(syscall.SIGINT)
}

// boundary is a moment of a request in an operation, at which a run ends in some way.
type boundary struct {
	operation string
	call      call
	at        moment
	ending    ending
}

func (b boundary) String() string { return fmt.Sprintf("%s %s", b.at, b.call.endpoint) }

var (
	// interrupted is what Terraform says to the first signal.
	interrupted = regexp.MustCompile(`Interrupt received`)
	// planned is where applying and destroying begin. Before that, in the plan of apply and destroy, Terraform lets the
	// provider read to the end, and goes no further then.
	planned = regexp.MustCompile(`(?m)^Plan: `)
	// stopped is in the log of a provider that was asked to stop, once it has told its requests so.
	stopped = regexp.MustCompile(`Served request: .*tf_rpc=StopProvider`)
)

// patience is how long a signal may take to arrive.
const patience = 30 * time.Second

// interrupt runs a command and ends it at a boundary. met tells whether it came there.
func (r *run) interrupt(t *testing.T, b boundary, command string) (process *cli.Process, met bool, took time.Duration) {
	t.Helper()
	var signalled time.Time
	started := make(chan struct{})
	r.world.gate.arm(b.call, b.at, func(req *http.Request) bool {
		<-started
		signalled = time.Now()
		if err := b.ending.send(process); err != nil {
			t.Errorf("%s: %s", b.ending.name, err)
		}
		arrived(req, process, b.ending.kills)
		return !b.ending.kills
	})
	process = r.start(t, command)
	close(started)
	process.Wait()
	if met = r.world.gate.disarm(); met {
		took = time.Since(signalled)
	}
	return process, met, took
}

// arrived waits until the provider knows that it is to stop, or is dead; while Terraform plans, until that knows it.
func arrived(req *http.Request, process *cli.Process, killed bool) {
	// A read of the provider ends at once when it is to stop, and so does the wait for its log.
	ctx, cancel := context.WithTimeout(req.Context(), patience)
	defer cancel()
	if !killed {
		err := process.Await(ctx, interrupted)
		if err == nil && planned.MatchString(process.Output()) {
			_ = process.Await(ctx, stopped)
		}
		return
	}
	select {
	case <-process.Ended():
	case <-time.After(patience):
	}
}

// survive ends an operation at a boundary, and demands that nothing is lost by that: what exists is in the state, and
// the next run brings the operation to its end as if nothing had happened.
func (r *run) survive(t *testing.T, b boundary) {
	t.Helper()
	command := "apply"
	if b.operation == "delete" {
		command = "destroy"
	}
	gone := len(r.world.deleted())
	process, met, took := r.interrupt(t, b, command)
	about := fmt.Sprintf("%s at %s, call %d (%s):\n%s", b.ending.name, b, b.call.nth, b.operation, process.Output())
	if !met {
		// Which of several reads is needed may depend on what is read first.
		require.True(t, faultsDirectory() != "" && strings.HasPrefix(b.call.endpoint, "GET "), "not reached: %s", about)
		t.Logf("not reached this time: %s, call %d (%s)", b, b.call.nth, b.operation)
		return
	}
	orphans := r.world.orphans(t, r)
	if b.operation == "delete" {
		orphans = slices.DeleteFunc(orphans, leftBehind)
	}
	require.Empty(t, orphans, "these exist and are not in the state: %s", about)

	next := r.ends(t, 0, command)
	var replaced []sandbox.Object
	if command == "apply" {
		r.ends(t, 0, "plan")
		replaced = r.world.replaced(gone)
		require.Empty(t, r.world.orphans(t, r), about)
	}
	t.Logf("%s at %s, call %d (%s): ended after %.2f s", b.ending.name, b, b.call.nth, b.operation, took.Seconds())
	record(faults.Signal{
		ID: "C13", Operation: b.operation, Signal: b.ending.name, Boundary: b.String(), Runs: 1,
		Orphans: len(orphans), Duplicates: len(r.world.Duplicates()), Replaced: len(replaced), SecondsToEnd: took.Seconds(),
	})
	require.Empty(t, r.world.Duplicates(), about)
	require.Empty(t, replaced, "these were deleted: %s\n\nThen:\n%s", about, next)
}

// replaced are the objects that were deleted since there were so many of them, though nothing in the configuration
// asks for it: a change takes one out of a group, and that is all.
func (w *world) replaced(gone int) []sandbox.Object {
	var out []sandbox.Object
	for i, object := range w.deleted() {
		if i >= gone && object.Kind != sandbox.KindGroupMember {
			out = append(out, object)
		}
	}
	return out
}
