package apiclient_test

import (
	"fmt"
	"maps"
	"net/http"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

const (
	clientType  = "workato_api_client"
	clientsType = "workato_api_clients"
	roleType    = "workato_api_client_role"
	rolesType   = "workato_api_client_roles"

	clientsRoute    = "/api/v2/managed_users/{id}/developer_api_clients"
	clientRoute     = clientsRoute + "/{id}"
	regenerateRoute = clientRoute + "/regenerate"
	rolesRoute      = "/api/v2/managed_users/{id}/developer_api_client_roles"
	copyRoute       = rolesRoute + "/{id}/copy"
)

// house is an account with one customer, who has Environments.
type house struct {
	*acctest.Account
	customer string
	number   int
	// role and other are roles of API clients.
	role, other string
}

func newHouse(t *testing.T, options ...sandbox.Option) house {
	t.Helper()
	account := acctest.NewAccount(t, options...)
	number := account.AddCustomer("Acme")
	require.NoError(t, account.ProvisionInConsole(number))
	h := house{Account: account, number: number, customer: strconv.Itoa(number)}
	h.role, h.other = h.roleNamed(t, "Agent write"), h.roleNamed(t, "Agent read only")
	account.ResetRequests()
	return h
}

// with is newHouse with readings of API clients.
func with(t *testing.T, readings sandbox.APIClientReadings) house {
	t.Helper()
	return newHouse(t, sandbox.WithReadings(sandbox.Readings{APIClientReadings: readings}))
}

func (h house) roleNamed(t *testing.T, name string) string {
	t.Helper()
	got, diags := h.Server(t).Data(t, roleType, acctest.Object{"managed_customer_id": h.customer, "name": name})
	require.Empty(t, diags)
	return fmt.Sprint(got["id"])
}

// folder makes a project in an environment and returns its folder.
func (h house) folder(t *testing.T, environment int, name string) string {
	t.Helper()
	folder, _ := h.API(t, http.MethodPost, fmt.Sprintf("/api/managed_users/%d/folders", environment), map[string]any{"name": name}).(map[string]any)
	return fmt.Sprint(folder["id"])
}

// config is a client with access to all of DEV, changed by more.
func (h house) config(more acctest.Object) acctest.Object {
	out := acctest.Object{
		"managed_customer_id": h.customer, "name": "Agent", "api_privilege_group_id": h.role, "all_folders": true, "environment_name": "dev",
	}
	maps.Copy(out, more)
	return out
}

func (h house) agent(t *testing.T) *acctest.Instance {
	t.Helper()
	return h.Server(t).Instance(t, clientType)
}

// made is a client that has been applied.
func (h house) made(t *testing.T, more acctest.Object) *acctest.Instance {
	t.Helper()
	agent := h.agent(t)
	agent.MustApply(t, h.config(more))
	h.ResetRequests()
	return agent
}

// works is the token that the one client has at the service.
func (h house) works(t *testing.T) string {
	t.Helper()
	ids := h.Live(sandbox.KindAPIClient)
	require.Len(t, ids, 1)
	return h.APIClientToken(ids[0])
}
