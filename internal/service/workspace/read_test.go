package workspace_test

import (
	"fmt"
	"net/http"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/provider"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// fleet makes environments in the console and imports them.
func fleet(t *testing.T, account *acctest.Account, n int) []*acctest.Instance {
	t.Helper()
	server := account.Server(t)
	var out []*acctest.Instance
	for i := range n {
		name := fmt.Sprintf("tenant%d", i)
		require.NoError(t, account.AddWorkspace365Environment(name))
	}
	for i := range n {
		environment := server.Instance(t, typeName)
		require.Empty(t, environment.Import(t, fmt.Sprintf("tenant%d", i)))
		out = append(out, environment)
	}
	return out
}

// outcome is what became of a read.
type outcome struct {
	state acctest.State
	diags acctest.Diagnostics
}

// refreshed reads environments in one run, all at once.
func refreshed(t *testing.T, server *acctest.Server, environments []*acctest.Instance) []outcome {
	t.Helper()
	out := make([]outcome, len(environments))
	var group sync.WaitGroup
	for i, environment := range environments {
		group.Go(func() { out[i].state, out[i].diags = server.Read(t, environment.State) })
	}
	group.Wait()
	return out
}

// A hundred environments are refreshed with one list, or two if something is missing.
func TestWorkspace365_hundredInTwoLists(t *testing.T) {
	t.Parallel()
	for missing, lists := range map[int]int{0: 1, 2: 2} {
		t.Run(fmt.Sprint(missing, " missing"), func(t *testing.T) {
			t.Parallel()
			account := newAccount(t, readings{})
			environments := fleet(t, account, 100)
			for i := range missing {
				require.NoError(t, account.DeleteObject(sandbox.KindWorkspace365Environment, fmt.Sprintf("tenant%d", i)))
			}
			account.ResetRequests()
			gone := 0
			for _, result := range refreshed(t, account.Server(t, provider.WithAges(shared.DefaultAges)), environments) {
				require.Empty(t, result.diags.Errors())
				if !result.state.Exists() {
					gone++
				}
			}
			require.Equal(t, missing, gone)
			require.Len(t, account.Requests(), lists)
			require.Equal(t, lists, calls(account, http.MethodGet, listRoute))
		})
	}
}

// One that is gone leaves the state with a warning, after two lists; a rename by the
// vendor looks the same, so the warning says what to do then.
func TestWorkspace365_R1_U23_gone(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*acctest.Account) error{
		"deleted": func(account *acctest.Account) error {
			return account.DeleteObject(sandbox.KindWorkspace365Environment, "acme")
		},
		"renamed": func(account *acctest.Account) error { return account.RenameWorkspace365Environment("acme", "acmeinc") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := newAccount(t, readings{})
			require.NoError(t, account.AddWorkspace365Environment("other"))
			environment := created(t, account, config(nil))
			require.NoError(t, change(account))
			account.ResetRequests()
			environment = rerun(t, account.Server(t), environment)
			diags := environment.Refresh(t)
			require.False(t, environment.Exists())
			require.Equal(t, []string{"workspace365_environment acme no longer exists"}, diags.Summaries())
			require.Contains(t, diags[0].Detail, "renamed by the change request CR-01; in the latter case do not apply, but import it under its new name")
			require.Equal(t, 2, calls(account, http.MethodGet, listRoute))
			if name == "renamed" {
				require.Empty(t, environment.Import(t, "acmeinc"))
				environment.MustStay(t, acctest.Object{"name": "acmeinc"})
			}
		})
	}
}

// A rename that changes letter case alone is none.
func TestWorkspace365_U23_renamedCase(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{})
	environment := created(t, account, config(nil))
	require.NoError(t, account.RenameWorkspace365Environment("acme", "ACME"))
	environment = rerun(t, account.Server(t), environment)
	environment.MustStay(t, config(nil))
	environment.MustApply(t, config(acctest.Object{"active": false}))
	require.Empty(t, environment.Apply(t, nil).Errors())
	require.Empty(t, tenants(account))
}

// One bad list between two good ones removes nothing.
func TestWorkspace365_R8b_oneBadList(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{})
	environment := created(t, account, config(nil))
	account.InjectFault(sandbox.Fault{Method: http.MethodGet, Route: listRoute, Status: http.StatusOK, Body: `[]`})
	environment = rerun(t, account.Server(t), environment)
	require.Empty(t, environment.Refresh(t))
	require.True(t, environment.Exists())
}

// Everything missing at once is another instance behind the same address, or a broken
// list: an error that removes nothing, unless the user says otherwise.
func TestWorkspace365_R8a_massDisappearance(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{})
	environments := fleet(t, account, 5)
	account.ReplaceWorkspace365Instance()
	failed := 0
	for _, result := range refreshed(t, account.Server(t), environments) {
		if len(result.diags.Errors()) == 0 {
			continue // The run fails as a whole, so what this one says is dropped.
		}
		failed++
		require.True(t, result.state.Exists())
		require.Equal(t, []string{"Everything is missing from the list of environments"}, result.diags.Errors().Summaries())
		require.Contains(t, result.diags.String(), "set allow_mass_removal = true in the provider block for one run")
		require.Contains(t, result.diags.String(), account.URL)
	}
	require.Positive(t, failed, "one error ends the run")

	allowed := configured(t, account, acctest.Object{"allow_mass_removal": true})
	for _, result := range refreshed(t, allowed, environments) {
		require.Empty(t, result.diags.Errors())
		require.False(t, result.state.Exists())
		require.Len(t, result.diags.Warnings(), 1)
	}

	account.RestoreWorkspace365Instance()
	for _, result := range refreshed(t, account.Server(t), environments) {
		require.Empty(t, result.diags)
		require.True(t, result.state.Exists())
	}
}

// A provider for another instance refuses to read, change or delete.
func TestWorkspace365_otherInstance(t *testing.T) {
	t.Parallel()
	account, other := newAccount(t, readings{}), newAccount(t, readings{})
	require.NoError(t, other.AddWorkspace365Environment("acme"))
	environment := created(t, account, config(nil))
	elsewhere := rerun(t, other.Server(t), environment)
	state, diags := other.Server(t).Read(t, environment.State)
	says := func(diags acctest.Diagnostics) {
		t.Helper()
		require.Equal(t, []string{"Environment of another instance"}, diags.Errors().Summaries())
		require.Contains(t, diags[0].Detail, account.URL)
		require.Contains(t, diags[0].Detail, other.URL)
		require.Contains(t, diags[0].Detail, "Set workspace365.base_url (or WORKSPACE365_BASE_URL) back")
	}
	says(diags)
	require.Equal(t, environment.Attributes, state.Attributes)
	says(elsewhere.Apply(t, config(acctest.Object{"active": false})))
	require.True(t, elsewhere.Exists())
	for _, end := range []string{"delete", "deactivate"} {
		environment.MustApply(t, config(acctest.Object{"on_destroy": end}))
		says(rerun(t, other.Server(t), environment).Apply(t, nil))
	}
	require.Empty(t, other.Requests())

	// Another spelling of the same instance is the same.
	for _, suffix := range []string{"/", "/Provisioning", "/Provisioning/"} {
		server := configured(t, account, acctest.Object{"workspace365": acctest.Object{"base_url": account.URL + suffix, "provisioning_key": sandbox.DefaultProvisioningKey}})
		require.Empty(t, rerun(t, server, environment).Refresh(t))
	}
}

// What is no good list is an error, and never an absence.
func TestWorkspace365_R3_R4_R9_R10_unreadable(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		choices readings
		fault   sandbox.Fault
		says    []string
	}{
		"unreadable list":    {readings{List: sandbox.Workspace365ListUnreadable}, sandbox.Fault{}, []string{"element 1 of the list has no name"}},
		"one unreadable":     {readings{List: sandbox.Workspace365ListPartlyUnreadable}, sandbox.Fault{}, []string{"element 1 of the list has no name"}},
		"404 for everything": {readings{WrongPrefix: true}, sandbox.Fault{}, []string{"status 404 (Not Found)", "Check workspace365.base_url"}},
		"switched off":       {readings{Access: sandbox.Workspace365AccessDisabled}, sandbox.Fault{}, []string{"not enabled", "CR-13"}},
		"login page":         {readings{}, sandbox.Fault{Action: sandbox.HTML}, []string{"the answer is a web page instead of JSON", "Sign in"}},
		"redirect":           {readings{}, sandbox.Fault{Status: http.StatusFound, Header: map[string]string{"Location": "https://login.example/SignIn"}}, []string{"the service redirects to login.example", "redirects are not followed"}},
		"401":                {readings{}, sandbox.Fault{Status: http.StatusUnauthorized}, []string{"status 401", "CR-13"}},
		"error object":       {readings{}, sandbox.Fault{Status: http.StatusOK, Body: `{"message":"Not now","errors":[]}`}, []string{"it holds 0 lists instead of one"}},
		"nothing":            {readings{}, sandbox.Fault{Action: sandbox.Empty}, []string{"the answer is empty"}},
		"truncated":          {readings{}, sandbox.Fault{Action: sandbox.Truncate}, []string{"the connection broke while the answer was read"}},
		"500":                {readings{}, sandbox.Fault{Status: http.StatusInternalServerError}, []string{"status 500"}},
		"dropped":            {readings{}, sandbox.Fault{Action: sandbox.Drop}, []string{"the connection to"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := newAccount(t, readings{})
			require.NoError(t, account.AddWorkspace365Environment("other"))
			environment := created(t, account, config(nil))
			reread(account, func(r *readings) { *r = test.choices })
			fault := test.fault
			fault.Method, fault.Route, fault.Count = http.MethodGet, "*", sandbox.Always
			if fault.Status != 0 || fault.Action != "" {
				account.InjectFault(fault)
			}
			server := account.Server(t)
			state, diags := server.Read(t, environment.State)
			require.Equal(t, []string{"Cannot read workspace365_environment"}, diags.Errors().Summaries())
			for _, text := range append(test.says, "GET /Environment/", "The state was left as it is.") {
				require.Contains(t, diags[0].Detail, text)
			}
			require.Equal(t, environment.Attributes, state.Attributes)
			require.Equal(t, environment.Identity, state.Identity)
			require.NotEmpty(t, server.Instance(t, typeName).Import(t, "acme").Errors())
			for _, source := range []string{typeName, listType} {
				lookup := acctest.Object{}
				if source == typeName {
					lookup["environment_name"] = "acme"
				}
				_, diags := server.Data(t, source, lookup)
				require.Equal(t, []string{"Cannot read " + source}, diags.Errors().Summaries())
			}
		})
	}
}

// A passing failure of the list is not seen.
func TestWorkspace365_R9_retried(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{})
	environment := created(t, account, config(nil))
	for _, fault := range []sandbox.Fault{{Status: http.StatusBadGateway}, {Action: sandbox.Drop}, {Action: sandbox.Truncate}} {
		fault.Method, fault.Route = http.MethodGet, listRoute
		account.InjectFault(fault)
	}
	require.Empty(t, rerun(t, account.Server(t), environment).Refresh(t))
}

// An invited environment need not be listed until somebody has registered. It is kept,
// with a warning; once it was listed, its absence means what it means for others.
func TestWorkspace365_U09_invitedUnlisted(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{InvitedUnlisted: true})
	require.NoError(t, account.AddWorkspace365Environment("other"))
	want := in("invite", nil)
	environment := account.Server(t).Instance(t, typeName)
	unlisted := []string{"workspace365_environment acme is not listed yet"}
	diags := environment.MustApply(t, want)
	require.Equal(t, unlisted, diags.Summaries())
	require.Contains(t, diags[0].Detail, "before its administrator has registered")
	for range 2 {
		environment = rerun(t, account.Server(t), environment)
		require.Equal(t, unlisted, environment.Refresh(t).Summaries())
		plan, diags := environment.Plan(t, want)
		require.Empty(t, diags)
		require.True(t, plan.NoChange())
	}

	require.NoError(t, account.RegisterWorkspace365Admin("acme"))
	environment = rerun(t, account.Server(t), environment)
	require.Empty(t, environment.Refresh(t))
	require.Equal(t, true, environment.Value(t, "active"))
	require.NoError(t, account.DeleteObject(sandbox.KindWorkspace365Environment, "acme"))
	environment = rerun(t, account.Server(t), environment)
	require.Equal(t, []string{"workspace365_environment acme no longer exists"}, environment.Refresh(t).Summaries())
	require.False(t, environment.Exists())
}

// Several that were never listed are no mass disappearance.
func TestWorkspace365_U09_manyUnlisted(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{InvitedUnlisted: true})
	var environments []*acctest.Instance
	for i := range 4 {
		environments = append(environments, created(t, account, in("invite", acctest.Object{"name": fmt.Sprintf("tenant%d", i)})))
	}
	for _, result := range refreshed(t, account.Server(t), environments) {
		require.Empty(t, result.diags.Errors())
		require.Len(t, result.diags.Warnings(), 1)
		require.True(t, result.state.Exists())
	}
}

// A list that lags behind for longer than a creation waits makes nobody create the
// tenant again: only what was listed can be gone. Destroying it works all the same.
func TestWorkspace365_C12_listedLate(t *testing.T) {
	t.Parallel()
	for mode := range modes {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			account := newAccount(t, readings{ListLag: sandbox.Never})
			environment := created(t, account, in(mode, nil))
			for range 2 {
				environment = rerun(t, account.Server(t), environment)
				require.Equal(t, []string{"workspace365_environment acme is not listed yet"}, environment.Refresh(t).Summaries())
				plan, diags := environment.Plan(t, in(mode, nil))
				require.Empty(t, diags)
				require.True(t, plan.NoChange())
			}
			require.Empty(t, environment.Apply(t, nil))
			require.Empty(t, tenants(account))
			require.Len(t, posts(account), 1)
		})
	}
}
