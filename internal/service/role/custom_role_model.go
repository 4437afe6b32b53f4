package role

import (
	"net/http"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
)

// customRoleModel is a custom role in configuration, plan and state.
type customRoleModel struct {
	ID                types.String `tfsdk:"id"`
	ManagedCustomerID types.String `tfsdk:"managed_customer_id"`
	SourceRoleID      types.String `tfsdk:"source_role_id"`
	Name              types.String `tfsdk:"name"`
	FolderIDs         types.Set    `tfsdk:"folder_ids"`
	Inheritable       types.Bool   `tfsdk:"inheritable"`
	Privileges        types.Map    `tfsdk:"privileges"`
	CreatedAt         types.String `tfsdk:"created_at"`
}

// customRoleIdentityModel is the identity of a custom role.
type customRoleIdentityModel struct {
	ManagedCustomerID types.String `tfsdk:"managed_customer_id"`
	ID                types.String `tfsdk:"id"`
}

func (m *customRoleModel) identity() customRoleIdentityModel {
	return customRoleIdentityModel{ManagedCustomerID: m.ManagedCustomerID, ID: m.ID}
}

// given takes over what only the service can give.
func (m *customRoleModel) given(r workato.CustomRole) {
	m.ID = types.StringValue(string(r.ID))
	m.Inheritable = types.BoolValue(r.Inheritable)
	m.Privileges = privilegesOf(r)
	m.CreatedAt = types.StringValue(r.CreatedAt)
	if m.FolderIDs.IsUnknown() {
		m.FolderIDs = folderSet(r)
	}
}

// refresh takes over what the service says.
func (m *customRoleModel) refresh(r workato.CustomRole) {
	m.given(r)
	m.Name = types.StringValue(r.Name)
	m.FolderIDs = folderSet(r)
}

func (m *customRoleModel) input() workato.CopyInput {
	input := workato.CopyInput{Name: m.Name.ValueString()}
	if !m.FolderIDs.IsNull() && !m.FolderIDs.IsUnknown() {
		ids := []string{}
		for _, element := range m.FolderIDs.Elements() {
			if s, ok := element.(types.String); ok {
				ids = append(ids, s.ValueString())
			}
		}
		input.FolderIDs = workato.Set(ids)
	}
	return input
}

func folderSet(r workato.CustomRole) types.Set {
	elements := make([]attr.Value, 0, len(r.FolderIDs))
	for _, id := range r.FolderIDs {
		elements = append(elements, types.StringValue(string(id)))
	}
	return types.SetValueMust(types.StringType, elements)
}

// operationsType is the type of the operations of one area.
var operationsType = types.SetType{ElemType: types.StringType}

func privilegesOf(r workato.CustomRole) types.Map {
	areas := map[string]attr.Value{}
	for area, operations := range r.Privileges.Value {
		elements := make([]attr.Value, 0, len(operations))
		for _, operation := range operations {
			elements = append(elements, types.StringValue(operation))
		}
		areas[area] = types.SetValueMust(types.StringType, elements)
	}
	return types.MapValueMust(operationsType, areas)
}

// legacyAdvice explains failures that come from the end of the legacy access model.
func legacyAdvice(err error) string {
	switch {
	case transport.HasStatus(err, http.StatusGone, http.StatusNotFound):
		return "Custom roles belong to the legacy access model, which Workato replaces with environment roles and project roles (RBAC 2.0); its end was announced for August 2026. Either this customer was migrated, or the endpoints were switched off, or the customer or the source role does not exist. For a migrated customer, forget the roles with a removed block that has destroy = false, and grant project roles to groups instead."
	case transport.HasStatus(err, http.StatusForbidden, http.StatusUnauthorized):
		return "Either this customer is on the role-based access model (RBAC 2.0), where custom roles of the legacy model do not exist, or the role of the API client lacks the endpoints of roles under Customer workspaces."
	default:
		return ""
	}
}
