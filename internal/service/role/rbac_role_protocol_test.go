package role_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

func TestRBACRole_update(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		t.Helper()
		account, role := k.made(t, sandbox.RoleReadings{}, keeper(nil))
		id := k.only(t, account)
		require.Equal(t, id, role.Value(t, "id"))
		require.Equal(t, "custom", role.Value(t, "type"))
		require.NotEmpty(t, role.Value(t, "created_at"))
		for _, config := range []acctest.Object{
			keeper(acctest.Object{"name": "Warden"}),
			keeper(acctest.Object{"name": "Warden", "config": `{"team":{"privileges":["read","run"]},"recipes":{"privileges":"all"}}`}),
			keeper(acctest.Object{"name": "Warden", "config": `{"team":{"privileges":["run","read"]},"recipes":{"privileges":"all"}}`}),
			keeper(acctest.Object{"name": "Warden", "config": `{"recipes":{"privileges":"all"}}`}),
			keeper(acctest.Object{"name": "Warden", "config": `{}`}),
		} {
			require.Empty(t, role.MustApply(t, config))
			role.MustStay(t, config)
		}
		require.Equal(t, id, role.Value(t, "id"))
		team := func(privileges any) any { return map[string]any{"privileges": privileges} }
		require.Equal(t, []any{
			map[string]any{"name": "Warden", "config": map[string]any{"team": team("all")}},
			map[string]any{"name": "Warden", "config": map[string]any{"team": team([]any{"read", "run"}), "recipes": team("all")}},
			map[string]any{"name": "Warden", "config": map[string]any{"team": team([]any{"run", "read"}), "recipes": team("all")}},
			map[string]any{"name": "Warden", "config": map[string]any{"recipes": team("all")}},
			map[string]any{"name": "Warden", "config": map[string]any{}},
		}, k.sent(account, http.MethodPut, k.one), "name and config are always both sent")
		require.Empty(t, role.MustApply(t, nil))
		require.Empty(t, account.Live(k.ledger))
	})
}

// How a config is written is no change, before and after it is applied.
func TestRBACRole_spelling(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		t.Helper()
		account, role := k.made(t, sandbox.RoleReadings{RoleConfigDefaults: true}, keeper(acctest.Object{"config": `{"b":{"privileges":["x"]},"a":{"privileges":"all"}}`}))
		for _, text := range []string{
			`{"a":{"privileges":"all"},"b":{"privileges":["x"]}}`,
			"{\n  \"a\": { \"privileges\": \"all\" },\r\n\t\"b\": { \"privileges\": [ \"x\" ] }\n}\n",
			`{"b":{"privileges":["\u0078"]},"a":{"privileges":"all"}}`,
		} {
			role.MustStay(t, keeper(acctest.Object{"config": text}))
		}
		require.Empty(t, account.Writes())
		requireSpelled(t, `{"b":{"privileges":["x"]},"a":{"privileges":"all"}}`, role.Value(t, "config"), "the state keeps the spelling")
	})
}

// Whatever the service adds, and in whichever form it keeps what was sent: nothing is
// left to plan, also in the next run, and a real difference still shows.
func TestRBACRole_readings(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		readings   sandbox.RoleReadings
		privileges string
	}{
		"as sent":                {sandbox.RoleReadings{}, `"all"`},
		"defaults":               {sandbox.RoleReadings{RoleConfigDefaults: true}, `"all"`},
		"all becomes a list":     {sandbox.RoleReadings{RoleConfigForm: sandbox.RoleConfigLists}, `"all"`},
		"a list becomes all":     {sandbox.RoleReadings{RoleConfigForm: sandbox.RoleConfigAll}, `["read","create","update","delete"]`},
		"lists are sorted":       {sandbox.RoleReadings{RoleConfigForm: sandbox.RoleConfigSorted}, `["run","read"]`},
		"everything at once":     {sandbox.RoleReadings{RoleConfigDefaults: true, RoleConfigForm: sandbox.RoleConfigLists, PartialRoleUpdates: true, NumericRoleIDs: true}, `"all"`},
		"ids are numbers":        {sandbox.RoleReadings{NumericRoleIDs: true}, `"all"`},
		"partial updates":        {sandbox.RoleReadings{PartialRoleUpdates: true}, `"all"`},
		"nothing and the like":   {sandbox.RoleReadings{RoleConfigForm: sandbox.RoleConfigSorted}, `[]`},
		"null is kept as it was": {sandbox.RoleReadings{RoleConfigDefaults: true}, `null`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			eachKind(t, func(t *testing.T, k kind) {
				t.Helper()
				config := keeper(acctest.Object{"config": `{"team":{"privileges":` + test.privileges + `}}`})
				account, role := k.made(t, test.readings, config)
				role.MustStay(t, config)
				require.Equal(t, config["config"], role.Value(t, "config"))

				renamed := keeper(acctest.Object{"config": config["config"], "name": "Warden"})
				require.Empty(t, role.MustApply(t, renamed))
				role.MustStay(t, renamed)

				// The same in a run that knows nothing but the state.
				next := account.Server(t).Instance(t, k.typeName)
				next.State = role.State
				next.MustStay(t, renamed)

				require.NoError(t, account.SetObjectField(k.ledger, k.only(t, account), "config", map[string]any{"team": map[string]any{"privileges": []any{"update"}}, "more": 1}))
				require.Empty(t, next.Refresh(t))
				requireSpelled(t, `{"team":{"privileges":["update"]}}`, next.Value(t, "config"), "what drifted, of what is declared")
				require.Empty(t, next.MustApply(t, renamed))
				next.MustStay(t, renamed)
				require.Empty(t, next.MustApply(t, nil))
			})
		})
	}
}

func TestRBACRole_drift(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		t.Helper()
		config := keeper(acctest.Object{"config": `{"team":{"privileges":"all"},"recipes":{"privileges":["read"]}}`})
		account, role := k.made(t, sandbox.RoleReadings{}, config)
		id := k.only(t, account)
		for name, test := range map[string]struct {
			field string
			value any
			shown any
		}{
			"name":            {"name", "Renamed", "Renamed"},
			"a value":         {"config", map[string]any{"team": map[string]any{"privileges": []any{"read"}}, "recipes": map[string]any{"privileges": []any{"read"}}}, `{"recipes":{"privileges":["read"]},"team":{"privileges":["read"]}}`},
			"order of a list": {"config", map[string]any{"team": map[string]any{"privileges": "all"}, "recipes": map[string]any{"privileges": []any{"run", "read"}}}, `{"recipes":{"privileges":["run","read"]},"team":{"privileges":"all"}}`},
			"an area is gone": {"config", map[string]any{"team": map[string]any{"privileges": "all"}}, `{"team":{"privileges":"all"}}`},
		} {
			require.NoError(t, account.SetObjectField(k.ledger, id, test.field, test.value), name)
			require.Empty(t, role.Refresh(t))
			require.Equal(t, test.shown, role.Value(t, test.field), name)
			plan, diags := role.Plan(t, config)
			require.Empty(t, diags)
			require.Empty(t, plan.Replaces)
			require.False(t, plan.NoChange(), name)
			require.Empty(t, role.Carry(t, plan))
			role.MustStay(t, config)
		}

		// Drift that is undone by the one who made it leaves nothing to do.
		require.NoError(t, account.SetObjectField(k.ledger, id, "config", map[string]any{}))
		require.Empty(t, role.Refresh(t))
		require.Equal(t, `{}`, role.Value(t, "config"))
		require.NoError(t, account.SetObjectField(k.ledger, id, "config", map[string]any{
			"recipes": map[string]any{"privileges": []any{"read"}}, "team": map[string]any{"privileges": "all"}, "added": "by hand",
		}))
		require.Empty(t, role.Refresh(t))
		role.MustStay(t, config)
	})
}

// What was not declared before the import stays until the role is changed; the plan of
// that change shows what it takes away.
func TestRBACRole_importPart(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		t.Helper()
		account := accountOf(t, sandbox.RoleReadings{})
		id, err := account.AddRole(209, k.ledger, "Keeper", "custom", map[string]any{
			"team": map[string]any{"privileges": "all", "scope": "workspace"}, "recipes": map[string]any{"privileges": []any{"run"}},
		})
		require.NoError(t, err)
		role := account.Server(t).Instance(t, k.typeName)
		require.Empty(t, role.Import(t, "209/"+id))
		const all = `{"recipes":{"privileges":["run"]},"team":{"privileges":"all","scope":"workspace"}}`
		requireSpelled(t, all, role.Value(t, "config"))
		for _, text := range []string{teamConfig, all, `{}`, `{ "recipes": { "privileges": ["run"] } }`} {
			role.MustStay(t, keeper(acctest.Object{"config": text}))
		}
		for _, text := range []string{`{"team":{"privileges":["read"]}}`, `{"people":{}}`, `{"recipes":{"privileges":["run","read"]}}`} {
			plan, diags := role.Plan(t, keeper(acctest.Object{"config": text}))
			require.Empty(t, diags)
			require.Equal(t, text, plan.Attributes["config"])
			require.Empty(t, plan.Replaces)
		}

		renamed := keeper(acctest.Object{"name": "Warden"})
		plan, diags := role.Plan(t, renamed)
		require.Empty(t, diags)
		requireSpelled(t, teamConfig, plan.Attributes["config"], "the update replaces the config, and the plan says so")
		require.Empty(t, role.Carry(t, plan))
		role.MustStay(t, renamed)
	})
}

func TestRBACRole_import(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		t.Helper()
		account, role := k.made(t, sandbox.RoleReadings{RoleConfigDefaults: true}, keeper(nil))
		require.NoError(t, account.SetCustomerField(209, "external_id", "AM10:X/303"))
		id := k.only(t, account)
		for _, customer := range []string{"209", "EAM10%3AX%2F303"} {
			imported := account.Server(t).Instance(t, k.typeName)
			require.Empty(t, imported.Import(t, customer+"/"+id))
			require.Equal(t, role.Identity, imported.Identity)
			imported.MustStay(t, keeper(nil))
		}
		state, diags := account.Server(t).ImportIdentity(t, k.typeName, role.Identity)
		require.Empty(t, diags)
		require.Equal(t, "Keeper", state.Attributes["name"])
	})
}

func TestRBACRole_importWrong(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		t.Helper()
		account := accountOf(t, sandbox.RoleReadings{})
		inherited, err := account.AddRole(209, k.ledger, "Partner support", "inherited", map[string]any{"team": map[string]any{}})
		require.NoError(t, err)
		server := account.Server(t)
		system := k.idOf(t, server, k.system)
		for name, test := range map[string]struct {
			id    string
			words []string
		}{
			"no slash":         {"7", []string{"Expected <managed_customer_id>/<role_id>, for example"}},
			"no such role":     {"209/7", []string{"There is no such role, or the token cannot see it", "Expected <managed_customer_id>/<role_id>, for example"}},
			"no such customer": {"999/7", []string{"Its customer 999 is gone"}},
			"system role": {"209/" + system, []string{
				fmt.Sprintf("%q (%s) is a role of the type system. It comes with Workato", k.system, system), "through the data source " + k.typeName, "declare a role of another name with the config",
			}},
			"inherited role": {"209/" + inherited, []string{
				"is a role of the type inherited. It is inherited from the admin workspace, where it is changed for all customers at once", "can use it, but not change or delete it",
			}},
		} {
			state, diags := server.Import(t, k.typeName, test.id)
			require.False(t, name != "no slash" && state.Exists() && state.Attributes["name"] != nil, name)
			require.Len(t, diags.Errors(), 1, name)
			if name == "no slash" {
				require.Equal(t, "Invalid import id of "+k.typeName, diags[0].Summary)
			} else {
				require.Equal(t, "Cannot import "+k.typeName, diags[0].Summary)
			}
			for _, words := range test.words {
				require.Contains(t, diags[0].Detail, words, name)
			}
		}
	})
}

func TestRBACRole_validation(t *testing.T) {
	t.Parallel()
	server := acctest.NewServer(t)
	eachKind(t, func(t *testing.T, k kind) {
		t.Helper()
		for name, test := range map[string]struct {
			change    acctest.Object
			at, words string
		}{
			"no name":          {acctest.Object{"name": ""}, "name", "must not be empty"},
			"blank before":     {acctest.Object{"name": " Keeper"}, "name", "white space"},
			"empty customer":   {acctest.Object{"managed_customer_id": ""}, "managed_customer_id", ""},
			"a list":           {acctest.Object{"config": `["team"]`}, "config", "config must be a JSON object: it is a list"},
			"a number":         {acctest.Object{"config": `7`}, "config", "it is a number"},
			"null":             {acctest.Object{"config": `null`}, "config", "it is null"},
			"a word":           {acctest.Object{"config": `"all"`}, "config", `it is a string. Write jsonencode({ team = { privileges = "all" } })`},
			"encoded twice":    {acctest.Object{"config": `"{\"team\":{}}"`}, "config", "so it was encoded twice: leave out jsonencode"},
			"all unknown":      {acctest.Object{"name": acctest.Unknown, "config": acctest.Unknown, "managed_customer_id": acctest.Unknown}, "", ""},
			"nothing declared": {acctest.Object{"config": `{}`}, "", ""},
		} {
			diags := server.Validate(t, k.typeName, keeper(test.change))
			if test.at == "" {
				require.Empty(t, diags, name)
				continue
			}
			require.Equal(t, []string{test.at}, diags.Errors().Paths(), name)
			require.Contains(t, diags[0].Detail, test.words, name)
		}
		for _, text := range []string{``, `{`, `{team="all"}`, `{"a":1} {}`} {
			diags := server.Validate(t, k.typeName, keeper(acctest.Object{"config": text}))
			require.Equal(t, []string{"Invalid JSON String Value"}, diags.Errors().Summaries(), text)
			require.Equal(t, []string{"config"}, diags.Errors().Paths(), text)
		}
	})
	for _, name := range []string{"NoAccess", "no access", "NO_ACCESS", "No-Access"} {
		diags := server.Validate(t, "workato_environment_role", keeper(acctest.Object{"name": name}))
		require.Equal(t, []string{"Name that stands for no role"}, diags.Errors().Summaries(), name)
		require.Empty(t, server.Validate(t, "workato_project_role", keeper(acctest.Object{"name": name})), "project roles are granted by id")
	}
}

// A config that is known only when it is applied is checked then.
func TestRBACRole_invalidLate(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		t.Helper()
		account := accountOf(t, sandbox.RoleReadings{})
		server := account.Server(t)
		plan, diags := server.Plan(t, server.Absent(t, k.typeName), keeper(acctest.Object{"config": `[]`}))
		require.Empty(t, diags)
		state, diags := server.Apply(t, plan)
		require.False(t, state.Exists())
		require.Equal(t, []string{"Invalid config of a role"}, diags.Errors().Summaries())
		require.Equal(t, []string{"config"}, diags.Errors().Paths())
		require.Empty(t, account.Requests())
	})
}
