package workspace

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/boolplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
)

// createOnly ends the description of what the API takes at creation only.
const createOnly = " The API takes it at creation only, and has no way to change it: a later change enters the state with a warning and is made inside of Workspace 365."

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *environmentResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		"environment_name": attribute.Identity("Effective name of the environment.", true),
	}}
}

// Schema implements resource.Resource.
func (r *environmentResource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	mode, modes := attribute.OneOf("How the environment is created: with an administrator who gets a temporary password (the default), with one whose password you give, or empty with an invitation by mail."+createOnly, modeTemporaryPassword, modePassword, modeInvite)
	onDestroy, onDestroys := attribute.OneOf("What destroying does: `delete` the environment with everything in it, `deactivate` it, or `abandon` it, which changes nothing. Default `delete`.", onDestroyDelete, onDestroyDeactivate, onDestroyAbandon)
	keep := []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
	resp.Schema = schema.Schema{
		MarkdownDescription: "An environment of a Workspace 365 instance: the tenant of one customer.",
		Attributes: map[string]schema.Attribute{
			"name": schema.StringAttribute{
				MarkdownDescription: "Name as you want it. Workspace 365 may change it, most likely to lower-case letters and digits, without saying how: see `environment_name`. A change of letter case alone, or of what was stripped anyway, changes nothing; any other replaces the environment, which `deletion_protection` prevents. A rename by the change request CR-01 is followed by importing the new name.",
				Required:            true, Validators: []validator.String{environmentName{}},
			},
			"environment_name": schema.StringAttribute{
				MarkdownDescription: "Effective name: the first part of the path of the customer's URL, and what sign-in redirects depend on.",
				Computed:            true, PlanModifiers: keep,
			},
			"instance_url":  schema.StringAttribute{MarkdownDescription: "URL of the instance that the environment is on. A provider for another instance refuses to touch it.", Computed: true, PlanModifiers: keep},
			"creation_mode": schema.StringAttribute{MarkdownDescription: mode, Optional: true, Validators: modes},
			"admin_email": schema.StringAttribute{
				MarkdownDescription: "E-mail address of the administrator, or where the invitation goes. Needed to create." + createOnly,
				Optional:            true, Validators: attribute.Emails(),
			},
			"admin_first_name": schema.StringAttribute{MarkdownDescription: "First name of the administrator. Needed to create, except with `invite`." + createOnly, Optional: true, Validators: attribute.Trimmed()},
			"admin_last_name":  schema.StringAttribute{MarkdownDescription: "Last name of the administrator. Needed to create, except with `invite`." + createOnly, Optional: true, Validators: attribute.Trimmed()},
			"admin_password_wo": schema.StringAttribute{
				MarkdownDescription: "Password of the administrator, for `creation_mode = \"password\"`. Write-only: it is sent once and kept nowhere. Terraform or OpenTofu 1.11.",
				Optional:            true, WriteOnly: true, Sensitive: true,
				Validators: []validator.String{stringvalidator.LengthAtLeast(1), stringvalidator.AlsoRequires(path.MatchRoot("admin_password_wo_version"))},
			},
			"admin_password_wo_version": schema.Int64Attribute{
				MarkdownDescription: "Number to change when `admin_password_wo` changes. As the API cannot change a password, a change here only warns.",
				Optional:            true, Validators: []validator.Int64{int64validator.AlsoRequires(path.MatchRoot("admin_password_wo"))},
			},
			"license_count": schema.Int64Attribute{
				MarkdownDescription: "Number of purchased user licences, for `creation_mode = \"invite\"`." + createOnly,
				Optional:            true, Validators: []validator.Int64{int64validator.AtLeast(0)},
			},
			"active": schema.BoolAttribute{
				MarkdownDescription: "Whether the environment is active. There is no default: left out, what is stays. A change from outside shows in the plan, where the list of this instance tells, and is put right in place.",
				Optional:            true, Computed: true, PlanModifiers: []planmodifier.Bool{boolplanmodifier.UseStateForUnknown()},
			},
			"register_url": schema.StringAttribute{
				MarkdownDescription: "Where the invited administrator registers. The API shows it once, at creation with `invite`; it works like an invitation and is in the state.",
				Computed:            true, Sensitive: true, PlanModifiers: keep,
			},
			"temporary_password": schema.StringAttribute{
				MarkdownDescription: "Temporary password, if the API shows one, which it does once, at creation; it is in the state.",
				Computed:            true, Sensitive: true, PlanModifiers: keep,
			},
			"validate_on_plan": schema.BoolAttribute{
				MarkdownDescription: "Whether planning a new environment asks the API if it would accept it. That nothing is created by asking is only implied by its documentation, and a password is sent with it. Default `false`.",
				Optional:            true,
			},
			"deletion_protection": schema.BoolAttribute{
				MarkdownDescription: "Whether destroying or replacing the environment fails. Default `true`. To delete an environment, set it to `false` and apply, then destroy. Not needed for `on_destroy = \"abandon\"`.",
				Optional:            true, Computed: true, Default: booldefault.StaticBool(true),
			},
			"on_destroy": schema.StringAttribute{MarkdownDescription: onDestroy, Optional: true, Computed: true, Default: stringdefault.StaticString(onDestroyDelete), Validators: onDestroys},
			"timeouts": attribute.Timeouts(ctx, timeouts.Opts{
				Create: true, Read: true, Update: true, Delete: true,
				CreateDescription: "Time for creating. Default `15m`.",
				ReadDescription:   "Time for reading. Default `5m`.",
				UpdateDescription: "Time for updating. Default `15m`.",
				DeleteDescription: "Time for deleting. Default `10m`.",
			}),
		},
	}
}
