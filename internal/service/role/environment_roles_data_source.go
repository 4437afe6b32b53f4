package role

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/listing"
)

type environmentRolesModel struct {
	ManagedCustomerID types.String  `tfsdk:"managed_customer_id"`
	Name              types.String  `tfsdk:"name"`
	EnvironmentRoles  []rbacRoleRow `tfsdk:"environment_roles"`
}

var newEnvironmentRolesDataSource = listing.New(listing.Definition[environmentRolesModel]{
	Type:        environmentRolesTypeName,
	Description: "Lists the environment roles of a customer: those of Workato, such as `EnvironmentAdmin`, and those made in the workspace or inherited from the admin workspace. Their names are what collaborators are given.",
	Arguments: map[string]schema.Attribute{
		"managed_customer_id": attribute.ParentOfList(attribute.CustomerDescription),
		"name":                attribute.NameOfList("roles"),
	},
	List: "environment_roles",
	Row:  environmentRole.rowAttributes(),
	Read: func(ctx context.Context, client *workato.Client, model *environmentRolesModel) (err error) {
		model.EnvironmentRoles, err = environmentRole.rows(ctx, client, model.ManagedCustomerID, model.Name)
		return err
	},
	Explain: func(ctx context.Context, client *workato.Client, model *environmentRolesModel, err error) string {
		return environmentRole.advice(ctx, client, model.ManagedCustomerID.ValueString(), err)
	},
})
