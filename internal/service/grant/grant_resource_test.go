package grant_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/compare"
	"github.com/hashicorp/terraform-plugin-testing/config"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

const (
	address = "workato_project_grant.builders"
	grants  = "/api/managed_users/{id}/projects/{id}/project_grants"
	grant   = "/api/managed_users/{id}/project_grants/{id}"
)

func attribute(name string) tfjsonpath.Path { return tfjsonpath.New(name) }

func is(name, value string) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(address, attribute(name), knownvalue.StringExact(value))
}

func plans(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}}
}

// hcl writes a grant down in the language of Terraform.
func hcl(attributes acctest.Object) string {
	return fmt.Sprintf(`
resource "workato_project_grant" "builders" {
  environment_id  = %s
  project_id      = %s
  project_role_id = %s
  user_id         = %s
  user_group_id   = %s
}`, text(attributes["environment_id"]), text(attributes["project_id"]), text(attributes["project_role_id"]), text(attributes["user_id"]), text(attributes["user_group_id"]))
}

func text(value any) string {
	if value == nil {
		return "null"
	}
	return fmt.Sprintf("%q", value)
}

// A grant through its life: made, imported, with another role, with its role put back
// after somebody changed it, for another kind of holder, and made again after somebody
// deleted it.
//
// A role changes in place. Whether the id of the grant does is for the service to say,
// and the plan does not promise it; see also TestProjectGrant_update. All else that a
// grant consists of makes another grant.
func TestAccProjectGrant_basic(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.WithReadings(sandbox.Readings{GrantIDChanges: true}))
	require.NoError(t, w.SetCustomerField(w.customer, "external_id", "AM10:X/303 100% Größe"))
	differs := statecheck.CompareValue(compare.ValuesDiffer()).AddStateValue
	imports := func(environment string) resource.TestStep {
		return resource.TestStep{
			ResourceName: address, ImportState: true, ImportStateVerify: true,
			ImportStateIdFunc: func(*terraform.State) (string, error) {
				return environment + "/" + w.Live(sandbox.KindProjectGrant)[0], nil
			},
		}
	}
	admins := w.groupGrant()
	admins["project_role_id"] = w.roles["ProjectAdmin"]
	w.Run(t,
		resource.TestStep{
			Config: hcl(w.groupGrant()),
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction(address, plancheck.ResourceActionCreate),
				plancheck.ExpectUnknownValue(address, attribute("id")),
			}},
			ConfigStateChecks: []statecheck.StateCheck{
				differs(address, attribute("id")),
				is("environment_id", w.environment), is("project_id", w.project), is("project_role_id", w.roles["Builder"]), is("user_group_id", w.group),
				statecheck.ExpectKnownValue(address, attribute("user_id"), knownvalue.Null()),
			},
		},
		imports(w.environment),
		resource.TestStep{
			PreConfig: func() { require.Len(t, w.RequestsMatching(http.MethodPut, grants), 1) },
			Config:    hcl(admins),
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate),
				plancheck.ExpectUnknownValue(address, attribute("id")),
			}},
			ConfigStateChecks: []statecheck.StateCheck{differs(address, attribute("id")), is("project_role_id", w.roles["ProjectAdmin"])},
		},
		resource.TestStep{
			PreConfig: func() {
				require.NoError(t, w.SetObjectField(sandbox.KindProjectGrant, w.Live(sandbox.KindProjectGrant)[0], "project_role_id", w.roles["ProjectOperator"]))
			},
			Config: hcl(admins), ConfigPlanChecks: plans(plancheck.ResourceActionUpdate),
			ConfigStateChecks: []statecheck.StateCheck{is("project_role_id", w.roles["ProjectAdmin"])},
		},
		resource.TestStep{
			Config: hcl(w.userGrant()),
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction(address, plancheck.ResourceActionDestroyBeforeCreate),
				plancheck.ExpectUnknownValue(address, attribute("id")),
			}},
			ConfigStateChecks: []statecheck.StateCheck{
				differs(address, attribute("id")), is("user_id", w.user), statecheck.ExpectKnownValue(address, attribute("user_group_id"), knownvalue.Null()),
			},
		},
		imports("EAM10%3AX%2F303%20100%25%20Gr%C3%B6%C3%9Fe"),
		resource.TestStep{
			PreConfig:    func() { w.Delete(t, sandbox.KindProjectGrant) },
			RefreshState: true, ExpectNonEmptyPlan: true,
			RefreshPlanChecks: resource.RefreshPlanChecks{PostRefresh: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction(address, plancheck.ResourceActionCreate),
			}},
		},
	)
}

// chain is a customer with a project and a group, and the grant between them.
const chain = `
resource "workato_managed_customer" "acme" {
  name                   = "Acme"
  notification_email     = "ops@acme.example"
  provision_environments = true
  deletion_protection    = false
}

resource "workato_project" "onboarding" {
  environment_id = workato_managed_customer.acme.environments.test.id
  name           = "Onboarding"
}

resource "workato_collaborator_group" "builders" {
  managed_customer_id = workato_managed_customer.acme.id
  name                = "Builders"
}

data "workato_project_roles" "builder" {
  managed_customer_id = workato_managed_customer.acme.id
  name                = "Builder"
}

resource "workato_project_grant" "builders" {
  environment_id  = workato_project.onboarding.environment_id
  project_id      = workato_project.onboarding.id
  project_role_id = data.workato_project_roles.builder.project_roles[0].id
  user_group_id   = workato_collaborator_group.builders.id
}`

// Each of the parents goes, and takes the grant with it; both are created again. That
// of the group is in TestProjectGrant_R1_R2_gone.
func TestAccProjectGrant_disappearsWithParent(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	gone := func(created ...string) []plancheck.PlanCheck {
		checks := []plancheck.PlanCheck{}
		for _, name := range append(created, address) {
			checks = append(checks, plancheck.ExpectResourceAction(name, plancheck.ResourceActionCreate))
		}
		return checks
	}
	account.Run(t,
		resource.TestStep{Config: chain},
		resource.TestStep{
			PreConfig: func() { account.Delete(t, sandbox.KindProject) },
			Config:    chain, ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: gone("workato_project.onboarding")},
		},
		resource.TestStep{
			PreConfig:    func() { account.Delete(t, sandbox.KindCustomer) },
			RefreshState: true, ExpectNonEmptyPlan: true,
			RefreshPlanChecks: resource.RefreshPlanChecks{PostRefresh: gone(
				"workato_managed_customer.acme", "workato_project.onboarding", "workato_collaborator_group.builders")},
		},
	)
}

// A grant that is there already is not taken over by itself, although the call that
// creates one would do so, but by the import block that the error holds.
func TestAccProjectGrant_exists(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.grantInConsole(t, w.roles["ProjectOperator"])
	id := w.environment + "/" + w.Live(sandbox.KindProjectGrant)[0]
	w.ResetRequests()
	existing := w.groupGrant()
	existing["project_role_id"] = w.roles["ProjectOperator"]
	w.Run(t,
		resource.TestStep{
			Config:      hcl(w.groupGrant()),
			ExpectError: acctest.Message(fmt.Sprintf("import {\n to = workato_project_grant.NAME\n id = %q\n }", id)),
		},
		resource.TestStep{
			PreConfig: func() { require.Empty(t, w.Writes()) },
			Config: hcl(existing) + fmt.Sprintf(`
import {
  to = %s
  id = %q
}`, address, id),
			ConfigPlanChecks:  plans(plancheck.ResourceActionNoop),
			ConfigStateChecks: []statecheck.StateCheck{is("project_role_id", w.roles["ProjectOperator"])},
		},
	)
}

// The answer to the create is lost after the grant was made.
func TestAccProjectGrant_createFailsLate(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.InjectFault(sandbox.Fault{Method: http.MethodPut, Route: grants, When: sandbox.AfterCommit, Action: sandbox.Drop})
	w.Run(t, resource.TestStep{
		Config:            hcl(w.groupGrant()),
		ConfigStateChecks: []statecheck.StateCheck{is("user_group_id", w.group)},
	})
	require.Len(t, w.RequestsMatching(http.MethodPut, grants), 1)
	require.Len(t, w.Objects(sandbox.KindProjectGrant), 1)
}

// The user id of a collaborator who has not accepted yet comes as null through a
// variable or another resource.
func TestAccProjectGrant_pending(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	arguments := fmt.Sprintf(`
resource "workato_project_grant" "builders" {
  environment_id  = %q
  project_id      = %q
  project_role_id = %q
`, w.environment, w.project, w.roles["Builder"])
	suggests := acctest.Message("that one has not accepted the invitation yet, and has no user id until then: grant the role to a group")
	w.Run(t,
		resource.TestStep{
			Config:          "variable \"user_id\" {\n  type    = string\n  default = null\n}\n" + arguments + "  user_id = var.user_id\n}",
			ConfigVariables: config.Variables{}, ExpectError: suggests,
		},
		resource.TestStep{
			// Known only while applying.
			Config: `
resource "terraform_data" "user" {
  input = { id = null }
}
` + arguments + "  user_id = terraform_data.user.output.id\n}",
			ExpectError: suggests,
		},
	)
	require.Empty(t, w.Writes())
}
