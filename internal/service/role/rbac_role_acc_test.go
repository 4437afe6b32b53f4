package role_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/compare"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

func TestAccEnvironmentRole_basic(t *testing.T) {
	t.Parallel()
	testAccRBACRole(t, kinds["environment role"])
}

func TestAccProjectRole_basic(t *testing.T) {
	t.Parallel()
	testAccRBACRole(t, kinds["project role"])
}

// testAccRBACRole takes a role through its life, on a service that adds keys and keeps
// "all" as a list.
func testAccRBACRole(t *testing.T, k kind) {
	t.Helper()
	account := accountOf(t, sandbox.RoleReadings{RoleConfigDefaults: true, RoleConfigForm: sandbox.RoleConfigLists})
	address := k.typeName + ".keeper"
	config := func(name, text string) string {
		return fmt.Sprintf(`
data %[1]q "system" {
  managed_customer_id = "209"
  name                = %[2]q
}

resource %[1]q "copy" {
  managed_customer_id = "209"
  name                = "Copy"
  config              = data.%[1]s.system.config
}

resource %[1]q "keeper" {
  managed_customer_id = "209"
  name                = %[3]q
  config              = %[4]s
}`, k.typeName, k.system, name, text)
	}
	action := func(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
		return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}}
	}
	sameID := statecheck.CompareValue(compare.ValuesSame()).AddStateValue
	account.Run(t,
		resource.TestStep{
			Config:           config("Keeper", `jsonencode({ team = { privileges = "all" } })`),
			ConfigPlanChecks: action(plancheck.ResourceActionCreate),
			ConfigStateChecks: []statecheck.StateCheck{
				sameID(address, tfjsonpath.New("id")), statecheck.ExpectKnownValue(address, tfjsonpath.New("config"), knownvalue.StringExact(teamConfig)),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("type"), knownvalue.StringExact("custom")),
			},
		},
		resource.TestStep{
			Config:           config("Keeper", "<<-EOT\n    { \"team\" : { \"privileges\" : \"all\" } }\n  EOT"),
			ConfigPlanChecks: action(plancheck.ResourceActionNoop),
		},
		resource.TestStep{
			Config:            config("Warden", `jsonencode({ team = { privileges = ["read"] } })`),
			ConfigPlanChecks:  action(plancheck.ResourceActionUpdate),
			ConfigStateChecks: []statecheck.StateCheck{sameID(address, tfjsonpath.New("id"))},
		},
		resource.TestStep{
			ResourceName: address, ImportState: true, ImportStateVerify: true,
			// The service has more in it than the configuration.
			ImportStateVerifyIgnore: []string{"config"},
			ImportStateIdFunc: func(state *terraform.State) (string, error) {
				return "209/" + state.RootModule().Resources[address].Primary.ID, nil
			},
		},
		resource.TestStep{
			PreConfig: func() {
				for _, id := range account.Live(k.ledger) {
					require.NoError(t, account.SetObjectField(k.ledger, id, "config", map[string]any{"team": map[string]any{"privileges": []any{}}}))
				}
			},
			Config:           config("Warden", `jsonencode({ team = { privileges = ["read"] } })`),
			ConfigPlanChecks: action(plancheck.ResourceActionUpdate),
		},
	)
	require.Len(t, account.RequestsMatching(http.MethodPost, k.list), 2)
}

// An import by a block is followed by an empty plan, with what the configuration leaves
// out left alone.
func TestAccEnvironmentRole_importBlock(t *testing.T) {
	t.Parallel()
	k := kinds["environment role"]
	account := accountOf(t, sandbox.RoleReadings{})
	id, err := account.AddRole(209, k.ledger, "Keeper", "custom", map[string]any{
		"team": map[string]any{"privileges": "all", "scope": "workspace"}, "apps": map[string]any{"privileges": "all"},
	})
	require.NoError(t, err)
	account.Run(t, resource.TestStep{
		Config: fmt.Sprintf(`
import {
  to = workato_environment_role.keeper
  id = "209/%s"
}

resource "workato_environment_role" "keeper" {
  managed_customer_id = "209"
  name                = "Keeper"
  config              = jsonencode({ team = { privileges = "all" } })
}`, id),
		ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
			plancheck.ExpectResourceAction("workato_environment_role.keeper", plancheck.ResourceActionNoop),
		}},
	})
	require.Empty(t, account.RequestsMatching(http.MethodPut, k.one))
}
