package project

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

// What destroying a connection does, beside onDestroyAbandon.
const (
	onDestroyDelete     = "delete"
	onDestroyDisconnect = "disconnect"
)

// connectionModel is a connection in configuration, plan and state. The credentials
// are in the configuration alone.
type connectionModel struct {
	ID                      types.String  `tfsdk:"id"`
	EnvironmentID           types.String  `tfsdk:"environment_id"`
	Application             types.String  `tfsdk:"application"`
	Name                    types.String  `tfsdk:"name"`
	FolderID                types.String  `tfsdk:"folder_id"`
	ParentID                types.String  `tfsdk:"parent_id"`
	ExternalID              types.String  `tfsdk:"external_id"`
	ShellConnection         types.Bool    `tfsdk:"shell_connection"`
	InputWO                 types.Dynamic `tfsdk:"input_wo"`
	InputWOVersion          types.Int64   `tfsdk:"input_wo_version"`
	OAuthTokenPairWO        *tokenModel   `tfsdk:"oauth_token_pair_wo"`
	OAuthTokenPairWOVersion types.Int64   `tfsdk:"oauth_token_pair_wo_version"`
	AuthorizationStatus     types.String  `tfsdk:"authorization_status"`
	OnDestroy               types.String  `tfsdk:"on_destroy"`
}

// tokenModel is a pair of OAuth tokens.
type tokenModel struct {
	AccessToken  types.String `tfsdk:"access_token"`
	RefreshToken types.String `tfsdk:"refresh_token"`
}

func (m *connectionModel) identity() identityModel {
	return identityModel{EnvironmentID: m.EnvironmentID, ID: m.ID}
}

// key is what a connection is found by when its id is not known. An external id is
// that of the user who owns it, who may have one to each application and parent.
func (m *connectionModel) key() string {
	if external := m.ExternalID.ValueString(); external != "" {
		text := fmt.Sprintf("external_id %q and the application %s", external, m.Application.ValueString())
		if parent := m.ParentID.ValueString(); parent != "" {
			text += ", whose parent is the connection " + parent
		}
		return text
	}
	where := "in any folder, as none is given"
	if folder := m.FolderID.ValueString(); folder != "" {
		where = "in the folder " + folder
	}
	return fmt.Sprintf("name %q and the application %s, %s", m.Name.ValueString(), m.Application.ValueString(), where)
}

// matches reports whether c has the key.
func (m *connectionModel) matches(c workato.Connection) bool {
	if application := c.Application(); application != "" && !sameApplication(application, m.Application.ValueString()) {
		return false
	}
	if external := m.ExternalID.ValueString(); external != "" {
		return string(c.ExternalID.Value) == external && string(c.ParentID.Value) == m.ParentID.ValueString()
	}
	folder := m.FolderID.ValueString()
	return c.Name == m.Name.ValueString() && (folder == "" || string(c.FolderID.Value) == folder)
}

// sameApplication compares names of applications by their letters and digits: the
// samples of the API have both salesforce and Salesforce for the same.
func sameApplication(a, b string) bool {
	plain := func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}
	return strings.Map(plain, a) == strings.Map(plain, b)
}

// given takes over what only the service can give. What its answer leaves out is
// not there.
func (m *connectionModel) given(c workato.Connection) {
	if c.ID != "" {
		m.ID = types.StringValue(string(c.ID))
	}
	if m.FolderID.IsUnknown() {
		m.FolderID = semantic.OrNull(c.FolderID.Value)
	}
	if m.AuthorizationStatus.IsUnknown() {
		m.AuthorizationStatus = semantic.OrNull(c.AuthorizationStatus.Value)
	}
}

// wants reports whether an answer leaves out what the plan has no value for.
func (m *connectionModel) wants(c workato.Connection) bool {
	return m.FolderID.IsUnknown() && !c.FolderID.IsPresent() || m.AuthorizationStatus.IsUnknown() && !c.AuthorizationStatus.IsPresent()
}

// refresh takes over what the service says. The application of a connection never
// changes, so another spelling of it is not taken for another one, which would
// replace it.
func (m *connectionModel) refresh(c workato.Connection) {
	if m.Name.IsNull() {
		m.OnDestroy = types.StringValue(onDestroyDelete)
	}
	if m.Application.IsNull() {
		m.Application = semantic.OrNull(c.Application())
	}
	m.Name = types.StringValue(c.Name)
	take(&m.FolderID, c.FolderID)
	take(&m.ParentID, c.ParentID)
	take(&m.ExternalID, c.ExternalID)
	take(&m.AuthorizationStatus, c.AuthorizationStatus)
}

// take takes over a text, unless the answer says nothing about it.
func take[S ~string](into *types.String, field workato.Field[S]) {
	if field.IsPresent() {
		*into = semantic.OrNull(field.Value)
	}
}

// creationInput is the body of the creation. The credentials are those of the
// configuration.
func (m *connectionModel) creationInput(config connectionModel) workato.ConnectionInput {
	input := workato.ConnectionInput{
		Name: workato.Set(m.Name.ValueString()), Application: workato.Set(m.Application.ValueString()),
		ConnectionCredentials: config.credentials(true, true),
	}
	if folder := m.FolderID.ValueString(); folder != "" {
		input.FolderID = workato.Set(workato.ID(folder))
	}
	if parent := m.ParentID.ValueString(); parent != "" {
		input.ParentID = workato.Set(workato.ID(parent))
	}
	if !m.ExternalID.IsNull() {
		input.ExternalID = workato.Set(m.ExternalID.ValueString())
	}
	if m.ShellConnection.ValueBool() {
		input.Shell = workato.Set(true)
	}
	return input
}

// updateInput is the body of an update: what differs from the state, null for what
// was removed, and the credentials if their versions changed. sends is false if
// there is nothing to send.
func (m *connectionModel) updateInput(state, config connectionModel) (input workato.ConnectionInput, sends bool) {
	if !m.Name.Equal(state.Name) {
		input.Name, sends = workato.Set(m.Name.ValueString()), true
	}
	if !m.FolderID.Equal(state.FolderID) && !m.FolderID.IsNull() {
		input.FolderID, sends = workato.Set(workato.ID(m.FolderID.ValueString())), true
	}
	if !m.ParentID.Equal(state.ParentID) {
		input.ParentID, sends = workato.Set(workato.ID(m.ParentID.ValueString())), true
		if m.ParentID.IsNull() {
			input.ParentID = workato.Null[workato.ID]()
		}
	}
	if !m.ExternalID.Equal(state.ExternalID) {
		input.ExternalID, sends = workato.Set(m.ExternalID.ValueString()), true
		if m.ExternalID.IsNull() {
			input.ExternalID = workato.Null[string]()
		}
	}
	newInput, newTokens := m.newCredentials(state)
	if newInput || newTokens {
		input.ConnectionCredentials, sends = config.credentials(newInput, newTokens), true
	}
	return input, sends
}

// newCredentials reports which credentials an update sends: those whose version is
// there and is another one.
func (m *connectionModel) newCredentials(state connectionModel) (input, tokens bool) {
	return !m.InputWOVersion.IsNull() && !m.InputWOVersion.Equal(state.InputWOVersion),
		!m.OAuthTokenPairWOVersion.IsNull() && !m.OAuthTokenPairWOVersion.Equal(state.OAuthTokenPairWOVersion)
}

// credentials are those of a configuration.
func (m *connectionModel) credentials(input, tokens bool) workato.ConnectionCredentials {
	var out workato.ConnectionCredentials
	if input && !m.InputWO.IsNull() {
		out.Input, _ = plain(m.InputWO).(map[string]any)
	}
	if tokens && m.OAuthTokenPairWO != nil {
		out.Tokens = &workato.OAuthTokenPair{
			AccessToken: m.OAuthTokenPairWO.AccessToken.ValueString(), RefreshToken: m.OAuthTokenPairWO.RefreshToken.ValueString(),
		}
	}
	return out
}

// plain turns a value of Terraform into what JSON has for it. Numbers keep all of
// their digits.
func plain(value attr.Value) any {
	if value.IsNull() || value.IsUnknown() {
		return nil
	}
	switch value := value.(type) {
	case types.Dynamic:
		return plain(value.UnderlyingValue())
	case types.String:
		return value.ValueString()
	case types.Bool:
		return value.ValueBool()
	case types.Number:
		return json.Number(value.ValueBigFloat().Text('f', -1))
	case types.Object:
		return plainMembers(value.Attributes())
	case types.Map:
		return plainMembers(value.Elements())
	case interface{ Elements() []attr.Value }: // List, set or tuple.
		out := []any{}
		for _, element := range value.Elements() {
			out = append(out, plain(element))
		}
		return out
	}
	return nil
}

func plainMembers(members map[string]attr.Value) map[string]any {
	out := make(map[string]any, len(members))
	for name, member := range members {
		out[name] = plain(member)
	}
	return out
}
