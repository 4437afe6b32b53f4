package recovery_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/framework/recovery"
)

// canary is a value that must not be told.
const canary = "canary-not-a-secret-77aa"

func table() map[string]int { return nil }

// broken panics in everything that it does.
type broken struct{ how func() }

func (broken) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = "workato_broken"
}
func (broken) Schema(context.Context, resource.SchemaRequest, *resource.SchemaResponse)   {}
func (b broken) Create(context.Context, resource.CreateRequest, *resource.CreateResponse) { b.how() }

func (b broken) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) { b.how() }

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

// whole is a resource with all its parts, as the wrapper has them.
type whole interface {
	resource.ResourceWithConfigure
	resource.ResourceWithImportState
	resource.ResourceWithModifyPlan
	resource.ResourceWithValidateConfig
}

// wholeSource is the same for a data source.
type wholeSource interface {
	datasource.DataSourceWithConfigure
	datasource.DataSourceWithValidateConfig
}

// operations returns everything that can panic; each returns its diagnostics.
func operations(t *testing.T, how func()) map[string]func(context.Context) diag.Diagnostics {
	t.Helper()
	r, ok := recovery.Resources([]func() resource.Resource{func() resource.Resource { return broken{how} }})[0]().(whole)
	require.True(t, ok)
	d, ok := recovery.DataSources([]func() datasource.DataSource{func() datasource.DataSource { return brokenSource{how} }})[0]().(wholeSource)
	require.True(t, ok)
	return map[string]func(context.Context) diag.Diagnostics{
		"create": func(ctx context.Context) diag.Diagnostics {
			var resp resource.CreateResponse
			r.Create(ctx, resource.CreateRequest{}, &resp)
			return resp.Diagnostics
		},
		"read": func(ctx context.Context) diag.Diagnostics {
			var resp resource.ReadResponse
			r.Read(ctx, resource.ReadRequest{}, &resp)
			return resp.Diagnostics
		},
		"update": func(ctx context.Context) diag.Diagnostics {
			var resp resource.UpdateResponse
			r.Update(ctx, resource.UpdateRequest{}, &resp)
			return resp.Diagnostics
		},
		"delete": func(ctx context.Context) diag.Diagnostics {
			var resp resource.DeleteResponse
			r.Delete(ctx, resource.DeleteRequest{}, &resp)
			return resp.Diagnostics
		},
		"import": func(ctx context.Context) diag.Diagnostics {
			var resp resource.ImportStateResponse
			r.ImportState(ctx, resource.ImportStateRequest{}, &resp)
			return resp.Diagnostics
		},
		"plan": func(ctx context.Context) diag.Diagnostics {
			var resp resource.ModifyPlanResponse
			r.ModifyPlan(ctx, resource.ModifyPlanRequest{}, &resp)
			return resp.Diagnostics
		},
		"validate": func(ctx context.Context) diag.Diagnostics {
			var resp resource.ValidateConfigResponse
			r.ValidateConfig(ctx, resource.ValidateConfigRequest{}, &resp)
			return resp.Diagnostics
		},
		"configure": func(ctx context.Context) diag.Diagnostics {
			var resp resource.ConfigureResponse
			r.Configure(ctx, resource.ConfigureRequest{}, &resp)
			return resp.Diagnostics
		},
		"read of a data source": func(ctx context.Context) diag.Diagnostics {
			var resp datasource.ReadResponse
			d.Read(ctx, datasource.ReadRequest{}, &resp)
			return resp.Diagnostics
		},
		"validate of a data source": func(ctx context.Context) diag.Diagnostics {
			var resp datasource.ValidateConfigResponse
			d.ValidateConfig(ctx, datasource.ValidateConfigRequest{}, &resp)
			return resp.Diagnostics
		},
		"configure of a data source": func(ctx context.Context) diag.Diagnostics {
			var resp datasource.ConfigureResponse
			d.Configure(ctx, datasource.ConfigureRequest{}, &resp)
			return resp.Diagnostics
		},
	}
}

func TestPanic(t *testing.T) {
	t.Parallel()
	for how, test := range map[string]struct {
		panics func()
		says   string
	}{
		"a nil map":   {func() { table()[canary] = 1 }, "assignment to entry in nil map"},
		"with a text": {func() { panic(canary) }, "a panic with a string"},
		"with error":  {func() { panic(errors.New("token " + canary)) }, "a panic with a *errors.errorString"},
	} {
		for name, operation := range operations(t, test.panics) {
			t.Run(name+" "+how, func(t *testing.T) {
				t.Parallel()
				diags := operation(t.Context())
				require.Len(t, diags.Errors(), 1)
				verb, _, _ := strings.Cut(name, " ")
				require.Equal(t, "Cannot "+verb+" workato_broken", diags[0].Summary())
				require.Contains(t, diags[0].Detail(), test.says)
				require.Contains(t, diags[0].Detail(), "recovery_test.", "it says where")
				require.Contains(t, diags[0].Detail(), "Please report")
				require.NotContains(t, diags[0].Detail(), canary)
				require.NotContains(t, diags[0].Detail(), "/recovery_test.go", "no path of the machine")
			})
		}
	}
}

func TestNoPanic(t *testing.T) {
	t.Parallel()
	for name, operation := range operations(t, func() {}) {
		require.Empty(t, operation(t.Context()), name)
	}
}
