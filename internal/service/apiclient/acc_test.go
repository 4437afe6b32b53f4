package apiclient_test

import (
	"fmt"
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

func plans(address string, action plancheck.ResourceActionType, more ...plancheck.PlanCheck) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: append(more, plancheck.ExpectResourceAction(address, action))}
}

func TestAccAPIClient_basic(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	const address = "workato_api_client.agent"
	config := func(arguments string) string {
		return fmt.Sprintf(`
data "workato_api_client_role" "agent" {
  managed_customer_id = %q
  name                = "Agent write"
}
resource "workato_api_client" "agent" {
  managed_customer_id    = %q
  api_privilege_group_id = data.workato_api_client_role.agent.id
  all_folders            = true
  %s
}`, h.customer, h.customer, arguments)
	}
	token := tfjsonpath.New("token")
	sameID := statecheck.CompareValue(compare.ValuesSame())
	newToken := statecheck.CompareValue(compare.ValuesDiffer())
	h.Run(t,
		resource.TestStep{
			Config:           config(`name = "Agent"` + "\nenvironment_name = \"dev\""),
			ConfigPlanChecks: plans(address, plancheck.ResourceActionCreate, plancheck.ExpectUnknownValue(address, token), plancheck.ExpectSensitiveValue(address, token)),
			ConfigStateChecks: []statecheck.StateCheck{
				sameID.AddStateValue(address, tfjsonpath.New("id")), newToken.AddStateValue(address, token),
				statecheck.ExpectSensitiveValue(address, token), statecheck.ExpectKnownValue(address, token, knownvalue.NotNull()),
			},
		},
		resource.TestStep{
			Config:            config(`name = "Robot"` + "\nenvironment_name = \"DEV\"\ntoken_version = 1"),
			ConfigPlanChecks:  plans(address, plancheck.ResourceActionUpdate, plancheck.ExpectUnknownValue(address, token)),
			ConfigStateChecks: []statecheck.StateCheck{sameID.AddStateValue(address, tfjsonpath.New("id")), newToken.AddStateValue(address, token)},
		},
		resource.TestStep{
			ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateVerifyIgnore: []string{"token", "token_version", "environment_name"},
			ImportStateIdFunc: func(*terraform.State) (string, error) {
				return h.customer + "/" + h.Live(sandbox.KindAPIClient)[0], nil
			},
		},
	)
	require.Empty(t, h.Live(sandbox.KindAPIClient))
}

func TestAccAPIClientRole_basic(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	config := func(source string) string {
		return fmt.Sprintf("resource \"workato_api_client_role\" \"copy\" {\n managed_customer_id = %q\n source_role_id = %q\n}", h.customer, source)
	}
	const address = "workato_api_client_role.copy"
	h.Run(t,
		resource.TestStep{Config: config(h.role), ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue(address, tfjsonpath.New("name"), knownvalue.StringExact("Copy of Agent write")),
		}},
		resource.TestStep{
			ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateVerifyIgnore: []string{"source_role_id"},
			ImportStateIdFunc: func(*terraform.State) (string, error) {
				return h.customer + "/" + h.Live(sandbox.KindAPIClientRole)[0], nil
			},
		},
		resource.TestStep{Config: config(h.other), ConfigPlanChecks: plans(address, plancheck.ResourceActionDestroyBeforeCreate)},
	)
	require.Len(t, h.Live(sandbox.KindAPIClientRole), 2, "neither the change nor the destruction deletes one")
}

func TestAccOAuthProfileAssignment_basic(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	config := func(more string) string {
		return fmt.Sprintf("resource \"workato_oauth_profile_assignment\" \"hubspot\" {\n managed_customer_id = %q\n custom_oauth_profile_id = 322\n %s\n}", h.customer, more)
	}
	const address = "workato_oauth_profile_assignment.hubspot"
	h.Run(t,
		resource.TestStep{Config: config("")},
		resource.TestStep{Config: config("force_destroy = true"), ConfigPlanChecks: plans(address, plancheck.ResourceActionUpdate)},
		resource.TestStep{
			ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateVerifyIgnore: []string{"force_destroy"},
			ImportStateId: h.customer + "/322", ImportStateVerifyIdentifierAttribute: "custom_oauth_profile_id",
		},
	)
	require.Empty(t, h.Live(sandbox.KindOAuthAssignment))
}
