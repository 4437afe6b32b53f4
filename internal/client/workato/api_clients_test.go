package workato_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

func answering(body string) *recorder {
	return &recorder{answer: func(*http.Request) (int, string) { return http.StatusOK, body }}
}

// The bodies are those of the reference, under v2 whatever the other endpoints are.
func TestAPIClient_requests(t *testing.T) {
	t.Parallel()
	service := answering(`{"result":{"id":7,"name":"Agent","token":{"value":"fake-once"}}}`)
	client := service.client(t, workato.RBACV1)
	input := workato.APIClientInput{Name: "Agent", APIPrivilegeGroupID: "26779", AllFolders: true}
	created, err := client.CreateAPIClient(t.Context(), "209", input)
	require.NoError(t, err)
	require.Equal(t, "fake-once", created.Token.Value)
	input.AllFolders, input.FolderIDs, input.EnvironmentName = false, workato.Set([]workato.ID{"26138", "26136"}), workato.Set("dev")
	_, ok, err := client.UpdateAPIClient(t.Context(), "209", "7/8", input)
	require.NoError(t, err)
	require.True(t, ok)
	_, err = client.RegenerateAPIClientToken(t.Context(), "209", "7")
	require.NoError(t, err)
	require.NoError(t, client.DeleteAPIClient(t.Context(), "209", "7"))
	_, err = client.CopyAPIClientRole(t.Context(), "209", "26779")
	require.NoError(t, err)
	require.NoError(t, client.AssignOAuthProfile(t.Context(), "209", "322"))
	require.NoError(t, client.UnassignOAuthProfile(t.Context(), "209", "322", true))
	require.Equal(t, []string{
		"POST /api/v2/managed_users/209/developer_api_clients", "PUT /api/v2/managed_users/209/developer_api_clients/7%2F8",
		"POST /api/v2/managed_users/209/developer_api_clients/7/regenerate", "DELETE /api/v2/managed_users/209/developer_api_clients/7",
		"POST /api/v2/managed_users/209/developer_api_client_roles/26779/copy",
		"POST /api/managed_users/209/custom_oauth_profiles/322/assign", "DELETE /api/managed_users/209/custom_oauth_profiles/322/unassign",
	}, service.calls)
	require.Equal(t, []string{
		`{"name":"Agent","api_privilege_group_id":26779,"all_folders":true}`,
		`{"name":"Agent","api_privilege_group_id":26779,"all_folders":false,"folder_ids":[26138,26136],"environment_name":"dev"}`,
		"", "", "", "", "",
	}, service.bodies)
}

// A token is found wherever the answer has it, and an answer without one is no success.
func TestRegenerateAPIClientToken(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`{"result":{"id":7,"token":{"value":"fake-once","updated_at":"2026-01-02T03:04:05Z"}}}`: "fake-once",
		`{"result":{"token":{"value":"fake-once"}}}`:                                            "fake-once",
		`{"result":{"token":"fake-once"}}`:                                                      "fake-once",
		`{"result":{"value":"fake-once"}}`:                                                      "fake-once",
		`{"id":7,"token":{"value":"fake-once"}}`:                                                "fake-once",
		`{"result":{"id":7,"token":{"updated_at":"2026-01-02T03:04:05Z"}}}`:                     "",
		`{"result":{"id":7}}`:                                                                   "",
		`{"result":{"success":true}}`:                                                           "",
		`{"result":{"id":7,"token":["fake-once"]}}`:                                             "",
		`{"result":{"id":7,"token":{"value":12345678}}}`:                                        "",
		`["fake-once"]`: "",
		`{}`:            "",
	} {
		service := answering(body)
		token, err := service.client(t, workato.RBACV2).RegenerateAPIClientToken(t.Context(), "209", "7")
		require.Equal(t, want, token.Value, body)
		require.Equal(t, want == "", err != nil, body)
		if err != nil {
			require.Equal(t, transport.OutcomeAmbiguous, transport.OutcomeOf(err), body)
			require.NotContains(t, err.Error(), "fake-once")
			require.NotContains(t, err.Error(), "12345678")
		}
		require.Len(t, service.calls, 1, "a lost answer is not asked for again here")
	}
}

// Lists are wrapped twice, and come with ids, names of environments and times of tokens
// in every known form.
func TestAPIClients_list(t *testing.T) {
	t.Parallel()
	const row = `{"id":40947,"name":"Test","api_privilege_group_id":26779,"all_folders":false,"folder_ids":[26138,"26136"],"environment_name":"Development","environment_id":3218,"token":{"updated_at":"2023-02-22T09:55:36.427Z"}}`
	for _, body := range []string{
		`{"result":{"count":1,"items":[` + row + `]}}`, `{"result":[` + row + `]}`, `[` + row + `]`,
		`{"result":{"count":1,"items":[` + strings.Replace(row, "environment_name", "environment", 1) + `]}}`,
	} {
		rows, err := transport.Collect(answering(body).client(t, workato.RBACV2).APIClients(t.Context(), "209"))
		require.NoError(t, err)
		require.Len(t, rows, 1)
		require.Equal(t, "Development", rows[0].Environment())
		require.Equal(t, workato.ID("3218"), rows[0].EnvironmentID)
		require.Equal(t, []workato.ID{"26138", "26136"}, rows[0].FolderIDs)
		require.Equal(t, workato.APIClientToken{UpdatedAt: "2023-02-22T09:55:36.427Z"}, rows[0].Token)
	}
	for _, body := range []string{`{"result":{"count":2,"items":[` + row + `]}}`, `{"result":{}}`, `null`} {
		_, err := transport.Collect(answering(body).client(t, workato.RBACV2).APIClients(t.Context(), "209"))
		require.Error(t, err, "half a list is no list: %s", body)
	}
}

// What an update answers is not documented.
func TestUpdateAPIClient_reply(t *testing.T) {
	t.Parallel()
	for body, known := range map[string]bool{`{"result":{"id":7}}`: true, `{"result":{"success":true}}`: false, `{"result":"ok"}`: false, ``: false} {
		_, ok, err := answering(body).client(t, workato.RBACV2).UpdateAPIClient(t.Context(), "209", "7", workato.APIClientInput{})
		require.NoError(t, err, body)
		require.Equal(t, known, ok, body)
	}
}

func TestAssignOAuthProfile_success(t *testing.T) {
	t.Parallel()
	for body, ok := range map[string]bool{
		`{"result":{"success":true}}`: true, `{"success":true}`: true, `{"result":"ok"}`: true, ``: true, `[]`: true,
		`{"result":{"success":false}}`: false, `{"success":false}`: false,
	} {
		err := answering(body).client(t, workato.RBACV2).AssignOAuthProfile(t.Context(), "209", "322")
		require.Equal(t, ok, err == nil, body)
	}
}

// Log lines name calls and statuses, and no token.
func TestAPIClient_logs(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(answering(`{"result":{"id":7,"name":"Agent","token":{"value":"fake-once"}}}`))
	t.Cleanup(server.Close)
	base, err := transport.ParseBaseURL(server.URL)
	require.NoError(t, err)
	var lines strings.Builder
	client := workato.New(transport.Config{
		BaseURL: base, Credentials: workato.Credentials(sandbox.DefaultToken), Backoff: time.Nanosecond,
		Log: func(_ context.Context, _ slog.Level, message string, fields map[string]any) {
			fmt.Fprintln(&lines, message, fields)
		},
	}, workato.RBACV2, shared.Ages{})
	_, err = client.CreateAPIClient(t.Context(), "209", workato.APIClientInput{})
	require.NoError(t, err)
	_, err = client.RegenerateAPIClientToken(t.Context(), "209", "7")
	require.NoError(t, err)
	require.Equal(t, 2, strings.Count(lines.String(), "\n"))
	for _, secret := range []string{"fake-once", sandbox.DefaultToken} {
		require.NotContains(t, lines.String(), secret)
	}
}
