package project

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// ModifyPlan implements resource.ResourceWithModifyPlan.
func (r *connectionResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.State.Raw.IsNull() || req.Plan.Raw.IsNull() {
		return
	}
	var plan, state connectionModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	replaced := connectionReplacedBy(plan, state)
	if len(replaced) > 0 {
		resp.RequiresReplace = append(resp.RequiresReplace, replaced...)
		warnCredentialsLost(plan, state, replaced, &resp.Diagnostics)
		return
	}
	if input, tokens := plan.newCredentials(state); input || tokens {
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("authorization_status"), types.StringUnknown())...)
	}
	warnCredentialsKept(plan, state, &resp.Diagnostics)
}

// connectionReplacedBy returns what of a plan the API takes at creation only. What
// was not in the state, as after an import, is only written down.
func connectionReplacedBy(plan, state connectionModel) path.Paths {
	var out path.Paths
	if !plan.EnvironmentID.Equal(state.EnvironmentID) {
		out.Append(path.Root("environment_id"))
	}
	if application := state.Application.ValueString(); application != "" &&
		(plan.Application.IsUnknown() || !sameApplication(plan.Application.ValueString(), application)) {
		out.Append(path.Root("application"))
	}
	if !state.ShellConnection.IsNull() && !plan.ShellConnection.Equal(state.ShellConnection) {
		out.Append(path.Root("shell_connection"))
	}
	return out
}

// warnCredentialsLost tells what a replacement costs, and refuses one that is bound
// to fail.
func warnCredentialsLost(plan, state connectionModel, replaced path.Paths, diags *diag.Diagnostics) {
	id := state.ID.ValueString()
	names := make([]string, 0, len(replaced))
	for _, at := range replaced {
		names = append(names, at.String())
	}
	reason := strings.Join(names, ", ")
	// The key, with the application and the environment, stays the same.
	sameKey := len(replaced) == 1 && names[0] == "shell_connection" && plan.key() == state.key()
	if state.OnDestroy.ValueString() != onDestroyDelete && sameKey {
		diags.AddAttributeError(replaced[0], "Connection cannot be replaced",
			fmt.Sprintf("The API takes shell_connection at creation only, so a change of it makes another connection. on_destroy of %s %s is %q, so that this one would stay, and the new one, which has the same %s, could not be told from it.\n\n"+
				"Set shell_connection back, or leave it out; or set on_destroy = %q and apply that first.\n\nNothing was changed.",
				connectionTypeName, id, state.OnDestroy.ValueString(), plan.key(), onDestroyDelete))
		return
	}
	fate := map[string]string{
		onDestroyDelete:     "This one is deleted, with its credentials",
		onDestroyDisconnect: "This one is disconnected, which drops its credentials, and left behind",
		onDestroyAbandon:    "This one is left behind as it is, and the new one has none of its credentials",
	}[state.OnDestroy.ValueString()]
	diags.AddAttributeWarning(replaced[0], fmt.Sprintf("%s %s will be replaced and its credentials lost", connectionTypeName, id),
		fmt.Sprintf("The API takes %s at creation only, so a change makes another connection, with another id. %s. What a person entered or authorised in the console is lost too, and cannot be brought back by Terraform: somebody has to do that again.\n\n"+
			"Recipes refer to the connection by its id: point them to the new one.", reason, fate))
}

// warnCredentialsKept tells that credentials which are no longer declared stay.
func warnCredentialsKept(plan, state connectionModel, diags *diag.Diagnostics) {
	for _, c := range []struct {
		name        string
		plan, state types.Int64
	}{
		{"input_wo", plan.InputWOVersion, state.InputWOVersion},
		{"oauth_token_pair_wo", plan.OAuthTokenPairWOVersion, state.OAuthTokenPairWOVersion},
	} {
		if c.plan.IsNull() && !c.state.IsNull() {
			diags.AddAttributeWarning(path.Root(c.name+"_version"), fmt.Sprintf("%s %s keeps what %s was", connectionTypeName, state.ID.ValueString(), c.name),
				"It is no longer declared, and nothing is sent: the credentials that Workato has stay in use. To drop them, disconnect the connection in the console.")
		}
	}
}

// shellDefault plans what the service does without the argument when it creates a
// connection, and afterwards what is known about it, which after an import is
// nothing.
type shellDefault struct{}

// Description implements planmodifier.Describer.
func (shellDefault) Description(context.Context) string { return "Default false at creation." }

// MarkdownDescription implements planmodifier.Describer.
func (m shellDefault) MarkdownDescription(ctx context.Context) string { return m.Description(ctx) }

// PlanModifyBool implements planmodifier.Bool.
func (shellDefault) PlanModifyBool(_ context.Context, req planmodifier.BoolRequest, resp *planmodifier.BoolResponse) {
	switch {
	case !req.ConfigValue.IsNull():
	case req.State.Raw.IsNull():
		resp.PlanValue = types.BoolValue(false)
	default:
		resp.PlanValue = req.StateValue
	}
}
