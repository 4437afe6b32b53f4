package customer_test

import (
	"net/http"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

func TestManagedCustomer_protection(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	server := account.Server(t)
	customer := server.Instance(t, typeName)
	customer.MustApply(t, config(acctest.Object{"deletion_protection": nil}))
	require.Equal(t, true, customer.Value(t, "deletion_protection"), "the default")

	diags := customer.Apply(t, nil)
	require.Len(t, diags.Errors(), 1)
	require.Equal(t, "Customer is protected from deletion", diags[0].Summary)
	require.Contains(t, diags[0].Detail, "removed block with destroy = false")
	require.Contains(t, diags[0].Detail, "set deletion_protection = false, apply that by itself")

	customer.MustApply(t, config(nil))
	require.Empty(t, customer.Apply(t, nil))
	require.False(t, customer.Exists())
	require.Empty(t, account.LiveObjects(sandbox.KindCustomer))
}

// A customer that appears again for a while after its deletion is waited for; one
// that stays is a warning.
func TestManagedCustomer_deleteLingers(t *testing.T) {
	t.Parallel()
	for reads, warnings := range map[int]int{1: 0, 10_000: 1} {
		account := acctest.NewAccount(t, sandbox.WithReadings(sandbox.Readings{DeletedCustomerLingers: reads}))
		customer := account.Server(t).Instance(t, typeName)
		customer.MustApply(t, config(nil))
		diags := customer.Apply(t, nil)
		require.Empty(t, diags.Errors())
		require.Len(t, diags.Warnings(), warnings)
		require.False(t, customer.Exists())
	}
}

func TestManagedCustomer_deleteTwice(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	customer := account.Server(t).Instance(t, typeName)
	customer.MustApply(t, config(nil))
	require.NoError(t, account.DeleteCustomer(idOf(t, account)))
	require.Empty(t, customer.Apply(t, nil))
}

func TestManagedCustomer_deleteRetired(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	customer := account.Server(t).Instance(t, typeName)
	customer.MustApply(t, config(nil))
	account.InjectFault(sandbox.Fault{Method: http.MethodDelete, Route: "/api/managed_users/{id}", Status: http.StatusGone})
	diags := customer.Apply(t, nil)
	require.Contains(t, diags.Errors().String(), "Delete it in the admin console")
	require.True(t, customer.Exists())
}

// What planning cannot see, Delete checks again.
func TestAccManagedCustomer_protectionUnseen(t *testing.T) {
	t.Parallel()
	refused := regexp.MustCompile(`Customer is protected from deletion`)
	protected := `
resource "workato_managed_customer" "acme" {
  name               = "Acme"
  notification_email = "ops@acme.example"
%s
}
`
	replaced := `
resource "terraform_data" "trigger" {
  input = %s
}
`
	// replace_triggered_by forces a replacement in the way that -replace does.
	trigger := "  lifecycle {\n    replace_triggered_by = [terraform_data.trigger]\n  }"
	before := "  lifecycle {\n    create_before_destroy = true\n    replace_triggered_by = [terraform_data.trigger]\n  }"
	lift := resource.TestStep{Config: acme("")}
	for name, steps := range map[string][]resource.TestStep{
		"destroy": {
			{Config: sprintf(protected, "")},
			{Config: sprintf(protected, ""), Destroy: true, ExpectError: refused},
			lift,
		},
		"replace": {
			{Config: sprintf(protected, trigger) + sprintf(replaced, "1")},
			{Config: sprintf(protected, trigger) + sprintf(replaced, "2"), ExpectError: refused},
			lift,
		},
		"create_before_destroy": {
			{Config: sprintf(protected, before) + sprintf(replaced, "1")},
			// The new one is refused before the old one is touched: both would
			// have the same name.
			{Config: sprintf(protected, before) + sprintf(replaced, "2"), ExpectError: regexp.MustCompile(`There is already one with the name "Acme"`)},
			lift,
		},
		"taint": {
			{Config: sprintf(protected, "")},
			{Config: sprintf(protected, ""), Taint: []string{address}, ExpectError: refused},
			lift, // After somebody has deleted it, see below.
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := acctest.NewAccount(t)
			created := 1
			if name == "taint" {
				// Only terraform untaint, which the test cannot run, lifts this.
				created = 2
				steps[len(steps)-1].PreConfig = func() {
					require.Empty(t, account.RequestsMatching(http.MethodDelete, "/api/managed_users/{id}"))
					require.NoError(t, account.DeleteCustomer(idOf(t, account)))
				}
			}
			account.Run(t, steps...)
			require.Len(t, account.RequestsMatching(http.MethodPost, "/api/managed_users"), created)
		})
	}
}
