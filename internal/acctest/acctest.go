// Package acctest runs the provider against a sandbox, for tests: through the real
// Terraform or OpenTofu, each test with a sandbox of its own, so that all run in
// parallel.
package acctest

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/seed7333113f/terraform-provider-workato/internal/provider"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// The waits of the provider in tests. Real ones are in seconds.
const (
	backoff = 5 * time.Millisecond
	poll    = 10 * time.Millisecond
	// Calls are counted, but per this time instead of a minute.
	quotaWindow = 10 * time.Millisecond
)

// Account is a Workato account that a test has for itself.
type Account struct {
	*sandbox.Sandbox
	// URL is where it is served.
	URL string
	// RequestLimits is the requests argument of the provider block.
	RequestLimits string
}

// NewAccount serves an account without customers until the test ends.
func NewAccount(t *testing.T, options ...sandbox.Option) *Account {
	t.Helper()
	answered := answers{}
	sb := sandbox.New(append([]sandbox.Option{sandbox.WithoutSeed(), sandbox.WithObserver(answered.add)}, options...)...)
	server := httptest.NewServer(sb)
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
		sb.Wait()
		answered.record(t)
	})
	return &Account{Sandbox: sb, URL: server.URL, RequestLimits: `{ timeout = "5s", settle = "300ms" }`}
}

// Factories returns the provider under test.
func Factories(options ...provider.Option) map[string]func() (tfprotov6.ProviderServer, error) {
	options = append([]provider.Option{provider.WithPace(backoff, poll, quotaWindow)}, options...)
	return map[string]func() (tfprotov6.ProviderServer, error){
		provider.TypeName: providerserver.NewProtocol6WithError(provider.New("test", options...)()),
	}
}

// Config puts the provider block for the account before a configuration.
func (a *Account) Config(config string) string {
	return fmt.Sprintf(`
provider "workato" {
  base_url  = %q
  api_token = %q
  requests  = %s
  workspace365 = {
    base_url         = %q
    provisioning_key = %q
  }
}
`, a.URL, sandbox.DefaultToken, a.RequestLimits, a.URL, sandbox.DefaultProvisioningKey) + config
}

// Run runs steps through the real CLI. Their configurations get the provider
// block, every step that applies must end with an empty plan, and in the end
// nothing may be left in the account that was not there before, nor anything be
// there twice.
func (a *Account) Run(t *testing.T, steps ...resource.TestStep) {
	t.Helper()
	before := len(a.live())
	for i := range steps {
		step := &steps[i]
		recordConfig(t, step.Config)
		if step.Config != "" && !strings.Contains(step.Config, `provider "workato"`) {
			step.Config = a.Config(step.Config)
		}
		if applies := !step.ImportState && !step.PlanOnly && step.ExpectError == nil && !step.ExpectNonEmptyPlan && !step.Destroy && !step.RefreshState; applies {
			step.ConfigPlanChecks.PostApplyPostRefresh = append(step.ConfigPlanChecks.PostApplyPostRefresh, plancheck.ExpectEmptyPlan())
			step.ConfigPlanChecks.PostApplyPreRefresh = append(step.ConfigPlanChecks.PostApplyPreRefresh, plancheck.ExpectEmptyPlan())
		}
	}
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: Factories(),
		Steps:                    steps,
		CheckDestroy: func(*terraform.State) error {
			if duplicates := a.Duplicates(); len(duplicates) > 0 {
				return fmt.Errorf("the account holds duplicates: %v", duplicates)
			}
			if left := a.live(); len(left) > before {
				return fmt.Errorf("the account holds %d objects, %d more than before: %v", len(left), len(left)-before, left)
			}
			return nil
		},
	})
}

// live are the objects of the account, without those that come with a customer.
func (a *Account) live() []string {
	var out []string
	for _, kind := range []string{sandbox.KindCustomer, sandbox.KindProject, sandbox.KindUserGroup, sandbox.KindMember, sandbox.KindEnvironmentRole, sandbox.KindProjectRole, sandbox.KindProjectGrant, sandbox.KindConnection, sandbox.KindGroupMember, sandbox.KindCustomerManager, sandbox.KindWorkspace365Environment} {
		for _, object := range a.LiveObjects(kind) {
			if object.CreatedBy > 0 {
				out = append(out, kind+" "+object.ID)
			}
		}
	}
	return out
}
