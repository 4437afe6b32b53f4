package provider_test

import (
	"maps"
	"net/http"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// scenario is an operation on one object of a type, or of a data source, that faults are
// thrown at.
type scenario struct {
	typeName string
	// operation is create, read, update, delete, import or data.
	operation string
	// variant tells scenarios of one operation apart.
	variant string
	// prepare brings a world to where the operation begins.
	prepare func(*testing.T, *trial)
	// run is the operation.
	run func(*testing.T, *trial) acctest.Diagnostics
	// wanted is the configuration that the next run applies; nil for destroying.
	wanted func(*testing.T, *trial) acctest.Object

	// clean is what happens without a fault.
	clean outcome
}

// outcome is what a run leaves behind.
type outcome struct {
	// calls are those of the operation.
	calls []call
	// live counts the objects in the ledger by kind, before and after.
	before, after map[string]int
	// state is what is in the state, or in the data source, in the end.
	state acctest.Object
}

// call is a place in an operation at which the API is called.
type call struct {
	method, route string
	// nth is how many calls of the same method and route the operation made before.
	nth   int
	write bool
}

// mostRepeats is how many calls of one method and route in one operation are call sites
// of their own. What follows is polling.
const mostRepeats = 2

// trial is a scenario under way.
type trial struct {
	*specimen
	data   dataCase
	result acctest.Object
	config acctest.Object

	// base is below the trial, which is the provider's round tripper.
	base *http.Transport
	// met says that the fault has acted, panics that the round tripper is to panic.
	met, panics atomic.Bool
}

func liveByKind(w *acctest.World) map[string]int {
	counts := map[string]int{}
	for _, object := range w.LiveObjects("") {
		counts[object.Kind]++
	}
	return counts
}

func callsOf(requests []sandbox.Request) []call {
	var out []call
	seen := map[string]int{}
	for _, r := range requests {
		key := r.Method + " " + r.Route
		if seen[key] < mostRepeats {
			out = append(out, call{r.Method, r.Route, seen[key], r.Method != http.MethodGet})
		}
		seen[key]++
	}
	return out
}

// scenariosOf lists the scenarios of a resource type: each operation, and besides each
// variant of it that makes a call which the others do not.
func scenariosOf(t *testing.T, typeName string, schema *tfprotov6.Schema) []*scenario {
	t.Helper()
	c := caseOf[resourceCase](t, "resources", typeName)
	candidates := []*scenario{
		creation(typeName, "full", func(t *testing.T, tr *trial) acctest.Object { t.Helper(); return tr.world.Object(t, c.Full) }),
		creation(typeName, "minimal", func(t *testing.T, tr *trial) acctest.Object { t.Helper(); return tr.world.Object(t, c.Minimal) }),
		existing(typeName, "read", func(t *testing.T, tr *trial) acctest.Diagnostics { t.Helper(); return tr.read(t) }),
		existing(typeName, "delete", func(t *testing.T, tr *trial) acctest.Diagnostics { t.Helper(); return tr.Apply(t, nil) }),
		importing(typeName),
	}
	for _, path := range slices.Sorted(maps.Keys(c.From)) {
		candidates = append(candidates, creation(typeName, "for "+path, func(t *testing.T, tr *trial) acctest.Object { t.Helper(); return tr.fullFor(t, path) }))
	}
	for _, a := range argumentsOf(schema.Block.Attributes, "") {
		candidates = append(candidates, change(typeName, a.path), clearing(typeName, a), changeBack(typeName, a.path))
	}
	candidates = append(candidates, updating(typeName, "from minimal to full", func(t *testing.T, tr *trial) (from, to acctest.Object) {
		t.Helper()
		return tr.world.Object(t, c.Minimal), tr.world.Object(t, c.Full)
	}))
	return thatCallMore(t, candidates)
}

// thatCallMore runs scenarios without a fault and keeps those with a call that no
// earlier one of the same operation makes.
func thatCallMore(t *testing.T, candidates []*scenario) []*scenario {
	t.Helper()
	var out []*scenario
	seen := map[string]map[call]bool{}
	for _, s := range candidates {
		if !s.runClean(t) {
			continue
		}
		if seen[s.operation] == nil {
			seen[s.operation] = map[call]bool{}
		}
		more := false
		for _, c := range s.clean.calls {
			more = more || !seen[s.operation][c]
			seen[s.operation][c] = true
		}
		if more {
			out = append(out, s)
		}
	}
	return out
}

// runClean fills in what happens without a fault, and tells whether there is such a
// scenario.
func (s *scenario) runClean(t *testing.T) bool {
	t.Helper()
	tr := s.begin(t)
	s.prepare(t, tr)
	if tr.config == nil && s.wanted != nil && s.operation == "update" {
		return false
	}
	tr.restart(t, faultKind{settle: settleFound})
	s.clean.before = liveByKind(tr.world)
	tr.world.ResetRequests()
	diags := s.run(t, tr)
	require.Empty(t, diags.Errors().String(), "%s %s %s, without a fault", s.operation, s.typeName, s.variant)
	s.clean.calls = callsOf(tr.world.Requests())
	s.clean.after = liveByKind(tr.world)
	s.clean.state = tr.outcome()
	return true
}

func (s *scenario) begin(t *testing.T) *trial {
	t.Helper()
	if s.operation == "data" {
		w := acctest.NewWorld(t)
		return &trial{specimen: &specimen{world: w}, data: caseOf[dataCase](t, "data-sources", s.typeName)}
	}
	made := caseOf[resourceCase](t, "resources", s.typeName).specimen(t, s.typeName)
	return &trial{specimen: &made}
}

// outcome is what is in the state, or in the data source.
func (tr *trial) outcome() acctest.Object {
	if tr.Instance == nil {
		return tr.result
	}
	return tr.Attributes
}

func creation(typeName, variant string, config func(*testing.T, *trial) acctest.Object) *scenario {
	return &scenario{
		typeName: typeName, operation: "create", variant: variant,
		prepare: func(t *testing.T, tr *trial) { t.Helper(); tr.config = config(t, tr) },
		run:     func(t *testing.T, tr *trial) acctest.Diagnostics { t.Helper(); return tr.Apply(t, tr.config) },
		wanted:  func(_ *testing.T, tr *trial) acctest.Object { return tr.config },
	}
}

// existing is an operation on an object that was made with the full configuration.
func existing(typeName, operation string, run func(*testing.T, *trial) acctest.Diagnostics) *scenario {
	s := &scenario{
		typeName: typeName, operation: operation, variant: "full",
		prepare: func(t *testing.T, tr *trial) { t.Helper(); tr.config = tr.full(t) },
		run:     run,
		wanted:  func(_ *testing.T, tr *trial) acctest.Object { return tr.config },
	}
	if operation == "delete" {
		s.wanted = nil
	}
	return s
}

func importing(typeName string) *scenario {
	return existing(typeName, "import", func(t *testing.T, tr *trial) acctest.Diagnostics {
		t.Helper()
		state, diags := tr.server.Import(t, tr.Type, tr.importID(t))
		if len(diags.Errors()) == 0 {
			tr.State = state
		}
		return diags
	})
}

// change is an update of one argument. There is none if it replaces.
func change(typeName, path string) *scenario {
	return updating(typeName, "change of "+path, func(t *testing.T, tr *trial) (from, to acctest.Object) {
		t.Helper()
		return tr.changed(t, path)
	})
}

// changeBack undoes it: a switch can be turned the other way.
func changeBack(typeName, path string) *scenario {
	return updating(typeName, "change back of "+path, func(t *testing.T, tr *trial) (from, to acctest.Object) {
		t.Helper()
		to, from = tr.changed(t, path)
		return from, to
	})
}

func (tr *trial) changed(t *testing.T, path string) (from, to acctest.Object) {
	t.Helper()
	from = tr.fullFor(t, path)
	return from, tr.altered(t, with(from, path, tr.world.Expand(t, tr.Changes[path])), tr.With[path])
}

// clearing is an update that leaves an argument out.
func clearing(typeName string, a argument) *scenario {
	return updating(typeName, "without "+a.path, func(t *testing.T, tr *trial) (from, to acctest.Object) {
		t.Helper()
		from = tr.fullFor(t, a.path)
		if _, has := tr.NotAlone[a.path]; has || !a.attribute.Optional {
			return from, nil
		}
		return from, with(from, a.path, nil)
	})
}

func updating(typeName, variant string, configs func(*testing.T, *trial) (from, to acctest.Object)) *scenario {
	return &scenario{
		typeName: typeName, operation: "update", variant: variant,
		prepare: func(t *testing.T, tr *trial) {
			t.Helper()
			from, to := configs(t, tr)
			if to == nil || len(tr.Apply(t, from).Errors()) > 0 {
				return
			}
			plan, diags := tr.Plan(t, to)
			if len(diags.Errors()) == 0 && len(plan.Replaces) == 0 {
				tr.config = to
			}
		},
		run:    func(t *testing.T, tr *trial) acctest.Diagnostics { t.Helper(); return tr.Apply(t, tr.config) },
		wanted: func(_ *testing.T, tr *trial) acctest.Object { return tr.config },
	}
}

// dataScenarios read a data source in each of the ways of its case.
func dataScenarios(t *testing.T, typeName string) []*scenario {
	t.Helper()
	var out []*scenario
	for i, config := range caseOf[dataCase](t, "data-sources", typeName).Configs {
		out = append(out, &scenario{
			typeName: typeName, operation: "data", variant: string(rune('a' + i)),
			prepare: func(t *testing.T, tr *trial) {
				t.Helper()
				for _, thing := range tr.data.There {
					tr.world.ID(t, thing)
				}
				tr.config = tr.world.Object(t, config)
			},
			run: func(t *testing.T, tr *trial) acctest.Diagnostics {
				t.Helper()
				result, diags := tr.server.Data(t, typeName, tr.config)
				tr.result = result
				return diags
			},
		})
	}
	return thatCallMore(t, out)
}
