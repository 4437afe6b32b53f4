package customer

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/diagnostics"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/providerdata"
)

var _ datasource.DataSourceWithConfigure = (*customerDataSource)(nil)

type customerDataSource struct{ providerdata.WorkatoDataSource }

func newDataSource() datasource.DataSource { return &customerDataSource{} }

// Metadata implements datasource.DataSource.
func (d *customerDataSource) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = typeName
}

// Schema implements datasource.DataSource.
func (d *customerDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	attributes := rowAttributes()
	exactlyOne := []validator.String{
		stringvalidator.LengthAtLeast(1),
		stringvalidator.ExactlyOneOf(path.MatchRoot("id"), path.MatchRoot("external_id")),
	}
	attributes["id"] = schema.StringAttribute{MarkdownDescription: "Numeric id of the customer. Either this or `external_id` is given.", Optional: true, Computed: true, Validators: exactlyOne}
	attributes["external_id"] = schema.StringAttribute{MarkdownDescription: "Your own id of the customer.", Optional: true, Computed: true, Validators: exactlyOne}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads one managed customer, by its id or by your own id of it.",
		Attributes:          attributes,
	}
}

// Read implements datasource.DataSource.
func (d *customerDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var config row
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	client, ok := d.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	id := config.ID.ValueString()
	if config.ID.IsNull() {
		id = "E" + config.ExternalID.ValueString()
	}
	customer, err := client.Customer(ctx, id)
	if err != nil {
		op := diagnostics.Reading(typeName)
		op.Next = func(err error) string {
			if transport.IsNotFound(err) {
				return "There is no such customer, or the token cannot see it. The data source workato_managed_customers lists those that it sees."
			}
			return ""
		}
		op.Failed(&resp.Diagnostics, err)
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, rowOf(customer))...)
}
