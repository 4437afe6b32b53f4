package collaborator

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// ValidateConfig implements resource.ResourceWithValidateConfig: which arguments go
// with an invitation, and which with an addition of an existing or of a new user.
func (r *collaboratorResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config collaboratorModel
	if resp.Diagnostics.Append(req.Config.Get(ctx, &config)...); resp.Diagnostics.HasError() {
		return
	}
	if none(config.EnvironmentRoles) {
		resp.Diagnostics.AddAttributeError(path.Root("environment_roles"), "A collaborator without a role",
			"environment_roles names no role. A collaborator has one in at least one environment.")
	}
	if config.OAuthID.IsUnknown() {
		return
	}
	if config.OAuthID.IsNull() && config.Name.IsNull() {
		resp.Diagnostics.AddAttributeError(path.Root("name"), "An invitation without a name",
			"An invitation needs the name of the person. Set name; or set oauth_id, to add an existing user of Workato without an invitation.")
	}
	if !config.OAuthID.IsNull() && !config.UserGroupIDs.IsNull() {
		resp.Diagnostics.AddAttributeError(path.Root("user_group_ids"), "Groups without an invitation",
			"Only an invitation can name groups, and with oauth_id there is none. Use workato_collaborator_group_members, which works at once since the collaborator is there at once.")
	}
	for _, field := range []struct {
		name  string
		value types.String
	}{{"external_id", config.ExternalID}, {"time_zone", config.TimeZone}} {
		switch {
		case field.value.IsNull():
		case config.OAuthID.IsNull():
			resp.Diagnostics.AddAttributeError(path.Root(field.name), "An invitation has no "+field.name,
				fmt.Sprintf("The API takes %s only where it adds a new user, by oauth_id and name. Remove it.", field.name))
		case config.Name.IsNull():
			resp.Diagnostics.AddAttributeError(path.Root(field.name), "An existing user has a "+field.name,
				fmt.Sprintf("Without a name, oauth_id adds an existing user of Workato, for whom the API takes nothing but the roles. Remove %s; or set name, to make a new user.", field.name))
		}
	}
}

// none reports whether environment_roles is known to name no role.
func none(object types.Object) bool {
	if object.IsUnknown() || object.IsNull() {
		return false
	}
	for _, value := range object.Attributes() {
		if !value.IsNull() {
			return false
		}
	}
	return true
}

// ModifyPlan implements resource.ResourceWithModifyPlan. It makes no call.
func (r *collaboratorResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	var plan, state collaboratorModel
	if req.Plan.Raw.IsNull() {
		if resp.Diagnostics.Append(req.State.Get(ctx, &state)...); !resp.Diagnostics.HasError() && state.pending() {
			resp.Diagnostics.AddWarning(state.title()+": an invitation that cannot be withdrawn", outstanding(state))
		}
		return
	}
	if resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...); resp.Diagnostics.HasError() {
		return
	}
	if req.State.Raw.IsNull() {
		if plan.direct() && !plan.OAuthID.IsUnknown() {
			plan.Status, plan.InvitedAt = types.StringValue(statusActive), types.StringNull()
			resp.Diagnostics.Append(resp.Plan.Set(ctx, &plan)...)
		}
		return
	}
	if resp.Diagnostics.Append(req.State.Get(ctx, &state)...); resp.Diagnostics.HasError() {
		return
	}
	plan.UserID, plan.Status, plan.InvitedAt = state.UserID, state.Status, state.InvitedAt
	if plan.reinvites(state) {
		// Whether it was accepted meanwhile is looked up before it is sent.
		plan.UserID, plan.Status, plan.InvitedAt = types.StringUnknown(), types.StringUnknown(), types.StringUnknown()
		for _, value := range []*types.String{&plan.ExternalID, &plan.TimeZone} {
			if value.IsNull() {
				*value = types.StringUnknown()
			}
		}
	}
	resp.Diagnostics.Append(resp.Plan.Set(ctx, &plan)...)
	if plan.anotherUser(state) {
		resp.RequiresReplace = append(resp.RequiresReplace, path.Root("oauth_id"))
		if state.pending() {
			resp.Diagnostics.AddWarning(state.title()+": an invitation that cannot be withdrawn", outstanding(state))
		}
		return
	}
	if plan.Email.Equal(state.Email) && plan.ManagedCustomerID.Equal(state.ManagedCustomerID) {
		warnNotSent(plan, state, &resp.Diagnostics)
	}
}

// anotherUser reports whether oauth_id stands for somebody else, or for another way to
// become a collaborator. Written down later, as after an import, it does not.
func (m *collaboratorModel) anotherUser(state collaboratorModel) bool {
	if !m.direct() || m.OAuthID.Equal(state.OAuthID) {
		return false
	}
	return state.direct() || state.pending()
}

// reinvites reports whether the invitation is to be sent again.
func (m *collaboratorModel) reinvites(state collaboratorModel) bool {
	return state.pending() && !m.InvitationTrigger.IsNull() && !m.InvitationTrigger.Equal(state.InvitationTrigger)
}

// title names the collaborator in the summary of a warning.
func (m *collaboratorModel) title() string { return collaboratorTypeName + " " + m.Email.ValueString() }

func outstanding(state collaboratorModel) string {
	return fmt.Sprintf("%s was invited at %s and has not accepted yet. The API can neither withdraw nor show an invitation, so destroying only drops it from the state: if it is accepted later, the person becomes a collaborator of customer %s, with the roles of the invitation. To prevent that, withdraw it by hand, in the workspace under Workspace admin > Collaborators.",
		state.Email.ValueString(), state.InvitedAt.ValueString(), state.ManagedCustomerID.ValueString())
}

// warnNotSent tells about changes that enter the state and nothing else.
func warnNotSent(plan, state collaboratorModel, diags *diag.Diagnostics) {
	reinvites := plan.reinvites(state)
	var changed []string
	for _, c := range []struct {
		name        string
		plan, state attr.Value
		invitation  bool
	}{
		{"name", plan.Name, state.Name, true},
		{"external_id", plan.ExternalID, state.ExternalID, false},
		{"time_zone", plan.TimeZone, state.TimeZone, false},
	} {
		// What was not in the state, as after an import, is only written down.
		if !c.state.IsNull() && !c.plan.Equal(c.state) && (!c.invitation || !reinvites) {
			changed = append(changed, c.name)
		}
	}
	if len(changed) > 0 {
		diags.AddAttributeWarning(path.Root(changed[0]), state.title()+": a change that is not sent",
			fmt.Sprintf("The API takes %s only when it invites or adds somebody. The new value enters the state, and nothing is sent. People change their own name and time zone in their profile.", strings.Join(changed, ", ")))
	}
	if !plan.UserGroupIDs.Equal(state.UserGroupIDs) && !reinvites {
		diags.AddAttributeWarning(path.Root("user_group_ids"), state.title()+": groups that are not sent",
			"The API takes user_group_ids only with an invitation. The new value enters the state, and nothing is sent. Use workato_collaborator_group_members to manage who is in a group.")
	}
	if state.pending() && !reinvites && !plan.EnvironmentRoles.IsUnknown() && len(rolesOf(plan.EnvironmentRoles).since(rolesOf(state.EnvironmentRoles))) > 0 {
		diags.AddAttributeWarning(path.Root("environment_roles"), state.title()+": roles that wait for the invitation",
			"The invitation is still pending, and its roles cannot be changed. The new roles enter the state. Once it is accepted, the next plan shows the difference, and applying it sets them. To have them in the invitation, change invitation_trigger too, which sends it again.")
	}
}
