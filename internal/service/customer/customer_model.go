package customer

import (
	"context"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

// model is the resource in configuration, plan and state.
type model struct {
	ID                      types.String         `tfsdk:"id"`
	Name                    types.String         `tfsdk:"name"`
	NotificationEmail       semantic.String      `tfsdk:"notification_email"`
	AdminNotificationEmails semantic.String      `tfsdk:"admin_notification_emails"`
	ErrorNotificationEmails semantic.String      `tfsdk:"error_notification_emails"`
	ExternalID              types.String         `tfsdk:"external_id"`
	PlanID                  types.String         `tfsdk:"plan_id"`
	InTrial                 types.Bool           `tfsdk:"in_trial"`
	Trial                   types.Bool           `tfsdk:"trial"`
	CustomTaskLimit         types.Int64          `tfsdk:"custom_task_limit"`
	OriginURL               types.String         `tfsdk:"origin_url"`
	FrameAncestors          types.Set            `tfsdk:"frame_ancestors"`
	FullEmbedding           types.Bool           `tfsdk:"full_embedding"`
	TimeZone                types.String         `tfsdk:"time_zone"`
	WhitelistedApps         types.Set            `tfsdk:"whitelisted_apps"`
	OAuthID                 types.String         `tfsdk:"oauth_id"`
	AuthSettings            types.Object         `tfsdk:"auth_settings"`
	AuthSettingsExtra       jsontypes.Normalized `tfsdk:"auth_settings_extra"`
	ProvisionEnvironments   types.Bool           `tfsdk:"provision_environments"`
	EnvironmentSettings     types.Object         `tfsdk:"environment_settings"`
	Environments            types.Object         `tfsdk:"environments"`
	CreatedAt               types.String         `tfsdk:"created_at"`
	DeletionProtection      types.Bool           `tfsdk:"deletion_protection"`
	Timeouts                timeouts.Value       `tfsdk:"timeouts"`
}

// identityModel is the identity of a customer.
type identityModel struct {
	ID types.String `tfsdk:"id"`
}

// refresh takes over what the service says. The spelling and the nulls of the prior
// model stay where they mean the same. A prior model without a name comes from an
// import; it has no spelling to keep.
func (m *model) refresh(ctx context.Context, c workato.Customer) diag.Diagnostics {
	var diags diag.Diagnostics
	imported := m.Name.IsNull()

	m.ID = types.StringValue(string(c.ID))
	m.Name = types.StringValue(c.Name)
	m.NotificationEmail = emails(m.NotificationEmail, c.NotificationEmail)
	m.AdminNotificationEmails = emails(m.AdminNotificationEmails, c.AdminNotificationEmails)
	m.ErrorNotificationEmails = emails(m.ErrorNotificationEmails, c.ErrorNotificationEmails)
	m.ExternalID = text(m.ExternalID, c.ExternalID)
	m.PlanID = text(m.PlanID, c.PlanID)
	m.InTrial = boolean(m.InTrial, c.InTrial)
	m.Trial = boolean(m.Trial, c.Trial)
	if c.CustomTaskLimit.IsPresent() || m.CustomTaskLimit.IsUnknown() {
		m.CustomTaskLimit = types.Int64Null()
		if c.CustomTaskLimit.IsSet() {
			m.CustomTaskLimit = types.Int64Value(c.CustomTaskLimit.Value)
		}
	}
	m.OriginURL = text(m.OriginURL, c.OriginURL)
	m.FrameAncestors = stringSet(m.FrameAncestors, c.FrameAncestors.IsPresent(), semantic.SplitList(string(c.FrameAncestors.Value)))
	m.FullEmbedding = boolean(m.FullEmbedding, c.FullEmbedding)
	m.TimeZone = text(m.TimeZone, convert(c.TimeZone))
	m.WhitelistedApps = stringSet(m.WhitelistedApps, c.WhitelistedApps.IsPresent(), c.WhitelistedApps.Value)
	if m.OAuthID.IsUnknown() {
		m.OAuthID = types.StringNull()
	}
	if c.CreatedAt.IsSet() {
		m.CreatedAt = types.StringValue(c.CreatedAt.Value)
	} else if m.CreatedAt.IsUnknown() {
		m.CreatedAt = types.StringNull()
	}
	m.ProvisionEnvironments = types.BoolValue(c.EnvironmentsOn())
	m.Environments = environmentsOf(c)
	diags.Append(m.refreshAuthSettings(ctx, c.AuthSettings)...)
	diags.Append(m.refreshEnvironmentSettings(ctx, c)...)
	if imported {
		m.DeletionProtection = types.BoolValue(true)
	}
	return diags
}

// applied returns the state after a write: the planned values, and what the
// service says for those that were not known. What the service made of a planned
// value is for the next refresh to show; here it would be an error, for which
// Terraform would delete the customer.
func (m *model) applied(ctx context.Context, plan model, c workato.Customer) diag.Diagnostics {
	read := plan
	diags := read.refresh(ctx, c)
	*m = plan
	keep(&m.ID, read.ID)
	keep(&m.AdminNotificationEmails, read.AdminNotificationEmails)
	keep(&m.ErrorNotificationEmails, read.ErrorNotificationEmails)
	keep(&m.ExternalID, read.ExternalID)
	keep(&m.PlanID, read.PlanID)
	keep(&m.InTrial, read.InTrial)
	keep(&m.Trial, read.Trial)
	keep(&m.TimeZone, read.TimeZone)
	keep(&m.AuthSettings, read.AuthSettings)
	keep(&m.ProvisionEnvironments, read.ProvisionEnvironments)
	keep(&m.CreatedAt, read.CreatedAt)
	m.Environments = settledEnvironments(ctx, plan.Environments, read.Environments)
	return diags
}

// keep fills in a value that was not known while planning.
func keep[T attr.Value](planned *T, read T) {
	if (*planned).IsUnknown() {
		*planned = read
	}
}

func text(prior types.String, f workato.Field[workato.Text]) types.String {
	switch {
	case !f.IsPresent() && !prior.IsUnknown():
		return prior
	case !f.IsSet() || f.Value == "":
		return types.StringNull()
	default:
		return types.StringValue(string(f.Value))
	}
}

// convert makes a text field of a string field.
func convert(f workato.Field[string]) workato.Field[workato.Text] {
	switch {
	case f.IsSet():
		return workato.Set(workato.Text(f.Value))
	case f.IsPresent():
		return workato.Null[workato.Text]()
	default:
		return workato.Field[workato.Text]{}
	}
}

func emails(prior semantic.String, f workato.Field[workato.Text]) semantic.String {
	switch {
	case !f.IsPresent() && !prior.IsUnknown():
		return prior
	case !f.IsSet() || f.Value == "":
		return semantic.Emails.Null()
	case !prior.IsNull() && !prior.IsUnknown() && semantic.Emails.Same(prior.ValueString(), string(f.Value)):
		return prior
	default:
		return semantic.Emails.Value(string(f.Value))
	}
}

func boolean(prior types.Bool, f workato.Field[bool]) types.Bool {
	switch {
	case !f.IsPresent() && !prior.IsUnknown():
		return prior
	case !f.IsSet():
		return types.BoolNull()
	default:
		return types.BoolValue(f.Value)
	}
}

// stringSet keeps null apart from empty as the configuration has it: to the
// service they are the same.
func stringSet(prior types.Set, present bool, values []string) types.Set {
	switch {
	case !present && !prior.IsUnknown():
		return prior
	case len(values) == 0 && (prior.IsNull() || prior.IsUnknown()):
		return types.SetNull(types.StringType)
	default:
		return setOf(values)
	}
}

func setOf(values []string) types.Set {
	elements := make([]attr.Value, 0, len(values))
	for _, value := range values {
		elements = append(elements, types.StringValue(value))
	}
	return types.SetValueMust(types.StringType, elements)
}

// stringsOf returns the elements of a known set, sorted, so that the same set
// always gives the same request.
func stringsOf(set types.Set) []string {
	out := make([]string, 0, len(set.Elements()))
	for _, element := range set.Elements() {
		if s, ok := element.(types.String); ok {
			out = append(out, s.ValueString())
		}
	}
	slices.Sort(out)
	return out
}

// joined is a set in the form the API takes for frame_ancestors.
func joined(set types.Set) string { return strings.Join(stringsOf(set), ",") }
