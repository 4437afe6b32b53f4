package provider_test

import (
	"fmt"
	"hash/crc32"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/stretchr/testify/assert"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/faults"
	"github.com/seed7333113f/terraform-provider-workato/internal/provider"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// sampled is how many faults of a call site one is tried of, unless all are asked for.
// Which one differs from site to site, so that all of them are tried somewhere.
const sampled = 12

// TestFaults makes each call of each operation of everything that is registered go wrong
// in each way in which it can, and counts what that does to the account and to the state.
// Unless ACCTEST_FAULTS names a directory for the counts, it takes a sample: every call
// site, and every fault, but not every pair of them.
func TestFaults(t *testing.T) {
	t.Parallel()
	all := os.Getenv(faults.Variable) != ""
	var table tally
	t.Cleanup(func() { table.finish(t) })

	server := acctest.NewServer(t)
	for name, schema := range server.Schemas().ResourceSchemas {
		t.Run("resource "+name, func(t *testing.T) {
			t.Parallel()
			table.throw(t, scenariosOf(t, name, schema), all)
		})
	}
	for _, construct := range provider.New("test")().DataSources(t.Context()) {
		var metadata datasource.MetadataResponse
		construct().Metadata(t.Context(), datasource.MetadataRequest{ProviderTypeName: provider.TypeName}, &metadata)
		t.Run("data source "+metadata.TypeName, func(t *testing.T) {
			t.Parallel()
			table.throw(t, dataScenarios(t, metadata.TypeName), all)
		})
	}
}

// throw throws faults at the call sites of scenarios.
func (table *tally) throw(t *testing.T, scenarios []*scenario, all bool) {
	t.Helper()
	tried := map[string]map[call]bool{}
	for _, s := range scenarios {
		if tried[s.operation] == nil {
			tried[s.operation] = map[call]bool{}
		}
		for _, c := range s.clean.calls {
			if tried[s.operation][c] {
				continue
			}
			tried[s.operation][c] = true
			kinds := readFaults()
			if c.write {
				kinds = writeFaults()
			}
			offset := crc32.ChecksumIEEE([]byte(s.typeName + s.operation + c.method + c.route))
			for i, k := range kinds {
				if !all && (uint32(i)+offset)%sampled != 0 {
					continue
				}
				t.Run(fmt.Sprintf("%s %s %s %s %d %s", s.operation, s.variant, c.method, c.route, c.nth, k.id+" "+k.name), func(t *testing.T) {
					t.Parallel()
					table.add(t, s.meet(t, c, k))
				})
			}
		}
	}
}

// tally collects what came of all the faults.
type tally struct {
	mu   sync.Mutex
	runs []faults.Run
}

// add fails the test if a run did any harm.
func (table *tally) add(t *testing.T, run faults.Run) {
	t.Helper()
	excused(&run)
	table.mu.Lock()
	table.runs = append(table.runs, run)
	table.mu.Unlock()
	if harm := run.Harm(); len(harm) > 0 {
		t.Errorf("%s\n%s", strings.Join(harm, ", "), run.Said)
	}
}

// finish demands that every endpoint was among the call sites, and that the page of the
// documentation has them all; and writes down what was counted.
func (table *tally) finish(t *testing.T) {
	t.Helper()
	if t.Failed() || len(table.runs) == 0 {
		return
	}
	all := os.Getenv(faults.Variable) != ""
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "guides", "reliability.md"))
	assert.True(t, err == nil || all, "%v", err)
	met := map[string]bool{}
	for _, run := range table.runs {
		met[level(run.Method+" "+run.Route)] = true
		row := fmt.Sprintf("| `%s %s` | %s |", run.Method, run.Route, run.Operation)
		assert.True(t, all || strings.Contains(string(page), row), "the page does not have %s: run `make faults docs`", row)
	}
	for _, endpoint := range sandbox.New().Endpoints() {
		_, has := elsewhereMet[endpoint.String()]
		assert.NotEqual(t, has, met[level(endpoint.String())], "%s: no call site, or one in spite of the reason for having none", endpoint)
	}
	report(t, faults.RunsFile, table.runs)
}

var (
	pathValue = regexp.MustCompile(`\{[^}]*\}`)
	// elsewhereMet are endpoints that no operation calls in its usual course, with the
	// tests in which they meet faults.
	elsewhereMet = map[string]string{
		"POST /api/managed_users/{id}/member_invitation":                      "another path of member_invitations, for an API that has no other: TestCollaborator_singularPath",
		"PUT /api/managed_users/{id}/project_grants/{grant_id}":               "not used: docs/guides/endpoints.md says why",
		"GET /api/managed_users/{id}/members/{member_id}":                     "only for one whom the list lacks or may not be had for: TestCollaborator_gone, TestCollaborator_notGone",
		"POST /api/managed_users/{id}/connections/{connection_id}/disconnect": "only after a deletion that was refused: TestConnection_destroy",
	}
)

// level takes away in what the spelling of an endpoint differs between the ledger and the
// table of endpoints: names in the path, the version, and a query.
func level(endpoint string) string {
	endpoint, _, _ = strings.Cut(endpoint, "?")
	return pathValue.ReplaceAllString(strings.Replace(endpoint, "/api/v2/", "/api/", 1), "{}")
}

// meet runs a scenario whose call meets a fault, and then what a user does next: the same
// again, without the fault.
func (s *scenario) meet(t *testing.T, c call, k faultKind) faults.Run {
	t.Helper()
	tr := s.begin(t)
	s.prepare(t, tr)
	strangers := tr.arm(t, c, k)
	before, stateBefore := liveByKind(tr.world), tr.outcome()
	diags := s.run(t, tr)
	tr.world.ClearFaults()
	tr.world.Wait()
	live := liveByKind(tr.world)

	run := faults.Run{
		Type: s.typeName, Operation: s.operation, Variant: s.variant, Method: c.method, Route: c.route, Nth: c.nth, Write: c.write,
		ID: k.id, Fault: k.name, Failed: len(diags.Errors()) > 0, Said: diags.String(),
		Met:        tr.met.Load(),
		Unexpected: (k.expect == recovers && len(diags.Errors()) > 0) || (k.expect == reports && len(diags.Errors()) == 0),
		Duplicates: len(tr.world.Duplicates()), Strangers: int(strangers.Load()),
	}
	run.Leaked = leaks(diags)
	switch s.operation {
	case "data":
		run.Changed = !run.Failed && timeless(tr.result) != timeless(s.clean.state)
		return run
	case "create":
		run.Orphans = surplus(live, before) * oneIf(!tr.Exists())
		run.Replaced = oneIf(tr.Tainted && precious[s.typeName])
	case "delete":
		run.Orphans = surplus(live, s.clean.after) * oneIf(!tr.Exists())
	case "import":
		run.Changed = !run.Failed && timeless(tr.Attributes) != timeless(s.clean.state)
	default:
		run.Removed = oneIf(!tr.Exists())
		run.Changed = s.operation == "read" && timeless(tr.Attributes) != timeless(stateBefore)
	}
	s.again(t, tr, &run)
	return run
}

// precious are the types that are never replaced because something went wrong: that
// would delete a customer's workspace.
var precious = map[string]bool{"workato_managed_customer": true, "workspace365_environment": true}

func oneIf(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// surplus counts what is there now and was not before.
func surplus(now, before map[string]int) int {
	n := 0
	for kind, count := range now {
		n += max(0, count-before[kind])
	}
	return n
}

// again does what a user does next: the same again, in a new run and without the fault.
// It must end as if there had been no fault.
func (s *scenario) again(t *testing.T, tr *trial, run *faults.Run) {
	t.Helper()
	tr.restart(t, faultKind{settle: settleFound})
	if tr.Exists() {
		tr.Refresh(t)
	}
	if tr.Tainted && tr.Exists() {
		tr.MustApply(t, nil)
	}
	var wanted acctest.Object
	if s.wanted != nil {
		wanted = s.wanted(t, tr)
	}
	if tr.Exists() || wanted != nil {
		diags := tr.Apply(t, wanted)
		if len(diags.Errors()) > 0 {
			run.Stuck, run.Said = 1, run.Said+"\n--- the next run:\n"+diags.String()
			return
		}
	}
	if wanted != nil {
		tr.MustStay(t, wanted)
	}
	live := liveByKind(tr.world)
	run.Duplicates = max(run.Duplicates, len(tr.world.Duplicates()))
	run.Orphans = max(run.Orphans, surplus(live, s.clean.after))
	run.Lost = surplus(s.clean.after, live)
}

// arm makes a call of the next operation meet a fault. What it returns counts requests to
// another host.
func (tr *trial) arm(t *testing.T, c call, k faultKind) *atomic.Int64 {
	t.Helper()
	var strangers atomic.Int64
	fault := k.fault
	fault.Method, fault.Route, fault.Skip = c.method, c.route, c.nth
	if k.everywhere {
		fault.Method, fault.Route, fault.Skip = http.MethodGet, "*", 0
	}
	if fault.Header["Location"] == elsewhere {
		other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { strangers.Add(1) }))
		t.Cleanup(other.Close)
		fault.Header = map[string]string{"Location": other.URL}
	}
	tr.restart(t, k)
	server := tr.server
	fault.Met = func() {
		tr.met.Store(true)
		if k.panics {
			tr.panics.Store(true)
		}
		if k.stop {
			_, err := server.StopProvider(t.Context(), &tfprotov6.StopProviderRequest{})
			if err != nil {
				t.Error(err)
			}
		}
	}
	tr.world.ResetRequests()
	tr.world.InjectFault(fault)
	return &strangers
}
