package attribute

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
)

// Timeouts are the times that operations may take, described like everything else,
// which the package that they come from does not do.
func Timeouts(ctx context.Context, opts timeouts.Opts) schema.Attribute {
	nested, ok := timeouts.Attributes(ctx, opts).(schema.SingleNestedAttribute)
	if !ok {
		return timeouts.Attributes(ctx, opts)
	}
	nested.MarkdownDescription = "How long operations may take, waits included."
	for name, attribute := range nested.Attributes {
		if text, ok := attribute.(schema.StringAttribute); ok {
			text.MarkdownDescription = text.Description
			nested.Attributes[name] = text
		}
	}
	return nested
}
