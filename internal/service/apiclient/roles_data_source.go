package apiclient

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/listing"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

type rolesModel struct {
	ManagedCustomerID types.String   `tfsdk:"managed_customer_id"`
	Name              types.String   `tfsdk:"name"`
	APIClientRoles    []roleRowModel `tfsdk:"api_client_roles"`
}

// roleRowModel is a role of API clients as data sources show it.
type roleRowModel struct {
	ID        types.String `tfsdk:"id"`
	Name      types.String `tfsdk:"name"`
	CreatedAt types.String `tfsdk:"created_at"`
	UpdatedAt types.String `tfsdk:"updated_at"`
}

func roleRowOf(r workato.APIClientRole) roleRowModel {
	return roleRowModel{
		ID: types.StringValue(string(r.ID)), Name: types.StringValue(r.Name), CreatedAt: semantic.OrNull(r.CreatedAt), UpdatedAt: semantic.OrNull(r.UpdatedAt),
	}
}

func roleRow() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id":         listing.Text("Id of the role: the `api_privilege_group_id` of an API client."),
		"name":       listing.Text("Name of the role."),
		"created_at": listing.Text("Time of creation."),
		"updated_at": listing.Text("Time of the last change."),
	}
}

var newRolesDataSource = listing.New(listing.Definition[rolesModel]{
	Type:        rolesTypeName,
	Description: "Lists the roles that developer API clients of a customer can have, to find the `api_privilege_group_id` of a client by name. Which endpoints a role allows, the API does not show.",
	Arguments: map[string]schema.Attribute{
		"managed_customer_id": attribute.ParentOfList(attribute.CustomerDescription),
		"name":                attribute.NameOfList("roles"),
	},
	List: "api_client_roles",
	Row:  roleRow(),
	Read: readRoles,
})

func readRoles(ctx context.Context, client *workato.Client, model *rolesModel) error {
	model.APIClientRoles = []roleRowModel{}
	for r, err := range client.APIClientRoles(ctx, model.ManagedCustomerID.ValueString()) {
		if err != nil {
			return err
		}
		if model.Name.IsNull() || r.Name == model.Name.ValueString() {
			model.APIClientRoles = append(model.APIClientRoles, roleRowOf(r))
		}
	}
	return nil
}
