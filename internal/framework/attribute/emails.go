package attribute

import (
	"context"
	"fmt"
	"net/mail"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

// Emails validates one or more e-mail addresses, with commas between them.
func Emails() []validator.String { return []validator.String{emails{}} }

type emails struct{}

// Description implements validator.Describer.
func (emails) Description(context.Context) string {
	return "must be an e-mail address, or several with commas between them"
}

// MarkdownDescription implements validator.Describer.
func (v emails) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (v emails) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	parts := semantic.SplitList(req.ConfigValue.ValueString())
	if len(parts) == 0 {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid e-mail address", "The value is empty, but "+v.Description(ctx)+".")
	}
	for _, part := range parts {
		// ParseAddress also takes "Name <address>", which the service does not.
		if address, err := mail.ParseAddress(part); err != nil || address.Address != part {
			resp.Diagnostics.AddAttributeError(req.Path, "Invalid e-mail address", fmt.Sprintf("%q is not an e-mail address: it %s.", part, v.Description(ctx)))
		}
	}
}
