package role

import (
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

// rbacRoleModel is an environment role or a project role in plan and state.
type rbacRoleModel struct {
	ID                types.String         `tfsdk:"id"`
	ManagedCustomerID types.String         `tfsdk:"managed_customer_id"`
	Name              types.String         `tfsdk:"name"`
	Config            jsontypes.Normalized `tfsdk:"config"`
	Type              types.String         `tfsdk:"type"`
	CreatedAt         types.String         `tfsdk:"created_at"`
}

// rbacRoleIdentityModel is the identity of such a role.
type rbacRoleIdentityModel struct {
	ManagedCustomerID types.String `tfsdk:"managed_customer_id"`
	ID                types.String `tfsdk:"id"`
}

func (m *rbacRoleModel) identity() rbacRoleIdentityModel {
	return rbacRoleIdentityModel{ManagedCustomerID: m.ManagedCustomerID, ID: m.ID}
}

// given takes over what only the service can give.
func (m *rbacRoleModel) given(r workato.Role) {
	m.ID = types.StringValue(string(r.ID))
	m.Type = semantic.OrNull(r.Type)
	m.CreatedAt = semantic.OrNull(r.CreatedAt)
}

// refresh takes over what the service says.
func (m *rbacRoleModel) refresh(r workato.Role, memory configMemory) {
	m.given(r)
	m.Name = types.StringValue(r.Name)
	m.Config = memory.refresh(m.Config, r.Config)
}

// input is what to send: always everything.
func (m *rbacRoleModel) input(diags *diag.Diagnostics) (workato.RoleInput, bool) {
	config, ok := parseConfig(path.Root("config"), m.Config.ValueString(), diags)
	return workato.RoleInput{Name: m.Name.ValueString(), Config: json.RawMessage(config.Compact())}, ok
}

// rbacRoleRow is such a role in a list.
type rbacRoleRow struct {
	ID           types.String `tfsdk:"id"`
	Name         types.String `tfsdk:"name"`
	Type         types.String `tfsdk:"type"`
	MembersCount types.Int64  `tfsdk:"members_count"`
	CreatedAt    types.String `tfsdk:"created_at"`
}

func rbacRoleRowOf(r workato.Role) rbacRoleRow {
	return rbacRoleRow{
		ID: types.StringValue(string(r.ID)), Name: types.StringValue(r.Name), Type: semantic.OrNull(r.Type),
		MembersCount: types.Int64Value(r.MembersCount), CreatedAt: semantic.OrNull(r.CreatedAt),
	}
}
