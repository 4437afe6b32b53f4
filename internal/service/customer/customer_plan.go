package customer

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/framework/declared"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

// ModifyPlan implements resource.ResourceWithModifyPlan. It makes no call.
func (r *customerResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() {
		var state model
		if resp.Diagnostics.Append(req.State.Get(ctx, &state)...); !resp.Diagnostics.HasError() && protected(state.DeletionProtection) {
			resp.Diagnostics.AddError(protectedSummary, protectedDetail(state, "destroying"))
		}
		return
	}
	var config, plan model
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	var prior *model
	if !req.State.Raw.IsNull() {
		prior = &model{}
		before := declared.Load(ctx, req.Private, &resp.Diagnostics)
		if resp.Diagnostics.Append(req.State.Get(ctx, prior)...); resp.Diagnostics.HasError() {
			return
		}
		planDefaults(&plan, config, *prior, before)
		replace := planEnvironmentsSwitch(&plan, config, *prior, before, &resp.Diagnostics)
		replace = append(replace, planOAuthID(plan, *prior)...)
		resp.RequiresReplace = append(resp.RequiresReplace, replace...)
		guardReplacement(replace, plan, *prior, &resp.Diagnostics)
	}
	plan.Environments = plannedEnvironments(ctx, plan, prior)
	if known(plan.EnvironmentSettings) && known(plan.ProvisionEnvironments) && !plan.ProvisionEnvironments.ValueBool() {
		resp.Diagnostics.AddAttributeError(path.Root("environment_settings"), "Settings of environments that do not exist",
			"TEST and PROD have settings only where Environments are provisioned, and this customer has none. Set provision_environments to true, which cannot be undone, or remove environment_settings.")
	}
	resp.Diagnostics.Append(resp.Plan.Set(ctx, &plan)...)
}

// planDefaults plans the attributes which the service fills in where the
// configuration leaves them out: they stay, unless they were declared before and
// so are about to fall back to the default, or follow another one that changes.
func planDefaults(plan *model, config, prior model, before declared.Record) {
	emailChanges := !plan.NotificationEmail.Equal(prior.NotificationEmail)
	planDefault(&plan.AdminNotificationEmails, config.AdminNotificationEmails, prior.AdminNotificationEmails, semantic.Emails.Unknown(),
		before.Has("admin_notification_emails") || emailChanges)
	planDefault(&plan.ErrorNotificationEmails, config.ErrorNotificationEmails, prior.ErrorNotificationEmails, semantic.Emails.Unknown(),
		before.Has("error_notification_emails") || emailChanges)
	planDefault(&plan.TimeZone, config.TimeZone, prior.TimeZone, types.StringUnknown(), before.Has("time_zone"))
	planDefault(&plan.AuthSettings, config.AuthSettings, prior.AuthSettings, types.ObjectUnknown(authTypes), before.Has("auth_settings"))

	// Without declaration the plan and the trial stay; but one changes the other.
	planDefault(&plan.PlanID, config.PlanID, prior.PlanID, types.StringUnknown(), setsOnly(config.InTrial, prior.InTrial))
	planDefault(&plan.InTrial, config.InTrial, prior.InTrial, types.BoolUnknown(), setsOnly(config.PlanID, prior.PlanID))
	plan.Trial = prior.Trial
	if !plan.PlanID.Equal(prior.PlanID) || !plan.InTrial.Equal(prior.InTrial) {
		plan.Trial = types.BoolUnknown()
	}
	plan.CreatedAt = prior.CreatedAt
}

// planDefault plans one such attribute.
func planDefault[T attr.Value](plan *T, config, prior, unknown T, changes bool) {
	switch {
	case !config.IsNull():
		return
	case changes && !prior.IsNull():
		*plan = unknown
	default:
		*plan = prior
	}
}

// planEnvironmentsSwitch decides what a change of provision_environments means.
// Terraform accepts a planned value that differs from the configuration if it is
// the prior one, as long as the attribute is computed too.
func planEnvironmentsSwitch(plan *model, config, prior model, before declared.Record, diags *diag.Diagnostics) path.Paths {
	at, id := path.Root("provision_environments"), prior.ID.ValueString()
	on := prior.ProvisionEnvironments.ValueBool()
	switch wanted := config.ProvisionEnvironments; {
	case wanted.IsUnknown():
		diags.AddAttributeError(at, "provision_environments must be known while planning",
			"For a customer that exists, this value decides between keeping and replacing it, so it cannot wait until apply. Set it to a value that is known, or leave it out to keep what is.")
	case wanted.IsNull():
		plan.ProvisionEnvironments = prior.ProvisionEnvironments
	case wanted.ValueBool() == on:
	case wanted.ValueBool():
		diags.AddAttributeWarning(at, fmt.Sprintf("Turning on Environments of %s %s cannot be undone", typeName, id),
			"The present workspace becomes DEV, with all its recipes, which keep running; TEST and PROD are added. There is no way back to a single workspace. "+
				"Afterwards, review the access of the customer's people in all three environments: customer managers get every environment with the same role.")
	case before.Was("provision_environments", false):
		// Somebody turned them on outside of Terraform. That is no wish to
		// delete the customer.
		plan.ProvisionEnvironments = types.BoolValue(true)
		diags.AddAttributeWarning(at, fmt.Sprintf("Environments of %s %s were turned on outside of Terraform", typeName, id),
			"The configuration says false, as it did when it was last applied, but the customer has Environments now, which cannot be undone. They are kept. Set provision_environments to true, or leave it out, to end this warning.")
	default:
		diags.AddAttributeWarning(at, fmt.Sprintf("Turning off Environments replaces %s %s", typeName, id),
			"Environments cannot be turned off. The customer is deleted with its DEV, TEST and PROD workspaces: all projects, recipes, connections, job history and collaborators. A new, empty one is created. "+
				"If that is not what you want, set provision_environments to true, or leave it out.")
		return path.Paths{at}
	}
	return nil
}

// planOAuthID replaces the customer if its oauth_id changes. One that is not in
// the state, as after an import, is only written down.
func planOAuthID(plan, prior model) path.Paths {
	if prior.OAuthID.IsNull() || plan.OAuthID.Equal(prior.OAuthID) {
		return nil
	}
	return path.Paths{path.Root("oauth_id")}
}

// guardReplacement fails a plan that would replace a protected customer.
func guardReplacement(replace path.Paths, plan, prior model, diags *diag.Diagnostics) {
	if len(replace) == 0 || (!protected(prior.DeletionProtection) && !protected(plan.DeletionProtection)) {
		return
	}
	diags.AddAttributeError(replace[0], protectedSummary, protectedDetail(prior, "replacing"))
}

const protectedSummary = "Customer is protected from deletion"

// protected reports whether a value of deletion_protection protects: anything but
// a known false.
func protected(v types.Bool) bool { return v.IsNull() || v.IsUnknown() || v.ValueBool() }

func protectedDetail(state model, doing string) string {
	changed := "Nothing was changed."
	harmless := "To keep it while Terraform forgets it, use a removed block with destroy = false."
	switch doing {
	case "deleting":
		changed = "The customer was not changed. What this run destroyed before it, because it depends on the customer, is gone."
		harmless = "To keep it, take back what replaces it: -replace, replace_triggered_by, or the mark of terraform taint, which terraform untaint removes."
	case "replacing":
		harmless = "To keep it, undo the change that replaces it: set provision_environments back to true or leave it out, and leave oauth_id as it was."
	}
	return fmt.Sprintf("%s %s (%s) has deletion_protection, and %s it deletes all its workspaces with everything in them, for good.\n\n%s\n\n"+
		"If it really is to be deleted, set deletion_protection = false, apply that by itself, and then repeat this.\n\n%s",
		typeName, state.ID.ValueString(), state.Name.ValueString(), doing, harmless, changed)
}

// declarations is the record of what a configuration declares.
func declarations(config model) declared.Record {
	record := declared.Record{}
	for name, value := range map[string]attr.Value{
		"admin_notification_emails": config.AdminNotificationEmails,
		"error_notification_emails": config.ErrorNotificationEmails,
		"time_zone":                 config.TimeZone,
		"auth_settings":             config.AuthSettings,
	} {
		if !value.IsNull() {
			record[name] = true
		}
	}
	if known(config.ProvisionEnvironments) {
		record["provision_environments"] = config.ProvisionEnvironments.ValueBool()
	}
	return record
}
