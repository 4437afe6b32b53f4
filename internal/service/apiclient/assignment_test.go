package apiclient_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

const (
	assignmentType = "workato_oauth_profile_assignment"
	assignRoute    = "/api/managed_users/{id}/custom_oauth_profiles/{id}/assign"
	unassignRoute  = "/api/managed_users/{id}/custom_oauth_profiles/{id}/unassign"
)

func (h house) assigned(force any) acctest.Object {
	return acctest.Object{"managed_customer_id": h.customer, "custom_oauth_profile_id": "322", "force_destroy": force}
}

func TestOAuthProfileAssignment_basic(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	assignment := h.Server(t).Instance(t, assignmentType)
	require.Empty(t, assignment.MustApply(t, h.assigned(nil)))
	require.Equal(t, []string{"209/322"}, h.Live(sandbox.KindOAuthAssignment))
	require.Equal(t, false, assignment.Value(t, "force_destroy"))
	require.Equal(t, acctest.Object{"managed_customer_id": "209", "custom_oauth_profile_id": "322"}, assignment.Identity)
	require.Len(t, h.Requests(), 1)
	assignment.MustStay(t, h.assigned(nil))
	h.ResetRequests()
	require.Empty(t, assignment.MustApply(t, h.assigned(true)))
	require.Empty(t, assignment.MustApply(t, h.assigned(nil)))
	require.Empty(t, h.Requests(), "force_destroy is nothing that the API has")
	for attribute, value := range map[string]any{"custom_oauth_profile_id": "323", "managed_customer_id": "210"} {
		config := h.assigned(nil)
		config[attribute] = value
		plan, diags := assignment.Plan(t, config)
		require.Empty(t, diags)
		require.Equal(t, []string{attribute}, plan.Replaces)
	}
	require.Empty(t, assignment.Apply(t, nil))
	require.Empty(t, h.Live(sandbox.KindOAuthAssignment))
	require.Empty(t, h.RequestsMatching(http.MethodDelete, unassignRoute)[0].Query, "not by force")
}

// What is assigned already may be assigned again, whether the service minds or not.
func TestOAuthProfileAssignment_again(t *testing.T) {
	t.Parallel()
	for _, refused := range []bool{false, true} {
		h := with(t, sandbox.APIClientReadings{OAuthAssignedTwiceRefused: refused})
		server := h.Server(t)
		server.Instance(t, assignmentType).MustApply(t, h.assigned(nil))
		again := server.Instance(t, assignmentType)
		require.Empty(t, again.MustApply(t, h.assigned(nil)))
		require.True(t, again.Exists())
		require.Len(t, h.Live(sandbox.KindOAuthAssignment), 1)
	}
}

// However an answer is lost, the call is made once more, and what it was for is done.
func TestOAuthProfileAssignment_lostAnswers(t *testing.T) {
	t.Parallel()
	for _, readings := range []sandbox.APIClientReadings{{}, {OAuthAssignedTwiceRefused: true, OAuthNotAssignedMissing: true}} {
		for name := range acctest.LostAnswers("", "") {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				h := with(t, readings)
				h.InjectFault(acctest.LostAnswers(http.MethodPost, assignRoute)[name])
				h.InjectFault(acctest.LostAnswers(http.MethodDelete, unassignRoute)[name])
				assignment := h.Server(t).Instance(t, assignmentType)
				require.Empty(t, assignment.MustApply(t, h.assigned(nil)))
				require.Len(t, h.Live(sandbox.KindOAuthAssignment), 1)
				require.Empty(t, assignment.Apply(t, nil))
				require.False(t, assignment.Exists())
				require.Empty(t, h.Live(sandbox.KindOAuthAssignment))
			})
		}
	}
}

// Twice is enough: then the error says what is not known, and what to do.
func TestOAuthProfileAssignment_lostTwice(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: assignRoute, Action: sandbox.Drop, When: sandbox.AfterCommit, Count: 2})
	assignment := h.Server(t).Instance(t, assignmentType)
	diags := assignment.Apply(t, h.assigned(nil))
	require.Equal(t, []string{"Cannot create workato_oauth_profile_assignment"}, diags.Errors().Summaries())
	require.Contains(t, diags[0].Detail, "leaves open whether it had an effect")
	require.Contains(t, diags[0].Detail, "Apply again")
	require.False(t, assignment.Exists())
	require.Empty(t, assignment.MustApply(t, h.assigned(nil)))

	h.InjectFault(sandbox.Fault{Method: http.MethodDelete, Route: unassignRoute, Status: http.StatusBadGateway, Count: 8})
	diags = assignment.Apply(t, nil)
	require.Equal(t, []string{"Cannot delete workato_oauth_profile_assignment"}, diags.Errors().Summaries())
	require.True(t, assignment.Exists())
}

func TestOAuthProfileAssignment_refused(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	assignment := h.Server(t).Instance(t, assignmentType)
	config := h.assigned(nil)
	config["custom_oauth_profile_id"] = "1"
	diags := assignment.Apply(t, config)
	require.Equal(t, []string{"Cannot create workato_oauth_profile_assignment"}, diags.Errors().Summaries())
	require.Contains(t, diags[0].Detail, "there is no such custom OAuth profile in the admin workspace")
	require.False(t, assignment.Exists())
}

// A profile that is used is kept unless it is to be taken away by force.
func TestOAuthProfileAssignment_force(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	assignment := h.Server(t).Instance(t, assignmentType)
	assignment.MustApply(t, h.assigned(nil))
	require.NoError(t, h.UseOAuthProfile(h.number, sandbox.SeedOAuthProfileID))
	diags := assignment.Apply(t, nil)
	require.Equal(t, []string{"Cannot delete workato_oauth_profile_assignment"}, diags.Errors().Summaries())
	require.Contains(t, diags[0].Detail, "is used in the customer workspace")
	require.Contains(t, diags[0].Detail, "set force_destroy = true, apply, and destroy then")
	require.True(t, assignment.Exists())
	assignment.MustApply(t, h.assigned(true))
	require.Empty(t, assignment.Apply(t, nil))
	require.Empty(t, h.Live(sandbox.KindOAuthAssignment))
}

// What somebody else has unassigned is not noticed, and destroys without a word.
func TestOAuthProfileAssignment_unassignedElsewhere(t *testing.T) {
	t.Parallel()
	for _, missing := range []bool{false, true} {
		h := with(t, sandbox.APIClientReadings{OAuthNotAssignedMissing: missing})
		assignment := h.Server(t).Instance(t, assignmentType)
		assignment.MustApply(t, h.assigned(nil))
		h.Delete(t, sandbox.KindOAuthAssignment)
		assignment.MustStay(t, h.assigned(nil))
		require.Empty(t, assignment.Apply(t, nil))
		require.False(t, assignment.Exists())
	}
}

func TestOAuthProfileAssignment_disappears(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	assignment := h.Server(t).Instance(t, assignmentType)
	assignment.MustApply(t, h.assigned(nil))
	h.Delete(t, sandbox.KindCustomer)
	diags := assignment.Refresh(t)
	require.False(t, assignment.Exists())
	require.Equal(t, []string{"workato_oauth_profile_assignment 209/322 no longer exists"}, diags.Summaries())
}

// An import records without proof, and says so.
func TestOAuthProfileAssignment_import(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	require.NoError(t, h.SetCustomerField(h.number, "external_id", "acme/1"))
	server := h.Server(t)
	for _, id := range []string{"209/322", "Eacme%2F1/322"} {
		assignment := server.Instance(t, assignmentType)
		diags := assignment.Import(t, id)
		require.Equal(t, []string{"workato_oauth_profile_assignment 209/322 was imported without proof"}, diags.Summaries())
		assignment.MustStay(t, h.assigned(nil))
	}
	state, diags := server.ImportIdentity(t, assignmentType, acctest.Object{"managed_customer_id": "209", "custom_oauth_profile_id": "322"})
	require.Empty(t, diags.Errors())
	require.Equal(t, "322", state.Attributes["custom_oauth_profile_id"])
	for id, summary := range map[string]string{
		"209": "Invalid import id of workato_oauth_profile_assignment", "999/322": "Cannot import workato_oauth_profile_assignment", "Enobody/322": "Cannot import workato_oauth_profile_assignment",
	} {
		diags := server.Instance(t, assignmentType).Import(t, id)
		require.Equal(t, []string{summary}, diags.Errors().Summaries(), id)
	}
}
