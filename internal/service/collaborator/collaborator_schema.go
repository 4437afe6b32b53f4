package collaborator

import (
	"context"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

// notAList keeps several addresses, and an address with a slash, out: the import id has
// its parts divided by one.
var notAList = regexp.MustCompile(`^[^,/\s]+$`)

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *collaboratorResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		"managed_customer_id": attribute.Identity("Id of the managed customer.", true),
		"email":               attribute.Identity("E-mail address of the collaborator, in lower case.", true),
	}}
}

// Schema implements resource.Resource.
func (r *collaboratorResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	roleTypeDescription, roleTypeValidators := attribute.OneOf("Which kind of roles `environment_roles` names: `environment` for the role-based access model (RBAC 2.0), `privilege_group` for the legacy one.", workato.RoleTypeEnvironment, workato.RoleTypeLegacy)
	resp.Schema = schema.Schema{
		MarkdownDescription: "A collaborator of a customer, with a role in each environment. Somebody is invited by e-mail, and is `pending` until the invitation is accepted; or is added at once, by `oauth_id`.",
		Attributes: map[string]schema.Attribute{
			"managed_customer_id": attribute.CustomerID(),
			"email": schema.StringAttribute{
				MarkdownDescription: "E-mail address, by which the collaborator is found. Letter case does not matter. Changing it replaces the collaborator.",
				CustomType:          semantic.Email, Required: true,
				Validators:    append(attribute.Emails(), stringvalidator.RegexMatches(notAList, "must be one e-mail address, without a slash")),
				PlanModifiers: []planmodifier.String{semantic.Email.KeepSpelling(), stringplanmodifier.RequiresReplace()},
			},
			"name": createOnly("Full name. An invitation needs it; with `oauth_id`, it makes a new user, and is left out for an existing user of Workato, who has one."),
			"oauth_id": schema.StringAttribute{
				MarkdownDescription: "Identifier of the user for OAuth. With it, the collaborator is added at once, without an invitation. The API does not show it, so it is not set after an import; writing it down then changes nothing. Another value replaces the collaborator.",
				Optional:            true, Validators: attribute.Trimmed(),
			},
			"external_id":       createOnly("Your own id of the user. Only for a new user that is added by `oauth_id` and `name`."),
			"time_zone":         createOnly("Time zone of the user, as Workato names it. Only for a new user that is added by `oauth_id` and `name`."),
			"environment_roles": environmentRolesAttribute(),
			"role_type": schema.StringAttribute{
				MarkdownDescription: roleTypeDescription + " The default is `environment`.",
				Optional:            true, Computed: true, Default: stringdefault.StaticString(workato.RoleTypeEnvironment), Validators: roleTypeValidators,
			},
			"user_group_ids": schema.SetAttribute{
				MarkdownDescription: "Ids of the collaborator groups to join when the invitation is accepted. It is sent with an invitation only: a later change enters the state, with a warning, and nothing is sent. Use `workato_collaborator_group_members` to manage who is in a group.",
				ElementType:         types.StringType, Optional: true,
				Validators: []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.ValueStringsAre(stringvalidator.LengthAtLeast(1))},
			},
			"invitation_trigger": schema.StringAttribute{
				MarkdownDescription: "Any text. Another one sends the invitation again, if it is still pending; Workato allows that once in 20 minutes. Nothing else sends it again.",
				Optional:            true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"user_id":    schema.StringAttribute{MarkdownDescription: "Id of the collaborator, given by Workato. It is null until the invitation is accepted.", Computed: true},
			"status":     schema.StringAttribute{MarkdownDescription: "`pending` until the invitation is accepted, then `active`.", Computed: true},
			"invited_at": schema.StringAttribute{MarkdownDescription: "Time of the last invitation by this resource, null without one.", Computed: true},
		},
	}
}

// createOnly is a text that the API takes with an invitation or an addition only, and
// supplies where it is left out.
func createOnly(description string) schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: description + " It cannot be changed by the API: a later change enters the state, with a warning, and nothing is sent.",
		Optional:            true, Computed: true,
		Validators:    attribute.Trimmed(),
		PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
	}
}

func environmentRolesAttribute() schema.Attribute {
	role := func(environment string) schema.StringAttribute {
		return schema.StringAttribute{
			MarkdownDescription: "Name of the role in " + environment + ", such as `Member`, or `NoAccess` for none. Left out, access to this environment is not managed; taken out, it is taken away. Letter case, white space, `_` and `-` in names do not matter.",
			CustomType:          semantic.RoleName, Optional: true, Validators: attribute.Trimmed(),
			PlanModifiers: []planmodifier.String{semantic.RoleName.KeepSpelling()},
		}
	}
	return schema.SingleNestedAttribute{
		MarkdownDescription: "The role in each environment, at least one. A customer without Environments has `dev` alone. A change of a role is made in place.",
		Required:            true,
		Attributes: map[string]schema.Attribute{
			workato.EnvironmentDev: role("DEV"), workato.EnvironmentTest: role("TEST"), workato.EnvironmentProd: role("PROD"),
		},
	}
}
