package customer

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *customerResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		"id": attribute.Identity("Numeric id of the customer.", true),
	}}
}

// Schema implements resource.Resource.
func (r *customerResource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "A managed customer: the Workato workspace that you run for one of your customers, with its DEV, TEST and PROD environments.",
		Attributes: map[string]schema.Attribute{
			"id":   attribute.ID("customer, which is that of its DEV environment too"),
			"name": attribute.Name("customer"),
			"notification_email": schema.StringAttribute{
				MarkdownDescription: "E-mail address for error and admin mails. Letter case and blanks around it do not count as a change.",
				Required:            true, CustomType: semantic.Emails, Validators: attribute.Emails(),
				PlanModifiers: []planmodifier.String{semantic.Emails.KeepSpelling()},
			},
			"admin_notification_emails": schema.StringAttribute{
				MarkdownDescription: "E-mail addresses for admin mails, with commas between them. Without it, `notification_email` is used.",
				Optional:            true, Computed: true, CustomType: semantic.Emails, Validators: attribute.Emails(),
				PlanModifiers: []planmodifier.String{semantic.Emails.KeepSpelling()},
			},
			"error_notification_emails": schema.StringAttribute{
				MarkdownDescription: "E-mail addresses for error mails of DEV, with commas between them. Without it, `notification_email` is used. For TEST and PROD see `environment_settings`.",
				Optional:            true, Computed: true, CustomType: semantic.Emails, Validators: attribute.Emails(),
				PlanModifiers: []planmodifier.String{semantic.Emails.KeepSpelling()},
			},
			"external_id": schema.StringAttribute{
				MarkdownDescription: "Your own id of the customer, unique among your customers. Strongly recommended: with it, a create whose answer is lost can be told from one that did not happen. Can be changed and removed at any time.",
				Optional:            true, Validators: attribute.Trimmed(),
			},
			"plan_id": schema.StringAttribute{
				MarkdownDescription: "API name of the plan, such as `oem_plan`. Without it, a new customer gets your default plan, and an existing one keeps what it has.",
				Optional:            true, Computed: true, Validators: attribute.Trimmed(),
			},
			"in_trial": schema.BoolAttribute{
				MarkdownDescription: "Whether the customer is in its trial. Without it, what is stays.",
				Optional:            true, Computed: true,
			},
			"trial": schema.BoolAttribute{
				MarkdownDescription: "Whether Workato counts the customer as a trial. Set by the service.",
				Computed:            true,
			},
			"custom_task_limit": schema.Int64Attribute{
				MarkdownDescription: "Tasks per period, instead of the limit of the plan. Must exceed what is used already. Whether the API shows it is not documented: where it does not, changes in the console go unseen.",
				Optional:            true, Validators: []validator.Int64{int64validator.AtLeast(0)},
			},
			"origin_url": schema.StringAttribute{
				MarkdownDescription: "Page that hosts the embedded Workato, where it is not the default of your account.",
				Optional:            true, Validators: attribute.Trimmed(),
			},
			"frame_ancestors": schema.SetAttribute{
				MarkdownDescription: "Origins that may embed Workato for this customer, such as `https://app.example.com`.",
				Optional:            true, ElementType: types.StringType,
				Validators: []validator.Set{setvalidator.ValueStringsAre(
					stringvalidator.RegexMatches(origin, "must be one origin, without commas and white space"))},
			},
			"full_embedding": schema.BoolAttribute{
				MarkdownDescription: "`true` sends end users to `origin_url`, `false` does not; without it, the setting of the partner account holds.",
				Optional:            true,
			},
			"time_zone": schema.StringAttribute{
				MarkdownDescription: "Time zone, by its Rails name such as `Pacific Time (US & Canada)`. Without it, the service's default.",
				Optional:            true, Computed: true, Validators: attribute.Trimmed(),
			},
			"whitelisted_apps": schema.SetAttribute{
				MarkdownDescription: "Names of the only adapters that the customer may use. Empty and left out mean the same.",
				Optional:            true, ElementType: types.StringType,
				Validators: []validator.Set{setvalidator.ValueStringsAre(stringvalidator.LengthAtLeast(1))},
			},
			"oauth_id": schema.StringAttribute{
				MarkdownDescription: "Identifier for OAuth or SSO login of the customer. The API takes it at creation only, and never shows it: changing it replaces the customer, which `deletion_protection` prevents; setting it after an import changes nothing but the state.",
				Optional:            true, Validators: attribute.Trimmed(),
			},
			"auth_settings": authSettingsSchema(),
			"auth_settings_extra": schema.StringAttribute{
				MarkdownDescription: "Further keys of the authentication settings as a JSON object, for those whose names Workato does not document. Needs `auth_settings`. A key that the API does not show is not checked for drift.",
				Optional:            true, CustomType: jsontypes.NormalizedType{},
				Validators: []validator.String{stringvalidator.AlsoRequires(path.MatchRoot("auth_settings")), extraKeys{}},
			},
			"provision_environments": schema.BoolAttribute{
				MarkdownDescription: "Whether the customer has Environments, that is TEST and PROD beside DEV. Turning them on is done in place and **cannot be undone**: access must be reviewed in all three environments afterwards. From `true` to `false` the customer is replaced, which deletes its workspaces, and which `deletion_protection` prevents. Left out, what is stays.",
				Optional:            true, Computed: true,
			},
			"environment_settings": environmentSettingsSchema(),
			"environments":         environmentsSchema(),
			"created_at": schema.StringAttribute{
				MarkdownDescription: "Time of creation.",
				Computed:            true, PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
			"deletion_protection": schema.BoolAttribute{
				MarkdownDescription: "Whether destroying or replacing the customer fails. Default `true`. To delete a customer, set it to `false` and apply, then destroy.",
				Optional:            true, Computed: true, Default: booldefault.StaticBool(true),
			},
			"timeouts": attribute.Timeouts(ctx, timeouts.Opts{
				Create: true, Read: true, Update: true, Delete: true,
				CreateDescription: "Time for creating, including that TEST and PROD are made. Default `15m`.",
				ReadDescription:   "Time for reading. Default `5m`.",
				UpdateDescription: "Time for updating, including that TEST and PROD are made. Default `15m`.",
				DeleteDescription: "Time for deleting. Default `10m`.",
			}),
		},
	}
}

func authSettingsSchema() schema.Attribute {
	kind, kinds := attribute.OneOf("How people log in.", "workato_auth", "two_fa_auth", "saml_sso")
	idp, idps := attribute.OneOf("Identity provider; needed for `saml_sso`.", "okta", "onelogin", "others")
	optional := func(description string, validators ...validator.String) schema.StringAttribute {
		return schema.StringAttribute{MarkdownDescription: description, Optional: true, Validators: append(validators, stringvalidator.LengthAtLeast(1))}
	}
	certificate := optional("X.509 certificate of the identity provider, PEM or base64. Line breaks and PEM armour do not count as a change.")
	certificate.CustomType = semantic.Certificate
	return schema.SingleNestedAttribute{
		MarkdownDescription: "Authentication of the customer's people. Left out, what is stays; removed, the service's default comes back. Values that the API does not show are kept as configured.",
		Optional:            true, Computed: true,
		Attributes: map[string]schema.Attribute{
			"type":         schema.StringAttribute{MarkdownDescription: kind, Required: true, Validators: kinds},
			"provider":     optional(idp, idps...),
			"metadata_url": optional("URL of the identity provider's metadata. For `saml_sso`, either this or `sso_url`, `saml_issuer` and `x509_cert`."),
			"sso_url":      optional("Login URL of the identity provider."),
			"saml_issuer":  optional("Issuer of the identity provider."),
			"x509_cert":    certificate,
		},
	}
}

func environmentSettingsSchema() schema.Attribute {
	of := func(name string) schema.Attribute {
		return schema.SingleNestedAttribute{
			MarkdownDescription: "Settings of " + name + ".",
			Optional:            true,
			Attributes: map[string]schema.Attribute{
				"external_id": schema.StringAttribute{
					MarkdownDescription: "Your own id of the environment, unique among your customers.",
					Optional:            true, Validators: attribute.Trimmed(),
				},
				"error_notification_emails": schema.StringAttribute{
					MarkdownDescription: "E-mail addresses for error mails of this environment, with commas between them.",
					Optional:            true, CustomType: semantic.Emails, Validators: attribute.Emails(),
					PlanModifiers: []planmodifier.String{semantic.Emails.KeepSpelling()},
				},
			},
		}
	}
	return schema.SingleNestedAttribute{
		MarkdownDescription: "What TEST and PROD have of their own. What DEV has is set above. Needs Environments.",
		Optional:            true,
		Attributes:          map[string]schema.Attribute{workato.EnvironmentTest: of("TEST"), workato.EnvironmentProd: of("PROD")},
	}
}

func environmentsSchema() schema.Attribute {
	of := func(description string) schema.Attribute {
		return schema.SingleNestedAttribute{
			MarkdownDescription: description,
			Computed:            true,
			Attributes: map[string]schema.Attribute{
				"id":          schema.StringAttribute{MarkdownDescription: "Id of the environment: the `environment_id` of what lives in it.", Computed: true},
				"external_id": schema.StringAttribute{MarkdownDescription: "Your own id of the environment.", Computed: true},
			},
		}
	}
	return schema.SingleNestedAttribute{
		MarkdownDescription: "The environments. Each is a workspace with an id of its own.",
		Computed:            true,
		Attributes: map[string]schema.Attribute{
			workato.EnvironmentDev:  of("DEV, which is there for every customer and has the customer's own id."),
			workato.EnvironmentTest: of("TEST, or null without Environments."),
			workato.EnvironmentProd: of("PROD, or null without Environments."),
		},
	}
}
