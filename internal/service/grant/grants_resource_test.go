package grant_test

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
)

const grantsAddress = "workato_project_grants.onboarding"

// declared writes a configuration down in which the keys are not known before the first
// apply, as with groups that are made beside.
func declared(m *many, users string) string {
	return fmt.Sprintf(`
resource "workato_collaborator_group" "one" {
  managed_customer_id = %[1]q
  name                = "One"
}

resource "workato_collaborator_group" "two" {
  managed_customer_id = %[1]q
  name                = "Two"
}

resource "workato_project_grants" "onboarding" {
  environment_id   = %[1]q
  project_id       = %[2]q
  user_group_roles = { for group in [workato_collaborator_group.one, workato_collaborator_group.two] : group.id => %[3]q }
  user_roles       = %[4]s
}`, m.environment, m.project, m.roles["Builder"], users)
}

func TestAccProjectGrants_basic(t *testing.T) {
	t.Parallel()
	m := newMany(t)
	one := fmt.Sprintf("{ %q = %q }", m.users[0], m.roles["Builder"])
	other := fmt.Sprintf("{ %q = %q }", m.users[1], m.roles["ProjectOperator"])
	plans := func(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
		return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(grantsAddress, action)}}
	}
	m.Run(t,
		resource.TestStep{
			Config: declared(m, one), ConfigPlanChecks: plans(plancheck.ResourceActionCreate),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(grantsAddress, attribute("user_group_roles"), knownvalue.MapSizeExact(2)),
				statecheck.ExpectKnownValue(grantsAddress, attribute("user_roles").AtMapKey(m.users[0]), knownvalue.StringExact(m.roles["Builder"])),
				statecheck.ExpectKnownValue(grantsAddress, attribute("exclusive"), knownvalue.Bool(false)),
			},
		},
		resource.TestStep{
			ResourceName: grantsAddress, ImportState: true, ImportStateVerify: true, ImportStateVerifyIdentifierAttribute: "project_id",
			ImportStateIdFunc: func(*terraform.State) (string, error) { return m.environment + "/" + m.project, nil },
		},
		resource.TestStep{
			Config: declared(m, other), ConfigPlanChecks: plans(plancheck.ResourceActionUpdate),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(grantsAddress, attribute("user_roles"), knownvalue.MapSizeExact(1)),
				statecheck.ExpectKnownValue(grantsAddress, attribute("user_roles").AtMapKey(m.users[1]), knownvalue.StringExact(m.roles["ProjectOperator"])),
			},
		},
		resource.TestStep{Config: declared(m, "null"), ConfigPlanChecks: plans(plancheck.ResourceActionUpdate)},
		resource.TestStep{Config: declared(m, "{}"), ConfigPlanChecks: plans(plancheck.ResourceActionUpdate)},
	)
}

// The error's import block works as it stands, and nothing of somebody else is touched.
func TestAccProjectGrants_exists(t *testing.T) {
	t.Parallel()
	m := newMany(t)
	m.hand(t, m.users[0], "ProjectOperator")
	config := declared(m, fmt.Sprintf("{ %q = %q }", m.users[0], m.roles["Builder"]))
	id := m.environment + "/" + m.project + "/" + m.users[0]
	m.Run(t,
		resource.TestStep{Config: config, ExpectError: acctest.Message(fmt.Sprintf("import {\n to = workato_project_grants.NAME\n id = %q\n }", id))},
		resource.TestStep{
			Config: config + fmt.Sprintf("\nimport {\n  to = %s\n  id = %q\n}", grantsAddress, id),
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction(grantsAddress, plancheck.ResourceActionUpdate),
			}},
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(grantsAddress, attribute("user_group_roles"), knownvalue.MapSizeExact(2)),
			},
		},
	)
	require.Empty(t, m.Live("project_grant"))
}

// The user id of a collaborator who has not accepted yet is null, and no key of a map.
func TestAccProjectGrants_pending(t *testing.T) {
	t.Parallel()
	m := newMany(t)
	m.Run(t, resource.TestStep{
		Config: declared(m, "{ (terraform_data.user.output) = \""+m.roles["Builder"]+"\" }") + `
resource "terraform_data" "user" {
  input = null
}`,
		ExpectError: acctest.Message("Can't use a null value as a key"),
	})
}
