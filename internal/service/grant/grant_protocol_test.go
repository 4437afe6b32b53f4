package grant_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

func TestProjectGrant_import(t *testing.T) {
	t.Parallel()
	const external = "AM10:X/303 100% Größe"
	w := newWorld(t)
	require.NoError(t, w.SetCustomerField(w.customer, "external_id", external))
	w.grantInConsole(t, w.roles["Builder"])
	id := w.onlyGrant(t)
	server := w.Server(t)
	identity := acctest.Object{"environment_id": w.environment, "project_id": w.project, "user_id": nil, "user_group_id": w.group}

	check := func(t *testing.T, state acctest.State, diags acctest.Diagnostics) {
		t.Helper()
		require.Empty(t, diags)
		require.Equal(t, id, state.Attributes["id"])
		require.Equal(t, identity, state.Identity)
		plan, diags := server.Plan(t, state, w.groupGrant())
		require.Empty(t, diags)
		require.True(t, plan.NoChange(), "an import is followed by an empty plan")
	}
	for name, parent := range map[string]string{"numeric id": w.environment, "external id": "E" + url.PathEscape(external)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			state, diags := server.Import(t, typeName, parent+"/"+id)
			check(t, state, diags)
		})
	}
	t.Run("identity", func(t *testing.T) {
		t.Parallel()
		state, diags := server.ImportIdentity(t, typeName, identity)
		check(t, state, diags)
	})
	for name, change := range map[string]acctest.Object{
		"identity without holder":   {"user_group_id": nil},
		"identity with two holders": {"user_id": w.user},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wrong := acctest.Object{"environment_id": w.environment, "project_id": w.project, "user_group_id": w.group}
			maps.Copy(wrong, change)
			_, diags := server.ImportIdentity(t, typeName, wrong)
			require.Equal(t, []string{"Invalid identity of workato_project_grant"}, diags.Errors().Summaries())
		})
	}
	t.Run("identity of nothing", func(t *testing.T) {
		t.Parallel()
		_, diags := server.ImportIdentity(t, typeName, acctest.Object{"environment_id": w.environment, "project_id": w.project, "user_id": w.user})
		require.Equal(t, []string{"Cannot import workato_project_grant"}, diags.Errors().Summaries())
	})
}

func TestProjectGrant_importWrong(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	server := w.Server(t)
	const format = `Expected <environment_id>/<grant_id>, for example "209/pg-AQAEnmKC-Dtt9aD"`
	for name, test := range map[string]struct{ id, summary, reason string }{
		"no slash":            {"pg-x", "Invalid import id of workato_project_grant", format},
		"three parts":         {"209/60001/pg-x", "Invalid import id of workato_project_grant", format},
		"no environment":      {"/pg-x", "Invalid import id of workato_project_grant", format},
		"no grant":            {"209/", "Invalid import id of workato_project_grant", format},
		"not encoded":         {"E100%/pg-x", "Invalid import id of workato_project_grant", format},
		"no such grant":       {"209/pg-x", "Cannot import workato_project_grant", format},
		"no such environment": {"999/pg-x", "Cannot import workato_project_grant", format},
		"no such external id": {"Enone/pg-x", "Cannot import workato_project_grant", "Not found"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, diags := server.Import(t, typeName, test.id)
			require.Equal(t, []string{test.summary}, diags.Errors().Summaries())
			require.Contains(t, diags[0].Detail, test.reason)
		})
	}
}

func TestProjectGrant_validation(t *testing.T) {
	t.Parallel()
	server := acctest.NewServer(t)
	for name, test := range map[string]struct {
		change  acctest.Object
		at      string
		summary string
	}{
		"both":                  {acctest.Object{"user_id": "7001"}, "user_group_id", "Two holders of one grant"},
		"neither":               {acctest.Object{"user_group_id": nil}, "user_id", "A grant without a holder"},
		"empty group":           {acctest.Object{"user_group_id": ""}, "user_group_id", "Invalid Attribute Value Length"},
		"empty user":            {acctest.Object{"user_id": "", "user_group_id": nil}, "user_id", "Invalid Attribute Value Length"},
		"empty project":         {acctest.Object{"project_id": ""}, "project_id", "Invalid Attribute Value Length"},
		"empty role":            {acctest.Object{"project_role_id": ""}, "project_role_id", "Invalid Attribute Value Length"},
		"empty environment":     {acctest.Object{"environment_id": ""}, "environment_id", "Invalid Attribute Value Length"},
		"group":                 {nil, "", ""},
		"user":                  {acctest.Object{"user_id": "7001", "user_group_id": nil}, "", ""},
		"user not known yet":    {acctest.Object{"user_id": acctest.Unknown, "user_group_id": nil}, "", ""},
		"one of two is unknown": {acctest.Object{"user_id": acctest.Unknown}, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config := acctest.Object{"environment_id": "209", "project_id": "60001", "project_role_id": "pr-x", "user_group_id": "pf-x"}
			maps.Copy(config, test.change)
			diags := server.Validate(t, typeName, config)
			if test.at == "" {
				require.Empty(t, diags)
				return
			}
			require.Equal(t, []string{test.at}, diags.Errors().Paths(), diags.String())
			require.Equal(t, []string{test.summary}, diags.Errors().Summaries())
		})
	}
}

// A holder may turn out to be null only when the plan is carried out.
func TestProjectGrant_pending(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	server := w.Server(t)
	config := w.userGrant()
	config["user_id"] = nil
	plan, diags := server.Plan(t, server.Absent(t, typeName), config)
	require.Empty(t, diags)
	state, diags := server.Apply(t, plan)
	require.False(t, state.Exists())
	require.Equal(t, []string{"user_id"}, diags.Errors().Paths())
	require.Contains(t, diags[0].Detail, "has not accepted the invitation yet")
	require.Contains(t, diags[0].Detail, "grant the role to a group")
	require.Empty(t, w.Requests())
}

func TestProjectGrant_createFailsLate(t *testing.T) {
	t.Parallel()
	for name, fault := range acctest.LostAnswers(http.MethodPut, grants) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			server := w.Server(t)
			w.InjectFault(fault)
			state, diags := server.Create(t, typeName, w.userGrant())
			require.Empty(t, diags.Errors(), "an error would taint the grant")
			id := w.onlyGrant(t)
			require.Equal(t, []string{"workato_project_grant " + id + " was created although the answer was lost"}, diags.Summaries())
			require.Equal(t, id, state.Attributes["id"])
			require.Len(t, w.RequestsMatching(http.MethodPut, grants), 1)

			state, diags = server.Read(t, state)
			require.Empty(t, diags)
			plan, diags := server.Plan(t, state, w.userGrant())
			require.Empty(t, diags)
			require.True(t, plan.NoChange())
		})
	}
}

func TestProjectGrant_createCommitsLate(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.InjectFault(sandbox.Fault{
		Method: http.MethodPut, Route: grants, When: sandbox.CommitLater, Delay: 50 * time.Millisecond, Status: http.StatusGatewayTimeout,
	})
	state, diags := w.ServerThatSettles(t, time.Minute).Create(t, typeName, w.groupGrant())
	require.Empty(t, diags.Errors())
	require.Equal(t, w.onlyGrant(t), state.Attributes["id"])
	require.Len(t, w.RequestsMatching(http.MethodPut, grants), 1)
}

// What the service refuses is told where it is wrong, and with what may be behind it.
func TestProjectGrant_createRefused(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change acctest.Object
		words  []string
	}{
		"no such role":    {acctest.Object{"project_role_id": "pr-none"}, []string{`project_role_id "pr-none" does not exist`, "The call changed nothing."}},
		"no such group":   {acctest.Object{"user_group_id": "pf-none"}, []string{`assignment_id "pf-none" does not exist`}},
		"no such project": {acctest.Object{"project_id": "1"}, []string{"See that project 1 is in environment 209", "environments.test.id"}},
		// The project is in TEST, the id is that of the customer, and so of DEV.
		"project of TEST": {acctest.Object{"project_id": "60002"}, []string{
			"status 404", "A project lives in one environment", "environments.test.id of the customer, not the id of the customer, which is that of DEV",
		}},
		"no such environment": {acctest.Object{"environment_id": "999"}, []string{"environments.test.id"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			require.Equal(t, "60002", w.testProject)
			config := w.groupGrant()
			maps.Copy(config, test.change)
			state, diags := w.Server(t).Create(t, typeName, config)
			require.False(t, state.Exists())
			require.Equal(t, []string{"Cannot create workato_project_grant"}, diags.Summaries())
			for _, words := range test.words {
				require.Contains(t, diags[0].Detail, words)
			}
			require.LessOrEqual(t, len(w.RequestsMatching(http.MethodPut, grants)), 1)
			require.Empty(t, w.Objects(sandbox.KindProjectGrant))
		})
	}
}

// Errors land on the attribute at fault.
func TestProjectGrant_refusedFields(t *testing.T) {
	t.Parallel()
	for field, at := range map[string]string{"project_role_id": "project_role_id", "assignment_id": "user_group_id"} {
		t.Run(field, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.InjectFault(sandbox.Fault{
				Method: http.MethodPut, Route: grants, Status: http.StatusUnprocessableEntity,
				Body: fmt.Sprintf(`{"message":"Validation failed","errors":{%q:["is not allowed"]}}`, field),
			})
			_, diags := w.Server(t).Create(t, typeName, w.groupGrant())
			require.Equal(t, []string{at}, diags.Errors().Paths())
		})
	}
}

func TestProjectGrant_legacyCustomer(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	legacy := fmt.Sprint(account.AddLegacyCustomer("Old"))
	account.API(t, http.MethodPost, "/api/managed_users/"+legacy+"/folders", map[string]any{"name": "Onboarding"})
	account.ResetRequests()
	_, diags := account.Server(t).Create(t, typeName, acctest.Object{
		"environment_id": legacy, "project_id": "60001", "project_role_id": "pr-x", "user_group_id": "pf-x",
	})
	require.Equal(t, []string{"Cannot create workato_project_grant"}, diags.Summaries())
	require.Contains(t, diags[0].Detail, "not on the role-based access model (RBAC 2.0)")
	require.Empty(t, account.Writes())
}

// Where the DEV id reaches everything, the grant is made, but under an id that other
// calls do not know the project by.
func TestProjectGrant_otherEnvironment(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.WithReadings(sandbox.Readings{DevIDReachesAll: true}))
	server := w.Server(t)
	config := w.groupGrant()
	config["project_id"] = w.testProject
	state, diags := server.Create(t, typeName, config)
	require.Empty(t, diags.Errors())
	require.Equal(t, []string{"workato_project_grant " + w.onlyGrant(t) + " is in another environment than its environment_id"}, diags.Warnings().Summaries())
	require.Contains(t, diags[0].Detail, "environment_id 209 is that of dev, but project 60002 is in test.")
	require.Contains(t, diags[0].Detail, "environments.test.id of the customer")
	require.True(t, state.Exists())

	config["environment_id"] = w.test
	plan, diags := server.Plan(t, state, config)
	require.Empty(t, diags)
	require.Equal(t, []string{"environment_id"}, plan.Replaces)
}

// No warning where all is well, in any environment.
func TestProjectGrant_rightEnvironment(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.WithReadings(sandbox.Readings{DevIDReachesAll: true}))
	server := w.Server(t)
	_, diags := server.Create(t, typeName, w.groupGrant())
	require.Empty(t, diags)
	config := w.groupGrant()
	config["environment_id"], config["project_id"] = w.test, w.testProject
	_, diags = server.Create(t, typeName, config)
	require.Empty(t, diags)
}

func TestProjectGrant_replaces(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	server := w.Server(t)
	state, diags := server.Create(t, typeName, w.groupGrant())
	require.Empty(t, diags)
	for attribute, value := range map[string]any{
		"environment_id": w.test, "project_id": w.testProject, "user_group_id": "pf-other",
		"project_role_id": w.roles["ProjectAdmin"],
	} {
		t.Run(attribute, func(t *testing.T) {
			t.Parallel()
			config := w.groupGrant()
			config[attribute] = value
			plan, diags := server.Plan(t, state, config)
			require.Empty(t, diags)
			if attribute == "project_role_id" {
				require.Empty(t, plan.Replaces)
				require.Equal(t, acctest.Unknown, plan.Attributes["id"], "the id may change with the role")
				return
			}
			require.Equal(t, []string{attribute}, plan.Replaces)
		})
	}
}

// Somebody who has not accepted the invitation yet has no id to grant anything to.
func TestProjectGrant_pendingCollaborator(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	server := w.Server(t)
	ada, diags := server.Create(t, "workato_collaborator", acctest.Object{
		"managed_customer_id": w.environment, "name": "Eve", "email": "eve@acme.example", "environment_roles": acctest.Object{"dev": "Member"},
	})
	require.Empty(t, diags)
	require.Nil(t, ada.Attributes["user_id"])

	const words = "that one has not accepted the invitation yet, and has no user id until then: grant the role to a group, which the invitation can name, by user_group_id."
	config := w.userGrant()
	config["user_id"] = ada.Attributes["user_id"]
	diags = server.Validate(t, typeName, config)
	require.Equal(t, []string{"A grant without a holder"}, diags.Summaries())
	require.Equal(t, []string{"user_id"}, diags.Paths())
	require.Contains(t, diags[0].Detail, words)

	// While the collaborator is being made, the id is not known yet.
	config["user_id"] = acctest.Unknown
	plan, diags := server.Plan(t, server.Absent(t, typeName), config)
	require.Empty(t, diags)
	require.Equal(t, acctest.Unknown, plan.Attributes["user_id"])
	require.Empty(t, w.Live(sandbox.KindProjectGrant))
}
