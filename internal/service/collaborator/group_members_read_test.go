package collaborator_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// Who was removed behind Terraform's back is shown, and put back in place; who came is
// shown where the group is exclusive.
func TestGroupMembers_drift(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		exclusive    bool
		shown, after []int
	}{
		"not exclusive": {false, []int{0}, []int{0, 1, 2}},
		"exclusive":     {true, []int{0, 2}, []int{0, 1}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newTeam(t, 3)
			config := w.config(0, 1)
			config["exclusive"] = test.exclusive
			i := w.instance(t)
			i.MustApply(t, config)
			w.leave(t, 1)
			w.join(t, 2)
			require.Empty(t, i.Refresh(t))
			require.ElementsMatch(t, w.values(test.shown...), i.Value(t, "user_ids"))
			require.Empty(t, i.MustApply(t, config), "in place")
			w.mustHave(t, test.after...)
			i.MustStay(t, config)
		})
	}
}

// A collaborator who is removed from the customer is in no group any more.
func TestGroupMembers_collaboratorGone(t *testing.T) {
	t.Parallel()
	w := newTeam(t, 2)
	i := w.instance(t)
	i.MustApply(t, w.config(0, 1))
	require.NoError(t, w.DeleteObject(sandbox.KindMember, w.users[1]))
	i.Refresh(t)
	require.Equal(t, w.values(0), i.Value(t, "user_ids"))
	diags := i.Apply(t, w.config(0, 1))
	require.Contains(t, diags.Errors()[0].Detail, "7002 is no collaborator of the customer 209")
	require.Equal(t, w.values(0), i.Value(t, "user_ids"))
}

// A refresh is one call; with an exclusive group, too, while it has no others.
func TestGroupMembers_calls(t *testing.T) {
	t.Parallel()
	w := newTeam(t, 2)
	i := w.instance(t)
	i.MustApply(t, w.exclusive(0, 1))
	w.ResetRequests()
	i.Refresh(t)
	require.Len(t, w.Requests(), 1)
}

func TestGroupMembers_gone(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ kind, how string }{
		"group":    {sandbox.KindUserGroup, "The API answers 404 for it, twice and a moment apart, while its customer 209 answers."},
		"customer": {sandbox.KindCustomer, "Its customer 209 is gone, and its groups with it."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newTeam(t, 1)
			i := w.instance(t)
			i.MustApply(t, w.config(0))
			before := i.State
			w.Delete(t, test.kind)
			diags := i.Refresh(t)
			require.False(t, i.Exists())
			require.Equal(t, []string{fmt.Sprintf("workato_collaborator_group_members 209/%s no longer exists", w.group)}, diags.Summaries())
			require.Contains(t, diags[0].Detail, test.how)

			i.State = before
			require.Empty(t, i.Apply(t, nil), "what is gone already is deleted without a word")
		})
	}
}

func TestGroupMembers_notGone(t *testing.T) {
	t.Parallel()
	cannot := []string{"Cannot read workato_collaborator_group_members"}
	respond := func(route string, status int, body string) sandbox.Fault {
		return sandbox.Fault{Method: http.MethodGet, Route: route, Status: status, Count: sandbox.Always, Body: body}
	}
	const notFound = `{"message":"Not found"}`
	for name, test := range map[string]struct {
		fault  sandbox.Fault
		errors []string
	}{
		"unauthorized":       {respond(members, http.StatusUnauthorized, `{"message":"Unauthorized"}`), cannot},
		"forbidden":          {respond(members, http.StatusForbidden, `{"message":"Forbidden"}`), cannot},
		"no list":            {respond(members, http.StatusNotFound, notFound), cannot},
		"service down":       {respond(members, http.StatusInternalServerError, ""), cannot},
		"web page":           {sandbox.Fault{Method: http.MethodGet, Route: members, Count: sandbox.Always, Action: sandbox.HTML}, cannot},
		"no list in it":      {respond(members, http.StatusOK, `{"data":null}`), cannot},
		"a row of nothing":   {respond(members, http.StatusOK, `{"data":[{}],"total":1}`), cannot},
		"not found once":     {sandbox.Fault{Method: http.MethodGet, Route: members, Status: http.StatusNotFound, Body: notFound}, nil},
		"one list lacks one": {sandbox.Fault{Method: http.MethodGet, Route: members, Status: http.StatusOK, Body: `{"data":[],"total":0}`}, nil},
		"quota":              {sandbox.Fault{Method: http.MethodGet, Route: members, Status: http.StatusTooManyRequests, Count: 2}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newTeam(t, 1)
			server := w.Server(t)
			state, diags := server.Create(t, membersTypeName, w.config(0))
			require.Empty(t, diags)
			w.InjectFault(test.fault)
			after, diags := server.Read(t, state)
			require.Equal(t, test.errors, diags.Errors().Summaries(), diags.String())
			require.Empty(t, diags.Warnings())
			require.Equal(t, state.Attributes, after.Attributes, "the state is as before")
		})
	}
}

func TestGroupMembers_import(t *testing.T) {
	t.Parallel()
	w := newTeam(t, 3)
	require.NoError(t, w.SetCustomerField(w.customer, "external_id", "a/c"))
	w.join(t, 0, 2)
	server := w.Server(t)
	for name, parent := range map[string]string{"numeric id": "209", "external id": "Ea%2Fc"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := w.instance(t)
			require.Empty(t, i.Import(t, parent+"/"+w.group))
			require.Equal(t, acctest.Object{"managed_customer_id": "209", "group_id": w.group}, i.Identity)
			i.MustStay(t, w.config(0, 2))
		})
	}
	t.Run("identity", func(t *testing.T) {
		t.Parallel()
		state, diags := server.ImportIdentity(t, membersTypeName, acctest.Object{"managed_customer_id": "209", "group_id": w.group})
		require.Empty(t, diags)
		require.ElementsMatch(t, w.values(0, 2), state.Attributes["user_ids"])
		require.Equal(t, false, state.Attributes["exclusive"])
	})
	const format = `Expected <managed_customer_id>/<group_id>, for example "209/pf-APHDLgAD-cTXBtz"`
	for name, test := range map[string]struct{ id, summary, reason string }{
		"no slash":            {"pf-x", "Invalid import id of workato_collaborator_group_members", format},
		"no group":            {"209/", "Invalid import id of workato_collaborator_group_members", format},
		"no such group":       {"209/pf-x", "Cannot import workato_collaborator_group_members", format},
		"no such customer":    {"999/pf-x", "Cannot import workato_collaborator_group_members", format},
		"no such external id": {"Enone/pf-x", "Cannot import workato_collaborator_group_members", "Not found"},
		"system group":        {"209/" + everybody(t, w.Account), "Cannot import workato_collaborator_group_members", "is a system group"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, diags := server.Import(t, membersTypeName, test.id)
			require.Equal(t, []string{test.summary}, diags.Errors().Summaries())
			require.Contains(t, diags[0].Detail, test.reason)
		})
	}
}

// Each reading of what the documents leave open about members, by itself and mixed.
func TestGroupMembers_readings(t *testing.T) {
	t.Parallel()
	for name, readings := range map[string]sandbox.Readings{
		"body alone":                 {GroupReadings: sandbox.GroupReadings{GroupMemberIDs: sandbox.GroupMemberIDsInBody}},
		"brackets alone":             {GroupReadings: sandbox.GroupReadings{GroupMemberIDs: sandbox.GroupMemberIDsInBrackets}},
		"repeated alone":             {GroupReadings: sandbox.GroupReadings{GroupMemberIDs: sandbox.GroupMemberIDsRepeated}},
		"brackets, else ignored":     {GroupReadings: sandbox.GroupReadings{GroupMemberIDs: sandbox.GroupMemberIDsInBrackets, UnreadGroupMembersIgnored: true}},
		"repeated, else ignored":     {GroupReadings: sandbox.GroupReadings{GroupMemberIDs: sandbox.GroupMemberIDsRepeated, UnreadGroupMembersIgnored: true}},
		"bodies of DELETE are lost":  {GroupReadings: sandbox.GroupReadings{DeleteBodyDropped: true}},
		"replies with the group":     {GroupReadings: sandbox.GroupReadings{GroupMembersReply: sandbox.GroupMembersReplyGroup}},
		"replies with a list":        {GroupReadings: sandbox.GroupReadings{GroupMembersReply: sandbox.GroupMembersReplyMembers}},
		"replies with ok":            {GroupReadings: sandbox.GroupReadings{GroupMembersReply: sandbox.GroupMembersReplyOK}},
		"replies with nothing":       {GroupReadings: sandbox.GroupReadings{GroupMembersReply: sandbox.GroupMembersReplyNothing}},
		"rows with user_id":          {GroupReadings: sandbox.GroupReadings{GroupMemberRow: sandbox.GroupMemberRowUserID}},
		"rows with user":             {GroupReadings: sandbox.GroupReadings{GroupMemberRow: sandbox.GroupMemberRowUser}},
		"repetitions are refused":    {GroupReadings: sandbox.GroupReadings{RepeatedMembershipRefused: true}},
		"invitations by id":          {GroupReadings: sandbox.GroupReadings{GroupInvitations: sandbox.GroupInvitationsByID}},
		"invitations by type":        {GroupReadings: sandbox.GroupReadings{GroupInvitations: sandbox.GroupInvitationsByType}},
		"v1 paths":                   {RBACPaths: sandbox.RBACPathsV1},
		"v2 paths, ids are strings":  {RBACPaths: sandbox.RBACPathsV2, StringIDs: true},
		"lists lag":                  {ReadLag: 1},
		"everything at once, v2":     mixed(sandbox.RBACPathsV2, sandbox.GroupMemberIDsRepeated),
		"everything at once, v1":     mixed(sandbox.RBACPathsV1, sandbox.GroupMemberIDsInBrackets),
		"everything, in body, as v2": mixed(sandbox.RBACPathsV2, sandbox.GroupMemberIDsAnywhere),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newTeam(t, 3, sandbox.WithReadings(readings))
			_, err := w.InviteToGroup(w.customer, w.group, "Nora", "nora@acme.example")
			require.NoError(t, err)
			w.join(t, 2)
			i := w.ServerThatSettles(t, acctest.Settle).Instance(t, membersTypeName)
			for _, config := range []acctest.Object{w.config(0, 1), w.config(1, 2), w.exclusive(0), w.exclusive(0, 1, 2)} {
				require.Empty(t, i.MustApply(t, config).Errors())
				i.MustStay(t, config)
			}
			w.mustHave(t, 0, 1, 2)
			require.Empty(t, i.Apply(t, nil))
			w.mustHave(t)
			invited, err := w.GroupInvitees(w.customer, w.group)
			require.NoError(t, err)
			require.Equal(t, 1, invited, "an invitation is left alone")
		})
	}
}

func mixed(paths sandbox.RBACPaths, ids sandbox.GroupMemberIDs) sandbox.Readings {
	return sandbox.Readings{RBACPaths: paths, StringIDs: true, ReadLag: 1, GroupReadings: sandbox.GroupReadings{
		GroupMemberIDs: ids, UnreadGroupMembersIgnored: true, DeleteBodyDropped: ids != sandbox.GroupMemberIDsInBody,
		GroupMembersReply: sandbox.GroupMembersReplyNothing, GroupMemberRow: sandbox.GroupMemberRowUser,
		GroupInvitations: sandbox.GroupInvitationsByStatus, RepeatedMembershipRefused: true,
	}}
}

// What was found out about where ids go is not asked again.
func TestGroupMembers_remembers(t *testing.T) {
	t.Parallel()
	w := newTeam(t, 4, sandbox.WithReadings(sandbox.Readings{GroupReadings: sandbox.GroupReadings{GroupMemberIDs: sandbox.GroupMemberIDsRepeated}}))
	i := w.instance(t)
	i.MustApply(t, w.config(0))
	require.Len(t, w.RequestsMatching(http.MethodPost, members), 3)
	i.MustApply(t, w.config(0, 1, 2))
	require.Len(t, w.RequestsMatching(http.MethodPost, members), 4)
	i.MustApply(t, w.config(0, 1))
	require.Len(t, w.RequestsMatching(http.MethodDelete, members), 2)
	i.MustApply(t, w.config(0))
	require.Len(t, w.RequestsMatching(http.MethodDelete, members), 3)
	w.mustHave(t, 0)
}

// The service says yes and does nothing, whatever is tried.
func TestGroupMembers_noEffect(t *testing.T) {
	t.Parallel()
	w := newTeam(t, 1)
	w.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: members, Status: http.StatusOK, Count: sandbox.Always, Body: `{"success":true}`})
	i := w.instance(t)
	diags := i.Apply(t, w.config(0))
	require.False(t, i.Exists())
	require.Equal(t, []string{"Cannot create workato_collaborator_group_members"}, diags.Summaries())
	require.Equal(t, []string{"user_ids"}, diags.Paths())
	require.Contains(t, diags[0].Detail, "the API accepted the call, with the ids in the body and in the query, but it had no effect for 7001")
	require.Len(t, w.Writes(), 3)
}

func TestGroupMembersDataSource(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		readings sandbox.GroupReadings
		pending  acctest.Object
	}{
		"unlisted":  {sandbox.GroupReadings{}, nil},
		"by id":     {sandbox.GroupReadings{GroupInvitations: sandbox.GroupInvitationsByID}, acctest.Object{"user_id": nil, "name": "Nora", "email": "nora@acme.example", "pending": true, "invitation_id": "801"}},
		"by status": {sandbox.GroupReadings{GroupInvitations: sandbox.GroupInvitationsByStatus, GroupMemberRow: sandbox.GroupMemberRowUser}, acctest.Object{"user_id": nil, "name": "Nora", "email": "nora@acme.example", "pending": true, "invitation_id": "801"}},
		"by email":  {sandbox.GroupReadings{GroupInvitations: sandbox.GroupInvitationsByEmail, GroupMemberRow: sandbox.GroupMemberRowUserID}, acctest.Object{"user_id": nil, "name": "Nora", "email": "nora@acme.example", "pending": true, "invitation_id": nil}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newTeam(t, 1, sandbox.WithReadings(sandbox.Readings{GroupReadings: test.readings}))
			w.join(t, 0)
			_, err := w.InviteToGroup(w.customer, w.group, "Nora", "nora@acme.example")
			require.NoError(t, err)
			got, diags := w.Server(t).Data(t, membersTypeName, acctest.Object{"managed_customer_id": "209", "group_id": w.group})
			require.Empty(t, diags)
			want := []any{acctest.Object{"user_id": "7001", "name": "Person 1", "email": "person1@acme.example", "pending": false, "invitation_id": nil}}
			if test.pending != nil {
				want = append(want, test.pending)
			}
			require.Equal(t, want, got["collaborator_group_members"])
		})
	}
}

func TestGroupDataSource(t *testing.T) {
	t.Parallel()
	w := newTeam(t, 2)
	w.join(t, 0)
	server := w.Server(t)
	for argument, value := range map[string]string{"id": w.group, "name": "Builders"} {
		got, diags := server.Data(t, typeName, acctest.Object{"managed_customer_id": "209", argument: value})
		require.Empty(t, diags)
		require.NotEmpty(t, got["created_at"])
		delete(got, "created_at")
		require.Equal(t, acctest.Object{
			"managed_customer_id": "209", "id": w.group, "name": "Builders", "description": nil, "members_count": 1.0, "system": false,
		}, got)
	}
	_, diags := server.Data(t, typeName, acctest.Object{"managed_customer_id": "209", "name": "builders"})
	require.Equal(t, []string{"Cannot read workato_collaborator_group"}, diags.Summaries())
	require.Equal(t, []string{"name"}, diags.Paths())
	require.Contains(t, diags[0].Detail, `There is none with the name "builders". There are: All collaborators, Builders.`)
	_, diags = server.Data(t, typeName, acctest.Object{"managed_customer_id": "209", "id": "pf-x"})
	require.Equal(t, []string{"Cannot read workato_collaborator_group"}, diags.Summaries())
	require.Contains(t, diags[0].Detail, "The data source workato_collaborator_groups lists the groups that it sees.")
}
