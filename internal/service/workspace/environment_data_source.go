package workspace

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workspace365"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/providerdata"
)

var _ datasource.DataSourceWithConfigure = (*environmentDataSource)(nil)

type environmentDataSource struct {
	providerdata.Workspace365DataSource
}

func newDataSource() datasource.DataSource { return &environmentDataSource{} }

// rowModel is an environment as data sources show it.
type rowModel struct {
	EnvironmentName types.String `tfsdk:"environment_name"`
	Active          types.Bool   `tfsdk:"active"`
	JSON            types.String `tfsdk:"json"`
}

func rowOf(e workspace365.Environment) rowModel {
	return rowModel{EnvironmentName: types.StringValue(e.Name), Active: types.BoolPointerValue(e.Active), JSON: types.StringValue(string(e.Raw))}
}

func rowAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"environment_name": schema.StringAttribute{MarkdownDescription: "Effective name of the environment.", Computed: true},
		"active":           schema.BoolAttribute{MarkdownDescription: "Whether the environment is active; null where the list does not say.", Computed: true},
		"json":             schema.StringAttribute{MarkdownDescription: "The element of the list as the API sent it, for what this provider does not know: its shape is not documented.", Computed: true},
	}
}

// Metadata implements datasource.DataSource.
func (d *environmentDataSource) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = typeName
}

// Schema implements datasource.DataSource.
func (d *environmentDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	attributes := rowAttributes()
	attributes["environment_name"] = schema.StringAttribute{
		MarkdownDescription: "Effective name of the environment. Letter case does not matter.",
		Required:            true,
		Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
	}
	resp.Schema = schema.Schema{MarkdownDescription: "Reads one environment of the Workspace 365 instance.", Attributes: attributes}
}

// Read implements datasource.DataSource.
func (d *environmentDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var config rowModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	client, ok := d.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	found, err := client.Find(ctx, config.EnvironmentName.ValueString())
	if err != nil {
		reading(typeName).Failed(&resp.Diagnostics, err)
		return
	}
	if found == nil {
		resp.Diagnostics.AddAttributeError(path.Root("environment_name"), reading(typeName).Summary(),
			fmt.Sprintf("The list of environments of %s has no %q. The name is the effective one; the data source %s lists them all.", client.Instance(), config.EnvironmentName.ValueString(), listTypeName))
		return
	}
	state := rowOf(*found)
	state.EnvironmentName = config.EnvironmentName
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}
