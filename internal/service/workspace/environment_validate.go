package workspace

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// reserved are names that the instance refuses (Full guide for admins) or that its
// own routes use.
var reserved = []string{"demo", "validate"}

// plain is what every client restricts itself to, and no sanitising changes but for
// letter case, which makes no other name.
var plain = regexp.MustCompile(`^[A-Za-z0-9]+$`)

// environmentName refuses names that cannot work.
type environmentName struct{}

// Description implements validator.Describer.
func (environmentName) Description(context.Context) string {
	return "must not be empty, reserved, or hold /, ?, #, % or control characters"
}

// MarkdownDescription implements validator.Describer.
func (v environmentName) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (v environmentName) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	name := req.ConfigValue.ValueString()
	switch {
	case strings.TrimSpace(name) == "" || strings.ContainsFunc(name, func(r rune) bool { return unicode.IsControl(r) || strings.ContainsRune("/?#%\\", r) }):
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid environment name", fmt.Sprintf("%q cannot be used: the name %s. It becomes part of an address: use a to z and 0 to 9.", name, v.Description(ctx)))
	case slices.Contains(reserved, strings.ToLower(strings.TrimSpace(name))):
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid environment name", fmt.Sprintf("%q is reserved by Workspace 365. Choose another name.", name))
	}
}

// warnSanitized tells that the service is likely to keep another name.
func warnSanitized(name types.String, diags *diag.Diagnostics) {
	if known(name) && !plain.MatchString(name.ValueString()) {
		diags.AddAttributeWarning(path.Root("name"), fmt.Sprintf("Environment name %q may be changed", name.ValueString()),
			"Workspace 365 keeps names in its own spelling, most likely lower-case letters and digits only, and does not say how it gets there. The result is environment_name. To choose it yourself, use only a to z and 0 to 9.")
	}
}

// ValidateConfig implements resource.ResourceWithValidateConfig.
func (r *environmentResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config model
	if resp.Diagnostics.Append(req.Config.Get(ctx, &config)...); resp.Diagnostics.HasError() || config.CreationMode.IsUnknown() {
		return
	}
	mode := config.mode()
	misplaced := func(name, belongs string) {
		resp.Diagnostics.AddAttributeError(path.Root(name), "Argument for another creation mode",
			fmt.Sprintf("%s belongs to creation_mode = %q, and the mode is %q. Remove it, or change the mode.", name, belongs, mode))
	}
	if mode != modePassword && !config.AdminPasswordWO.IsNull() {
		misplaced("admin_password_wo", modePassword)
	}
	if mode != modeInvite && !config.LicenseCount.IsNull() {
		misplaced("license_count", modeInvite)
	}
}

// validateCreation checks what creating needs, which an imported environment does
// not. What is not known yet is checked when it is.
func validateCreation(config model, diags *diag.Diagnostics) {
	if config.CreationMode.IsUnknown() {
		return
	}
	mode := config.mode()
	need := func(missing bool, name string) {
		if missing {
			diags.AddAttributeError(path.Root(name), "Missing argument to create an environment",
				fmt.Sprintf("With creation_mode = %q, a new environment needs %s. Only one that is imported can do without.", mode, name))
		}
	}
	need(config.AdminEmail.IsNull(), "admin_email")
	if mode != modeInvite {
		need(config.AdminFirstName.IsNull(), "admin_first_name")
		need(config.AdminLastName.IsNull(), "admin_last_name")
	}
	if mode == modePassword {
		need(config.AdminPasswordWO.IsNull(), "admin_password_wo")
	}
}
