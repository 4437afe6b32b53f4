// Package persist writes what Terraform keeps of a resource.
package persist

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
)

// Save writes state and identity. Terraform before 1.12 has no identities; there
// the response has none.
func Save(ctx context.Context, state *tfsdk.State, identity *tfsdk.ResourceIdentity, model, identityModel any, diags *diag.Diagnostics) {
	diags.Append(state.Set(ctx, model)...)
	if identity != nil {
		diags.Append(identity.Set(ctx, identityModel)...)
	}
}

// Remove drops a resource from the state. Its identity is written all the same:
// the framework demands one after each read.
func Remove(ctx context.Context, state *tfsdk.State, identity *tfsdk.ResourceIdentity, identityModel any, diags *diag.Diagnostics) {
	if identity != nil {
		diags.Append(identity.Set(ctx, identityModel)...)
	}
	state.RemoveResource(ctx)
}
