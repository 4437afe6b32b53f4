package recovery_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/framework/recovery"
)

const secret = "not-a-real-secret"

// broken panics in everything that it does.
type broken struct{ how func() }

func (broken) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = "workato_broken"
}
func (broken) Schema(context.Context, resource.SchemaRequest, *resource.SchemaResponse)   {}
func (b broken) Create(context.Context, resource.CreateRequest, *resource.CreateResponse) { b.how() }
func (b broken) Read(context.Context, resource.ReadRequest, *resource.ReadResponse)       { b.how() }
func (b broken) Update(context.Context, resource.UpdateRequest, *resource.UpdateResponse) { b.how() }
func (b broken) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) { b.how() }
func (b broken) ImportState(context.Context, resource.ImportStateRequest, *resource.ImportStateResponse) {
	b.how()
}

func (b broken) ModifyPlan(context.Context, resource.ModifyPlanRequest, *resource.ModifyPlanResponse) {
	b.how()
}

func (b broken) ValidateConfig(context.Context, resource.ValidateConfigRequest, *resource.ValidateConfigResponse) {
	b.how()
}

func (b broken) Configure(context.Context, resource.ConfigureRequest, *resource.ConfigureResponse) {
	b.how()
}

// brokenSource is the same as a data source.
type brokenSource struct{ how func() }

func (brokenSource) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = "workato_broken"
}
func (brokenSource) Schema(context.Context, datasource.SchemaRequest, *datasource.SchemaResponse) {}
func (b brokenSource) Read(context.Context, datasource.ReadRequest, *datasource.ReadResponse) {
	b.how()
}

func (b brokenSource) ValidateConfig(context.Context, datasource.ValidateConfigRequest, *datasource.ValidateConfigResponse) {
	b.how()
}

func (b brokenSource) Configure(context.Context, datasource.ConfigureRequest, *datasource.ConfigureResponse) {
	b.how()
}

// operations runs everything that can panic, and returns the diagnostics of each.
func operations(how func()) map[string]func() diag.Diagnostics {
	ctx := context.Background()
	r := recovery.Resources([]func() resource.Resource{func() resource.Resource { return broken{how} }})[0]()
	d := recovery.DataSources([]func() datasource.DataSource{func() datasource.DataSource { return brokenSource{how} }})[0]()
	return map[string]func() diag.Diagnostics{
		"create": func() diag.Diagnostics {
			var resp resource.CreateResponse
			r.Create(ctx, resource.CreateRequest{}, &resp)
			return resp.Diagnostics
		},
		"read": func() diag.Diagnostics {
			var resp resource.ReadResponse
			r.Read(ctx, resource.ReadRequest{}, &resp)
			return resp.Diagnostics
		},
		"update": func() diag.Diagnostics {
			var resp resource.UpdateResponse
			r.Update(ctx, resource.UpdateRequest{}, &resp)
			return resp.Diagnostics
		},
		"delete": func() diag.Diagnostics {
			var resp resource.DeleteResponse
			r.Delete(ctx, resource.DeleteRequest{}, &resp)
			return resp.Diagnostics
		},
		"import": func() diag.Diagnostics {
			var resp resource.ImportStateResponse
			r.(resource.ResourceWithImportState).ImportState(ctx, resource.ImportStateRequest{}, &resp)
			return resp.Diagnostics
		}, //nolint:forcetypeassert // It is one.
		"plan": func() diag.Diagnostics {
			var resp resource.ModifyPlanResponse
			r.(resource.ResourceWithModifyPlan).ModifyPlan(ctx, resource.ModifyPlanRequest{}, &resp)
			return resp.Diagnostics
		}, //nolint:forcetypeassert // It is one.
		"validate": func() diag.Diagnostics {
			var resp resource.ValidateConfigResponse
			r.(resource.ResourceWithValidateConfig).ValidateConfig(ctx, resource.ValidateConfigRequest{}, &resp)
			return resp.Diagnostics
		}, //nolint:forcetypeassert // It is one.
		"configure": func() diag.Diagnostics {
			var resp resource.ConfigureResponse
			r.(resource.ResourceWithConfigure).Configure(ctx, resource.ConfigureRequest{}, &resp)
			return resp.Diagnostics
		}, //nolint:forcetypeassert // It is one.

		"read of a data source": func() diag.Diagnostics {
			var resp datasource.ReadResponse
			d.Read(ctx, datasource.ReadRequest{}, &resp)
			return resp.Diagnostics
		},
		"validate of a data source": func() diag.Diagnostics {
			var resp datasource.ValidateConfigResponse
			d.(datasource.DataSourceWithValidateConfig).ValidateConfig(ctx, datasource.ValidateConfigRequest{}, &resp)
			return resp.Diagnostics
		}, //nolint:forcetypeassert // It is one.
		"configure of a data source": func() diag.Diagnostics {
			var resp datasource.ConfigureResponse
			d.(datasource.DataSourceWithConfigure).Configure(ctx, datasource.ConfigureRequest{}, &resp)
			return resp.Diagnostics
		}, //nolint:forcetypeassert // It is one.
	}
}

func TestPanic(t *testing.T) {
	t.Parallel()
	for how, test := range map[string]struct {
		panics func()
		says   string
	}{
		"a nil map":   {func() { var m map[string]int; m[secret] = 1 }, "assignment to entry in nil map"}, //nolint:staticcheck // It panics on purpose.
		"with a text": {func() { panic(secret) }, "a panic with a string"},
		"with error":  {func() { panic(fmt.Errorf("token %s", secret)) }, "a panic with a *"},
	} {
		for name, operation := range operations(test.panics) {
			t.Run(name+" "+how, func(t *testing.T) {
				t.Parallel()
				diags := operation()
				require.Len(t, diags.Errors(), 1)
				verb, _, _ := strings.Cut(name, " ")
				require.Equal(t, "Cannot "+verb+" workato_broken", diags[0].Summary())
				require.Contains(t, diags[0].Detail(), test.says)
				require.Contains(t, diags[0].Detail(), "recovery_test.", "it says where")
				require.Contains(t, diags[0].Detail(), "Please report")
				require.NotContains(t, diags[0].Detail(), secret)
				require.NotContains(t, diags[0].Detail(), "/recovery_test.go", "no path of the machine")
			})
		}
	}
}

func TestNoPanic(t *testing.T) {
	t.Parallel()
	for name, operation := range operations(func() {}) {
		require.Empty(t, operation(), name)
	}
}
