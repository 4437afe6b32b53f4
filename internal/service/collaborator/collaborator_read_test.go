package collaborator_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

func TestCollaborator_import(t *testing.T) {
	t.Parallel()
	account := customer(t)
	require.NoError(t, account.SetCustomerField(209, "external_id", "AM10:X/303"))
	start(t, account, bo())
	id := account.Live(sandbox.KindMember)[0]
	server := account.Server(t)
	for name, importID := range map[string]string{
		"address": "209/bo@acme.example", "address in other letters": "209/BO@Acme.example", "user id": "209/" + id,
		"external id": "EAM10%3AX%2F303/bo@acme.example", "external id and user id": "EAM10%3AX%2F303/" + id,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			instance := server.Instance(t, person)
			require.Empty(t, instance.Import(t, importID))
			require.Equal(t, acctest.Object{"managed_customer_id": "209", "email": "bo@acme.example"}, instance.Identity)
			require.Equal(t, id, instance.Value(t, "user_id"))
			require.Equal(t, "active", instance.Value(t, "status"))
			plan, diags := instance.Plan(t, bo(acctest.Object{"oauth_id": nil, "name": "User bo@acme.example"}))
			require.Empty(t, diags)
			require.True(t, plan.NoChange(), "an import is followed by an empty plan")
			require.Empty(t, instance.MustApply(t, bo()), "oauth_id is written down, without a call")
			instance.MustStay(t, bo())
		})
	}
	t.Run("identity", func(t *testing.T) {
		t.Parallel()
		state, diags := server.ImportIdentity(t, person, acctest.Object{"managed_customer_id": "209", "email": "Bo@acme.example"})
		require.Empty(t, diags)
		require.Equal(t, id, state.Attributes["user_id"])
		require.Equal(t, "bo@acme.example", state.Identity["email"])
	})
	require.Empty(t, account.Writes())
}

// TestCollaborator_C14_importWithoutAddress takes over somebody whom the API shows without an address, with the block
// of the error that says that there is one.
func TestCollaborator_C14_importWithoutAddress(t *testing.T) {
	t.Parallel()
	account := customer(t)
	config := bo(acctest.Object{"name": "Bo"})
	account.Server(t).Instance(t, person).MustApply(t, config)
	id := account.Live(sandbox.KindMember)[0] + ":bo@acme.example"

	diags := account.Server(t).Instance(t, person).Apply(t, config)
	require.Contains(t, diags.String(), `id = "209/`+id+`"`)
	account.ResetRequests()
	instance := account.Server(t).Instance(t, person)
	require.Empty(t, instance.Import(t, "209/"+id))
	require.Equal(t, acctest.Object{"managed_customer_id": "209", "email": "bo@acme.example"}, instance.Identity)
	instance.MustApply(t, config)
	instance.MustStay(t, config)
	require.Empty(t, account.Writes())
}

func TestCollaborator_importWrong(t *testing.T) {
	t.Parallel()
	account := customer(t)
	start(t, account, ada())
	account.API(t, http.MethodPost, "/api/managed_users/209/members", map[string]any{"name": "Cy", "external_id": "c", "env_roles": []any{sentRole("dev", "Member")}})
	server := account.Server(t)
	const format = `Expected <managed_customer_id>/<email, user_id or user_id:email>, for example "209/ada@acme.example"`
	for name, test := range map[string]struct {
		id, summary, reason string
	}{
		"no slash":         {"ada@acme.example", "Invalid import id of workato_collaborator", format},
		"three parts":      {"209/7001/x", "Invalid import id of workato_collaborator", format},
		"nobody":           {"209/bo@acme.example", "Cannot import workato_collaborator", format},
		"no such id":       {"209/1", "Cannot import workato_collaborator", format},
		"no such customer": {"999/ada@acme.example", "Cannot import workato_collaborator", format},
		"pending":          {"209/ada@acme.example", "Cannot import workato_collaborator", "the API does not show invitations. Import once the invitation is accepted."},
		"without address":  {"209/" + account.Live(sandbox.KindMember)[0], "Cannot import workato_collaborator", "The API shows no e-mail address for Cy"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, diags := server.Import(t, person, test.id)
			require.Equal(t, []string{test.summary}, diags.Errors().Summaries())
			require.Contains(t, diags[0].Detail, test.reason)
		})
	}
}

// Each way in which the API may show roles gives the same state.
func TestCollaborator_readings(t *testing.T) {
	t.Parallel()
	roles := acctest.Object{"dev": "EnvironmentAdmin", "test": "Member", "prod": "NoAccess"}
	for name, reading := range map[string]sandbox.Readings{
		"role_name alone":            {MemberReadings: sandbox.MemberReadings{MemberRoleNameOnly: true}},
		"types are hidden":           {MemberReadings: sandbox.MemberReadings{MemberRoleTypeHidden: true}},
		"NoAccess is shown":          {MemberReadings: sandbox.MemberReadings{MemberNoAccessShown: true}},
		"titles instead of names":    {MemberReadings: sandbox.MemberReadings{MemberRoleTitles: true}},
		"ids are strings":            {StringIDs: true},
		"addresses are tidied up":    {LowercaseEmails: true},
		"collaborators appear later": {ReadLag: 1},
		"all at once": {StringIDs: true, LowercaseEmails: true, ReadLag: 1, MemberReadings: sandbox.MemberReadings{
			MemberRoleNameOnly: true, MemberRoleTitles: true, MemberNoAccessShown: true,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, config := range []acctest.Object{
				bo(acctest.Object{"email": "Bo@acme.example", "oauth_id": "Bo@acme.example", "environment_roles": roles}),
				ada(acctest.Object{"email": "Ada@acme.example", "environment_roles": roles}),
			} {
				account := customer(t, sandbox.WithReadings(reading))
				instance := start(t, account, config)
				if instance.Value(t, "status") == "pending" {
					_, err := account.AcceptInvitation(209, "")
					require.NoError(t, err)
				}
				instance.MustStay(t, config)
				require.NoError(t, account.SetObjectField(sandbox.KindMember, account.Live(sandbox.KindMember)[0], "test", "EnvironmentManager"))
				require.Empty(t, instance.Refresh(t))
				require.NotEqual(t, "Member", instance.Value(t, "environment_roles", "test"), "a change in TEST is seen")
				require.Empty(t, instance.MustApply(t, config))
				instance.MustStay(t, config)
				require.Len(t, account.Writes(), 1)

				imported := account.Server(t).Instance(t, person)
				require.Empty(t, imported.Import(t, "209/"+account.Live(sandbox.KindMember)[0]))
				require.Equal(t, "environment", imported.Value(t, "role_type"))
				require.Nil(t, imported.Value(t, "environment_roles", "prod"))
				require.NotNil(t, imported.Value(t, "environment_roles", "test"))
			}
		})
	}
}

// The legacy model, whose type of roles is its own.
func TestCollaborator_legacy(t *testing.T) {
	t.Parallel()
	for name, reading := range map[string]sandbox.MemberReadings{
		"plainest": {}, "types are hidden": {MemberRoleTypeHidden: true}, "role_name alone": {MemberRoleNameOnly: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := acctest.NewAccount(t, sandbox.WithReadings(sandbox.Readings{MemberReadings: reading}))
			account.AddLegacyCustomer("Acme")
			config := bo(acctest.Object{"role_type": "privilege_group", "environment_roles": acctest.Object{"dev": "Analyst"}})
			instance := start(t, account, config)
			instance.MustStay(t, config)
			config["environment_roles"] = acctest.Object{"dev": "Operator"}
			require.Empty(t, instance.MustApply(t, config))
			instance.MustStay(t, config)
			imported := account.Server(t).Instance(t, person)
			require.Empty(t, imported.Import(t, "209/bo@acme.example"))
			require.Equal(t, "privilege_group", imported.Value(t, "role_type"))
			imported.MustApply(t, config)
			require.Len(t, account.Writes(), 1)
		})
	}
}

// A migrated workspace shows the new type, and all roles are sent with it.
func TestCollaborator_roleType(t *testing.T) {
	t.Parallel()
	account := customer(t)
	instance := start(t, account, bo())
	instance.Rewrite(t, "role_type", "privilege_group")
	require.Empty(t, instance.MustApply(t, bo()))
	require.Equal(t, []any{map[string]any{"env_roles": []any{sentRole("dev", "EnvironmentAdmin"), sentRole("test", "Member")}}}, bodies(account, http.MethodPut, member))
}

// Roles in TEST and PROD that cannot be read stay as they are in the state.
func TestCollaborator_privilegesRefused(t *testing.T) {
	t.Parallel()
	account := customer(t, sandbox.WithReadings(sandbox.Readings{MemberReadings: sandbox.MemberReadings{MemberRoleNameOnly: true}}))
	instance := start(t, account, bo())
	account.InjectFault(sandbox.Fault{Method: http.MethodGet, Route: privileges, Count: sandbox.Always, Status: http.StatusForbidden, Body: `{"message":"Forbidden"}`})
	before := instance.Attributes
	require.NoError(t, account.SetObjectField(sandbox.KindMember, account.Live(sandbox.KindMember)[0], "test", nil))
	require.Equal(t, []string{"workato_collaborator bo@acme.example: roles in TEST and PROD are not visible"}, instance.Refresh(t).Summaries())
	require.Equal(t, before, instance.Attributes)

	account.ClearFaults()
	account.InjectFault(sandbox.Fault{Method: http.MethodGet, Route: privileges, Count: sandbox.Always, Status: http.StatusInternalServerError})
	_, diags := account.Server(t).Read(t, instance.State)
	require.Equal(t, []string{"Cannot read workato_collaborator"}, diags.Summaries())
}

func TestCollaborator_gone(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		config    acctest.Object
		kind, how string
	}{
		"deleted":              {bo(), sandbox.KindMember, "The API answers 404 for it, twice and a moment apart, while its customer 209 answers."},
		"deleted with parent":  {bo(), sandbox.KindCustomer, "Its customer 209 is gone, and its collaborators with it."},
		"pending, with parent": {ada(), sandbox.KindCustomer, "Its customer 209 is gone, and its collaborators with it."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := customer(t)
			instance := start(t, account, test.config)
			account.Delete(t, test.kind)
			diags := instance.Refresh(t)
			require.False(t, instance.Exists())
			require.Equal(t, []string{fmt.Sprintf("workato_collaborator %s no longer exists", test.config["email"])}, diags.Summaries())
			require.Contains(t, diags[0].Detail, test.how)
		})
	}
}

// Who was removed and invited again has another id, and is the same person.
func TestCollaborator_anotherID(t *testing.T) {
	t.Parallel()
	account := customer(t)
	instance := start(t, account, bo())
	before := instance.Value(t, "user_id")
	account.Delete(t, sandbox.KindMember)
	id, err := account.AddMember(209, "Bo", "bo@acme.example")
	require.NoError(t, err)
	require.Empty(t, instance.Refresh(t))
	require.NotEqual(t, before, instance.Value(t, "user_id"))
	require.Equal(t, fmt.Sprint(id), instance.Value(t, "user_id"))
	require.Empty(t, instance.MustApply(t, bo()))
	instance.MustStay(t, bo())
}

func TestCollaborator_notGone(t *testing.T) {
	t.Parallel()
	cannot := []string{"Cannot read workato_collaborator"}
	respond := func(route string, status int, body string) sandbox.Fault {
		return sandbox.Fault{Method: http.MethodGet, Route: route, Status: status, Count: sandbox.Always, Body: body}
	}
	notFound := []sandbox.Fault{respond(member, http.StatusNotFound, `{"message":"Not found"}`), respond(memberList, http.StatusNotFound, `{"message":"Not found"}`)}
	for name, test := range map[string]struct {
		config acctest.Object
		faults []sandbox.Fault
		errors []string
	}{
		"unauthorized":           {bo(), []sandbox.Fault{respond(member, http.StatusUnauthorized, `{"message":"Unauthorized"}`)}, cannot},
		"forbidden":              {bo(), []sandbox.Fault{respond(member, http.StatusForbidden, `{"message":"Forbidden"}`)}, cannot},
		"customer is not shown":  {bo(), append(notFound, respond("/api/managed_users/{id}", http.StatusForbidden, `{"message":"Forbidden"}`)), cannot},
		"web page":               {bo(), []sandbox.Fault{{Method: http.MethodGet, Route: member, Count: sandbox.Always, Action: sandbox.HTML}}, cannot},
		"pending, forbidden":     {ada(), []sandbox.Fault{respond(memberList, http.StatusForbidden, `{"message":"Forbidden"}`)}, cannot},
		"pending, not found":     {ada(), notFound, cannot},
		"pending, service down":  {ada(), []sandbox.Fault{respond(memberList, http.StatusInternalServerError, "")}, cannot},
		"pending, no list":       {ada(), []sandbox.Fault{respond(memberList, http.StatusOK, `{"data":null}`)}, cannot},
		"pending, an empty list": {ada(), []sandbox.Fault{respond(memberList, http.StatusOK, `[]`)}, nil},
		"not found once":         {bo(), []sandbox.Fault{{Method: http.MethodGet, Route: member, Status: http.StatusNotFound, Body: `{"message":"Not found"}`}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := customer(t)
			instance := start(t, account, test.config)
			for _, fault := range test.faults {
				account.InjectFault(fault)
				if fault.Route == member {
					fault.Route = memberList
					account.InjectFault(fault)
				}
			}
			after, diags := account.Server(t).Read(t, instance.State)
			require.Equal(t, test.errors, diags.Errors().Summaries(), diags.String())
			require.Empty(t, diags.Warnings())
			require.Equal(t, instance.Attributes, after.Attributes, "the state is as before")
		})
	}
}
