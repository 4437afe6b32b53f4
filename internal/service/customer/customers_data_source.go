package customer

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/diagnostics"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/providerdata"
)

const listTypeName = "workato_managed_customers"

var _ datasource.DataSourceWithConfigure = (*customersDataSource)(nil)

type customersDataSource struct{ providerdata.WorkatoDataSource }

func newListDataSource() datasource.DataSource { return &customersDataSource{} }

// listModel is the list of customers.
type listModel struct {
	ManagedCustomers []row `tfsdk:"managed_customers"`
}

// Metadata implements datasource.DataSource.
func (d *customersDataSource) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = listTypeName
}

// Schema implements datasource.DataSource.
func (d *customersDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists all managed customers that the token can see. One call per 100 customers.",
		Attributes: map[string]schema.Attribute{
			"managed_customers": schema.ListNestedAttribute{
				MarkdownDescription: "The customers, in the order of the API.",
				Computed:            true,
				NestedObject:        schema.NestedAttributeObject{Attributes: rowAttributes()},
			},
		},
	}
}

// Read implements datasource.DataSource.
func (d *customersDataSource) Read(ctx context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	client, ok := d.Client(&resp.Diagnostics)
	if !ok {
		return
	}
	customers, err := transport.Collect(client.Customers(ctx))
	if err != nil {
		diagnostics.Reading(listTypeName).Failed(&resp.Diagnostics, err)
		return
	}
	state := listModel{ManagedCustomers: []row{}}
	for _, customer := range workato.OnlyCustomers(customers) {
		state.ManagedCustomers = append(state.ManagedCustomers, rowOf(customer))
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, state)...)
}
