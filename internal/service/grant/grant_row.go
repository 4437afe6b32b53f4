package grant

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/listing"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

// row is a grant as the data sources show it.
type row struct {
	ID              types.String `tfsdk:"id"`
	ProjectID       types.String `tfsdk:"project_id"`
	ProjectName     types.String `tfsdk:"project_name"`
	EnvironmentType types.String `tfsdk:"environment_type"`
	ProjectRoleID   types.String `tfsdk:"project_role_id"`
	ProjectRoleName types.String `tfsdk:"project_role_name"`
	UserID          types.String `tfsdk:"user_id"`
	UserName        types.String `tfsdk:"user_name"`
	UserEmail       types.String `tfsdk:"user_email"`
	UserGroupID     types.String `tfsdk:"user_group_id"`
	UserGroupName   types.String `tfsdk:"user_group_name"`
}

func rowAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id":                listing.Text("Id of the grant. It may change when the role does."),
		"project_id":        listing.Text("Id of the project."),
		"project_name":      listing.Text("Name of the project."),
		"environment_type":  listing.Text("Environment that the project is in: `dev`, `test` or `prod`."),
		"project_role_id":   listing.Text("Id of the project role."),
		"project_role_name": listing.Text("Name of the project role."),
		"user_id":           listing.Text("Id of the user, if the grant is for one."),
		"user_name":         listing.Text("Name of the user."),
		"user_email":        listing.Text("E-mail address of the user."),
		"user_group_id":     listing.Text("Id of the group, if the grant is for one."),
		"user_group_name":   listing.Text("Name of the group."),
	}
}

func rowOf(g workato.Grant) row {
	out := row{
		ID: semantic.OrNull(g.ID), ProjectID: semantic.OrNull(g.Project.ID), ProjectName: semantic.OrNull(g.Project.Name),
		EnvironmentType: semantic.OrNull(g.Project.EnvironmentType()),
		ProjectRoleID:   semantic.OrNull(g.ProjectRole.ID), ProjectRoleName: semantic.OrNull(g.ProjectRole.Name),
	}
	if g.User != nil {
		out.UserID, out.UserName, out.UserEmail = semantic.OrNull(g.User.ID), semantic.OrNull(g.User.Name), semantic.OrNull(g.User.Email)
	}
	if g.UserGroup != nil {
		out.UserGroupID, out.UserGroupName = semantic.OrNull(g.UserGroup.ID), semantic.OrNull(g.UserGroup.Name)
	}
	return out
}
