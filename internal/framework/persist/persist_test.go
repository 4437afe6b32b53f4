package persist_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/framework/persist"
)

type model struct {
	ID   types.String `tfsdk:"id"`
	Name types.String `tfsdk:"name"`
}

type identity struct {
	ID types.String `tfsdk:"id"`
}

func empty() (*tfsdk.State, *tfsdk.ResourceIdentity) {
	stateType := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"id": tftypes.String, "name": tftypes.String}}
	identityType := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"id": tftypes.String}}
	state := &tfsdk.State{
		Raw: tftypes.NewValue(stateType, nil),
		Schema: schema.Schema{Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{Computed: true}, "name": schema.StringAttribute{Required: true},
		}},
	}
	id := &tfsdk.ResourceIdentity{
		Raw:    tftypes.NewValue(identityType, nil),
		Schema: identityschema.Schema{Attributes: map[string]identityschema.Attribute{"id": identityschema.StringAttribute{RequiredForImport: true}}},
	}
	return state, id
}

func TestRemove(t *testing.T) {
	t.Parallel()
	for _, withIdentity := range []bool{true, false} {
		var diags diag.Diagnostics
		state, id := empty()
		persist.Save(t.Context(), state, id, model{ID: types.StringValue("209"), Name: types.StringValue("acme")}, identity{ID: types.StringValue("209")}, &diags)
		_, fresh := empty()
		if !withIdentity {
			fresh = nil
		}
		persist.Remove(t.Context(), state, fresh, identity{ID: types.StringValue("209")}, &diags)
		require.Empty(t, diags)
		require.True(t, state.Raw.IsNull())
		if withIdentity {
			var got types.String
			require.Empty(t, fresh.GetAttribute(t.Context(), path.Root("id"), &got))
			require.Equal(t, "209", got.ValueString(), "the framework demands an identity even so")
		}
	}
}

func TestSave(t *testing.T) {
	t.Parallel()
	want := model{ID: types.StringValue("209"), Name: types.StringValue("acme")}

	t.Run("state and identity", func(t *testing.T) {
		t.Parallel()
		var diags diag.Diagnostics
		state, id := empty()
		persist.Save(t.Context(), state, id, want, identity{ID: want.ID}, &diags)
		require.Empty(t, diags)
		var got model
		require.Empty(t, state.Get(t.Context(), &got))
		require.Equal(t, want, got)
		var gotID types.String
		require.Empty(t, id.GetAttribute(t.Context(), path.Root("id"), &gotID))
		require.Equal(t, want.ID, gotID)
	})
	t.Run("no identity before Terraform 1.12", func(t *testing.T) {
		t.Parallel()
		var diags diag.Diagnostics
		state, _ := empty()
		persist.Save(t.Context(), state, nil, want, identity{ID: want.ID}, &diags)
		require.Empty(t, diags)
		var got model
		require.Empty(t, state.Get(t.Context(), &got))
		require.Equal(t, want, got)
	})
	t.Run("a model that does not fit", func(t *testing.T) {
		t.Parallel()
		var diags diag.Diagnostics
		state, id := empty()
		persist.Save(t.Context(), state, id, identity{ID: want.ID}, identity{ID: want.ID}, &diags)
		require.True(t, diags.HasError())
	})
}
