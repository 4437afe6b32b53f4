package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// workspace is a customer with all that the provider offers for one. The spelling of
// names and e-mail addresses is such that a service may want to tidy it up.
const workspace = `
resource "workato_managed_customer" "acme" {
  name                   = "Acme"
  external_id            = "acme:1/2"
  notification_email     = "Ops@Acme.example"
  provision_environments = true
  deletion_protection    = false

  environment_settings = {
    test = { external_id = "acme-test", error_notification_emails = "Test@Acme.example" }
  }
}

locals {
  customer = workato_managed_customer.acme.id
  test     = workato_managed_customer.acme.environments.test.id
}

resource "workato_environment_role" "partner" {
  managed_customer_id = local.customer
  name                = "Partner"
  config              = jsonencode({ team = { privileges = "all" } })
}

resource "workato_project_role" "author" {
  managed_customer_id = local.customer
  name                = "Author"
  config              = jsonencode({ recipes = { privileges = ["update", "read"] } })
}

resource "workato_collaborator_group" "builders" {
  managed_customer_id = local.customer
  name                = "Builders"
  description         = "They build"
}

resource "workato_collaborator" "ada" {
  managed_customer_id = local.customer
  name                = "Ada"
  email               = "Ada@Acme.example"
  environment_roles   = { dev = "EnvironmentAdmin", test = workato_environment_role.partner.name }
  user_group_ids      = [workato_collaborator_group.builders.id]
}

resource "workato_collaborator" "bo" {
  managed_customer_id = local.customer
  name                = "Bo"
  email               = "bo@acme.example"
  oauth_id            = "bo-4711"
  environment_roles   = { dev = "Member" }
}

resource "workato_collaborator_group_members" "builders" {
  managed_customer_id = local.customer
  group_id            = workato_collaborator_group.builders.id
  user_ids            = [workato_collaborator.bo.user_id]
}

resource "workato_project" "orders" {
  environment_id = local.test
  name           = "Orders"
  description    = "Takes orders"
}

resource "workato_folder" "shop" {
  environment_id = local.test
  parent_id      = workato_project.orders.folder_id
  name           = "Shop"
}

resource "workato_property" "shop_url" {
  environment_id = local.test
  name           = "SHOP_URL"
  value          = "https://shop.acme.example"
}

resource "workato_property" "batch_size" {
  environment_id = local.test
  project_id     = workato_project.orders.id
  name           = "BATCH_SIZE"
  value          = "10"
}

resource "workato_connection" "shop" {
  environment_id   = local.test
  folder_id        = workato_folder.shop.id
  application      = "shopify"
  name             = "Shop"
  shell_connection = true
}

resource "workato_project_grants" "orders" {
  environment_id   = local.test
  project_id       = workato_project.orders.id
  user_group_roles = { (workato_collaborator_group.builders.id) = workato_project_role.author.id }
}

resource "workato_project_grant" "bo" {
  environment_id  = local.test
  project_id      = workato_project.orders.id
  project_role_id = workato_project_role.author.id
  user_id         = workato_collaborator.bo.user_id
}

data "workato_api_client_role" "agent" {
  managed_customer_id = local.customer
  name                = "Agent write"
}

resource "workato_api_client" "agent" {
  managed_customer_id    = local.customer
  name                   = "Agent"
  api_privilege_group_id = data.workato_api_client_role.agent.id
  all_folders            = true
  environment_name       = "TEST"
}`

// TestAccReadings takes one configuration through the mixes with the real CLI: it
// applies, nothing is left to plan, and nothing is left over after destroying.
// [TestReadings] goes through each reading by itself, faster.
func TestAccReadings(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"first mix", "second mix", "third mix"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := acctest.NewAccount(t, sandbox.WithReadings(readings()[name]))
			account.RequestLimits = `{ timeout = "5s", settle = "5s" }`
			account.Run(t, resource.TestStep{
				Config: workspace,
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectKnownValue("workato_managed_customer.acme", tfjsonpath.New("environments"), knownvalue.ObjectPartial(map[string]knownvalue.Check{
						"dev":  knownvalue.ObjectPartial(map[string]knownvalue.Check{"id": knownvalue.StringExact("209")}),
						"test": knownvalue.ObjectPartial(map[string]knownvalue.Check{"id": knownvalue.StringExact("210"), "external_id": knownvalue.StringExact("acme-test")}),
					})),
					statecheck.ExpectKnownValue("workato_managed_customer.acme", tfjsonpath.New("notification_email"), knownvalue.StringExact("Ops@Acme.example")),
					statecheck.ExpectKnownValue("workato_collaborator.ada", tfjsonpath.New("email"), knownvalue.StringExact("Ada@Acme.example")),
					statecheck.ExpectKnownValue("workato_project.orders", tfjsonpath.New("environment_id"), knownvalue.StringExact("210")),
					statecheck.ExpectKnownValue("workato_project_grant.bo", tfjsonpath.New("project_role_id"), knownvalue.NotNull()),
					statecheck.ExpectKnownValue("workato_api_client.agent", tfjsonpath.New("token"), knownvalue.NotNull()),
				},
			})
		})
	}
}
