package sandbox_test

import (
	"fmt"
	"maps"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// newConnection makes a connection and returns its path and its object.
func (c *client) newConnection(environment string, more object) (string, object) {
	c.t.Helper()
	body := object{"name": "Issues", "provider": "jira"}
	maps.Copy(body, more)
	got := c.must(http.MethodPost, environment+"/connections", body)
	return environment + "/connections/" + idText(got["id"]), got
}

func TestConnections(t *testing.T) {
	t.Parallel()
	c := start(t)
	customer := c.customer(nil)
	folder := c.must(http.MethodPost, customer+"/folders", object{"name": "Sales"})["id"]

	path, got := c.newConnection(customer, object{"folder_id": folder, "input": object{"host": "h", "deep": object{"apitoken": "fake-secret"}}})
	require.ElementsMatch(t, []string{
		"id", "name", "provider", "authorized_at", "authorization_status", "authorization_error", "created_at", "updated_at", "external_id", "folder_id", "parent_id",
	}, keys(got))
	require.Equal(t, "success", got["authorization_status"])
	_, shell := c.newConnection(customer, object{"shell_connection": true, "input": object{"host": "wrong"}})
	require.Nil(t, shell["authorization_status"])
	require.NotEqual(t, folder, shell["folder_id"], "the home folder")
	_, oauth := c.newConnection(customer, object{"provider": "salesforce", "input": object{"x": "wrong"}})
	require.Nil(t, oauth["authorization_status"], "a person has to authorise it")
	_, tokens := c.newConnection(customer, object{"provider": "salesforce", "oauth_token_pair": object{"access_token": "a", "refresh_token": "b"}})
	require.Equal(t, "success", tokens["authorization_status"])

	rows := items(t, c.must(http.MethodGet, customer+"/connections", nil), "result")
	require.Len(t, rows, 4)
	require.Contains(t, keys(rows[0]), "identity")
	require.NotContains(t, keys(rows[0]), "tags")
	require.NotContains(t, c.call(http.MethodGet, customer+"/connections", nil).raw, "fake-secret", "credentials are never returned")
	require.Equal(t, []any{}, items(t, c.must(http.MethodGet, customer+"/connections?includes[]=tags", nil), "result")[0]["tags"])
	for _, request := range c.sb.Requests() {
		require.NotContains(t, fmt.Sprint(request.Body), "fake-secret", "nor kept in the ledger")
	}

	got = c.must(http.MethodPut, path, object{"name": "Tickets", "external_id": "u-1", "parent_id": shell["id"]})
	require.Equal(t, "Tickets", got["name"])
	require.Equal(t, "success", got["authorization_status"], "what is not sent stays")
	got = c.must(http.MethodPut, path, object{"external_id": nil, "parent_id": nil, "folder_id": shell["folder_id"]})
	require.Nil(t, got["external_id"])
	require.Nil(t, got["parent_id"])

	c.must(http.MethodPost, path+"/disconnect", object{})
	c.must(http.MethodPost, path+"/disconnect", object{"force": "true"})
	input, _, err := c.sb.StoredCredentials(idText(got["id"]))
	require.NoError(t, err)
	require.Nil(t, input)
	c.must(http.MethodDelete, path, nil)
	c.call(http.MethodDelete, path, nil).refused(http.StatusNotFound, "Not found")
	c.call(http.MethodGet, path, nil).refused(http.StatusNotFound, "Not found") // No endpoint reads one.
}

func TestConnections_filters(t *testing.T) {
	t.Parallel()
	c := start(t)
	customer := c.customer(object{"provision_environments": true})
	folder := c.must(http.MethodPost, customer+"/folders", object{"name": "Sales"})["id"]
	_, parent := c.newConnection(customer, object{"name": "Parent", "folder_id": folder})
	c.newConnection(customer, object{"name": "Other", "provider": "sap"})
	c.newConnection(customer, object{"name": "User", "parent_id": parent["id"], "external_id": "u-1"})
	for query, want := range map[string][]string{
		"":                                  {"Parent", "Other"},
		"?include_runtime_connections=true": {"Parent", "Other", "User"},
		"?provider=sap":                     {"Other"},
		"?folder_id=" + idText(folder):      {"Parent"},
		"?external_id=u-1&include_runtime_connections=true":                         {"User"},
		"?parent_id=" + idText(parent["id"]) + "&include_runtime_connections=true":  {"User"},
		"?parent_id=" + idText(parent["id"]) + "&include_runtime_connections=false": {},
		"?folder_id=1":        {},
		"?page=2&per_page=1":  {"Other"},
		"?page=9&per_page=10": {},
	} {
		require.Equal(t, want, names(items(t, c.must(http.MethodGet, customer+"/connections"+query, nil), "result")), query)
	}
	require.Empty(t, items(t, c.must(http.MethodGet, c.environments(customer)["test"]+"/connections", nil), "result"), "an environment has its own")

	c.sb.SetReadings(sandbox.Readings{ConnectionReadings: sandbox.ConnectionReadings{
		ConnectionFiltersIgnored: true, ConnectionFolderMissing: true, ConnectionListWhole: true, ConnectionApplicationKey: true,
	}})
	c.call(http.MethodGet, customer+"/connections?folder_id=1", nil).refused(http.StatusNotFound, "Not found")
	rows := items(t, c.must(http.MethodGet, customer+"/connections?provider=sap&page=2&per_page=1", nil), "result")
	require.Len(t, rows, 3)
	require.Equal(t, "Jira", rows[0]["application"])
	require.NotContains(t, rows[0], "provider")
}

func TestConnections_strict(t *testing.T) {
	t.Parallel()
	c := start(t)
	customer := c.customer(nil)
	path, sap := c.newConnection(customer, object{"provider": "sap"})
	for name, test := range map[string]struct {
		method, path string
		body         object
		status       int
		words        string
	}{
		"no name":           {http.MethodPost, customer + "/connections", object{"provider": "jira"}, http.StatusUnprocessableEntity, "can't be blank"},
		"no provider":       {http.MethodPost, customer + "/connections", object{"name": "A"}, http.StatusUnprocessableEntity, "provider"},
		"unknown field":     {http.MethodPost, customer + "/connections", object{"name": "A", "provider": "jira", "description": "x"}, http.StatusBadRequest, "description"},
		"input as text":     {http.MethodPost, customer + "/connections", object{"name": "A", "provider": "jira", "input": "{}"}, http.StatusUnprocessableEntity, "must be an object"},
		"flag as text":      {http.MethodPost, customer + "/connections", object{"name": "A", "provider": "jira", "shell_connection": "true"}, http.StatusUnprocessableEntity, "must be a boolean"},
		"no such folder":    {http.MethodPost, customer + "/connections", object{"name": "A", "provider": "jira", "folder_id": 1}, http.StatusUnprocessableEntity, "folder_id"},
		"parent to another": {http.MethodPost, customer + "/connections", object{"name": "A", "provider": "jira", "parent_id": sap["id"]}, http.StatusUnprocessableEntity, "parent_id"},
		"wrong tokens":      {http.MethodPost, customer + "/connections", object{"name": "A", "provider": "jira", "oauth_token_pair": object{"token": "x"}}, http.StatusBadRequest, "token"},
		"credentials fail":  {http.MethodPost, customer + "/connections", object{"name": "A", "provider": "jira", "input": object{"a": "wrong"}}, http.StatusUnprocessableEntity, "did not accept"},
		"update, provider":  {http.MethodPut, path, object{"provider": "jira"}, http.StatusBadRequest, "provider"},
		"update, shell":     {http.MethodPut, path, object{"shell_connection": true}, http.StatusBadRequest, "shell_connection"},
		"update, blank":     {http.MethodPut, path, object{"name": ""}, http.StatusUnprocessableEntity, "can't be blank"},
		"update, fail":      {http.MethodPut, path, object{"name": "B", "input": object{"a": []any{"wrong"}}}, http.StatusUnprocessableEntity, "did not accept"},
		"own parent":        {http.MethodPut, path, object{"parent_id": sap["id"]}, http.StatusUnprocessableEntity, "parent_id"},
		"force as flag":     {http.MethodPost, path + "/disconnect", object{"force": true}, http.StatusUnprocessableEntity, "must be a string"},
		"no body":           {http.MethodPost, path + "/disconnect", nil, http.StatusBadRequest, "body is empty"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var body any
			if test.body != nil {
				body = test.body
			}
			c.call(test.method, test.path, body).refused(test.status, test.words)
			require.Len(t, c.sb.Objects(sandbox.KindConnection), 1)
		})
	}
}

func TestConnections_readings(t *testing.T) {
	t.Parallel()
	with := func(readings sandbox.ConnectionReadings) *client {
		return startWith(t, sandbox.Readings{ConnectionReadings: readings})
	}
	wrong := object{"name": "A", "provider": "jira", "input": object{"apitoken": "wrong-one"}}

	c := with(sandbox.ConnectionReadings{ConnectionTest: sandbox.ConnectionTestKeepsEcho})
	got := c.must(http.MethodPost, c.customer(nil)+"/connections", wrong)
	require.Equal(t, "failed", got["authorization_status"])
	require.Contains(t, got["authorization_error"], "wrong-one")

	c = with(sandbox.ConnectionReadings{ConnectionTest: sandbox.ConnectionTestEchoes})
	c.call(http.MethodPost, c.customer(nil)+"/connections", wrong).refused(http.StatusUnprocessableEntity, "wrong-one")
	require.Empty(t, c.sb.Objects(sandbox.KindConnection))

	for reading, tested := range map[sandbox.ConnectionUpdateShell]bool{sandbox.ConnectionUpdateShellIgnored: false, sandbox.ConnectionUpdateShellTests: true} {
		c = with(sandbox.ConnectionReadings{ConnectionUpdateShell: reading, ConnectionTest: sandbox.ConnectionTestKeeps})
		path, _ := c.newConnection(c.customer(nil), object{"shell_connection": true})
		require.Nil(t, c.must(http.MethodPut, path, object{"shell_connection": true, "input": object{"a": "wrong"}})["authorization_status"])
		require.Equal(t, tested, c.must(http.MethodPut, path, object{"input": object{"a": "wrong"}})["authorization_status"] == "failed")
	}

	c = with(sandbox.ConnectionReadings{ConnectionNullIgnored: true, ConnectionDeleteConnected: true})
	path, got := c.newConnection(c.customer(nil), object{"external_id": "u-1", "input": object{}})
	require.Equal(t, "u-1", c.must(http.MethodPut, path, object{"external_id": nil})["external_id"])
	c.call(http.MethodDelete, path, nil).refused(http.StatusBadRequest, "must be disconnected first")
	require.NoError(t, c.sb.UseConnection(idText(got["id"]), true))
	c.call(http.MethodPost, path+"/disconnect", object{}).refused(http.StatusBadRequest, "active recipes")
	c.call(http.MethodDelete, path, nil).refused(http.StatusBadRequest, "active recipes")
	require.NoError(t, c.sb.UseConnection(idText(got["id"]), false))
	c.must(http.MethodPost, path+"/disconnect", object{})
	c.must(http.MethodDelete, path, nil)

	c = with(sandbox.ConnectionReadings{ConnectionReplyShort: true})
	require.Equal(t, []string{"result"}, keys(c.must(http.MethodPost, c.customer(nil)+"/connections", object{"name": "A", "provider": "jira"})))

	var readings sandbox.Readings
	require.NoError(t, readings.Set("connection_test", "echoes"))
	require.NoError(t, readings.Set("connection_update_shell", "tests"))
	require.Equal(t, sandbox.ConnectionTestEchoes, readings.ConnectionTest)
	require.Equal(t, sandbox.ConnectionUpdateShellTests, readings.ConnectionUpdateShell)
	require.Error(t, readings.Set("connection_test", "maybe"))
}

func TestConnections_console(t *testing.T) {
	t.Parallel()
	c := start(t)
	customer := c.customer(nil)
	id, err := c.sb.AddConnection(209, "Issues", "jira")
	require.NoError(t, err)
	text := idText(id)
	row := func() object { return items(t, c.must(http.MethodGet, customer+"/connections", nil), "result")[0] }
	require.Nil(t, row()["authorization_status"])
	require.NoError(t, c.sb.AuthorizeConnection(text, "ada"))
	require.Equal(t, "ada", row()["identity"])
	require.NoError(t, c.sb.LoseConnection(text, "revoked"))
	require.Equal(t, "exception", row()["authorization_status"])
	require.Equal(t, "revoked", row()["connection_lost_reason"])
	for key, value := range map[string]any{"name": "B", "description": "x", "external_id": "u"} {
		require.NoError(t, c.sb.SetObjectField(sandbox.KindConnection, text, key, value))
		require.Equal(t, value, row()[key])
	}
	for key, value := range map[string]any{"name": nil, "folder_id": "1", "provider": "sap", "id": 1} {
		require.Error(t, c.sb.SetObjectField(sandbox.KindConnection, text, key, value), key)
	}
	require.Error(t, c.sb.AuthorizeConnection("1", "ada"))
	_, err = c.sb.AddConnection(1, "A", "jira")
	require.Error(t, err)

	// A connection goes with its folder, and with its customer.
	folder := c.must(http.MethodPost, customer+"/folders", object{"name": "Sales"})
	c.newConnection(customer, object{"folder_id": folder["id"]})
	require.NoError(t, c.sb.DeleteObject(sandbox.KindProject, idText(items(t, c.must(http.MethodGet, customer+"/projects", nil), "result")[0]["id"])))
	require.Len(t, c.sb.LiveObjects(sandbox.KindConnection), 1)
	require.NoError(t, c.sb.DeleteCustomer(209))
	require.Empty(t, c.sb.LiveObjects(sandbox.KindConnection))
}
