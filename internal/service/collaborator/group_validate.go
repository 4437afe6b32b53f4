package collaborator

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// notSystem refuses the name of the system group.
type notSystem struct{}

// Description implements validator.Describer.
func (notSystem) Description(context.Context) string {
	return "must not be the name of the system group, " + systemGroup
}

// MarkdownDescription implements validator.Describer.
func (v notSystem) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (v notSystem) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if name := req.ConfigValue.ValueString(); strings.EqualFold(name, systemGroup) {
		resp.Diagnostics.AddAttributeError(req.Path, "Name of the system group",
			fmt.Sprintf("%q is the group of everybody, which each workspace has and nobody can make, change or delete. For a group of your own choose another name; to refer to this one, use the data source %s.", name, groupsTypeName))
	}
}
