package role_test

import (
	"fmt"
	"maps"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// kind is one of the two kinds of roles, which are tested alike.
type kind struct {
	typeName, ledger string
	// list and one are the routes, system is one of Workato's own roles.
	list, one, system string
}

var kinds = map[string]kind{
	"environment role": {"workato_environment_role", sandbox.KindEnvironmentRole, "/api/managed_users/{id}/environment_roles", "/api/managed_users/{id}/environment_roles/{id}", "Member"},
	"project role":     {"workato_project_role", sandbox.KindProjectRole, "/api/managed_users/{id}/project_roles", "/api/managed_users/{id}/project_roles/{id}", "Builder"},
}

// eachKind runs a test for both kinds.
func eachKind(t *testing.T, test func(*testing.T, kind)) {
	t.Helper()
	for name, k := range kinds {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, k)
		})
	}
}

const teamConfig = `{"team":{"privileges":"all"}}`

// keeper is a role of customer 209.
func keeper(changes acctest.Object) acctest.Object {
	config := acctest.Object{"managed_customer_id": "209", "name": "Keeper", "config": teamConfig}
	maps.Copy(config, changes)
	return config
}

// requireSpelled compares texts letter by letter: how a config is spelled matters here.
func requireSpelled(t *testing.T, want string, got any, message ...any) {
	t.Helper()
	require.Equal(t, want, got, message...)
}

// accountOf returns an account that has customer 209.
func accountOf(t *testing.T, readings sandbox.RoleReadings) *acctest.Account {
	t.Helper()
	account := acctest.NewAccount(t, sandbox.WithReadings(sandbox.Readings{RoleReadings: readings}))
	require.Equal(t, 209, account.AddCustomer("Acme"))
	return account
}

// made returns a role that the provider has made.
func (k kind) made(t *testing.T, readings sandbox.RoleReadings, config acctest.Object) (*acctest.Account, *acctest.Instance) {
	t.Helper()
	account := accountOf(t, readings)
	instance := account.Server(t).Instance(t, k.typeName)
	require.Empty(t, instance.MustApply(t, config))
	account.ResetRequests()
	return account, instance
}

func (k kind) only(t *testing.T, account *acctest.Account) string {
	t.Helper()
	ids := account.Live(k.ledger)
	require.Len(t, ids, 1)
	return ids[0]
}

// sent are the roles that were sent with a method.
func (k kind) sent(account *acctest.Account, method, route string) []any {
	var out []any
	for _, request := range account.RequestsMatching(method, route) {
		if body, isObject := request.Body.(map[string]any); isObject {
			out = append(out, body[k.ledger])
		}
	}
	return out
}

func (k kind) fault(method, route string, status int, body string) sandbox.Fault {
	return sandbox.Fault{Method: method, Route: route, Status: status, Body: body, Count: sandbox.Always}
}

// idOf returns the id of a role.
func (k kind) idOf(t *testing.T, server *acctest.Server, name string) string {
	t.Helper()
	got, diags := server.Data(t, k.typeName, acctest.Object{"managed_customer_id": "209", "name": name})
	require.Empty(t, diags)
	return fmt.Sprint(got["id"])
}

func forbidden(route string) sandbox.Fault {
	return sandbox.Fault{Method: http.MethodGet, Route: route, Status: http.StatusForbidden, Body: `{"message":"Forbidden"}`, Count: sandbox.Always}
}
