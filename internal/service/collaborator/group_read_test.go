package collaborator_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// created returns a group that the provider has made, in customer 209.
func created(t *testing.T, options ...sandbox.Option) (*acctest.Account, *acctest.Server, acctest.State) {
	t.Helper()
	account := acctest.NewAccount(t, options...)
	customer := account.AddCustomer("Acme")
	require.Equal(t, 209, customer)
	server := account.Server(t)
	state, diags := server.Create(t, typeName, builders(customer))
	require.Empty(t, diags)
	account.ResetRequests()
	return account, server, state
}

// Only what is proved to be gone leaves the state, with a warning that says how it
// was proved.
func TestCollaboratorGroup_gone(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		kind, how string
	}{
		"deleted":             {sandbox.KindUserGroup, "The API answers 404 for it, twice and a moment apart, while its customer 209 answers."},
		"deleted with parent": {sandbox.KindCustomer, "Its customer 209 is gone, and its groups with it."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account, server, state := created(t)
			account.Delete(t, test.kind)
			after, diags := server.Read(t, state)
			require.False(t, after.Exists())
			require.Empty(t, diags.Errors())
			require.Equal(t, []string{fmt.Sprintf("workato_collaborator_group %s no longer exists", state.Attributes["id"])}, diags.Warnings().Summaries())
			require.Contains(t, diags[0].Detail, test.how)
		})
	}
}

func TestCollaboratorGroup_notGone(t *testing.T) {
	t.Parallel()
	cannot := []string{"Cannot read workato_collaborator_group"}
	respond := func(route string, status int, body string) sandbox.Fault {
		return sandbox.Fault{Method: http.MethodGet, Route: route, Status: status, Count: sandbox.Always, Body: body}
	}
	notFound := respond(group, http.StatusNotFound, `{"message":"Not found"}`)
	for name, test := range map[string]struct {
		faults []sandbox.Fault
		errors []string
	}{
		"unauthorized":              {[]sandbox.Fault{respond(group, http.StatusUnauthorized, `{"message":"Unauthorized"}`)}, cannot},
		"forbidden":                 {[]sandbox.Fault{respond(group, http.StatusForbidden, `{"message":"Forbidden"}`)}, cannot},
		"customer is not shown":     {[]sandbox.Fault{notFound, respond("/api/managed_users/{id}", http.StatusForbidden, `{"message":"Forbidden"}`)}, cannot},
		"service down":              {[]sandbox.Fault{respond(group, http.StatusInternalServerError, "")}, cannot},
		"web page":                  {[]sandbox.Fault{{Method: http.MethodGet, Route: group, Count: sandbox.Always, Action: sandbox.HTML}}, cannot},
		"no object":                 {[]sandbox.Fault{respond(group, http.StatusOK, `{"data":{}}`)}, cannot},
		"not found once":            {[]sandbox.Fault{{Method: http.MethodGet, Route: group, Status: http.StatusNotFound, Body: `{"message":"Not found"}`}}, nil},
		"quota is used up a moment": {[]sandbox.Fault{{Method: http.MethodGet, Route: group, Status: http.StatusTooManyRequests, Count: 2}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account, server, state := created(t)
			for _, fault := range test.faults {
				account.InjectFault(fault)
				if fault.Route == group {
					fault.Route = groups
					account.InjectFault(fault)
				}
			}
			after, diags := server.Read(t, state)
			require.Equal(t, test.errors, diags.Errors().Summaries(), diags.String())
			require.Empty(t, diags.Warnings())
			require.Equal(t, state.Attributes, after.Attributes, "the state is as before")
		})
	}
}

// What was just made may not be readable everywhere yet.
func TestCollaboratorGroup_appearsLate(t *testing.T) {
	t.Parallel()
	_, server, state := created(t, sandbox.WithReadings(sandbox.Readings{ReadLag: 1}))
	after, diags := server.Read(t, state)
	require.Empty(t, diags)
	require.Equal(t, state.Attributes, after.Attributes)
}

func TestCollaboratorGroupsDataSource(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	customer := account.AddCustomer("Acme")
	const count = 250
	for i := range count {
		addGroup(t, account, customer, fmt.Sprintf("Group %d", i))
	}
	member, err := account.AddMember(customer, "Ada", "ada@acme.example")
	require.NoError(t, err)
	require.NotZero(t, member)
	id := account.Live(sandbox.KindUserGroup)[7]
	require.NoError(t, account.SetObjectField(sandbox.KindUserGroup, id, "description", "The seventh"))
	account.ResetRequests()
	server := account.Server(t)
	in := fmt.Sprint(customer)

	got, diags := server.Data(t, listTypeName, acctest.Object{"managed_customer_id": in})
	require.Empty(t, diags)
	rows, isList := got["collaborator_groups"].([]any)
	require.True(t, isList)
	require.Len(t, rows, count+1)
	seen := map[any]bool{}
	for _, row := range rows {
		seen[row.(acctest.Object)["id"]] = true //nolint:forcetypeassert // The schema says so.
	}
	require.Len(t, seen, count+1, "each row comes once")
	require.Len(t, account.RequestsMatching(http.MethodGet, groups), 3)
	everybody, isObject := rows[0].(acctest.Object)
	require.True(t, isObject)
	require.Equal(t, "All collaborators", everybody["name"])
	require.Equal(t, true, everybody["system"])
	require.InDelta(t, 1, everybody["members_count"], 0)

	got, diags = server.Data(t, listTypeName, acctest.Object{"managed_customer_id": in, "name": "Group 7"})
	require.Empty(t, diags)
	rows, isList = got["collaborator_groups"].([]any)
	require.True(t, isList)
	require.Len(t, rows, 1, "names match whole, not Group 70")
	row, isObject := rows[0].(acctest.Object)
	require.True(t, isObject)
	require.NotEmpty(t, row["created_at"])
	delete(row, "created_at")
	require.Equal(t, acctest.Object{"id": id, "name": "Group 7", "description": "The seventh", "members_count": 0.0, "system": false}, row)

	got, diags = server.Data(t, listTypeName, acctest.Object{"managed_customer_id": in, "name": "group 7"})
	require.Empty(t, diags)
	require.Equal(t, []any{}, got["collaborator_groups"])

	_, diags = server.Data(t, listTypeName, acctest.Object{"managed_customer_id": "999"})
	require.Equal(t, []string{"Cannot read workato_collaborator_groups"}, diags.Errors().Summaries())
	require.Contains(t, diags[0].Detail, "status 404")

	legacy := account.AddLegacyCustomer("Old")
	_, diags = server.Data(t, listTypeName, acctest.Object{"managed_customer_id": fmt.Sprint(legacy)})
	require.Contains(t, diags.String(), "not on the role-based access model (RBAC 2.0)")
}
