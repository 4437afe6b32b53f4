// Package idle makes a provider that does nothing of one that does something: it has the same schemas, validators and
// plan modifiers, but creating copies the plan to the state, reading keeps the state, and no call is made. What a run with
// it costs is what Terraform and the plugin framework cost by themselves. It is for `make bench`, and in no release.
package idle

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
)

// New returns a constructor of the idle version of a provider.
func New(busy func() provider.Provider) func() provider.Provider {
	return func() provider.Provider {
		inner, ok := busy().(provider.ProviderWithValidateConfig)
		if !ok {
			panic("the provider has no ValidateConfig any more: what takes its place must be passed on here")
		}
		return &idleProvider{inner}
	}
}

type idleProvider struct {
	provider.ProviderWithValidateConfig
}

// Resources implements provider.Provider.
func (p *idleProvider) Resources(ctx context.Context) []func() resource.Resource {
	busy := p.ProviderWithValidateConfig.Resources(ctx)
	out := make([]func() resource.Resource, 0, len(busy))
	for _, construct := range busy {
		out = append(out, func() resource.Resource {
			inner, ok := construct().(whole)
			if !ok {
				panic("a resource lacks an optional part that all have: what takes its place must be passed on here")
			}
			return &idleResource{inner}
		})
	}
	return out
}

// whole is a resource with every part that a resource can have. All resources of the provider have them, since what
// catches their panics does.
type whole interface {
	resource.ResourceWithConfigure
	resource.ResourceWithConfigValidators
	resource.ResourceWithIdentity
	resource.ResourceWithImportState
	resource.ResourceWithModifyPlan
	resource.ResourceWithUpgradeState
	resource.ResourceWithValidateConfig
}

type idleResource struct{ whole }

// Create implements resource.Resource. What is known after apply only gets some value.
func (r *idleResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	if r.save(ctx, &req.Plan, &resp.State, &resp.Diagnostics) {
		identify(ctx, &resp.State, resp.Identity, &resp.Diagnostics)
	}
}

// Read implements resource.Resource. The framework has put the prior state into the response.
func (r *idleResource) Read(ctx context.Context, _ resource.ReadRequest, resp *resource.ReadResponse) {
	identify(ctx, &resp.State, resp.Identity, &resp.Diagnostics)
}

// Update implements resource.Resource.
func (r *idleResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	if r.save(ctx, &req.Plan, &resp.State, &resp.Diagnostics) {
		identify(ctx, &resp.State, resp.Identity, &resp.Diagnostics)
	}
}

// Delete implements resource.Resource. The framework removes the state.
func (r *idleResource) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {}

func (r *idleResource) save(ctx context.Context, plan *tfsdk.Plan, state *tfsdk.State, diags *diag.Diagnostics) bool {
	var metadata resource.MetadataResponse
	r.Metadata(ctx, resource.MetadataRequest{}, &metadata) // The names of all types are whole.
	value, err := known(plan.Raw)
	if derive, found := derived[metadata.TypeName]; found && err == nil {
		value, err = derive(value)
	}
	if err != nil {
		diags.AddError("Cannot invent the state", err.Error())
		return false
	}
	state.Raw = value
	return true
}

// identify sets the identity, unless there is one already: Terraform before 1.12 keeps none.
func identify(ctx context.Context, state *tfsdk.State, identity *tfsdk.ResourceIdentity, diags *diag.Diagnostics) {
	if identity == nil || !identity.Raw.IsNull() {
		return
	}
	value, err := identityOf(state.Raw, identity.Schema.Type().TerraformType(ctx))
	if err != nil {
		diags.AddError("Cannot invent the identity", err.Error())
		return
	}
	identity.Raw = value
}
