package workato_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// Name and config are always sent, wrapped, and the config as it was written.
func TestRoles_requests(t *testing.T) {
	t.Parallel()
	service := &recorder{answer: func(*http.Request) (int, string) {
		return http.StatusOK, `{"data":{"id":7,"name":"Builder","type":"custom","config":{"team":{"privileges":"all"}},"members_count":2,"created_at":"2024-08-02T13:35:11.691-07:00"}}`
	}}
	client := service.client(t, workato.RBACV2)
	input := workato.RoleInput{Name: "Builder", Config: json.RawMessage(`{"b": 9007199254740993, "a": ["x"]}`)}
	want := workato.Role{
		ID: "7", Name: "Builder", Type: "custom", MembersCount: 2, CreatedAt: "2024-08-02T13:35:11.691-07:00",
		Config: workato.Set(json.RawMessage(`{"team":{"privileges":"all"}}`)),
	}
	for _, write := range []func() (workato.Role, error){
		func() (workato.Role, error) { return client.CreateEnvironmentRole(t.Context(), "209", input) },
		func() (workato.Role, error) { return client.UpdateEnvironmentRole(t.Context(), "209", "7", input) },
		func() (workato.Role, error) { return client.CreateProjectRole(t.Context(), "209", input) },
		func() (workato.Role, error) { return client.UpdateProjectRole(t.Context(), "209", "pr-1/x", input) },
	} {
		role, err := write()
		require.NoError(t, err)
		require.Equal(t, want, role)
	}
	const config = `"config":{"b":9007199254740993,"a":["x"]}`
	require.Equal(t, []string{
		`{"environment_role":{"name":"Builder",` + config + `}}`, `{"environment_role":{"name":"Builder",` + config + `}}`,
		`{"project_role":{"name":"Builder",` + config + `}}`, `{"project_role":{"name":"Builder",` + config + `}}`,
	}, service.bodies)
	require.Equal(t, []string{
		"POST /api/v2/managed_users/209/environment_roles", "PUT /api/v2/managed_users/209/environment_roles/7",
		"POST /api/v2/managed_users/209/project_roles", "PUT /api/v2/managed_users/209/project_roles/pr-1%2Fx",
	}, service.calls)
}

// A config that is missing, null, or no object is told apart.
func TestRole_config(t *testing.T) {
	t.Parallel()
	for member, want := range map[string]workato.Field[json.RawMessage]{
		``:                {},
		`,"config":null`:  workato.Null[json.RawMessage](),
		`,"config":[]`:    workato.Set(json.RawMessage(`[]`)),
		`,"config":"all"`: workato.Set(json.RawMessage(`"all"`)),
	} {
		service := &recorder{answer: func(*http.Request) (int, string) { return http.StatusOK, `{"data":{"id":"1"` + member + `}}` }}
		role, err := service.client(t, workato.RBACV1).ProjectRole(t.Context(), "209", "1")
		require.NoError(t, err)
		require.Equal(t, want, role.Config, member)
	}
}

func TestRole_owned(t *testing.T) {
	t.Parallel()
	for origin, owned := range map[string]bool{"system": false, "inherited": false, "custom": true, "inheritable": true, "": true} {
		require.Equal(t, owned, workato.Role{Type: origin}.Owned(), origin)
	}
}

func TestRoles_sandbox(t *testing.T) {
	t.Parallel()
	for _, readings := range []sandbox.Readings{
		{}, {RBACPaths: sandbox.RBACPathsV1}, {RBACPaths: sandbox.RBACPathsV2, StringIDs: true}, {RoleReadings: sandbox.RoleReadings{NumericRoleIDs: true}},
	} {
		t.Run(fmt.Sprintf("%+v", readings), func(t *testing.T) {
			t.Parallel()
			sb := sandbox.New(sandbox.WithReadings(readings))
			client := clientFor(t, sb, workato.RBACAuto)
			const id = "101"
			config := json.RawMessage(`{"team":{"privileges":"all"}}`)
			made, err := client.CreateEnvironmentRole(t.Context(), id, workato.RoleInput{Name: "Maker", Config: config})
			require.NoError(t, err)
			got, err := client.EnvironmentRole(t.Context(), id, string(made.ID))
			require.NoError(t, err)
			require.Equal(t, made, got)
			require.JSONEq(t, string(config), string(got.Config.Value))
			rows, err := transport.Collect(client.EnvironmentRoles(t.Context(), id, "Maker"))
			require.NoError(t, err)
			require.Len(t, rows, 1)
			require.False(t, rows[0].Config.IsPresent(), "lists leave it out")
			_, err = client.UpdateEnvironmentRole(t.Context(), id, string(made.ID), workato.RoleInput{Name: "Smith", Config: json.RawMessage(`{}`)})
			require.NoError(t, err)
			require.NoError(t, client.DeleteEnvironmentRole(t.Context(), id, string(made.ID)))
			_, err = client.EnvironmentRole(t.Context(), id, string(made.ID))
			require.True(t, transport.IsNotFound(err))

			made, err = client.CreateProjectRole(t.Context(), id, workato.RoleInput{Name: "Maker", Config: config})
			require.NoError(t, err)
			got, err = client.ProjectRole(t.Context(), id, string(made.ID))
			require.NoError(t, err)
			require.Equal(t, made, got)
			_, err = client.UpdateProjectRole(t.Context(), id, string(made.ID), workato.RoleInput{Name: "Smith", Config: json.RawMessage(`{}`)})
			require.NoError(t, err)
			require.NoError(t, client.DeleteProjectRole(t.Context(), id, string(made.ID)))
			require.Len(t, sb.Writes(), 6)
		})
	}
}

func TestAccessModelOf(t *testing.T) {
	t.Parallel()
	answer := func(paths ...string) *recorder {
		return &recorder{answer: func(r *http.Request) (int, string) {
			for _, path := range paths {
				if last, status, has := strings.Cut(path, " "); has && strings.HasSuffix(r.URL.Path, last) {
					return http.StatusNotFound, `{"message":"` + status + `"}`
				} else if strings.HasSuffix(r.URL.Path, last) {
					return http.StatusOK, `{"data":[{"id":1,"name":"One"}],"total":1}`
				}
			}
			return http.StatusForbidden, `{"message":"Forbidden"}`
		}}
	}
	for name, test := range map[string]struct {
		service  *recorder
		want     workato.AccessModel
		evidence string
	}{
		"environment roles":   {answer("/environment_roles"), workato.AccessRoleBased, "GET /managed_users/{id}/environment_roles answers"},
		"project roles alone": {answer("/project_roles"), workato.AccessRoleBased, "GET /managed_users/{id}/project_roles answers"},
		"legacy roles":        {answer("209/roles"), workato.AccessLegacy, "GET /api/managed_users/{id}/roles lists custom roles of the legacy model"},
		"nothing":             {answer(), workato.AccessUnknown, "no list of roles tells"},
		"no customer":         {answer("209/roles no", "/209 no"), workato.AccessUnknown, "the token does not see this customer at all"},
		"only no roles":       {answer("209/roles no"), workato.AccessUnknown, "no list of roles tells"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			model, evidence := test.service.client(t, workato.RBACV1).AccessModelOf(t.Context(), "209")
			require.Equal(t, test.want, model)
			require.Equal(t, test.evidence, evidence)
		})
	}
}
