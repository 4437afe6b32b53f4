//go:build unix

package interrupt

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/faults"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// killed is the sample of TestInterrupt_C14_killed.
var killed = []boundary{
	{"create", call{"POST /api/managed_users", 1}, during, sigkill},
	{"create", call{"POST /api/managed_users/{id}/folders", 1}, during, sigintTwice},
	{"create", call{"POST /api/managed_users/{id}/user_groups", 1}, before, sigkill},
}

// TestInterrupt_C14_killed kills the CLI and the provider in the middle of a write: what was made then is in no state.
// The next apply makes nothing a second time, and says how to take over what exists.
func TestInterrupt_C14_killed(t *testing.T) {
	t.Parallel()
	boundaries := killed
	if faultsDirectory() != "" {
		boundaries = spread(everyWrite(t))
	}
	for _, b := range boundaries {
		t.Run(fmt.Sprintf("%s %s %d", b.ending.name, b, b.call.nth), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.run(t, everything(t)).recover(t, b)
		})
	}
}

// everyWrite are the kills around every write of a creation.
func everyWrite(t *testing.T) []boundary {
	t.Helper()
	w := newWorld(t)
	w.gate.arm(call{}, "", nil)
	w.run(t, everything(t)).ends(t, 0, "apply")
	var out []boundary
	for _, c := range w.gate.passed() {
		for _, at := range []moment{before, during} {
			if !strings.HasPrefix(c.endpoint, "GET ") {
				out = append(out, boundary{"create", c, at, sigkill}, boundary{"create", c, at, sigintTwice})
			}
		}
	}
	return out
}

// putDamageAside does what a user has to do whose Terraform was ended while it wrote the state: without it, the file is
// not read again. What the state had is to be found like everything else then.
func (r *run) putDamageAside(t *testing.T) {
	t.Helper()
	text, err := os.ReadFile(r.StateFile())
	if err == nil && len(text) > 0 && !json.Valid(text) {
		t.Logf("the state was cut off after %d bytes", len(text))
		require.NoError(t, os.Rename(r.StateFile(), r.StateFile()+".damaged"))
	}
}

// recover has the run killed at a boundary, and demands that it can be brought to its end: by applying again, or, where
// something is there that the state does not have, with the blocks that this prints.
func (r *run) recover(t *testing.T, b boundary) {
	t.Helper()
	process, met, took := r.interrupt(t, b, "apply")
	about := fmt.Sprintf("%s at %s:\n%s", b.ending.name, b, process.Output())
	require.True(t, met, "not reached: %s", about)
	r.putDamageAside(t)
	lost := r.world.orphans(t, r)
	r.world.ResetRequests()

	var blocks []string
	rounds := 0
	said := ""
	for ; ; rounds++ {
		process := r.start(t, "apply")
		code := process.Wait()
		again := process.Output()
		said += again
		fresh := r.importBlocks(t, again)
		if code == 0 {
			break
		}
		require.NotEmpty(t, fresh, again)
		require.Less(t, rounds, depth, again)
		blocks = append(blocks, fresh...)
		r.write(t, "imports.tf", strings.Join(blocks, ""))
	}
	t.Logf("%s at %s: lost %v, taken over with %d blocks in %d rounds", b.ending.name, b, lost, len(blocks), rounds)
	r.ends(t, 0, "plan")
	for _, write := range r.world.Writes() {
		if strings.HasSuffix(write.Path, "/member_invitations") || strings.HasSuffix(write.Path, "/assign") {
			continue // There is nothing to look for: it is sent, and refused without an effect.
		}
		require.Less(t, write.Status, 400, "%s %s was sent although it could not succeed", write.Method, write.Path)
	}
	if slices.ContainsFunc(lost, func(o sandbox.Object) bool { return o.Kind == sandbox.KindCustomRole }) {
		require.Contains(t, said, "has namesakes", "a second copy was made, and nobody was told of the first")
	}
	left := r.world.orphans(t, r)
	named := slices.DeleteFunc(slices.Clone(left), nameless)
	record(faults.Signal{
		ID: "C14", Operation: b.operation, Signal: b.ending.name, Boundary: b.String(), Runs: 1,
		Orphans: len(lost), Recovered: len(lost) - len(left), Lost: len(named), Nameless: len(left) - len(named), Duplicates: len(r.world.Duplicates()), SecondsToEnd: took.Seconds(),
	})
	require.Empty(t, r.world.Duplicates(), about)
	require.Empty(t, named, about)
}

// depth is how deep things depend on each other here: a connection on its folder, that on its project, that on its
// customer. If the state has nothing of them, the blocks come in as many rounds.
const depth = 4

// nameless tells whether an object is a copy of a role: it has no natural key, so nothing can be told of it after its
// maker is dead.
func nameless(o sandbox.Object) bool {
	return o.Kind == sandbox.KindCustomRole || o.Kind == sandbox.KindAPIClientRole
}

var (
	errorAt     = regexp.MustCompile(`\n  with (\S+),\n`)
	pending     = regexp.MustCompile(`once it is accepted, import the collaborator as (\d+)/(\S+)\.`)
	importBlock = regexp.MustCompile(`import \{\s+to = (\S+)\s+id = ("[^"]*")\s+\}`)
)

// importBlocks are those that the errors in an output hold, with the addresses that the errors are about. Nothing shows
// invitations, so after one there is an error without a block, until it is accepted.
func (r *run) importBlocks(t *testing.T, output string) []string {
	t.Helper()
	var out []string
	for _, message := range strings.Split(output, "\nError: ")[1:] {
		at, block := errorAt.FindStringSubmatch(message), importBlock.FindStringSubmatch(message)
		require.NotNil(t, at, "no address: %s", message)
		id := ""
		if invited := pending.FindStringSubmatch(strings.Join(strings.Fields(message), " ")); invited != nil {
			var customer int
			_, err := fmt.Sscan(invited[1], &customer)
			require.NoError(t, err)
			_, err = r.world.AcceptInvitation(customer, invited[2])
			require.NoError(t, err)
			id = strconv.Quote(invited[1] + "/" + invited[2])
		} else {
			require.NotNil(t, block, "no import block: %s", message)
			typeName, _, _ := strings.Cut(at[1], ".")
			require.Equal(t, typeName+".NAME", block[1])
			id = block[2]
		}
		out = append(out, fmt.Sprintf("import {\n  to = %s\n  id = %s\n}\n", at[1], id))
	}
	return out
}
