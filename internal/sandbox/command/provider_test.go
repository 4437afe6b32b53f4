package command_test

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	dataschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// echoProvider has one data source, workato_echo, which tells how the provider
// that reads it was configured.
type echoProvider struct{}

var _ provider.Provider = echoProvider{}

func echoFactory() tfprotov6.ProviderServer {
	return providerserver.NewProtocol6(echoProvider{})()
}

func (echoProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "workato"
}

func (echoProvider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = schema.Schema{Attributes: map[string]schema.Attribute{"name": schema.StringAttribute{Required: true}}}
}

func (echoProvider) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	var config struct {
		Name types.String `tfsdk:"name"`
	}
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.DataSourceData = config.Name
}

func (echoProvider) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{func() datasource.DataSource { return &echoDataSource{} }}
}

func (echoProvider) Resources(context.Context) []func() resource.Resource { return nil }

type echoDataSource struct{ name types.String }

var _ datasource.DataSourceWithConfigure = (*echoDataSource)(nil)

func (*echoDataSource) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = "workato_echo"
}

func (*echoDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = dataschema.Schema{Attributes: map[string]dataschema.Attribute{"name": dataschema.StringAttribute{Computed: true}}}
}

func (d *echoDataSource) Configure(_ context.Context, req datasource.ConfigureRequest, _ *datasource.ConfigureResponse) {
	if name, given := req.ProviderData.(types.String); given {
		d.name = name
	}
}

func (d *echoDataSource) Read(ctx context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	resp.Diagnostics.Append(resp.State.Set(ctx, struct {
		Name types.String `tfsdk:"name"`
	}{d.name})...)
}
