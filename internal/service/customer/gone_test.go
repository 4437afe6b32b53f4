package customer_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// A customer leaves the state only if the API says twice that it is not there, and
// still lists customers.
func TestManagedCustomer_gone(t *testing.T) {
	t.Parallel()
	const one, list = "/api/managed_users/{id}", "/api/managed_users"
	notFound := func(route string, count int) sandbox.Fault {
		return sandbox.Fault{Method: http.MethodGet, Route: route, Count: count, Status: http.StatusNotFound, Body: `{"message":"Not found"}`}
	}
	for name, test := range map[string]struct {
		faults []sandbox.Fault
		gone   bool
		errors []string
	}{
		"not found once":          {faults: []sandbox.Fault{notFound(one, 1)}},
		"not found twice":         {faults: []sandbox.Fault{notFound(one, 2)}, gone: true},
		"the list is not either":  {faults: []sandbox.Fault{notFound(one, sandbox.Always), notFound(list, sandbox.Always)}, errors: []string{"Cannot read workato_managed_customer"}},
		"the second look refused": {faults: []sandbox.Fault{notFound(one, 1), {Method: http.MethodGet, Route: one, Status: http.StatusForbidden}}, errors: []string{"Cannot read workato_managed_customer"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := acctest.NewAccount(t)
			server := account.Server(t)
			state, diags := server.Create(t, "workato_managed_customer", acctest.Object{
				"name": "Acme", "notification_email": "ops@acme.example", "deletion_protection": true,
			})
			require.Empty(t, diags)
			for _, fault := range test.faults {
				account.InjectFault(fault)
			}
			after, diags := server.Read(t, state)
			require.Equal(t, test.errors, diags.Errors().Summaries(), diags.String())
			require.Equal(t, test.gone, !after.Exists())
			require.Equal(t, test.gone, len(diags.Warnings()) == 1)
		})
	}
}

// Another account behind the same address has none of the customers: that is no wish
// to make them all again.
func TestManagedCustomer_allMissing(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	server := account.Server(t)
	var customers []*acctest.Instance
	for _, name := range []string{"A", "B", "C"} {
		customer := server.Instance(t, typeName)
		customer.MustApply(t, config(acctest.Object{"name": name}))
		customers = append(customers, customer)
	}
	account.HideCustomers(true)
	var last acctest.Diagnostics
	for _, customer := range customers {
		_, last = server.Read(t, customer.State)
	}
	require.Contains(t, last.Errors().String(), "All customers are missing")
	require.Contains(t, last.Errors().String(), "allow_mass_removal")

	account.HideCustomers(false)
	for _, customer := range customers {
		customer.Refresh(t)
	}
	id, _ := customers[0].Value(t, "id").(string)
	require.NoError(t, account.DeleteObject(sandbox.KindCustomer, id))
	warned := customers[0].Refresh(t)
	require.Len(t, warned.Warnings(), 1, "one of three may well be deleted")
	require.False(t, customers[0].Exists())
}
