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

// onboarding is a customer with all that the provider offers for one. The spelling of
// names and e-mail addresses is such that a service may want to tidy it up.
const onboarding = `
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

resource "workato_project" "onboarding" {
  environment_id = workato_managed_customer.acme.environments.test.id
  name           = "Onboarding"
  description    = "What a new customer needs"
}

resource "workato_collaborator_group" "builders" {
  managed_customer_id = workato_managed_customer.acme.id
  name                = "Builders"
  description         = "They build"
}

data "workato_project_roles" "builder" {
  managed_customer_id = workato_managed_customer.acme.id
  name                = "Builder"
}

resource "workato_project_grant" "builders" {
  environment_id  = workato_managed_customer.acme.environments.test.id
  project_id      = workato_project.onboarding.id
  project_role_id = one(data.workato_project_roles.builder.project_roles).id
  user_group_id   = workato_collaborator_group.builders.id
}`

// TestAccReadings takes one configuration through what the documents leave open: it
// applies, nothing is left to plan, and nothing is left over after destroying.
func TestAccReadings(t *testing.T) {
	t.Parallel()
	for name, readings := range map[string]sandbox.Readings{
		"v1 paths":                    {RBACPaths: sandbox.RBACPathsV1},
		"v2 paths":                    {RBACPaths: sandbox.RBACPathsV2},
		"ids are strings":             {StringIDs: true},
		"customers are wrapped":       {WrapCustomers: true},
		"lists are bare":              {BareLists: true},
		"folders are wrapped":         {WrapFolders: true},
		"folders know their project":  {FolderReplyHasProjectID: true},
		"grants change their id":      {GrantIDChanges: true},
		"environment_type":            {EnvironmentTypeKey: true},
		"e-mails and names tidied up": {LowercaseEmails: true, TrimNames: true},
		"reads lag":                   {ReadLag: 1},
		"first mix": {
			RBACPaths: sandbox.RBACPathsV1, StringIDs: true, BareLists: true, WrapCustomers: true, EnvironmentTypeKey: true,
			LowercaseEmails: true, ProvisionIgnoredAtCreate: true, ProjectLag: 2,
		},
		"second mix": {
			RBACPaths: sandbox.RBACPathsV2, WrapFolders: true, FolderReplyHasProjectID: true, GrantIDChanges: true, TrimNames: true,
			DevIDReachesAll: true, EnvironmentErrorEmails: true, DeletedCustomerLingers: 1, ReadLag: 1,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := acctest.NewAccount(t, sandbox.WithReadings(readings))
			account.RequestLimits = `{ timeout = "5s", settle = "5s" }`
			account.Run(t, resource.TestStep{
				Config: onboarding,
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectKnownValue("workato_managed_customer.acme", tfjsonpath.New("environments"), knownvalue.ObjectPartial(map[string]knownvalue.Check{
						"dev":  knownvalue.ObjectPartial(map[string]knownvalue.Check{"id": knownvalue.StringExact("209")}),
						"test": knownvalue.ObjectPartial(map[string]knownvalue.Check{"id": knownvalue.StringExact("210"), "external_id": knownvalue.StringExact("acme-test")}),
					})),
					statecheck.ExpectKnownValue("workato_managed_customer.acme", tfjsonpath.New("notification_email"), knownvalue.StringExact("Ops@Acme.example")),
					statecheck.ExpectKnownValue("workato_project.onboarding", tfjsonpath.New("environment_id"), knownvalue.StringExact("210")),
					statecheck.ExpectKnownValue("workato_project.onboarding", tfjsonpath.New("description"), knownvalue.StringExact("What a new customer needs")),
					statecheck.ExpectKnownValue("workato_project_grant.builders", tfjsonpath.New("project_role_id"), knownvalue.NotNull()),
				},
			})
		})
	}
}
