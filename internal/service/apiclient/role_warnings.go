package apiclient

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
)

func leftBehind(state roleModel) string {
	return fmt.Sprintf("%s %s (%s) will be left behind", roleTypeName, state.ID.ValueString(), state.Name.ValueString())
}

func missingSource(diags *diag.Diagnostics) {
	diags.AddAttributeError(path.Root("source_role_id"), "Missing role to copy", "A role of API clients is made as a copy, so a new one needs source_role_id. Only one that is imported can do without.")
}
