package workspace_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// A change of the activation from outside shows and is put right in place, by one
// call; without a wish there is none.
func TestWorkspace365_U10_activation(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{RepeatedActivationRefused: true})
	environment := created(t, account, config(acctest.Object{"active": true}))
	require.Zero(t, calls(account, http.MethodPut, activateRoute), "it was active already")
	require.NoError(t, account.SetWorkspace365Active("acme", false))
	environment = rerun(t, account.Server(t), environment)
	environment.Refresh(t)
	require.Equal(t, false, environment.Value(t, "active"))
	plan, diags := environment.Plan(t, config(acctest.Object{"active": true}))
	require.Empty(t, diags)
	require.Empty(t, plan.Replaces)
	require.Empty(t, environment.Carry(t, plan))
	require.Equal(t, 1, calls(account, http.MethodPut, activateRoute))
	environment.MustStay(t, config(acctest.Object{"active": true}))

	require.NoError(t, account.SetWorkspace365Active("acme", false))
	environment = rerun(t, account.Server(t), environment)
	environment.MustStay(t, config(nil))
	require.Equal(t, false, environment.Value(t, "active"), "left out, what is stays")
	require.Equal(t, 1, calls(account, http.MethodPut, activateRoute))
}

// A call that fails after it has worked is a success, if the list shows it.
func TestWorkspace365_U10_activationAnswerLost(t *testing.T) {
	t.Parallel()
	for name, fault := range acctest.LostAnswers(http.MethodPut, deactivateRoute) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := newAccount(t, readings{RepeatedActivationRefused: true})
			environment := created(t, account, config(nil))
			account.InjectFault(fault)
			require.Empty(t, environment.MustApply(t, config(acctest.Object{"active": false})))
			require.Equal(t, 1, calls(account, http.MethodPut, deactivateRoute))
			environment.MustStay(t, config(acctest.Object{"active": false}))
		})
	}
}

// Where the list does not tell, the value that was set last stays, and no drift is seen.
func TestWorkspace365_U03_noFlag(t *testing.T) {
	t.Parallel()
	for _, shape := range []sandbox.Workspace365List{sandbox.Workspace365ListStrings, sandbox.Workspace365ListPlain} {
		account := newAccount(t, readings{List: shape})
		environment := created(t, account, config(acctest.Object{"active": false}))
		require.Equal(t, 1, calls(account, http.MethodPut, deactivateRoute), "what is not told must be set")
		require.NoError(t, account.SetWorkspace365Active("acme", true))
		environment = rerun(t, account.Server(t), environment)
		environment.MustStay(t, config(acctest.Object{"active": false}))

		other := created(t, account, config(acctest.Object{"name": "other"}))
		require.Nil(t, other.Value(t, "active"))
		other.MustStay(t, config(acctest.Object{"name": "other"}))
	}
}

// The documents give one message for several causes; so does the provider.
func TestWorkspace365_U11_forbidden(t *testing.T) {
	t.Parallel()
	for name, break403 := range map[string]func(*acctest.Account){
		"key renewed (CR-13)": func(account *acctest.Account) { account.RenewProvisioningKey() },
		"API switched off": func(account *acctest.Account) {
			reread(account, func(r *readings) { r.Access = sandbox.Workspace365AccessDisabled })
		},
		"no key on the server": func(account *acctest.Account) {
			reread(account, func(r *readings) {
				r.Access, r.ForbiddenReply = sandbox.Workspace365AccessNoKey, sandbox.Workspace365ForbiddenReplyEmpty
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := newAccount(t, readings{})
			environment := created(t, account, config(nil))
			break403(account)
			server := account.Server(t)
			_, diags := server.Read(t, environment.State)
			require.Equal(t, []string{"Cannot read workspace365_environment"}, diags.Errors().Summaries())
			for _, cause := range []string{"not that of the instance", "no key configured", "NDAW.WebApp.config", "ProvisioningApiEnabled", "CR-13", "WORKSPACE365_PROVISIONING_KEY"} {
				require.Contains(t, diags[0].Detail, cause)
			}
			require.NotContains(t, diags.String(), sandbox.DefaultProvisioningKey)
			require.True(t, environment.Exists())
		})
	}
}

func TestWorkspace365_protection(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{})
	environment := created(t, account, config(acctest.Object{"deletion_protection": nil}))
	require.Equal(t, true, environment.Value(t, "deletion_protection"), "the default")
	for _, onDestroy := range []string{"delete", "deactivate"} {
		environment.MustApply(t, config(acctest.Object{"deletion_protection": true, "on_destroy": onDestroy}))
		diags := environment.Apply(t, nil)
		require.Equal(t, []string{"Environment is protected from deletion"}, diags.Errors().Summaries())
		require.Contains(t, diags[0].Detail, `set on_destroy = "abandon"`)
	}
	require.Zero(t, calls(account, http.MethodDelete, deleteRoute))
	require.Equal(t, []string{"acme"}, tenants(account))
}

func TestWorkspace365_onDestroy(t *testing.T) {
	t.Parallel()
	for onDestroy, want := range map[string]struct {
		protected bool
		left      []string
		warnings  int
		puts      int
	}{
		"delete":     {false, nil, 0, 0},
		"deactivate": {false, []string{"acme"}, 1, 1},
		"abandon":    {true, []string{"acme"}, 1, 0},
	} {
		t.Run(onDestroy, func(t *testing.T) {
			t.Parallel()
			account := newAccount(t, readings{})
			environment := created(t, account, config(acctest.Object{"on_destroy": onDestroy, "deletion_protection": want.protected}))
			diags := environment.Apply(t, nil)
			require.Empty(t, diags.Errors().String())
			require.Len(t, diags.Warnings(), want.warnings)
			require.False(t, environment.Exists())
			require.ElementsMatch(t, want.left, tenants(account))
			require.Equal(t, want.puts, calls(account, http.MethodPut, deactivateRoute))
			if want.warnings > 0 {
				require.Equal(t, "workspace365_environment acme was left behind", diags[0].Summary)
			}
		})
	}
}

// A 404 on deletion is believed only with a good list that lacks the environment.
func TestWorkspace365_U18_deleteNotFound(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{})
	environment := created(t, account, config(nil))
	account.InjectFault(sandbox.Fault{Method: http.MethodDelete, Route: deleteRoute, Status: http.StatusNotFound})
	diags := environment.Apply(t, nil)
	require.Equal(t, []string{"Cannot delete workspace365_environment"}, diags.Errors().Summaries())
	require.True(t, environment.Exists())

	reread(account, func(r *readings) { r.WrongPrefix = true })
	diags = environment.Apply(t, nil)
	require.NotEmpty(t, diags.Errors(), "404 for everything is a wrong URL")
	require.True(t, environment.Exists())
	reread(account, func(r *readings) { r.WrongPrefix = false })

	require.NoError(t, account.DeleteObject(sandbox.KindWorkspace365Environment, "acme"))
	require.Empty(t, environment.Apply(t, nil))
	require.False(t, environment.Exists())
}

func TestWorkspace365_U17_deleteSeenLate(t *testing.T) {
	t.Parallel()
	for lag, warnings := range map[int]int{1: 0, sandbox.Never: 1} {
		t.Run(fmt.Sprint(lag), func(t *testing.T) {
			t.Parallel()
			account := newAccount(t, readings{DeleteLag: lag})
			environment := created(t, account, config(nil))
			diags := environment.Apply(t, nil)
			require.Empty(t, diags.Errors())
			require.Len(t, diags.Warnings(), warnings)
			require.False(t, environment.Exists())
			require.Equal(t, 1, calls(account, http.MethodDelete, deleteRoute))
		})
	}
}

func TestWorkspace365_D2_deleteAnswerLost(t *testing.T) {
	t.Parallel()
	for name, fault := range acctest.LostAnswers(http.MethodDelete, deleteRoute) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := newAccount(t, readings{})
			environment := created(t, account, config(nil))
			account.InjectFault(fault)
			require.Empty(t, environment.Apply(t, nil).Errors().String())
			require.False(t, environment.Exists())
			require.Equal(t, 1, calls(account, http.MethodDelete, deleteRoute))
		})
	}
}

// An import is followed by an empty plan, and what the API does not show is null.
func TestWorkspace365_import(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{})
	require.NoError(t, account.AddWorkspace365Environment("acme"))
	server := account.Server(t)
	for _, id := range []string{"acme", "ACME"} {
		environment := server.Instance(t, typeName)
		require.Empty(t, environment.Import(t, id))
		require.Equal(t, "acme", environment.Value(t, "environment_name"))
		require.Nil(t, environment.Value(t, "admin_email"))
		environment.MustStay(t, acctest.Object{"name": "acme"})
	}
	diags := server.Instance(t, typeName).Import(t, "nobody")
	require.Equal(t, []string{"Cannot import workspace365_environment"}, diags.Errors().Summaries())
	require.Contains(t, diags[0].Detail, `<environment_name>, for example "acme"`)
}
