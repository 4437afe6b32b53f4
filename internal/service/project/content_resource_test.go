package project_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/compare"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
)

// A project with a folder in a folder: made, moved to the top of the project, imported,
// and destroyed from the inside out.
func TestAccFolder_basic(t *testing.T) {
	t.Parallel()
	const folder = "workato_folder.inner"
	account := acctest.NewAccount(t)
	environment := account.AddCustomer("Acme")
	text := func(parent, name string) string {
		return config(environment, `name = "Onboarding"`) + fmt.Sprintf(`
resource "workato_folder" "outer" {
  environment_id = workato_project.onboarding.environment_id
  parent_id      = workato_project.onboarding.folder_id
  name           = "Orders"
}

resource "workato_folder" "inner" {
  environment_id = workato_project.onboarding.environment_id
  parent_id      = %s
  name           = %q
}

data "workato_folders" "top" {
  environment_id = workato_folder.inner.environment_id
  parent_id      = workato_project.onboarding.folder_id
  name           = %[2]q
}`, parent, name)
	}
	action := func(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
		return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(folder, action)}}
	}
	sameID := statecheck.CompareValue(compare.ValuesSame())
	account.Run(t,
		resource.TestStep{
			Config: text("workato_folder.outer.id", "Leads"), ConfigPlanChecks: action(plancheck.ResourceActionCreate),
			ConfigStateChecks: []statecheck.StateCheck{
				sameID.AddStateValue(folder, attribute("id")),
				statecheck.ExpectKnownValue(folder, attribute("parent_id"), knownvalue.StringExact("4503")),
				statecheck.ExpectKnownValue("data.workato_folders.top", attribute("folders"), knownvalue.ListSizeExact(0)),
			},
		},
		resource.TestStep{ResourceName: folder, ImportState: true, ImportStateVerify: true, ImportStateId: fmt.Sprintf("%d/4504", environment)},
		resource.TestStep{
			Config: text("workato_project.onboarding.folder_id", "Contacts"), ConfigPlanChecks: action(plancheck.ResourceActionUpdate),
			ConfigStateChecks: []statecheck.StateCheck{
				sameID.AddStateValue(folder, attribute("id")),
				statecheck.ExpectKnownValue(folder, attribute("parent_id"), knownvalue.StringExact("4502")),
			},
		},
	)
	require.Len(t, account.RequestsMatching(http.MethodPut, folderRoute), 1)
	require.Len(t, account.RequestsMatching(http.MethodDelete, folderRoute), 2)
}

// Properties of an environment and of a project, one of them write-only.
func TestAccProperty_basic(t *testing.T) {
	t.Parallel()
	const property = "workato_property.url"
	account := acctest.NewAccount(t)
	environment := account.AddCustomer("Acme")
	text := func(url string, version int) string {
		return config(environment, `name = "Onboarding"`) + fmt.Sprintf(`
resource "workato_property" "url" {
  environment_id = workato_project.onboarding.environment_id
  project_id     = workato_project.onboarding.id
  name           = "SHOP_URL"
  value          = %q
}

resource "workato_property" "key" {
  environment_id   = workato_project.onboarding.environment_id
  name             = "SHOP_KEY"
  value_wo         = "fake-secret-%d"
  value_wo_version = %[2]d
  on_destroy       = "blank"
}

data "workato_property" "url" {
  environment_id = workato_property.url.environment_id
  project_id     = workato_property.url.project_id
  name           = workato_property.url.name
}`, url, version)
	}
	action := func(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
		return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
			plancheck.ExpectResourceAction(property, action), plancheck.ExpectResourceAction("workato_property.key", action),
		}}
	}
	account.Run(t,
		resource.TestStep{
			Config: text(shopURL, 1), ConfigPlanChecks: action(plancheck.ResourceActionCreate),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(property, attribute("value"), knownvalue.StringExact(shopURL)),
				statecheck.ExpectKnownValue(property, attribute("on_destroy"), knownvalue.StringExact("abandon")),
				statecheck.ExpectKnownValue("data.workato_property.url", attribute("value"), knownvalue.StringExact(shopURL)),
				statecheck.ExpectKnownValue("workato_property.key", attribute("value"), knownvalue.Null()),
				statecheck.ExpectKnownValue("workato_property.key", attribute("value_wo"), knownvalue.Null()),
				statecheck.ExpectSensitiveValue("data.workato_property.url", attribute("value")),
			},
		},
		resource.TestStep{
			ResourceName: property, ImportState: true, ImportStateVerify: true, ImportStateVerifyIdentifierAttribute: "name",
			ImportStateId: fmt.Sprintf("%d/60001/SHOP_URL", environment),
		},
		resource.TestStep{
			Config: text("https://new.acme.example", 2), ConfigPlanChecks: action(plancheck.ResourceActionUpdate),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue("data.workato_property.url", attribute("value"), knownvalue.StringExact("https://new.acme.example")),
			},
		},
	)
	value, exists := account.Property(environment, "", "SHOP_KEY")
	require.True(t, exists)
	require.Empty(t, value, "it was blanked")
}
