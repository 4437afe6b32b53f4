package sandbox_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// membersOf makes a customer with a group and two collaborators.
func membersOf(t *testing.T, readings sandbox.GroupReadings) (c *client, group string) {
	t.Helper()
	c = startWith(t, sandbox.Readings{GroupReadings: readings})
	customer := c.customer(nil)
	for _, name := range []string{"Ada", "Bo"} {
		_, err := c.sb.AddMember(209, name, name+"@acme.example")
		require.NoError(t, err)
	}
	return c, customer + "/user_groups/" + c.group(customer, "Developers")
}

func TestGroupMembers(t *testing.T) {
	t.Parallel()
	c, group := membersOf(t, sandbox.GroupReadings{})
	list := func(query string) []object {
		return items(t, c.must(http.MethodGet, group+"/members"+query, nil), "data")
	}
	require.Empty(t, list(""))
	c.must(http.MethodPost, group+"/members", object{"user_ids": []int{7001}})
	c.must(http.MethodPost, group+"/members?user_ids=7001&user_ids=7002", nil)
	require.Equal(t, []object{
		{"id": 7001.0, "name": "Ada", "email": "Ada@acme.example"}, {"id": 7002.0, "name": "Bo", "email": "Bo@acme.example"},
	}, list(""))
	require.Equal(t, []string{"Bo"}, names(list("?text=bo@")))
	require.Equal(t, []string{"Bo"}, names(list("?page[number]=2&page[size]=1")))
	require.InDelta(t, 2, inner(t, c.must(http.MethodGet, group, nil), "data")["members_count"], 0)
	require.Len(t, c.sb.LiveObjects(sandbox.KindGroupMember), 2)

	c.must(http.MethodDelete, group+"/members?user_ids[]=7001", object{"user_ids": []int{7001}})
	require.Equal(t, []string{"Bo"}, names(list("")))
	c.must(http.MethodDelete, customerPath(209)+"/members/7002", nil)
	require.Empty(t, list(""), "who leaves the customer leaves its groups")
	require.Empty(t, c.sb.LiveObjects(sandbox.KindGroupMember))

	c.call(http.MethodPost, group+"/members", object{"user_ids": []int{1}}).refused(http.StatusUnprocessableEntity, "user 1 is not a collaborator")
	c.call(http.MethodPost, group+"/members", object{"user_id": 7001}).refused(http.StatusBadRequest, "user_id")
	c.call(http.MethodPost, group+"/members", object{"user_ids": "7001"}).refused(http.StatusUnprocessableEntity, "user_ids")
	c.call(http.MethodPost, group+"/members", nil).refused(http.StatusBadRequest, "user_ids is missing")
	c.call(http.MethodDelete, group+"/members", nil).refused(http.StatusBadRequest, "user_ids is missing")

	groups := items(t, c.must(http.MethodGet, customerPath(209)+"/user_groups", nil), "data")
	everybody := customerPath(209) + "/user_groups/" + idText(groups[0]["id"])
	require.Equal(t, []string{"Ada"}, names(items(t, c.must(http.MethodGet, everybody+"/members", nil), "data")))
	c.call(http.MethodPost, everybody+"/members", object{"user_ids": []int{7001}}).refused(http.StatusForbidden, "system group")
}

func TestGroupMembers_places(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		place                    sandbox.GroupMemberIDs
		body, brackets, repeated bool
	}{
		"anywhere": {sandbox.GroupMemberIDsAnywhere, true, true, true},
		"body":     {sandbox.GroupMemberIDsInBody, true, false, false},
		"brackets": {sandbox.GroupMemberIDsInBrackets, false, true, false},
		"repeated": {sandbox.GroupMemberIDsRepeated, false, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for ignored, status := range map[bool]int{false: http.StatusBadRequest, true: http.StatusOK} {
				c, group := membersOf(t, sandbox.GroupReadings{GroupMemberIDs: test.place, UnreadGroupMembersIgnored: ignored})
				for _, call := range []struct {
					query string
					body  any
					works bool
				}{
					{"", object{"user_ids": []int{7001}}, test.body},
					{"?user_ids[]=7001&user_ids[]=7002", nil, test.brackets},
					{"?user_ids=7001&user_ids=7002", nil, test.repeated},
				} {
					want := http.StatusOK
					if !call.works {
						want = status
					}
					before := len(c.sb.LiveObjects(sandbox.KindGroupMember))
					require.Equal(t, want, c.call(http.MethodPost, group+"/members"+call.query, call.body).status)
					if !call.works {
						require.Len(t, c.sb.LiveObjects(sandbox.KindGroupMember), before)
					}
				}
				require.NotEmpty(t, c.sb.LiveObjects(sandbox.KindGroupMember))
			}
		})
	}
}

func TestGroupMembers_readings(t *testing.T) {
	t.Parallel()
	c, group := membersOf(t, sandbox.GroupReadings{DeleteBodyDropped: true, RepeatedMembershipRefused: true, GroupInUseRefused: true})
	c.must(http.MethodPost, group+"/members", object{"user_ids": []int{7001}})
	c.call(http.MethodPost, group+"/members", object{"user_ids": []int{7001, 7002}}).refused(http.StatusUnprocessableEntity, "already in the group")
	c.call(http.MethodDelete, group+"/members", object{"user_ids": []int{7001}}).refused(http.StatusBadRequest, "missing")
	c.call(http.MethodDelete, group, nil).refused(http.StatusUnprocessableEntity, "The group has members")
	c.must(http.MethodDelete, group+"/members?user_ids=7001", nil)
	c.call(http.MethodDelete, group+"/members?user_ids=7001", nil).refused(http.StatusNotFound, "Not found")
	c.must(http.MethodDelete, group, nil)

	for reading, want := range map[sandbox.GroupMembersReply]string{
		sandbox.GroupMembersReplySuccess: `{"success":true}`, sandbox.GroupMembersReplyOK: `{"result":"ok"}`, sandbox.GroupMembersReplyNothing: "",
		sandbox.GroupMembersReplyGroup: `"members_count":1`, sandbox.GroupMembersReplyMembers: `"data":[]`,
	} {
		c, group = membersOf(t, sandbox.GroupReadings{GroupMembersReply: reading})
		got := c.call(http.MethodPost, group+"/members", object{"user_ids": []int{7001}})
		require.Less(t, got.status, 300)
		require.Contains(t, got.raw, want)
	}

	c, group = membersOf(t, sandbox.GroupReadings{StrangersIgnored: true, GroupMemberRow: sandbox.GroupMemberRowUserID, GroupInvitations: sandbox.GroupInvitationsByID})
	c.must(http.MethodPost, group+"/members", object{"user_ids": []int{1, 7001}})
	_, err := c.sb.InviteToGroup(209, group[len("/api/managed_users/209/user_groups/"):], "Nora", "nora@acme.example")
	require.NoError(t, err)
	rows := items(t, c.must(http.MethodGet, group+"/members", nil), "data")
	require.Len(t, rows, 2)
	require.InDelta(t, 7001, rows[0]["user_id"], 0)
	require.Nil(t, rows[1]["id"])
	c.must(http.MethodDelete, group+"/members?member_invitation_ids[]=801", nil)
	require.Len(t, items(t, c.must(http.MethodGet, group+"/members", nil), "data"), 1)
}

func TestGroupMembers_console(t *testing.T) {
	t.Parallel()
	c, path := membersOf(t, sandbox.GroupReadings{})
	group := path[len("/api/managed_users/209/user_groups/"):]
	require.NoError(t, c.sb.AddToGroup(209, group, 7001))
	require.Error(t, c.sb.AddToGroup(209, group, 7001), "twice")
	require.Error(t, c.sb.AddToGroup(209, group, 1), "no such member")
	require.Error(t, c.sb.AddToGroup(209, "pf-x", 7001), "no such group")
	got, err := c.sb.GroupMembers(209, group)
	require.NoError(t, err)
	require.Equal(t, []string{"7001"}, got)
	require.NoError(t, c.sb.DeleteObject(sandbox.KindGroupMember, group+"/7001"))
	require.Error(t, c.sb.RemoveFromGroup(209, group, 7001), "not in it")
	require.NoError(t, c.sb.AddToGroup(209, group, 7002))
	require.NoError(t, c.sb.DeleteCustomer(209))
	require.Empty(t, c.sb.LiveObjects(sandbox.KindGroupMember))
}
