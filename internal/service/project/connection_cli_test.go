package project_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

const connectionAddress = "workato_connection.jira"

// connectionConfig has credentials that come from ephemeral variables, nested as deep
// as they like.
func connectionConfig(version int, secret, arguments string) string {
	return fmt.Sprintf(`
variable "secret" {
  type      = string
  ephemeral = true
  default   = %q
}

resource "workato_connection" "jira" {
  environment_id = "209"
  folder_id      = "4502"
  application    = "jira"
  input_wo = {
    host  = "acme.example"
    login = { user = "ops", apitoken = var.secret, retries = 3 }
  }
  input_wo_version            = %d
  oauth_token_pair_wo         = { access_token = var.secret }
  oauth_token_pair_wo_version = 1
  %s
}`, secret, version, arguments)
}

func TestAccConnection_basic(t *testing.T) {
	t.Parallel()
	account := atlas(t, sandbox.ConnectionReadings{})
	value := func(name string, check knownvalue.Check) statecheck.StateCheck {
		return statecheck.ExpectKnownValue(connectionAddress, attribute(name), check)
	}
	updates := resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(connectionAddress, plancheck.ResourceActionUpdate)}}
	account.Run(t,
		resource.TestStep{
			Config: connectionConfig(1, "fake-first", `name = "Issues"`),
			ConfigStateChecks: []statecheck.StateCheck{
				value("id", knownvalue.StringExact(connectionID)), value("authorization_status", knownvalue.StringExact("success")),
				value("input_wo", knownvalue.Null()), value("oauth_token_pair_wo", knownvalue.Null()), value("shell_connection", knownvalue.Bool(false)),
			},
		},
		resource.TestStep{
			PreConfig: func() {
				input, tokens, err := account.StoredCredentials(connectionID)
				require.NoError(t, err)
				require.Equal(t, "map[host:acme.example login:map[apitoken:fake-first retries:3 user:ops]]", fmt.Sprint(input))
				require.Equal(t, map[string]any{"access_token": "fake-first"}, tokens)
			},
			ResourceName: connectionAddress, ImportState: true, ImportStateId: "209/36001", ImportStateVerify: true,
			ImportStateVerifyIgnore: []string{"input_wo_version", "oauth_token_pair_wo_version", "shell_connection"},
		},
		resource.TestStep{
			Config: connectionConfig(2, "fake-second", `name = "Tickets"`), ConfigPlanChecks: updates,
			ConfigStateChecks: []statecheck.StateCheck{value("id", knownvalue.StringExact(connectionID)), value("name", knownvalue.StringExact("Tickets"))},
		},
		resource.TestStep{
			Config: connectionConfig(2, "fake-second", `name = "Tickets"
  shell_connection = true`),
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction(connectionAddress, plancheck.ResourceActionDestroyBeforeCreate),
			}},
			ConfigStateChecks: []statecheck.StateCheck{value("id", knownvalue.StringExact("36002")), value("authorization_status", knownvalue.Null())},
		},
	)
	require.Len(t, account.RequestsMatching(http.MethodPut, connection), 1)
}

// The real CLI at TRACE: a credential is in none of its logs, its plans, its states
// and what it says, though the service echoes it.
func TestAccConnection_secrets(t *testing.T) {
	log := filepath.Join(t.TempDir(), "trace.log")
	t.Setenv("TF_LOG", "TRACE")
	t.Setenv("TF_LOG_PATH", log)
	t.Setenv("TF_ACC_LOG_PATH", log)
	const secret = "fake-canary-wrong-not-a-secret" //nolint:gosec // It says so.
	account := atlas(t, sandbox.ConnectionReadings{ConnectionTest: sandbox.ConnectionTestEchoes})
	text := account.Config(connectionConfig(1, "PLACE", `name = "Issues"`))
	account.Run(t,
		resource.TestStep{Config: strings.ReplaceAll(text, "PLACE", secret), ExpectError: acctest.Message("The API said: The application did not accept the credentials")},
		resource.TestStep{
			PreConfig: func() {
				readings := account.Readings()
				readings.ConnectionTest = sandbox.ConnectionTestKeepsEcho
				account.SetReadings(readings)
			},
			Config:            strings.ReplaceAll(text, "PLACE", secret),
			ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownValue(connectionAddress, attribute("authorization_status"), knownvalue.StringExact("failed"))},
		},
	)
	written, err := os.ReadFile(log) //nolint:gosec // The log of this test.
	require.NoError(t, err)
	require.Contains(t, string(written), "/api/managed_users/{id}/connections", "the provider's log is there")
	for line := range strings.SplitSeq(string(written), "\n") {
		// The test framework logs the configuration, and with it the default of the variable.
		if !strings.Contains(line, "default   = ") {
			require.NotContains(t, line, secret)
		}
	}
}
