package recovery

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
)

var (
	_ resource.ResourceWithConfigure        = (*guardedResource)(nil)
	_ resource.ResourceWithConfigValidators = (*guardedResource)(nil)
	_ resource.ResourceWithIdentity         = (*guardedResource)(nil)
	_ resource.ResourceWithImportState      = (*guardedResource)(nil)
	_ resource.ResourceWithModifyPlan       = (*guardedResource)(nil)
	_ resource.ResourceWithUpgradeState     = (*guardedResource)(nil)
	_ resource.ResourceWithValidateConfig   = (*guardedResource)(nil)
)

// guardedResource has every optional part of a resource. A part that the resource inside
// lacks does nothing, which is what the framework does where it is missing.
type guardedResource struct{ resource.Resource }

func (g *guardedResource) typeName(ctx context.Context) string {
	var resp resource.MetadataResponse
	// The names of all types are whole.
	g.Metadata(ctx, resource.MetadataRequest{}, &resp)
	return resp.TypeName
}

// Configure implements resource.ResourceWithConfigure.
func (g *guardedResource) Configure(ctx context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	if inner, ok := g.Resource.(resource.ResourceWithConfigure); ok {
		defer caught(&resp.Diagnostics, "configure", g.typeName(ctx))
		inner.Configure(ctx, req, resp)
	}
}

// ConfigValidators implements resource.ResourceWithConfigValidators.
func (g *guardedResource) ConfigValidators(ctx context.Context) []resource.ConfigValidator {
	if inner, ok := g.Resource.(resource.ResourceWithConfigValidators); ok {
		return inner.ConfigValidators(ctx)
	}
	return nil
}

// IdentitySchema implements resource.ResourceWithIdentity.
func (g *guardedResource) IdentitySchema(ctx context.Context, req resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	if inner, ok := g.Resource.(resource.ResourceWithIdentity); ok {
		inner.IdentitySchema(ctx, req, resp)
	}
}

// ValidateConfig implements resource.ResourceWithValidateConfig.
func (g *guardedResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	if inner, ok := g.Resource.(resource.ResourceWithValidateConfig); ok {
		defer caught(&resp.Diagnostics, "validate", g.typeName(ctx))
		inner.ValidateConfig(ctx, req, resp)
	}
}

// ModifyPlan implements resource.ResourceWithModifyPlan.
func (g *guardedResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if inner, ok := g.Resource.(resource.ResourceWithModifyPlan); ok {
		defer caught(&resp.Diagnostics, "plan", g.typeName(ctx))
		inner.ModifyPlan(shared.Reads(ctx), req, resp)
	}
}

// Create implements resource.Resource.
func (g *guardedResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	defer caught(&resp.Diagnostics, "create", g.typeName(ctx))
	g.Resource.Create(ctx, req, resp)
}

// Read implements resource.Resource.
func (g *guardedResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	defer caught(&resp.Diagnostics, "read", g.typeName(ctx))
	g.Resource.Read(shared.Reads(ctx), req, resp)
}

// Update implements resource.Resource.
func (g *guardedResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	defer caught(&resp.Diagnostics, "update", g.typeName(ctx))
	g.Resource.Update(ctx, req, resp)
}

// Delete implements resource.Resource.
func (g *guardedResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	defer caught(&resp.Diagnostics, "delete", g.typeName(ctx))
	g.Resource.Delete(ctx, req, resp)
}

// ImportState implements resource.ResourceWithImportState.
func (g *guardedResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	inner, ok := g.Resource.(resource.ResourceWithImportState)
	if !ok {
		resp.Diagnostics.AddError(g.typeName(ctx)+" cannot be imported", "This resource has no import.")
		return
	}
	defer caught(&resp.Diagnostics, "import", g.typeName(ctx))
	inner.ImportState(shared.Reads(ctx), req, resp)
}

// UpgradeState implements resource.ResourceWithUpgradeState.
func (g *guardedResource) UpgradeState(ctx context.Context) map[int64]resource.StateUpgrader {
	if inner, ok := g.Resource.(resource.ResourceWithUpgradeState); ok {
		return inner.UpgradeState(ctx)
	}
	return nil
}
