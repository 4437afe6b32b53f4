package role

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/diagnostics"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/providerdata"
)

var _ datasource.DataSourceWithConfigure = (*customRolesDataSource)(nil)

type customRolesDataSource struct{ providerdata.WorkatoDataSource }

func newCustomRolesDataSource() datasource.DataSource { return &customRolesDataSource{} }

type customRolesModel struct {
	ManagedCustomerID types.String         `tfsdk:"managed_customer_id"`
	RoleName          types.String         `tfsdk:"role_name"`
	CustomRoles       []customRoleRowModel `tfsdk:"custom_roles"`
}

type customRoleRowModel struct {
	ID          types.String `tfsdk:"id"`
	Name        types.String `tfsdk:"name"`
	FolderIDs   types.Set    `tfsdk:"folder_ids"`
	Inheritable types.Bool   `tfsdk:"inheritable"`
	Privileges  types.Map    `tfsdk:"privileges"`
	CreatedAt   types.String `tfsdk:"created_at"`
}

// Metadata implements datasource.DataSource.
func (d *customRolesDataSource) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = customRolesTypeName
}

// Schema implements datasource.DataSource.
func (d *customRolesDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists the custom roles of a customer on the legacy access model. The API leaves out the inheritable roles of the admin workspace.",
		Attributes: map[string]schema.Attribute{
			"managed_customer_id": attribute.ParentOfList(attribute.CustomerDescription),
			"role_name": schema.StringAttribute{
				MarkdownDescription: "Lists only the roles with exactly this name. There may be several: copies keep their name when they are left behind.",
				Optional:            true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"custom_roles": schema.ListNestedAttribute{
				MarkdownDescription: "The roles, in the order of the API.",
				Computed:            true,
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"id":          schema.StringAttribute{MarkdownDescription: "Id of the role.", Computed: true},
					"name":        schema.StringAttribute{MarkdownDescription: "Name of the role.", Computed: true},
					"folder_ids":  schema.SetAttribute{MarkdownDescription: "Ids of the folders that the role opens.", Computed: true, ElementType: types.StringType},
					"inheritable": schema.BoolAttribute{MarkdownDescription: "Whether customers may inherit the role.", Computed: true},
					"privileges":  schema.MapAttribute{MarkdownDescription: "Operations that the role allows, by area.", Computed: true, ElementType: operationsType},
					"created_at":  schema.StringAttribute{MarkdownDescription: "Time of creation.", Computed: true},
				}},
			},
		},
	}
}

// Read implements datasource.DataSource.
func (d *customRolesDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var state customRolesModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &state)...)
	client, ok := d.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	state.CustomRoles = []customRoleRowModel{}
	for role, err := range client.CustomRoles(ctx, state.ManagedCustomerID.ValueString(), state.RoleName.ValueString()) {
		if err != nil {
			op := diagnostics.Reading(customRolesTypeName)
			op.Next = legacyAdvice
			op.Failed(&resp.Diagnostics, err)
			return
		}
		if !state.RoleName.IsNull() && role.Name != state.RoleName.ValueString() {
			continue
		}
		state.CustomRoles = append(state.CustomRoles, customRoleRowModel{
			ID: types.StringValue(string(role.ID)), Name: types.StringValue(role.Name), FolderIDs: folderSet(role),
			Inheritable: types.BoolValue(role.Inheritable), Privileges: privilegesOf(role), CreatedAt: types.StringValue(role.CreatedAt),
		})
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}
