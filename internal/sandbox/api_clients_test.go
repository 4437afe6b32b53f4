package sandbox_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// agents is a customer's paths to API clients and roles, and the id of a role.
func (c *client) agents(customer string) (clients, roles string, role any) {
	c.t.Helper()
	v2 := "/api/v2" + strings.TrimPrefix(customer, "/api")
	clients, roles = v2+"/developer_api_clients", v2+"/developer_api_client_roles"
	return clients, roles, items(c.t, inner(c.t, c.must(http.MethodGet, roles, nil), "result"), "items")[0]["id"]
}

func TestAPIClients(t *testing.T) {
	t.Parallel()
	c := start(t)
	customer := c.customer(nil)
	clients, _, role := c.agents(customer)
	require.Equal(t, http.StatusNotFound, c.call(http.MethodGet, customer+"/developer_api_clients", nil).status, "there is no v1")

	body := object{"name": "Agent", "api_privilege_group_id": role, "all_folders": true}
	for field, words := range map[string]string{
		"environment": `unexpected field \"environment\"`, "ip_allow_list": `unexpected field \"ip_allow_list\"`,
	} {
		c.call(http.MethodPost, clients, object{"name": "x", field: "DEV"}).refused(http.StatusBadRequest, words)
	}
	c.call(http.MethodPost, clients, object{"name": "x", "api_privilege_group_id": "1", "all_folders": true}).refused(http.StatusUnprocessableEntity, "must be an integer")
	c.call(http.MethodPost, clients, object{"name": "x", "api_privilege_group_id": 1, "all_folders": true}).refused(http.StatusUnprocessableEntity, "does not exist")
	c.call(http.MethodPost, clients, object{"name": "x"}).refused(http.StatusUnprocessableEntity, "can't be blank")
	c.call(http.MethodPost, clients, object{"name": "x", "api_privilege_group_id": role, "all_folders": false}).refused(http.StatusUnprocessableEntity, "folder_ids")
	c.call(http.MethodPost, clients, object{"name": "x", "api_privilege_group_id": role, "all_folders": false, "folder_ids": []any{1}}).refused(http.StatusUnprocessableEntity, "folder 1 does not exist")
	require.Empty(t, c.sb.LiveObjects(sandbox.KindAPIClient))

	made := inner(t, c.must(http.MethodPost, clients, body), "result")
	id := idText(made["id"])
	token := inner(t, made, "token")
	require.Equal(t, c.sb.APIClientToken(id), token["value"])
	require.Equal(t, "DEV", made["environment_name"])
	require.Equal(t, []any{}, made["folder_ids"])
	got := inner(t, c.must(http.MethodGet, clients+"/"+id, nil), "result")
	require.Equal(t, object{"updated_at": token["updated_at"]}, got["token"], "the value is shown once")
	list := inner(t, c.must(http.MethodGet, clients, nil), "result")
	require.InDelta(t, 1, list["count"], 0)
	require.Equal(t, []object{got}, items(t, list, "items"))

	changed := inner(t, c.must(http.MethodPut, clients+"/"+id, object{"name": "Robot"}), "result")
	require.Equal(t, "Robot", changed["name"])
	require.NotContains(t, inner(t, changed, "token"), "value")
	renewed := inner(t, inner(t, c.must(http.MethodPost, clients+"/"+id+"/regenerate", nil), "result"), "token")["value"]
	require.NotEqual(t, token["value"], renewed)
	require.Equal(t, c.sb.APIClientToken(id), renewed)
	c.call(http.MethodPost, clients+"/"+id+"/regenerate", object{"name": "x"}).refused(http.StatusBadRequest, "unexpected field")

	for _, request := range c.sb.Requests() {
		require.NotContains(t, idText(request.Body), renewed, "the ledger holds no token")
	}
	c.must(http.MethodDelete, clients+"/"+id, nil)
	c.call(http.MethodGet, clients+"/"+id, nil).refused(http.StatusNotFound, "Not found")
	require.Empty(t, c.sb.LiveObjects(sandbox.KindAPIClient))
}

// With Environments, a client is in one of them, and needs its name.
func TestAPIClients_environments(t *testing.T) {
	t.Parallel()
	for reading, want := range map[sandbox.APIClientEnvironment]any{
		sandbox.APIClientEnvironmentUpper: "TEST", sandbox.APIClientEnvironmentLong: "Test", sandbox.APIClientEnvironmentEcho: "test", sandbox.APIClientEnvironmentUnsaid: nil,
	} {
		c := startWith(t, sandbox.Readings{APIClientReadings: sandbox.APIClientReadings{APIClientEnvironment: reading}})
		customer := c.customer(object{"provision_environments": true})
		clients, _, role := c.agents(customer)
		body := object{"name": "Agent", "api_privilege_group_id": role, "all_folders": true}
		c.call(http.MethodPost, clients, body).refused(http.StatusUnprocessableEntity, "environment_name")
		body["environment_name"] = "Staging"
		c.call(http.MethodPost, clients, body).refused(http.StatusUnprocessableEntity, "is not an environment")
		body["environment_name"] = "test"
		made := inner(t, c.must(http.MethodPost, clients, body), "result")
		require.Equal(t, want, made["environment_name"])
		moved := inner(t, c.must(http.MethodPut, clients+"/"+idText(made["id"]), object{"environment_name": "Production"}), "result")
		require.NotEqual(t, made["environment_id"], moved["environment_id"])
		c.call(http.MethodPut, clients+"/"+idText(made["id"]), object{"name": "Robot"}).refused(http.StatusUnprocessableEntity, "environment_name")
	}
}

func TestAPIClients_readings(t *testing.T) {
	t.Parallel()
	c := startWith(t, sandbox.Readings{APIClientReadings: sandbox.APIClientReadings{
		APIClientEnvironmentKey: true, APIClientEnvironmentFixed: true, APIClientUpdateSaysDone: true, APIClientCreateWithoutToken: true, APIClientTokenAlone: true, APIClientRoleCopyWrapped: true,
	}})
	customer := c.customer(object{"provision_environments": true})
	clients, roles, role := c.agents(customer)
	made := inner(t, c.must(http.MethodPost, clients, object{"name": "Agent", "api_privilege_group_id": role, "all_folders": true, "environment": "dev"}), "result")
	require.Equal(t, "DEV", made["environment"])
	require.NotContains(t, made, "environment_name")
	require.NotContains(t, inner(t, made, "token"), "value")
	path := clients + "/" + idText(made["id"])
	require.Equal(t, object{"result": object{"success": true}}, c.must(http.MethodPut, path, object{"environment_name": "prod"}))
	require.Equal(t, "DEV", inner(t, c.must(http.MethodGet, path, nil), "result")["environment"])
	alone := inner(t, c.must(http.MethodPost, path+"/regenerate", nil), "result")
	require.Len(t, alone, 1)
	require.NotEmpty(t, inner(t, alone, "token")["value"])
	require.NotEmpty(t, inner(t, c.must(http.MethodPost, roles+"/"+idText(role)+"/copy", nil), "data")["id"])
}

func TestAPIClientRoles(t *testing.T) {
	t.Parallel()
	c := start(t)
	_, roles, role := c.agents(c.customer(nil))
	copied := c.must(http.MethodPost, roles+"/"+idText(role)+"/copy", nil)
	require.Equal(t, "Copy of Agent read only", copied["name"])
	c.call(http.MethodPost, roles+"/"+idText(role)+"/copy", object{"name": "x"}).refused(http.StatusBadRequest, "unexpected field")
	c.call(http.MethodPost, roles+"/1/copy", nil).refused(http.StatusNotFound, "Not found")
	require.Len(t, items(t, inner(t, c.must(http.MethodGet, roles, nil), "result"), "items"), 3)
	require.Len(t, c.sb.LiveObjects(sandbox.KindAPIClientRole), 1, "those that are there from the beginning are not listed")
	id := idText(copied["id"])
	require.Error(t, c.sb.SetObjectField(sandbox.KindAPIClientRole, id, "name", 7))
	require.NoError(t, c.sb.SetObjectField(sandbox.KindAPIClientRole, id, "name", "Deployment"))
	require.NoError(t, c.sb.DeleteObject(sandbox.KindAPIClientRole, id))
	require.Error(t, c.sb.DeleteObject(sandbox.KindAPIClientRole, id))
}

// What a person does in the console.
func TestAPIClients_console(t *testing.T) {
	t.Parallel()
	c := start(t)
	customer := c.customer(nil)
	clients, _, _ := c.agents(customer)
	number, err := strconv.Atoi(strings.TrimPrefix(customer, "/api/managed_users/"))
	require.NoError(t, err)
	added, err := c.sb.AddAPIClient(number, "Agent")
	require.NoError(t, err)
	id := strconv.Itoa(added)
	before := c.sb.APIClientToken(id)
	require.NoError(t, c.sb.RegenerateAPIClientToken(id))
	require.NotEqual(t, before, c.sb.APIClientToken(id))
	for key, value := range map[string]any{"name": "Robot", "all_folders": false, "folder_ids": []int{7}, "environment_name": "dev"} {
		require.NoError(t, c.sb.SetObjectField(sandbox.KindAPIClient, id, key, value), key)
	}
	got := inner(t, c.must(http.MethodGet, clients+"/"+id, nil), "result")
	require.Equal(t, "Robot", got["name"])
	require.Equal(t, []any{7.0}, got["folder_ids"])
	for key, value := range map[string]any{"api_privilege_group_id": "1", "environment_name": "x", "token": nil} {
		require.Error(t, c.sb.SetObjectField(sandbox.KindAPIClient, id, key, value), key)
	}
	c.must(http.MethodDelete, customer, nil)
	require.Empty(t, c.sb.LiveObjects(""), "all goes with the customer")
	require.Error(t, c.sb.RegenerateAPIClientToken(id))
	require.Empty(t, c.sb.APIClientToken(id))
}

func TestOAuthProfiles(t *testing.T) {
	t.Parallel()
	for _, strict := range []bool{false, true} {
		c := startWith(t, sandbox.Readings{APIClientReadings: sandbox.APIClientReadings{OAuthAssignedTwiceRefused: strict, OAuthNotAssignedMissing: strict}})
		customer := c.customer(nil)
		profile := customer + "/custom_oauth_profiles/" + strconv.Itoa(sandbox.SeedOAuthProfileID)
		done := object{"result": object{"success": true}}
		require.Equal(t, done, c.must(http.MethodPost, profile+"/assign", nil))
		require.Equal(t, map[bool]int{false: http.StatusOK, true: http.StatusUnprocessableEntity}[strict], c.call(http.MethodPost, profile+"/assign", nil).status)
		require.Len(t, c.sb.LiveObjects(sandbox.KindOAuthAssignment), 1)
		c.call(http.MethodPost, customer+"/custom_oauth_profiles/1/assign", nil).refused(http.StatusNotFound, "Not found")
		c.call(http.MethodPost, profile+"/assign", object{"force": true}).refused(http.StatusBadRequest, "unexpected field")

		number, err := strconv.Atoi(strings.TrimPrefix(customer, "/api/managed_users/"))
		require.NoError(t, err)
		require.NoError(t, c.sb.UseOAuthProfile(number, sandbox.SeedOAuthProfileID))
		require.Error(t, c.sb.UseOAuthProfile(number, sandbox.SeedOtherOAuthProfileID))
		c.call(http.MethodDelete, profile+"/unassign", nil).refused(http.StatusUnprocessableEntity, "is used")
		c.call(http.MethodDelete, profile+"/unassign?force=false", nil).refused(http.StatusUnprocessableEntity, "is used")
		c.call(http.MethodDelete, profile+"/unassign?force=yes", nil).refused(http.StatusBadRequest, "unexpected parameter")
		require.Equal(t, done, c.must(http.MethodDelete, profile+"/unassign?force=true", nil))
		require.Equal(t, map[bool]int{false: http.StatusUnprocessableEntity, true: http.StatusNotFound}[strict], c.call(http.MethodDelete, profile+"/unassign", nil).status)
	}
}
