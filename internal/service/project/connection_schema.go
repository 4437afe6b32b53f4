package project

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/dynamicvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/objectvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
)

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *connectionResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		"environment_id": attribute.Identity("Id of the environment.", true),
		"id":             attribute.Identity("Id of the connection.", true),
	}}
}

// Schema implements resource.Resource.
func (r *connectionResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	onDestroy, onDestroys := attribute.OneOf("What destroying does: `delete` the connection; `disconnect` it, which drops its credentials and leaves the connection that recipes refer to; or `abandon` it, which changes nothing. Default `delete`.", onDestroyDelete, onDestroyDisconnect, onDestroyAbandon)
	keep := []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
	notEmpty := []validator.String{stringvalidator.LengthAtLeast(1)}
	resp.Schema = schema.Schema{
		MarkdownDescription: "A connection to an application, in one environment of a customer: with credentials from here, or as a shell that somebody authorises in the console.",
		Attributes: map[string]schema.Attribute{
			"id":             attribute.ID("connection"),
			"environment_id": attribute.EnvironmentID(),
			"application": schema.StringAttribute{
				MarkdownDescription: "Name of the connector in the API, which calls it `provider`: `salesforce`, `jira`, `google_sheets`; not that on the screen. Changing it replaces the connection, and its credentials are lost.",
				Required:            true, Validators: []validator.String{applicationName()},
			},
			"name": attribute.Name("connection"),
			"folder_id": schema.StringAttribute{
				MarkdownDescription: "Id of the folder that the connection is in, such as `workato_project.NAME.folder_id`. Changing it moves the connection. Without it, Workato chooses the home folder; left out later, the connection stays where it is.",
				Optional:            true, Computed: true, Validators: notEmpty, PlanModifiers: keep,
			},
			"parent_id": schema.StringAttribute{
				MarkdownDescription: "Id of the parent connection, which must be one to the same application, for a connection of one of its users.",
				Optional:            true, Validators: notEmpty,
			},
			"external_id": schema.StringAttribute{
				MarkdownDescription: "Your own id of the user that the connection belongs to.",
				Optional:            true, Validators: attribute.Trimmed(),
			},
			"shell_connection": schema.BoolAttribute{
				MarkdownDescription: "Whether the connection is created as a shell: with `true`, `input_wo` is stored without a test, and somebody has to authorise it in the console, which applications with OAuth need; with `false`, the credentials are tested at once. Taken at creation only; changing it from one to the other replaces the connection, and its credentials are lost. Null after an import, as the API does not show it, and may then be filled in. Default `false`.",
				Optional:            true, Computed: true, PlanModifiers: []planmodifier.Bool{shellDefault{}},
			},
			"input_wo": schema.DynamicAttribute{
				MarkdownDescription: "Settings of the connector, as an object under the connector's own names, nested where it nests: `{ host = \"…\", apitoken = var.token }`. Write-only: it is sent, and kept nowhere. It is sent at creation and when `input_wo_version` changes, always as a whole. Terraform or OpenTofu 1.11.",
				Optional:            true, WriteOnly: true, Sensitive: true,
				Validators: []validator.Dynamic{connectorSettings{}, dynamicvalidator.AlsoRequires(path.MatchRoot("input_wo_version"))},
			},
			"input_wo_version": schema.Int64Attribute{
				MarkdownDescription: "Number to change when `input_wo` has changed, so that it is sent again. Without it, what Workato has stays.",
				Optional:            true, Validators: []validator.Int64{int64validator.AlsoRequires(path.MatchRoot("input_wo"))},
			},
			"oauth_token_pair_wo": schema.SingleNestedAttribute{
				MarkdownDescription: "OAuth tokens that you have obtained yourself. Write-only, like `input_wo`. Terraform or OpenTofu 1.11.",
				Optional:            true, WriteOnly: true, Sensitive: true,
				Validators: []validator.Object{objectvalidator.AlsoRequires(path.MatchRoot("oauth_token_pair_wo_version"))},
				Attributes: map[string]schema.Attribute{
					"access_token":  schema.StringAttribute{MarkdownDescription: "Access token.", Required: true, WriteOnly: true, Sensitive: true, Validators: notEmpty},
					"refresh_token": schema.StringAttribute{MarkdownDescription: "Refresh token.", Optional: true, WriteOnly: true, Sensitive: true, Validators: notEmpty},
				},
			},
			"oauth_token_pair_wo_version": schema.Int64Attribute{
				MarkdownDescription: "Number to change when `oauth_token_pair_wo` has changed, so that it is sent again.",
				Optional:            true, Validators: []validator.Int64{int64validator.AlsoRequires(path.MatchRoot("oauth_token_pair_wo"))},
			},
			"authorization_status": schema.StringAttribute{
				MarkdownDescription: "What Workato says of the credentials: `success`, `failed` or `exception`; null as long as they were not tested, as for a shell that nobody has authorised. It may change by itself, which is no change of the connection.",
				Computed:            true, PlanModifiers: keep,
			},
			"on_destroy": schema.StringAttribute{MarkdownDescription: onDestroy, Optional: true, Computed: true, Default: stringdefault.StaticString(onDestroyDelete), Validators: onDestroys},
		},
	}
}
