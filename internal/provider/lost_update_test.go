package provider_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
)

// TestConformance_U3_lostUpdate changes between the plan and the apply of an update what
// the configuration does not have, as somebody in the console may. The update may not
// take it back.
func TestConformance_U3_lostUpdate(t *testing.T) {
	t.Parallel()
	for typeName, schema := range acctest.NewServer(t).Schemas().ResourceSchemas {
		c := caseOf[resourceCase](t, "resources", typeName)
		changes := c.beside(schema)
		t.Run(typeName, func(t *testing.T) {
			t.Parallel()
			updates := c.updates(t, typeName, schema)
			if len(updates) == 0 || len(changes) == 0 {
				t.Logf("%d arguments of %s can be updated, and %d things are beside its configuration", len(updates), typeName, len(changes))
			}
			for _, change := range changes {
				for _, argument := range updates {
					if alone := len(updates) == 1; !alone && (change.Field == argument || slices.Contains(change.Also, argument)) {
						continue
					}
					t.Run(argument+" beside "+change.Field, func(t *testing.T) {
						t.Parallel()
						testLostUpdate(t, c.specimen(t, typeName), argument, change)
					})
					break
				}
			}
		})
	}
}

// beside are the changes of what the minimal configuration does not have.
func (c resourceCase) beside(schema *tfprotov6.Schema) []drift {
	out := slices.Clone(c.Beside)
	for _, a := range attributesOf(schema.Block.Attributes, "") {
		_, drifts := c.Drift[a.path]
		_, fixed := c.Fixed[a.path]
		// What does not go without another argument is declared with that one.
		_, declaredWith := c.NotAlone[a.path]
		nested := strings.Contains(a.path, ".")
		readable := a.attribute.Optional && !a.attribute.WriteOnly && !fixed && !declaredWith && !c.unread(a.path)
		if _, declared := c.Minimal[a.path]; !declared && !nested && readable && (drifts || c.Changes[a.path] != nil) {
			out = append(out, c.changeOf(a.path))
		}
	}
	for i := range out {
		if out[i].Kind == "" {
			out[i].Kind = c.Kind
		}
	}
	return slices.DeleteFunc(out, func(change drift) bool { return change.Kind == "" })
}

// updates are the arguments of the minimal configuration whose change is sent in place.
func (c resourceCase) updates(t *testing.T, typeName string, schema *tfprotov6.Schema) []string {
	t.Helper()
	s := c.specimen(t, typeName)
	config := s.world.Object(t, c.Minimal)
	s.MustApply(t, config)
	var out []string
	for _, a := range argumentsOf(schema.Block.Attributes, "") {
		if _, alone := c.With[a.path]; alone || valueAt(config, a.path) == nil || c.unread(a.path) {
			continue
		}
		plan, diags := s.Plan(t, with(config, a.path, s.world.Expand(t, c.Changes[a.path])))
		if len(diags.Errors()) == 0 && len(plan.Replaces) == 0 && !plan.NoChange() {
			out = append(out, a.path)
		}
	}
	return out
}

func testLostUpdate(t *testing.T, s specimen, argument string, change drift) {
	t.Helper()
	config := s.world.Object(t, s.Minimal)
	value := plain(s.world.Expand(t, change.Value))
	other := with(config, argument, s.world.Expand(t, s.Changes[argument]))
	before := s.world.Live(change.Kind)
	s.MustApply(t, config)
	plan, diags := s.Plan(t, other)
	require.Empty(t, diags.Errors().String())

	id := s.drifting(t, change, before)
	made := s.fields(t, change.Kind, id)
	require.NoError(t, s.world.SetObjectField(change.Kind, id, change.Field, value))
	want := s.fields(t, change.Kind, id)
	require.Empty(t, s.Carry(t, plan).Errors().String())
	got := s.fields(t, change.Kind, id)
	for name := range want {
		if back := takenBack(jsonOf(t, made[name]), jsonOf(t, want[name]), jsonOf(t, got[name])); change.TakenBack == "" {
			require.False(t, back, "the update of %s takes %s back: it was %v, somebody made it %v, and it is %v", argument, name, made[name], want[name], got[name])
		} else if name == change.Field {
			require.True(t, back, "the case says that the update takes it back: %s", change.TakenBack)
		}
	}
}

// takenBack reports whether something that somebody has changed is not so any more.
func takenBack(before, changed, now any) bool {
	if reflect.DeepEqual(before, changed) {
		return false
	}
	switch changed := changed.(type) {
	case map[string]any:
		before, _ := before.(map[string]any)
		now, _ := now.(map[string]any)
		for name, value := range changed {
			if takenBack(before[name], value, now[name]) {
				return true
			}
		}
		return false
	case []any:
		before, _ := before.([]any)
		now, _ := now.([]any)
		return slices.ContainsFunc(changed, func(element any) bool {
			return !slices.Contains(before, element) && !slices.Contains(now, element)
		})
	default:
		return !reflect.DeepEqual(changed, now)
	}
}
