package role_test

import (
	"fmt"
	"maps"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/provider"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

func TestRBACRoleDataSource(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		t.Helper()
		account := accountOf(t, sandbox.RoleReadings{})
		id, err := account.AddRole(209, k.ledger, "Partner support", "inherited", map[string]any{
			"team": map[string]any{"scope": "<all & more>", "privileges": []any{"b", "a"}}, "apps": map[string]any{"privileges": "all"},
		})
		require.NoError(t, err)
		server := account.Server(t, provider.WithAges(shared.DefaultAges))
		want := acctest.Object{
			"managed_customer_id": "209", "id": id, "name": "Partner support", "type": "inherited", "members_count": 0.0,
			"config": `{
  "apps": {
    "privileges": "all"
  },
  "team": {
    "privileges": [
      "b",
      "a"
    ],
    "scope": "<all & more>"
  }
}`,
		}
		for _, argument := range []string{"id", "name"} {
			account.ResetRequests()
			got, diags := server.Data(t, k.typeName, acctest.Object{"managed_customer_id": "209", argument: want[argument]})
			require.Empty(t, diags)
			require.NotEmpty(t, got["created_at"])
			delete(got, "created_at")
			require.Equal(t, want, got)
			calls := map[string]int{"id": 2, "name": 2}[argument]
			require.LessOrEqual(t, len(account.Requests()), calls)
		}

		// The config can be given to a resource as it is.
		config := keeper(acctest.Object{"config": want["config"]})
		role := server.Instance(t, k.typeName)
		require.Empty(t, role.MustApply(t, config))
		role.MustStay(t, config)
	})
}

func TestRBACRoleDataSource_errors(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		t.Helper()
		account := accountOf(t, sandbox.RoleReadings{})
		_, err := account.AddRole(209, k.ledger, "Twin", "custom", nil)
		require.NoError(t, err)
		_, err = account.AddRole(209, k.ledger, "Twin", "custom", nil)
		require.NoError(t, err)
		legacy := fmt.Sprint(account.AddLegacyCustomer("Old"))
		server := account.Server(t)
		for name, test := range map[string]struct {
			config acctest.Object
			at     string
			words  []string
		}{
			"no such name":     {acctest.Object{"name": "member"}, "name", []string{`There is none with the name "member". There are: `, k.system}},
			"two of the name":  {acctest.Object{"name": "Twin"}, "name", []string{`There are 2 with the name "Twin": ids `, "Choose one by its id."}},
			"no such id":       {acctest.Object{"id": "7"}, "", []string{"status 404", "The workspace is on RBAC 2.0", "with this id", "the data source " + k.typeName + "s lists those that there are"}},
			"no such customer": {acctest.Object{"name": "x", "managed_customer_id": "999"}, "", []string{"the token does not see this customer at all"}},
			"legacy customer":  {acctest.Object{"name": "x", "managed_customer_id": legacy}, "", []string{"status 403", "not on the role-based access model (RBAC 2.0)", "or the role of the API client lacks"}},
		} {
			config := acctest.Object{"managed_customer_id": "209"}
			maps.Copy(config, test.config)
			_, diags := server.Data(t, k.typeName, config)
			require.Equal(t, []string{"Cannot read " + k.typeName}, diags.Errors().Summaries(), name)
			require.Equal(t, []string{test.at}, diags.Paths(), name)
			for _, words := range test.words {
				require.Contains(t, diags[0].Detail, words, name)
			}
		}
	})
}

func TestEnvironmentRolesDataSource(t *testing.T) {
	t.Parallel()
	account := accountOf(t, sandbox.RoleReadings{})
	for i := range 120 {
		_, err := account.AddRole(209, sandbox.KindEnvironmentRole, fmt.Sprintf("Role %d", i), "custom", nil)
		require.NoError(t, err)
	}
	member, err := account.AddMember(209, "Ada", "ada@acme.example")
	require.NoError(t, err)
	require.NoError(t, account.SetMemberRole(209, member, "dev", "Role 7"))
	server := account.Server(t)
	got, diags := server.Data(t, "workato_environment_roles", acctest.Object{"managed_customer_id": "209"})
	require.Empty(t, diags)
	require.Len(t, got["environment_roles"], 123)
	require.Len(t, account.RequestsMatching(http.MethodGet, kinds["environment role"].list), 2)

	got, diags = server.Data(t, "workato_environment_roles", acctest.Object{"managed_customer_id": "209", "name": "Role 7"})
	require.Empty(t, diags)
	rows, isList := got["environment_roles"].([]any)
	require.True(t, isList)
	require.Len(t, rows, 1, "names match whole")
	row, isObject := rows[0].(acctest.Object)
	require.True(t, isObject)
	require.InDelta(t, 1, row["members_count"], 0)
	require.Equal(t, "custom", row["type"])
	require.NotEmpty(t, row["created_at"])

	_, diags = server.Data(t, "workato_environment_roles", acctest.Object{"managed_customer_id": fmt.Sprint(account.AddLegacyCustomer("Old"))})
	require.Equal(t, []string{"Cannot read workato_environment_roles"}, diags.Errors().Summaries())
	require.Contains(t, diags[0].Detail, "not on the role-based access model (RBAC 2.0)")
}

func TestCustomRoleDataSource(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	legacy := account.AddLegacyCustomer("Old")
	ids := map[string]string{}
	for _, name := range []string{"Author", "Keeper", "Twin", "Twin"} {
		id, err := account.AddLegacyRole(legacy, name)
		require.NoError(t, err)
		ids[name] = fmt.Sprint(id)
	}
	server := account.Server(t)
	read := func(argument, value string) (acctest.Object, acctest.Diagnostics) {
		return server.Data(t, "workato_custom_role", acctest.Object{"managed_customer_id": fmt.Sprint(legacy), argument: value})
	}
	byID, diags := read("id", ids["Author"])
	require.Empty(t, diags)
	byName, diags := read("name", "Author")
	require.Empty(t, diags)
	require.Equal(t, byID, byName)
	require.Equal(t, ids["Author"], byName["id"])
	require.Equal(t, "Author", byName["name"])
	require.Equal(t, false, byName["inheritable"])
	require.Contains(t, byName["privileges"], "Recipes")
	require.NotEmpty(t, byName["created_at"])

	for name, test := range map[string]struct{ argument, value, words string }{
		"no such name":    {"name", "author", `There is none with the name "author". There are: Author, Keeper, Twin, Twin.`},
		"no such id":      {"id", "7", `There is none with the id "7". There are: ` + ids["Author"]},
		"two of the name": {"name", "Twin", `There are 2 with the name "Twin": ids `},
	} {
		_, diags := read(test.argument, test.value)
		require.Equal(t, []string{"Cannot read workato_custom_role"}, diags.Errors().Summaries(), name)
		require.Equal(t, []string{test.argument}, diags.Paths(), name)
		require.Contains(t, diags[0].Detail, test.words, name)
	}
	_, diags = server.Data(t, "workato_custom_role", acctest.Object{"managed_customer_id": "999", "id": "7"})
	require.Contains(t, diags.String(), "Custom roles belong to the legacy access model")
}
