package workspace_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// lostAnswers are all ways in which the answer to a creation is lost.
func lostAnswers(route string) map[string]sandbox.Fault {
	faults := acctest.LostAnswers(http.MethodPost, route)
	faults["server error"] = sandbox.Fault{Status: http.StatusInternalServerError, Body: `{"message":"An error has occurred."}`, When: sandbox.AfterCommit}
	faults["page with 400"] = sandbox.Fault{Status: http.StatusBadRequest, ContentType: "text/html", Body: "<html>Bad Request</html>", When: sandbox.AfterCommit}
	faults["redirect"] = sandbox.Fault{Status: http.StatusFound, Header: map[string]string{"Location": "https://elsewhere.example/SignIn"}, When: sandbox.AfterCommit}
	faults["committed later"] = sandbox.Fault{Status: http.StatusGatewayTimeout, When: sandbox.CommitLater, Delay: 40 * time.Millisecond}
	for name, fault := range faults {
		fault.Method, fault.Route = http.MethodPost, route
		faults[name] = fault
	}
	return faults
}

// However the answer is lost, the tenant is there once, was asked for once, and is in
// the state, not tainted.
func TestWorkspace365_C1_C2_C3_C6_createFailsLate(t *testing.T) {
	t.Parallel()
	for mode := range modes {
		for name, fault := range lostAnswers(createRoute(mode)) {
			t.Run(mode+" "+name, func(t *testing.T) {
				t.Parallel()
				account := newAccount(t, readings{ListLag: 1})
				require.NoError(t, account.AddWorkspace365Environment("other"))
				account.InjectFault(fault)
				want := in(mode, acctest.Object{"name": "Acme", "active": false})
				environment := account.ServerThatSettles(t, 5*time.Second).Instance(t, typeName)
				diags := environment.MustApply(t, want)
				require.Equal(t, []string{"workspace365_environment acme was created although the answer was lost"}, diags.Warnings().Summaries())
				require.False(t, environment.Tainted)
				require.Equal(t, "acme", environment.Value(t, "environment_name"))
				require.Equal(t, false, environment.Value(t, "active"))
				require.Len(t, posts(account), 1)
				require.ElementsMatch(t, []string{"acme", "other"}, tenants(account))
				rerun(t, account.Server(t), environment).MustStay(t, want)
			})
		}
	}
}

// A creation that had no effect is sent once more, when that is certain, and then
// given up.
func TestWorkspace365_C4_createNeverArrived(t *testing.T) {
	t.Parallel()
	for mode := range modes {
		for attempts := 1; attempts <= 2; attempts++ {
			t.Run(mode, func(t *testing.T) {
				t.Parallel()
				account := newAccount(t, readings{})
				account.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: createRoute(mode), Action: sandbox.Drop, Count: attempts})
				environment := account.ServerThatSettles(t, 400*time.Millisecond).Instance(t, typeName)
				diags := environment.Apply(t, in(mode, nil))
				sent := posts(account)
				require.Len(t, sent, 2)
				// Measured by arrival, of which the first may have been slow.
				require.GreaterOrEqual(t, sent[1].Time.Sub(sent[0].Time), 200*time.Millisecond)
				if attempts == 1 {
					require.Empty(t, diags.Errors().String())
					require.Equal(t, []string{"acme"}, tenants(account))
					return
				}
				require.Equal(t, []string{"Cannot create workspace365_environment"}, diags.Errors().Summaries())
				require.Contains(t, diags[len(diags)-1].Detail, `What was found since: no object with the name "acme".`)
				require.False(t, environment.Exists())
				require.Empty(t, tenants(account))
			})
		}
	}
}

// A success that cannot be read, for a name that the service changed: the only new
// environment is the one.
func TestWorkspace365_U04_unreadableSanitised(t *testing.T) {
	t.Parallel()
	for name, action := range map[string]sandbox.Action{"empty": sandbox.Empty, "truncated": sandbox.Truncate} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := newAccount(t, readings{Sanitizing: sandbox.Workspace365SanitizingSuffix})
			require.NoError(t, account.AddWorkspace365Environment("acmecorp1"))
			account.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: listRoute, Action: action, When: sandbox.AfterCommit})
			want := config(acctest.Object{"name": "Acme Corp"})
			environment := account.ServerThatSettles(t, 5*time.Second).Instance(t, typeName)
			diags := environment.MustApply(t, want)
			require.Contains(t, diags.Warnings().Summaries(), "workspace365_environment acmecorp2 was created although the answer was lost")
			require.Equal(t, "acmecorp2", environment.Value(t, "environment_name"))
			require.Len(t, posts(account), 1)
			environment.MustStay(t, want)
		})
	}
}

// No success was seen, and there is something new of another name. It may be this
// one, or somebody else's: nothing is taken over, and nothing is sent again, or there
// might be two tenants.
func TestWorkspace365_U04_lostSanitised(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"dropped", "login page", "bad gateway", "server error", "committed later"} {
		for reading, sanitizing := range map[string]sandbox.Workspace365Sanitizing{"stripped": sandbox.Workspace365SanitizingStrip, "with a suffix": sandbox.Workspace365SanitizingSuffix} {
			t.Run(name+" "+reading, func(t *testing.T) {
				t.Parallel()
				account := newAccount(t, readings{Sanitizing: sanitizing})
				account.InjectFault(lostAnswers(listRoute)[name])
				server := account.Server(t)
				environment := server.Instance(t, typeName)
				diags := environment.Apply(t, config(acctest.Object{"name": "Acme Corp"}))
				account.Wait()
				require.Len(t, posts(account), 1, "zero duplicate tenants")
				require.Len(t, tenants(account), 1)
				require.Equal(t, []string{"Cannot create workspace365_environment"}, diags.Errors().Summaries())
				require.False(t, environment.Exists())
				detail := diags.Errors()[0].Detail
				require.Contains(t, detail, tenants(account)[0])
				require.Contains(t, detail, "nothing was sent again")
				require.Contains(t, detail, "  import {\n    to = workspace365_environment.NAME\n    id = \""+tenants(account)[0]+"\"\n  }")
				require.Empty(t, environment.Import(t, tenants(account)[0]).Errors(), "the printed import works")
			})
		}
	}
}

// Several are new: none is picked.
func TestWorkspace365_C9_severalNew(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{})
	server := account.ServerThatSettles(t, 100*time.Millisecond)
	account.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: listRoute, Action: sandbox.Empty, When: sandbox.AfterCommit, Delay: 50 * time.Millisecond})
	done := make(chan acctest.Diagnostics, 1)
	environment := server.Instance(t, typeName)
	plan, diags := environment.Plan(t, config(acctest.Object{"name": "Acme Corp"}))
	require.Empty(t, diags.Errors())
	go func() { done <- environment.Carry(t, plan) }()
	require.Eventually(t, func() bool { return len(tenants(account)) == 1 }, 5*time.Second, time.Millisecond)
	require.NoError(t, account.AddWorkspace365Environment("somebodyelse"))
	diags = <-done
	require.Len(t, diags.Errors(), 1)
	require.Contains(t, diags.Errors()[0].Detail, "several new objects")
	require.Contains(t, diags.Errors()[0].Detail, "acmecorp, somebodyelse")
	require.False(t, environment.Exists())
	require.Len(t, posts(account), 1)
}

// What was there before is refused, with an import block that works.
func TestWorkspace365_U05_duplicateName(t *testing.T) {
	t.Parallel()
	for mode := range modes {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			account := newAccount(t, readings{})
			require.NoError(t, account.AddWorkspace365Environment("acme"))
			environment := account.Server(t).Instance(t, typeName)
			diags := environment.Apply(t, in(mode, acctest.Object{"name": "ACME"}))
			require.Equal(t, []string{"Cannot create workspace365_environment"}, diags.Errors().Summaries())
			require.Equal(t, "There is already one with the name \"ACME\" (id acme).\n\n"+
				"If it is the one you mean, take it over by adding this block to the configuration:\n\n"+
				"  import {\n    to = workspace365_environment.NAME\n    id = \"acme\"\n  }\n\nNothing was created.", diags.Errors()[0].Detail)
			require.Empty(t, posts(account), "it was not even tried")
			require.False(t, environment.Exists())
			require.Empty(t, environment.Import(t, "acme").Errors())
			require.Equal(t, "acme", environment.Value(t, "environment_name"))
		})
	}
}

// The service knows of a duplicate that the list did not show: still an error, and
// nothing of somebody else's is taken over, whatever the service answers.
func TestWorkspace365_U05_duplicateAnswers(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		duplicates sandbox.Workspace365Duplicates
		says       string
	}{
		"400":      {sandbox.Workspace365DuplicatesRefused, "An environment with this name already exists."},
		"409":      {sandbox.Workspace365DuplicatesConflict, "An environment with this name already exists."},
		"existing": {sandbox.Workspace365DuplicatesExisting, `the answer names the environment "acmecorp", which was there before; it is not taken over`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := newAccount(t, readings{Duplicates: test.duplicates})
			require.NoError(t, account.AddWorkspace365Environment("acmecorp"))
			environment := account.Server(t).Instance(t, typeName)
			diags := environment.Apply(t, config(acctest.Object{"name": "Acme Corp"}))
			require.Equal(t, []string{"Cannot create workspace365_environment"}, diags.Errors().Summaries())
			require.Contains(t, diags.Errors()[0].Detail, test.says)
			require.False(t, environment.Exists())
			require.Len(t, posts(account), 1)
			require.Equal(t, []string{"acmecorp"}, tenants(account))
		})
	}
}

// A duplicate that gets another name is an environment of its own, with a warning.
func TestWorkspace365_U05_duplicateRenamed(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{Duplicates: sandbox.Workspace365DuplicatesRenamed})
	require.NoError(t, account.AddWorkspace365Environment("acmecorp"))
	environment := account.Server(t).Instance(t, typeName)
	diags := environment.MustApply(t, config(acctest.Object{"name": "Acme Corp"}))
	require.Contains(t, diags.Warnings().Summaries(), `workspace365_environment acmecorp2 has another name than "Acme Corp"`)
	require.Equal(t, "acmecorp2", environment.Value(t, "environment_name"))
}

// The same name twice in one run: one is created, one is refused.
func TestWorkspace365_C10_twiceInOneRun(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{ListLag: 1})
	server := account.Server(t)
	first, second := server.Instance(t, typeName), server.Instance(t, typeName)
	plan, diags := first.Plan(t, config(nil))
	require.Empty(t, diags)
	other, diags := second.Plan(t, config(acctest.Object{"name": "Acme"}))
	require.Empty(t, diags.Errors())
	done := make(chan acctest.Diagnostics, 1)
	go func() { done <- first.Carry(t, plan) }()
	failed := len(second.Carry(t, other).Errors())
	failed += len((<-done).Errors())
	require.Equal(t, 1, failed)
	require.NotEqual(t, first.Exists(), second.Exists())
	require.Equal(t, []string{"acme"}, tenants(account))
}
