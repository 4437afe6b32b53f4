package provider_test

import (
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// environment sets the variables of the provider, all of them.
func environment(t *testing.T, variables map[string]string) {
	t.Helper()
	for _, name := range []string{
		"WORKATO_REGION", "WORKATO_BASE_URL", "WORKATO_API_TOKEN", "WORKSPACE365_BASE_URL", "WORKSPACE365_PROVISIONING_KEY", "WORKATO_CA_FILE",
	} {
		t.Setenv(name, variables[name])
	}
}

//nolint:paralleltest // It sets environment variables.
func TestProviderEnvironment_problems(t *testing.T) {
	account := acctest.NewAccount(t)
	account.AddCustomer("Acme")
	for name, test := range map[string]struct {
		variables      map[string]string
		config         acctest.Object
		at, summary    string
		words, mention string
	}{
		"no token": {
			nil,
			acctest.Object{"base_url": account.URL},
			"api_token", "Missing Workato API token", "WORKATO_API_TOKEN", "Workspace admin > API clients",
		},
		"nothing at all": {nil, acctest.Object{}, "api_token", "Missing Workato API token", "WORKATO_API_TOKEN", "terraform-provider-workato sandbox"},
		"token with line break": {
			map[string]string{"WORKATO_API_TOKEN": "fake-token\n", "WORKATO_BASE_URL": account.URL},
			acctest.Object{},
			"api_token", "Unusable provider argument", "WORKATO_API_TOKEN", "trimspace()",
		},
		"no such file of authorities": {
			map[string]string{"WORKATO_API_TOKEN": "fake-token", "WORKATO_CA_FILE": "missing.pem"},
			acctest.Object{"base_url": account.URL},
			"ca_file", "Unusable provider argument", "WORKATO_CA_FILE", "the file cannot be read: open missing.pem",
		},
		"unknown region": {
			map[string]string{"WORKATO_API_TOKEN": "fake-token", "WORKATO_REGION": "uk"},
			acctest.Object{},
			"region", "Unusable provider argument", "WORKATO_REGION", `there is no data center "uk": the known ones are au, cn, eu`,
		},
		"URL without encryption": {
			map[string]string{"WORKATO_API_TOKEN": "fake-token", "WORKATO_BASE_URL": "http://www.workato.example"},
			acctest.Object{},
			"base_url", "Unusable provider argument", "WORKATO_BASE_URL", "without encryption",
		},
		"URL of garbage": {
			map[string]string{"WORKATO_API_TOKEN": "fake-token", "WORKATO_BASE_URL": "workato"},
			acctest.Object{},
			"base_url", "Unusable provider argument", "WORKATO_BASE_URL", "not an absolute URL",
		},
	} {
		t.Run(name, func(t *testing.T) {
			environment(t, test.variables)
			server := acctest.NewServer(t)
			require.Empty(t, server.ValidateProvider(t, test.config))
			require.Empty(t, server.Configure(t, test.config), "it matters only to what needs the API")
			for _, diags := range []acctest.Diagnostics{planGroup(t, server), projectsOf(t, server, 209)} {
				require.Equal(t, []string{test.at}, diags.Errors().Paths(), diags.String())
				require.Equal(t, []string{test.summary}, diags.Errors().Summaries())
				require.Contains(t, diags[0].Detail, test.words)
				require.Contains(t, diags[0].Detail, test.mention)
				require.NotContains(t, diags.String(), "fake-token")
			}
		})
	}
	require.Empty(t, account.Requests())
}

// Configuration beats environment, and a URL beats a region.
//
//nolint:paralleltest // It sets environment variables.
func TestProviderEnvironment_precedence(t *testing.T) {
	account := acctest.NewAccount(t)
	account.AddCustomer("Acme")
	token := sandbox.DefaultToken
	for name, test := range map[string]struct {
		variables map[string]string
		config    acctest.Object
	}{
		"all from the environment": {map[string]string{"WORKATO_API_TOKEN": token, "WORKATO_BASE_URL": account.URL + "/api"}, acctest.Object{}},
		"token from the configuration": {
			map[string]string{"WORKATO_API_TOKEN": "fake-token", "WORKATO_BASE_URL": account.URL}, acctest.Object{"api_token": token},
		},
		"URL from the configuration": {
			map[string]string{"WORKATO_API_TOKEN": token, "WORKATO_BASE_URL": "http://www.workato.example"}, acctest.Object{"base_url": account.URL},
		},
		"URL before region": {map[string]string{"WORKATO_API_TOKEN": token, "WORKATO_BASE_URL": account.URL, "WORKATO_REGION": "uk"}, acctest.Object{"region": "eu"}},
		"broken Workspace 365": {
			map[string]string{
				"WORKATO_API_TOKEN": token, "WORKATO_BASE_URL": account.URL,
				"WORKSPACE365_BASE_URL": "http://portal.example", "WORKSPACE365_PROVISIONING_KEY": "fake key\n",
			}, acctest.Object{},
		},
	} {
		t.Run(name, func(t *testing.T) {
			environment(t, test.variables)
			server := acctest.NewServer(t)
			require.Empty(t, server.Configure(t, test.config))
			require.Empty(t, projectsOf(t, server, 209))
		})
	}
}

//nolint:paralleltest // It sets environment variables.
func TestAccProvider_missingToken(t *testing.T) {
	account := acctest.NewAccount(t)
	environment(t, map[string]string{"WORKATO_BASE_URL": account.URL})
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories(),
		Steps: []resource.TestStep{{
			Config: `
resource "workato_collaborator_group" "builders" {
  managed_customer_id = "209"
  name                = "Builders"
}`,
			PlanOnly: true, ExpectError: regexp.MustCompile(`Missing Workato API token[\s\S]*WORKATO_API_TOKEN`),
		}},
	})
	require.Empty(t, account.Requests())
}

// The token is made by another resource, and so is not known in the first plan.
func TestAccProvider_unknownToken(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	account.AddCustomer("Acme")
	text := `
resource "terraform_data" "token" {
  input = "` + sandbox.DefaultToken + `"
}

provider "workato" {
  base_url  = "` + account.URL + `"
  api_token = terraform_data.token.output
  requests  = ` + account.RequestLimits + `
}

resource "workato_collaborator_group" "builders" {
  managed_customer_id = "209"
  name                = "Builders"
}`
	account.Run(t,
		resource.TestStep{
			Config: text + `
data "workato_projects" "all" {
  environment_id = "209"
}`,
			ExpectError: regexp.MustCompile(`Provider argument not known yet[\s\S]*WORKATO_API_TOKEN`),
		},
		resource.TestStep{
			PreConfig: func() { require.Empty(t, account.Requests()) },
			Config:    text,
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction("workato_collaborator_group.builders", plancheck.ResourceActionCreate),
			}},
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue("workato_collaborator_group.builders", tfjsonpath.New("name"), knownvalue.StringExact("Builders")),
			},
		},
	)
}

// What only Workspace 365 needs does not need Workato.
//
//nolint:paralleltest // It sets environment variables.
func TestProviderEnvironment_workatoDoesNotHurt(t *testing.T) {
	portal := acctest.Object{"base_url": "https://portal.example", "provisioning_key": "fake-key"}
	for name, test := range map[string]struct {
		variables map[string]string
		config    acctest.Object
		paths     []string
	}{
		"no token":      {nil, acctest.Object{"workspace365": portal}, nil},
		"unknown token": {nil, acctest.Object{"workspace365": portal, "api_token": acctest.Unknown}, nil},
		"broken Workato": {
			map[string]string{"WORKATO_API_TOKEN": "fake token\n", "WORKATO_REGION": "uk", "WORKATO_BASE_URL": "workato"},
			acctest.Object{"workspace365": portal},
			nil,
		},
		"all from the environment": {
			map[string]string{"WORKSPACE365_BASE_URL": "https://portal.example", "WORKSPACE365_PROVISIONING_KEY": "fake-key"}, acctest.Object{}, nil,
		},
		"neither": {nil, acctest.Object{}, []string{"workspace365.base_url", "workspace365.provisioning_key"}},
		"no key":  {nil, acctest.Object{"workspace365": acctest.Object{"base_url": "https://portal.example"}}, []string{"workspace365.provisioning_key"}},
		"no instance": {
			map[string]string{"WORKSPACE365_PROVISIONING_KEY": "fake-key"}, acctest.Object{}, []string{"workspace365.base_url"},
		},
		"unusable key": {
			map[string]string{"WORKSPACE365_PROVISIONING_KEY": "fake-key\n"},
			acctest.Object{"workspace365": acctest.Object{"base_url": "https://portal.example"}},
			[]string{"workspace365.provisioning_key"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			environment(t, test.variables)
			server := acctest.NewServer(t)
			require.Empty(t, server.Configure(t, test.config))
			const typeName = "workspace365_environment"
			_, diags := server.Plan(t, server.Absent(t, typeName), acctest.Object{
				"name": "Acme", "creation_mode": "temporary_password", "admin_email": "ada@acme.example", "admin_first_name": "Ada", "admin_last_name": "Acme",
			})
			require.Equal(t, test.paths, diags.Errors().Paths(), diags.String())
			require.NotContains(t, diags.String(), "fake-key")
			require.NotContains(t, diags.String(), "fake token")
		})
	}
}
