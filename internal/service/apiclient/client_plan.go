package apiclient

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// ValidateConfig implements resource.ResourceWithValidateConfig: folders are named
// exactly if not all are meant.
func (r *clientResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config clientModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() || config.AllFolders.IsNull() || config.AllFolders.IsUnknown() || config.FolderIDs.IsUnknown() {
		return
	}
	at := path.Root("folder_ids")
	switch all := config.AllFolders.ValueBool(); {
	case all && !config.FolderIDs.IsNull():
		resp.Diagnostics.AddAttributeError(at, "Folders beside all folders", "With all_folders = true, the client has access to every folder, and the API takes no list. Leave folder_ids out, or set all_folders to false.")
	case !all && config.FolderIDs.IsNull():
		resp.Diagnostics.AddAttributeError(at, "Missing folders", "With all_folders = false, the API needs to know which folders the client has access to. Set folder_ids, or set all_folders to true.")
	}
}

// ModifyPlan implements resource.ResourceWithModifyPlan. What a change makes anew is
// unknown, and what it takes away is warned of.
func (r *clientResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() || req.State.Raw.IsNull() {
		return
	}
	var plan, state clientModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() || !plan.ManagedCustomerID.Equal(state.ManagedCustomerID) {
		return
	}
	switch {
	case plan.EnvironmentName.IsUnknown(), plan.moves(&state):
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("environment_id"), types.StringUnknown())...)
	case !plan.EnvironmentName.Equal(state.EnvironmentName):
		// Another spelling, such as the API's after an import, is no change.
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("environment_name"), state.EnvironmentName)...)
	}
	if !plan.regenerates(&state) {
		return
	}
	for _, name := range []string{"token", "token_updated_at"} {
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root(name), types.StringUnknown())...)
	}
	if !plan.TokenVersion.IsUnknown() {
		resp.Diagnostics.AddAttributeWarning(path.Root("token_version"), fmt.Sprintf("%s %s (%s) will get another token", clientTypeName, state.ID.ValueString(), state.Name.ValueString()),
			"The token that it has stops working as soon as the plan is applied, wherever it is in use. This cannot be undone.")
	}
}
