package role

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/listing"
)

type customRoleDataModel struct {
	ManagedCustomerID types.String `tfsdk:"managed_customer_id"`
	customRoleRowModel
}

var newCustomRoleDataSource = listing.NewSingle(listing.Single[customRoleDataModel]{
	Type:        customRoleTypeName,
	Description: "Reads one custom role of a customer on the legacy access model, by its id or its name. The API leaves out the inheritable roles of the admin workspace.",
	Attributes:  withIDOrName("role", customRoleRowAttributes()),
	Read:        readCustomRole,
	Next:        legacyAdvice,
})

// readCustomRole finds the role in the list: there is no other way to read one.
func readCustomRole(ctx context.Context, client *workato.Client, model *customRoleDataModel) error {
	argument, value := "id", model.ID.ValueString()
	id := func(r workato.CustomRole) string { return string(r.ID) }
	key := id
	if model.ID.IsNull() {
		argument, value = "name", model.Name.ValueString()
		key = func(r workato.CustomRole) string { return r.Name }
	}
	role, err := listing.Only(client.CustomRoles(ctx, model.ManagedCustomerID.ValueString(), ""), argument, value, key, id)
	if err == nil {
		model.customRoleRowModel = customRoleRowOf(role)
	}
	return err
}

func customRoleRowAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id":          listing.Text("Id of the role."),
		"name":        listing.Text("Name of the role."),
		"folder_ids":  schema.SetAttribute{MarkdownDescription: "Ids of the folders that the role opens.", Computed: true, ElementType: types.StringType},
		"inheritable": listing.Flag("Whether customers may inherit the role."),
		"privileges":  schema.MapAttribute{MarkdownDescription: "Operations that the role allows, by area.", Computed: true, ElementType: operationsType},
		"created_at":  listing.Text("Time of creation."),
	}
}

func customRoleRowOf(role workato.CustomRole) customRoleRowModel {
	return customRoleRowModel{
		ID: types.StringValue(string(role.ID)), Name: types.StringValue(role.Name), FolderIDs: folderSet(role),
		Inheritable: types.BoolValue(role.Inheritable), Privileges: privilegesOf(role), CreatedAt: types.StringValue(role.CreatedAt),
	}
}
