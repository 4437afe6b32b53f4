package workspace

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

const protectedSummary = "Environment is protected from deletion"

// ModifyPlan implements resource.ResourceWithModifyPlan. It calls the API only if
// validate_on_plan asks for it.
func (r *environmentResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	var config, plan, state model
	if req.Plan.Raw.IsNull() {
		if resp.Diagnostics.Append(req.State.Get(ctx, &state)...); !resp.Diagnostics.HasError() && protected(state, state.DeletionProtection) {
			resp.Diagnostics.AddError(protectedSummary, protectedDetail(state, "destroying"))
		}
		return
	}
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if req.State.Raw.IsNull() {
		warnSanitized(config.Name, &resp.Diagnostics)
		validateCreation(config, &resp.Diagnostics)
		if !resp.Diagnostics.HasError() && config.ValidateOnPlan.ValueBool() && r.Data != nil {
			r.validateOnPlan(ctx, config, &resp.Diagnostics)
		}
		return
	}
	if resp.Diagnostics.Append(req.State.Get(ctx, &state)...); resp.Diagnostics.HasError() {
		return
	}
	warnCreateOnly(plan, state, &resp.Diagnostics)
	if !plan.Name.IsUnknown() && meansSame(plan.Name.ValueString(), state) {
		return
	}
	at := path.Root("name")
	resp.RequiresReplace = append(resp.RequiresReplace, at)
	if protected(state, state.DeletionProtection) || protected(plan, plan.DeletionProtection) {
		resp.Diagnostics.AddAttributeError(at, protectedSummary, protectedDetail(state, "replacing"))
	}
}

// protected reports whether a value of deletion_protection protects: anything but a
// known false, unless nothing would be deleted anyway.
func protected(m model, v types.Bool) bool {
	if m.OnDestroy.ValueString() == onDestroyAbandon {
		return false
	}
	return v.IsNull() || v.IsUnknown() || v.ValueBool()
}

func protectedDetail(state model, doing string) string {
	harmless := map[string]string{
		"destroying": `To keep it while Terraform forgets it, set on_destroy = "abandon" and apply first, or use a removed block with destroy = false.`,
		"replacing":  "To keep it, set name back. Names cannot be changed by the API; the change request CR-01 renames an environment, after which it is imported under the new name.",
		"deleting":   "To keep it, take back what replaces it: -replace, replace_triggered_by, or the mark of terraform taint, which terraform untaint removes.",
	}[doing]
	changed := "Nothing was changed."
	if doing == "deleting" {
		changed = "The environment was not changed. What this run destroyed before it, because it depends on the environment, is gone."
	}
	return fmt.Sprintf("%s %s has deletion_protection, and %s it deletes a customer's tenant with everything in it; no way to restore it is documented.\n\n%s\n\n"+
		"If it really is to be deleted, set deletion_protection = false, apply that by itself, and then repeat this.\n\n%s",
		typeName, state.EnvironmentName.ValueString(), doing, harmless, changed)
}

// warnCreateOnly tells about changes that enter the state and nothing else. What
// was not in the state, as after an import, is only written down.
func warnCreateOnly(plan, state model, diags *diag.Diagnostics) {
	var changed []string
	for _, c := range []struct {
		name        string
		plan, state attr.Value
	}{
		{"creation_mode", plan.CreationMode, state.CreationMode},
		{"admin_email", plan.AdminEmail, state.AdminEmail},
		{"admin_first_name", plan.AdminFirstName, state.AdminFirstName},
		{"admin_last_name", plan.AdminLastName, state.AdminLastName},
		{"admin_password_wo", plan.AdminPasswordWOVersion, state.AdminPasswordWOVersion},
		{"license_count", plan.LicenseCount, state.LicenseCount},
	} {
		if !c.state.IsNull() && !c.plan.IsNull() && !c.plan.Equal(c.state) {
			changed = append(changed, c.name)
		}
	}
	if len(changed) == 0 {
		return
	}
	where := ", under the user administration of the environment"
	if slices.Contains(changed, "license_count") {
		where += "; the number of licences follows from your agreement with the vendor"
	}
	diags.AddAttributeWarning(path.Root(strings.Replace(changed[0], "admin_password_wo", "admin_password_wo_version", 1)),
		fmt.Sprintf("%s %s: a change that is not sent", typeName, state.EnvironmentName.ValueString()),
		fmt.Sprintf("The Provisioning API takes %s at creation only. The new value enters the state, and nothing is sent; the environment stays as it is. Make the change inside of Workspace 365%s.",
			strings.Join(changed, ", "), where))
}

// validateOnPlan asks the API whether it would accept a new environment.
func (r *environmentResource) validateOnPlan(ctx context.Context, config model, diags *diag.Diagnostics) {
	for _, value := range []attr.Value{config.Name, config.AdminEmail, config.AdminFirstName, config.AdminLastName, config.AdminPasswordWO} {
		if value.IsUnknown() {
			return
		}
	}
	if len(r.Workspace365.Problems) > 0 {
		return // Reported when the environment is created, if it is still so.
	}
	verdict := validate(ctx, r.Workspace365.Client, config.Name.ValueString(), config.admin())
	if verdict.unreachable != nil {
		diags.AddWarning(fmt.Sprintf("Environment name %q was not validated", config.Name.ValueString()),
			"The Validate call failed, so whether the API accepts the environment shows at apply: "+verdict.unreachable.Error())
		return
	}
	if verdict.existing {
		diags.AddAttributeWarning(path.Root("name"), fmt.Sprintf("Environment %q is already there", config.Name.ValueString()),
			"The API refuses the name, and its list has it. That is as it must be if this plan replaces this very environment. Otherwise the apply will fail, with the import block to take it over.")
	}
	for _, problem := range verdict.problems {
		if verdict.existing && (problem.field == "" || problem.field == "environmentname") {
			continue // Warned about above.
		}
		at, ok := fields[problem.field]
		if !ok {
			at = path.Root("name")
		}
		diags.AddAttributeError(at, "Workspace 365 refuses the environment", "The API said: "+problem.message+"\n\nCall: POST /Environment/Validate/. Nothing was created.")
	}
}
