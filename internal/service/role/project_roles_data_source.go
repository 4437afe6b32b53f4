package role

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/listing"
)

type projectRolesModel struct {
	ManagedCustomerID types.String  `tfsdk:"managed_customer_id"`
	Name              types.String  `tfsdk:"name"`
	ProjectRoles      []rbacRoleRow `tfsdk:"project_roles"`
}

var newProjectRolesDataSource = listing.New(listing.Definition[projectRolesModel]{
	Type:        projectRolesTypeName,
	Description: "Lists the project roles of a customer, to find the `project_role_id` of a grant by name: those of Workato, such as `ProjectAdmin`, and those made in the workspace or inherited from the admin workspace.",
	Arguments: map[string]schema.Attribute{
		"managed_customer_id": attribute.ParentOfList(attribute.CustomerDescription),
		"name":                attribute.NameOfList("roles"),
	},
	List: "project_roles",
	Row:  projectRole.rowAttributes(),
	Read: func(ctx context.Context, client *workato.Client, model *projectRolesModel) (err error) {
		model.ProjectRoles, err = projectRole.rows(ctx, client, model.ManagedCustomerID, model.Name)
		return err
	},
	Explain: func(ctx context.Context, client *workato.Client, model *projectRolesModel, err error) string {
		return projectRole.advice(ctx, client, model.ManagedCustomerID.ValueString(), err)
	},
})
