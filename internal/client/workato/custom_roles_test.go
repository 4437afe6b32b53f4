package workato_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
)

// Folders that are not given are left out, so that the copy gets what it gets; none at
// all is something else.
func TestCopyCustomRole_request(t *testing.T) {
	t.Parallel()
	service := &recorder{answer: func(*http.Request) (int, string) {
		return http.StatusOK, `{"id":546,"name":"Copy","inheritable":false,"folder_ids":["7"],"created_at":"2026-01-02T03:04:05Z"}`
	}}
	client := service.client(t, workato.RBACV1)
	for _, folders := range []workato.Field[[]string]{{}, workato.Set([]string{}), workato.Set([]string{"7", "8"})} {
		role, err := client.CopyCustomRole(t.Context(), "209", "5/45", workato.CopyInput{Name: "Copy", FolderIDs: folders})
		require.NoError(t, err)
		require.Equal(t, workato.ID("546"), role.ID)
		require.Equal(t, []workato.ID{"7"}, role.FolderIDs)
		require.False(t, role.Privileges.IsSet(), "the reply to a copy has none")
	}
	require.Equal(t, []string{`{"name":"Copy"}`, `{"name":"Copy","folder_ids":[]}`, `{"name":"Copy","folder_ids":["7","8"]}`}, service.bodies)
	require.Equal(t, "POST /api/managed_users/209/roles/5%2F45/copy", service.calls[0])
}

// Ids of any type, in a bare list or one in "result", with privileges.
func TestCustomRoles_list(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		`[{"id":9007199254740993,"name":"A","folder_ids":[7],"privileges":{"Recipes":["run"]}}]`,
		`{"result":[{"id":"9007199254740993","name":"A","folder_ids":["7"],"privileges":{"Recipes":["run"]}}]}`,
	} {
		var queries []string
		service := &recorder{answer: func(r *http.Request) (int, string) {
			queries = append(queries, r.URL.Query().Get("role_name"))
			return http.StatusOK, body
		}}
		client := service.client(t, workato.RBACV1)
		for _, name := range []string{"", "A & B"} {
			roles, err := transport.Collect(client.CustomRoles(t.Context(), "209", name))
			require.NoError(t, err)
			require.Len(t, roles, 1)
			require.Equal(t, workato.ID("9007199254740993"), roles[0].ID)
			require.Equal(t, []workato.ID{"7"}, roles[0].FolderIDs)
			require.Equal(t, map[string][]string{"Recipes": {"run"}}, roles[0].Privileges.Value)
		}
		require.Equal(t, []string{"", "A & B"}, queries)
	}
}

// A reply without an id says nothing about the copy, so it is no success and no
// refusal.
func TestCopyCustomRole_withoutID(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`{"name":"Copy"}`, `{}`, `[]`, `null`, ``} {
		service := &recorder{answer: func(*http.Request) (int, string) { return http.StatusOK, body }}
		_, err := service.client(t, workato.RBACV1).CopyCustomRole(t.Context(), "209", "545", workato.CopyInput{Name: "Copy"})
		require.Error(t, err, body)
		require.Equal(t, transport.OutcomeAmbiguous, transport.OutcomeOf(err), body)
		require.Len(t, service.calls, 1, body)
	}
}
