package workspace_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// Every way to end with every protection: what is planned, what is called, what is
// left.
func TestWorkspace365_U17_destroy(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		end        any
		protection any
		refused    bool
		call       string
		left       bool
		warns      string
	}{
		{end: nil, protection: nil, refused: true},
		{end: "delete", protection: true, refused: true},
		{end: "deactivate", protection: nil, refused: true},
		{end: "deactivate", protection: true, refused: true},
		{end: nil, protection: false, call: http.MethodDelete},
		{end: "delete", protection: false, call: http.MethodDelete},
		{end: "deactivate", protection: false, call: http.MethodPut, left: true, warns: "It was deactivated"},
		{end: "abandon", protection: false, left: true, warns: "It was left as it is"},
		{end: "abandon", protection: true, left: true, warns: "It was left as it is"},
		{end: "abandon", protection: nil, left: true, warns: "It was left as it is"},
	} {
		t.Run(fmt.Sprint(test.end, " ", test.protection), func(t *testing.T) {
			t.Parallel()
			account := newAccount(t, readings{})
			environment := created(t, account, config(acctest.Object{"on_destroy": test.end, "deletion_protection": test.protection}))
			account.ResetRequests()
			diags := environment.Apply(t, nil)
			if test.refused {
				require.Equal(t, []string{"Environment is protected from deletion"}, diags.Errors().Summaries())
				require.Contains(t, diags[0].Detail, `set on_destroy = "abandon"`)
				require.Contains(t, diags[0].Detail, "set deletion_protection = false, apply that by itself")
				require.True(t, environment.Exists())
				require.Empty(t, account.Requests())
				return
			}
			require.Empty(t, diags.Errors().String())
			require.False(t, environment.Exists())
			writes := []string{}
			for _, request := range account.Writes() {
				writes = append(writes, request.Method)
			}
			if test.call == "" {
				require.Empty(t, writes)
			} else {
				require.Equal(t, []string{test.call}, writes)
			}
			if !test.left {
				require.Empty(t, diags)
				require.Empty(t, tenants(account))
				return
			}
			require.Equal(t, []string{"workspace365_environment acme was left behind"}, diags.Summaries())
			require.Contains(t, diags[0].Detail, test.warns)
			require.Contains(t, diags[0].Detail, `import it by the id "acme"`)
			require.Empty(t, environment.Import(t, "acme"))
			require.Equal(t, test.call == "", environment.Value(t, "active"))
		})
	}
}

// A 404 is not believed where the list cannot be read.
func TestWorkspace365_U18_deleteNotFoundUnreadable(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{})
	require.NoError(t, account.AddWorkspace365Environment("other"))
	environment := created(t, account, config(nil))
	require.NoError(t, account.DeleteObject(sandbox.KindWorkspace365Environment, "acme"))
	reread(account, func(r *readings) { r.List = sandbox.Workspace365ListUnreadable })
	diags := environment.Apply(t, nil)
	require.Equal(t, []string{"Cannot delete workspace365_environment"}, diags.Errors().Summaries())
	require.Contains(t, diags[0].Detail, "status 404")
	require.Contains(t, diags[0].Detail, "Check workspace365.base_url")
	require.True(t, environment.Exists())
}

// A deletion that had no effect is an error.
func TestWorkspace365_deleteFails(t *testing.T) {
	t.Parallel()
	for _, fault := range []sandbox.Fault{{Status: http.StatusForbidden}, {Status: http.StatusInternalServerError, Count: 2}, {Action: sandbox.Drop, Count: 2}, {Status: http.StatusMovedPermanently, Count: 2}} {
		account := newAccount(t, readings{})
		environment := created(t, account, config(nil))
		fault.Method, fault.Route = http.MethodDelete, deleteRoute
		account.InjectFault(fault)
		diags := environment.Apply(t, nil)
		require.Equal(t, []string{"Cannot delete workspace365_environment"}, diags.Errors().Summaries())
		require.True(t, environment.Exists())
		require.Equal(t, []string{"acme"}, tenants(account))
		require.Empty(t, environment.Apply(t, nil))
	}
}

// A deletion that shows late is waited for, so that the name is free for the next one;
// of one that never shows, the name is not, and what is there is not taken over.
func TestWorkspace365_D4_U17_createAgain(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{DeleteLag: 3})
	environment := account.ServerThatSettles(t, 5*time.Second).Instance(t, typeName)
	for range 2 {
		environment.MustApply(t, config(nil))
		require.Equal(t, []string{"acme"}, tenants(account))
		require.Empty(t, environment.Apply(t, nil))
	}

	account = newAccount(t, readings{DeleteLag: sandbox.Never})
	environment = created(t, account, config(nil))
	require.Equal(t, []string{"workspace365_environment acme was deleted but is still listed"}, environment.Apply(t, nil).Summaries())
	require.Contains(t, environment.Apply(t, config(nil)).Errors().String(), `There is already one with the name "acme"`)
	require.Len(t, posts(account), 1)
}

// The deletion is accepted, and the list cannot be read afterwards: the warning says
// that, and not that the environment is still listed.
func TestWorkspace365_deleteUnconfirmed(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{})
	require.NoError(t, account.AddWorkspace365Environment("other"))
	environment := created(t, account, config(nil))
	reread(account, func(r *readings) { r.List = sandbox.Workspace365ListUnreadable })
	diags := environment.Apply(t, nil)
	require.Equal(t, []string{"workspace365_environment acme was deleted, which could not be confirmed"}, diags.Summaries())
	require.Contains(t, diags[0].Detail, "element 1 of the list has no name")
	require.False(t, environment.Exists())
}

// Deactivating what is gone or cannot be reached is an error.
func TestWorkspace365_deactivateFails(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{})
	environment := created(t, account, config(acctest.Object{"on_destroy": "deactivate"}))
	account.InjectFault(sandbox.Fault{Method: http.MethodPut, Route: deactivateRoute, Status: http.StatusForbidden})
	diags := environment.Apply(t, nil)
	require.Equal(t, []string{"Cannot deactivate workspace365_environment"}, diags.Errors().Summaries())
	require.True(t, environment.Exists())
}
