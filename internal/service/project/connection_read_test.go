package project_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// By any spelling of the environment, and by identity: nothing is planned, with the
// credentials declared as little as without; declaring them sends them, in place.
func TestConnection_import(t *testing.T) {
	t.Parallel()
	account := atlas(t, sandbox.ConnectionReadings{})
	require.NoError(t, account.SetCustomerField(209, "external_id", strange))
	id, err := account.AddConnection(209, "Issues", "jira")
	require.NoError(t, err)
	require.NoError(t, account.AuthorizeConnection(fmt.Sprint(id), "ops@acme.example"))
	server := account.Server(t)
	want := acctest.Object{
		"id": connectionID, "environment_id": "209", "application": "jira", "name": "Issues", "folder_id": "4501", "parent_id": nil, "external_id": nil,
		"shell_connection": nil, "input_wo": nil, "input_wo_version": nil, "oauth_token_pair_wo": nil, "oauth_token_pair_wo_version": nil,
		"authorization_status": "success", "on_destroy": "delete",
	}
	for _, importID := range []string{"209/36001", "E" + url.PathEscape(strange) + "/36001"} {
		made := server.Instance(t, connectionType)
		require.Empty(t, made.Import(t, importID))
		require.Equal(t, want, made.Attributes)
		require.Equal(t, acctest.Object{"environment_id": "209", "id": connectionID}, made.Identity)
		made.MustStay(t, jira(nil))
		require.Equal(t, want, made.Attributes)
	}
	state, diags := server.ImportIdentity(t, connectionType, acctest.Object{"environment_id": "209", "id": connectionID})
	require.Empty(t, diags)
	require.Equal(t, want, state.Attributes)

	made := server.Instance(t, connectionType)
	require.Empty(t, made.Import(t, "209/36001"))
	account.ResetRequests()
	for _, shell := range []any{true, nil} {
		require.Empty(t, made.MustApply(t, jira(acctest.Object{"shell_connection": shell})), "it is written down")
		require.Equal(t, true, made.Value(t, "shell_connection"), "what is known stays known")
	}
	require.Empty(t, account.Requests())
	require.Empty(t, made.MustApply(t, withInput(1, canary, nil)))
	require.Equal(t, []any{map[string]any{"input": "(masked)"}}, bodies(account, http.MethodPut, connection))
	made.MustStay(t, withInput(1, canary, nil))
}

func TestConnection_importWrong(t *testing.T) {
	t.Parallel()
	account := atlas(t, sandbox.ConnectionReadings{})
	server := account.Server(t)
	const format = `Expected <environment_id>/<connection_id>, for example "209/36001"`
	for name, test := range map[string]struct{ id, summary, reason string }{
		"no slash":            {"36001", "Invalid import id of workato_connection", format},
		"three parts":         {"209/36001/x", "Invalid import id of workato_connection", format},
		"no environment":      {"/36001", "Invalid import id of workato_connection", "its part environment_id is empty"},
		"no connection":       {"209/", "Invalid import id of workato_connection", "its part connection_id is empty"},
		"not encoded":         {"E100%/36001", "Invalid import id of workato_connection", "not percent-encoded"},
		"no such connection":  {"209/1", "Cannot import workato_connection", "The environment 209 has no connection 1"},
		"no such environment": {"999/36001", "Cannot import workato_connection", format},
		"no such external id": {"Enone/36001", "Cannot import workato_connection", "Not found"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, diags := server.Import(t, connectionType, test.id)
			require.Equal(t, []string{test.summary}, diags.Errors().Summaries())
			require.Contains(t, diags[0].Detail, test.reason)
		})
	}
}

func TestConnection_validation(t *testing.T) {
	t.Parallel()
	server := acctest.NewServer(t)
	secret := acctest.Object{"apitoken": canary}
	for name, test := range map[string]struct {
		change acctest.Object
		at     []string
	}{
		"no name":               {acctest.Object{"name": ""}, []string{"name"}},
		"blank after":           {acctest.Object{"name": "Issues "}, []string{"name"}},
		"empty application":     {acctest.Object{"application": ""}, []string{"application"}},
		"name on the screen":    {acctest.Object{"application": "Google Sheets"}, []string{"application"}},
		"empty environment":     {acctest.Object{"environment_id": ""}, []string{"environment_id"}},
		"empty folder":          {acctest.Object{"folder_id": ""}, []string{"folder_id"}},
		"empty parent":          {acctest.Object{"parent_id": ""}, []string{"parent_id"}},
		"empty external id":     {acctest.Object{"external_id": ""}, []string{"external_id"}},
		"unknown end":           {acctest.Object{"on_destroy": "forget"}, []string{"on_destroy"}},
		"input without version": {acctest.Object{"input_wo": secret}, []string{"input_wo"}},
		"version without input": {acctest.Object{"input_wo_version": 1}, []string{"input_wo_version"}},
		"input is a text":       {acctest.Object{"input_wo": canary, "input_wo_version": 1}, []string{"input_wo"}},
		"input is a list":       {acctest.Object{"input_wo": []any{canary}, "input_wo_version": 1}, []string{"input_wo"}},
		"input is a number":     {acctest.Object{"input_wo": 7, "input_wo_version": 1}, []string{"input_wo"}},
		"tokens, no version":    {acctest.Object{"oauth_token_pair_wo": acctest.Object{"access_token": canary}}, []string{"oauth_token_pair_wo"}},
		"version, no tokens":    {acctest.Object{"oauth_token_pair_wo_version": 1}, []string{"oauth_token_pair_wo_version"}},
		"empty token":           {acctest.Object{"oauth_token_pair_wo": acctest.Object{"access_token": ""}, "oauth_token_pair_wo_version": 1}, []string{"oauth_token_pair_wo.access_token"}},
		"input is an object":    {acctest.Object{"input_wo": secret, "input_wo_version": 0}, nil},
		"no settings":           {acctest.Object{"input_wo": acctest.Object{}, "input_wo_version": 1}, nil},
		"unknown parts":         {acctest.Object{"input_wo": acctest.Object{"a": acctest.Unknown}, "input_wo_version": 1}, nil},
		"all unknown": {acctest.Object{
			"environment_id": acctest.Unknown, "name": acctest.Unknown, "application": acctest.Unknown, "folder_id": acctest.Unknown, "parent_id": acctest.Unknown,
			"external_id": acctest.Unknown, "shell_connection": acctest.Unknown, "input_wo": acctest.Unknown, "input_wo_version": acctest.Unknown,
			"oauth_token_pair_wo": acctest.Unknown, "oauth_token_pair_wo_version": acctest.Unknown, "on_destroy": acctest.Unknown,
		}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config := jira(nil)
			maps.Copy(config, test.change)
			diags := server.Validate(t, connectionType, config)
			require.Equal(t, test.at, diags.Errors().Paths(), diags.String())
			require.NotContains(t, diags.String(), "fake-canary")
		})
	}
	diags := server.Validate(t, connectionType, jira(acctest.Object{"input_wo": "{}", "input_wo_version": 1}))
	require.Equal(t, []string{"Invalid settings of a connector"}, diags.Summaries())
	require.Contains(t, diags[0].Detail, "jsondecode(…)")
}

// Only what is proved to be gone leaves the state, with a warning that says how.
func TestConnection_gone(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ kind, how string }{
		"deleted":              {sandbox.KindConnection, "Two lists of the environment's connections, a moment apart, lack it."},
		"deleted with project": {sandbox.KindProject, "Two lists of the environment's connections, a moment apart, lack it."},
		"deleted with parent":  {sandbox.KindCustomer, "Its environment 209 is gone, and its connections with it."},
	} {
		for _, reading := range []sandbox.ConnectionReadings{{}, {ConnectionFolderMissing: true}, {ConnectionFiltersIgnored: true, ConnectionListWhole: true}} {
			t.Run(fmt.Sprint(name, reading), func(t *testing.T) {
				t.Parallel()
				account := atlas(t, reading)
				made := connected(t, account, jira(acctest.Object{"folder_id": "4502"}))
				account.Delete(t, test.kind)
				diags := made.Refresh(t)
				require.False(t, made.Exists())
				require.Equal(t, []string{"workato_connection 36001 no longer exists"}, diags.Warnings().Summaries())
				require.Contains(t, diags[0].Detail, test.how)
			})
		}
	}
}

// What the list of its folder, or of its user, lacks is looked for in that of
// everything.
func TestConnection_moved(t *testing.T) {
	t.Parallel()
	account := atlas(t, sandbox.ConnectionReadings{})
	parent := connected(t, account, jira(acctest.Object{"name": "Parent"}))
	made := connected(t, account, jira(acctest.Object{"folder_id": "4502", "parent_id": parent.Value(t, "id"), "external_id": "u-1"}))
	require.NoError(t, account.SetObjectField(sandbox.KindConnection, "36002", "external_id", "u-2"))
	require.NoError(t, account.SetObjectField(sandbox.KindConnection, "36002", "folder_id", "4501"))
	require.Empty(t, made.Refresh(t))
	require.Equal(t, "u-2", made.Value(t, "external_id"))
	require.Equal(t, "4501", made.Value(t, "folder_id"))
	queries := []string{}
	for _, request := range account.RequestsMatching(http.MethodGet, connections) {
		queries = append(queries, request.Query)
	}
	require.Equal(t, []string{
		"external_id=u-1&include_runtime_connections=true&page=1&per_page=100", "include_runtime_connections=true&page=1&per_page=100",
	}, queries)
}

func TestConnection_notGone(t *testing.T) {
	t.Parallel()
	respond := func(status, count int, body string) sandbox.Fault {
		return sandbox.Fault{Method: http.MethodGet, Route: connections, Status: status, Count: count, Body: body}
	}
	cannot := []string{"Cannot read workato_connection"}
	for name, test := range map[string]struct {
		fault  sandbox.Fault
		errors []string
	}{
		"unauthorized":         {respond(http.StatusUnauthorized, sandbox.Always, `{"message":"Unauthorized"}`), cannot},
		"forbidden":            {respond(http.StatusForbidden, sandbox.Always, `{"message":"Forbidden"}`), cannot},
		"not found, parent is": {respond(http.StatusNotFound, sandbox.Always, `{"message":"Not found"}`), cannot},
		"service down":         {respond(http.StatusServiceUnavailable, sandbox.Always, ""), cannot},
		"web page":             {sandbox.Fault{Method: http.MethodGet, Route: connections, Count: sandbox.Always, Action: sandbox.HTML}, cannot},
		"no list":              {respond(http.StatusOK, sandbox.Always, `{"result":null}`), cannot},
		"row without id":       {respond(http.StatusOK, sandbox.Always, `{"result":[{"name":"Issues"}]}`), cannot},
		"three lists lack it":  {respond(http.StatusOK, 3, `{"result":[]}`), nil},
		"filter is refused":    {respond(http.StatusBadRequest, 1, `{"message":"folder_id is not known"}`), nil},
		"dropped once":         {sandbox.Fault{Method: http.MethodGet, Route: connections, Action: sandbox.Drop}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := atlas(t, sandbox.ConnectionReadings{})
			server := account.Server(t)
			state, diags := server.Create(t, connectionType, jira(acctest.Object{"folder_id": "4502"}))
			require.Empty(t, diags)
			account.InjectFault(test.fault)
			after, diags := server.Read(t, state)
			require.Equal(t, test.errors, diags.Errors().Summaries(), diags.String())
			require.Empty(t, diags.Warnings())
			require.Equal(t, state.Attributes, after.Attributes, "the state is as before")
		})
	}
}

// Every way to end: what is called, what is left, and what is said.
func TestConnection_destroy(t *testing.T) {
	t.Parallel()
	const left = "workato_connection 36001 was left behind"
	for name, test := range map[string]struct {
		end     any
		inUse   bool
		reading sandbox.ConnectionReadings
		before  func(*acctest.Account) error
		calls   []string
		says    []string
		detail  string
		status  any // of what is left
		stays   bool
	}{
		"delete":                    {calls: []string{"DELETE"}},
		"delete, gone already":      {before: func(a *acctest.Account) error { return a.DeleteObject(sandbox.KindConnection, connectionID) }, calls: []string{"DELETE", "GET"}},
		"delete, disconnects first": {reading: sandbox.ConnectionReadings{ConnectionDeleteConnected: true}, calls: []string{"DELETE", "POST", "DELETE"}},
		"delete, in use": {
			inUse: true, calls: []string{"DELETE", "POST"}, says: []string{"Cannot delete workato_connection"},
			detail: "Stop them, or point them to another connection", status: "success", stays: true,
		},
		"disconnect": {end: "disconnect", calls: []string{"POST"}, says: []string{left}, detail: "which dropped its credentials"},
		"disconnect, in use": {
			end: "disconnect", inUse: true, calls: []string{"POST"}, says: []string{"Cannot disconnect workato_connection"},
			detail: "nothing is forced upon them", status: "success", stays: true,
		},
		"disconnect, gone already": {end: "disconnect", before: func(a *acctest.Account) error { return a.DeleteObject(sandbox.KindConnection, connectionID) }, calls: []string{"POST"}},
		"abandon":                  {end: "abandon", calls: []string{}, says: []string{left}, detail: `import it by the id "209/36001"`, status: "success"},
		"abandon, in use":          {end: "abandon", inUse: true, calls: []string{}, says: []string{left}, detail: "with its credentials", status: "success"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := atlas(t, test.reading)
			made := connected(t, account, withInput(1, canary, acctest.Object{"on_destroy": test.end}))
			require.NoError(t, account.UseConnection(connectionID, test.inUse))
			if test.before != nil {
				require.NoError(t, test.before(account))
			}
			diags := made.Apply(t, nil)
			require.Equal(t, test.says, diags.Summaries())
			require.Contains(t, diags.String(), test.detail)
			require.Equal(t, test.stays, made.Exists())
			calls := []string{}
			for _, request := range account.Requests() {
				calls = append(calls, request.Method)
			}
			require.Equal(t, test.calls, calls)
			if len(account.Live(sandbox.KindConnection)) == 0 {
				return
			}
			imported := account.Server(t).Instance(t, connectionType)
			require.Empty(t, imported.Import(t, "209/36001"))
			require.Equal(t, test.status, imported.Value(t, "authorization_status"))
		})
	}
}

// Where deleting is refused even once it is disconnected, the message says what that
// has cost.
func TestConnection_deleteRefusedTwice(t *testing.T) {
	t.Parallel()
	account := atlas(t, sandbox.ConnectionReadings{})
	made := connected(t, account, withInput(1, canary, nil))
	account.InjectFault(sandbox.Fault{Method: http.MethodDelete, Route: connection, Status: http.StatusUnprocessableEntity, Count: 2, Body: `{"message":"It is used by stopped recipes"}`})
	diags := made.Apply(t, nil)
	require.Equal(t, []string{"Cannot delete workato_connection"}, diags.Summaries())
	require.Contains(t, diags[0].Detail, "It is used by stopped recipes")
	require.Contains(t, diags[0].Detail, "it was disconnected, so its credentials are gone")
	require.True(t, made.Exists())
	require.Empty(t, made.Apply(t, nil))
}

// row is a connection as both data sources show it.
func row(more acctest.Object) acctest.Object {
	out := acctest.Object{
		"id": nil, "name": nil, "application": "jira", "description": nil, "folder_id": "4501", "parent_id": nil, "external_id": nil, "identity": nil,
		"authorization_status": nil, "authorization_error": nil, "connection_lost_reason": nil, "tags": []any{},
	}
	maps.Copy(out, more)
	return out
}

// timeless drops the times.
func timeless(object acctest.Object) acctest.Object {
	out := maps.Clone(object)
	maps.DeleteFunc(out, func(name string, _ any) bool { return strings.HasSuffix(name, "_at") })
	return out
}

// gallery is an account with connections of all kinds.
func gallery(t *testing.T, readings sandbox.ConnectionReadings) *acctest.Account {
	t.Helper()
	account := atlas(t, readings)
	parent := connected(t, account, jira(acctest.Object{"name": "Parent"}))
	connected(t, account, jira(acctest.Object{"folder_id": "4502", "application": "sap"}))
	connected(t, account, withInput(1, canary, acctest.Object{"name": "User", "external_id": "u-1", "parent_id": parent.Value(t, "id")}))
	connected(t, account, jira(acctest.Object{"folder_id": "4502"}))
	require.NoError(t, account.SetObjectField(sandbox.KindConnection, "36001", "tags", "tag-a"))
	require.NoError(t, account.SetObjectField(sandbox.KindConnection, "36001", "description", "By hand"))
	require.NoError(t, account.AuthorizeConnection("36001", "ops@acme.example"))
	require.NoError(t, account.LoseConnection("36004", "refused: token=fake-canary, host away"))
	return account
}

func TestConnectionsDataSource(t *testing.T) {
	t.Parallel()
	for _, reading := range []sandbox.ConnectionReadings{{}, {ConnectionFiltersIgnored: true}} {
		account := gallery(t, reading)
		server := account.Server(t)
		for name, test := range map[string]struct {
			filter acctest.Object
			want   []string
		}{
			"all":              {nil, []string{"36001", "36002", "36004"}},
			"runtime too":      {acctest.Object{"include_runtime_connections": true}, []string{"36001", "36002", "36003", "36004"}},
			"application":      {acctest.Object{"application": "jira"}, []string{"36001", "36004"}},
			"folder":           {acctest.Object{"folder_id": "4502"}, []string{"36002", "36004"}},
			"folder and name":  {acctest.Object{"folder_id": "4502", "name": "Issues", "application": "SAP"}, nil},
			"name":             {acctest.Object{"name": "Issues"}, []string{"36002", "36004"}},
			"parent":           {acctest.Object{"parent_id": "36001"}, []string{"36003"}},
			"external id":      {acctest.Object{"external_id": "u-1"}, []string{"36003"}},
			"not runtime":      {acctest.Object{"external_id": "u-1", "include_runtime_connections": false}, nil},
			"letter case":      {acctest.Object{"name": "issues"}, nil},
			"no such external": {acctest.Object{"external_id": "u"}, nil},
		} {
			config := acctest.Object{"environment_id": "209"}
			maps.Copy(config, test.filter)
			got, diags := server.Data(t, connectionsType, config)
			require.Empty(t, diags, name)
			var ids []string
			for _, row := range got["connections"].([]any) { //nolint:forcetypeassert // The schema says so.
				ids = append(ids, fmt.Sprint(row.(acctest.Object)["id"])) //nolint:forcetypeassert // As above.
			}
			if reading.ConnectionFiltersIgnored && (name == "all" || name == "not runtime" || test.filter["include_runtime_connections"] == nil) {
				require.Subset(t, ids, test.want, name) // Which are runtime connections, no row says.
				continue
			}
			require.Equal(t, test.want, ids, name)
		}
	}
	_, diags := gallery(t, sandbox.ConnectionReadings{}).Server(t).Data(t, connectionsType, acctest.Object{"environment_id": "999"})
	require.Equal(t, []string{"Cannot read workato_connections"}, diags.Errors().Summaries())
	require.Contains(t, diags[0].Detail, "GET /api/managed_users/{id}/connections, status 404")
}

func TestConnectionDataSource(t *testing.T) {
	t.Parallel()
	account := gallery(t, sandbox.ConnectionReadings{})
	server := account.Server(t)
	for name, test := range map[string]struct {
		by, want acctest.Object
	}{
		"id": {acctest.Object{"id": "36001"}, row(acctest.Object{
			"id": "36001", "name": "Parent", "description": "By hand", "identity": "ops@acme.example", "authorization_status": "success", "tags": []any{"tag-a"},
		})},
		"external id": {acctest.Object{"external_id": "u-1"}, row(acctest.Object{"id": "36003", "name": "User", "external_id": "u-1", "parent_id": "36001", "authorization_status": "success"})},
		"name": {acctest.Object{"name": "Issues", "application": "jira"}, row(acctest.Object{
			"id": "36004", "name": "Issues", "folder_id": "4502", "authorization_status": "exception",
			"authorization_error": "refused: token=(redacted), host away", "connection_lost_reason": "refused: token=(redacted), host away",
		})},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config := acctest.Object{"environment_id": "209"}
			maps.Copy(config, test.by)
			got, diags := server.Data(t, connectionType, config)
			require.Empty(t, diags.String())
			test.want["environment_id"] = "209"
			require.Equal(t, timeless(test.want), timeless(got), fmt.Sprint(got))
			require.NotNil(t, got["created_at"])
			require.Equal(t, got["authorization_status"] == "success", got["authorized_at"] != nil)
			require.Equal(t, got["authorization_status"] == "exception", got["connection_lost_at"] != nil)
			require.NotContains(t, fmt.Sprint(got), "fake-canary")
		})
	}
	for name, test := range map[string]struct {
		by     acctest.Object
		at     string
		reason string
	}{
		"several":             {acctest.Object{"name": "Issues"}, "name", "There are 2 with the name \"Issues\": ids 36002, 36004. Choose one by its id."},
		"none":                {acctest.Object{"name": "issues"}, "name", "There are: Issues, Issues, Parent, User."},
		"none, elsewhere":     {acctest.Object{"name": "Parent", "folder_id": "4502"}, "name", "There are: Issues, Issues."},
		"no such id":          {acctest.Object{"id": "1"}, "id", "There is none with the id \"1\""},
		"no such user":        {acctest.Object{"external_id": "u-2"}, "external_id", "There are: u-1."},
		"no such environment": {acctest.Object{"id": "1", "environment_id": "999"}, "", "status 404"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config := acctest.Object{"environment_id": "209"}
			maps.Copy(config, test.by)
			_, diags := server.Data(t, connectionType, config)
			require.Equal(t, []string{"Cannot read workato_connection"}, diags.Errors().Summaries())
			require.Equal(t, []string{test.at}, diags.Errors().Paths())
			require.Contains(t, diags[0].Detail, test.reason)
		})
	}
}
