package collaborator_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// A group that cannot be deleted while it is in use: the error names what holds it, and
// reads that only then.
func TestCollaboratorGroup_D3_inUse(t *testing.T) {
	t.Parallel()
	account, server, state := created(t, sandbox.WithReadings(sandbox.Readings{GroupReadings: sandbox.GroupReadings{
		GroupInUseRefused: true, GroupInvitations: sandbox.GroupInvitationsByID,
	}}))
	require.NoError(t, account.ProvisionInConsole(209))
	id := fmt.Sprint(state.Attributes["id"])
	ada, err := account.AddMember(209, "Ada", "ada@acme.example")
	require.NoError(t, err)
	require.NoError(t, account.AddToGroup(209, id, ada))
	_, err = account.InviteToGroup(209, id, "Nora", "nora@acme.example")
	require.NoError(t, err)
	account.API(t, http.MethodPost, "/api/managed_users/210/folders", map[string]any{"name": "Onboarding"})
	roles, diags := server.Data(t, "workato_project_roles", acctest.Object{"managed_customer_id": "209", "name": "Builder"})
	require.Empty(t, diags)
	role := roles["project_roles"].([]any)[0].(acctest.Object)["id"] //nolint:forcetypeassert // The schema says so.
	account.API(t, http.MethodPut, "/api/managed_users/210/projects/"+account.Live(sandbox.KindProject)[0]+"/project_grants", map[string]any{
		"project_grants": []any{map[string]any{"assignment_type": "UserGroup", "assignment_id": id, "project_role_id": role}},
	})
	grant := account.Live(sandbox.KindProjectGrant)[0]
	account.ResetRequests()

	after, diags := server.Change(t, state, nil)
	require.Equal(t, state.Attributes, after.Attributes)
	require.Equal(t, []string{"Cannot delete workato_collaborator_group"}, diags.Summaries())
	require.Contains(t, diags[0].Detail, "The API said: Validation failed: base The group has members.")
	require.Contains(t, diags[0].Detail, fmt.Sprintf("so remove this first. Members: Ada (%d), and 1 who are invited. Project grants: Builder in project Onboarding (grant 210/%s).", ada, grant))
	require.Equal(t, http.MethodDelete, account.Requests()[0].Method, "nothing is read before it is refused")

	require.NoError(t, account.RemoveFromGroup(209, id, ada))
	account.Delete(t, sandbox.KindProjectGrant)
	account.ResetRequests()
	after, diags = server.Change(t, state, nil)
	require.Empty(t, diags)
	require.False(t, after.Exists())
	require.Len(t, account.Requests(), 1)
}
