package workspace

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workspace365"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/exactlyonce"
)

// createFailed reports why there is no new environment.
func createFailed(diags *diag.Diagnostics, m model, err error) {
	// The service says so, and the list does not: then it is a refusal like others.
	if exists, ok := errors.AsType[*exactlyonce.ExistsError](err); ok && len(exists.IDs) == 0 && exists.Err != nil {
		operation("create").Failed(diags, exists.Err)
		return
	}
	lost, isLost := errors.AsType[*exactlyonce.LostError](err)
	if !isLost {
		operation("create").Failed(diags, err)
		return
	}
	newcomers, ok := errors.AsType[*newcomersError](lost.Lookup)
	if !ok {
		operation("create").Failed(diags, err)
		return
	}
	diags.AddAttributeError(path.Root("name"), operation("create").Summary(), fmt.Sprintf(
		"The call that creates it ended without a usable answer (%v). The list has no %q, but %s, which was not there before the call. Workspace 365 may have given that name to this environment; or somebody else has created it. So it is not taken over, and nothing was sent again.\n\nLook at the instance. If it is this environment, import it, and set name to it:\n\n  import {\n    to = %s.NAME\n    id = %q\n  }\n\nIf not, apply again.",
		lost.Err, m.Name.ValueString(), strings.Join(newcomers.names, ", "), typeName, newcomers.names[0]))
}

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
	reason := "It stays in the state until the list has had it once. If that does not happen, look at the instance."
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
