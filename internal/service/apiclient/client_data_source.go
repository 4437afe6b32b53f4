package apiclient

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/listing"
)

type clientSourceModel struct {
	clientRowModel

	ManagedCustomerID types.String `tfsdk:"managed_customer_id"`
}

var newClientDataSource = listing.NewSingle(listing.Single[clientSourceModel]{
	Type:        clientTypeName,
	Description: "Reads one developer API client of a customer, by its id or by its name, without its token, which is shown only once.",
	Attributes:  oneOf("API client", clientRow()),
	Read: func(ctx context.Context, client *workato.Client, model *clientSourceModel) error {
		customer := model.ManagedCustomerID.ValueString()
		var found workato.APIClient
		var err error
		if model.ID.IsNull() {
			found, err = listing.Only(client.APIClients(ctx, customer), "name", model.Name.ValueString(),
				func(c workato.APIClient) string { return c.Name }, func(c workato.APIClient) string { return string(c.ID) })
		} else {
			found, err = client.APIClient(ctx, customer, model.ID.ValueString())
		}
		model.clientRowModel = clientRowOf(found)
		return err
	},
})

// oneOf makes the attributes of a row those of a data source that reads one object of
// a customer, by its id or by its name.
func oneOf(what string, row map[string]schema.Attribute) map[string]schema.Attribute {
	exactlyOne := []validator.String{
		stringvalidator.LengthAtLeast(1), stringvalidator.ExactlyOneOf(path.MatchRoot("id"), path.MatchRoot("name")),
	}
	row["managed_customer_id"] = attribute.ParentOfList(attribute.CustomerDescription)
	row["id"] = schema.StringAttribute{MarkdownDescription: "Id of the " + what + ". Either this or `name` is given.", Optional: true, Computed: true, Validators: exactlyOne}
	row["name"] = schema.StringAttribute{MarkdownDescription: "Name of the " + what + ". It is compared exactly, and several of the same name are an error.", Optional: true, Computed: true, Validators: exactlyOne}
	return row
}
