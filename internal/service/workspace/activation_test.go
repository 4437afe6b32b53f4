package workspace_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// A change from outside shows in the plan and is put right in place, by one call.
func TestWorkspace365_D6_activationDrift(t *testing.T) {
	t.Parallel()
	for _, active := range []bool{true, false} {
		account := newAccount(t, readings{})
		want := config(acctest.Object{"active": active})
		environment := created(t, account, want)
		require.NoError(t, account.SetWorkspace365Active("acme", !active))
		account.ResetRequests()
		environment = rerun(t, account.Server(t), environment)
		require.Empty(t, environment.Refresh(t))
		require.Equal(t, !active, environment.Value(t, "active"))
		plan, diags := environment.Plan(t, want)
		require.Empty(t, diags)
		require.Empty(t, plan.Replaces)
		require.Equal(t, active, plan.Attributes["active"])
		require.Empty(t, environment.Carry(t, plan))
		require.Len(t, account.Writes(), 1)
		environment.MustStay(t, want)
	}
}

// Repeating may be refused. It is called only on a difference, and a refusal is a
// success where the list shows the wanted state.
func TestWorkspace365_U10_activationRepeated(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{RepeatedActivationRefused: true})
	want := config(acctest.Object{"active": true})
	environment := created(t, account, want)
	environment.MustStay(t, want)
	require.Zero(t, calls(account, http.MethodPut, "*"))

	// Somebody else is faster than the state knows.
	require.NoError(t, account.SetWorkspace365Active("acme", false))
	require.Empty(t, environment.MustApply(t, config(acctest.Object{"active": false})))
	require.Equal(t, 1, calls(account, http.MethodPut, deactivateRoute))

	// Where the list shows another state, the refusal is one.
	account.InjectFault(sandbox.Fault{Method: http.MethodPut, Route: activateRoute, Status: http.StatusBadRequest, Body: `["Not now."]`})
	diags := environment.Apply(t, want)
	require.Equal(t, []string{"Cannot update workspace365_environment"}, diags.Errors().Summaries())
	require.Contains(t, diags[0].Detail, "Not now.")
	require.Equal(t, false, environment.Value(t, "active"), "the state has what is true")
	environment.MustApply(t, want)
}

// An update that had no effect is an error, and the state keeps what is true.
func TestWorkspace365_updateFails(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{})
	environment := created(t, account, config(nil))
	for _, fault := range []sandbox.Fault{{Status: http.StatusForbidden}, {Status: http.StatusInternalServerError, Count: 2}, {Action: sandbox.Drop, Count: 2}, {Status: http.StatusFound, Count: 2}, {Status: http.StatusLengthRequired}} {
		fault.Method, fault.Route = http.MethodPut, deactivateRoute
		account.InjectFault(fault)
		diags := environment.Apply(t, config(acctest.Object{"active": false}))
		require.Equal(t, []string{"Cannot update workspace365_environment"}, diags.Errors().Summaries())
		require.Contains(t, diags[0].Detail, "PUT /Environment/{name}/Deactivate/")
		require.Equal(t, true, environment.Value(t, "active"))
		if fault.Status == http.StatusLengthRequired {
			require.Contains(t, diags[0].Detail, "The header Content-Length: 0 got lost on the way")
		}
	}
}
