package grant_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

func TestProjectGrantsData(t *testing.T) {
	t.Parallel()
	m := newMany(t)
	group := m.hand(t, m.groups[0], "Builder")
	user := m.hand(t, m.users[0], "ProjectAdmin")
	first := m.project
	second, err := m.AddProject(m.customer, "Billing")
	require.NoError(t, err)
	_, err = m.GrantInConsole(second, m.groups[0], m.roles["ProjectOperator"])
	require.NoError(t, err)
	m.ResetRequests()
	server := m.Server(t)
	byGroup := acctest.Object{
		"id": group, "project_id": first, "project_name": "Onboarding", "environment_type": "dev",
		"project_role_id": m.roles["Builder"], "project_role_name": "Builder",
		"user_id": nil, "user_name": nil, "user_email": nil, "user_group_id": m.groups[0], "user_group_name": "Builders",
	}
	byUser := acctest.Object{
		"id": user, "project_id": first, "project_name": "Onboarding", "environment_type": "dev",
		"project_role_id": m.roles["ProjectAdmin"], "project_role_name": "ProjectAdmin",
		"user_id": m.users[0], "user_name": "Ada", "user_email": "ada@acme.example", "user_group_id": nil, "user_group_name": nil,
	}
	for name, test := range map[string]struct {
		arguments acctest.Object
		want      []any
		route     string
	}{
		"project": {acctest.Object{"project_id": first}, []any{byGroup, byUser}, "/api/v2/managed_users/{id}/projects/{project_id}/project_grants"},
		"user":    {acctest.Object{"user_id": m.users[0]}, []any{byUser}, "/api/v2/managed_users/{id}/members/{member_id}/project_grants"},
		"nothing": {acctest.Object{"user_id": m.users[1]}, []any{}, "/api/v2/managed_users/{id}/members/{member_id}/project_grants"},
	} {
		test.arguments["environment_id"] = m.environment
		got, diags := server.Data(t, grantsType, test.arguments)
		require.Empty(t, diags, name)
		require.Equal(t, test.want, got["project_grants"], name)
		last := m.Requests()[len(m.Requests())-1]
		require.Equal(t, test.route, last.Route)
	}
	got, diags := server.Data(t, grantsType, acctest.Object{"environment_id": m.environment, "user_group_id": m.groups[0]})
	require.Empty(t, diags)
	require.Len(t, got["project_grants"], 2)
	require.Contains(t, got["project_grants"], byGroup)

	for name, arguments := range map[string]acctest.Object{
		"by id":    {"id": group},
		"by group": {"project_id": first, "user_group_id": m.groups[0]},
	} {
		arguments["environment_id"] = m.environment
		got, diags := server.Data(t, typeName, arguments)
		require.Empty(t, diags, name)
		delete(got, "environment_id")
		require.Equal(t, byGroup, got, name)
	}
	one, diags := server.Data(t, typeName, acctest.Object{"environment_id": m.environment, "project_id": first, "user_id": m.users[0]})
	require.Empty(t, diags)
	delete(one, "environment_id")
	require.Equal(t, byUser, one)
}

func TestProjectGrantsData_missing(t *testing.T) {
	t.Parallel()
	m := newMany(t)
	m.hand(t, m.groups[0], "Builder")
	server := m.Server(t)
	for name, test := range map[string]struct {
		typeName string
		config   acctest.Object
		at, text string
	}{
		"no such grant":    {typeName, acctest.Object{"id": "pg-none"}, "", "There is no such project, user, group or grant in this environment"},
		"no such project":  {typeName, acctest.Object{"project_id": "4711", "user_id": m.users[0]}, "", "There is no such project"},
		"no such holder":   {typeName, acctest.Object{"project_id": m.project, "user_group_id": m.groups[1]}, "user_group_id", "There are: " + m.groups[0]},
		"no grant of user": {typeName, acctest.Object{"project_id": m.project, "user_id": m.users[0]}, "user_id", "the list is empty"},
		"list, no project": {grantsType, acctest.Object{"project_id": "4711"}, "", "There is no such project"},
		"list, no user":    {grantsType, acctest.Object{"user_id": "4711"}, "", "There is no such project, user"},
		"list, no group":   {grantsType, acctest.Object{"user_group_id": "pf-none"}, "", "There is no such project, user, group"},
		// What was not known while the arguments were validated came out null.
		"list of nobody": {grantsType, acctest.Object{}, "", "has no user id, and no grants"},
		"one of nobody":  {typeName, acctest.Object{"project_id": m.project}, "", "has no user id, and no grants"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test.config["environment_id"] = m.environment
			_, diags := server.Data(t, test.typeName, test.config)
			require.Equal(t, []string{"Cannot read " + test.typeName}, diags.Errors().Summaries())
			require.Equal(t, []string{test.at}, diags.Errors().Paths())
			require.Contains(t, diags[0].Detail, test.text)
		})
	}
}

func TestProjectGrantsData_refused(t *testing.T) {
	t.Parallel()
	m := newMany(t)
	m.InjectFault(sandbox.Fault{Method: http.MethodGet, Route: grants, Status: http.StatusForbidden, Body: `{"message":"Forbidden"}`})
	_, diags := m.Server(t).Data(t, grantsType, acctest.Object{"environment_id": m.environment, "project_id": m.project})
	require.Contains(t, diags[0].Detail, "Either the workspace of this customer is not on the role-based access model")
}
