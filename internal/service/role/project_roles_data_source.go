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
	ManagedCustomerID types.String          `tfsdk:"managed_customer_id"`
	Name              types.String          `tfsdk:"name"`
	ProjectRoles      []projectRoleRowModel `tfsdk:"project_roles"`
}

type projectRoleRowModel struct {
	ID           types.String `tfsdk:"id"`
	Name         types.String `tfsdk:"name"`
	Type         types.String `tfsdk:"type"`
	MembersCount types.Int64  `tfsdk:"members_count"`
}

var newProjectRolesDataSource = listing.New(listing.Definition[projectRolesModel]{
	Type:        projectRolesTypeName,
	Description: "Lists the project roles of a customer, to find the `project_role_id` of a grant by name: those of Workato, such as `ProjectAdmin`, and those made in the workspace or inherited from the admin workspace.",
	Arguments: map[string]schema.Attribute{
		"managed_customer_id": attribute.ParentOfList(attribute.CustomerDescription),
		"name":                attribute.NameOfList("roles"),
	},
	List: "project_roles",
	Row: map[string]schema.Attribute{
		"id":            listing.Text("Id of the role."),
		"name":          listing.Text("Name of the role."),
		"type":          listing.Text("`system`, `custom`, `inheritable` or `inherited`; Workato may add more."),
		"members_count": listing.Count("Number of collaborators and groups with the role."),
	},
	Read: readProjectRoles,
})

func readProjectRoles(ctx context.Context, client *workato.Client, model *projectRolesModel) error {
	model.ProjectRoles = []projectRoleRowModel{}
	for role, err := range client.ProjectRoles(ctx, model.ManagedCustomerID.ValueString(), "") {
		if err != nil {
			return err
		}
		if !model.Name.IsNull() && role.Name != model.Name.ValueString() {
			continue
		}
		model.ProjectRoles = append(model.ProjectRoles, projectRoleRowModel{
			ID: types.StringValue(string(role.ID)), Name: types.StringValue(role.Name), Type: types.StringValue(role.Type), MembersCount: types.Int64Value(role.MembersCount),
		})
	}
	return nil
}
