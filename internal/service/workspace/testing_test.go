package workspace_test

import (
	"maps"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

const (
	typeName       = "workspace365_environment"
	listType       = "workspace365_environments"
	validationType = "workspace365_environment_validation"

	listRoute       = "/Provisioning/Environment/"
	inviteRoute     = "/Provisioning/Environment/{EnvironmentName}/"
	deleteRoute     = "/Provisioning/Environment/{EnvironmentName}/"
	activateRoute   = "/Provisioning/Environment/{EnvironmentName}/Activate/"
	deactivateRoute = "/Provisioning/Environment/{EnvironmentName}/Deactivate/"
	validateRoute   = "/Provisioning/Environment/Validate/"
)

// The unknowns of the API that change what the provider does have a test with their
// number in its name, here or beside the client (U01 to U05, U07 to U19, U22 to U24).
// The others, and why they have none:
//
//	U06  password rules: none are known, so nothing but the presence is checked
//	U20  licence counting: the endpoints are deprecated, and not offered
//	U21  names of the configuration file: both are in the message of U11
//	U25  neighbours such as SSO settings: not offered
//	U26  whether the documents are current: paths stand in one file of the client

// readings are those of a sandbox for this API.
type readings = sandbox.Workspace365Readings

// newAccount serves an instance without environments.
func newAccount(t *testing.T, choices readings) *acctest.Account {
	t.Helper()
	return acctest.NewAccount(t, sandbox.WithReadings(sandbox.Readings{Workspace365Readings: choices}))
}

// reread changes the readings.
func reread(account *acctest.Account, change func(*readings)) {
	all := account.Readings()
	change(&all.Workspace365Readings)
	account.SetReadings(all)
}

// configured is a provider for the account with other arguments than usual.
func configured(t *testing.T, account *acctest.Account, more acctest.Object) *acctest.Server {
	t.Helper()
	server := acctest.NewServer(t)
	config := acctest.Object{
		"requests":     acctest.Object{"timeout": "5s", "settle": acctest.Settle.String()},
		"workspace365": acctest.Object{"base_url": account.URL, "provisioning_key": sandbox.DefaultProvisioningKey},
	}
	maps.Copy(config, more)
	require.Empty(t, server.Configure(t, config))
	return server
}

// rerun is the environment as a next run of Terraform sees it: with its state, and
// nothing read yet.
func rerun(t *testing.T, server *acctest.Server, environment *acctest.Instance) *acctest.Instance {
	t.Helper()
	next := server.Instance(t, typeName)
	next.State = environment.State
	return next
}

// config is what an environment with a temporary password needs, and what else is
// given.
func config(more acctest.Object) acctest.Object {
	out := acctest.Object{
		"name": "acme", "admin_email": "ada@acme.example", "admin_first_name": "Ada", "admin_last_name": "Example", "deletion_protection": false,
	}
	maps.Copy(out, more)
	return out
}

const password = "fake-password-not-a-secret"

// modes are the ways to create an environment.
var modes = map[string]acctest.Object{
	"temporary_password": {"creation_mode": "temporary_password"},
	"default":            {},
	"password":           {"creation_mode": "password", "admin_password_wo": password, "admin_password_wo_version": 1},
	"invite":             {"creation_mode": "invite", "admin_first_name": nil, "admin_last_name": nil, "license_count": 5},
}

// in returns a configuration of a mode.
func in(mode string, more acctest.Object) acctest.Object {
	out := config(modes[mode])
	maps.Copy(out, more)
	return out
}

// createRoute is where a mode creates.
func createRoute(mode string) string {
	if mode == "invite" {
		return inviteRoute
	}
	return listRoute
}

// posts are the creations that were sent.
func posts(account *acctest.Account) []sandbox.Request {
	return append(account.RequestsMatching(http.MethodPost, listRoute), account.RequestsMatching(http.MethodPost, inviteRoute)...)
}

// calls are the requests of a method to a route, counted.
func calls(account *acctest.Account, method, route string) int {
	return len(account.RequestsMatching(method, route))
}

// tenants are the environments that exist.
func tenants(account *acctest.Account) []string {
	return account.Live(sandbox.KindWorkspace365Environment)
}

// created makes an environment and returns it.
func created(t *testing.T, account *acctest.Account, config acctest.Object) *acctest.Instance {
	t.Helper()
	environment := account.Server(t).Instance(t, typeName)
	environment.MustApply(t, config)
	return environment
}
