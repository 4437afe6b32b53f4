package role

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/listing"
)

type customRolesModel struct {
	ManagedCustomerID types.String         `tfsdk:"managed_customer_id"`
	RoleName          types.String         `tfsdk:"role_name"`
	CustomRoles       []customRoleRowModel `tfsdk:"custom_roles"`
}

type customRoleRowModel struct {
	ID          types.String `tfsdk:"id"`
	Name        types.String `tfsdk:"name"`
	FolderIDs   types.Set    `tfsdk:"folder_ids"`
	Inheritable types.Bool   `tfsdk:"inheritable"`
	Privileges  types.Map    `tfsdk:"privileges"`
	CreatedAt   types.String `tfsdk:"created_at"`
}

var newCustomRolesDataSource = listing.New(listing.Definition[customRolesModel]{
	Type:        customRolesTypeName,
	Description: "Lists the custom roles of a customer on the legacy access model. The API leaves out the inheritable roles of the admin workspace.",
	Arguments: map[string]schema.Attribute{
		"managed_customer_id": attribute.ParentOfList(attribute.CustomerDescription),
		"role_name": schema.StringAttribute{
			MarkdownDescription: "Lists only the roles with exactly this name. There may be several: copies keep their name when they are left behind.",
			Optional:            true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
		},
	},
	List: "custom_roles",
	Row:  customRoleRowAttributes(),
	Read: readCustomRoles,
	Next: legacyAdvice,
})

func readCustomRoles(ctx context.Context, client *workato.Client, model *customRolesModel) error {
	model.CustomRoles = []customRoleRowModel{}
	for role, err := range client.CustomRoles(ctx, model.ManagedCustomerID.ValueString(), model.RoleName.ValueString()) {
		if err != nil {
			return err
		}
		if !model.RoleName.IsNull() && role.Name != model.RoleName.ValueString() {
			continue
		}
		model.CustomRoles = append(model.CustomRoles, customRoleRowOf(role))
	}
	return nil
}
