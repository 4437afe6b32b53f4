package project_test

import (
	"fmt"
	"maps"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

const (
	connectionType  = "workato_connection"
	connectionsType = "workato_connections"

	connections     = "/api/managed_users/{id}/connections"
	connection      = "/api/managed_users/{id}/connections/{id}"
	disconnectRoute = "/api/managed_users/{id}/connections/{id}/disconnect"

	// connectionID is that of the first connection of an account.
	connectionID = "36001"
	// canary is a credential that may be seen by nobody but the service.
	canary = "fake-canary \"7f\"\nnot-a-secret"
)

// jira is a connection with the least that it needs, and what else is given.
func jira(more acctest.Object) acctest.Object {
	out := acctest.Object{"environment_id": "209", "application": "jira", "name": "Issues"}
	maps.Copy(out, more)
	return out
}

// withInput is one with credentials of a version.
func withInput(version int, password string, more acctest.Object) acctest.Object {
	out := jira(acctest.Object{"input_wo_version": version, "input_wo": acctest.Object{"host": "acme.example", "login": acctest.Object{"user": "ops", "apitoken": password}}})
	maps.Copy(out, more)
	return out
}

// atlas is an account with a customer, 209, and the folder of a project, 4502.
func atlas(t *testing.T, readings sandbox.ConnectionReadings) *acctest.Account {
	t.Helper()
	account := acctest.NewAccount(t, sandbox.WithReadings(sandbox.Readings{ConnectionReadings: readings}))
	addProject(t, account, account.AddCustomer("Acme"), "Onboarding")
	account.ResetRequests()
	return account
}

// connected is a connection that the provider has made.
func connected(t *testing.T, account *acctest.Account, config acctest.Object) *acctest.Instance {
	t.Helper()
	made := account.Server(t).Instance(t, connectionType)
	require.Empty(t, made.MustApply(t, config))
	account.ResetRequests()
	return made
}

// bodies are those of the requests of a method to a route.
func bodies(account *acctest.Account, method, route string) []any {
	out := []any{}
	for _, request := range account.RequestsMatching(method, route) {
		out = append(out, request.Body)
	}
	return out
}

// The least that a connection needs: it is a shell, in effect, and nothing is called
// but a look, the creation, and the end.
func TestConnection_basic(t *testing.T) {
	t.Parallel()
	account := atlas(t, sandbox.ConnectionReadings{})
	made := account.Server(t).Instance(t, connectionType)
	plan, diags := made.Plan(t, jira(nil))
	require.Empty(t, diags)
	require.Equal(t, acctest.Unknown, plan.Attributes["authorization_status"])
	require.Equal(t, acctest.Unknown, plan.Attributes["folder_id"], "the service chooses")
	require.Empty(t, made.Carry(t, plan))
	require.Equal(t, acctest.Object{
		"id": connectionID, "environment_id": "209", "application": "jira", "name": "Issues", "folder_id": "4501", "parent_id": nil, "external_id": nil,
		"shell_connection": false, "input_wo": nil, "input_wo_version": nil, "oauth_token_pair_wo": nil, "oauth_token_pair_wo_version": nil,
		"authorization_status": nil, "on_destroy": "delete",
	}, made.Attributes)
	require.Equal(t, acctest.Object{"environment_id": "209", "id": connectionID}, made.Identity)
	require.Equal(t, []any{map[string]any{"name": "Issues", "provider": "jira"}}, bodies(account, http.MethodPost, connections))
	require.Len(t, account.Requests(), 2)

	made.MustStay(t, jira(nil))
	account.ResetRequests()
	require.Empty(t, made.Apply(t, nil))
	require.Len(t, account.Requests(), 1)
	require.Empty(t, account.Live(sandbox.KindConnection))
}

// Everything that can be set is set, arrives as it was written, and nothing is left
// to plan.
func TestConnection_full(t *testing.T) {
	t.Parallel()
	account := atlas(t, sandbox.ConnectionReadings{})
	parent := connected(t, account, jira(acctest.Object{"name": "Parent"}))
	config := withInput(3, canary, acctest.Object{
		"folder_id": "4502", "parent_id": parent.Value(t, "id"), "external_id": "user:1/ä", "shell_connection": false, "on_destroy": "disconnect",
		"oauth_token_pair_wo": acctest.Object{"access_token": "fake-access", "refresh_token": "fake-refresh"}, "oauth_token_pair_wo_version": 1,
		"input_wo": acctest.Object{
			"host": "acme.example", "port": 8443, "ratio": 0.25, "verify": true, "empty": nil, "list": []any{"a", 7, acctest.Object{"b": canary}}, "none": acctest.Object{},
		},
	})
	made := connected(t, account, config)
	require.Equal(t, "success", made.Value(t, "authorization_status"))
	for _, attribute := range []string{"folder_id", "parent_id", "external_id", "shell_connection", "on_destroy"} {
		require.Equal(t, config[attribute], made.Value(t, attribute), attribute)
	}
	made.MustStay(t, config)

	input, tokens, err := account.StoredCredentials("36002")
	require.NoError(t, err)
	require.Equal(t, map[string]any{"access_token": "fake-access", "refresh_token": "fake-refresh"}, tokens)
	require.Equal(t, "map[empty:<nil> host:acme.example list:[a 7 map[b:"+canary+"]] none:map[] port:8443 ratio:0.25 verify:true]", fmt.Sprint(input))
}

// Each attribute is set, changed and cleared in place, and an update sends what
// changed and nothing else.
func TestConnection_update(t *testing.T) {
	t.Parallel()
	account := atlas(t, sandbox.ConnectionReadings{})
	parents := []any{}
	for _, name := range []string{"First", "Second"} {
		parents = append(parents, connected(t, account, jira(acctest.Object{"name": name})).Value(t, "id"))
	}
	made := connected(t, account, jira(nil))
	config := jira(nil)
	for _, step := range []struct {
		change acctest.Object
		sends  map[string]any
	}{
		{acctest.Object{"name": "Tickets"}, map[string]any{"name": "Tickets"}},
		{acctest.Object{"folder_id": "4502"}, map[string]any{"folder_id": 4502}},
		{acctest.Object{"folder_id": "4501"}, map[string]any{"folder_id": 4501}},
		{acctest.Object{"folder_id": nil}, nil}, // It stays where it is.
		{acctest.Object{"parent_id": parents[0]}, map[string]any{"parent_id": 36001}},
		{acctest.Object{"external_id": "u-1"}, map[string]any{"external_id": "u-1"}},
		{acctest.Object{"parent_id": parents[1], "external_id": "u-2"}, map[string]any{"parent_id": 36002, "external_id": "u-2"}},
		{acctest.Object{"parent_id": nil}, map[string]any{"parent_id": nil}},
		{acctest.Object{"external_id": nil}, map[string]any{"external_id": nil}},
		{acctest.Object{"input_wo": acctest.Object{"host": "a"}, "input_wo_version": 1}, map[string]any{"input": "(masked)"}},
		{acctest.Object{"input_wo": acctest.Object{"host": "b"}}, nil}, // The version is the same.
		{acctest.Object{"input_wo_version": 2, "name": "Issues"}, map[string]any{"input": "(masked)", "name": "Issues"}},
		{acctest.Object{"oauth_token_pair_wo": acctest.Object{"access_token": "a"}, "oauth_token_pair_wo_version": 7}, map[string]any{"oauth_token_pair": "(masked)"}},
		{acctest.Object{"input_wo": nil, "input_wo_version": nil}, nil},
		{acctest.Object{"oauth_token_pair_wo": nil, "oauth_token_pair_wo_version": nil}, nil},
		{acctest.Object{"on_destroy": "abandon"}, nil},
		{acctest.Object{"on_destroy": nil}, nil},
		{acctest.Object{"application": "Jira"}, nil}, // Another spelling of the same.
	} {
		account.ResetRequests()
		maps.Copy(config, step.change)
		diags := made.MustApply(t, config)
		sent := bodies(account, http.MethodPut, connection)
		if step.sends == nil {
			require.Empty(t, account.Requests(), "%v", step.change)
		} else {
			require.Equal(t, fmt.Sprint([]any{step.sends}), fmt.Sprint(sent), "%v", step.change)
			require.Len(t, account.Requests(), 1)
			require.Empty(t, diags)
		}
		require.Equal(t, "36003", made.Value(t, "id"))
		made.MustStay(t, config)
	}
	input, tokens, err := account.StoredCredentials("36003")
	require.NoError(t, err)
	require.Equal(t, map[string]any{"host": "b"}, input, "what is no longer declared stays")
	require.Equal(t, map[string]any{"access_token": "a"}, tokens)
}

// What was changed in the console is shown, and put back in place; what the service
// reports, or the console alone has, is no change.
func TestConnection_drift(t *testing.T) {
	t.Parallel()
	account := atlas(t, sandbox.ConnectionReadings{})
	parent := connected(t, account, jira(acctest.Object{"name": "Parent"}))
	config := jira(acctest.Object{"folder_id": "4502", "parent_id": parent.Value(t, "id"), "external_id": "u-1"})
	made := connected(t, account, config)
	for attribute, value := range map[string]any{"name": "Renamed", "folder_id": "4501", "parent_id": nil, "external_id": "u-2"} {
		require.NoError(t, account.SetObjectField(sandbox.KindConnection, "36002", attribute, value))
		made.Refresh(t)
		require.Equal(t, value, made.Value(t, attribute))
		require.Empty(t, made.MustApply(t, config))
		require.Equal(t, "36002", made.Value(t, "id"))
		made.MustStay(t, config)
	}
	require.NoError(t, account.SetObjectField(sandbox.KindConnection, "36002", "external_id", nil))
	made.Refresh(t)
	require.Nil(t, made.Value(t, "external_id"))
	require.Empty(t, made.MustApply(t, config))

	require.NoError(t, account.SetObjectField(sandbox.KindConnection, "36002", "description", "By hand"))
	require.NoError(t, account.AuthorizeConnection("36002", "ops@acme.example"))
	made.Refresh(t)
	require.Equal(t, "success", made.Value(t, "authorization_status"))
	made.MustStay(t, config)
	require.NoError(t, account.LoseConnection("36002", "the token was revoked"))
	made.Refresh(t)
	require.Equal(t, "exception", made.Value(t, "authorization_status"))
	made.MustStay(t, config)
}

// What the API takes at creation only replaces, and the plan says what that costs.
func TestConnection_replace(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		before, change acctest.Object
		replaces       []string
		words          string
	}{
		"application":          {nil, acctest.Object{"application": "salesforce"}, []string{"application"}, "The API takes application at creation only"},
		"unknown application":  {nil, acctest.Object{"application": acctest.Unknown}, []string{"application"}, "This one is deleted, with its credentials"},
		"environment":          {nil, acctest.Object{"environment_id": "210"}, []string{"environment_id"}, "somebody has to do that again"},
		"a shell":              {nil, acctest.Object{"shell_connection": true}, []string{"shell_connection"}, "point them to the new one"},
		"a shell no longer":    {acctest.Object{"shell_connection": true}, acctest.Object{"shell_connection": false}, []string{"shell_connection"}, "The API takes shell_connection at creation only"},
		"two of them":          {nil, acctest.Object{"application": "sap", "shell_connection": true}, []string{"application", "shell_connection"}, "The API takes application, shell_connection"},
		"abandoned":            {acctest.Object{"on_destroy": "abandon"}, acctest.Object{"application": "sap"}, []string{"application"}, "left behind as it is"},
		"disconnected":         {acctest.Object{"on_destroy": "disconnect"}, acctest.Object{"shell_connection": true, "name": "New"}, []string{"shell_connection"}, "is disconnected, which drops its credentials"},
		"no longer declared":   {acctest.Object{"shell_connection": true}, acctest.Object{"shell_connection": nil}, nil, ""},
		"another spelling":     {nil, acctest.Object{"application": "JIRA"}, nil, ""},
		"everything else":      {nil, acctest.Object{"name": "B", "folder_id": "4502", "external_id": "u", "on_destroy": "abandon"}, nil, ""},
		"declared as it was":   {nil, acctest.Object{"shell_connection": false}, nil, ""},
		"unknown, may be same": {nil, acctest.Object{"shell_connection": acctest.Unknown}, []string{"shell_connection"}, "credentials"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := atlas(t, sandbox.ConnectionReadings{})
			config := jira(test.before)
			made := connected(t, account, config)
			maps.Copy(config, test.change)
			plan, diags := made.Plan(t, config)
			require.ElementsMatch(t, test.replaces, unique(plan.Replaces))
			if test.words == "" {
				require.Empty(t, diags)
				return
			}
			require.Equal(t, []string{"workato_connection 36001 will be replaced and its credentials lost"}, diags.Summaries())
			require.Contains(t, diags[0].Detail, test.words)
			require.Empty(t, account.Requests())
		})
	}
}

// unique drops what is said twice.
func unique(list []string) []string {
	seen := map[string]bool{}
	for _, item := range list {
		seen[item] = true
	}
	out := []string{}
	for item := range seen {
		out = append(out, item)
	}
	return out
}

// A replacement that would leave its predecessor behind under the same key is refused
// before anything is touched.
func TestConnection_replaceRefused(t *testing.T) {
	t.Parallel()
	for _, end := range []string{"disconnect", "abandon"} {
		account := atlas(t, sandbox.ConnectionReadings{})
		config := jira(acctest.Object{"on_destroy": end, "external_id": "u-1"})
		made := connected(t, account, config)
		config["shell_connection"] = true
		_, diags := made.Plan(t, config)
		require.Equal(t, []string{"Connection cannot be replaced"}, diags.Summaries())
		require.Equal(t, []string{"shell_connection"}, diags.Errors().Paths())
		require.Contains(t, diags[0].Detail, `which has the same external_id "u-1" and the application jira, could not be told from it`)
		require.Contains(t, diags[0].Detail, `set on_destroy = "delete" and apply that first`)
		require.Empty(t, account.Requests())
	}
}

// Credentials that are no longer declared stay, and the plan says so.
func TestConnection_credentialsStay(t *testing.T) {
	t.Parallel()
	account := atlas(t, sandbox.ConnectionReadings{})
	tokens := acctest.Object{"oauth_token_pair_wo": acctest.Object{"access_token": "a"}, "oauth_token_pair_wo_version": 1}
	made := connected(t, account, withInput(1, canary, tokens))
	_, diags := made.Plan(t, jira(nil))
	require.Equal(t, []string{"workato_connection 36001 keeps what input_wo was", "workato_connection 36001 keeps what oauth_token_pair_wo was"}, diags.Summaries())
	require.Equal(t, []string{"input_wo_version", "oauth_token_pair_wo_version"}, diags.Paths())
	require.Contains(t, diags[0].Detail, "disconnect the connection in the console")
}

// The life of a shell: stored without a test, authorised by a person, and left to
// them.
func TestConnection_shell(t *testing.T) {
	t.Parallel()
	account := atlas(t, sandbox.ConnectionReadings{})
	config := withInput(1, "wrong", acctest.Object{"application": "salesforce", "shell_connection": true, "folder_id": "4502"})
	made := connected(t, account, config)
	require.Nil(t, made.Value(t, "authorization_status"))
	require.NoError(t, account.AuthorizeConnection(connectionID, "ops@acme.example"))
	made.Refresh(t)
	require.Equal(t, "success", made.Value(t, "authorization_status"))
	made.MustStay(t, config)
	require.Empty(t, account.Writes())

	plan, diags := made.Plan(t, withInput(2, "wrong", config))
	require.Empty(t, diags)
	require.Equal(t, "success", plan.Attributes["authorization_status"], "the version is that of config")
	config["input_wo_version"] = 2
	plan, _ = made.Plan(t, config)
	require.Equal(t, acctest.Unknown, plan.Attributes["authorization_status"])
	require.Empty(t, made.MustApply(t, config))
	require.Nil(t, made.Value(t, "authorization_status"))
}

// A connection that is listed late is found in time after a lost answer, and once.
func TestConnection_createCommitsLate(t *testing.T) {
	t.Parallel()
	account := atlas(t, sandbox.ConnectionReadings{})
	account.InjectFault(sandbox.Fault{
		Method: http.MethodPost, Route: connections, When: sandbox.CommitLater, Delay: 50 * time.Millisecond, Status: http.StatusGatewayTimeout,
	})
	made := account.ServerThatSettles(t, time.Minute).Instance(t, connectionType)
	require.Equal(t, []string{"workato_connection 36001 was created although the answer was lost"}, made.MustApply(t, jira(nil)).Summaries())
	require.Len(t, account.RequestsMatching(http.MethodPost, connections), 1)
	require.Equal(t, "4501", made.Value(t, "folder_id"))
}
