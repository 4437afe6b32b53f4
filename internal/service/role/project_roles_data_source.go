package role

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/diagnostics"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/providerdata"
)

var _ datasource.DataSourceWithConfigure = (*projectRolesDataSource)(nil)

type projectRolesDataSource struct{ providerdata.WorkatoDataSource }

func newProjectRolesDataSource() datasource.DataSource { return &projectRolesDataSource{} }

type projectRolesModel struct {
	ManagedCustomerID types.String          `tfsdk:"managed_customer_id"`
	Name              types.String          `tfsdk:"name"`
	ProjectRoles      []projectRoleRowModel `tfsdk:"project_roles"`
}

type projectRoleRowModel struct {
	ID           types.String `tfsdk:"id"`
	Name         types.String `tfsdk:"name"`
	Type         types.String `tfsdk:"type"`
	MembersCount types.Int64  `tfsdk:"members_count"`
}

// Metadata implements datasource.DataSource.
func (d *projectRolesDataSource) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = projectRolesTypeName
}

// Schema implements datasource.DataSource.
func (d *projectRolesDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists the project roles of a customer, to find the `project_role_id` of a grant by name: those of Workato, such as `ProjectAdmin`, and those made in the workspace or inherited from the admin workspace.",
		Attributes: map[string]schema.Attribute{
			"managed_customer_id": attribute.ParentOfList(attribute.CustomerDescription),
			"name":                attribute.NameOfList("roles"),
			"project_roles": schema.ListNestedAttribute{
				MarkdownDescription: "The roles, in the order of the API.",
				Computed:            true,
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"id":            schema.StringAttribute{MarkdownDescription: "Id of the role.", Computed: true},
					"name":          schema.StringAttribute{MarkdownDescription: "Name of the role.", Computed: true},
					"type":          schema.StringAttribute{MarkdownDescription: "`system`, `custom`, `inheritable` or `inherited`; Workato may add more.", Computed: true},
					"members_count": schema.Int64Attribute{MarkdownDescription: "Number of collaborators and groups with the role.", Computed: true},
				}},
			},
		},
	}
}

// Read implements datasource.DataSource.
func (d *projectRolesDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var state projectRolesModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &state)...)
	client, ok := d.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	state.ProjectRoles = []projectRoleRowModel{}
	for role, err := range client.ProjectRoles(ctx, state.ManagedCustomerID.ValueString(), "") {
		if err != nil {
			diagnostics.Reading(projectRolesTypeName).Failed(&resp.Diagnostics, err)
			return
		}
		if !state.Name.IsNull() && role.Name != state.Name.ValueString() {
			continue
		}
		state.ProjectRoles = append(state.ProjectRoles, projectRoleRowModel{
			ID: types.StringValue(string(role.ID)), Name: types.StringValue(role.Name), Type: types.StringValue(role.Type), MembersCount: types.Int64Value(role.MembersCount),
		})
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}
