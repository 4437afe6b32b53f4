package collaborator

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

const (
	pendingSummary = "A member without a user id"
	pendingDetail  = "One of user_ids is null. A collaborator who has not accepted the invitation yet has no user id until then: leave such ones out, as in\n\n  user_ids = [for id in LIST : id if id != null]\n\nWho should be in the group from the first day on is invited into it: the invitation can name the group."
)

// noPending refuses a null among user ids.
type noPending struct{}

// Description implements validator.Describer.
func (noPending) Description(context.Context) string { return "must have no null in it" }

// MarkdownDescription implements validator.Describer.
func (v noPending) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateSet implements validator.Set.
func (noPending) ValidateSet(_ context.Context, req validator.SetRequest, resp *validator.SetResponse) {
	if slices.ContainsFunc(req.ConfigValue.Elements(), attr.Value.IsNull) {
		resp.Diagnostics.AddAttributeError(req.Path, pendingSummary, pendingDetail)
	}
}
