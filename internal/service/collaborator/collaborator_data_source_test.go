package collaborator_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

func TestCollaboratorDataSource(t *testing.T) {
	t.Parallel()
	for name, reading := range map[string]sandbox.MemberReadings{"roles": {}, "role_name alone": {MemberRoleNameOnly: true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := customer(t, sandbox.WithReadings(sandbox.Readings{MemberReadings: reading}))
			start(t, account, bo(rolesIn(acctest.Object{"dev": "EnvironmentAdmin", "test": "Member", "prod": "NoAccess"})))
			id := account.Live(sandbox.KindMember)[0]
			server := account.Server(t)
			byID, diags := server.Data(t, person, acctest.Object{"managed_customer_id": "209", "user_id": id})
			require.Empty(t, diags)
			byEmail, diags := server.Data(t, person, acctest.Object{"managed_customer_id": "209", "email": "BO@acme.example"})
			require.Empty(t, diags)
			require.Equal(t, "BO@acme.example", byEmail["email"])
			byEmail["email"] = "bo@acme.example"
			require.Equal(t, byID, byEmail)
			require.Equal(t, acctest.Object{"dev": "EnvironmentAdmin", "test": "Member", "prod": nil}, byID["environment_roles"])
			require.Equal(t, false, byID["customer_manager"])
			require.Equal(t, id, byID["user_id"])
		})
	}
}

func TestCollaboratorDataSource_none(t *testing.T) {
	t.Parallel()
	account := customer(t)
	start(t, account, ada())
	start(t, account, bo())
	server := account.Server(t)
	_, diags := server.Data(t, person, acctest.Object{"managed_customer_id": "209", "email": "ada@acme.example"})
	require.Equal(t, []string{"Cannot read workato_collaborator"}, diags.Summaries())
	require.Equal(t, []string{"email"}, diags.Paths())
	require.Contains(t, diags[0].Detail, `There is none with the email "ada@acme.example". There are: bo@acme.example.`)
	_, diags = server.Data(t, person, acctest.Object{"managed_customer_id": "209", "user_id": "1"})
	require.Contains(t, diags[0].Detail, "Somebody who is invited and has not accepted yet has no id.")
	account.InjectFault(sandbox.Fault{Method: http.MethodGet, Route: memberList, Status: http.StatusForbidden, Body: `{"message":"Forbidden"}`})
	_, diags = server.Data(t, "workato_collaborators", acctest.Object{"managed_customer_id": "209"})
	require.Contains(t, diags[0].Detail, "The role of the API client lacks an endpoint of collaborators, or the client has no access to DEV")
}

func TestCollaboratorsDataSource(t *testing.T) {
	t.Parallel()
	account := customer(t)
	start(t, account, ada())
	start(t, account, bo())
	manager := addManager(t, account, "zoe@partner.example")
	got, diags := account.Server(t).Data(t, "workato_collaborators", acctest.Object{"managed_customer_id": "209"})
	require.Empty(t, diags)
	rows, ok := got["collaborators"].([]any)
	require.True(t, ok)
	require.Len(t, rows, 2, "invitations are not shown")
	first, ok := rows[0].(acctest.Object)
	require.True(t, ok)
	require.Equal(t, "bo@acme.example", first["email"])
	require.Equal(t, "environment", first["role_type"])
	second, ok := rows[1].(acctest.Object)
	require.True(t, ok)
	require.Equal(t, fmt.Sprint(manager), second["user_id"])
	require.Equal(t, true, second["customer_manager"])
	require.Len(t, account.Requests(), 1)
}

func TestCollaboratorPrivilegesDataSource(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	account.AddLegacyCustomer("Acme")
	_, err := account.AddLegacyRole(209, "Author")
	require.NoError(t, err)
	start(t, account, bo(acctest.Object{"role_type": "privilege_group", "environment_roles": acctest.Object{"dev": "Author"}}))
	got, diags := account.Server(t).Data(t, "workato_collaborator_privileges", acctest.Object{"managed_customer_id": "209", "user_id": account.Live(sandbox.KindMember)[0]})
	require.Empty(t, diags)
	require.Equal(t, []any{acctest.Object{
		"environment_type": "dev", "role_name": "Author", "folder_ids": []any{},
		"privileges": acctest.Object{"Recipes": []any{"run", "read", "create", "update", "delete"}, "Folders": []any{"read", "create"}},
	}}, got["collaborator_privileges"])
}
