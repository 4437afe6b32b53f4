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

// Every mode with every wish for the activation, whatever a new environment is: the
// wish is brought about with no more calls than it takes, and nothing is left to plan.
func TestWorkspace365_U08_createInEveryMode(t *testing.T) {
	t.Parallel()
	for mode := range modes {
		for _, wish := range []any{nil, true, false} {
			for _, inactive := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s, active %v, born inactive %v", mode, wish, inactive), func(t *testing.T) {
					t.Parallel()
					account := newAccount(t, readings{CreatedInactive: inactive})
					want := in(mode, acctest.Object{"active": wish})
					environment := account.Server(t).Instance(t, typeName)
					require.Empty(t, environment.MustApply(t, want))

					expected := !inactive
					if wish != nil {
						expected = wish == true
					}
					puts := 0
					if expected == inactive {
						puts = 1
					}
					require.Equal(t, expected, environment.Value(t, "active"))
					require.Equal(t, puts, calls(account, http.MethodPut, activateRoute)+calls(account, http.MethodPut, deactivateRoute))
					require.Equal(t, "acme", environment.Value(t, "environment_name"))
					require.Equal(t, account.URL, environment.Value(t, "instance_url"))
					require.Equal(t, acctest.Object{"environment_name": "acme"}, environment.Identity)
					require.Len(t, posts(account), 1)
					require.Equal(t, []string{"acme"}, tenants(account))
					environment.MustStay(t, want)
					rerun(t, account.Server(t), environment).MustStay(t, want)
					require.Len(t, account.Writes(), 1+puts, "a second plan changes nothing")
				})
			}
		}
	}
}

// What each mode sends, and what it keeps of the answer.
func TestWorkspace365_createRequests(t *testing.T) {
	t.Parallel()
	for mode, test := range map[string]struct {
		path, query string
		fields      []string
		registers   bool
	}{
		"temporary_password": {path: listRoute, query: "version=2.0", fields: []string{"EmailAddress", "EnvironmentName", "FirstName", "LastName"}},
		"default":            {path: listRoute, query: "version=2.0", fields: []string{"EmailAddress", "EnvironmentName", "FirstName", "LastName"}},
		"password":           {path: listRoute, fields: []string{"EmailAddress", "EnvironmentName", "FirstName", "LastName", "Password"}},
		"invite":             {path: listRoute + "acme/", fields: []string{"EmailAddress", "EnvironmentName", "LicenseCount"}, registers: true},
	} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			account := newAccount(t, readings{})
			environment := created(t, account, in(mode, nil))
			require.Len(t, posts(account), 1)
			post := posts(account)[0]
			require.Equal(t, test.path, post.Path)
			require.Equal(t, test.query, post.Query)
			body, isObject := post.Body.(map[string]any)
			require.True(t, isObject)
			names := []string{}
			for name := range body {
				names = append(names, name)
			}
			require.ElementsMatch(t, test.fields, names, "what is not set is left out, not null")
			require.Nil(t, environment.Value(t, "admin_password_wo"))
			require.Nil(t, environment.Value(t, "temporary_password"))
			if test.registers {
				require.Regexp(t, `^http://.+/acme/Register/`, environment.Value(t, "register_url"))
				require.Equal(t, "5", fmt.Sprint(body["LicenseCount"]))
			} else {
				require.Nil(t, environment.Value(t, "register_url"))
			}
		})
	}
}

// What is shown once stays in the state, through refreshes and updates.
func TestWorkspace365_shownOnce(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{V2Reply: sandbox.Workspace365V2ReplyPassword})
	environment := created(t, account, config(nil))
	require.Equal(t, "sandbox-temporary-not-a-secret", environment.Value(t, "temporary_password"))
	environment = rerun(t, account.Server(t), environment)
	environment.Refresh(t)
	environment.MustApply(t, config(acctest.Object{"active": false}))
	require.Equal(t, "sandbox-temporary-not-a-secret", environment.Value(t, "temporary_password"))

	account = newAccount(t, readings{})
	environment = created(t, account, in("invite", nil))
	url := environment.Value(t, "register_url")
	require.NotEmpty(t, url)
	environment = rerun(t, account.Server(t), environment)
	environment.Refresh(t)
	environment.MustApply(t, in("invite", acctest.Object{"active": false}))
	require.Equal(t, url, environment.Value(t, "register_url"))
}

// Answers that the documents leave open all give the same environment.
func TestWorkspace365_U02_U03_anyAnswer(t *testing.T) {
	t.Parallel()
	for name, choices := range map[string]readings{
		"a string":               {V2Reply: sandbox.Workspace365V2ReplyString},
		"a bare name with a BOM": {V2Reply: sandbox.Workspace365V2ReplyString, BareNames: true, BOM: true},
		"PascalCase":             {PascalCase: true},
		"PascalCase, wrapped":    {PascalCase: true, BOM: true, List: sandbox.Workspace365ListWrapped},
		"status words":           {List: sandbox.Workspace365ListStatus},
		"inverted, Pascal":       {PascalCase: true, List: sandbox.Workspace365ListInverted},
		"detailed":               {List: sandbox.Workspace365ListDetailed},
		"listed late":            {ListLag: 2},
		"no content":             {DoneReply: sandbox.Workspace365DoneReplyNoContent},
		"no body":                {DoneReply: sandbox.Workspace365DoneReplyEmpty},
		"headers optional":       {HeadersOptional: true},
		"no slash needed":        {MissingSlash: sandbox.Workspace365MissingSlashServed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := newAccount(t, choices)
			want := config(acctest.Object{"active": false})
			environment := account.ServerThatSettles(t, 5*time.Second).Instance(t, typeName)
			require.Empty(t, environment.MustApply(t, want))
			require.Equal(t, false, environment.Value(t, "active"))
			environment = rerun(t, account.Server(t), environment)
			environment.MustStay(t, want)
			require.NoError(t, account.SetWorkspace365Active("acme", true))
			environment = rerun(t, account.Server(t), environment)
			environment.Refresh(t)
			require.Equal(t, true, environment.Value(t, "active"))
			environment.MustApply(t, want)
			require.Empty(t, environment.Apply(t, nil))
			require.Empty(t, tenants(account))
		})
	}
}

// An answer without a name is no success yet; the list tells which name it is.
func TestWorkspace365_U02_namelessAnswer(t *testing.T) {
	t.Parallel()
	for name, reply := range map[string]sandbox.Workspace365V2Reply{"empty": sandbox.Workspace365V2ReplyEmpty, "nameless": sandbox.Workspace365V2ReplyNameless} {
		for _, wanted := range []string{"acme", "Acme & Söhne"} {
			t.Run(name+" "+wanted, func(t *testing.T) {
				t.Parallel()
				account := newAccount(t, readings{V2Reply: reply, ListLag: 1})
				require.NoError(t, account.AddWorkspace365Environment("other"))
				want := config(acctest.Object{"name": wanted})
				environment := account.ServerThatSettles(t, 5*time.Second).Instance(t, typeName)
				diags := environment.MustApply(t, want)
				require.Contains(t, diags.Warnings().Summaries(), fmt.Sprintf("%s %s was created although the answer was lost", typeName, environment.Value(t, "environment_name")))
				require.Len(t, posts(account), 1)
				require.Len(t, tenants(account), 2)
				require.Contains(t, tenants(account), environment.Value(t, "environment_name"))
				require.NotEqual(t, "other", environment.Value(t, "environment_name"))
				environment.MustStay(t, want)
			})
		}
	}
}

// An environment that is never listed is in the state all the same, with a warning.
func TestWorkspace365_createdUnlisted(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{ListLag: sandbox.Never})
	environment := account.Server(t).Instance(t, typeName)
	diags := environment.MustApply(t, config(acctest.Object{"active": true}))
	require.Equal(t, []string{"workspace365_environment acme is not listed yet"}, diags.Summaries())
	require.True(t, environment.Exists())
	require.Equal(t, true, environment.Value(t, "active"))
	require.Equal(t, 1, calls(account, http.MethodPut, activateRoute), "the list does not tell, so it is made sure")
}

// The activation after a creation fails: a warning, as an error would taint the
// tenant, and the next apply delete it. The rest is an update in place.
func TestWorkspace365_C5_activationFails(t *testing.T) {
	t.Parallel()
	for name, status := range map[string]int{"for the whole time": http.StatusInternalServerError, "for good": http.StatusForbidden, "refused": http.StatusBadRequest} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := newAccount(t, readings{})
			fault := account.InjectFault(sandbox.Fault{Method: http.MethodPut, Route: deactivateRoute, Status: status, Count: sandbox.Always, Body: `["No."]`})
			environment := account.Server(t).Instance(t, typeName)
			want := config(acctest.Object{"active": false, "timeouts": acctest.Object{"create": "2s", "update": "5s"}})
			diags := environment.MustApply(t, want)
			require.Equal(t, []string{"workspace365_environment acme was created but is not finished"}, diags.Summaries())
			require.Contains(t, diags[0].Detail, "No. Call: PUT /Environment/{name}/Deactivate/, status")
			require.False(t, environment.Tainted)

			account.ClearFault(fault)
			environment = rerun(t, account.Server(t), environment)
			environment.Refresh(t)
			require.Equal(t, true, environment.Value(t, "active"), "the gap is seen")
			environment.MustApply(t, want)
			environment.MustStay(t, want)
			require.Len(t, posts(account), 1)
			require.Equal(t, []string{"acme"}, tenants(account))
		})
	}
}

// A passing failure of the activation is not seen at all.
func TestWorkspace365_C5_activationRetried(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{})
	account.InjectFault(sandbox.Fault{Method: http.MethodPut, Route: deactivateRoute, Status: http.StatusBadGateway})
	account.InjectFault(sandbox.Fault{Method: http.MethodPut, Route: deactivateRoute, Action: sandbox.Drop, When: sandbox.AfterCommit})
	want := config(acctest.Object{"active": false})
	environment := account.Server(t).Instance(t, typeName)
	require.Empty(t, environment.MustApply(t, want))
	environment.MustStay(t, want)
	require.Equal(t, 2, calls(account, http.MethodPut, deactivateRoute))
}
