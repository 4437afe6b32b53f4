package role_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
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

// A role of either kind through its life, on a service that adds keys and keeps "all" as
// a list.
func TestAccRBACRoles_basic(t *testing.T) {
	t.Parallel()
	account := accountOf(t, sandbox.RoleReadings{RoleConfigDefaults: true, RoleConfigForm: sandbox.RoleConfigLists})
	both := []kind{kinds["environment role"], kinds["project role"]}
	keeper := func(k kind) string { return k.typeName + ".keeper" }
	config := func(name, text string) string {
		var all strings.Builder
		for _, k := range both {
			fmt.Fprintf(&all, `
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
		return all.String()
	}
	action := func(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
		checks := resource.ConfigPlanChecks{}
		for _, k := range both {
			checks.PreApply = append(checks.PreApply, plancheck.ExpectResourceAction(keeper(k), action))
		}
		return checks
	}
	var created, updated []statecheck.StateCheck
	imports := make([]resource.TestStep, 0, len(both))
	for _, k := range both {
		sameID := statecheck.CompareValue(compare.ValuesSame())
		created = append(created,
			sameID.AddStateValue(keeper(k), tfjsonpath.New("id")),
			statecheck.ExpectKnownValue(keeper(k), tfjsonpath.New("config"), knownvalue.StringExact(teamConfig)),
			statecheck.ExpectKnownValue(keeper(k), tfjsonpath.New("type"), knownvalue.StringExact("custom")))
		updated = append(updated, sameID.AddStateValue(keeper(k), tfjsonpath.New("id")))
		imports = append(imports, resource.TestStep{
			ResourceName: keeper(k), ImportState: true, ImportStateVerify: true,
			// The service has more in it than the configuration.
			ImportStateVerifyIgnore: []string{"config"},
			ImportStateIdFunc: func(state *terraform.State) (string, error) {
				return "209/" + state.RootModule().Resources[keeper(k)].Primary.ID, nil
			},
		})
	}
	account.Run(t, slices.Concat([]resource.TestStep{
		{
			Config:           config("Keeper", `jsonencode({ team = { privileges = "all" } })`),
			ConfigPlanChecks: action(plancheck.ResourceActionCreate), ConfigStateChecks: created,
		},
		{
			Config:           config("Keeper", "<<-EOT\n    { \"team\" : { \"privileges\" : \"all\" } }\n  EOT"),
			ConfigPlanChecks: action(plancheck.ResourceActionNoop),
		},
		{
			Config:           config("Warden", `jsonencode({ team = { privileges = ["read"] } })`),
			ConfigPlanChecks: action(plancheck.ResourceActionUpdate), ConfigStateChecks: updated,
		},
	}, imports, []resource.TestStep{
		{
			PreConfig: func() {
				for _, k := range both {
					for _, id := range account.Live(k.ledger) {
						require.NoError(t, account.SetObjectField(k.ledger, id, "config", map[string]any{"team": map[string]any{"privileges": []any{}}}))
					}
				}
			},
			Config:           config("Warden", `jsonencode({ team = { privileges = ["read"] } })`),
			ConfigPlanChecks: action(plancheck.ResourceActionUpdate),
		},
	})...)
	for _, k := range both {
		require.Len(t, account.RequestsMatching(http.MethodPost, k.list), 2)
	}
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
