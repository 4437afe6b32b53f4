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

func TestAccManagedCustomer_basic(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	account.Run(t,
		resource.TestStep{
			Config: acme(""),
			ConfigStateChecks: []statecheck.StateCheck{
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
	readings := map[string]sandbox.Readings{
		"as documented":   {},
		"shown in full":   {AuthSettingsInFull: true, EnvironmentErrorEmails: true},
		"other spellings": {StringIDs: true, EnvironmentTypeKey: true, EnvironmentErrorEmails: true, WrapCustomers: true, LowercaseEmails: true, ProvisionIgnoredAtCreate: true},
	}
	for name, reading := range readings {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := acctest.NewAccount(t, sandbox.WithReadings(reading))
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
				resource.TestStep{RefreshState: true},
				resource.TestStep{
					ResourceName: address, ImportState: true, ImportStateId: "Eacme", ImportStateVerify: true,
					// What the API does not show, or the provider alone knows.
					ImportStateVerifyIgnore: []string{"deletion_protection", "timeouts", "oauth_id", "custom_task_limit", "auth_settings", "auth_settings_extra", "environment_settings", "admin_notification_emails"},
				},
			)
		})
	}
}

func TestAccManagedCustomer_update(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	same := statecheck.CompareValue(compare.ValuesSame())
	id := same.AddStateValue(address, tfjsonpath.New("id"))
	steps := []resource.TestStep{{Config: acme(""), ConfigStateChecks: []statecheck.StateCheck{id}}}
	// Each attribute is set, changed and cleared by itself.
	for _, c := range []struct {
		attribute, first, second string
		cleared                  knownvalue.Check
	}{
		{"external_id", `"acme"`, `"acme-2"`, knownvalue.Null()},
		{"admin_notification_emails", `"a@acme.example"`, `"b@acme.example,c@acme.example"`, knownvalue.StringExact("ops@acme.example")},
		{"error_notification_emails", `"a@acme.example"`, `"b@acme.example"`, knownvalue.StringExact("ops@acme.example")},
		{"custom_task_limit", `100`, `200`, knownvalue.Null()},
		{"origin_url", `"https://a.example"`, `"https://b.example"`, knownvalue.Null()},
		{"frame_ancestors", `["https://a.example"]`, `["https://b.example", "https://c.example"]`, knownvalue.Null()},
		{"full_embedding", `true`, `false`, knownvalue.Null()},
		{"time_zone", `"Berlin"`, `"Tokyo"`, knownvalue.StringExact("Pacific Time (US & Canada)")},
		{"whitelisted_apps", `["jira"]`, `["jira", "slack"]`, knownvalue.Null()},
		{"auth_settings", `{ type = "two_fa_auth" }`, `{ type = "saml_sso", provider = "others", metadata_url = "https://idp.example/m" }`,
			knownvalue.ObjectPartial(map[string]knownvalue.Check{"type": knownvalue.StringExact("workato_auth")})},
		{"timeouts", `{ read = "1m" }`, `{ read = "2m" }`, knownvalue.Null()},
	} {
		for _, value := range []string{c.first, c.second, ""} {
			step := resource.TestStep{Config: acme(""), ConfigPlanChecks: plans(plancheck.ResourceActionUpdate), ConfigStateChecks: []statecheck.StateCheck{id}}
			if value != "" {
				step.Config = acme("  " + c.attribute + " = " + value)
				step.ConfigStateChecks = append(step.ConfigStateChecks, has(c.attribute, knownvalue.NotNull()))
			} else {
				step.ConfigStateChecks = append(step.ConfigStateChecks, has(c.attribute, c.cleared))
			}
			steps = append(steps, step)
		}
	}
	account.Run(t, steps...)
	require.Len(t, account.RequestsMatching("POST", "/api/managed_users"), 1)
}

// What always has a value cannot be cleared: without a declaration it stays.
func TestAccManagedCustomer_updateKept(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	account.Run(t,
		resource.TestStep{Config: acme(`  in_trial = true
  plan_id  = "oem_plan"`)},
		resource.TestStep{
			Config: acme(``), ConfigPlanChecks: plans(plancheck.ResourceActionNoop),
			ConfigStateChecks: []statecheck.StateCheck{has("in_trial", knownvalue.Bool(true)), has("plan_id", knownvalue.StringExact("oem_plan"))},
		},
		resource.TestStep{
			Config: acme(`  in_trial = false`), ConfigPlanChecks: plans(plancheck.ResourceActionUpdate),
			ConfigStateChecks: []statecheck.StateCheck{has("in_trial", knownvalue.Bool(false))},
		},
	)
}

// A default that follows another attribute is not known when that one changes,
// and an override from the console survives.
func TestAccManagedCustomer_updateFollowing(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	renamed := `
resource "workato_managed_customer" "acme" {
  name                = "Acme Inc."
  notification_email  = "new@acme.example"
  deletion_protection = false
}`
	account.Run(t,
		resource.TestStep{Config: acme("")},
		resource.TestStep{
			PreConfig: func() {
				require.NoError(t, account.SetCustomerField(idOf(t, account), "error_notification_emails", "console@acme.example"))
			},
			Config:           renamed,
			ConfigPlanChecks: plans(plancheck.ResourceActionUpdate),
			ConfigStateChecks: []statecheck.StateCheck{
				has("name", knownvalue.StringExact("Acme Inc.")),
				has("admin_notification_emails", knownvalue.StringExact("new@acme.example")),
				has("error_notification_emails", knownvalue.StringExact("console@acme.example")),
			},
		},
	)
}

func TestAccManagedCustomer_drift(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t, sandbox.WithReadings(sandbox.Readings{AuthSettingsInFull: true}))
	steps := []resource.TestStep{{Config: acme(driftConfig)}}
	for field, value := range map[string]any{
		"name": "Renamed", "notification_email": "x@acme.example", "external_id": "other", "admin_notification_emails": "x@acme.example",
		"error_notification_emails": "x@acme.example", "plan_id": "other_plan", "in_trial": false, "origin_url": "https://x.example",
		"frame_ancestors": "https://x.example", "full_embedding": false, "time_zone": "Tokyo", "whitelisted_apps": []any{"x"},
		"auth_settings": map[string]any{"type": "workato_auth"},
	} {
		steps = append(steps, resource.TestStep{
			PreConfig: func() {
				require.NoError(t, account.SetCustomerField(idOf(t, account), field, value), field)
			},
			Config: acme(driftConfig), ConfigPlanChecks: plans(plancheck.ResourceActionUpdate),
		})
	}
	account.Run(t, steps...)
	require.Len(t, account.RequestsMatching("PUT", "/api/managed_users/{id}"), len(steps)-1+1, "one update for each drift, and one for what only updates take")
}

const driftConfig = `
  external_id               = "acme"
  admin_notification_emails = "admin@acme.example"
  error_notification_emails = "errors@acme.example"
  plan_id                   = "oem_plan"
  in_trial                  = true
  origin_url                = "https://app.acme.example"
  frame_ancestors           = ["https://app.acme.example"]
  full_embedding            = true
  time_zone                 = "Berlin"
  whitelisted_apps          = ["jira"]
  auth_settings             = { type = "two_fa_auth" }
`

// What the configuration does not declare is left to the console.
func TestAccManagedCustomer_driftUndeclared(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	account.Run(t,
		resource.TestStep{Config: acme("")},
		resource.TestStep{
			PreConfig: func() {
				id := idOf(t, account)
				for field, value := range map[string]any{
					"admin_notification_emails": "x@acme.example", "time_zone": "Tokyo", "in_trial": true,
					"auth_settings": map[string]any{"type": "two_fa_auth"},
				} {
					require.NoError(t, account.SetCustomerField(id, field, value), field)
				}
			},
			Config: acme(""), ConfigPlanChecks: plans(plancheck.ResourceActionNoop),
		},
	)
}

func TestAccManagedCustomer_disappears(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	account.Run(t,
		resource.TestStep{Config: acme("")},
		resource.TestStep{
			PreConfig: func() { require.NoError(t, account.DeleteCustomer(idOf(t, account))) },
			Config:    acme(""), ConfigPlanChecks: plans(plancheck.ResourceActionCreate),
		},
	)
}

// A 404 for everything is a matter of the credential, not of the customer.
func TestAccManagedCustomer_notSeen(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	account.Run(t,
		resource.TestStep{Config: acme("")},
		resource.TestStep{
			PreConfig:   account.RevokeToken,
			Config:      acme(""),
			ExpectError: regexp.MustCompile(`(?s)Cannot read workato_managed_customer.*The state was\s+left as it is`),
		},
		resource.TestStep{
			PreConfig: account.RestoreToken,
			Config:    acme(""), ConfigPlanChecks: plans(plancheck.ResourceActionNoop),
		},
	)
}
