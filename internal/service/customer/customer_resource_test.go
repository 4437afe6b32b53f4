package customer_test

import (
	"fmt"
	"regexp"
	"strconv"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/compare"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

const address = "workato_managed_customer.acme"

// acme is a customer with the least that it needs, and what else is given.
func acme(arguments string) string {
	return fmt.Sprintf(`
resource "workato_managed_customer" "acme" {
  name                = "Acme"
  notification_email  = "ops@acme.example"
  deletion_protection = false
%s
}
`, arguments)
}

// has expects a value in the state.
func has(attribute string, value knownvalue.Check) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(address, tfjsonpath.New(attribute), value)
}

// plans expects an action for the customer.
func plans(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}}
}

// idOf returns the id of the only customer in the account.
func idOf(t *testing.T, account *acctest.Account) int {
	t.Helper()
	customers := account.LiveObjects(sandbox.KindCustomer)
	require.Len(t, customers, 1)
	id, err := strconv.Atoi(customers[0].ID)
	require.NoError(t, err)
	return id
}

// A customer through its life: made, imported, changed and changed back, not seen for a
// while, and made again after somebody deleted it.
func TestAccManagedCustomer_basic(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	same := statecheck.CompareValue(compare.ValuesSame())
	account.Run(t,
		resource.TestStep{
			Config: acme(""),
			ConfigStateChecks: []statecheck.StateCheck{
				same.AddStateValue(address, tfjsonpath.New("id")),
				has("id", knownvalue.StringRegexp(regexp.MustCompile(`^\d+$`))),
				has("external_id", knownvalue.Null()),
				has("plan_id", knownvalue.NotNull()),
				has("time_zone", knownvalue.StringExact("Pacific Time (US & Canada)")),
				has("admin_notification_emails", knownvalue.StringExact("ops@acme.example")),
				has("frame_ancestors", knownvalue.Null()),
				has("whitelisted_apps", knownvalue.Null()),
				has("auth_settings", knownvalue.ObjectPartial(map[string]knownvalue.Check{"type": knownvalue.StringExact("workato_auth")})),
				has("provision_environments", knownvalue.Bool(false)),
				has("environments", knownvalue.ObjectPartial(map[string]knownvalue.Check{"test": knownvalue.Null(), "prod": knownvalue.Null()})),
				statecheck.CompareValuePairs(address, tfjsonpath.New("id"), address, tfjsonpath.New("environments").AtMapKey("dev").AtMapKey("id"), compare.ValuesSame()),
			},
		},
		resource.TestStep{
			ResourceName: address, ImportState: true, ImportStateVerify: true,
			ImportStateVerifyIgnore: []string{"deletion_protection"},
		},
		// What each attribute does is in update_test.go.
		resource.TestStep{
			Config:           acme(`  external_id = "acme"`),
			ConfigPlanChecks: plans(plancheck.ResourceActionUpdate),
			ConfigStateChecks: []statecheck.StateCheck{
				same.AddStateValue(address, tfjsonpath.New("id")),
				has("environments", knownvalue.ObjectPartial(map[string]knownvalue.Check{
					"dev": knownvalue.ObjectPartial(map[string]knownvalue.Check{"external_id": knownvalue.StringExact("acme")}),
				})),
			},
		},
		resource.TestStep{Config: acme(""), ConfigPlanChecks: plans(plancheck.ResourceActionUpdate), ConfigStateChecks: []statecheck.StateCheck{has("external_id", knownvalue.Null())}},
		// A 404 for everything is a matter of the credential, not of the customer.
		resource.TestStep{
			PreConfig:   account.RevokeToken,
			Config:      acme(""),
			ExpectError: regexp.MustCompile(`(?s)Cannot read workato_managed_customer.*The state was\s+left as it is`),
		},
		resource.TestStep{
			PreConfig: account.RestoreToken,
			Config:    acme(""), ConfigPlanChecks: plans(plancheck.ResourceActionNoop),
		},
		resource.TestStep{
			PreConfig: func() {
				require.Len(t, account.RequestsMatching("POST", "/api/managed_users"), 1)
				require.Len(t, account.RequestsMatching("PUT", "/api/managed_users/{id}"), 2)
				require.NoError(t, account.DeleteCustomer(idOf(t, account)))
			},
			Config: acme(""), ConfigPlanChecks: plans(plancheck.ResourceActionCreate),
		},
	)
}

// full declares everything.
const full = `
  external_id               = "acme"
  admin_notification_emails = "admin@acme.example, boss@acme.example"
  error_notification_emails = "errors@acme.example"
  plan_id                   = "oem_plan"
  in_trial                  = true
  custom_task_limit         = 5000
  origin_url                = "https://app.acme.example/automation"
  frame_ancestors           = ["https://app.acme.example", "https://admin.acme.example"]
  full_embedding            = true
  time_zone                 = "Berlin"
  whitelisted_apps          = ["salesforce", "jira"]
  oauth_id                  = "acme-oauth"
  provision_environments    = true
  environment_settings = {
    test = { external_id = "acme-test", error_notification_emails = "test@acme.example" }
    prod = { external_id = "acme-prod" }
  }
  auth_settings = {
    type        = "saml_sso"
    provider    = "okta"
    sso_url     = "https://idp.acme.example/sso"
    saml_issuer = "https://idp.acme.example"
    x509_cert   = <<-EOT
      -----BEGIN CERTIFICATE-----
      MIIBfakefakefake
      fakefake
      -----END CERTIFICATE-----
    EOT
  }
  auth_settings_extra = jsonencode({ jit_provisioning = true })
  timeouts = { create = "1m", update = "1m", read = "1m", delete = "1m" }
`

func TestAccManagedCustomer_full(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t, sandbox.WithReadings(sandbox.Readings{AuthSettingsInFull: true, EnvironmentErrorEmails: true}))
	account.Run(t,
		resource.TestStep{
			Config: acme(full),
			ConfigStateChecks: []statecheck.StateCheck{
				has("admin_notification_emails", knownvalue.StringExact("admin@acme.example, boss@acme.example")),
				has("in_trial", knownvalue.Bool(true)),
				has("custom_task_limit", knownvalue.Int64Exact(5000)),
				has("frame_ancestors", knownvalue.SetSizeExact(2)),
				has("environments", knownvalue.ObjectPartial(map[string]knownvalue.Check{
					"dev":  knownvalue.ObjectPartial(map[string]knownvalue.Check{"external_id": knownvalue.StringExact("acme")}),
					"test": knownvalue.ObjectExact(map[string]knownvalue.Check{"id": knownvalue.NotNull(), "external_id": knownvalue.StringExact("acme-test")}),
					"prod": knownvalue.ObjectExact(map[string]knownvalue.Check{"id": knownvalue.NotNull(), "external_id": knownvalue.StringExact("acme-prod")}),
				})),
			},
		},
		resource.TestStep{
			ResourceName: address, ImportState: true, ImportStateId: "Eacme", ImportStateVerify: true,
			// What the API does not show, and what the provider alone knows.
			ImportStateVerifyIgnore: []string{"deletion_protection", "timeouts", "oauth_id", "custom_task_limit", "auth_settings.x509_cert", "auth_settings_extra"},
		},
	)
}
