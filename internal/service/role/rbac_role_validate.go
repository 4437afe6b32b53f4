package role

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// jsonObject demands a JSON object.
type jsonObject struct{}

// Description implements validator.Describer.
func (jsonObject) Description(context.Context) string { return "must be a JSON object" }

// MarkdownDescription implements validator.Describer.
func (v jsonObject) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (jsonObject) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if !req.ConfigValue.IsNull() && !req.ConfigValue.IsUnknown() {
		parseConfig(req.Path, req.ConfigValue.ValueString(), &resp.Diagnostics)
	}
}

// noAccess takes the place of a role where a collaborator may not enter an environment
// (docs.workato.com/oem/oem-api/role-migration).
const noAccess = "NoAccess"

// notNoAccess refuses the name that stands for no role at all, however it is spelled.
type notNoAccess struct{}

// Description implements validator.Describer.
func (notNoAccess) Description(context.Context) string { return "must not be " + noAccess }

// MarkdownDescription implements validator.Describer.
func (v notNoAccess) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

var joined = strings.NewReplacer(" ", "", "_", "", "-", "")

// ValidateString implements validator.String.
func (notNoAccess) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if name := req.ConfigValue.ValueString(); strings.EqualFold(joined.Replace(name), noAccess) {
		resp.Diagnostics.AddAttributeError(req.Path, "Name that stands for no role",
			fmt.Sprintf("Collaborators are given roles by name, and %s is what takes their access to an environment away. A role called %q could not be told from it: choose another name.", noAccess, name))
	}
}
