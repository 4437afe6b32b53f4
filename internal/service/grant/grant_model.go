package grant

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
)

// model is the resource in plan and state.
type model struct {
	ID            types.String `tfsdk:"id"`
	EnvironmentID types.String `tfsdk:"environment_id"`
	ProjectID     types.String `tfsdk:"project_id"`
	ProjectRoleID types.String `tfsdk:"project_role_id"`
	UserID        types.String `tfsdk:"user_id"`
	UserGroupID   types.String `tfsdk:"user_group_id"`
}

// identityModel is the identity of a grant. Its id is not part of it, since it may
// change with the role.
type identityModel struct {
	EnvironmentID types.String `tfsdk:"environment_id"`
	ProjectID     types.String `tfsdk:"project_id"`
	UserID        types.String `tfsdk:"user_id"`
	UserGroupID   types.String `tfsdk:"user_group_id"`
}

func (m *model) identity() identityModel {
	return identityModel{EnvironmentID: m.EnvironmentID, ProjectID: m.ProjectID, UserID: m.UserID, UserGroupID: m.UserGroupID}
}

// holder is who the grant is for.
func (m *model) holder() workato.Holder {
	if !m.UserGroupID.IsNull() {
		return workato.Holder{Group: true, ID: workato.ID(m.UserGroupID.ValueString())}
	}
	return workato.Holder{ID: workato.ID(m.UserID.ValueString())}
}

// hasHolder reports whether there is one.
func (m *model) hasHolder() bool { return m.holder().ID != "" }

// refresh takes over what the service says.
func (m *model) refresh(g workato.Grant) {
	m.ID = types.StringValue(string(g.ID))
	m.ProjectID = types.StringValue(string(g.Project.ID))
	m.ProjectRoleID = types.StringValue(string(g.ProjectRole.ID))
	m.UserID, m.UserGroupID = types.StringNull(), types.StringNull()
	if holder := g.Holder(); holder.Group {
		m.UserGroupID = types.StringValue(string(holder.ID))
	} else {
		m.UserID = types.StringValue(string(holder.ID))
	}
}

// input is the entry of the bulk update.
func (m *model) input() workato.GrantInput {
	return workato.GrantInput{Holder: m.holder(), ProjectRoleID: workato.ID(m.ProjectRoleID.ValueString())}
}

// key names the grant for people.
func (m *model) key() string {
	who := "user " + m.UserID.ValueString()
	if !m.UserGroupID.IsNull() {
		who = "group " + m.UserGroupID.ValueString()
	}
	return "holder " + who + " in project " + m.ProjectID.ValueString()
}
