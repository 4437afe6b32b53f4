package parent_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/framework/importid"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/parent"
)

var child = parent.Child{
	Type: "workato_project", Attribute: "environment_id",
	Format: importid.Format{Parts: []string{"environment_id", "project_id"}, Example: "209/77"},
}

var objectType = tftypes.Object{AttributeTypes: map[string]tftypes.Type{"id": tftypes.String, "environment_id": tftypes.String}}

func identity(raw tftypes.Value) *tfsdk.ResourceIdentity {
	return &tfsdk.ResourceIdentity{Raw: raw, Schema: identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		"id": identityschema.StringAttribute{RequiredForImport: true}, "environment_id": identityschema.StringAttribute{RequiredForImport: true},
	}}}
}

// response is one that nothing has been written to.
func response(withIdentity bool) *resource.ImportStateResponse {
	resp := &resource.ImportStateResponse{State: tfsdk.State{
		Raw: tftypes.NewValue(objectType, nil),
		Schema: schema.Schema{Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{Computed: true}, "environment_id": schema.StringAttribute{Required: true},
		}},
	}}
	if withIdentity {
		resp.Identity = identity(tftypes.NewValue(objectType, nil))
	}
	return resp
}

func TestChild_Import(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		id string
		// environment is the id that is expected in the state.
		environment func(*world) string
		// summary and detail are expected of the error.
		summary, detail string
		calls           int
	}{
		"number":               {id: "209/77", environment: func(*world) string { return "209" }},
		"external id":          {id: "Eacme%2Fnorth/77", environment: func(w *world) string { return w.dev }, calls: 1},
		"external id of TEST":  {id: "Eacme%3Atest/77", environment: func(w *world) string { return w.test }, calls: -1},
		"external id, unknown": {id: "Enobody/77", summary: "Cannot import workato_project", detail: "The API said: Not found.", calls: 2},
		"too few parts":        {id: "209", summary: "Invalid import id of workato_project", detail: "Expected <environment_id>/<project_id>"},
	} {
		for _, withIdentity := range []bool{true, false} {
			t.Run(name+map[bool]string{true: "", false: ", before Terraform 1.12"}[withIdentity], func(t *testing.T) {
				t.Parallel()
				w := start(t)
				resp := response(withIdentity)
				child.Import(t.Context(), w.client, resource.ImportStateRequest{ID: test.id}, resp)
				if test.calls >= 0 {
					require.Len(t, w.sandbox.Requests(), test.calls)
				}
				if test.summary != "" {
					require.Len(t, resp.Diagnostics, 1)
					require.Equal(t, test.summary, resp.Diagnostics[0].Summary())
					require.Contains(t, resp.Diagnostics[0].Detail(), test.detail)
					require.True(t, resp.State.Raw.IsNull(), "nothing of it is in the state")
					return
				}
				require.Empty(t, resp.Diagnostics)
				requireChild(t, resp, test.environment(w), "77")
			})
		}
	}
}

func requireChild(t *testing.T, resp *resource.ImportStateResponse, environment, id string) {
	t.Helper()
	for name, want := range map[string]string{"environment_id": environment, "id": id} {
		var got types.String
		require.Empty(t, resp.State.GetAttribute(t.Context(), path.Root(name), &got))
		require.Equal(t, want, got.ValueString(), name)
		if resp.Identity != nil {
			require.Empty(t, resp.Identity.GetAttribute(t.Context(), path.Root(name), &got))
			require.Equal(t, want, got.ValueString(), name)
		}
	}
}

func TestChild_Import_byIdentity(t *testing.T) {
	t.Parallel()
	w := start(t)
	resp := response(true)
	child.Import(t.Context(), w.client, resource.ImportStateRequest{Identity: identity(tftypes.NewValue(objectType, map[string]tftypes.Value{
		"environment_id": tftypes.NewValue(tftypes.String, "210"), "id": tftypes.NewValue(tftypes.String, "77"),
	}))}, resp)
	require.Empty(t, resp.Diagnostics)
	requireChild(t, resp, "210", "77")
	require.Empty(t, w.sandbox.Requests())
}
