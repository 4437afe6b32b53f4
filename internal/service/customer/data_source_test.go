package customer_test

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/compare"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// The data sources show what the resource does.
func TestAccManagedCustomerDataSource_basic(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	const byID, byExternalID = "data.workato_managed_customer.by_id", "data.workato_managed_customer.by_external_id"
	checks := []statecheck.StateCheck{
		statecheck.ExpectKnownValue("data.workato_managed_customers.all", tfjsonpath.New("managed_customers"), knownvalue.ListSizeExact(1)),
	}
	for _, attribute := range []string{"id", "name", "external_id", "notification_email", "plan_id", "environments", "provision_environments", "frame_ancestors", "time_zone", "created_at"} {
		for _, source := range []string{byID, byExternalID} {
			checks = append(checks, statecheck.CompareValuePairs(address, tfjsonpath.New(attribute), source, tfjsonpath.New(attribute), compare.ValuesSame()))
		}
		checks = append(checks, statecheck.CompareValuePairs(address, tfjsonpath.New(attribute),
			"data.workato_managed_customers.all", tfjsonpath.New("managed_customers").AtSliceIndex(0).AtMapKey(attribute), compare.ValuesSame()))
	}
	account.Run(t, resource.TestStep{
		Config: acme(`
  external_id            = "a/b:c"
  provision_environments = true
  frame_ancestors        = ["https://a.example", "https://b.example"]`) + `
data "workato_managed_customer" "by_id" { id = workato_managed_customer.acme.id }
data "workato_managed_customer" "by_external_id" { external_id = workato_managed_customer.acme.external_id }
data "workato_managed_customers" "all" { depends_on = [workato_managed_customer.acme] }
`,
		ConfigStateChecks: checks,
	})
}

func TestManagedCustomersDataSource_pages(t *testing.T) {
	t.Parallel()
	for name, readings := range map[string]sandbox.Readings{"documented": {}, "bare": {BareLists: true, StringIDs: true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := acctest.NewAccount(t, sandbox.WithReadings(readings))
			for i := range 200 {
				account.AddCustomer(fmt.Sprintf("Customer %d", i))
			}
			list, diags := account.Server(t).Data(t, "workato_managed_customers", acctest.Object{})
			require.Empty(t, diags)
			require.Len(t, list["managed_customers"], 200)
			require.LessOrEqual(t, len(account.Requests()), 3)
		})
	}
}

func TestManagedCustomerDataSource_errors(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	server := account.Server(t)
	_, diags := server.Data(t, typeName, acctest.Object{"external_id": "nobody"})
	require.Contains(t, diags.Errors().String(), "workato_managed_customers lists those that it sees")
	require.Contains(t, diags.Errors().String(), "Cannot read workato_managed_customer")
	account.HideCustomers(true)
	list, diags := server.Data(t, "workato_managed_customers", acctest.Object{})
	require.Empty(t, diags)
	require.Empty(t, list["managed_customers"])
}
