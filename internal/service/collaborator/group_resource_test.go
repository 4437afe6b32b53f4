package collaborator_test

import (
	"fmt"
	"net/http"
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

const (
	address = "workato_collaborator_group.builders"
	groups  = "/api/managed_users/{id}/user_groups"
	group   = "/api/managed_users/{id}/user_groups/{id}"
)

func config(customer int, arguments string) string {
	return fmt.Sprintf(`
resource "workato_collaborator_group" "builders" {
  managed_customer_id = "%d"
  %s
}`, customer, arguments)
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

// onlyGroup is the id of the one group that exists.
func onlyGroup(t *testing.T, account *acctest.Account) string {
	t.Helper()
	ids := account.Live(sandbox.KindUserGroup)
	require.Len(t, ids, 1)
	return ids[0]
}

// A group through its life: made, imported, changed, cleared, put back after somebody
// changed it, moved, and made again after somebody deleted it.
func TestAccCollaboratorGroup_basic(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	customer, other := account.AddCustomer("Acme"), account.AddCustomer("Bolt")
	require.NoError(t, account.SetCustomerField(customer, "external_id", "AM10:X/303 100% Größe"))
	sameID := statecheck.CompareValue(compare.ValuesSame()).AddStateValue
	sameTime := statecheck.CompareValue(compare.ValuesSame()).AddStateValue
	change := func(field string, value any) {
		require.NoError(t, account.SetObjectField(sandbox.KindUserGroup, onlyGroup(t, account), field, value))
	}
	const name = `name = "Builders: \"new\" & größer, 100 %"`
	full := config(customer, name+`
  description = "First line\nsecond line"`)
	isFull := func() []statecheck.StateCheck {
		return []statecheck.StateCheck{
			sameID(address, attribute("id")), sameTime(address, attribute("created_at")),
			is("name", `Builders: "new" & größer, 100 %`), is("description", "First line\nsecond line"),
		}
	}
	account.Run(t,
		resource.TestStep{
			Config: config(customer, `name = "Builders"`),
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction(address, plancheck.ResourceActionCreate),
				plancheck.ExpectUnknownValue(address, attribute("id")),
				plancheck.ExpectUnknownValue(address, attribute("created_at")),
			}},
			ConfigStateChecks: []statecheck.StateCheck{
				sameID(address, attribute("id")), sameTime(address, attribute("created_at")),
				is("name", "Builders"), is("managed_customer_id", fmt.Sprint(customer)), isNull("description"),
				statecheck.ExpectKnownValue(address, attribute("created_at"), knownvalue.NotNull()),
			},
		},
		resource.TestStep{
			ResourceName: address, ImportState: true, ImportStateVerify: true,
			ImportStateIdFunc: importID(customer, account),
		},
		resource.TestStep{
			Config: full,
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate),
				plancheck.ExpectKnownValue(address, attribute("id"), knownvalue.NotNull()),
			}},
			ConfigStateChecks: isFull(),
		},
		resource.TestStep{
			ResourceName: address, ImportState: true, ImportStateVerify: true,
			ImportStateIdFunc: importID("EAM10%3AX%2F303%20100%25%20Gr%C3%B6%C3%9Fe", account),
		},
		resource.TestStep{
			PreConfig: func() {
				require.Len(t, account.RequestsMatching(http.MethodPut, group), 1)
				change("name", "Renamed")
				change("description", nil)
			},
			Config: full, ConfigPlanChecks: plans(plancheck.ResourceActionUpdate), ConfigStateChecks: isFull(),
		},
		resource.TestStep{
			Config:            config(customer, name),
			ConfigPlanChecks:  plans(plancheck.ResourceActionUpdate),
			ConfigStateChecks: []statecheck.StateCheck{sameID(address, attribute("id")), isNull("description")},
		},
		resource.TestStep{
			Config: config(other, name), PlanOnly: true, ExpectNonEmptyPlan: true,
			ConfigPlanChecks: resource.ConfigPlanChecks{PostApplyPostRefresh: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction(address, plancheck.ResourceActionDestroyBeforeCreate),
				plancheck.ExpectUnknownValue(address, attribute("id")),
				plancheck.ExpectUnknownValue(address, attribute("created_at")),
			}},
		},
		resource.TestStep{
			PreConfig:    func() { account.Delete(t, sandbox.KindUserGroup) },
			RefreshState: true, ExpectNonEmptyPlan: true,
			RefreshPlanChecks: resource.RefreshPlanChecks{PostRefresh: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction(address, plancheck.ResourceActionCreate),
			}},
		},
	)
	require.Len(t, account.RequestsMatching(http.MethodPost, groups), 1)
}

// The customer is deleted in the console, with all that it holds: both are created
// again, the group in the new customer.
func TestAccCollaboratorGroup_disappearsWithParent(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	text := `
resource "workato_managed_customer" "acme" {
  name                = "Acme"
  notification_email  = "ops@acme.example"
  deletion_protection = false
}

resource "workato_collaborator_group" "builders" {
  managed_customer_id = workato_managed_customer.acme.id
  name                = "Builders"
}`
	account.Run(t,
		resource.TestStep{Config: text},
		resource.TestStep{
			PreConfig:    func() { account.Delete(t, sandbox.KindCustomer) },
			RefreshState: true, ExpectNonEmptyPlan: true,
			RefreshPlanChecks: resource.RefreshPlanChecks{PostRefresh: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction("workato_managed_customer.acme", plancheck.ResourceActionCreate),
				plancheck.ExpectResourceAction(address, plancheck.ResourceActionCreate),
				plancheck.ExpectUnknownValue(address, attribute("managed_customer_id")),
			}},
		},
	)
}

// A group that is there already is not taken over by itself, but by the import block
// that the error holds.
func TestAccCollaboratorGroup_exists(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	customer := account.AddCustomer("Acme")
	addGroup(t, account, customer, "Builders")
	account.ResetRequests()
	id := fmt.Sprintf("%d/%s", customer, onlyGroup(t, account))
	account.Run(t,
		resource.TestStep{
			Config:      config(customer, `name = "Builders"`),
			ExpectError: acctest.Message(fmt.Sprintf("import {\n to = workato_collaborator_group.NAME\n id = %q\n }", id)),
		},
		resource.TestStep{
			PreConfig: func() { require.Empty(t, account.Writes()) },
			Config: config(customer, `name = "Builders"`) + fmt.Sprintf(`
import {
  to = %s
  id = %q
}`, address, id),
			ConfigPlanChecks:  plans(plancheck.ResourceActionNoop),
			ConfigStateChecks: []statecheck.StateCheck{is("name", "Builders")},
		},
	)
	require.Empty(t, account.RequestsMatching(http.MethodPost, groups))
}

// The answer to the create is lost after the group was made.
func TestAccCollaboratorGroup_createFailsLate(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	customer := account.AddCustomer("Acme")
	account.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: groups, When: sandbox.AfterCommit, Action: sandbox.Drop})
	account.Run(t, resource.TestStep{
		Config:            config(customer, `name = "Builders"`),
		ConfigStateChecks: []statecheck.StateCheck{is("name", "Builders")},
	})
	require.Len(t, account.RequestsMatching(http.MethodPost, groups), 1)
	require.Len(t, account.Objects(sandbox.KindUserGroup), 1)
}
