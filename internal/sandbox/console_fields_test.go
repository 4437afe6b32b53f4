package sandbox_test

import (
	"net/http"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// fieldTest is a change in the console: what the ledger holds under key afterwards is
// want, or else value.
type fieldTest struct {
	kind, id, key string
	value         any
	field         string
	want          any
}

// world of objects of every kind, with a change for each.
func changesOfFields(t *testing.T, c *client) []fieldTest {
	t.Helper()
	path := c.customer(object{"provision_environments": true, "external_id": "acme"})
	legacy := strconv.Itoa(c.sb.AddLegacyCustomer("Legacy"))
	legacyID, err := strconv.Atoi(legacy)
	require.NoError(t, err)
	role, err := c.sb.AddLegacyRole(legacyID, "Auditor")
	require.NoError(t, err)
	group := c.group(path, "Makers")
	member, err := c.sb.AddMember(209, "Ada", "ada@acme.example")
	require.NoError(t, err)
	project, err := c.sb.AddProject(209, "Onboarding")
	require.NoError(t, err)
	folder := idText(c.must(http.MethodPost, path+"/folders", object{"name": "Orders", "parent_id": c.sb.LiveObjects(sandbox.KindFolder)[0].ID})["id"])
	require.NoError(t, c.sb.SetProperty(209, "", "URL", "https://a.example"))
	connection, err := c.sb.AddConnection(209, "Accounts", "jira")
	require.NoError(t, err)
	client, err := c.sb.AddAPIClient(209, "Agent")
	require.NoError(t, err)
	clientRole, err := c.sb.AddAPIClientRole(209, "Third")
	require.NoError(t, err)
	builder := c.role(path, "Builder")
	grant, err := c.sb.GrantInConsole(project, group, builder)
	require.NoError(t, err)
	person := c.sb.AddTeamCollaborator("Alex", "alex@partner.example")
	manager := idText(inner(t, c.must(http.MethodPost, "/api/customer_managers", object{"team_collaborator_id": person, "role_id": 247}), "result")["id"])
	ownRole, err := c.sb.AddRole(209, sandbox.KindProjectRole, "Author", "custom", object{"a": "b"})
	require.NoError(t, err)
	require.NoError(t, c.sb.AddWorkspace365Environment("acme"))
	admin := c.role(path, "ProjectAdmin")
	return []fieldTest{
		{sandbox.KindCustomer, "209", "time_zone", "Berlin", "", nil},
		{sandbox.KindEnvironment, "210", "external_id", "acme-test", "", nil},
		{sandbox.KindMember, strconv.Itoa(member), "test", "Member", "roles", map[string]string{"dev": "Member", "test": "Member"}},
		{sandbox.KindUserGroup, group, "description", "They make", "", nil},
		{sandbox.KindUserGroup, group, "user_ids", []any{strconv.Itoa(member)}, "", []int{member}},
		{sandbox.KindUserGroup, group, "user_ids", nil, "", []int{}},
		{sandbox.KindProjectRole, ownRole, "type", "inheritable", "", nil},
		{sandbox.KindProjectRole, ownRole, "config", object{"c": "d"}, "", nil},
		{sandbox.KindCustomRole, strconv.Itoa(role), "name", "Reader", "", nil},
		{sandbox.KindCustomRole, strconv.Itoa(role), "inheritable", true, "", nil},
		{sandbox.KindCustomRole, strconv.Itoa(role), "privileges", object{"Recipes": []any{"read"}}, "", nil},
		{sandbox.KindCustomRole, strconv.Itoa(role), "folder_ids", []any{"7"}, "", []string{"7"}},
		{sandbox.KindFolder, folder, "name", "Leads", "", nil},
		{sandbox.KindProject, strconv.Itoa(project), "description", "It", "", nil},
		{sandbox.KindProject, strconv.Itoa(project), "grants", object{group: admin}, "", map[string]string{strconv.Itoa(project) + "/user_group=" + group: admin}},
		{sandbox.KindProjectGrant, grant, "project_role_id", builder, "", nil},
		{sandbox.KindProperty, "209//URL", "value", "https://b.example", "", nil},
		{sandbox.KindConnection, strconv.Itoa(connection), "authorization_status", "success", "", nil},
		{sandbox.KindAPIClient, strconv.Itoa(client), "folder_ids", []any{"4505"}, "", []int{4505}},
		{sandbox.KindAPIClient, strconv.Itoa(client), "token_updated_at", "2031-01-02T03:04:05.000Z", "token", 2},
		{sandbox.KindAPIClientRole, strconv.Itoa(clientRole), "name", "Fourth", "", nil},
		{sandbox.KindCustomerManager, manager, "role_id", "2", "", 2},
		{sandbox.KindCustomerManager, manager, "permitted_workspace_ids", []any{"209"}, "", []int{209}},
		{sandbox.KindCustomerManager, manager, "name", "Alexa", "", nil},
		{sandbox.KindWorkspace365Environment, "acme", "active", false, "", nil},
	}
}

func TestObjectFields(t *testing.T) {
	t.Parallel()
	c := start(t)
	for _, test := range changesOfFields(t, c) {
		before, err := c.sb.ObjectFields(test.kind, test.id)
		require.NoError(t, err)
		c.sb.ResetRequests()
		require.NoError(t, c.sb.SetObjectField(test.kind, test.id, test.key, test.value))
		require.Empty(t, c.sb.Requests(), "nobody calls the API")
		after, err := c.sb.ObjectFields(test.kind, test.id)
		require.NoError(t, err)
		if test.field == "" {
			test.field = test.key
		}
		if test.want == nil {
			test.want = test.value
		}
		require.Equal(t, test.want, after[test.field], "%s of a %s", test.key, test.kind)
		delete(before, test.field)
		delete(after, test.field)
		require.Equal(t, before, after, "nothing but %s of a %s", test.key, test.kind)
		require.Error(t, c.sb.SetObjectField(test.kind, test.id, "nickname", object{}), test.kind)
		_, err = c.sb.ObjectFields(test.kind, "none")
		require.Error(t, err, test.kind)
	}
}

func TestSetObjectField_refused(t *testing.T) {
	t.Parallel()
	c := start(t)
	changesOfFields(t, c)
	for _, test := range []fieldTest{
		{kind: sandbox.KindCustomer, id: "acme", key: "name"},
		{kind: sandbox.KindFolder, id: "4506", key: "parent_id", value: "4506"},
		{kind: sandbox.KindUserGroup, id: c.sb.LiveObjects(sandbox.KindUserGroup)[0].ID, key: "user_ids", value: []any{"1"}},
		{kind: sandbox.KindCustomerManager, id: "1234", key: "role_id", value: "1"},
		{kind: sandbox.KindAPIClient, id: "40901", key: "folder_ids", value: []any{"x"}},
		{kind: sandbox.KindProject, id: "60001", key: "grants", value: object{"nobody": "1"}},
		{kind: sandbox.KindWorkspace365Environment, id: "acme", key: "licenses", value: 7},
	} {
		require.Error(t, c.sb.SetObjectField(test.kind, test.id, test.key, test.value), "%s of a %s", test.key, test.kind)
	}
}
