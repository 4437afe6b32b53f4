package collaborator_test

import (
	"fmt"
	"maps"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// From nobody to everybody and back, with as few calls as it takes.
func TestGroupMembers_update(t *testing.T) {
	t.Parallel()
	w := newTeam(t, 4)
	w.join(t, 3)
	i := w.instance(t)
	for _, step := range []struct {
		config     acctest.Object
		has        []int
		posts, del int
	}{
		{w.config(), []int{3}, 0, 0},
		{w.config(0, 1), []int{0, 1, 3}, 1, 0},
		{w.config(1, 2), []int{1, 2, 3}, 1, 1},
		{w.config(1), []int{1, 3}, 0, 1},
		{w.exclusive(1, 3), []int{1, 3}, 1, 0},
		{w.exclusive(1), []int{1}, 0, 1},
		{w.config(1), []int{1}, 0, 0},
		{w.config(), []int{}, 0, 1},
	} {
		w.ResetRequests()
		require.Empty(t, i.MustApply(t, step.config))
		require.Len(t, w.RequestsMatching(http.MethodPost, members), step.posts)
		require.Len(t, w.RequestsMatching(http.MethodDelete, members), step.del)
		w.mustHave(t, step.has...)
		i.MustStay(t, step.config)
	}
	require.Empty(t, i.MustApply(t, nil))
	require.False(t, i.Exists())
}

// What goes over the wire: ids as numbers in the body, and in the query of a DELETE too.
func TestGroupMembers_requests(t *testing.T) {
	t.Parallel()
	w := newTeam(t, 2)
	i := w.instance(t)
	i.MustApply(t, w.config(0, 1))
	i.MustApply(t, w.config())
	writes := w.Writes()
	require.Len(t, writes, 2)
	require.Empty(t, writes[0].Query)
	require.Equal(t, "user_ids%5B%5D=7001&user_ids%5B%5D=7002", writes[1].Query)
	for _, write := range writes {
		require.Equal(t, "[7001 7002]", fmt.Sprint(write.Body.(map[string]any)["user_ids"])) //nolint:forcetypeassert // It is an object.
	}
}

func TestGroupMembers_batches(t *testing.T) {
	t.Parallel()
	const size = 250
	w := newTeam(t, size)
	all := make([]int, size)
	for i := range all {
		all[i] = i
	}
	i := w.instance(t)
	i.MustApply(t, w.config(all...))
	w.mustHave(t, all...)
	i.MustStay(t, w.config(all...))
	i.MustApply(t, nil)
	w.mustHave(t)
	for _, method := range []string{http.MethodPost, http.MethodDelete} {
		sizes := []int{}
		for _, request := range w.RequestsMatching(method, members) {
			sizes = append(sizes, len(request.Body.(map[string]any)["user_ids"].([]any))) //nolint:forcetypeassert // It is a list.
		}
		require.Equal(t, []int{100, 100, 50}, sizes, method)
	}
}

// Who was in the group before is declared without a call, and leaves with the rest.
func TestGroupMembers_thereBefore(t *testing.T) {
	t.Parallel()
	w := newTeam(t, 3)
	w.join(t, 0, 2)
	i := w.instance(t)
	require.Empty(t, i.MustApply(t, w.config(0)))
	require.Empty(t, w.Writes())
	i.MustApply(t, nil)
	w.mustHave(t, 2)
}

// An exclusive membership would remove whom no plan has shown.
func TestGroupMembers_exclusiveThereBefore(t *testing.T) {
	t.Parallel()
	w := newTeam(t, 3)
	w.join(t, 1, 2)
	i := w.instance(t)
	diags := i.Apply(t, w.exclusive(0, 1))
	require.False(t, i.Exists())
	require.Equal(t, []string{"Cannot create workato_collaborator_group_members"}, diags.Summaries())
	require.Equal(t, []string{"exclusive"}, diags.Paths())
	require.Contains(t, diags[0].Detail, "The group has members that are not in user_ids: 7003.")
	require.Contains(t, diags[0].Detail, fmt.Sprintf("id = \"209/%s\"", w.group))
	require.Contains(t, diags[0].Detail, "Nothing was changed.")
	require.Empty(t, w.Writes())

	require.Empty(t, i.Import(t, "209/"+w.group))
	require.ElementsMatch(t, w.values(1, 2), i.Value(t, "user_ids"))
	require.Empty(t, i.MustApply(t, w.exclusive(0, 1)), "whom it removes is in the state, so the plan shows it")
	w.mustHave(t, 0, 1)
	i.MustStay(t, w.exclusive(0, 1))
}

// Turning exclusive on removes others, whom the plan names.
func TestGroupMembers_exclusiveTurnedOn(t *testing.T) {
	t.Parallel()
	w := newTeam(t, 4)
	i := w.instance(t)
	i.MustApply(t, w.config(0))
	w.join(t, 1, 2)
	i.Refresh(t)
	w.ResetRequests()
	plan, diags := i.Plan(t, w.exclusive(0, 1))
	require.Empty(t, w.Requests(), "nothing is read for it while planning")
	require.Equal(t, []string{fmt.Sprintf("workato_collaborator_group_members 209/%s will remove members that are not declared", w.group)}, diags.Summaries())
	require.Contains(t, diags[0].Detail, "it also had 7003: they will be removed")
	require.Empty(t, i.Carry(t, plan))
	w.mustHave(t, 0, 1)
	i.MustStay(t, w.exclusive(0, 1))

	w.join(t, 3)
	i.Refresh(t)
	require.ElementsMatch(t, w.values(0, 1, 3), i.Value(t, "user_ids"), "one who came since shows in the plan")
	require.Empty(t, i.MustApply(t, w.exclusive(0, 1)))
	w.mustHave(t, 0, 1)
}

// Who is invited, or manages customers, stays in an exclusive group.
func TestGroupMembers_exclusiveLeavesAlone(t *testing.T) {
	t.Parallel()
	for name, readings := range map[string]struct {
		managers    sandbox.MembersHaveManagers
		invitations sandbox.GroupInvitations
	}{
		"marked, not listed":          {sandbox.ManagersAreManagers, sandbox.GroupInvitationsUnlisted},
		"marked otherwise, by id":     {sandbox.ManagersAreUsers, sandbox.GroupInvitationsByID},
		"unmarked, by status":         {sandbox.EverybodyIsUser, sandbox.GroupInvitationsByStatus},
		"unmarked, by type":           {sandbox.EverybodyIsUser, sandbox.GroupInvitationsByType},
		"marked, by e-mail address":   {sandbox.ManagersAreManagers, sandbox.GroupInvitationsByEmail},
		"unmarked, by e-mail address": {sandbox.EverybodyIsUser, sandbox.GroupInvitationsByEmail},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newTeam(t, 3, sandbox.WithReadings(sandbox.Readings{
				GroupReadings:   sandbox.GroupReadings{GroupInvitations: readings.invitations},
				ManagerReadings: sandbox.ManagerReadings{MembersHaveManagers: readings.managers},
			}))
			w.join(t, 1)
			require.NoError(t, w.ManageCustomer(w.customer, w.user(t, 1)))
			_, err := w.InviteToGroup(w.customer, w.group, "Nora", "nora@acme.example")
			require.NoError(t, err)
			i := w.instance(t)
			require.Empty(t, i.MustApply(t, w.exclusive(0)))
			i.MustStay(t, w.exclusive(0))
			w.join(t, 2)
			i.Refresh(t)
			require.ElementsMatch(t, w.values(0, 2), i.Value(t, "user_ids"))
			i.MustApply(t, w.exclusive(0))
			w.mustHave(t, 0, 1)
			i.MustApply(t, nil)
			w.mustHave(t, 1)
			invited, err := w.GroupInvitees(w.customer, w.group)
			require.NoError(t, err)
			require.Equal(t, 1, invited)

			require.Empty(t, i.Import(t, "209/"+w.group))
			require.Empty(t, i.Value(t, "user_ids"), "nor are they imported")
		})
	}
}

// If nobody says who is a customer manager, whoever may be one is left alone, loudly.
func TestGroupMembers_exclusiveUnclear(t *testing.T) {
	t.Parallel()
	w := newTeam(t, 2, sandbox.WithReadings(sandbox.Readings{ManagerReadings: sandbox.ManagerReadings{MembersHaveManagers: sandbox.EverybodyIsUser}}))
	i := w.instance(t)
	i.MustApply(t, w.exclusive(0))
	w.join(t, 1)
	w.InjectFault(sandbox.Fault{Method: http.MethodGet, Route: "/api/customer_managers", Status: http.StatusForbidden, Count: sandbox.Always, Body: `{"message":"Forbidden"}`})
	diags := i.Refresh(t)
	require.Equal(t, []string{fmt.Sprintf("workato_collaborator_group_members 209/%s leaves members alone", w.group)}, diags.Summaries())
	require.Contains(t, diags[0].Detail, "The members 7002 are not in user_ids.")
	require.Contains(t, diags[0].Detail, "tick GET /api/customer_managers")
	require.Equal(t, w.values(0), i.Value(t, "user_ids"))
}

func TestGroupMembers_wrongUser(t *testing.T) {
	t.Parallel()
	for name, readings := range map[string]sandbox.GroupReadings{
		"refused": {},
		"ignored": {StrangersIgnored: true},
		"ignored, with ids in the query": {
			StrangersIgnored: true, GroupMemberIDs: sandbox.GroupMemberIDsInBrackets, UnreadGroupMembersIgnored: true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newTeam(t, 1, sandbox.WithReadings(sandbox.Readings{GroupReadings: readings}))
			stranger, err := w.AddMember(w.AddCustomer("Other"), "Sten", "sten@other.example")
			require.NoError(t, err)
			config := w.config(0)
			config["user_ids"] = []any{w.users[0], fmt.Sprint(stranger)}
			i := w.instance(t)
			diags := i.Apply(t, config)
			require.Equal(t, []string{"Cannot create workato_collaborator_group_members"}, diags.Errors().Summaries())
			require.Equal(t, []string{"user_ids"}, diags.Errors().Paths())
			require.Contains(t, diags[0].Detail, fmt.Sprintf("%d is no collaborator of the customer 209", stranger))
			require.Contains(t, diags[0].Detail, "They are: Person 1 (7001).")
			require.Equal(t, i.Exists(), i.Tainted)
			if i.Exists() {
				require.Equal(t, w.values(0), i.Value(t, "user_ids"), "what was done is in the state")
				require.Contains(t, diags[0].Detail, "Before that, it added 7001, which is in the state.")
			} else {
				require.Contains(t, diags[0].Detail, "Nothing was changed.")
				w.mustHave(t)
			}
		})
	}
}

// An update that fails in the middle leaves in the state what is true.
func TestGroupMembers_updateFails(t *testing.T) {
	t.Parallel()
	w := newTeam(t, 3)
	i := w.instance(t)
	i.MustApply(t, w.config(0, 1))
	w.InjectFault(sandbox.Fault{Method: http.MethodDelete, Route: members, Status: http.StatusForbidden, Body: `{"message":"Forbidden"}`})
	diags := i.Apply(t, w.config(0, 2))
	require.Equal(t, []string{"Cannot update workato_collaborator_group_members"}, diags.Errors().Summaries())
	require.Contains(t, diags.Errors()[0].Detail, "lacks the endpoints of collaborator groups")
	require.Equal(t, []string{fmt.Sprintf("workato_collaborator_group_members 209/%s was changed in part", w.group)}, diags.Warnings().Summaries())
	require.ElementsMatch(t, w.values(0, 1, 2), i.Value(t, "user_ids"), "who could not be removed stays in the state")
	i.MustApply(t, w.config(0, 2))
	w.mustHave(t, 0, 2)
}

func TestGroupMembers_deleteFails(t *testing.T) {
	t.Parallel()
	w := newTeam(t, 2)
	i := w.instance(t)
	i.MustApply(t, w.config(0, 1))
	w.InjectFault(sandbox.Fault{Method: http.MethodDelete, Route: members, Status: http.StatusInternalServerError, Count: sandbox.Always, Body: `{"message":"Server error"}`})
	diags := i.Apply(t, nil)
	require.Equal(t, []string{"Cannot delete workato_collaborator_group_members"}, diags.Errors().Summaries())
	require.True(t, i.Exists())
	w.ClearFaults()
	require.Empty(t, i.Apply(t, nil))
	w.mustHave(t)
}

// The answer is lost after it was done: nothing is doubled, and nothing fails.
func TestGroupMembers_createFailsLate(t *testing.T) {
	t.Parallel()
	for name, fault := range acctest.LostAnswers(http.MethodPost, members) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newTeam(t, 2)
			w.InjectFault(fault)
			i := w.instance(t)
			require.Empty(t, i.MustApply(t, w.config(0, 1)))
			require.Len(t, w.RequestsMatching(http.MethodPost, members), 1)
			i.MustStay(t, w.config(0, 1))
			w.mustHave(t, 0, 1)
		})
	}
	for name, fault := range acctest.LostAnswers(http.MethodDelete, members) {
		t.Run("delete "+name, func(t *testing.T) {
			t.Parallel()
			w := newTeam(t, 2)
			i := w.instance(t)
			i.MustApply(t, w.config(0, 1))
			w.InjectFault(fault)
			require.Empty(t, i.MustApply(t, w.config(1)))
			require.Len(t, w.RequestsMatching(http.MethodDelete, members), 1)
			w.mustHave(t, 1)
		})
	}
}

// A call that never had an effect is sent again, since it can do no harm.
func TestGroupMembers_neverArrives(t *testing.T) {
	t.Parallel()
	w := newTeam(t, 2)
	w.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: members, Action: sandbox.Drop})
	i := w.instance(t)
	require.Empty(t, i.MustApply(t, w.config(0, 1)))
	require.Len(t, w.RequestsMatching(http.MethodPost, members), 2)
	w.mustHave(t, 0, 1)

	w.InjectFault(sandbox.Fault{Method: http.MethodDelete, Route: members, Action: sandbox.Drop, Count: sandbox.Always})
	diags := i.Apply(t, w.config(0))
	require.Equal(t, []string{"Cannot update workato_collaborator_group_members"}, diags.Summaries())
	require.Len(t, w.RequestsMatching(http.MethodDelete, members), 2, "but not for ever")
	require.ElementsMatch(t, w.values(0, 1), i.Value(t, "user_ids"))
}

func TestGroupMembers_group(t *testing.T) {
	t.Parallel()
	w := newTeam(t, 1)
	for name, test := range map[string]struct{ group, reason string }{
		"system group":  {everybody(t, w.Account), `"All collaborators" (%s) is a system group: every collaborator is in it`},
		"no such group": {"pf-x", "The customer 209 has no group %s, or the token cannot see it: The API answers 404 for it, twice"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config := w.config(0)
			config["group_id"] = test.group
			i := w.instance(t)
			diags := i.Apply(t, config)
			require.False(t, i.Exists())
			require.Equal(t, []string{"Cannot create workato_collaborator_group_members"}, diags.Summaries())
			require.Equal(t, []string{"group_id"}, diags.Paths())
			require.Contains(t, diags[0].Detail, fmt.Sprintf(test.reason, test.group))
		})
	}
}

func everybody(t *testing.T, account *acctest.Account) string {
	t.Helper()
	all, diags := account.Server(t).Data(t, typeName, acctest.Object{"managed_customer_id": "209", "name": "All collaborators"})
	require.Empty(t, diags)
	id, ok := all["id"].(string)
	require.True(t, ok)
	return id
}

func TestGroupMembers_validation(t *testing.T) {
	t.Parallel()
	server := acctest.NewServer(t)
	for name, test := range map[string]struct {
		change acctest.Object
		at     string
	}{
		"empty id":       {acctest.Object{"user_ids": []any{"7001", ""}}, "user_ids[*]"},
		"null id":        {acctest.Object{"user_ids": []any{"7001", nil}}, "user_ids"},
		"empty group":    {acctest.Object{"group_id": ""}, "group_id"},
		"empty customer": {acctest.Object{"managed_customer_id": ""}, "managed_customer_id"},
		"nobody":         {acctest.Object{"user_ids": []any{}}, ""},
		"unknown id":     {acctest.Object{"user_ids": []any{"7001", acctest.Unknown}, "exclusive": acctest.Unknown}, ""},
		"all unknown":    {acctest.Object{"user_ids": acctest.Unknown, "group_id": acctest.Unknown, "managed_customer_id": acctest.Unknown}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config := acctest.Object{"managed_customer_id": "209", "group_id": "pf-x", "user_ids": []any{"7001"}}
			maps.Copy(config, test.change)
			diags := server.Validate(t, membersTypeName, config)
			if test.at == "" {
				require.Empty(t, diags)
				return
			}
			require.Equal(t, []string{test.at}, diags.Errors().Paths(), diags.String())
			if name == "null id" {
				require.Contains(t, diags[0].Detail, "has not accepted the invitation yet")
			}
		})
	}
}

// A user id that turns out to be null only when everything is known.
func TestGroupMembers_pendingLate(t *testing.T) {
	t.Parallel()
	w := newTeam(t, 1)
	server := w.Server(t)
	config := w.config(0)
	config["user_ids"] = []any{nil}
	plan, diags := server.Plan(t, server.Absent(t, membersTypeName), config)
	require.Empty(t, diags)
	state, diags := server.Apply(t, plan)
	require.False(t, state.Exists())
	require.Equal(t, []string{"A member without a user id"}, diags.Summaries())
	require.Empty(t, w.Writes())
}
