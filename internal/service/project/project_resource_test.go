package project_test

import (
	"fmt"
	"net/http"
	"net/url"
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

const (
	address = "workato_project.onboarding"
	folders = "/api/managed_users/{id}/folders"
	project = "/api/managed_users/{id}/projects/{id}"
)

func config(environment int, arguments string) string {
	return fmt.Sprintf(`
resource "workato_project" "onboarding" {
  environment_id = "%d"
  %s
}`, environment, arguments)
}

func attribute(name string) tfjsonpath.Path { return tfjsonpath.New(name) }

func is(name, value string) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(address, attribute(name), knownvalue.StringExact(value))
}

func isNull(name string) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(address, attribute(name), knownvalue.Null())
}

func plans(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}}
}

// A project through its life: made, imported, changed, cleared, put back after somebody
// changed it, moved, and made again after somebody deleted it.
func TestAccProject_basic(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	environment, other := account.AddCustomer("Acme"), account.AddCustomer("Bolt")
	require.NoError(t, account.SetCustomerField(environment, "external_id", strange))
	const name = `name = "Onboarding: \"new\" customers, größer & 100 %"`
	full := config(environment, name+`
  description = "First line\nsecond line"`)
	isFull := []statecheck.StateCheck{
		is("id", "60001"), is("folder_id", "4503"),
		is("name", `Onboarding: "new" customers, größer & 100 %`), is("description", "First line\nsecond line"),
	}
	account.Run(t,
		resource.TestStep{
			Config: config(environment, `name = "Onboarding"`),
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction(address, plancheck.ResourceActionCreate),
				plancheck.ExpectUnknownValue(address, attribute("id")),
				plancheck.ExpectUnknownValue(address, attribute("folder_id")),
			}},
			ConfigStateChecks: []statecheck.StateCheck{
				is("name", "Onboarding"), is("environment_id", fmt.Sprint(environment)),
				// Project and folder are two things with two ids.
				is("id", "60001"), is("folder_id", "4503"), isNull("description"),
			},
		},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateId: fmt.Sprintf("%d/60001", environment)},
		resource.TestStep{
			PreConfig: func() {
				require.Empty(t, account.RequestsMatching(http.MethodPut, project), "there was nothing to add")
			},
			Config: full,
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate),
				plancheck.ExpectKnownValue(address, attribute("id"), knownvalue.StringExact("60001")),
			}},
			ConfigStateChecks: isFull,
		},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateId: "E" + url.PathEscape(strange) + "/60001"},
		resource.TestStep{
			PreConfig: func() {
				require.Len(t, account.RequestsMatching(http.MethodPut, project), 1)
				require.NoError(t, account.SetObjectField(sandbox.KindProject, "60001", "name", "Renamed"))
				require.NoError(t, account.SetObjectField(sandbox.KindProject, "60001", "description", nil))
			},
			Config: full, ConfigPlanChecks: plans(plancheck.ResourceActionUpdate), ConfigStateChecks: isFull,
		},
		resource.TestStep{
			Config:            config(environment, name),
			ConfigPlanChecks:  plans(plancheck.ResourceActionUpdate),
			ConfigStateChecks: []statecheck.StateCheck{is("id", "60001"), isNull("description")},
		},
		resource.TestStep{
			Config: config(other, name), PlanOnly: true, ExpectNonEmptyPlan: true,
			ConfigPlanChecks: resource.ConfigPlanChecks{PostApplyPostRefresh: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction(address, plancheck.ResourceActionDestroyBeforeCreate),
				plancheck.ExpectUnknownValue(address, attribute("id")),
				plancheck.ExpectUnknownValue(address, attribute("folder_id")),
			}},
		},
		resource.TestStep{
			PreConfig:    func() { account.Delete(t, sandbox.KindProject) },
			RefreshState: true, ExpectNonEmptyPlan: true,
			RefreshPlanChecks: resource.RefreshPlanChecks{PostRefresh: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction(address, plancheck.ResourceActionCreate),
			}},
		},
	)
	require.Len(t, account.RequestsMatching(http.MethodPost, folders), 1)
}

// The customer is deleted in the console, with all that it holds: both are created
// again, the project in the new customer.
func TestAccProject_disappearsWithParent(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	text := `
resource "workato_managed_customer" "acme" {
  name                = "Acme"
  notification_email  = "ops@acme.example"
  deletion_protection = false
}

resource "workato_project" "onboarding" {
  environment_id = workato_managed_customer.acme.environments.dev.id
  name           = "Onboarding"
}`
	account.Run(t,
		resource.TestStep{Config: text},
		resource.TestStep{
			PreConfig:    func() { account.Delete(t, sandbox.KindCustomer) },
			RefreshState: true, ExpectNonEmptyPlan: true,
			RefreshPlanChecks: resource.RefreshPlanChecks{PostRefresh: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction("workato_managed_customer.acme", plancheck.ResourceActionCreate),
				plancheck.ExpectResourceAction(address, plancheck.ResourceActionCreate),
				plancheck.ExpectUnknownValue(address, attribute("environment_id")),
			}},
		},
	)
}

// A project that is there already is not taken over by itself, but by the import
// block that the error holds.
func TestAccProject_exists(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	environment := account.AddCustomer("Acme")
	account.API(t, http.MethodPost, fmt.Sprintf("/api/managed_users/%d/folders", environment), map[string]any{"name": "Onboarding"})
	account.ResetRequests()
	block := fmt.Sprintf("import {\n to = workato_project.NAME\n id = \"%d/60001\"\n }", environment)
	account.Run(t,
		resource.TestStep{Config: config(environment, `name = "Onboarding"`), ExpectError: acctest.Message(block)},
		resource.TestStep{
			PreConfig: func() { require.Empty(t, account.Writes()) },
			Config: config(environment, `name = "Onboarding"`) + fmt.Sprintf(`
import {
  to = %s
  id = "%d/60001"
}`, address, environment),
			ConfigPlanChecks:  plans(plancheck.ResourceActionNoop),
			ConfigStateChecks: []statecheck.StateCheck{is("id", "60001"), is("name", "Onboarding")},
		},
	)
	require.Empty(t, account.RequestsMatching(http.MethodPost, folders))
}

// The answer to the create is lost after the project was made.
func TestAccProject_createFailsLate(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	environment := account.AddCustomer("Acme")
	account.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: folders, When: sandbox.AfterCommit, Action: sandbox.Drop})
	account.Run(t, resource.TestStep{
		Config: config(environment, `
  name        = "Onboarding"
  description = "What a new customer needs"`),
		ConfigStateChecks: []statecheck.StateCheck{is("id", "60001"), is("description", "What a new customer needs")},
	})
	require.Len(t, account.RequestsMatching(http.MethodPost, folders), 1)
	require.Len(t, account.Objects(sandbox.KindProject), 1)
}

// The description is set by a second call. If that fails, the project stays, and the
// next plan shows what is missing.
func TestAccProject_descriptionFails(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	environment := account.AddCustomer("Acme")
	arguments := `
  name        = "Onboarding"
  description = "What a new customer needs"`
	account.InjectFault(sandbox.Fault{Method: http.MethodPut, Route: project, Status: http.StatusInternalServerError, Count: 4, Body: `{"message":"Server error"}`})
	account.Run(t,
		resource.TestStep{
			Config: config(environment, arguments), ExpectNonEmptyPlan: true,
			ConfigPlanChecks: resource.ConfigPlanChecks{PostApplyPostRefresh: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate),
				plancheck.ExpectKnownValue(address, attribute("id"), knownvalue.StringExact("60001")),
			}},
		},
	)
	require.Len(t, account.Objects(sandbox.KindProject), 1)
}
