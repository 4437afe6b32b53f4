package workato_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
)

// What goes over the wire, as the reference prints it.
func TestConnections_requests(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		call   func(context.Context, *workato.Client) error
		want   string
		body   string
		answer string
	}{
		"create": {func(ctx context.Context, c *workato.Client) error {
			_, err := c.CreateConnection(ctx, "210", workato.ConnectionInput{
				Name: workato.Set("Issues"), Application: workato.Set("jira"), FolderID: workato.Set(workato.ID("7")), ParentID: workato.Set(workato.ID("8")),
				ExternalID: workato.Set("u-1"), Shell: workato.Set(true), ConnectionCredentials: workato.ConnectionCredentials{
					Input: map[string]any{"host": "h", "deep": []any{json.Number("1.50")}}, Tokens: &workato.OAuthTokenPair{AccessToken: "a"},
				},
			})
			return err
		}, "POST /api/managed_users/210/connections", `{"name":"Issues","provider":"jira","folder_id":7,"parent_id":8,"external_id":"u-1","shell_connection":true,
			"input":{"host":"h","deep":[1.50]},"oauth_token_pair":{"access_token":"a"}}`, `{"id":36}`},
		"create, the least": {func(ctx context.Context, c *workato.Client) error {
			_, err := c.CreateConnection(ctx, "210", workato.ConnectionInput{Name: workato.Set("Issues"), Application: workato.Set("jira")})
			return err
		}, "POST /api/managed_users/210/connections", `{"name":"Issues","provider":"jira"}`, `{"result":{"id":"36"}}`},
		"update": {func(ctx context.Context, c *workato.Client) error {
			_, err := c.UpdateConnection(ctx, "210", "36", workato.ConnectionInput{
				ParentID: workato.Null[workato.ID](), ExternalID: workato.Null[string](), ConnectionCredentials: workato.ConnectionCredentials{Input: map[string]any{}},
			})
			return err
		}, "PUT /api/managed_users/210/connections/36", `{"parent_id":null,"external_id":null,"input":{}}`, `{"success":true}`},
		"disconnect": {func(ctx context.Context, c *workato.Client) error {
			return c.DisconnectConnection(ctx, "210", "36")
		}, "POST /api/managed_users/210/connections/36/disconnect", `{}`, `{"result":[]}`},
		"delete": {func(ctx context.Context, c *workato.Client) error {
			return c.DeleteConnection(ctx, "210", "36")
		}, "DELETE /api/managed_users/210/connections/36", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			service := &recorder{answer: func(*http.Request) (int, string) { return http.StatusOK, test.answer }}
			require.NoError(t, test.call(t.Context(), service.client(t, workato.RBACV1)))
			require.Equal(t, []string{test.want}, service.calls)
			if test.body == "" {
				require.Equal(t, []string{""}, service.bodies)
				return
			}
			require.JSONEq(t, test.body, service.bodies[0])
		})
	}
}

// How the list is asked for, and that each spelling of it is understood.
func TestConnections_list(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		filter workato.ConnectionFilter
		query  url.Values
	}{
		"all": {workato.ConnectionFilter{}, url.Values{"page": {"1"}, "per_page": {"100"}}},
		"narrow": {workato.ConnectionFilter{Application: "jira", FolderID: "7", ParentID: "8", ExternalID: "u&1", Runtime: true, Tags: true}, url.Values{
			"page": {"1"}, "per_page": {"100"}, "provider": {"jira"}, "folder_id": {"7"}, "parent_id": {"8"}, "external_id": {"u&1"},
			"include_runtime_connections": {"true"}, "includes[]": {"tags"},
		}},
	} {
		for _, body := range []string{
			`{"result":[{"id":36,"name":"Issues","provider":"jira","application":"Jira","folder_id":7,"external_id":5,"authorization_status":null,"identity":{"a":1},"tags":["tag-a"]}]}`,
			`[{"id":"36","name":"Issues","application":"jira","folder_id":"7","external_id":"5","authorization_status":null,"authorization_error":["x"],"tags":["tag-a"]}]`,
		} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				var query url.Values
				service := &recorder{answer: func(r *http.Request) (int, string) {
					query = r.URL.Query()
					return http.StatusOK, body
				}}
				rows, err := transport.Collect(service.client(t, workato.RBACV1).Connections(t.Context(), "210", test.filter))
				require.NoError(t, err)
				require.Equal(t, test.query, query)
				require.Len(t, rows, 1)
				require.Equal(t, workato.ID("36"), rows[0].ID)
				require.Equal(t, "jira", rows[0].Application())
				require.Equal(t, workato.Set(workato.ID("7")), rows[0].FolderID)
				require.Equal(t, workato.Set(workato.Text("5")), rows[0].ExternalID)
				require.Equal(t, workato.Null[workato.Remark](), rows[0].AuthorizationStatus)
				require.False(t, rows[0].ParentID.IsPresent())
				require.Equal(t, []workato.Remark{"tag-a"}, rows[0].Tags)
			})
		}
	}
}

// What is sent is in no error, however the service repeats it: as a text, a number,
// part of a longer text, in an address, or in JSON within JSON.
func TestConnections_secrets(t *testing.T) {
	t.Parallel()
	credentials := workato.ConnectionCredentials{
		Input:  map[string]any{"a": "fake \"one\"\n", "b": []any{map[string]any{"c": json.Number("4711"), "d": "fake/two"}}, "e": true, "f": nil},
		Tokens: &workato.OAuthTokenPair{AccessToken: "fake-three", RefreshToken: "fake-four"},
	}
	require.ElementsMatch(t, []string{"fake \"one\"\n", "4711", "fake/two", "fake-three", "fake-four"}, credentials.Secrets())
	echo, err := json.Marshal(fmt.Sprint(`{"a":"fake \"one\"\n"}`, " 4711 ?x=fake%2Ftwo fake-three fake-four true"))
	require.NoError(t, err)
	for _, status := range []int{http.StatusOK, http.StatusBadRequest, http.StatusUnprocessableEntity, http.StatusInternalServerError} {
		service := &recorder{answer: func(*http.Request) (int, string) {
			return status, fmt.Sprintf(`{"message":%s,"errors":{"input":%s},"id":[%s]}`, echo, echo, echo)
		}}
		input := workato.ConnectionInput{Name: workato.Set("Issues"), ConnectionCredentials: credentials}
		_, createErr := service.client(t, workato.RBACV1).CreateConnection(t.Context(), "210", input)
		require.Error(t, createErr)
		_, updateErr := service.client(t, workato.RBACV1).UpdateConnection(t.Context(), "210", "36", input)
		for _, err := range []error{createErr, updateErr} {
			if err == nil {
				continue // An update is content with any answer.
			}
			require.NotRegexp(t, `fake|one|two|three|four|4711`, fmt.Sprintf("%v %+v", err, err))
		}
	}
}
