package cli

import (
	"testing"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/stretchr/testify/require"
)

// planOf reads a plan as show -json prints it.
func planOf(t *testing.T, resourceChanges, outputChanges string) *Plan {
	t.Helper()
	var content tfjson.Plan
	require.NoError(t, content.UnmarshalJSON([]byte(`{
		"format_version": "1.2",
		"resource_changes": [`+resourceChanges+`],
		"output_changes": {`+outputChanges+`}
	}`)))
	plan := &Plan{}
	plan.read(&content)
	return plan
}

func TestPlan_actions(t *testing.T) {
	t.Parallel()
	for change, want := range map[string]Action{
		`"actions": ["create"]`:                                       Create,
		`"actions": ["read"]`:                                         Read,
		`"actions": ["update"]`:                                       Update,
		`"actions": ["delete"]`:                                       Delete,
		`"actions": ["forget"]`:                                       Forget,
		`"actions": ["delete", "create"]`:                             Replace,
		`"actions": ["create", "delete"]`:                             Replace,
		`"actions": ["no-op"]`:                                        "",
		`"actions": ["no-op"], "importing": {"id": "209"}`:            Import,
		`"actions": ["update"], "importing": {"id": "209"}`:           ImportAndUpdate,
		`"actions": ["something", "else"]`:                            "something and else",
		`"actions": ["delete", "create"], "importing": {"id": "209"}`: Replace,
	} {
		t.Run(change, func(t *testing.T) {
			t.Parallel()
			plan := planOf(t, `{"address": "a.b", "change": {`+change+`}}`, "")
			require.Equal(t, want, plan.Changes["a.b"])
		})
	}
}

func TestPlan_expectations(t *testing.T) {
	t.Parallel()
	plan := planOf(t, `
		{"address": "a.same", "change": {"actions": ["no-op"]}},
		{"address": "a.new", "change": {"actions": ["create"]}},
		{"address": "a.changed", "change": {"actions": ["update"]}},
		{"address": "data.a.later", "change": {"actions": ["read"]}}
	`, `"same": {"actions": ["no-op"]}, "changed": {"actions": ["update"]}`)

	require.NoError(t, plan.Expect(map[string]Action{"a.new": Create, "a.changed": Update, "data.a.later": Read}))
	require.NoError(t, plan.ExpectCounts(map[Action]int{Create: 1, Update: 1}))

	require.EqualError(t, plan.Expect(map[string]Action{"a.changed": Replace, "a.same": Delete}),
		"a.changed: planned update, expected replace\n"+
			"a.same: planned nothing, expected delete\n"+
			"a.new: planned create, expected nothing\n"+
			"data.a.later: planned read, expected nothing")
	require.EqualError(t, plan.ExpectCounts(map[Action]int{Create: 1}), "planned map[create:1 update:1], expected map[create:1]")
	require.ErrorContains(t, plan.ExpectEmpty(), "outputs change: changed")
}

func TestPlan_empty(t *testing.T) {
	t.Parallel()
	plan := planOf(t, `{"address": "a.same", "change": {"actions": ["no-op"]}}`, `"same": {"actions": ["no-op"]}`)
	require.NoError(t, plan.ExpectEmpty())

	onlyOutputs := planOf(t, "", `"changed": {"actions": ["create"]}`)
	require.EqualError(t, onlyOutputs.ExpectEmpty(), "outputs change: changed")
}
