package customer

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

// row is a customer as data sources show it.
type row struct {
	ID                        types.String `tfsdk:"id"`
	Name                      types.String `tfsdk:"name"`
	ExternalID                types.String `tfsdk:"external_id"`
	NotificationEmail         types.String `tfsdk:"notification_email"`
	AdminNotificationEmails   types.String `tfsdk:"admin_notification_emails"`
	ErrorNotificationEmails   types.String `tfsdk:"error_notification_emails"`
	PlanID                    types.String `tfsdk:"plan_id"`
	InTrial                   types.Bool   `tfsdk:"in_trial"`
	Trial                     types.Bool   `tfsdk:"trial"`
	OriginURL                 types.String `tfsdk:"origin_url"`
	FrameAncestors            types.Set    `tfsdk:"frame_ancestors"`
	FullEmbedding             types.Bool   `tfsdk:"full_embedding"`
	TimeZone                  types.String `tfsdk:"time_zone"`
	WhitelistedApps           types.Set    `tfsdk:"whitelisted_apps"`
	ProvisionEnvironments     types.Bool   `tfsdk:"provision_environments"`
	Environments              types.Object `tfsdk:"environments"`
	TeamName                  types.String `tfsdk:"team_name"`
	CurrentBillingPeriodStart types.String `tfsdk:"current_billing_period_start"`
	CurrentBillingPeriodEnd   types.String `tfsdk:"current_billing_period_end"`
	TaskCount                 types.Int64  `tfsdk:"task_count"`
	ActiveConnectionCount     types.Int64  `tfsdk:"active_connection_count"`
	ActiveConnectionLimit     types.Int64  `tfsdk:"active_connection_limit"`
	ActiveRecipeCount         types.Int64  `tfsdk:"active_recipe_count"`
	CreatedAt                 types.String `tfsdk:"created_at"`
	UpdatedAt                 types.String `tfsdk:"updated_at"`
}

func rowOf(c workato.Customer) row {
	null := types.StringNull()
	return row{
		ID:                        types.StringValue(string(c.ID)),
		Name:                      types.StringValue(c.Name),
		ExternalID:                text(null, c.ExternalID),
		NotificationEmail:         text(null, c.NotificationEmail),
		AdminNotificationEmails:   text(null, c.AdminNotificationEmails),
		ErrorNotificationEmails:   text(null, c.ErrorNotificationEmails),
		PlanID:                    text(null, c.PlanID),
		InTrial:                   boolean(types.BoolNull(), c.InTrial),
		Trial:                     boolean(types.BoolNull(), c.Trial),
		OriginURL:                 text(null, c.OriginURL),
		FrameAncestors:            setOf(semantic.SplitList(string(c.FrameAncestors.Value))),
		FullEmbedding:             boolean(types.BoolNull(), c.FullEmbedding),
		TimeZone:                  text(null, convert(c.TimeZone)),
		WhitelistedApps:           setOf(c.WhitelistedApps.Value),
		ProvisionEnvironments:     types.BoolValue(c.EnvironmentsOn()),
		Environments:              environmentsOf(c),
		TeamName:                  text(null, convert(c.TeamName)),
		CurrentBillingPeriodStart: text(null, convert(c.CurrentBillingPeriodStart)),
		CurrentBillingPeriodEnd:   text(null, convert(c.CurrentBillingPeriodEnd)),
		TaskCount:                 number(c.TaskCount),
		ActiveConnectionCount:     number(c.ActiveConnectionCount),
		ActiveConnectionLimit:     number(c.ActiveConnectionLimit),
		ActiveRecipeCount:         number(c.ActiveRecipeCount),
		CreatedAt:                 text(null, convert(c.CreatedAt)),
		UpdatedAt:                 text(null, convert(c.UpdatedAt)),
	}
}

func number(f workato.Field[int64]) types.Int64 {
	if !f.IsSet() {
		return types.Int64Null()
	}
	return types.Int64Value(f.Value)
}

// rowAttributes are the attributes of a row, all computed.
func rowAttributes() map[string]schema.Attribute {
	text := func(description string) schema.Attribute {
		return schema.StringAttribute{MarkdownDescription: description, Computed: true}
	}
	flag := func(description string) schema.Attribute {
		return schema.BoolAttribute{MarkdownDescription: description, Computed: true}
	}
	count := func(description string) schema.Attribute {
		return schema.Int64Attribute{MarkdownDescription: description + " Null where the API does not say.", Computed: true}
	}
	set := func(description string) schema.Attribute {
		return schema.SetAttribute{MarkdownDescription: description, Computed: true, ElementType: types.StringType}
	}
	environment := func(description string) schema.Attribute {
		return schema.SingleNestedAttribute{
			MarkdownDescription: description, Computed: true,
			Attributes: map[string]schema.Attribute{
				"id":          text("Id of the environment."),
				"external_id": text("Your own id of the environment."),
			},
		}
	}
	return map[string]schema.Attribute{
		"id":                        text("Numeric id of the customer."),
		"name":                      text("Name of the customer."),
		"external_id":               text("Your own id of the customer."),
		"notification_email":        text("E-mail address for error and admin mails."),
		"admin_notification_emails": text("E-mail addresses for admin mails."),
		"error_notification_emails": text("E-mail addresses for error mails of DEV."),
		"plan_id":                   text("API name of the plan."),
		"in_trial":                  flag("Whether the customer is in its trial."),
		"trial":                     flag("Whether Workato counts the customer as a trial."),
		"origin_url":                text("Page that hosts the embedded Workato."),
		"frame_ancestors":           set("Origins that may embed Workato for this customer."),
		"full_embedding":            flag("Whether end users are sent to `origin_url`; null where the partner's setting holds."),
		"time_zone":                 text("Time zone, by its Rails name."),
		"whitelisted_apps":          set("Names of the only adapters that the customer may use; empty where there is no limit."),
		"provision_environments":    flag("Whether the customer has Environments."),
		"environments": schema.SingleNestedAttribute{
			MarkdownDescription: "The environments. Each is a workspace with an id of its own.", Computed: true,
			Attributes: map[string]schema.Attribute{
				workato.EnvironmentDev:  environment("DEV, which has the customer's own id."),
				workato.EnvironmentTest: environment("TEST, or null without Environments."),
				workato.EnvironmentProd: environment("PROD, or null without Environments."),
			},
		},
		"team_name":                    text("Name of the team. Null where the API does not say."),
		"current_billing_period_start": text("Start of the billing period. Null where the API does not say."),
		"current_billing_period_end":   text("End of the billing period. Null where the API does not say."),
		"task_count":                   count("Tasks used in the period."),
		"active_connection_count":      count("Active connections."),
		"active_connection_limit":      count("Active connections that the plan allows."),
		"active_recipe_count":          count("Active recipes."),
		"created_at":                   text("Time of creation."),
		"updated_at":                   text("Time of the last change."),
	}
}
