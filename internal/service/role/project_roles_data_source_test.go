package role_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

const (
	typeName = "workato_project_roles"
	roles    = "/api/managed_users/{id}/project_roles"
)

func list(t *testing.T, server *acctest.Server, config acctest.Object) []acctest.Object {
	t.Helper()
	got, diags := server.Data(t, typeName, config)
	require.Empty(t, diags)
	rows, isList := got["project_roles"].([]any)
	require.True(t, isList)
	out := []acctest.Object{}
	for _, row := range rows {
		object, isObject := row.(acctest.Object)
		require.True(t, isObject)
		out = append(out, object)
	}
	return out
}

func TestProjectRolesDataSource(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	customer := fmt.Sprint(account.AddCustomer("Acme"))
	server := account.Server(t)

	names := []any{}
	for _, row := range list(t, server, acctest.Object{"managed_customer_id": customer}) {
		require.NotEmpty(t, row["id"])
		require.Equal(t, "system", row["type"])
		require.InDelta(t, 0, row["members_count"], 0)
		names = append(names, row["name"])
	}
	require.Equal(t, []any{"ProjectAdmin", "AdvancedBuilder", "Builder", "ProjectOperator"}, names)

	rows := list(t, server, acctest.Object{"managed_customer_id": customer, "name": "Builder"})
	require.Len(t, rows, 1, "names match whole, not AdvancedBuilder")
	require.Equal(t, "Builder", rows[0]["name"])
	require.Empty(t, list(t, server, acctest.Object{"managed_customer_id": customer, "name": "builder"}))
}

func TestProjectRolesDataSource_pages(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	customer := fmt.Sprint(account.AddCustomer("Acme"))
	const custom, system = 246, 4
	for i := range custom {
		account.API(t, http.MethodPost, "/api/managed_users/"+customer+"/project_roles", map[string]any{
			"project_role": map[string]any{"name": fmt.Sprintf("Role %d", i), "config": map[string]any{"recipes": "all"}},
		})
	}
	account.ResetRequests()
	rows := list(t, account.Server(t), acctest.Object{"managed_customer_id": customer})
	seen := map[any]bool{}
	for _, row := range rows {
		seen[row["id"]] = true
	}
	require.Len(t, rows, custom+system)
	require.Len(t, seen, custom+system, "each row comes once")
	require.Equal(t, "custom", rows[system]["type"])
	require.Len(t, account.RequestsMatching(http.MethodGet, roles), 3)
}

func TestProjectRolesDataSource_errors(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	customer, legacy := fmt.Sprint(account.AddCustomer("Acme")), fmt.Sprint(account.AddLegacyCustomer("Old"))
	server := account.Server(t)
	for name, test := range map[string]struct {
		customer string
		words    string
	}{
		"unknown customer": {"999", "status 404"},
		"legacy customer":  {legacy, "status 403"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, diags := server.Data(t, typeName, acctest.Object{"managed_customer_id": test.customer})
			require.Equal(t, []string{"Cannot read workato_project_roles"}, diags.Errors().Summaries())
			require.Contains(t, diags[0].Detail, test.words)
		})
	}
	t.Run("second page is lost", func(t *testing.T) {
		t.Parallel()
		account := acctest.NewAccount(t)
		account.AddCustomer("Acme")
		account.InjectFault(sandbox.Fault{
			Method: http.MethodGet, Route: roles, Status: http.StatusOK,
			Body: `{"data":[{"id":"pr-x","name":"X","type":"system"}],"total":200,"page":{"number":1,"size":1}}`,
		})
		account.InjectFault(sandbox.Fault{Method: http.MethodGet, Route: roles, Status: http.StatusForbidden, Body: `{"message":"Forbidden"}`})
		_, diags := account.Server(t).Data(t, typeName, acctest.Object{"managed_customer_id": customer})
		require.Equal(t, []string{"Cannot read workato_project_roles"}, diags.Errors().Summaries(), "half a list is no list")
	})
}
