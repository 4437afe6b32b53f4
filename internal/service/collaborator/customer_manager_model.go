package collaborator

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

// managerModel is a customer manager in plan and state.
type managerModel struct {
	ID                    types.String `tfsdk:"id"`
	TeamCollaboratorID    types.String `tfsdk:"team_collaborator_id"`
	RoleID                types.String `tfsdk:"role_id"`
	PermittedWorkspaceIDs types.Set    `tfsdk:"permitted_workspace_ids"`
	AllCustomers          types.Bool   `tfsdk:"all_customers"`
	Name                  types.String `tfsdk:"name"`
	Email                 types.String `tfsdk:"email"`
	RoleName              types.String `tfsdk:"role_name"`
}

// managerIdentityModel is the identity of a customer manager.
type managerIdentityModel struct {
	ID types.String `tfsdk:"id"`
}

func (m *managerModel) identity() managerIdentityModel { return managerIdentityModel{ID: m.ID} }

// given takes over what only the service can give.
func (m *managerModel) given(object workato.CustomerManager) {
	m.ID = types.StringValue(string(object.ID))
	m.Name, m.Email = semantic.OrNull(object.User.Name), semantic.OrNull(object.User.Email)
	m.RoleName = semantic.OrNull(object.PrivilegeGroup.Name)
}

// refresh takes over what the service says. Whom it is about is fixed for life. What it
// does not say of the customers stays as it was.
func (m *managerModel) refresh(object workato.CustomerManager) {
	m.given(object)
	if m.TeamCollaboratorID.IsNull() {
		m.TeamCollaboratorID = types.StringValue(string(object.User.ID))
	}
	if object.PrivilegeGroup.ID != "" {
		m.RoleID = types.StringValue(string(object.PrivilegeGroup.ID))
	}
	if ids, ok := object.Workspaces(); ok {
		m.PermittedWorkspaceIDs, m.AllCustomers = customersOf(ids)
	}
}

// customersOf says which customers a list of the API means: none of them is all.
func customersOf(ids []workato.ID) (permitted types.Set, all types.Bool) {
	if len(ids) == 0 {
		return types.SetNull(types.StringType), types.BoolValue(true)
	}
	return setOf(ids), types.BoolNull()
}

// permits are the customers to send: none for all of them. ok is false where the model
// names none and does not say all, which must never be sent.
func (m *managerModel) permits() (ids []workato.ID, ok bool) {
	ids = []workato.ID{}
	for _, element := range m.PermittedWorkspaceIDs.Elements() {
		text, isText := element.(types.String)
		if !isText || text.ValueString() == "" {
			return nil, false
		}
		ids = append(ids, workato.ID(text.ValueString()))
	}
	return ids, m.AllCustomers.ValueBool() != (len(ids) > 0)
}

// shows reports whether a reply shows the customers of the model. A reply that shows
// none does not contradict.
func (m *managerModel) shows(object workato.CustomerManager) bool {
	ids, ok := object.Workspaces()
	if !ok {
		return true
	}
	permitted, all := customersOf(ids)
	return permitted.Equal(m.PermittedWorkspaceIDs) && all.ValueBool() == m.AllCustomers.ValueBool()
}

// managerRowModel is a customer manager in a data source.
type managerRowModel struct {
	ID                    types.String `tfsdk:"id"`
	UserID                types.String `tfsdk:"user_id"`
	Name                  types.String `tfsdk:"name"`
	Email                 types.String `tfsdk:"email"`
	AvatarURL             types.String `tfsdk:"avatar_url"`
	RoleID                types.String `tfsdk:"role_id"`
	RoleName              types.String `tfsdk:"role_name"`
	SystemRole            types.Bool   `tfsdk:"system_role"`
	AllCustomers          types.Bool   `tfsdk:"all_customers"`
	PermittedWorkspaceIDs types.Set    `tfsdk:"permitted_workspace_ids"`
}

func managerRow(object workato.CustomerManager) managerRowModel {
	row := managerRowModel{
		ID: types.StringValue(string(object.ID)), UserID: semantic.OrNull(object.User.ID),
		Name: semantic.OrNull(object.User.Name), Email: semantic.OrNull(object.User.Email), AvatarURL: semantic.OrNull(object.User.AvatarURL),
		RoleID: semantic.OrNull(object.PrivilegeGroup.ID), RoleName: semantic.OrNull(object.PrivilegeGroup.Name),
		SystemRole: types.BoolValue(object.PrivilegeGroup.System), PermittedWorkspaceIDs: types.SetNull(types.StringType),
	}
	if ids, ok := object.Workspaces(); ok {
		row.AllCustomers = types.BoolValue(len(ids) == 0)
		row.PermittedWorkspaceIDs = setOf(ids)
	}
	return row
}
