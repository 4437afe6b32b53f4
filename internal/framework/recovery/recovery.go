// Package recovery keeps a panic in one resource or data source from ending the
// provider, which would lose what every other operation under way has made: neither the
// framework nor Terraform catches it. What had been saved in the state before the panic
// stays there.
package recovery

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// caught turns a panic of an operation into a diagnostic. It is deferred.
func caught(diags *diag.Diagnostics, operation, typeName string) {
	value := recover()
	if value == nil {
		return
	}
	diags.AddError(fmt.Sprintf("Cannot %s %s", operation, typeName), fmt.Sprintf("What went wrong: %s.\n\n"+
		"Whatever had been saved of this object before is in the state, and no other object is affected. It is not known whether the last call had an effect: the next plan reads what is there.",
		transport.Caught(value)))
}

// Resources wraps the constructors of resources.
func Resources(constructors []func() resource.Resource) []func() resource.Resource {
	out := make([]func() resource.Resource, 0, len(constructors))
	for _, construct := range constructors {
		out = append(out, func() resource.Resource { return &guardedResource{construct()} })
	}
	return out
}

// DataSources wraps the constructors of data sources.
func DataSources(constructors []func() datasource.DataSource) []func() datasource.DataSource {
	out := make([]func() datasource.DataSource, 0, len(constructors))
	for _, construct := range constructors {
		out = append(out, func() datasource.DataSource { return &guardedDataSource{construct()} })
	}
	return out
}
