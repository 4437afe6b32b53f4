package grant

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
)

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *grantsResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		"environment_id": attribute.Identity("Id of the environment.", true),
		"project_id":     attribute.Identity("Id of the project.", true),
	}}
}

// Schema implements resource.Resource.
func (r *grantsResource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	project := attribute.EnvironmentID()
	project.MarkdownDescription = "Id of the project, which must be in the environment. Changing it replaces the object."
	holders := func(description string) schema.MapAttribute {
		return schema.MapAttribute{
			MarkdownDescription: description + " One that is added, changed or removed is granted, changed or revoked in place.",
			ElementType:         types.StringType, Optional: true,
		}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Gives users and collaborator groups roles in one project: all grants of a project that you declare, in one resource, with one call for up to a hundred of them. Other grants of the project are left alone, unless `exclusive` is set.",
		Attributes: map[string]schema.Attribute{
			"environment_id":   attribute.EnvironmentID(),
			"project_id":       project,
			"user_group_roles": holders("Ids of project roles by the ids of the groups that have them. At least one grant is declared, here or in `user_roles`."),
			"user_roles":       holders("Ids of project roles by the ids of the users that have them. A collaborator who has not accepted the invitation yet has no user id, and null is no key of a map: grant to a group instead."),
			"exclusive": schema.BoolAttribute{
				MarkdownDescription: "Whether direct grants of the project that are not declared are shown as a difference and revoked. Default `false`: they are left alone and not shown. A user's grant of the system role `ProjectAdmin` that is not declared is left alone in either case, as Workato gives one to the creator of a project.",
				Optional:            true, Computed: true, Default: booldefault.StaticBool(false),
			},
			"timeouts": attribute.Timeouts(ctx, timeouts.Opts{
				Create: true, Read: true, Update: true, Delete: true,
				CreateDescription: "Time for creating. Default `15m`.",
				ReadDescription:   "Time for reading. Default `5m`.",
				UpdateDescription: "Time for updating. Default `15m`.",
				DeleteDescription: "Time for deleting, which takes a call for each grant. Default `10m`.",
			}),
		},
	}
}

// ValidateConfig implements resource.ResourceWithValidateConfig.
func (r *grantsResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config grantsModel
	if resp.Diagnostics.Append(req.Config.Get(ctx, &config)...); resp.Diagnostics.HasError() {
		return
	}
	config.check(&resp.Diagnostics)
}

// check reports what cannot be granted. It is called again when all values are
// known.
func (m *grantsModel) check(diags *diag.Diagnostics) {
	known := 0
	for name, values := range map[string]types.Map{"user_group_roles": m.UserGroupRoles, "user_roles": m.UserRoles} {
		if values.IsUnknown() {
			known++ // It may have one.
		}
		for id, value := range values.Elements() {
			known++
			at := path.Root(name).AtMapKey(id)
			switch role, _ := value.(types.String); {
			case strings.TrimSpace(id) == "":
				diags.AddAttributeError(path.Root(name), noHolderSummary, "A key of "+name+" is empty, where the id of a holder is expected. "+pendingHolder)
			case name == "user_roles" && strings.Contains(id, "@"):
				diags.AddAttributeError(at, "An e-mail address instead of a user id", fmt.Sprintf("%q is an e-mail address, and users are known by their id: user_id of a workato_collaborator. %s", id, pendingHolder))
			case role.IsNull():
				diags.AddAttributeError(at, noRoleSummary, fmt.Sprintf("The role of the %s is null. If it comes from a data source, there may be no role of that name; if the holder is not to have one, leave it out of the map.", holderName(workato.Holder{Group: name == "user_group_roles", ID: workato.ID(id)})))
			case !role.IsUnknown() && strings.TrimSpace(role.ValueString()) == "":
				diags.AddAttributeError(at, noRoleSummary, "The id of the role is empty. The data source workato_project_roles has those of the customer.")
			}
		}
	}
	if known == 0 {
		diags.AddError("No grants", "Neither user_group_roles nor user_roles has a grant. Declare at least one, or leave the resource out: without it, nobody's grants are touched.")
	}
}

const (
	noRoleSummary = "A grant without a role"
	pendingHolder = "A collaborator who has not accepted the invitation yet has no user id: grant the role to a group, which the invitation can name, in user_group_roles."
)
