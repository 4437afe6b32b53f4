package workspace_test

import (
	"maps"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/provider"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

func validated(more acctest.Object) acctest.Object {
	out := acctest.Object{"validate_on_plan": true}
	maps.Copy(out, more)
	return config(out)
}

// Asking is opt-in, for new environments only, and creates nothing.
func TestWorkspace365_U14_validateOnPlan(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{})
	environment := account.Server(t).Instance(t, typeName)
	environment.Plan(t, config(nil))
	require.Zero(t, calls(account, http.MethodPost, validateRoute), "not unless asked for")
	for mode := range modes {
		_, diags := environment.Plan(t, in(mode, acctest.Object{"validate_on_plan": true}))
		require.Empty(t, diags.String(), mode)
	}
	require.Equal(t, len(modes), calls(account, http.MethodPost, validateRoute))
	require.Empty(t, tenants(account))
	environment.Plan(t, validated(acctest.Object{"admin_email": acctest.Unknown}))
	require.Equal(t, len(modes), calls(account, http.MethodPost, validateRoute), "what is not known yet cannot be asked")

	environment.MustApply(t, validated(nil))
	account.ResetRequests()
	environment.Plan(t, validated(acctest.Object{"active": false}))
	require.Zero(t, calls(account, http.MethodPost, validateRoute), "an environment that exists would fail it")
}

// A refusal lands on its attribute, in every form that it may have.
func TestWorkspace365_U14_refused(t *testing.T) {
	t.Parallel()
	for _, form := range []sandbox.Workspace365ValidationResults{
		sandbox.Workspace365ValidationResultsObjects, sandbox.Workspace365ValidationResultsObject,
		sandbox.Workspace365ValidationResultsFieldErrors, sandbox.Workspace365ValidationResultsModelState,
	} {
		account := newAccount(t, readings{ValidationResults: form, NameLimit: 0})
		environment := account.Server(t).Instance(t, typeName)
		// Sanitising makes a reserved name of it.
		_, diags := environment.Plan(t, in("password", acctest.Object{"name": "de mo", "validate_on_plan": true}))
		diags = diags.Errors()
		require.Equal(t, []string{"Workspace 365 refuses the environment"}, diags.Errors().Summaries(), form)
		require.Equal(t, []string{"name"}, diags.Errors().Paths(), form)
		require.Empty(t, tenants(account))
	}
}

func TestWorkspace365_U14_existing(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{})
	require.NoError(t, account.AddWorkspace365Environment("acme"))
	_, diags := account.Server(t).Instance(t, typeName).Plan(t, validated(nil))
	require.Empty(t, diags.Errors(), "it may be this very one, which is about to be replaced")
	require.Equal(t, []string{`Environment "acme" is already there`}, diags.Summaries())
}

func TestWorkspace365_U14_unreachable(t *testing.T) {
	t.Parallel()
	for _, status := range []int{http.StatusInternalServerError, http.StatusForbidden, http.StatusNotFound} {
		account := newAccount(t, readings{})
		account.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: validateRoute, Status: status, Count: sandbox.Always})
		_, diags := account.Server(t).Instance(t, typeName).Plan(t, validated(nil))
		require.Empty(t, diags.Errors())
		require.Equal(t, []string{`Environment name "acme" was not validated`}, diags.Summaries())
	}
}

func TestWorkspace365ValidationDataSource(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{})
	require.NoError(t, account.AddWorkspace365Environment("taken"))
	server := account.Server(t)
	ask := func(name string) acctest.Object {
		result, diags := server.Data(t, validationType, acctest.Object{"name": name, "admin_email": "ada@acme.example", "admin_first_name": "Ada", "admin_last_name": "Example"})
		require.Empty(t, diags.Errors().String())
		return result
	}
	free := ask("acme")
	require.Equal(t, true, free["valid"])
	require.Equal(t, false, free["exists"])
	require.Empty(t, free["problems"])
	taken := ask("taken")
	require.Equal(t, false, taken["valid"])
	require.Equal(t, true, taken["exists"])
	require.Equal(t, []string{"taken"}, tenants(account))

	account.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: validateRoute, Status: http.StatusBadGateway})
	_, diags := server.Data(t, validationType, acctest.Object{"name": "acme", "admin_email": "ada@acme.example", "admin_first_name": "Ada", "admin_last_name": "Example"})
	require.Equal(t, []string{"Cannot read workspace365_environment_validation"}, diags.Errors().Summaries())
}

func TestWorkspace365DataSources(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{List: sandbox.Workspace365ListDetailed})
	require.NoError(t, account.AddWorkspace365Environment("acme"))
	require.NoError(t, account.AddWorkspace365Environment("dormant"))
	require.NoError(t, account.SetWorkspace365Active("dormant", false))
	server := account.Server(t, provider.WithAges(shared.DefaultAges))
	list, diags := server.Data(t, listType, acctest.Object{})
	require.Empty(t, diags)
	require.Len(t, list["environments"], 2)
	one, diags := server.Data(t, typeName, acctest.Object{"environment_name": "DORMANT"})
	require.Empty(t, diags)
	require.Equal(t, false, one["active"])
	require.Contains(t, one["json"], `"dormant"`)
	_, diags = server.Data(t, typeName, acctest.Object{"environment_name": "nobody"})
	require.Equal(t, []string{"environment_name"}, diags.Errors().Paths())
	require.Equal(t, 2, calls(account, http.MethodGet, listRoute), "one list for all, and one more for what it lacks")
}

// The password goes to the API once, and nowhere else.
func TestWorkspace365_secrets(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{})
	for _, fault := range []sandbox.Fault{
		{Status: http.StatusBadRequest, Body: `[{"errorMessage":"Password ` + password + ` is too weak","memberNames":["Password"]}]`},
		{Status: http.StatusBadRequest, Body: `{"you":"sent","Password":"` + password + `","ProvisioningKey":"` + sandbox.DefaultProvisioningKey + `"}`},
	} {
		fault.Method, fault.Route = http.MethodPost, listRoute
		account.InjectFault(fault)
		diags := account.Server(t).Instance(t, typeName).Apply(t, in("password", nil))
		require.NotEmpty(t, diags.Errors())
		require.NotContains(t, diags.String(), password)
		require.NotContains(t, diags.String(), sandbox.DefaultProvisioningKey)
	}
	environment := created(t, account, in("password", nil))
	require.NotContains(t, environment.Attributes, password)
	for name, value := range environment.Attributes {
		require.NotEqual(t, password, value, name)
	}
}
