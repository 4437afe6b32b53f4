package collaborator_test

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// An invitation, which is accepted, changed, imported and destroyed, and a grant that
// has to wait for it.
func TestAccCollaborator_basic(t *testing.T) {
	t.Parallel()
	account := customer(t)
	const address = "workato_collaborator.ada"
	config := func(role string) string {
		return fmt.Sprintf(`
resource "workato_collaborator" "ada" {
  managed_customer_id = "209"
  name                = "Ada Example"
  email               = "Ada@acme.example"
  environment_roles   = { dev = %q, test = "Member" }
}`, role)
	}
	is := func(name string, check knownvalue.Check) statecheck.StateCheck {
		return statecheck.ExpectKnownValue(address, attribute(name), check)
	}
	plans := func(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
		return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}}
	}
	account.Run(t,
		resource.TestStep{
			Config: config("EnvironmentAdmin"), ConfigPlanChecks: plans(plancheck.ResourceActionCreate),
			ConfigStateChecks: []statecheck.StateCheck{is("status", knownvalue.StringExact("pending")), is("user_id", knownvalue.Null())},
		},
		resource.TestStep{
			Config: config("EnvironmentAdmin") + `
resource "workato_project_grant" "ada" {
  environment_id  = "209"
  project_id      = "1"
  project_role_id = "pr-x"
  user_id         = workato_collaborator.ada.user_id
}`,
			ExpectError: acctest.Message("that one has not accepted the invitation yet, and has no user id until then: grant the role to a group, which the invitation can name, by user_group_id."),
		},
		resource.TestStep{
			PreConfig: func() {
				_, err := account.AcceptInvitation(209, "")
				require.NoError(t, err)
			},
			Config: config("Environment admin"), ConfigPlanChecks: plans(plancheck.ResourceActionNoop),
			ConfigStateChecks: []statecheck.StateCheck{is("status", knownvalue.StringExact("active")), is("user_id", knownvalue.NotNull())},
		},
		resource.TestStep{Config: config("Member"), ConfigPlanChecks: plans(plancheck.ResourceActionUpdate)},
		resource.TestStep{
			ResourceName: address, ImportState: true, ImportStateId: "209/ada@acme.example", ImportStateVerify: true,
			ImportStateVerifyIdentifierAttribute: "user_id", ImportStateVerifyIgnore: []string{"email", "invited_at"},
		},
		resource.TestStep{Config: config("Member"), Destroy: true},
	)
	require.Empty(t, account.Live(sandbox.KindMember))
}
