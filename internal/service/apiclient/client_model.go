package apiclient

import (
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

// clientModel is an API client in configuration, plan and state.
type clientModel struct {
	ID                  types.String    `tfsdk:"id"`
	ManagedCustomerID   types.String    `tfsdk:"managed_customer_id"`
	Name                types.String    `tfsdk:"name"`
	APIPrivilegeGroupID types.String    `tfsdk:"api_privilege_group_id"`
	AllFolders          types.Bool      `tfsdk:"all_folders"`
	FolderIDs           types.Set       `tfsdk:"folder_ids"`
	EnvironmentName     semantic.String `tfsdk:"environment_name"`
	EnvironmentID       types.String    `tfsdk:"environment_id"`
	TokenVersion        types.Int64     `tfsdk:"token_version"`
	Token               types.String    `tfsdk:"token"`
	TokenUpdatedAt      types.String    `tfsdk:"token_updated_at"`
	CreatedAt           types.String    `tfsdk:"created_at"`
}

// clientIdentityModel is the identity of an API client.
type clientIdentityModel struct {
	ManagedCustomerID types.String `tfsdk:"managed_customer_id"`
	ID                types.String `tfsdk:"id"`
}

func (m *clientModel) identity() clientIdentityModel {
	return clientIdentityModel{ManagedCustomerID: m.ManagedCustomerID, ID: m.ID}
}

// given takes over what only the service can give, but for the token.
func (m *clientModel) given(c workato.APIClient) {
	m.ID = types.StringValue(string(c.ID))
	m.CreatedAt = semantic.OrNull(c.CreatedAt)
	m.placed(c)
}

// placed takes over where the client works. A name that is configured stays as it is
// spelled there, and an answer that says nothing changes nothing.
func (m *clientModel) placed(c workato.APIClient) {
	m.EnvironmentID = semantic.OrNull(c.EnvironmentID)
	switch name := c.Environment(); {
	case name == "" && m.EnvironmentName.IsUnknown():
		m.EnvironmentName = semantic.EnvironmentName.Null()
	case name != "" && !m.inEnvironment(c):
		m.EnvironmentName = semantic.EnvironmentName.Value(name)
	}
}

// inEnvironment reports whether the client works where the model says, as far as the
// answer tells.
func (m *clientModel) inEnvironment(c workato.APIClient) bool {
	if m.EnvironmentName.IsNull() || m.EnvironmentName.IsUnknown() {
		return false
	}
	return c.Environment() == "" || semantic.EnvironmentName.Same(c.Environment(), m.EnvironmentName.ValueString())
}

// refresh takes over what the service says. The token is shown once, so it stays what
// it was.
func (m *clientModel) refresh(c workato.APIClient) {
	m.given(c)
	m.Name = types.StringValue(c.Name)
	m.APIPrivilegeGroupID = semantic.OrNull(c.APIPrivilegeGroupID)
	if c.AllFolders.IsSet() {
		m.AllFolders = types.BoolValue(c.AllFolders.Value)
		m.FolderIDs = foldersOf(c)
	}
	if at := c.Token.UpdatedAt; at != "" && !sameMoment(at, m.TokenUpdatedAt.ValueString()) {
		m.TokenUpdatedAt = types.StringValue(at)
	}
}

// sameMoment reports whether two times are the same, whatever their zones and however
// exact they are: samples show them with and without fractions of a second.
func sameMoment(a, b string) bool {
	first, firstErr := time.Parse(time.RFC3339, a)
	second, secondErr := time.Parse(time.RFC3339, b)
	if firstErr != nil || secondErr != nil {
		return a == b
	}
	return first.Sub(second).Abs() <= time.Second
}

// holds takes over a token that was just made.
func (m *clientModel) holds(token workato.APIClientToken) {
	m.Token = types.StringValue(token.Value)
	m.TokenUpdatedAt = semantic.OrNull(token.UpdatedAt)
}

// lost is the state in which a token is that nobody knows.
func (m *clientModel) lost() {
	m.Token, m.TokenUpdatedAt = types.StringNull(), types.StringNull()
}

// input is what to send. It is always everything: the reference has no field of an
// update as required, but two that are in certain cases, and nothing about what becomes
// of those that are left out. The environment is named as the configuration does, which
// need not be the spelling in the state, unless it does not.
func (m *clientModel) input(configured semantic.String) workato.APIClientInput {
	input := workato.APIClientInput{
		Name: m.Name.ValueString(), APIPrivilegeGroupID: workato.ID(m.APIPrivilegeGroupID.ValueString()), AllFolders: m.AllFolders.ValueBool(),
	}
	if !m.AllFolders.ValueBool() {
		ids := []workato.ID{}
		for _, element := range m.FolderIDs.Elements() {
			if id, ok := element.(types.String); ok {
				ids = append(ids, workato.ID(id.ValueString()))
			}
		}
		input.FolderIDs = workato.Set(ids)
	}
	for _, name := range []semantic.String{configured, m.EnvironmentName} {
		if !name.IsNull() && !name.IsUnknown() {
			input.EnvironmentName = workato.Set(name.ValueString())
			break
		}
	}
	return input
}

// sends reports whether a plan changes something that the API has.
func (m *clientModel) sends(state *clientModel) bool {
	return !m.Name.Equal(state.Name) || !m.APIPrivilegeGroupID.Equal(state.APIPrivilegeGroupID) ||
		!m.AllFolders.Equal(state.AllFolders) || !m.FolderIDs.Equal(state.FolderIDs) || m.moves(state)
}

// moves reports whether a plan changes the environment, beyond how it is spelled.
func (m *clientModel) moves(state *clientModel) bool {
	if m.EnvironmentName.IsNull() || m.EnvironmentName.IsUnknown() {
		return false
	}
	return state.EnvironmentName.IsNull() || !semantic.EnvironmentName.Same(m.EnvironmentName.ValueString(), state.EnvironmentName.ValueString())
}

// regenerates reports whether a plan asks for another token. Leaving the version out
// asks for none.
func (m *clientModel) regenerates(state *clientModel) bool {
	return !m.TokenVersion.IsNull() && !m.TokenVersion.Equal(state.TokenVersion)
}

// foldersOf are the folders that a client is limited to, or null without a limit.
func foldersOf(c workato.APIClient) types.Set {
	if c.AllFolders.Value {
		return types.SetNull(types.StringType)
	}
	elements := make([]attr.Value, 0, len(c.FolderIDs))
	for _, id := range c.FolderIDs {
		elements = append(elements, types.StringValue(string(id)))
	}
	return types.SetValueMust(types.StringType, elements)
}
