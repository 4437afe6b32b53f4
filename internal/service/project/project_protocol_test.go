package project_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

const (
	typeName     = "workato_project"
	listTypeName = "workato_projects"
)

// strange is an external id with everything that paths and import ids trip over.
const strange = "AM10:X/303 100% Größe"

func onboarding(environment int) acctest.Object {
	return acctest.Object{"environment_id": fmt.Sprint(environment), "name": "Onboarding"}
}

func addProject(t *testing.T, account *acctest.Account, environment int, name string) {
	t.Helper()
	account.API(t, http.MethodPost, fmt.Sprintf("/api/managed_users/%d/folders", environment), map[string]any{"name": name})
}

func TestProject_import(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	account.AddCustomer("Another")
	environment := account.AddCustomer("Acme")
	require.NoError(t, account.SetCustomerField(environment, "external_id", strange))
	addProject(t, account, environment, "Onboarding")
	server := account.Server(t)
	want := acctest.Object{"id": "60001", "environment_id": fmt.Sprint(environment), "name": "Onboarding", "description": nil, "folder_id": "4503"}

	for name, id := range map[string]string{
		"numeric id":  fmt.Sprintf("%d/60001", environment),
		"external id": "E" + url.PathEscape(strange) + "/60001",
		// Escapes may be in lower case, and what need not be escaped may be as it is.
		"lower case": "EAM10:X%2f303 100%25 Größe/60001",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			state, diags := server.Import(t, typeName, id)
			require.Empty(t, diags)
			require.Equal(t, want, state.Attributes)
			require.Equal(t, acctest.Object{"environment_id": fmt.Sprint(environment), "id": "60001"}, state.Identity)

			plan, diags := server.Plan(t, state, onboarding(environment))
			require.Empty(t, diags)
			require.True(t, plan.NoChange(), "an import is followed by an empty plan")
		})
	}
	t.Run("identity", func(t *testing.T) {
		t.Parallel()
		state, diags := server.ImportIdentity(t, typeName, acctest.Object{"environment_id": fmt.Sprint(environment), "id": "60001"})
		require.Empty(t, diags)
		require.Equal(t, want, state.Attributes)
	})
}

// TEST and PROD do not answer as customers, but may have external ids of their own.
func TestProject_importFromTest(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	customer := account.AddCustomer("Acme")
	require.NoError(t, account.ProvisionInConsole(customer))
	require.NoError(t, account.SetObjectField(sandbox.KindEnvironment, fmt.Sprint(customer+1), "external_id", "acme-test"))
	addProject(t, account, customer+1, "Onboarding")

	state, diags := account.Server(t).Import(t, typeName, "Eacme-test/60001")
	require.Empty(t, diags)
	require.Equal(t, fmt.Sprint(customer+1), state.Attributes["environment_id"])
}

func TestProject_importWrong(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	environment := account.AddCustomer("Acme")
	addProject(t, account, environment, "Onboarding")
	server := account.Server(t)
	for name, test := range map[string]struct {
		id, summary, reason string
	}{
		"no slash":             {"60001", "Invalid import id of workato_project", "it has 1 part instead of 2"},
		"three parts":          {"209/60001/x", "Invalid import id of workato_project", "it has 3 parts instead of 2"},
		"no environment":       {"/60001", "Invalid import id of workato_project", "its part environment_id is empty"},
		"no project":           {"209/", "Invalid import id of workato_project", "its part project_id is empty"},
		"blanks":               {"209/ 60001", "Invalid import id of workato_project", "white space around it"},
		"not encoded":          {"E100%/60001", "Invalid import id of workato_project", "not percent-encoded"},
		"empty external id":    {"E/60001", "Invalid import id of workato_project", "the external id after the E is empty"},
		"no such project":      {"209/1", "Cannot import workato_project", "The environment 209 has no project 1"},
		"folder, not project":  {"209/4502", "Cannot import workato_project", "the id of a project is not that of its folder"},
		"no such environment":  {"999/60001", "Cannot import workato_project", "The environment 999 has no project 60001"},
		"no such external id":  {"Enone/60001", "Cannot import workato_project", "Not found"},
		"external id unescape": {"EAM10:X/303/60001", "Invalid import id of workato_project", "it has 3 parts instead of 2"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, diags := server.Import(t, typeName, test.id)
			require.Equal(t, []string{test.summary}, diags.Errors().Summaries())
			require.Contains(t, diags[0].Detail, test.reason)
			if !strings.HasPrefix(test.id, "Enone") {
				require.Contains(t, diags[0].Detail, `Expected <environment_id>/<project_id>, for example "209/4711"`)
			}
		})
	}
}

func TestProject_validation(t *testing.T) {
	t.Parallel()
	server := acctest.NewServer(t)
	for name, test := range map[string]struct {
		change acctest.Object
		at     string
	}{
		"no name":             {acctest.Object{"name": ""}, "name"},
		"blank before":        {acctest.Object{"name": " Onboarding"}, "name"},
		"blank after":         {acctest.Object{"name": "Onboarding\t"}, "name"},
		"line break after":    {acctest.Object{"name": "Onboarding\n"}, "name"},
		"only blanks":         {acctest.Object{"name": "  "}, "name"},
		"empty description":   {acctest.Object{"description": ""}, "description"},
		"blank description":   {acctest.Object{"description": "x "}, "description"},
		"empty environment":   {acctest.Object{"environment_id": ""}, "environment_id"},
		"one character":       {acctest.Object{"name": "O", "description": "-"}, ""},
		"blank in the middle": {acctest.Object{"name": "A B", "description": "two\n\nparagraphs"}, ""},
		"all unknown":         {acctest.Object{"name": acctest.Unknown, "description": acctest.Unknown, "environment_id": acctest.Unknown}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config := onboarding(209)
			maps.Copy(config, test.change)
			diags := server.Validate(t, typeName, config)
			if test.at == "" {
				require.Empty(t, diags)
				return
			}
			require.Equal(t, []string{test.at}, diags.Errors().Paths(), diags.String())
		})
	}
}

func TestProject_C1_C2_C6_createFailsLate(t *testing.T) {
	t.Parallel()
	for name, fault := range acctest.LostAnswers(http.MethodPost, folders) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := acctest.NewAccount(t)
			environment := account.AddCustomer("Acme")
			server := account.Server(t)
			account.InjectFault(fault)

			state, diags := server.Create(t, typeName, onboarding(environment))
			require.Empty(t, diags.Errors(), "an error would taint the project")
			require.Equal(t, []string{"workato_project 60001 was created although the answer was lost"}, diags.Summaries())
			require.Equal(t, "60001", state.Attributes["id"])
			require.Len(t, account.RequestsMatching(http.MethodPost, folders), 1)
			require.Equal(t, []string{"60001"}, account.Live(sandbox.KindProject))

			state, diags = server.Read(t, state)
			require.Empty(t, diags)
			plan, diags := server.Plan(t, state, onboarding(environment))
			require.Empty(t, diags)
			require.True(t, plan.NoChange())
		})
	}
}

// A server that goes on working after its gateway has given up.
func TestProject_C3_createCommitsLate(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	environment := account.AddCustomer("Acme")
	account.InjectFault(sandbox.Fault{
		Method: http.MethodPost, Route: folders, When: sandbox.CommitLater, Delay: 50 * time.Millisecond, Status: http.StatusGatewayTimeout,
	})
	state, diags := account.ServerThatSettles(t, time.Minute).Create(t, typeName, onboarding(environment))
	require.Empty(t, diags.Errors())
	require.Equal(t, "60001", state.Attributes["id"])
	require.Len(t, account.RequestsMatching(http.MethodPost, folders), 1)
}

func TestProject_createRefused(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	environment := account.AddCustomer("Acme")
	account.InjectFault(sandbox.Fault{
		Method: http.MethodPost, Route: folders, Status: http.StatusUnprocessableEntity,
		Body: `{"message":"Validation failed","errors":{"name":["is too long"]}}`,
	})
	state, diags := account.Server(t).Create(t, typeName, onboarding(environment))
	require.False(t, state.Exists())
	require.Equal(t, []string{"name"}, diags.Errors().Paths())
	require.Equal(t, []string{"Cannot create workato_project"}, diags.Summaries())
	require.Contains(t, diags[0].Detail, "name is too long")
	require.Contains(t, diags[0].Detail, "The call changed nothing.")
	require.Len(t, account.RequestsMatching(http.MethodPost, folders), 1)
	require.Empty(t, account.Objects(sandbox.KindProject))
}

// Several projects of one name are possible; none of them is chosen.
func TestProject_existsTwice(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	environment := account.AddCustomer("Acme")
	addProject(t, account, environment, "Onboarding")
	addProject(t, account, environment, "Onboarding")
	account.ResetRequests()
	state, diags := account.Server(t).Create(t, typeName, onboarding(environment))
	require.False(t, state.Exists())
	require.Contains(t, diags.String(), "60001, 60002")
	require.Contains(t, diags.String(), "this provider does not choose")
	require.Empty(t, account.Writes())
}

func TestProject_descriptionFails(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	environment := account.AddCustomer("Acme")
	server := account.Server(t)
	account.InjectFault(sandbox.Fault{Method: http.MethodPut, Route: project, Status: http.StatusForbidden, Body: `{"message":"Forbidden"}`})
	config := onboarding(environment)
	config["description"] = "What a new customer needs"

	state, diags := server.Create(t, typeName, config)
	require.Empty(t, diags.Errors(), "an error would taint the project")
	require.Equal(t, []string{"workato_project 60001 was created without its description"}, diags.Warnings().Summaries())
	require.Contains(t, diags[0].Detail, "PUT /api/managed_users/{id}/projects/{project}, status 403")

	state, diags = server.Read(t, state)
	require.Empty(t, diags)
	require.Nil(t, state.Attributes["description"])
	plan, diags := server.Plan(t, state, config)
	require.Empty(t, diags)
	require.Empty(t, plan.Replaces)
	require.Equal(t, "What a new customer needs", plan.Attributes["description"])
	require.Equal(t, "60001", plan.Attributes["id"])
}

func TestProject_deleteRefused(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	environment := account.AddCustomer("Acme")
	server := account.Server(t)
	state, diags := server.Create(t, typeName, onboarding(environment))
	require.Empty(t, diags)
	account.InjectFault(sandbox.Fault{Method: http.MethodDelete, Route: project, Status: http.StatusForbidden, Body: `{"message":"Cannot destroy folder"}`})

	state, diags = server.Change(t, state, nil)
	require.True(t, state.Exists(), "what could not be deleted stays in the state")
	require.Equal(t, []string{"Cannot delete workato_project"}, diags.Summaries())
	for _, words := range []string{
		"The API said: Cannot destroy folder.", "DELETE /api/managed_users/{id}/projects/{project}, status 403 (Forbidden)",
		"still holds something in use", "as it does for a missing permission", "The call changed nothing.",
	} {
		require.Contains(t, diags[0].Detail, words)
	}
	state, diags = server.Change(t, state, nil)
	require.Empty(t, diags)
	require.False(t, state.Exists())
}

// What is gone already is deleted without a word.
func TestProject_deleteTwice(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	environment := account.AddCustomer("Acme")
	server := account.Server(t)
	state, diags := server.Create(t, typeName, onboarding(environment))
	require.Empty(t, diags)
	account.Delete(t, sandbox.KindProject)
	state, diags = server.Change(t, state, nil)
	require.Empty(t, diags)
	require.False(t, state.Exists())
}

// An update sends what changed and nothing else.
func TestProject_updateSends(t *testing.T) {
	t.Parallel()
	account, server, state := created(t)
	config := onboarding(209)
	for _, change := range []acctest.Object{
		{"name": "Rollout"}, {"description": "What a new customer needs"}, {"name": "Onboarding", "description": nil},
	} {
		maps.Copy(config, change)
		var diags acctest.Diagnostics
		state, diags = server.Change(t, state, config)
		require.Empty(t, diags)
		require.Equal(t, "60001", state.Attributes["id"])
	}
	bodies := []any{}
	for _, update := range account.RequestsMatching(http.MethodPut, project) {
		bodies = append(bodies, update.Body)
	}
	require.Equal(t, []any{
		map[string]any{"name": "Rollout"},
		map[string]any{"description": "What a new customer needs"},
		map[string]any{"name": "Onboarding", "description": ""},
	}, bodies)
}
