package collaborator

import (
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

// The values of status.
const (
	statusPending = "pending"
	statusActive  = "active"
)

// collaboratorModel is a collaborator in plan and state.
type collaboratorModel struct {
	ManagedCustomerID types.String    `tfsdk:"managed_customer_id"`
	Email             semantic.String `tfsdk:"email"`
	Name              types.String    `tfsdk:"name"`
	OAuthID           types.String    `tfsdk:"oauth_id"`
	ExternalID        types.String    `tfsdk:"external_id"`
	TimeZone          types.String    `tfsdk:"time_zone"`
	EnvironmentRoles  types.Object    `tfsdk:"environment_roles"`
	RoleType          types.String    `tfsdk:"role_type"`
	UserGroupIDs      types.Set       `tfsdk:"user_group_ids"`
	InvitationTrigger types.String    `tfsdk:"invitation_trigger"`
	UserID            types.String    `tfsdk:"user_id"`
	Status            types.String    `tfsdk:"status"`
	InvitedAt         types.String    `tfsdk:"invited_at"`
}

// collaboratorIdentityModel is the identity of a collaborator. Somebody who has not
// accepted yet has no id, and the e-mail address stays.
type collaboratorIdentityModel struct {
	ManagedCustomerID types.String `tfsdk:"managed_customer_id"`
	Email             types.String `tfsdk:"email"`
}

// identity has the address in lower case: its spelling in the configuration can change.
func (m *collaboratorModel) identity() collaboratorIdentityModel {
	return collaboratorIdentityModel{ManagedCustomerID: m.ManagedCustomerID, Email: types.StringValue(strings.ToLower(m.Email.ValueString()))}
}

// pending reports whether the invitation has not been accepted yet.
func (m *collaboratorModel) pending() bool { return m.Status.ValueString() == statusPending }

// direct reports whether the collaborator is added without an invitation.
func (m *collaboratorModel) direct() bool { return !m.OAuthID.IsNull() }

// invited takes over that an invitation was sent.
func (m *collaboratorModel) invited(at time.Time) {
	m.UserID, m.Status = types.StringNull(), types.StringValue(statusPending)
	m.InvitedAt = types.StringValue(at.UTC().Format(time.RFC3339))
	m.fill(workato.Member{})
}

// joined takes over that there is a member, whose roles are those of the plan.
func (m *collaboratorModel) joined(member workato.Member) {
	m.UserID, m.Status = types.StringValue(string(member.ID)), types.StringValue(statusActive)
	if m.InvitedAt.IsUnknown() {
		m.InvitedAt = types.StringNull()
	}
	m.fill(member)
}

// fill takes over what is not declared, or not in the state yet. What was declared
// cannot be changed by the API, but may be by the person, so a difference is none.
func (m *collaboratorModel) fill(member workato.Member) {
	for _, field := range []struct {
		value *types.String
		shown string
	}{
		{&m.Name, member.Name}, {&m.ExternalID, string(member.ExternalID)}, {&m.TimeZone, member.TimeZone},
	} {
		if field.value.IsNull() || field.value.IsUnknown() {
			*field.value = semantic.OrNull(field.shown)
		}
	}
	if m.Email.IsNull() && member.Email != "" {
		m.Email = semantic.Email.Value(member.Email)
	}
}

// groupIDs are the groups that an invitation names.
func (m *collaboratorModel) groupIDs() []string {
	var out []string
	for _, value := range m.UserGroupIDs.Elements() {
		if id, ok := value.(types.String); ok {
			out = append(out, id.ValueString())
		}
	}
	return out
}

// invitation is the body of an invitation.
func (m *collaboratorModel) invitation() workato.InvitationInput {
	return workato.InvitationInput{
		Name: m.Name.ValueString(), Email: m.Email.ValueString(),
		EnvironmentRoles: rolesOf(m.EnvironmentRoles).inputs(m.RoleType.ValueString()), UserGroupIDs: m.groupIDs(),
	}
}

// addition is the body that adds a collaborator without an invitation.
func (m *collaboratorModel) addition() workato.MemberInput {
	field := func(value types.String) workato.Field[string] {
		if value.IsNull() || value.IsUnknown() {
			return workato.Field[string]{}
		}
		return workato.Set(value.ValueString())
	}
	return workato.MemberInput{
		Name: field(m.Name), OAuthID: field(m.OAuthID), ExternalID: field(m.ExternalID), TimeZone: field(m.TimeZone),
		EnvironmentRoles: rolesOf(m.EnvironmentRoles).inputs(m.RoleType.ValueString()),
	}
}

// is reports whether a member is the collaborator. Users of the partner's own sign-in
// may have no address; they are known by their external id, or by their name.
func (m *collaboratorModel) is(member workato.Member) bool {
	if member.Email != "" {
		return semantic.Email.Same(member.Email, m.Email.ValueString())
	}
	if !m.direct() {
		return false
	}
	if external := m.ExternalID.ValueString(); external != "" || member.ExternalID != "" {
		return external == string(member.ExternalID)
	}
	return member.Name != "" && member.Name == m.Name.ValueString()
}

// among returns the members that are the collaborator.
func (m *collaboratorModel) among(members []workato.Member) []workato.Member {
	var out []workato.Member
	for _, member := range members {
		if m.is(member) {
			out = append(out, member)
		}
	}
	return out
}
