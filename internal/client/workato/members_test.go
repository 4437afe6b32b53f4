package workato_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
)

var aRole = []workato.EnvironmentRoleInput{{EnvironmentType: "dev", Name: "Member", RoleType: workato.RoleTypeEnvironment}}

func TestMemberRequests(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		call             func(context.Context, *workato.Client) error
		want, body, said string
	}{
		"invite": {func(ctx context.Context, c *workato.Client) error {
			return c.InviteMember(ctx, "209", workato.InvitationInput{Name: "Ada", Email: "ada@x.test", EnvironmentRoles: aRole, UserGroupIDs: []string{"pf-1"}})
		}, "POST /api/managed_users/209/member_invitations", `{"name":"Ada","email":"ada@x.test","env_roles":[{"environment_type":"dev","name":"Member","role_type":"environment"}],"user_group_ids":["pf-1"]}`, `{"result":"ok"}`},
		"add an existing user": {func(ctx context.Context, c *workato.Client) error {
			_, err := c.AddMember(ctx, "209", workato.MemberInput{OAuthID: workato.Set("o-1"), EnvironmentRoles: aRole})
			return err
		}, "POST /api/managed_users/209/members", `{"oauth_id":"o-1","env_roles":[{"environment_type":"dev","name":"Member","role_type":"environment"}]}`, `{"id":7}`},
		"update": {func(ctx context.Context, c *workato.Client) error {
			return c.UpdateMember(ctx, "209", "7", aRole)
		}, "PUT /api/managed_users/209/members/7", `{"env_roles":[{"environment_type":"dev","name":"Member","role_type":"environment"}]}`, ""},
		"delete": {func(ctx context.Context, c *workato.Client) error {
			return c.DeleteMember(ctx, "209", "7")
		}, "DELETE /api/managed_users/209/members/7", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			service := &recorder{answer: func(*http.Request) (int, string) { return http.StatusOK, test.said }}
			require.NoError(t, test.call(t.Context(), service.client(t, workato.RBACV2)))
			require.Equal(t, []string{test.want}, service.calls)
			if test.body != "" {
				require.JSONEq(t, test.body, service.bodies[0])
			}
		})
	}
}

// Members in every envelope, with roles of the newer and of the older form.
func TestMembers(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"bare":   `[{"id":7,"name":"Ada","email":null,"roles":[{"environment_type":"DEV","role_name":"Member","role_type":"environment"}]},{"id":"8","role_name":"Admin","external_id":5,"grant_type":"customer_manager"}]`,
		"result": `{"result":[{"id":7,"name":"Ada","roles":[{"environment_type":"dev","role_name":"Member","role_type":"environment"}]},{"id":8,"role_name":"Admin","external_id":"5","roles":[],"grant_type":"Moderator"}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			service := &recorder{answer: func(*http.Request) (int, string) { return http.StatusOK, body }}
			members, err := service.client(t, workato.RBACV2).Members(t.Context(), "209")
			require.NoError(t, err)
			require.Len(t, members, 2)
			roles, all := members[0].RolesShown()
			require.True(t, all)
			require.Equal(t, []workato.MemberRole{{EnvironmentType: "dev", RoleName: "Member", RoleType: "environment"}}, roles)
			_, known := members[0].Manager()
			require.False(t, known, "nothing is said about it")
			roles, all = members[1].RolesShown()
			require.False(t, all)
			require.Equal(t, []workato.MemberRole{{EnvironmentType: "dev", RoleName: "Admin"}}, roles)
			require.Equal(t, workato.Text("5"), members[1].ExternalID)
			manager, known := members[1].Manager()
			require.True(t, manager && known)
			require.Len(t, service.calls, 1)
		})
	}
}

func TestMemberPrivileges(t *testing.T) {
	t.Parallel()
	service := &recorder{answer: func(*http.Request) (int, string) {
		return http.StatusOK, `{"data":[{"environment_type":"Dev","name":"Member","privileges":{"Recipes":["read","run"],"team":"all","none":""},"folder_ids":[5,"6"]}],"total":1}`
	}}
	got, err := service.client(t, workato.RBACV2).MemberPrivileges(t.Context(), "209", "7")
	require.NoError(t, err)
	require.Equal(t, []workato.Privileges{{
		EnvironmentType: "dev", Name: "Member", FolderIDs: []workato.ID{"5", "6"},
		Privileges: map[string]workato.Operations{"Recipes": {"read", "run"}, "team": {"all"}, "none": nil},
	}}, got)
	for _, body := range []string{`{}`, `{"data":[{"name":"Member"}]}`, `{"data":[{"environment_type":"dev","privileges":{"a":1}}]}`} {
		service := &recorder{answer: func(*http.Request) (int, string) { return http.StatusOK, body }}
		_, err := service.client(t, workato.RBACV2).MemberPrivileges(t.Context(), "209", "7")
		require.Error(t, err, body)
	}
}

// The path in the singular is tried once, where that in the plural is not found although
// the customer's members are.
func TestInviteMember_path(t *testing.T) {
	t.Parallel()
	const plural, singular, list = "POST /api/managed_users/209/member_invitations", "POST /api/managed_users/209/member_invitation", "GET /api/managed_users/209/members"
	for name, test := range map[string]struct {
		found map[string]int
		calls []string
		fails bool
	}{
		"plural":               {map[string]int{plural: 200}, []string{plural, plural}, false},
		"singular, remembered": {map[string]int{singular: 200, list: 200}, []string{plural, list, singular, singular}, false},
		"refused in singular":  {map[string]int{singular: 422, list: 200}, []string{plural, list, singular, singular}, true},
		"neither":              {map[string]int{list: 200}, []string{plural, list, singular, plural, list, singular}, true},
		"no such customer":     {nil, []string{plural, list, plural, list}, true},
		"refused":              {map[string]int{plural: 422}, []string{plural, plural}, true},
		"quota is reported":    {map[string]int{plural: 429}, []string{plural, plural}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			service := &recorder{answer: func(r *http.Request) (int, string) {
				if status, there := test.found[r.Method+" "+r.URL.Path]; there {
					return status, `[]`
				}
				return http.StatusNotFound, `{"message":"Not found"}`
			}}
			client := service.client(t, workato.RBACV2)
			for range 2 {
				err := client.InviteMember(t.Context(), "209", workato.InvitationInput{Name: "Ada", Email: "ada@x.test", EnvironmentRoles: aRole})
				require.Equal(t, test.fails, err != nil)
				if test.fails {
					require.Equal(t, transport.OutcomeRefused, transport.OutcomeOf(err))
				}
			}
			require.Equal(t, test.calls, service.calls)
		})
	}
}
