package apiclient

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/listing"
)

type clientsModel struct {
	ManagedCustomerID types.String     `tfsdk:"managed_customer_id"`
	Name              types.String     `tfsdk:"name"`
	APIClients        []clientRowModel `tfsdk:"api_clients"`
}

var newClientsDataSource = listing.New(listing.Definition[clientsModel]{
	Type:        clientsTypeName,
	Description: "Lists the developer API clients of a customer, without their tokens, which are shown only once.",
	Arguments: map[string]schema.Attribute{
		"managed_customer_id": attribute.ParentOfList(attribute.CustomerDescription),
		"name":                attribute.NameOfList("API clients"),
	},
	List: "api_clients",
	Row:  clientRow(),
	Read: readClients,
})

func readClients(ctx context.Context, client *workato.Client, model *clientsModel) error {
	model.APIClients = []clientRowModel{}
	for c, err := range client.APIClients(ctx, model.ManagedCustomerID.ValueString()) {
		if err != nil {
			return err
		}
		if model.Name.IsNull() || c.Name == model.Name.ValueString() {
			model.APIClients = append(model.APIClients, clientRowOf(c))
		}
	}
	return nil
}
