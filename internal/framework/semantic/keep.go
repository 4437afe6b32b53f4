package semantic

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
)

// KeepSpelling plans no change where the configuration spells the value of before in
// another way, such as after an import.
func (t StringType) KeepSpelling() planmodifier.String { return keepSpelling{t} }

type keepSpelling struct{ kind StringType }

// Description implements planmodifier.Describer.
func (keepSpelling) Description(context.Context) string {
	return "another spelling of the same value is no change"
}

// MarkdownDescription implements planmodifier.Describer.
func (m keepSpelling) MarkdownDescription(ctx context.Context) string { return m.Description(ctx) }

// PlanModifyString implements planmodifier.String.
func (m keepSpelling) PlanModifyString(_ context.Context, req planmodifier.StringRequest, resp *planmodifier.StringResponse) {
	known := !req.StateValue.IsNull() && !req.PlanValue.IsNull() && !req.PlanValue.IsUnknown()
	if known && m.kind.Same(req.StateValue.ValueString(), req.PlanValue.ValueString()) {
		resp.PlanValue = req.StateValue
	}
}
