package workspace

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workspace365"
)

// warnOtherName tells that the service keeps another name.
func warnOtherName(m model, diags *diag.Diagnostics) {
	name, effective := m.Name.ValueString(), m.EnvironmentName.ValueString()
	if workspace365.Same(name, effective) {
		return
	}
	diags.AddAttributeWarning(path.Root("name"), fmt.Sprintf("%s %s has another name than %q", typeName, effective, name),
		"Workspace 365 changed the name. Use environment_name wherever the name matters, above all in redirect URIs, and consider setting name to it.")
}

// warnUnlisted tells that an environment was created but the list does not have it.
func warnUnlisted(diags *diag.Diagnostics, m model) {
	reason := "It is in the state. If the next plan still does not find it, look at the instance."
	if m.mode() == modeInvite {
		reason = "Whether an invited environment is listed before its administrator has registered is not documented. It stays in the state until the list has had it once."
	}
	diags.AddWarning(fmt.Sprintf("%s %s is not listed yet", typeName, m.EnvironmentName.ValueString()),
		"The API accepted the environment, and its list does not have it. "+reason)
}

// warnLeft tells that destroying left the environment behind.
func warnLeft(diags *diag.Diagnostics, m model, what string) {
	diags.AddWarning(fmt.Sprintf("%s %s was left behind", typeName, m.EnvironmentName.ValueString()),
		fmt.Sprintf("%s on_destroy is %q. To manage it again, import it by the id %q.", what, m.OnDestroy.ValueString(), m.EnvironmentName.ValueString()))
}
