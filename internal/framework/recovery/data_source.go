package recovery

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
)

var (
	_ datasource.DataSourceWithConfigure        = (*guardedDataSource)(nil)
	_ datasource.DataSourceWithConfigValidators = (*guardedDataSource)(nil)
	_ datasource.DataSourceWithValidateConfig   = (*guardedDataSource)(nil)
)

// guardedDataSource is to data sources what [guardedResource] is to resources.
type guardedDataSource struct{ datasource.DataSource }

func (g *guardedDataSource) typeName(ctx context.Context) string {
	var resp datasource.MetadataResponse
	g.Metadata(ctx, datasource.MetadataRequest{}, &resp)
	return resp.TypeName
}

// Configure implements datasource.DataSourceWithConfigure.
func (g *guardedDataSource) Configure(ctx context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	if inner, ok := g.DataSource.(datasource.DataSourceWithConfigure); ok {
		defer caught(&resp.Diagnostics, "configure", g.typeName(ctx))
		inner.Configure(ctx, req, resp)
	}
}

// ConfigValidators implements datasource.DataSourceWithConfigValidators.
func (g *guardedDataSource) ConfigValidators(ctx context.Context) []datasource.ConfigValidator {
	if inner, ok := g.DataSource.(datasource.DataSourceWithConfigValidators); ok {
		return inner.ConfigValidators(ctx)
	}
	return nil
}

// ValidateConfig implements datasource.DataSourceWithValidateConfig.
func (g *guardedDataSource) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	if inner, ok := g.DataSource.(datasource.DataSourceWithValidateConfig); ok {
		defer caught(&resp.Diagnostics, "validate", g.typeName(ctx))
		inner.ValidateConfig(ctx, req, resp)
	}
}

// Read implements datasource.DataSource.
func (g *guardedDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	defer caught(&resp.Diagnostics, "read", g.typeName(ctx))
	g.DataSource.Read(shared.Reads(ctx), req, resp)
}
