package project

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/diagnostics"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/providerdata"
)

var _ datasource.DataSourceWithConfigure = (*projectsDataSource)(nil)

type projectsDataSource struct{ providerdata.WorkatoDataSource }

func newListDataSource() datasource.DataSource { return &projectsDataSource{} }

type listModel struct {
	EnvironmentID types.String `tfsdk:"environment_id"`
	Name          types.String `tfsdk:"name"`
	Projects      []rowModel   `tfsdk:"projects"`
}

type rowModel struct {
	ID          types.String `tfsdk:"id"`
	Name        types.String `tfsdk:"name"`
	Description types.String `tfsdk:"description"`
	FolderID    types.String `tfsdk:"folder_id"`
}

// Metadata implements datasource.DataSource.
func (d *projectsDataSource) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = listTypeName
}

// Schema implements datasource.DataSource.
func (d *projectsDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists the projects of one environment.",
		Attributes: map[string]schema.Attribute{
			"environment_id": attribute.ParentOfList(attribute.EnvironmentDescription),
			"name":           attribute.NameOfList("projects"),
			"projects": schema.ListNestedAttribute{
				MarkdownDescription: "The projects, in the order of the API.",
				Computed:            true,
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"id":          schema.StringAttribute{MarkdownDescription: "Id of the project.", Computed: true},
					"name":        schema.StringAttribute{MarkdownDescription: "Name of the project.", Computed: true},
					"description": schema.StringAttribute{MarkdownDescription: "Description of the project.", Computed: true},
					"folder_id":   schema.StringAttribute{MarkdownDescription: "Id of its top-level folder.", Computed: true},
				}},
			},
		},
	}
}

// Read implements datasource.DataSource.
func (d *projectsDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var state listModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &state)...)
	client, ok := d.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	projects, err := find(ctx, client, state.EnvironmentID.ValueString(), func(p workato.Project) bool {
		return state.Name.IsNull() || p.Name == state.Name.ValueString()
	})
	if err != nil {
		diagnostics.Reading(listTypeName).Failed(&resp.Diagnostics, err)
		return
	}
	state.Projects = []rowModel{}
	for _, p := range projects {
		state.Projects = append(state.Projects, rowModel{
			ID: idOrNull(p.ID), Name: types.StringValue(p.Name), Description: descriptionOf(p), FolderID: idOrNull(p.FolderID),
		})
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}
