package collaborator_test

import (
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

const cannotCreate = "Cannot create workato_collaborator"

// clock is one that a test can put forward.
type clock struct{ ahead atomic.Int64 }

func (c *clock) now() time.Time          { return time.Now().Add(time.Duration(c.ahead.Load())) }
func (c *clock) forward(d time.Duration) { c.ahead.Add(int64(d)) }
func (c *clock) option() sandbox.Option  { return sandbox.WithClock(c.now) }
func ago(d time.Duration) string         { return time.Now().Add(-d).UTC().Format(time.RFC3339) }
func trigger(text string) acctest.Object { return acctest.Object{"invitation_trigger": text} }

// An invitation is sent again on an explicit trigger alone, and not within 20 minutes.
func TestCollaborator_reinvite(t *testing.T) {
	t.Parallel()
	var clock clock
	account := customer(t, clock.option())
	instance := start(t, account, ada())

	diags := instance.Apply(t, ada(trigger("again")))
	require.Equal(t, []string{"Cannot update workato_collaborator"}, diags.Summaries())
	require.Equal(t, []string{"invitation_trigger"}, diags.Paths())
	require.Contains(t, diags[0].Detail, "once in 20 minutes: the next one in 20 minutes.")
	require.Contains(t, diags[0].Detail, "Nothing was sent.")
	require.Nil(t, instance.Value(t, "invitation_trigger"), "so that the next plan has it again")
	require.Empty(t, account.Writes())

	instance.Rewrite(t, "invited_at", ago(14*time.Minute))
	diags = instance.Apply(t, ada(trigger("again")))
	require.Contains(t, diags[0].Detail, "the next one in 6 minutes.")
	instance.Rewrite(t, "invited_at", ago(20*time.Minute-30*time.Second))
	diags = instance.Apply(t, ada(trigger("again")))
	require.Regexp(t, `the next one in \d+ seconds\.`, diags[0].Detail)
	require.Empty(t, account.Writes())

	clock.forward(21 * time.Minute)
	instance.Rewrite(t, "invited_at", ago(21*time.Minute))
	config := ada(trigger("again"), acctest.Object{"name": "Ada Sample", "environment_roles": acctest.Object{"prod": "Member"}})
	require.Empty(t, instance.MustApply(t, config))
	require.Equal(t, []any{map[string]any{"name": "Ada Sample", "email": "ada@acme.example", "env_roles": []any{sentRole("prod", "Member")}}},
		bodies(account, http.MethodPost, invitations), "with all that has changed since")
	require.Equal(t, "pending", instance.Value(t, "status"))
	require.Greater(t, instance.Value(t, "invited_at"), ago(time.Minute))
	instance.MustStay(t, config)
	require.Empty(t, instance.MustApply(t, ada(acctest.Object{"name": "Ada Sample", "environment_roles": acctest.Object{"prod": "Member"}})), "taking the trigger away sends nothing")
	require.Len(t, account.Writes(), 1)
	require.Len(t, account.Objects(sandbox.KindMemberInvitation), 1)
}

// Who has accepted meanwhile gets no other e-mail, but the roles of the plan.
func TestCollaborator_reinviteAccepted(t *testing.T) {
	t.Parallel()
	account := customer(t)
	instance := start(t, account, ada())
	plan, diags := instance.Plan(t, ada(trigger("again"), rolesIn(acctest.Object{"dev": "Member"})))
	require.Empty(t, diags)
	require.Equal(t, acctest.Unknown, plan.Attributes["user_id"])
	_, err := account.AcceptInvitation(209, "")
	require.NoError(t, err)
	require.Empty(t, instance.Carry(t, plan))
	require.Equal(t, "active", instance.Value(t, "status"))
	require.Empty(t, account.RequestsMatching(http.MethodPost, "*"))
	require.Equal(t, []any{map[string]any{"env_roles": []any{sentRole("dev", "Member"), sentRole("test", "NoAccess")}}}, bodies(account, http.MethodPut, member))
	instance.MustStay(t, ada(trigger("again"), rolesIn(acctest.Object{"dev": "Member"})))
}

// Somebody has been invited before, and nothing of it is in the state.
func TestCollaborator_C16_invitedTooSoon(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		reading sandbox.InvitationTooSoon
		when    string
	}{
		"429":              {sandbox.InvitationTooSoonBare, "Apply again in 20 minutes at the latest."},
		"429, with a time": {sandbox.InvitationTooSoonRetryAfter, "Apply again in 13 minutes."},
		"422":              {sandbox.InvitationTooSoonUnprocessable, "Apply again in 20 minutes at the latest."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var clock clock
			account := customer(t, clock.option(), sandbox.WithReadings(sandbox.Readings{MemberReadings: sandbox.MemberReadings{InvitationTooSoon: test.reading}}))
			account.API(t, http.MethodPost, "/api/managed_users/209/member_invitations", map[string]any{
				"name": "Ada", "email": "Ada@acme.example", "env_roles": []any{sentRole("dev", "Member")},
			})
			clock.forward(7*time.Minute + time.Second)
			account.ResetRequests()
			state, diags := account.Server(t).Create(t, person, ada())
			require.False(t, state.Exists())
			require.Equal(t, []string{cannotCreate}, diags.Summaries())
			require.Contains(t, diags[0].Detail, "The API said: This user was already invited to this workspace.")
			require.Contains(t, diags[0].Detail, "once in 20 minutes, whoever sent the one before")
			require.Contains(t, diags[0].Detail, test.when)
			require.Contains(t, diags[0].Detail, "import the collaborator as 209/ada@acme.example")
			require.Contains(t, diags[0].Detail, "The call changed nothing.")
			require.Len(t, account.Writes(), 1, "it is not tried again")
		})
	}
}

// A refusal for a moment is waited for, and repeated after a look.
func TestCollaborator_inviteQuota(t *testing.T) {
	t.Parallel()
	momentary := sandbox.Fault{Method: http.MethodPost, Route: invitations, Status: http.StatusTooManyRequests, Header: map[string]string{"Retry-After": "1"}, Body: `{"message":"Too many requests"}`}
	t.Run("once", func(t *testing.T) {
		t.Parallel()
		account := customer(t)
		account.InjectFault(momentary)
		state, diags := account.Server(t).Create(t, person, ada())
		require.Empty(t, diags)
		require.Equal(t, "pending", state.Attributes["status"])
		require.Len(t, account.Writes(), 2)
	})
	t.Run("joined meanwhile", func(t *testing.T) {
		t.Parallel()
		account := customer(t)
		fault := momentary
		fault.When = sandbox.AfterCommit
		account.InjectFault(fault)
		account.SetReadings(sandbox.Readings{MemberReadings: sandbox.MemberReadings{InvitedUsersJoin: true}})
		state, diags := account.Server(t).Create(t, person, ada())
		require.Empty(t, diags)
		require.Equal(t, "active", state.Attributes["status"])
		require.Len(t, account.Writes(), 1)
	})
	t.Run("for long", func(t *testing.T) {
		t.Parallel()
		account := customer(t)
		fault := momentary
		fault.Count = 2
		account.InjectFault(fault)
		_, diags := account.Server(t).Create(t, person, ada())
		require.Equal(t, []string{cannotCreate}, diags.Summaries())
		require.Contains(t, diags[0].Detail, "It may also be the quota of the endpoint")
		require.Len(t, account.Writes(), 2)
	})
}

// An invitation whose answer is lost counts as sent: nothing shows whether it was.
func TestCollaborator_createFailsLate(t *testing.T) {
	t.Parallel()
	for name, fault := range acctest.LostAnswers(http.MethodPost, invitations) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := customer(t)
			account.InjectFault(fault)
			instance := account.Server(t).Instance(t, person)
			diags := instance.MustApply(t, ada())
			if name == "empty" { // What the answer says does not matter.
				require.Empty(t, diags)
			} else {
				require.Equal(t, []string{"workato_collaborator ada@acme.example: it is not known whether the invitation was sent"}, diags.Summaries())
				require.Contains(t, diags[0].Detail, "change invitation_trigger in 20 minutes at the earliest")
			}
			require.Equal(t, "pending", instance.Value(t, "status"))
			require.Len(t, account.Writes(), 1)
			_, err := account.AcceptInvitation(209, "ada@acme.example")
			require.NoError(t, err)
			instance.MustStay(t, ada())
			require.Equal(t, "active", instance.Value(t, "status"))
			require.Len(t, account.Objects(sandbox.KindMember), 1)
		})
	}
}

// A look that fails after the invitation hurts nobody: the next refresh looks again.
func TestCollaborator_lookFailsLate(t *testing.T) {
	t.Parallel()
	account := customer(t)
	account.InjectFault(sandbox.Fault{Method: http.MethodGet, Route: memberList, Skip: 1, Status: http.StatusForbidden, Body: `{"message":"Forbidden"}`})
	instance := account.Server(t).Instance(t, person)
	require.Empty(t, instance.MustApply(t, ada()))
	require.Equal(t, "pending", instance.Value(t, "status"))
	instance.MustStay(t, ada())
}

// Somebody who is added, rather than invited, and the answer is lost.
func TestCollaborator_addFailsLate(t *testing.T) {
	t.Parallel()
	for name, fault := range acctest.LostAnswers(http.MethodPost, memberList) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := customer(t)
			account.InjectFault(fault)
			instance := account.Server(t).Instance(t, person)
			diags := instance.MustApply(t, bo())
			id := account.Live(sandbox.KindMember)[0]
			require.Equal(t, []string{"workato_collaborator " + id + " was created although the answer was lost"}, diags.Summaries())
			require.Equal(t, id, instance.Value(t, "user_id"))
			require.Len(t, account.Writes(), 1)
			instance.MustStay(t, bo())
		})
	}
}

func TestCollaborator_add(t *testing.T) {
	t.Parallel()
	account := customer(t)
	instance := start(t, account, bo())
	require.Equal(t, "active", instance.Value(t, "status"))
	require.Nil(t, instance.Value(t, "invited_at"))
	require.NotEmpty(t, instance.Value(t, "name"), "that of the existing user")
	instance.MustStay(t, bo())

	// A user of a sign-in of the partner's own, without an address.
	config := acctest.Object{
		"managed_customer_id": "209", "email": "cy@acme.example", "name": "Cy", "oauth_id": "cy-1", "external_id": "c-1", "time_zone": "London",
		"environment_roles": acctest.Object{"dev": "Member"},
	}
	account.InjectFault(acctest.LostAnswers(http.MethodPost, memberList)["dropped"])
	other := account.Server(t).Instance(t, person)
	require.Len(t, other.MustApply(t, config).Warnings(), 1)
	require.Equal(t, []any{map[string]any{
		"name": "Cy", "oauth_id": "cy-1", "external_id": "c-1", "time_zone": "London", "env_roles": []any{sentRole("dev", "Member")},
	}}, bodies(account, http.MethodPost, memberList))
	other.MustStay(t, config)
	require.Empty(t, account.Duplicates())
}

// The pages spell the path in two ways, and a 404 invites nobody.
func TestCollaborator_singularPath(t *testing.T) {
	t.Parallel()
	account := customer(t, sandbox.WithReadings(sandbox.Readings{MemberReadings: sandbox.MemberReadings{InvitationPath: sandbox.InvitationPathSingular}}))
	server := account.Server(t)
	for _, email := range []string{"ada@acme.example", "bo@acme.example"} {
		state, diags := server.Create(t, person, ada(acctest.Object{"email": email}))
		require.Empty(t, diags)
		require.Equal(t, "pending", state.Attributes["status"])
	}
	require.Len(t, account.Objects(sandbox.KindMemberInvitation), 2)
	require.Len(t, account.Writes(), 3, "the path that does not exist is tried once")

	account.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: "/api/managed_users/{id}/member_invitation", Status: http.StatusNotFound, Body: `{"message":"Not found"}`})
	_, diags := account.Server(t).Create(t, person, ada(acctest.Object{"email": "cy@acme.example"}))
	require.Equal(t, []string{cannotCreate}, diags.Summaries())
	require.Contains(t, diags[0].Detail, "The API said: Not found.")
}

// Nothing can withdraw an invitation.
func TestCollaborator_destroyPending(t *testing.T) {
	t.Parallel()
	account := customer(t)
	instance := start(t, account, ada())
	plan, diags := instance.Plan(t, nil)
	require.Equal(t, []string{"workato_collaborator ada@acme.example: an invitation that cannot be withdrawn"}, diags.Summaries())
	diags = instance.Carry(t, plan)
	require.Equal(t, []string{"workato_collaborator ada@acme.example: the invitation is still out"}, diags.Summaries())
	require.Contains(t, diags[0].Detail, "if it is accepted later, the person becomes a collaborator of customer 209")
	require.False(t, instance.Exists())
	require.Empty(t, account.Writes())
}

// Who has accepted since the refresh is removed.
func TestCollaborator_destroyAccepted(t *testing.T) {
	t.Parallel()
	account := customer(t)
	instance := start(t, account, ada())
	plan, _ := instance.Plan(t, nil)
	_, err := account.AcceptInvitation(209, "")
	require.NoError(t, err)
	require.Empty(t, instance.Carry(t, plan))
	require.Empty(t, account.Live(sandbox.KindMember))
}

// An invitation that makes a collaborator at once, and one that is accepted in time.
func TestCollaborator_joins(t *testing.T) {
	t.Parallel()
	for name, reading := range map[string]sandbox.MemberReadings{
		"at once":               {InvitedUsersJoin: true},
		"before the first list": {InvitationAcceptedAfter: 1},
		"with the second":       {InvitationAcceptedAfter: 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := customer(t, sandbox.WithReadings(sandbox.Readings{MemberReadings: reading}))
			instance := account.Server(t).Instance(t, person)
			require.Empty(t, instance.MustApply(t, ada()))
			instance.MustStay(t, ada())
			require.Equal(t, "active", instance.Value(t, "status"))
			require.Len(t, account.Writes(), 1)
		})
	}
}
