package customer

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/declared"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

// createInput is the body of the create: the fields documented for it. The
// settings of TEST and PROD are, too, but not in a spelling that all pages agree
// on; they follow in an update, so that no create fails for their sake.
func (m *model) createInput() workato.CustomerInput {
	input := workato.CustomerInput{
		Name:              workato.Set(m.Name.ValueString()),
		NotificationEmail: workato.Set(m.NotificationEmail.ValueString()),
		ExternalID:        given(m.ExternalID),
		PlanID:            given(m.PlanID),
		OriginURL:         given(m.OriginURL),
		TimeZone:          given(m.TimeZone),
		OAuthID:           given(m.OAuthID),
	}
	if known(m.FrameAncestors) {
		input.FrameAncestors = workato.Set(joined(m.FrameAncestors))
	}
	if known(m.FullEmbedding) {
		input.FullEmbedding = workato.Set(m.FullEmbedding.ValueBool())
	}
	if known(m.WhitelistedApps) {
		input.WhitelistedApps = workato.Set(stringsOf(m.WhitelistedApps))
	}
	if known(m.AuthSettings) {
		input.AuthSettings = workato.Set(m.authSettings())
	}
	if m.ProvisionEnvironments.ValueBool() {
		input.ProvisionEnvironments = workato.Set(true)
	}
	return input
}

// afterCreate is what the create could not carry, or did not bring about: fields
// documented for updates only, and settings of environments that did not arrive.
// It is empty if the reply shows all of it.
func (m *model) afterCreate(ctx context.Context, c workato.Customer) (workato.CustomerInput, bool) {
	var input workato.CustomerInput
	change := false
	if known(m.AdminNotificationEmails) && !semantic.Emails.Same(m.AdminNotificationEmails.ValueString(), string(c.AdminNotificationEmails.Value)) {
		input.AdminNotificationEmails, change = workato.Set(m.AdminNotificationEmails.ValueString()), true
	}
	if known(m.ErrorNotificationEmails) && !semantic.Emails.Same(m.ErrorNotificationEmails.ValueString(), string(c.ErrorNotificationEmails.Value)) {
		input.ErrorNotificationEmails, change = workato.Set(m.ErrorNotificationEmails.ValueString()), true
	}
	if known(m.InTrial) && m.InTrial.ValueBool() != c.InTrial.Value {
		input.InTrial, change = workato.Set(m.InTrial.ValueBool()), true
	}
	// Whether a reply has custom_task_limit is not documented, so it is sent
	// unless the reply shows it.
	if known(m.CustomTaskLimit) && m.CustomTaskLimit.ValueInt64() != c.CustomTaskLimit.Value {
		input.CustomTaskLimit, change = workato.Set(m.CustomTaskLimit.ValueInt64()), true
	}
	if inputs := m.missingSettings(ctx, c); len(inputs) > 0 {
		input.Environments, change = inputs, true
	}
	return input, change
}

// missingSettings are the settings of TEST and PROD that a new customer does not show. A
// field that is not shown at all is among them: nothing says that it has arrived.
func (m *model) missingSettings(ctx context.Context, c workato.Customer) []workato.EnvironmentInput {
	return m.settingsBeside(ctx, c, types.ObjectNull(settingsTypes))
}

// ignoredSettings are those that the reply to an update shows otherwise than they were
// sent. What it does not show counts as sent.
func (m *model) ignoredSettings(ctx context.Context, c workato.Customer) []workato.EnvironmentInput {
	return m.settingsBeside(ctx, c, m.EnvironmentSettings)
}

// settingsBeside are the declared settings that differ from what a customer shows, or
// from before where it shows nothing.
func (m *model) settingsBeside(ctx context.Context, c workato.Customer, before types.Object) []workato.EnvironmentInput {
	if !c.EnvironmentsOn() {
		return nil
	}
	read := model{EnvironmentSettings: before}
	read.refreshEnvironmentSettings(ctx, c)
	return environmentInputs(ctx, m.EnvironmentSettings, read.EnvironmentSettings)
}

// updateInput is the body of an update: what differs between state and plan. An
// attribute that was set and is gone is cleared with null. Of those with a default
// of the service, only what the configuration declared before is cleared: the rest
// was set by somebody else, or by nobody.
func (m *model) updateInput(ctx context.Context, state model, before declared.Record) (workato.CustomerInput, bool) {
	var input workato.CustomerInput
	change := false
	set := func(differs bool, assign func()) {
		if differs {
			assign()
			change = true
		}
	}
	set(!m.Name.Equal(state.Name), func() { input.Name = workato.Set(m.Name.ValueString()) })
	set(!m.NotificationEmail.Equal(state.NotificationEmail), func() { input.NotificationEmail = workato.Set(m.NotificationEmail.ValueString()) })
	set(clearsOrSets(m.AdminNotificationEmails, state.AdminNotificationEmails, before.Has("admin_notification_emails")), func() { input.AdminNotificationEmails = orNull(m.AdminNotificationEmails.StringValue) })
	set(clearsOrSets(m.ErrorNotificationEmails, state.ErrorNotificationEmails, before.Has("error_notification_emails")), func() { input.ErrorNotificationEmails = orNull(m.ErrorNotificationEmails.StringValue) })
	set(!m.ExternalID.Equal(state.ExternalID), func() { input.ExternalID = orNull(m.ExternalID) })
	set(setsOnly(m.PlanID, state.PlanID), func() { input.PlanID = orNull(m.PlanID) })
	set(setsOnly(m.InTrial, state.InTrial), func() { input.InTrial = workato.Set(m.InTrial.ValueBool()) })
	set(!m.CustomTaskLimit.Equal(state.CustomTaskLimit), func() {
		input.CustomTaskLimit = workato.Null[int64]()
		if known(m.CustomTaskLimit) {
			input.CustomTaskLimit = workato.Set(m.CustomTaskLimit.ValueInt64())
		}
	})
	set(!m.OriginURL.Equal(state.OriginURL), func() { input.OriginURL = orNull(m.OriginURL) })
	set(!m.FrameAncestors.Equal(state.FrameAncestors), func() {
		input.FrameAncestors = workato.Null[string]()
		if len(m.FrameAncestors.Elements()) > 0 {
			input.FrameAncestors = workato.Set(joined(m.FrameAncestors))
		}
	})
	set(!m.FullEmbedding.Equal(state.FullEmbedding), func() {
		input.FullEmbedding = workato.Null[bool]()
		if known(m.FullEmbedding) {
			input.FullEmbedding = workato.Set(m.FullEmbedding.ValueBool())
		}
	})
	set(clearsOrSets(m.TimeZone, state.TimeZone, before.Has("time_zone")), func() { input.TimeZone = orNull(m.TimeZone) })
	set(!m.WhitelistedApps.Equal(state.WhitelistedApps), func() { input.WhitelistedApps = workato.Set(stringsOf(m.WhitelistedApps)) })
	set(clearsOrSets(m.AuthSettings, state.AuthSettings, before.Has("auth_settings")) || !m.AuthSettingsExtra.Equal(state.AuthSettingsExtra), func() {
		input.AuthSettings = workato.Null[map[string]any]()
		if known(m.AuthSettings) {
			input.AuthSettings = workato.Set(m.authSettings())
		}
	})
	if inputs := environmentInputs(ctx, m.EnvironmentSettings, state.EnvironmentSettings); len(inputs) > 0 {
		input.Environments, change = inputs, true
	}
	return input, change
}

// environmentInputs are the settings of TEST and PROD that differ.
func environmentInputs(ctx context.Context, plan, state types.Object) []workato.EnvironmentInput {
	var out []workato.EnvironmentInput
	for _, kind := range environmentKinds {
		want, have := settingOf(ctx, plan, kind), settingOf(ctx, state, kind)
		input := workato.EnvironmentInput{Type: kind}
		if !want.ExternalID.Equal(have.ExternalID) {
			input.ExternalID = orNull(want.ExternalID)
		}
		if !want.ErrorNotificationEmails.Equal(have.ErrorNotificationEmails) {
			input.ErrorNotificationEmails = orNull(want.ErrorNotificationEmails.StringValue)
		}
		if input.ExternalID.IsPresent() || input.ErrorNotificationEmails.IsPresent() {
			out = append(out, input)
		}
	}
	return out
}

// withOtherKey spells the environment type the way that replies do, for a service
// that did not take the documented spelling of requests.
func withOtherKey(inputs []workato.EnvironmentInput) []workato.EnvironmentInput {
	out := make([]workato.EnvironmentInput, 0, len(inputs))
	for _, input := range inputs {
		input.Type, input.EnvironmentType = "", input.Type
		out = append(out, input)
	}
	return out
}

func known(v attr.Value) bool { return !v.IsNull() && !v.IsUnknown() }

// clearsOrSets reports whether an attribute with a server default must be sent:
// changed, or unknown because it was declared and is to fall back to the default.
func clearsOrSets(plan, state attr.Value, declaredBefore bool) bool {
	if plan.IsUnknown() {
		return declaredBefore && !state.IsNull()
	}
	return !plan.Equal(state)
}

// setsOnly reports whether an attribute that always has a value was changed.
func setsOnly(plan, state attr.Value) bool { return known(plan) && !plan.Equal(state) }

func given(s types.String) workato.Field[string] {
	if !known(s) {
		return workato.Field[string]{}
	}
	return workato.Set(s.ValueString())
}

func orNull(s types.String) workato.Field[string] {
	if !known(s) {
		return workato.Null[string]()
	}
	return workato.Set(s.ValueString())
}
