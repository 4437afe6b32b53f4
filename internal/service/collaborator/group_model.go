package collaborator

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

// groupModel is a collaborator group in plan and state.
type groupModel struct {
	ID                types.String `tfsdk:"id"`
	ManagedCustomerID types.String `tfsdk:"managed_customer_id"`
	Name              types.String `tfsdk:"name"`
	Description       types.String `tfsdk:"description"`
	CreatedAt         types.String `tfsdk:"created_at"`
}

// groupIdentityModel is the identity of a collaborator group.
type groupIdentityModel struct {
	ManagedCustomerID types.String `tfsdk:"managed_customer_id"`
	ID                types.String `tfsdk:"id"`
}

func (m *groupModel) identity() groupIdentityModel {
	return groupIdentityModel{ManagedCustomerID: m.ManagedCustomerID, ID: m.ID}
}

// given takes over what only the service can give.
func (m *groupModel) given(g workato.Group) {
	m.ID = types.StringValue(string(g.ID))
	m.CreatedAt = semantic.OrNull(g.CreatedAt)
}

// refresh takes over what the service says.
func (m *groupModel) refresh(g workato.Group) {
	m.given(g)
	m.Name = types.StringValue(g.Name)
	m.Description = semantic.OrNull(g.Description.Value)
}

// input is what to send: the name always, the description if it is set or was.
func (m *groupModel) input(prior *groupModel) workato.GroupInput {
	input := workato.GroupInput{Name: workato.Set(m.Name.ValueString())}
	switch {
	case !m.Description.IsNull():
		input.Description = workato.Set(m.Description.ValueString())
	case prior != nil && !prior.Description.IsNull():
		input.Description = workato.Null[string]()
	}
	return input
}

// stringOrNull makes no difference between empty and missing, as the API does not.
