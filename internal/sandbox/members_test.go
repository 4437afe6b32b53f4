package sandbox_test

import (
	"fmt"
	"maps"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

func memberRole(environment, name string) object {
	return object{"environment_type": environment, "name": name, "role_type": "environment"}
}

// addManager puts a customer manager among the members of customer 209.
func addManager(t *testing.T, c *client) int {
	t.Helper()
	id, err := c.sb.AddMember(209, "Zoe", "zoe@partner.example")
	require.NoError(t, err)
	require.NoError(t, c.sb.ManageCustomer(209, id))
	return id
}

func invited(changes object) object {
	body := object{"name": "Ada", "email": "ada@acme.example", "env_roles": []any{memberRole("dev", "Member")}}
	maps.Copy(body, changes)
	return body
}

func TestInvitations(t *testing.T) {
	t.Parallel()
	var ahead atomic.Int64
	c := start(t, sandbox.WithClock(func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }))
	customer := c.customer(nil)
	group := c.group(customer, "Builders")
	path := customer + "/member_invitations"

	for words, body := range map[string]object{
		"can't be blank":                  invited(object{"name": ""}),
		"email":                           invited(object{"email": "ada"}),
		`role \"Admin\" does not exist`:   invited(object{"env_roles": []any{memberRole("dev", "Admin")}}),
		"role_type must be environment":   invited(object{"env_roles": []any{object{"environment_type": "dev", "name": "Member"}}}),
		"group pf-x does not exist":       invited(object{"user_group_ids": []any{"pf-x"}}),
		"use env_roles":                   invited(object{"env_roles": nil, "role_name": "Admin"}),
		"must be an array of strings":     invited(object{"user_group_ids": []any{1}}),
		"one of the customer's environme": invited(object{"env_roles": []any{memberRole("test", "Member")}}),
	} {
		c.call(http.MethodPost, path, body).refused(http.StatusUnprocessableEntity, words)
	}
	c.call(http.MethodPost, path, invited(object{"user_id": 1})).refused(http.StatusBadRequest, "unexpected field")
	require.Equal(t, object{"result": "ok"}, c.must(http.MethodPost, path, invited(object{"user_group_ids": []any{group}})))
	require.Empty(t, c.call(http.MethodGet, customer+"/members", nil).list(), "nothing shows it")

	again := c.call(http.MethodPost, path, invited(object{"email": "ADA@acme.example"}))
	again.refused(http.StatusTooManyRequests, "already invited")
	require.Empty(t, again.header.Get("Retry-After"))
	ahead.Store(int64(5 * time.Minute))
	c.sb.SetReadings(sandbox.Readings{MemberReadings: sandbox.MemberReadings{InvitationTooSoon: sandbox.InvitationTooSoonRetryAfter}})
	require.Regexp(t, `^(899|900)$`, c.call(http.MethodPost, path, invited(nil)).header.Get("Retry-After"))
	c.sb.SetReadings(sandbox.Readings{MemberReadings: sandbox.MemberReadings{InvitationTooSoon: sandbox.InvitationTooSoonUnprocessable}})
	c.call(http.MethodPost, path, invited(nil)).refused(http.StatusUnprocessableEntity, "already invited")
	ahead.Store(int64(21 * time.Minute))
	c.must(http.MethodPost, path, invited(object{"user_group_ids": []any{group}}))
	invitees, err := c.sb.GroupInvitees(209, group)
	require.NoError(t, err)
	require.Equal(t, 1, invitees)
	require.Len(t, c.sb.LiveObjects(sandbox.KindMemberInvitation), 1, "it is the same invitation")

	id, err := c.sb.AcceptInvitation(209, "Ada@acme.example")
	require.NoError(t, err)
	require.Empty(t, c.sb.LiveObjects(sandbox.KindMemberInvitation))
	in, err := c.sb.GroupMembers(209, group)
	require.NoError(t, err)
	require.Equal(t, []string{fmt.Sprint(id)}, in, "the group of the last invitation is joined")
	got := c.must(http.MethodGet, fmt.Sprintf("%s/members/%d", customer, id), nil)
	require.Equal(t, "team", got["grant_type"])
	require.Equal(t, []any{object{"environment_type": "dev", "role_name": "Member", "role_type": "environment"}}, got["roles"])
	c.call(http.MethodPost, path, invited(nil)).refused(http.StatusUnprocessableEntity, "has already been taken")
	_, err = c.sb.AcceptInvitation(209, "")
	require.ErrorContains(t, err, "has no invitation")
}

// The spellings of the path, and who accepts by itself.
func TestInvitations_readings(t *testing.T) {
	t.Parallel()
	c := start(t)
	customer := c.customer(nil)
	for reading, want := range map[sandbox.InvitationPath][2]int{
		sandbox.InvitationPathPlural: {200, 404}, sandbox.InvitationPathSingular: {404, 200}, sandbox.InvitationPathBoth: {200, 200},
	} {
		c.sb.SetReadings(sandbox.Readings{MemberReadings: sandbox.MemberReadings{InvitationPath: reading}})
		for i, path := range []string{"/member_invitations", "/member_invitation"} {
			body := invited(object{"email": fmt.Sprintf("a%d%d@acme.example", reading, i)})
			require.Equal(t, want[i], c.call(http.MethodPost, customer+path, body).status, "%d %s", reading, path)
		}
	}
	open := len(c.sb.LiveObjects(sandbox.KindMemberInvitation))
	require.Equal(t, 4, open)
	c.sb.SetReadings(sandbox.Readings{MemberReadings: sandbox.MemberReadings{InvitationAcceptedAfter: 2}})
	require.Empty(t, c.call(http.MethodGet, customer+"/members", nil).list())
	require.Len(t, c.call(http.MethodGet, customer+"/members", nil).list(), open)
	c.sb.SetReadings(sandbox.Readings{MemberReadings: sandbox.MemberReadings{InvitedUsersJoin: true}})
	c.must(http.MethodPost, customer+"/member_invitations", invited(nil))
	require.Len(t, c.call(http.MethodGet, customer+"/members", nil).list(), open+1)
}

func TestInvitations_admin(t *testing.T) {
	t.Parallel()
	c := start(t)
	customer := c.customer(nil)
	c.must(http.MethodPost, customer+"/member_invitations", invited(nil))
	c.call(http.MethodPost, "/_sandbox/customers/209/accept_invitation", object{"email": "bo@acme.example"}).refused(http.StatusBadRequest, "has no invitation of bo@acme.example")
	c.call(http.MethodPost, "/_sandbox/customers/999/accept_invitation", object{}).refused(http.StatusBadRequest, "999")
	got := c.must(http.MethodPost, "/_sandbox/customers/209/accept_invitation", object{})
	require.Equal(t, "ada@acme.example", c.must(http.MethodGet, customer+"/members/"+idText(got["id"]), nil)["email"])
}

func TestMembers_limit(t *testing.T) {
	t.Parallel()
	c := start(t)
	customer := c.customer(nil)
	addManager(t, c)
	times(99, func(i int) {
		_, err := c.sb.AddMember(209, "M", fmt.Sprintf("m%d@acme.example", i))
		require.NoError(t, err)
	})
	c.must(http.MethodPost, customer+"/member_invitations", invited(nil))
	c.call(http.MethodPost, customer+"/member_invitations", invited(object{"email": "b@acme.example"})).refused(http.StatusUnprocessableEntity, "limit of 100")
	c.call(http.MethodPost, customer+"/members", object{"oauth_id": "b", "env_roles": []any{memberRole("dev", "Member")}}).refused(http.StatusUnprocessableEntity, "limit of 100")
}

func TestMembers_update(t *testing.T) {
	t.Parallel()
	c := start(t)
	customer := c.customer(nil)
	require.NoError(t, c.sb.ProvisionInConsole(209))
	id, err := c.sb.AddMember(209, "Ada", "ada@acme.example")
	require.NoError(t, err)
	path := fmt.Sprintf("%s/members/%d", customer, id)
	c.must(http.MethodPut, path, object{"env_roles": []any{memberRole("test", "EnvironmentManager"), memberRole("prod", "NoAccess")}})
	shown := func(environment, name string) object {
		return object{"environment_type": environment, "role_name": name, "role_type": "environment"}
	}
	require.Equal(t, []any{shown("dev", "Member"), shown("test", "EnvironmentManager")}, c.must(http.MethodGet, path, nil)["roles"], "DEV keeps its role")
	list := c.must(http.MethodGet, path+"/privileges", nil)
	require.InDelta(t, 2, list["total"], 0)
	require.Equal(t, []any{
		object{"environment_type": "dev", "name": "Member", "privileges": object{"team": []any{"all"}}, "folder_ids": []any{}},
		object{"environment_type": "test", "name": "EnvironmentManager", "privileges": object{"team": []any{"all"}}, "folder_ids": []any{}},
	}, list["data"])

	c.sb.SetReadings(sandbox.Readings{MemberReadings: sandbox.MemberReadings{MemberNoAccessShown: true, MemberRoleTypeHidden: true, MemberRoleTitles: true}})
	require.Equal(t, []any{
		object{"environment_type": "dev", "role_name": "Member"},
		object{"environment_type": "test", "role_name": "Environment manager"},
		object{"environment_type": "prod", "role_name": "NoAccess"},
	}, c.must(http.MethodGet, path, nil)["roles"])
	c.must(http.MethodPut, path, object{"env_roles": []any{memberRole("dev", "Environment admin")}})
	c.sb.SetReadings(sandbox.Readings{MemberReadings: sandbox.MemberReadings{MemberRoleNameOnly: true}})
	got := c.must(http.MethodGet, path, nil)
	require.NotContains(t, got, "roles")
	require.Equal(t, "EnvironmentAdmin", got["role_name"])

	c.call(http.MethodPut, path, object{}).refused(http.StatusUnprocessableEntity, "env_roles")
	c.call(http.MethodPut, customer+"/members/1", object{}).refused(http.StatusNotFound, "Not found")
	for reading, status := range map[sandbox.MemberUpdate]int{sandbox.MemberUpdateNotFound: 404, sandbox.MemberUpdateNotAllowed: 405, sandbox.MemberUpdateGone: 410} {
		c.sb.SetReadings(sandbox.Readings{MemberReadings: sandbox.MemberReadings{MemberUpdate: reading}})
		require.Equal(t, status, c.call(http.MethodPut, path, object{"env_roles": []any{memberRole("dev", "Member")}}).status)
	}
}

// Customer managers are among the members, and nothing of theirs can be changed there.
func TestMembers_managers(t *testing.T) {
	t.Parallel()
	c := start(t)
	customer := c.customer(nil)
	id := addManager(t, c)
	path := fmt.Sprintf("%s/members/%d", customer, id)
	require.Equal(t, "customer_manager", c.must(http.MethodGet, path, nil)["grant_type"])
	c.call(http.MethodPut, path, object{"env_roles": []any{memberRole("dev", "Member")}}).refused(http.StatusForbidden, "admin workspace")
	c.call(http.MethodDelete, path, nil).refused(http.StatusForbidden, "admin workspace")
}

// An existing user is added with nothing but the roles.
func TestMembers_add(t *testing.T) {
	t.Parallel()
	c := start(t)
	path := c.customer(nil) + "/members"
	roles := []any{memberRole("dev", "Member")}
	got := c.must(http.MethodPost, path, object{"oauth_id": "Bo@acme.example", "env_roles": roles})
	require.Equal(t, "Bo@acme.example", got["email"])
	c.call(http.MethodPost, path, object{"oauth_id": "Bo@acme.example", "env_roles": roles}).refused(http.StatusUnprocessableEntity, "has already been taken")
	c.call(http.MethodPost, path, object{"oauth_id": "cy", "time_zone": "London", "env_roles": roles}).refused(http.StatusUnprocessableEntity, "must be left out for an existing user")
	got = c.must(http.MethodPost, path, object{"oauth_id": "cy", "name": "Cy", "time_zone": "London", "external_id": "c-1", "env_roles": roles})
	require.Equal(t, "London", got["time_zone"])
	require.Nil(t, got["email"])
	require.NoError(t, c.sb.SetObjectField(sandbox.KindMember, idText(got["id"]), "email", "cy@acme.example"))
	require.Error(t, c.sb.SetObjectField(sandbox.KindMember, idText(got["id"]), "oauth_id", "x"))
	require.Equal(t, "cy@acme.example", c.must(http.MethodGet, path+"/"+idText(got["id"]), nil)["email"])
}
