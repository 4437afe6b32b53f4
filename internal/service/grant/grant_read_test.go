package grant_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// created returns a world with a grant that the provider has made.
func created(t *testing.T, options ...sandbox.Option) (*world, *acctest.Server, acctest.State) {
	t.Helper()
	w := newWorld(t, options...)
	server := w.Server(t)
	state, diags := server.Create(t, typeName, w.groupGrant())
	require.Empty(t, diags)
	w.ResetRequests()
	return w, server, state
}

// Only what is proved to be gone leaves the state, with a warning that says how it
// was proved.
func TestProjectGrant_R1_R2_gone(t *testing.T) {
	t.Parallel()
	for kind, how := range map[string]string{
		sandbox.KindProjectGrant: "The API answers 404 for it, and the project's list of grants lacks it.",
		sandbox.KindUserGroup:    "The API answers 404 for it, and the project's list of grants lacks it.",
		sandbox.KindProject:      "Its project 60001 is gone, and its grants with it.",
		sandbox.KindCustomer:     "The environment 209 is gone, and its grants with it.",
	} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			w, server, state := created(t)
			w.Delete(t, kind)
			after, diags := server.Read(t, state)
			require.False(t, after.Exists())
			require.Empty(t, diags.Errors())
			id, _ := state.Attributes["id"].(string)
			require.Equal(t, []string{"workato_project_grant " + id + " no longer exists"}, diags.Warnings().Summaries())
			require.Contains(t, diags[0].Detail, how)
		})
	}
}

func TestProjectGrant_R3_R4_R5_notGone(t *testing.T) {
	t.Parallel()
	cannot := []string{"Cannot read workato_project_grant"}
	respond := func(route string, status, count int, body string) sandbox.Fault {
		return sandbox.Fault{Method: http.MethodGet, Route: route, Status: status, Count: count, Body: body}
	}
	const (
		projects = "/api/managed_users/{id}/projects"
		customer = "/api/managed_users/{id}"
		list     = "/api/managed_users"
	)
	notFound := respond(grants, http.StatusNotFound, sandbox.Always, `{"message":"Not found"}`)
	for name, test := range map[string]struct {
		faults []sandbox.Fault
		errors []string
	}{
		"unauthorized":          {[]sandbox.Fault{respond(grants, http.StatusUnauthorized, sandbox.Always, `{"message":"Unauthorized"}`)}, cannot},
		"forbidden":             {[]sandbox.Fault{respond(grants, http.StatusForbidden, sandbox.Always, `{"message":"Forbidden"}`)}, cannot},
		"project is there":      {[]sandbox.Fault{notFound}, cannot},
		"projects are not":      {[]sandbox.Fault{notFound, respond(projects, http.StatusForbidden, sandbox.Always, `{"message":"Forbidden"}`)}, cannot},
		"environment is there":  {[]sandbox.Fault{notFound, respond(projects, http.StatusNotFound, sandbox.Always, `{"message":"Not found"}`)}, cannot},
		"customers are not":     {[]sandbox.Fault{notFound, respond(projects, http.StatusNotFound, sandbox.Always, ""), respond(customer, http.StatusNotFound, sandbox.Always, ""), respond(list, http.StatusForbidden, sandbox.Always, "")}, cannot},
		"service down":          {[]sandbox.Fault{respond(grants, http.StatusInternalServerError, sandbox.Always, "")}, cannot},
		"list lacks it":         {[]sandbox.Fault{respond(grants, http.StatusOK, sandbox.Always, `{"data":[],"total":0}`)}, nil},
		"list lacks it, no get": {[]sandbox.Fault{respond(grants, http.StatusOK, sandbox.Always, `{"data":[],"total":0}`), respond(grant, http.StatusForbidden, sandbox.Always, "")}, cannot},
		"list does not end":     {[]sandbox.Fault{respond(grants, http.StatusOK, sandbox.Always, `{"data":[{"id":"pg-x"}],"total":5}`)}, cannot},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, server, state := created(t)
			for _, fault := range test.faults {
				w.InjectFault(fault)
			}
			after, diags := server.Read(t, state)
			require.Equal(t, test.errors, diags.Errors().Summaries(), diags.String())
			require.Empty(t, diags.Warnings())
			require.Equal(t, state.Attributes, after.Attributes, "the state is as before")
		})
	}
}

// The id of a grant may change with its role; its identity does not.
func TestProjectGrant_idChanges(t *testing.T) {
	t.Parallel()
	w, server, state := created(t, sandbox.WithReadings(sandbox.Readings{GrantIDChanges: true}))
	before := state

	config := w.groupGrant()
	config["project_role_id"] = w.roles["ProjectAdmin"]
	state, diags := server.Change(t, state, config)
	require.Empty(t, diags)
	require.NotEqual(t, before.Attributes["id"], state.Attributes["id"])
	require.Equal(t, before.Identity, state.Identity)

	// And in the console, unseen.
	w.grantInConsole(t, w.roles["Builder"])
	refreshed, diags := server.Read(t, state)
	require.Empty(t, diags)
	require.Equal(t, w.onlyGrant(t), refreshed.Attributes["id"])
	require.Equal(t, w.roles["Builder"], refreshed.Attributes["project_role_id"])
	require.Equal(t, before.Identity, refreshed.Identity)

	// A plan without refresh destroys by what it knows.
	gone, diags := server.Change(t, state, nil)
	require.Empty(t, diags)
	require.False(t, gone.Exists())
	require.Empty(t, w.Live(sandbox.KindProjectGrant), "the grant must not stay behind under its new id")
}

// The role changes in place, for each kind of holder and whatever becomes of the id.
func TestProjectGrant_update(t *testing.T) {
	t.Parallel()
	for name, readings := range map[string]sandbox.Readings{"id stays": {}, "id changes": {GrantIDChanges: true}} {
		for _, holder := range []string{"user", "group"} {
			t.Run(holder+", "+name, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, sandbox.WithReadings(readings))
				config := w.groupGrant()
				if holder == "user" {
					config = w.userGrant()
				}
				grant := w.Server(t).Instance(t, typeName)
				grant.MustApply(t, config)
				before := grant.State
				config["project_role_id"] = w.roles["ProjectAdmin"]
				require.Empty(t, grant.MustApply(t, config))
				require.Equal(t, readings.GrantIDChanges, grant.Value(t, "id") != before.Attributes["id"])
				require.Equal(t, before.Identity, grant.Identity)
				require.Equal(t, w.onlyGrant(t), grant.Value(t, "id"))
				grant.MustStay(t, config)
				require.Len(t, w.RequestsMatching(http.MethodPut, grants), 2)
			})
		}
	}
}

// A role that the service has accepted but does not show is an error.
func TestProjectGrant_updateWithoutEffect(t *testing.T) {
	t.Parallel()
	w, server, state := created(t)
	w.InjectFault(sandbox.Fault{Method: http.MethodPut, Route: grants, Status: http.StatusOK, Body: `{"data":[]}`})
	config := w.groupGrant()
	config["project_role_id"] = w.roles["ProjectAdmin"]
	_, diags := server.Change(t, state, config)
	require.Equal(t, []string{"Cannot update workato_project_grant"}, diags.Errors().Summaries())
	require.Contains(t, diags[0].Detail, "neither its answer nor the list of the project's grants shows it")
}

func TestProjectGrant_deleteTwice(t *testing.T) {
	t.Parallel()
	w, server, state := created(t)
	w.Delete(t, sandbox.KindProjectGrant)
	state, diags := server.Change(t, state, nil)
	require.Empty(t, diags)
	require.False(t, state.Exists())
}

func TestProjectGrant_deleteRefused(t *testing.T) {
	t.Parallel()
	w, server, state := created(t)
	w.InjectFault(sandbox.Fault{Method: http.MethodDelete, Route: grant, Status: http.StatusForbidden, Body: `{"message":"Forbidden"}`})
	after, diags := server.Change(t, state, nil)
	require.Equal(t, state.Attributes, after.Attributes)
	require.Equal(t, []string{"Cannot delete workato_project_grant"}, diags.Errors().Summaries())
}

// The answer of the bulk update may be the list of the whole project, or hold nothing
// of use: what is there decides.
func TestProjectGrant_answerWithoutGrant(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.InjectFault(sandbox.Fault{Method: http.MethodPut, Route: grants, When: sandbox.AfterCommit, Status: http.StatusOK, Body: `{"data":[]}`})
	state, diags := w.Server(t).Create(t, typeName, w.groupGrant())
	require.Empty(t, diags)
	require.Equal(t, w.onlyGrant(t), state.Attributes["id"])
	require.Len(t, w.RequestsMatching(http.MethodPut, grants), 1)
}
