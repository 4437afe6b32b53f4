package customer

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

var (
	environmentTypes = map[string]attr.Type{"id": types.StringType, "external_id": types.StringType}

	environmentsTypes = map[string]attr.Type{
		workato.EnvironmentDev:  types.ObjectType{AttrTypes: environmentTypes},
		workato.EnvironmentTest: types.ObjectType{AttrTypes: environmentTypes},
		workato.EnvironmentProd: types.ObjectType{AttrTypes: environmentTypes},
	}

	settingTypes = map[string]attr.Type{"external_id": types.StringType, "error_notification_emails": semantic.Emails}

	settingsTypes = map[string]attr.Type{
		workato.EnvironmentTest: types.ObjectType{AttrTypes: settingTypes},
		workato.EnvironmentProd: types.ObjectType{AttrTypes: settingTypes},
	}
)

// environmentKinds are the environments with settings of their own. Those of DEV
// are the customer's.
var environmentKinds = []string{workato.EnvironmentTest, workato.EnvironmentProd}

// environment is one value of the computed environments.
type environment struct {
	ID         types.String `tfsdk:"id"`
	ExternalID types.String `tfsdk:"external_id"`
}

func (e environment) object() types.Object {
	return types.ObjectValueMust(environmentTypes, map[string]attr.Value{"id": e.ID, "external_id": e.ExternalID})
}

// setting is what environment_settings declare for one environment.
type setting struct {
	ExternalID              types.String    `tfsdk:"external_id"`
	ErrorNotificationEmails semantic.String `tfsdk:"error_notification_emails"`
}

func (s setting) object() types.Object {
	return types.ObjectValueMust(settingTypes, map[string]attr.Value{"external_id": s.ExternalID, "error_notification_emails": s.ErrorNotificationEmails})
}

func noSetting() setting {
	return setting{ExternalID: types.StringNull(), ErrorNotificationEmails: semantic.Emails.Null()}
}

// environmentsObject builds environments from its three values.
func environmentsObject(dev, test, prod attr.Value) types.Object {
	return types.ObjectValueMust(environmentsTypes, map[string]attr.Value{
		workato.EnvironmentDev: dev, workato.EnvironmentTest: test, workato.EnvironmentProd: prod,
	})
}

// environmentsOf returns what the service says of the environments.
func environmentsOf(c workato.Customer) types.Object {
	of := func(kind string) attr.Value {
		e, ok := c.Environment(kind)
		if !ok {
			return types.ObjectNull(environmentTypes)
		}
		return environment{ID: types.StringValue(string(e.ID)), ExternalID: text(types.StringNull(), e.ExternalID)}.object()
	}
	return environmentsObject(of(workato.EnvironmentDev), of(workato.EnvironmentTest), of(workato.EnvironmentProd))
}

// settledEnvironments fills the ids into the planned environments. What was
// planned as there stays there, with null for an id that did not come to be:
// Terraform takes anything else for a failed create.
func settledEnvironments(ctx context.Context, planned, read types.Object) types.Object {
	if planned.IsUnknown() || planned.IsNull() {
		return read
	}
	of := func(kind string) attr.Value {
		plan, ok := planned.Attributes()[kind].(types.Object)
		if !ok || plan.IsUnknown() {
			return read.Attributes()[kind]
		}
		if plan.IsNull() {
			return plan
		}
		want, got := decode(ctx, plan, environment{}), environment{ID: types.StringNull(), ExternalID: types.StringNull()}
		if current, ok := read.Attributes()[kind].(types.Object); ok && !current.IsNull() {
			got = decode(ctx, current, got)
		}
		keep(&want.ID, got.ID)
		keep(&want.ExternalID, got.ExternalID)
		return want.object()
	}
	return environmentsObject(of(workato.EnvironmentDev), of(workato.EnvironmentTest), of(workato.EnvironmentProd))
}

// plannedEnvironments is what environments will be, as far as it can be known:
// the keys always, the id of DEV as soon as the customer exists, those of TEST and
// PROD unless they are being made. Otherwise turning Environments on would
// replace everything that lives in DEV.
func plannedEnvironments(ctx context.Context, plan model, prior *model) types.Object {
	dev := environment{ID: types.StringUnknown(), ExternalID: plan.ExternalID}
	if prior != nil {
		dev.ID = prior.ID
	}
	of := func(kind string) attr.Value {
		switch {
		case plan.ProvisionEnvironments.IsUnknown():
			return types.ObjectUnknown(environmentTypes)
		case !plan.ProvisionEnvironments.ValueBool():
			return types.ObjectNull(environmentTypes)
		}
		e := environment{ID: types.StringUnknown(), ExternalID: settingOf(ctx, plan.EnvironmentSettings, kind).ExternalID}
		if prior != nil {
			if known, ok := prior.Environments.Attributes()[kind].(types.Object); ok && !known.IsNull() {
				if id := decode(ctx, known, environment{}).ID; !id.IsNull() {
					e.ID = id
				}
			}
		}
		return e.object()
	}
	return environmentsObject(dev.object(), of(workato.EnvironmentTest), of(workato.EnvironmentProd))
}

// settingOf returns the settings of one environment. Nulls mean that nothing is
// declared; unknowns that it is not known yet.
func settingOf(ctx context.Context, settings types.Object, kind string) setting {
	switch {
	case settings.IsUnknown():
		return setting{ExternalID: types.StringUnknown(), ErrorNotificationEmails: semantic.Emails.Unknown()}
	case settings.IsNull():
		return noSetting()
	}
	object, ok := settings.Attributes()[kind].(types.Object)
	switch {
	case !ok || object.IsNull():
		return noSetting()
	case object.IsUnknown():
		return setting{ExternalID: types.StringUnknown(), ErrorNotificationEmails: semantic.Emails.Unknown()}
	}
	return decode(ctx, object, noSetting())
}

// decode reads an object of this package's own types, which cannot fail for a
// value that is neither null nor unknown; if it does, fallback is returned.
func decode[T any](ctx context.Context, object types.Object, fallback T) T {
	var out T
	if object.As(ctx, &out, basetypes.ObjectAsOptions{}).HasError() {
		return fallback
	}
	return out
}

// refreshEnvironmentSettings shows the settings that TEST and PROD have. An e-mail
// address that is not declared counts only if it differs from the customer's, which
// the service fills in.
func (m *model) refreshEnvironmentSettings(ctx context.Context, c workato.Customer) diag.Diagnostics {
	if !c.EnvironmentsOn() {
		if m.EnvironmentSettings.IsUnknown() {
			m.EnvironmentSettings = types.ObjectNull(settingsTypes)
		}
		return nil
	}
	values, some := map[string]attr.Value{}, false
	for _, kind := range environmentKinds {
		prior := settingOf(ctx, m.EnvironmentSettings, kind)
		current := noSetting()
		if e, ok := c.Environment(kind); ok {
			current.ExternalID = text(prior.ExternalID, e.ExternalID)
			current.ErrorNotificationEmails = emails(prior.ErrorNotificationEmails, e.ErrorNotificationEmails)
			if prior.ErrorNotificationEmails.IsNull() && isDefault(c, current.ErrorNotificationEmails.ValueString()) {
				current.ErrorNotificationEmails = semantic.Emails.Null()
			}
		}
		declared := false
		if prior, ok := m.EnvironmentSettings.Attributes()[kind].(types.Object); ok {
			declared = !prior.IsNull()
		}
		if declared || !current.ExternalID.IsNull() || !current.ErrorNotificationEmails.IsNull() {
			values[kind], some = current.object(), true
		} else {
			values[kind] = types.ObjectNull(settingTypes)
		}
	}
	if !some && m.EnvironmentSettings.IsNull() {
		m.EnvironmentSettings = types.ObjectNull(settingsTypes)
		return nil
	}
	object, diags := types.ObjectValue(settingsTypes, values)
	m.EnvironmentSettings = object
	return diags
}

func isDefault(c workato.Customer, value string) bool {
	return value == "" || semantic.Emails.Same(value, string(c.NotificationEmail.Value)) ||
		semantic.Emails.Same(value, string(c.ErrorNotificationEmails.Value))
}
