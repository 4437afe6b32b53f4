package customer

import (
	"context"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/listing"
)

// listModel is the list of customers.
type listModel struct {
	ManagedCustomers []row `tfsdk:"managed_customers"`
}

var newListDataSource = listing.New(listing.Definition[listModel]{
	Type:        "workato_managed_customers",
	Description: "Lists all managed customers that the token can see. One call per 100 customers.",
	List:        "managed_customers",
	Row:         rowAttributes(),
	Read: func(ctx context.Context, client *workato.Client, model *listModel) error {
		customers, err := transport.Collect(client.Customers(ctx))
		model.ManagedCustomers = []row{}
		for _, customer := range workato.OnlyCustomers(customers) {
			model.ManagedCustomers = append(model.ManagedCustomers, rowOf(customer))
		}
		return err
	},
})
