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

// However the answer to the creation is lost, the connection is there once, was asked
// for once, and is in the state, not tainted.
func TestConnection_createFailsLate(t *testing.T) {
	t.Parallel()
	for _, keyed := range []acctest.Object{{"folder_id": "4502"}, {}, {"external_id": "u-1"}, {"external_id": "u-1", "parent_id": connectionID}} {
		for name, fault := range acctest.LostAnswers(http.MethodPost, connections) {
			t.Run(fmt.Sprint(name, keyed), func(t *testing.T) {
				t.Parallel()
				account := atlas(t, sandbox.ConnectionReadings{})
				// Others that are nearly the same, and are never taken for it.
				connected(t, account, jira(acctest.Object{"name": "Parent"}))
				connected(t, account, jira(acctest.Object{"application": "sap"}))
				connected(t, account, jira(acctest.Object{"external_id": "u-1", "application": "sap", "name": "S"}))
				if keyed["folder_id"] != nil {
					connected(t, account, jira(acctest.Object{"folder_id": "4501"}))
				}
				want := fmt.Sprint(36001 + len(account.Live(sandbox.KindConnection)))
				account.InjectFault(fault)
				made := account.Server(t).Instance(t, connectionType)
				config := withInput(1, canary, keyed)
				diags := made.MustApply(t, config)
				require.Equal(t, []string{"workato_connection " + want + " was created although the answer was lost"}, diags.Summaries())
				require.Equal(t, want, made.Value(t, "id"))
				require.Equal(t, "success", made.Value(t, "authorization_status"))
				require.False(t, made.Tainted)
				require.Len(t, account.RequestsMatching(http.MethodPost, connections), 1)
				require.Empty(t, account.Duplicates())
				made.MustStay(t, config)
			})
		}
	}
}

// What was there before is never taken over, whatever tells it apart; what only looks
// like it does not stand in the way.
func TestConnection_exists(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		there, wanted acctest.Object
		key           string
	}{
		"name and folder":           {acctest.Object{"folder_id": "4502"}, acctest.Object{"folder_id": "4502"}, `name "Issues" and the application jira, in the folder 4502`},
		"name, any folder":          {acctest.Object{"folder_id": "4502"}, nil, `name "Issues" and the application jira, in any folder, as none is given`},
		"external id":               {acctest.Object{"external_id": "u-1"}, acctest.Object{"external_id": "u-1", "name": "B", "folder_id": "4502"}, `external_id "u-1" and the application jira`},
		"external id and parent":    {acctest.Object{"external_id": "u-1", "parent_id": connectionID}, acctest.Object{"external_id": "u-1", "parent_id": connectionID}, `external_id "u-1" and the application jira, whose parent is the connection 36001`},
		"another spelling":          {acctest.Object{"folder_id": "4502"}, acctest.Object{"folder_id": "4502", "application": "Jira"}, `name "Issues" and the application Jira`},
		"another folder":            {acctest.Object{"folder_id": "4502"}, acctest.Object{"folder_id": "4501"}, ""},
		"another name":              {nil, acctest.Object{"name": "issues"}, ""},
		"another application":       {nil, acctest.Object{"application": "sap"}, ""},
		"another user":              {acctest.Object{"external_id": "u-1"}, acctest.Object{"external_id": "u-2"}, ""},
		"another parent":            {acctest.Object{"external_id": "u-1"}, acctest.Object{"external_id": "u-1", "parent_id": connectionID}, ""},
		"user has another, to sap":  {acctest.Object{"external_id": "u-1", "application": "sap"}, acctest.Object{"external_id": "u-1"}, ""},
		"with a user, same name":    {acctest.Object{"folder_id": "4502"}, acctest.Object{"folder_id": "4502", "external_id": "u-1"}, ""},
		"same in another workspace": {acctest.Object{"environment_id": "210"}, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := atlas(t, sandbox.ConnectionReadings{})
			account.AddCustomer("Bolt")
			connected(t, account, jira(acctest.Object{"name": "Parent"}))
			connected(t, account, jira(test.there))
			made := account.Server(t).Instance(t, connectionType)
			diags := made.Apply(t, jira(test.wanted))
			if test.key == "" {
				require.Empty(t, diags)
				require.Equal(t, "36003", made.Value(t, "id"))
				return
			}
			require.False(t, made.Exists())
			require.Equal(t, []string{"Cannot create workato_connection"}, diags.Summaries())
			require.Contains(t, diags[0].Detail, "There is already one with the "+test.key)
			require.Contains(t, diags[0].Detail, "id = \"209/36002\"")
			require.Empty(t, account.Writes())
		})
	}
}

// Two of them are possible; none is chosen.
func TestConnection_existsTwice(t *testing.T) {
	t.Parallel()
	account := atlas(t, sandbox.ConnectionReadings{})
	for range 2 {
		_, err := account.AddConnection(209, "Issues", "jira")
		require.NoError(t, err)
	}
	diags := account.Server(t).Instance(t, connectionType).Apply(t, jira(nil))
	require.Contains(t, diags.String(), "36001, 36002")
	require.Contains(t, diags.String(), "this provider does not choose")
	require.Empty(t, account.Writes())
}

// Credentials that fail their test: refused, or kept with a status that says so.
func TestConnection_credentialsFail(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		reading sandbox.ConnectionTest
		kept    bool
	}{
		"refused":                {sandbox.ConnectionTestRefuses, false},
		"refused with an echo":   {sandbox.ConnectionTestEchoes, false},
		"kept":                   {sandbox.ConnectionTestKeeps, true},
		"kept with an echo":      {sandbox.ConnectionTestKeepsEcho, true},
		"kept, answer says less": {sandbox.ConnectionTestKeepsEcho, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := atlas(t, sandbox.ConnectionReadings{ConnectionTest: test.reading, ConnectionReplyShort: name == "kept, answer says less"})
			made := account.Server(t).Instance(t, connectionType)
			diags := made.Apply(t, withInput(1, "wrong-"+canary, acctest.Object{"external_id": "u-1"}))
			requireHidden(t, diags, made)
			if !test.kept {
				require.False(t, made.Exists())
				require.Equal(t, []string{"Cannot create workato_connection"}, diags.Summaries())
				require.Equal(t, []string{"input_wo"}, diags.Errors().Paths())
				for _, words := range []string{"status 422", "Workato tests the credentials of a new connection", "set shell_connection = true", "The call changed nothing."} {
					require.Contains(t, diags[0].Detail, words)
				}
				require.Empty(t, account.Live(sandbox.KindConnection))
				return
			}
			require.Equal(t, []string{"workato_connection 36001 was created, and its credentials failed"}, diags.Summaries())
			require.Contains(t, diags[0].Detail, "The application did not accept the credentials")
			require.Contains(t, diags[0].Detail, "raise input_wo_version, which updates it in place")
			require.Equal(t, "failed", made.Value(t, "authorization_status"))
			require.False(t, made.Tainted)

			diags = made.MustApply(t, withInput(2, "wrong-again-"+canary, acctest.Object{"external_id": "u-1"}))
			require.Equal(t, []string{"workato_connection 36001 was updated, and its credentials failed"}, diags.Summaries())
			requireHidden(t, diags, made)
			require.Empty(t, made.MustApply(t, withInput(3, canary, acctest.Object{"external_id": "u-1"})))
			require.Equal(t, "success", made.Value(t, "authorization_status"))
		})
	}
}

// An update whose credentials are refused leaves everything as it was, and the next
// one sends them again.
func TestConnection_updateRefused(t *testing.T) {
	t.Parallel()
	for _, reading := range []sandbox.ConnectionTest{sandbox.ConnectionTestRefuses, sandbox.ConnectionTestEchoes} {
		account := atlas(t, sandbox.ConnectionReadings{ConnectionTest: reading})
		made := connected(t, account, withInput(1, "first", nil))
		before := made.Attributes
		diags := made.Apply(t, withInput(2, "wrong-"+canary, acctest.Object{"name": "Tickets"}))
		require.Equal(t, []string{"Cannot update workato_connection"}, diags.Summaries())
		require.Equal(t, []string{"input_wo"}, diags.Errors().Paths())
		require.Contains(t, diags[0].Detail, "so they are sent again")
		require.Equal(t, before, made.Attributes)
		requireHidden(t, diags, made)
		require.Empty(t, made.MustApply(t, withInput(2, canary, acctest.Object{"name": "Tickets"})))
		require.Equal(t, "success", made.Value(t, "authorization_status"))
	}
}

// Wrong arguments land on the attribute at fault, whichever the service names.
func TestConnection_refused(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change acctest.Object
		at     string
		words  string
	}{
		"no such folder":             {acctest.Object{"folder_id": "1"}, "folder_id", "folder_id does not exist"},
		"no such parent":             {acctest.Object{"parent_id": "1"}, "parent_id", "must be a connection of the same provider"},
		"parent to another":          {acctest.Object{"parent_id": connectionID}, "parent_id", "must be a connection of the same provider"},
		"no such environment":        {acctest.Object{"environment_id": "999"}, "", "status 404"},
		"shell, wrong folder":        {acctest.Object{"folder_id": "1", "shell_connection": true}, "folder_id", "folder_id takes workato_project.NAME.folder_id"},
		"tokens are not enough said": {acctest.Object{"oauth_token_pair_wo": acctest.Object{"access_token": "wrong-" + canary}, "oauth_token_pair_wo_version": 1}, "input_wo", "is not accepted"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := atlas(t, sandbox.ConnectionReadings{})
			connected(t, account, jira(acctest.Object{"application": "sap"}))
			made := account.Server(t).Instance(t, connectionType)
			diags := made.Apply(t, jira(test.change))
			require.False(t, made.Exists())
			require.Equal(t, []string{"Cannot create workato_connection"}, diags.Summaries())
			require.Equal(t, []string{test.at}, diags.Errors().Paths())
			require.Contains(t, diags[0].Detail, test.words)
			requireHidden(t, diags, made)
		})
	}
}

// requireHidden demands that no credential is told, kept in the state or beside it.
func requireHidden(t *testing.T, diags acctest.Diagnostics, made *acctest.Instance) {
	t.Helper()
	for _, shown := range []string{diags.String(), fmt.Sprint(made.Attributes), made.Private()} {
		for _, secret := range []string{"fake-canary", "7f", "not-a-secret", "acme.example"} {
			require.NotContains(t, shown, secret)
		}
	}
}

// No credential is told, logged or kept, whatever becomes of the calls: it is in no
// plan, no state, nothing beside it and no message.
func TestConnection_secrets(t *testing.T) {
	t.Parallel()
	echo := `{"message":"cannot use ` + quoted + `","errors":{"input":"apitoken ` + quoted + ` is wrong","name":["` + quoted + `"]},"id":"` + quoted + `"}`
	for name, fault := range map[string]sandbox.Fault{
		"400":          {Status: http.StatusBadRequest, Body: echo},
		"422":          {Status: http.StatusUnprocessableEntity, Body: echo},
		"409":          {Status: http.StatusConflict, Body: echo},
		"500":          {Status: http.StatusInternalServerError, Body: echo},
		"not JSON":     {Status: http.StatusBadRequest, ContentType: "text/plain", Body: canary + " and 4711 and key=fake%2Faccess"},
		"text":         {Status: http.StatusOK, Body: `"` + quoted + `"`},
		"a page":       {Status: http.StatusBadGateway, ContentType: "text/html", Body: "<html>" + canary + "</html>"},
		"wrong answer": {Status: http.StatusOK, Body: `{"id":{"` + quoted + `":1},"name":"` + quoted + `"}`},
		"dropped":      {Action: sandbox.Drop},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := atlas(t, sandbox.ConnectionReadings{ConnectionTest: sandbox.ConnectionTestKeepsEcho})
			config := withInput(1, canary, acctest.Object{
				"oauth_token_pair_wo": acctest.Object{"access_token": "fake/access", "refresh_token": "fake-refresh"}, "oauth_token_pair_wo_version": 1,
			})
			config["input_wo"] = acctest.Object{"pin": 4711, "deep": []any{acctest.Object{"apitoken": canary}}}
			for _, method := range []string{http.MethodPost, http.MethodPut} {
				fault.Method, fault.Route, fault.Count = method, "/api/managed_users/{id}/connections/*", sandbox.Always
				if method == http.MethodPost {
					fault.Route = connections
				}
				made := account.Server(t).Instance(t, connectionType)
				if method == http.MethodPut {
					require.Empty(t, made.MustApply(t, jira(nil)))
				}
				account.InjectFault(fault)
				plan, diags := made.Plan(t, config)
				require.Empty(t, diags)
				diags = append(diags, made.Carry(t, plan)...)
				account.ClearFaults()
				shown := fmt.Sprint(diags, plan.Attributes, made.Attributes, made.Private())
				for _, secret := range []string{"fake-canary", "7f", "not-a-secret", "4711", "fake/access", "fake-refresh", "fake%2Faccess"} {
					require.NotContains(t, shown, secret, method)
				}
			}
			require.NotContains(t, fmt.Sprint(account.Requests()), "fake-canary", "not in the sandbox's ledger either")
		})
	}
}

// quoted is the canary inside of a text in JSON.
const quoted = `fake-canary \"7f\"\nnot-a-secret`

// What the documents leave open makes no difference.
func TestConnection_readings(t *testing.T) {
	t.Parallel()
	for name, reading := range map[string]sandbox.ConnectionReadings{
		"plainest":                     {},
		"filters are ignored":          {ConnectionFiltersIgnored: true},
		"a folder that is gone is 404": {ConnectionFolderMissing: true},
		"the list is whole":            {ConnectionListWhole: true},
		"application, for people":      {ConnectionApplicationKey: true},
		"answers are short":            {ConnectionReplyShort: true},
		"shell ignored in updates":     {ConnectionUpdateShell: sandbox.ConnectionUpdateShellIgnored},
		"updates test":                 {ConnectionUpdateShell: sandbox.ConnectionUpdateShellTests},
		"delete after disconnecting":   {ConnectionDeleteConnected: true},
		"mixed": {
			ConnectionFiltersIgnored: true, ConnectionListWhole: true, ConnectionApplicationKey: true, ConnectionReplyShort: true,
			ConnectionDeleteConnected: true, ConnectionUpdateShell: sandbox.ConnectionUpdateShellTests, ConnectionTest: sandbox.ConnectionTestKeeps,
		},
	} {
		for _, all := range []sandbox.Readings{{}, {StringIDs: true, BareLists: true}, {ReadLag: 1, TrimNames: true}} {
			t.Run(fmt.Sprint(name, all), func(t *testing.T) {
				t.Parallel()
				all.ConnectionReadings = reading
				account := atlas(t, reading)
				account.SetReadings(all)
				for i := range 101 {
					_, err := account.AddConnection(209, fmt.Sprint("Other ", i), "jira")
					require.NoError(t, err)
				}
				server := account.ServerThatSettles(t, time.Minute)
				parent := server.Instance(t, connectionType)
				parent.MustApply(t, jira(acctest.Object{"folder_id": "4501"}))
				for _, config := range []acctest.Object{
					jira(acctest.Object{"name": "In no folder"}),
					withInput(1, canary, acctest.Object{"folder_id": "4502", "shell_connection": true}),
					withInput(1, canary, acctest.Object{"folder_id": "4502", "external_id": "u-1", "parent_id": parent.Value(t, "id")}),
				} {
					made := server.Instance(t, connectionType)
					require.Empty(t, made.MustApply(t, config))
					made.MustStay(t, config)
					config["name"] = "Tickets " + fmt.Sprint(config["name"], config["external_id"])
					if config["input_wo"] != nil {
						config["input_wo_version"] = 2
					}
					require.Empty(t, made.MustApply(t, config))
					made.MustStay(t, config)

					imported := account.Server(t).Instance(t, connectionType)
					require.Empty(t, imported.Import(t, fmt.Sprintf("209/%s", made.Value(t, "id"))))
					require.Equal(t, made.Value(t, "authorization_status"), imported.Value(t, "authorization_status"))
					require.True(t, fmt.Sprint(imported.Value(t, "application")) == "jira" || reading.ConnectionApplicationKey)
					plan, diags := imported.Plan(t, jira(acctest.Object{
						"name": config["name"], "folder_id": made.Value(t, "folder_id"), "parent_id": config["parent_id"], "external_id": config["external_id"],
					}))
					require.Empty(t, diags)
					require.Empty(t, plan.Replaces)
					require.Empty(t, made.Apply(t, nil))
				}
				require.Len(t, account.Live(sandbox.KindConnection), 102)
			})
		}
	}
}

// A service that does not clear what it is sent null for is found out, and what it
// kept is in the state.
func TestConnection_nullIgnored(t *testing.T) {
	t.Parallel()
	account := atlas(t, sandbox.ConnectionReadings{ConnectionNullIgnored: true})
	parent := connected(t, account, jira(acctest.Object{"name": "Parent"}))
	config := jira(acctest.Object{"external_id": "u-1", "parent_id": parent.Value(t, "id")})
	made := connected(t, account, config)
	diags := made.Apply(t, jira(acctest.Object{"name": "Tickets"}))
	require.Equal(t, []string{"Cannot update workato_connection", "Cannot update workato_connection"}, diags.Summaries())
	require.Equal(t, []string{"parent_id", "external_id"}, diags.Paths())
	require.Contains(t, diags[0].Detail, "Workato accepted the update and kept parent_id")
	require.Equal(t, "u-1", made.Value(t, "external_id"))
	require.Equal(t, "Tickets", made.Value(t, "name"))
	maps.Copy(config, acctest.Object{"name": "Tickets"})
	made.MustStay(t, config)
}

// A project's id in the place of its folder's is a mistake that is easily made.
func TestConnection_projectForFolder(t *testing.T) {
	t.Parallel()
	world := acctest.NewWorld(t)
	made := world.Server(t).Instance(t, connectionType)
	diags := made.Apply(t, world.Object(t, map[string]any{
		"environment_id": "${dev}", "folder_id": "${project}", "application": "jira", "name": "Jira",
	}))
	require.Equal(t, []string{"folder_id"}, diags.Errors().Paths())
	require.Contains(t, diags[0].Detail, "folder_id takes workato_project.NAME.folder_id")
	require.False(t, made.Exists())
}
