package project_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

const (
	projects  = "/api/managed_users/{id}/projects"
	customers = "/api/managed_users"
)

// A project that is listed late is waited for.
func TestProject_appearsLate(t *testing.T) {
	t.Parallel()
	// The first list is the look before the creation.
	account := acctest.NewAccount(t, sandbox.WithReadings(sandbox.Readings{ProjectLag: 2}))
	environment := account.AddCustomer("Acme")
	config := onboarding(environment)
	config["description"] = "What a new customer needs"
	state, diags := account.ServerThatSettles(t, time.Minute).Create(t, typeName, config)
	require.Empty(t, diags)
	require.Equal(t, "60001", state.Attributes["id"])
	require.Equal(t, "4502", state.Attributes["folder_id"])
	require.Len(t, account.RequestsMatching(http.MethodPost, folders), 1)
	require.Len(t, account.RequestsMatching(http.MethodPut, project), 1)
}

// A project that is not listed in time is an error, but not lost: its folder is in
// the state and finds it later, to read it as well as to delete it.
func TestProject_appearsTooLate(t *testing.T) {
	t.Parallel()
	for name, after := range map[string]func(*testing.T, *acctest.Server, acctest.State){
		"then is read": func(t *testing.T, server *acctest.Server, state acctest.State) {
			t.Helper()
			state, diags := server.Read(t, state)
			require.Empty(t, diags)
			require.Equal(t, "60001", state.Attributes["id"])
			require.Equal(t, "60001", state.Identity["id"])
			_, diags = server.Change(t, state, nil)
			require.Empty(t, diags)
		},
		"then is deleted": func(t *testing.T, server *acctest.Server, state acctest.State) {
			t.Helper()
			_, diags := server.Change(t, state, nil)
			require.Empty(t, diags)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := acctest.NewAccount(t)
			environment := account.AddCustomer("Acme")
			server := account.Server(t)
			account.InjectFault(sandbox.Fault{Method: http.MethodGet, Route: projects, Count: sandbox.Always, Status: http.StatusOK, Body: `{"result":[]}`})
			state, diags := server.Create(t, typeName, onboarding(environment))
			require.Equal(t, []string{"Cannot create workato_project"}, diags.Errors().Summaries())
			require.Contains(t, diags[0].Detail, "the folder 4502 was created, but no project for it is listed")
			require.Equal(t, "4502", state.Attributes["folder_id"], "an object that is in no state is lost")
			require.Nil(t, state.Attributes["id"])
			account.ClearFaults()

			after(t, server, state)
			require.Empty(t, account.Live(sandbox.KindProject))
		})
	}
}

// created returns a project that the provider has made.
func created(t *testing.T) (*acctest.Account, *acctest.Server, acctest.State) {
	t.Helper()
	account := acctest.NewAccount(t)
	environment := account.AddCustomer("Acme")
	server := account.Server(t)
	state, diags := server.Create(t, typeName, onboarding(environment))
	require.Empty(t, diags)
	account.ResetRequests()
	return account, server, state
}

// Only what is proved to be gone leaves the state, with a warning that says how it
// was proved.
func TestProject_R1_R2_gone(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		kind, how string
	}{
		"deleted":             {sandbox.KindProject, "Two lists of the environment's projects, a moment apart, lack it."},
		"deleted with parent": {sandbox.KindCustomer, "Its environment 209 is gone, and its projects with it."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account, server, state := created(t)
			account.Delete(t, test.kind)
			state, diags := server.Read(t, state)
			require.False(t, state.Exists())
			require.Empty(t, diags.Errors())
			require.Equal(t, []string{"workato_project 60001 no longer exists"}, diags.Warnings().Summaries())
			require.Contains(t, diags[0].Detail, test.how)
		})
	}
}

func TestProject_R3_R4_R9_notGone(t *testing.T) {
	t.Parallel()
	respond := func(route string, status, count int, body string) sandbox.Fault {
		return sandbox.Fault{Method: http.MethodGet, Route: route, Status: status, Count: count, Body: body}
	}
	for name, test := range map[string]struct {
		fault  sandbox.Fault
		errors []string
	}{
		"unauthorized":              {respond(projects, http.StatusUnauthorized, sandbox.Always, `{"message":"Unauthorized"}`), []string{"Cannot read workato_project"}},
		"forbidden":                 {respond(projects, http.StatusForbidden, sandbox.Always, `{"message":"Forbidden"}`), []string{"Cannot read workato_project"}},
		"not found, parent is":      {respond(projects, http.StatusNotFound, sandbox.Always, `{"message":"Not found"}`), []string{"Cannot read workato_project"}},
		"service down":              {respond(projects, http.StatusServiceUnavailable, sandbox.Always, ""), []string{"Cannot read workato_project"}},
		"web page":                  {sandbox.Fault{Method: http.MethodGet, Route: projects, Count: sandbox.Always, Action: sandbox.HTML}, []string{"Cannot read workato_project"}},
		"no list":                   {respond(projects, http.StatusOK, sandbox.Always, `{"result":null}`), []string{"Cannot read workato_project"}},
		"row without id":            {respond(projects, http.StatusOK, sandbox.Always, `{"result":[{"name":"Onboarding"}]}`), []string{"Cannot read workato_project"}},
		"one list lacks it":         {respond(projects, http.StatusOK, 1, `{"result":[]}`), nil},
		"down for a moment":         {respond(projects, http.StatusBadGateway, 2, ""), nil},
		"dropped once":              {sandbox.Fault{Method: http.MethodGet, Route: projects, Action: sandbox.Drop}, nil},
		"quota is used up a moment": {sandbox.Fault{Method: http.MethodGet, Route: projects, Status: http.StatusTooManyRequests, Count: 2}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account, server, state := created(t)
			account.InjectFault(test.fault)
			after, diags := server.Read(t, state)
			require.Equal(t, test.errors, diags.Errors().Summaries(), diags.String())
			require.Empty(t, diags.Warnings())
			require.Equal(t, state.Attributes, after.Attributes, "the state is as before")
		})
	}
}

// A token that no longer sees the customers proves nothing about what is in them.
func TestProject_tokenBlinded(t *testing.T) {
	t.Parallel()
	account, server, state := created(t)
	account.RevokeToken()
	after, diags := server.Read(t, state)
	require.Equal(t, []string{"Cannot read workato_project"}, diags.Errors().Summaries())
	require.True(t, after.Exists())
	require.NotContains(t, diags.String(), sandbox.DefaultToken)

	account.RestoreToken()
	account.HideCustomers(true)
	account.InjectFault(sandbox.Fault{Method: http.MethodGet, Route: customers, Count: sandbox.Always, Status: http.StatusForbidden, Body: `{"message":"Forbidden"}`})
	after, diags = server.Read(t, state)
	require.Equal(t, []string{"Cannot read workato_project"}, diags.Errors().Summaries())
	require.True(t, after.Exists())
}

func TestProjectsDataSource(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	environment, empty := account.AddCustomer("Acme"), account.AddCustomer("Bolt")
	const count = 250
	for i := range count {
		addProject(t, account, environment, fmt.Sprintf("Project %d", i))
	}
	addProject(t, account, environment, "Project 7")
	require.NoError(t, account.SetObjectField(sandbox.KindProject, "60008", "description", "The seventh"))
	account.ResetRequests()
	server := account.Server(t)
	id := fmt.Sprint(environment)

	got, diags := server.Data(t, listTypeName, acctest.Object{"environment_id": id})
	require.Empty(t, diags)
	rows, isList := got["projects"].([]any)
	require.True(t, isList)
	require.Len(t, rows, count+1)
	seen := map[any]bool{}
	for _, row := range rows {
		seen[row.(acctest.Object)["id"]] = true //nolint:forcetypeassert // The schema says so.
	}
	require.Len(t, seen, count+1, "each row comes once")
	require.Len(t, account.RequestsMatching(http.MethodGet, projects), 3)

	got, diags = server.Data(t, listTypeName, acctest.Object{"environment_id": id, "name": "Project 7"})
	require.Empty(t, diags)
	require.Equal(t, []any{
		acctest.Object{"id": "60008", "name": "Project 7", "description": "The seventh", "folder_id": "4510"},
		acctest.Object{"id": "60251", "name": "Project 7", "description": nil, "folder_id": "4753"},
	}, got["projects"], "names match whole, not Project 70")

	for name, config := range map[string]acctest.Object{
		"no such name": {"environment_id": id, "name": "project 7"},
		"empty":        {"environment_id": fmt.Sprint(empty)},
	} {
		got, diags = server.Data(t, listTypeName, config)
		require.Empty(t, diags, name)
		require.Equal(t, []any{}, got["projects"], name)
	}

	_, diags = server.Data(t, listTypeName, acctest.Object{"environment_id": "999"})
	require.Equal(t, []string{"Cannot read workato_projects"}, diags.Errors().Summaries())
	require.Contains(t, diags[0].Detail, "GET /api/managed_users/{id}/projects, status 404")
}

// Also where the list cannot be read at all, the message tells which folder there is now.
func TestProject_appearsUnseen(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	environment := account.AddCustomer("Acme")
	account.InjectFault(sandbox.Fault{
		Method: http.MethodGet, Route: projects, Skip: 1, Count: sandbox.Always, Status: http.StatusForbidden, Body: `{"message":"Forbidden"}`,
	})
	state, diags := account.Server(t).Create(t, typeName, onboarding(environment))
	require.Equal(t, []string{"Cannot create workato_project"}, diags.Summaries())
	require.Contains(t, diags[0].Detail, "the folder 4502 was created")
	require.Contains(t, diags[0].Detail, "status 403")
	require.Equal(t, "4502", state.Attributes["folder_id"])
}
