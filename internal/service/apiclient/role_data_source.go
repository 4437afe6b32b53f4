package apiclient

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/listing"
)

type roleSourceModel struct {
	roleRowModel

	ManagedCustomerID types.String `tfsdk:"managed_customer_id"`
}

// newRoleDataSource finds a role in the list: there is no way to read a single one.
var newRoleDataSource = listing.NewSingle(listing.Single[roleSourceModel]{
	Type:        roleTypeName,
	Description: "Reads one role of developer API clients of a customer, by its id or by its name, to give it to an API client.",
	Attributes:  oneOf("role", roleRow()),
	Read: func(ctx context.Context, client *workato.Client, model *roleSourceModel) error {
		id := func(r workato.APIClientRole) string { return string(r.ID) }
		argument, value, key := "id", model.ID.ValueString(), id
		if model.ID.IsNull() {
			argument, value, key = "name", model.Name.ValueString(), func(r workato.APIClientRole) string { return r.Name }
		}
		found, err := listing.Only(client.APIClientRoles(ctx, model.ManagedCustomerID.ValueString()), argument, value, key, id)
		model.roleRowModel = roleRowOf(found)
		return err
	},
})
