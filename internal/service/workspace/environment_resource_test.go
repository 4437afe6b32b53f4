package workspace_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

const address = "workspace365_environment.acme"

// acme is a configuration in the way that stands beside Workato's types: the first
// word of the type is not the provider's name, so the provider is named.
func acme(arguments string) string {
	return fmt.Sprintf(`
resource "workspace365_environment" "acme" {
  provider         = workato
  name             = "acme"
  admin_email      = "ada@acme.example"
  admin_first_name = "Ada"
  admin_last_name  = "Example"
%s
}
`, arguments)
}

const unprotected = "  deletion_protection = false"

func action(want plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, want)}}
}

// An environment through its life: made, imported, deactivated, and made again after
// somebody deleted it.
func TestAccWorkspace365Environment_basic(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{})
	account.Run(t,
		resource.TestStep{
			Config: acme(unprotected),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(address, tfjsonpath.New("environment_name"), knownvalue.StringExact("acme")),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("active"), knownvalue.Bool(true)),
				statecheck.ExpectSensitiveValue(address, tfjsonpath.New("register_url")),
				statecheck.ExpectSensitiveValue(address, tfjsonpath.New("temporary_password")),
			},
		},
		resource.TestStep{
			ResourceName: address, ImportState: true, ImportStateId: "acme", ImportStateVerify: true, ImportStateVerifyIdentifierAttribute: "environment_name",
			ImportStateVerifyIgnore: []string{"deletion_protection", "admin_email", "admin_first_name", "admin_last_name"},
		},
		resource.TestStep{Config: acme(unprotected + "\n  active = false"), ConfigPlanChecks: action(plancheck.ResourceActionUpdate)},
		resource.TestStep{
			PreConfig: func() {
				require.NoError(t, account.DeleteObject(sandbox.KindWorkspace365Environment, "acme"))
			},
			Config: acme(unprotected), ConfigPlanChecks: action(plancheck.ResourceActionCreate),
		},
	)
}

// What planning cannot see, Delete checks again.
func TestAccWorkspace365Environment_protection(t *testing.T) {
	t.Parallel()
	refused := regexp.MustCompile(`Environment is protected from deletion`)
	account := newAccount(t, readings{})
	account.Run(t,
		resource.TestStep{Config: acme("")},
		resource.TestStep{Config: acme(""), Destroy: true, ExpectError: refused},
		resource.TestStep{Config: acme(""), Taint: []string{address}, ExpectError: refused},
		resource.TestStep{
			// Only terraform untaint would lift this, which the test cannot run.
			PreConfig: func() {
				require.Equal(t, []string{"acme"}, tenants(account))
				require.NoError(t, account.DeleteObject(sandbox.KindWorkspace365Environment, "acme"))
			},
			Config: acme(unprotected),
		},
	)
}

// The password is in no state and no plan.
func TestAccWorkspace365Environment_writeOnly(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{})
	account.Run(t, resource.TestStep{
		Config: acme(unprotected + `
  creation_mode             = "password"
  admin_password_wo         = "` + password + `"
  admin_password_wo_version = 1`),
		ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue(address, tfjsonpath.New("admin_password_wo"), knownvalue.Null()),
		},
	})
}
