package parent

import (
	"cmp"
	"context"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/diagnostics"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/importid"
)

// Child is a type whose objects are found by the id of their parent and their own.
type Child struct {
	// Type is the resource type.
	Type string
	// Attribute is the one that holds the parent: managed_customer_id or
	// environment_id.
	Attribute string
	// Own is the attribute that holds the object's own id; "" means id.
	Own string
	// Format is that of the import id.
	Format importid.Format
}

// Import writes what an import id or an identity says into state and identity. An
// external id in it becomes the numeric id that configurations refer to.
func (c Child) Import(ctx context.Context, client *workato.Client, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	own := cmp.Or(c.Own, "id")
	var parent, id types.String
	if req.ID == "" {
		resp.Diagnostics.Append(req.Identity.GetAttribute(ctx, path.Root(c.Attribute), &parent)...)
		resp.Diagnostics.Append(req.Identity.GetAttribute(ctx, path.Root(own), &id)...)
	} else if parts, ok := c.Format.Read(req.ID, c.Type, &resp.Diagnostics); ok {
		resolved, err := Resolve(ctx, client, parts[0])
		if err != nil {
			diagnostics.Operation{Verb: "import", Type: c.Type}.Failed(&resp.Diagnostics, err)
			return
		}
		parent, id = types.StringValue(resolved), types.StringValue(parts[1])
	}
	if resp.Diagnostics.HasError() {
		return
	}
	for name, value := range map[string]types.String{c.Attribute: parent, own: id} {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), value)...)
		if resp.Identity != nil {
			resp.Diagnostics.Append(resp.Identity.SetAttribute(ctx, path.Root(name), value)...)
		}
	}
}
