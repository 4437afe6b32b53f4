package providerdata

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workspace365"
)

// The bases of everything that the provider offers, by the API that it calls.
type (
	// WorkatoResource is the base of resources on the Embedded API.
	WorkatoResource = ResourceOn[*workato.Client, onWorkato]
	// WorkatoDataSource is the base of data sources on the Embedded API.
	WorkatoDataSource = DataSourceOn[*workato.Client, onWorkato]
	// Workspace365Resource is the base of resources on the Provisioning API.
	Workspace365Resource = ResourceOn[*workspace365.Client, onWorkspace365]
	// Workspace365DataSource is the base of data sources on the Provisioning API.
	Workspace365DataSource = DataSourceOn[*workspace365.Client, onWorkspace365]
)

// picker picks one of the APIs.
type picker[T any] interface{ pick(*Data) API[T] }

type onWorkato struct{}

func (onWorkato) pick(data *Data) API[*workato.Client] { return data.Workato }

type onWorkspace365 struct{}

func (onWorkspace365) pick(data *Data) API[*workspace365.Client] { return data.Workspace365 }

// ResourceOn is the base of resources on an API.
type ResourceOn[T any, P picker[T]] struct{ *Data }

// Configure implements resource.ResourceWithConfigure.
func (r *ResourceOn[T, P]) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	r.Data = checked[T, P](req.ProviderData, &resp.Diagnostics)
}

// Client returns the client of the API, or reports why there is none.
func (r *ResourceOn[T, P]) Client(diags *diag.Diagnostics) (T, bool) {
	var p P
	return p.pick(r.Data).use(diags)
}

// DataSourceOn is the base of data sources on an API.
type DataSourceOn[T any, P picker[T]] struct{ *Data }

// Configure implements datasource.DataSourceWithConfigure.
func (d *DataSourceOn[T, P]) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	d.Data = checked[T, P](req.ProviderData, &resp.Diagnostics)
}

// Client returns the client of the API, or reports why there is none.
func (d *DataSourceOn[T, P]) Client(diags *diag.Diagnostics) (T, bool) {
	var p P
	return p.pick(d.Data).use(diags)
}

// checked takes over what the provider passes on, and reports the problems of the
// API that will not go away by themselves.
func checked[T any, P picker[T]](value any, diags *diag.Diagnostics) *Data {
	data := from(value, diags)
	if data != nil {
		var p P
		p.pick(data).check(diags)
	}
	return data
}
