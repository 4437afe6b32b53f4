package collaborator_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
)

func TestAccCollaboratorGroupMembers_basic(t *testing.T) {
	t.Parallel()
	const address = "workato_collaborator_group_members.builders"
	account := acctest.NewAccount(t)
	customer := account.AddCustomer("Acme")
	var users []int
	for _, name := range []string{"Ada", "Bo", "Cy"} {
		id, err := account.AddMember(customer, name, name+"@acme.example")
		require.NoError(t, err)
		users = append(users, id)
	}
	text := func(arguments string) string {
		return config(customer, `name = "Builders"`) + fmt.Sprintf(`
resource "workato_collaborator_group_members" "builders" {
  managed_customer_id = workato_collaborator_group.builders.managed_customer_id
  group_id            = workato_collaborator_group.builders.id
  %s
}`, arguments)
	}
	has := func(ids ...int) []statecheck.StateCheck {
		var checks []knownvalue.Check
		for _, id := range ids {
			checks = append(checks, knownvalue.StringExact(fmt.Sprint(id)))
		}
		return []statecheck.StateCheck{statecheck.ExpectKnownValue(address, tfjsonpath.New("user_ids"), knownvalue.SetExact(checks))}
	}
	updates := resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate)}}
	account.Run(t,
		resource.TestStep{
			Config:            text(fmt.Sprintf("user_ids = [%d, %d]", users[0], users[1])),
			ConfigStateChecks: has(users[0], users[1]),
		},
		resource.TestStep{
			PreConfig: func() {
				require.NoError(t, account.AddToGroup(customer, onlyGroup(t, account), users[2]))
				require.NoError(t, account.RemoveFromGroup(customer, onlyGroup(t, account), users[1]))
			},
			Config:           text(fmt.Sprintf("user_ids = [%d, %d]", users[0], users[1])),
			ConfigPlanChecks: updates, ConfigStateChecks: has(users[0], users[1]),
		},
		resource.TestStep{
			Config:           text(fmt.Sprintf("user_ids = [%d]\n  exclusive = true", users[0])),
			ConfigPlanChecks: updates, ConfigStateChecks: has(users[0]),
		},
		resource.TestStep{
			ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateVerifyIgnore: []string{"exclusive"},
			ImportStateVerifyIdentifierAttribute: "group_id", ImportStateIdFunc: importID(customer, account),
		},
	)
	require.Len(t, account.RequestsMatching(http.MethodPost, members), 2)
}

func TestAccCustomerManager_basic(t *testing.T) {
	t.Parallel()
	const address = "workato_customer_manager.alex"
	p := newPartner(t)
	text := func(customers string) string {
		return fmt.Sprintf(`
resource "workato_customer_manager" "alex" {
  team_collaborator_id = %q
  role_id              = "247"
  %s
}

data "workato_workspace" "partner" {}

data "workato_customer_manager" "alex" {
  id = workato_customer_manager.alex.id
}`, p.alex, customers)
	}
	p.Run(t,
		resource.TestStep{
			Config: text(`permitted_workspace_ids = ["209"]`),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(address, tfjsonpath.New("email"), knownvalue.StringExact("alex@partner.example")),
				statecheck.ExpectKnownValue("data.workato_workspace.partner", tfjsonpath.New("email"), knownvalue.StringExact("partner@example.com")),
				statecheck.ExpectKnownValue("data.workato_customer_manager.alex", tfjsonpath.New("role_name"), knownvalue.StringExact("Customer Admin")),
			},
		},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateVerify: true},
		resource.TestStep{
			Config:           text(`all_customers = true`),
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate)}},
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(address, tfjsonpath.New("permitted_workspace_ids"), knownvalue.Null()),
			},
		},
	)
	require.Len(t, p.RequestsMatching(http.MethodPost, managers), 1)
}
