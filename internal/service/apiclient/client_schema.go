package apiclient

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *clientResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		"managed_customer_id": attribute.Identity("Id of the managed customer.", true),
		"id":                  attribute.Identity("Id of the API client.", true),
	}}
}

// Schema implements resource.Resource.
func (r *clientResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	known := []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
	resp.Schema = schema.Schema{
		MarkdownDescription: "A developer API client of a customer: a token with which a program calls the Developer API in the customer's workspace, in one environment, with a role that says which endpoints. The token is shown once and is kept in the state.",
		Attributes: map[string]schema.Attribute{
			"id":                  attribute.ID("API client"),
			"managed_customer_id": attribute.CustomerID(),
			"name":                attribute.Name("API client"),
			"api_privilege_group_id": schema.StringAttribute{
				MarkdownDescription: "Id of the role, which says what endpoints the token may call; see the data source `" + roleTypeName + "`. Changing it takes effect at once, for the same token.",
				Required:            true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"all_folders": schema.BoolAttribute{
				MarkdownDescription: "Whether the client has access to all folders of the environment. If not, `folder_ids` says to which.",
				Required:            true,
			},
			"folder_ids": schema.SetAttribute{
				MarkdownDescription: "Ids of the folders that the client has access to. Required if `all_folders` is false, and to be left out if it is true.",
				Optional:            true, ElementType: types.StringType,
				Validators: []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.ValueStringsAre(stringvalidator.LengthAtLeast(1))},
			},
			"environment_name": schema.StringAttribute{
				MarkdownDescription: "Name of the environment that the client works in, such as `DEV`, `TEST` or `PROD`. Required by the API if the customer has Environments. It is sent as it is written; letter case makes no difference, and `Development`, `Testing` and `Production` mean the same. Left out, it is the one that the client has. Changing it moves the client with its token.",
				Optional:            true, Computed: true, CustomType: semantic.EnvironmentName,
				Validators: attribute.Trimmed(), PlanModifiers: known,
			},
			"environment_id": schema.StringAttribute{MarkdownDescription: "Id that the API has for the environment. Null where it does not say.", Computed: true, PlanModifiers: known},
			"token_version": schema.Int64Attribute{
				MarkdownDescription: "A number of your own. Changing it, or writing it down for the first time after the creation, replaces the token in place: the old one stops working. Leaving it out replaces nothing.",
				Optional:            true,
			},
			"token": schema.StringAttribute{
				MarkdownDescription: "The token. The API shows it once, after the creation and after each replacement. Null after an import: set `token_version` to get one.",
				Computed:            true, Sensitive: true, PlanModifiers: known,
			},
			"token_updated_at": schema.StringAttribute{MarkdownDescription: "Time at which the token was made. Null where the API does not say.", Computed: true, PlanModifiers: known},
			"created_at":       schema.StringAttribute{MarkdownDescription: "Time of creation.", Computed: true, PlanModifiers: known},
		},
	}
}
