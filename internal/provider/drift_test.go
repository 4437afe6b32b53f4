package provider_test

import (
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/faults"
)

// TestDrift_R16_everyAttribute changes every attribute that can be read of every
// resource in the ledger, as a person does in the console. The next plan must show it
// and nothing else, applying it must give the ledger back what is configured, and the plan
// after that must be empty. An attribute that is neither changed nor listed as fixed in
// the case of its type fails.
func TestDrift_R16_everyAttribute(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	rows := map[string]*faults.Drift{}
	t.Cleanup(func() { reportDrift(t, rows) })
	for typeName, schema := range acctest.NewServer(t).Schemas().ResourceSchemas {
		c := caseOf[resourceCase](t, "resources", typeName)
		c.requireCovered(t, schema)
		row := &faults.Drift{Type: typeName, Fixed: c.Fixed}
		rows[typeName] = row
		for _, a := range attributesOf(schema.Block.Attributes, "") {
			row.Attributes++
			_, changes := c.Drift[a.path]
			if a.attribute.WriteOnly || c.unread(a.path) && !changes {
				require.NotContains(t, c.Fixed, a.path, "nothing reads %s of %s, which needs no reason to be fixed", a.path, typeName)
				continue
			}
			row.Readable++
			if _, fixed := c.Fixed[a.path]; fixed {
				require.False(t, changes, "%s of %s is fixed and has a change", a.path, typeName)
				continue
			}
			if !changes {
				require.Contains(t, c.Changes, a.path, "%s: say in the case how somebody changes %s, or why nobody does", typeName, a.path)
			}
			t.Run(typeName+" "+a.path, func(t *testing.T) {
				t.Parallel()
				restored := testDrift(t, c.specimen(t, typeName), a.path)
				mu.Lock()
				defer mu.Unlock()
				row.Shown = append(row.Shown, a.path)
				if restored {
					row.Restored = append(row.Restored, a.path)
				}
			})
		}
	}
}

// unread reports whether the API does not give an argument back.
func (c resourceCase) unread(path string) bool {
	return slices.ContainsFunc(slices.Concat(c.NotRead, c.Resent), func(name string) bool {
		return path == name || strings.HasPrefix(path, name+".")
	})
}

// testDrift reports whether there was something to restore.
func testDrift(t *testing.T, s specimen, path string) bool {
	t.Helper()
	change := s.changeOf(path)
	if change.Readings != nil {
		readings := s.world.Readings()
		require.NoError(t, readings.UnmarshalJSON(change.Readings))
		s.world.SetReadings(readings)
	}
	config := s.altered(t, s.fullFor(t, path), change.From)
	before := s.world.Live(change.Kind)
	s.MustApply(t, config)
	id := s.drifting(t, change, before)
	ledger := s.fields(t, change.Kind, id)

	require.NoError(t, s.world.SetObjectField(change.Kind, id, change.Field, plain(s.world.Expand(t, change.Value))))
	applied := s.Attributes
	s.nextRun(t)
	s.Refresh(t)
	require.True(t, s.Exists(), "the change drops the resource from the state")
	wanted := append([]string{path}, change.Also...)
	require.ElementsMatch(t, wanted, s.differences(applied, s.Attributes), "what a refresh shows of the change")

	plan, diags := s.Plan(t, config)
	require.Empty(t, diags.Errors().String())
	configured := slices.DeleteFunc(slices.Clone(wanted), func(at string) bool { return valueAt(config, at) == nil })
	if len(configured) == 0 && plan.NoChange() {
		s.MustStay(t, config)
		return false
	}
	shown := s.differences(s.Attributes, plan.Attributes)
	for _, at := range configured {
		require.Contains(t, shown, at, "the plan does not show the change")
	}
	if len(plan.Replaces) > 0 {
		require.Equal(t, []string{path}, plan.Replaces)
		s.MustApply(t, nil)
		// What is only forgotten stays in the ledger.
		before = s.world.Live(change.Kind)
		s.Instance = s.server.Instance(t, s.Type)
		s.MustApply(t, config)
		id = s.drifting(t, change, before)
	} else {
		require.Subset(t, wanted, shown, "the plan shows more than the change")
		require.Empty(t, s.Carry(t, plan).Errors().String())
	}
	require.Equal(t, ledger, s.fields(t, change.Kind, id), "the ledger has other values than the configuration")
	s.nextRun(t)
	s.MustStay(t, config)
	return true
}

// changeOf is the change of an attribute with what the case leaves out.
func (c resourceCase) changeOf(path string) drift {
	change := c.Drift[path]
	if change.Kind == "" {
		change.Kind = c.Kind
	}
	if change.Field == "" {
		change.Field = path[strings.LastIndex(path, ".")+1:]
	}
	if change.Value == nil {
		change.Value = c.Changes[path]
	}
	return change
}

var statePlaceholder = regexp.MustCompile(`\{([\w.]+)\}`)

// drifting is the id of what changes: as the case has it, or of the one object that is
// there now and was not before.
func (s specimen) drifting(t *testing.T, change drift, before []string) string {
	t.Helper()
	if change.ID != "" {
		return statePlaceholder.ReplaceAllStringFunc(change.ID, func(match string) string {
			return fmt.Sprint(valueAt(s.Attributes, strings.Trim(match, "{}")))
		})
	}
	made := slices.DeleteFunc(s.world.Live(change.Kind), func(id string) bool { return slices.Contains(before, id) })
	require.Len(t, made, 1, "which %s changes?", change.Kind)
	return made[0]
}

// plain is a value as the ledger has it.
func plain(value any) any {
	object, isObject := value.(acctest.Object)
	if !isObject {
		return value
	}
	out := map[string]any{}
	for name, member := range object {
		out[name] = plain(member)
	}
	return out
}

// fields are what the ledger holds of an object; nil if it is no more.
func (s specimen) fields(t *testing.T, kind, id string) map[string]any {
	t.Helper()
	fields, err := s.world.ObjectFields(kind, id)
	require.NoError(t, err)
	return fields
}

// differences are the attributes in which two objects of the resource differ. Those
// that are computed anew are none.
func (s specimen) differences(a, b acctest.Object) []string {
	var out []string
	for _, attribute := range attributesOf(s.server.Schemas().ResourceSchemas[s.Type].Block.Attributes, "") {
		before, after := valueAt(a, attribute.path), valueAt(b, attribute.path)
		if anew := after == acctest.Unknown && attribute.attribute.Computed; !anew && !reflect.DeepEqual(before, after) {
			out = append(out, attribute.path)
		}
	}
	return out
}

func reportDrift(t *testing.T, rows map[string]*faults.Drift) {
	t.Helper()
	var list []*faults.Drift
	readable, shown, restored, fixed := 0, 0, 0, 0
	for _, name := range slices.Sorted(maps.Keys(rows)) {
		row := rows[name]
		slices.Sort(row.Shown)
		slices.Sort(row.Restored)
		list = append(list, row)
		t.Logf("%s: %d attributes, %d can be read: %d shown, %d of them restored, %d fixed", name, row.Attributes, row.Readable, len(row.Shown), len(row.Restored), len(row.Fixed))
		readable, shown, restored, fixed = readable+row.Readable, shown+len(row.Shown), restored+len(row.Restored), fixed+len(row.Fixed)
	}
	t.Logf("in all, %d attributes can be read: %d shown, %d of them restored, %d fixed", readable, shown, restored, fixed)
	if readable == shown+fixed { // and not only a part was run
		report(t, faults.DriftFile, list)
	}
}
