package customer_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
)

func TestAccManagedCustomer_basic(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	account.Run(t,
		resource.TestStep{
			Config: `
resource "workato_managed_customer" "acme" {
  name                = "Acme"
  notification_email  = "ops@acme.example"
  deletion_protection = false
}`,
		},
		resource.TestStep{
			ResourceName: "workato_managed_customer.acme", ImportState: true, ImportStateVerify: true,
			ImportStateVerifyIgnore: []string{"deletion_protection"},
		},
	)
}
