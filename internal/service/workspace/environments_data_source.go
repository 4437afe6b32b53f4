package workspace

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"

	"github.com/seed7333113f/terraform-provider-workato/internal/framework/providerdata"
)

var _ datasource.DataSourceWithConfigure = (*environmentsDataSource)(nil)

type environmentsDataSource struct {
	providerdata.Workspace365DataSource
}

func newListDataSource() datasource.DataSource { return &environmentsDataSource{} }

type listModel struct {
	Environments []rowModel `tfsdk:"environments"`
}

// Metadata implements datasource.DataSource.
func (d *environmentsDataSource) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = listTypeName
}

// Schema implements datasource.DataSource.
func (d *environmentsDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists the environments of the Workspace 365 instance. One call.",
		Attributes: map[string]schema.Attribute{
			"environments": schema.ListNestedAttribute{
				MarkdownDescription: "The environments, in the order of the API.",
				Computed:            true,
				NestedObject:        schema.NestedAttributeObject{Attributes: rowAttributes()},
			},
		},
	}
}

// Read implements datasource.DataSource.
func (d *environmentsDataSource) Read(ctx context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	client, ok := d.Client(&resp.Diagnostics)
	if !ok {
		return
	}
	rows, err := client.Environments(ctx)
	if err != nil {
		reading(listTypeName).Failed(&resp.Diagnostics, err)
		return
	}
	state := listModel{Environments: []rowModel{}}
	for _, row := range rows {
		state.Environments = append(state.Environments, rowOf(row))
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}
