package collaborator_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// Who is there already is not taken over, in whatever letters the address is written.
func TestCollaborator_exists(t *testing.T) {
	t.Parallel()
	for name, config := range map[string]acctest.Object{
		"invited": ada(), "in other letters": ada(acctest.Object{"email": "ADA@Acme.example"}),
		"added": bo(acctest.Object{"email": "ada@acme.example"}),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := customer(t)
			id, err := account.AddMember(209, "Ada", "Ada@acme.example")
			require.NoError(t, err)
			server := account.Server(t)
			state, diags := server.Create(t, person, config)
			require.False(t, state.Exists())
			require.Equal(t, []string{cannotCreate}, diags.Summaries())
			require.Contains(t, diags[0].Detail, fmt.Sprintf("There is already one with the e-mail address %q (id %d).", config["email"], id))
			require.Contains(t, diags[0].Detail, fmt.Sprintf("to = workato_collaborator.NAME\n    id = \"209/%d\"", id))
			require.Contains(t, diags[0].Detail, "Nothing was created.")
			require.Empty(t, account.Writes())
		})
	}
}

// Somebody accepted an invitation between the look and the call.
func TestCollaborator_existsMeanwhile(t *testing.T) {
	t.Parallel()
	account := customer(t)
	id, err := account.AddMember(209, "Ada", "ada@acme.example")
	require.NoError(t, err)
	account.InjectFault(sandbox.Fault{Method: http.MethodGet, Route: memberList, Status: http.StatusOK, Body: `[]`})
	state, diags := account.Server(t).Create(t, person, ada())
	require.False(t, state.Exists())
	require.Contains(t, diags[0].Detail, fmt.Sprintf(`id = "209/%d"`, id))
	require.Contains(t, diags[0].Detail, "The API said: Validation failed: email has already been taken.")
}

// addManager puts a customer manager among the members of customer 209.
func addManager(t *testing.T, account *acctest.Account, email string) int {
	t.Helper()
	id, err := account.AddMember(209, "Zoe", email)
	require.NoError(t, err)
	require.NoError(t, account.ManageCustomer(209, id))
	return id
}

// Customer managers come from the admin workspace, and are left alone, however the API
// tells them apart.
func TestCollaborator_manager(t *testing.T) {
	t.Parallel()
	for name, reading := range map[string]sandbox.MembersHaveManagers{
		"marked": sandbox.ManagersAreManagers, "marked in another way": sandbox.ManagersAreUsers, "not marked": sandbox.EverybodyIsUser,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := customer(t, sandbox.WithReadings(sandbox.Readings{ManagerReadings: sandbox.ManagerReadings{MembersHaveManagers: reading}}))
			id := addManager(t, account, "ada@acme.example")
			server := account.Server(t)
			const words = "is a customer manager: somebody of your own, who comes from the admin workspace"
			for _, config := range []acctest.Object{ada(), bo(acctest.Object{"email": "ada@acme.example"})} {
				state, diags := server.Create(t, person, config)
				require.False(t, state.Exists())
				require.Equal(t, []string{cannotCreate}, diags.Summaries())
				require.Equal(t, []string{"email"}, diags.Paths())
				require.Contains(t, diags[0].Detail, words)
			}
			for _, who := range []string{"ada@acme.example", fmt.Sprint(id)} {
				_, diags := server.Import(t, person, "209/"+who)
				require.Equal(t, []string{"Cannot read workato_collaborator"}, diags.Errors().Summaries())
				require.Contains(t, diags[0].Detail, words)
			}
			require.Empty(t, account.Writes())

			// Others are told from them, and stay so.
			instance := start(t, account, bo())
			instance.MustStay(t, bo())
			require.Empty(t, account.Server(t).Instance(t, person).Import(t, "209/bo@acme.example"))
		})
	}
}

// Neither grant_type nor the list of customer managers says whether somebody is one.
func TestCollaborator_managerUnclear(t *testing.T) {
	t.Parallel()
	account := customer(t, sandbox.WithReadings(sandbox.Readings{ManagerReadings: sandbox.ManagerReadings{MembersHaveManagers: sandbox.EverybodyIsUser}}))
	start(t, account, bo())
	account.InjectFault(sandbox.Fault{Method: http.MethodGet, Route: "/api/customer_managers", Count: sandbox.Always, Status: http.StatusForbidden, Body: `{"message":"Forbidden"}`})
	instance := account.Server(t).Instance(t, person)
	diags := instance.Import(t, "209/bo@acme.example")
	require.Equal(t, []string{"workato_collaborator bo@acme.example may be a customer manager"}, diags.Summaries())
	instance.MustStay(t, bo(acctest.Object{"oauth_id": nil, "name": "User bo@acme.example"}))
	got, diags := account.Server(t).Data(t, person, acctest.Object{"managed_customer_id": "209", "email": "bo@acme.example"})
	require.Empty(t, diags)
	require.Nil(t, got["customer_manager"])
}

// The pending one became a customer manager instead.
func TestCollaborator_becomesManager(t *testing.T) {
	t.Parallel()
	for _, reading := range []sandbox.MembersHaveManagers{sandbox.ManagersAreManagers, sandbox.EverybodyIsUser} {
		account := customer(t, sandbox.WithReadings(sandbox.Readings{ManagerReadings: sandbox.ManagerReadings{MembersHaveManagers: reading}}))
		instance := start(t, account, ada())
		addManager(t, account, "ada@acme.example")
		state, diags := account.Server(t).Read(t, instance.State)
		require.Equal(t, []string{"Cannot read workato_collaborator"}, diags.Summaries())
		require.Contains(t, diags[0].Detail, "with a removed block and destroy = false")
		require.Equal(t, instance.Attributes, state.Attributes)
		diags = instance.Apply(t, nil)
		require.Equal(t, []string{"Cannot delete workato_collaborator"}, diags.Errors().Summaries())
		require.Empty(t, account.Writes())
	}
}

func TestCollaborator_limit(t *testing.T) {
	t.Parallel()
	for name, config := range map[string]acctest.Object{"invited": ada(), "added": bo()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := customer(t)
			for i := range 100 {
				_, err := account.AddMember(209, "Member", fmt.Sprintf("m%03d@acme.example", i))
				require.NoError(t, err)
			}
			addManager(t, account, "zoe@partner.example")
			state, diags := account.Server(t).Create(t, person, config)
			require.False(t, state.Exists())
			require.Equal(t, []string{cannotCreate}, diags.Summaries())
			require.Contains(t, diags[0].Detail, "The API said: The workspace has reached the limit of 100 collaborators.")
			require.Contains(t, diags[0].Detail, "A workspace can have 100 collaborators at most, and the one of customer 209 has 100, besides those who are invited.")
			require.Len(t, account.Writes(), 1)
		})
	}
}

// What is wrong with roles that are refused is found out by one more read.
func TestCollaborator_rolesRefused(t *testing.T) {
	t.Parallel()
	const rbac, legacy, forbidden = "209", "210", "forbidden"
	for name, test := range map[string]struct {
		where  string
		change acctest.Object
		words  []string
	}{
		"unknown names": {rbac, rolesIn(acctest.Object{"dev": "Admin", "test": "NoAccess", "prod": "Builders"}), []string{
			`The workspace of customer 209 has no environment role "Admin", "Builders".`, "Its environment roles are: EnvironmentAdmin, EnvironmentManager, Member.",
		}},
		"legacy type": {rbac, acctest.Object{"role_type": "privilege_group"}, []string{
			"is on the role-based access model (RBAC 2.0)", `Set role_type = "environment", or leave it out`, "Its environment roles are:",
		}},
		"no such environment": {rbac, rolesIn(acctest.Object{"test": "Member"}), []string{"A customer without Environments has roles in dev alone."}},
		"current type on a legacy workspace": {legacy, rolesIn(acctest.Object{"dev": "Admin"}), []string{
			"Either the workspace of customer 210 is still on the legacy access model, or the role of the API client lacks the endpoint of environment roles", `set role_type = "privilege_group"`,
		}},
		"unknown names of the legacy model": {legacy, acctest.Object{"role_type": "privilege_group", "environment_roles": acctest.Object{"dev": "Builders"}}, []string{
			"is on the legacy access model, or the API client cannot see its environment roles", `it has no role "Builders"`, "Its roles are: Admin, Analyst, Operator, Author;",
		}},
		"roles that cannot be read": {forbidden, rolesIn(acctest.Object{"dev": "Admin"}), []string{"Either the workspace of customer 209 is still on the legacy access model, or the role of the API client lacks"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := acctest.NewAccount(t)
			account.AddCustomer("Acme")
			_, err := account.AddLegacyRole(account.AddLegacyCustomer("Old"), "Author")
			require.NoError(t, err)
			id := test.where
			if test.where == forbidden {
				id = rbac
				account.InjectFault(sandbox.Fault{Method: http.MethodGet, Route: "/api/managed_users/{id}/environment_roles", Status: http.StatusForbidden, Body: `{"message":"Forbidden"}`})
			}
			change := changed(acctest.Object{"managed_customer_id": id, "environment_roles": acctest.Object{"dev": "Member"}}, test.change)
			state, diags := account.Server(t).Create(t, person, ada(change))
			require.False(t, state.Exists())
			require.Equal(t, []string{cannotCreate}, diags.Summaries())
			require.Equal(t, []string{"environment_roles"}, diags.Paths())
			for _, words := range test.words {
				require.Contains(t, diags[0].Detail, words)
			}
			require.Len(t, account.Writes(), 1)
			require.Empty(t, account.Objects(sandbox.KindMemberInvitation))
		})
	}
}

// A legacy workspace may refuse the endpoints of the current model in several ways.
func TestCollaborator_legacyRefusals(t *testing.T) {
	t.Parallel()
	for _, refusal := range []sandbox.LegacyRefusal{sandbox.LegacyRefusalForbidden, sandbox.LegacyRefusalUnauthorized, sandbox.LegacyRefusalNotFound} {
		account := acctest.NewAccount(t, sandbox.WithReadings(sandbox.Readings{RoleReadings: sandbox.RoleReadings{LegacyRefusal: refusal}}))
		account.AddLegacyCustomer("Acme")
		_, diags := account.Server(t).Create(t, person, ada(rolesIn(acctest.Object{"dev": "Admin"})))
		require.Equal(t, []string{cannotCreate}, diags.Summaries())
		require.Contains(t, diags[0].Detail, "Either the workspace of customer 209 is still on the legacy access model")
		require.Contains(t, diags[0].Detail, `set role_type = "privilege_group"`)
	}
}

// One page of the documents calls the endpoint that changes roles deprecated.
func TestCollaborator_updateGone(t *testing.T) {
	t.Parallel()
	for _, reading := range []sandbox.MemberUpdate{sandbox.MemberUpdateNotFound, sandbox.MemberUpdateNotAllowed, sandbox.MemberUpdateGone} {
		account := customer(t, sandbox.WithReadings(sandbox.Readings{MemberReadings: sandbox.MemberReadings{MemberUpdate: reading}}))
		instance := start(t, account, bo())
		before := instance.Attributes
		diags := instance.Apply(t, bo(rolesIn(acctest.Object{"dev": "Member"})))
		require.Equal(t, []string{"Cannot update workato_collaborator"}, diags.Summaries())
		require.Contains(t, diags[0].Detail, "The API still shows the collaborator, but no longer changes roles")
		require.Equal(t, before, instance.Attributes)
		require.Len(t, account.Writes(), 1)
	}
	account := customer(t)
	instance := start(t, account, bo())
	account.Delete(t, sandbox.KindMember)
	diags := instance.Apply(t, bo(rolesIn(acctest.Object{"dev": "Member"})))
	require.NotContains(t, diags[0].Detail, "The API still shows the collaborator")
}

func TestCollaborator_validation(t *testing.T) {
	t.Parallel()
	server := acctest.NewServer(t)
	for name, test := range map[string]struct {
		config acctest.Object
		at     string
	}{
		"no name":                  {ada(acctest.Object{"name": nil}), "name"},
		"blank in the name":        {ada(acctest.Object{"name": " Ada"}), "name"},
		"no address":               {ada(acctest.Object{"email": "Ada"}), "email"},
		"two addresses":            {ada(acctest.Object{"email": "ada@acme.example,bo@acme.example"}), "email"},
		"no role":                  {ada(rolesIn(acctest.Object{})), "environment_roles"},
		"empty role":               {ada(rolesIn(acctest.Object{"dev": ""})), "environment_roles.dev"},
		"type":                     {ada(acctest.Object{"role_type": "project"}), "role_type"},
		"no groups":                {ada(acctest.Object{"user_group_ids": []any{}}), "user_group_ids"},
		"external id, invited":     {ada(acctest.Object{"external_id": "a"}), "external_id"},
		"time zone, invited":       {ada(acctest.Object{"time_zone": "London"}), "time_zone"},
		"external id, of a user":   {bo(acctest.Object{"external_id": "b"}), "external_id"},
		"groups, added":            {bo(acctest.Object{"user_group_ids": []any{"pf-x"}}), "user_group_ids"},
		"empty trigger":            {ada(trigger("")), "invitation_trigger"},
		"a new user":               {bo(acctest.Object{"name": "Bo", "external_id": "b", "time_zone": "London"}), ""},
		"perhaps added":            {ada(acctest.Object{"name": nil, "oauth_id": acctest.Unknown}), ""},
		"roles that are not known": {ada(acctest.Object{"environment_roles": acctest.Unknown}), ""},
		"a role that is not known": {ada(rolesIn(acctest.Object{"dev": acctest.Unknown})), ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			diags := server.Validate(t, person, test.config)
			if test.at == "" {
				require.Empty(t, diags)
				return
			}
			require.Equal(t, test.at, diags.Errors().Paths()[0], diags.String())
		})
	}
}
