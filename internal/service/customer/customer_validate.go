package customer

import (
	"context"
	"encoding/json"
	"regexp"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// origin matches one entry of frame_ancestors, which the API joins with commas.
var origin = regexp.MustCompile(`^[^\s,]+$`)

// ValidateConfig implements resource.ResourceWithValidateConfig.
func (r *customerResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config model
	if resp.Diagnostics.Append(req.Config.Get(ctx, &config)...); resp.Diagnostics.HasError() {
		return
	}
	validateAuthSettings(config.AuthSettings, &resp.Diagnostics)
	if known(config.EnvironmentSettings) && known(config.ProvisionEnvironments) && !config.ProvisionEnvironments.ValueBool() {
		resp.Diagnostics.AddAttributeError(path.Root("environment_settings"), "Settings of environments that do not exist",
			"TEST and PROD have settings only where Environments are provisioned, and provision_environments is false. Remove environment_settings, or provision Environments.")
	}
}

// validateAuthSettings checks what SAML needs (OEM API, Manage customers, Create a
// customer, auth_settings).
func validateAuthSettings(settings types.Object, diags *diag.Diagnostics) {
	if !known(settings) {
		return
	}
	values := settings.Attributes()
	kind, ok := values["type"].(types.String)
	if !ok || !known(kind) {
		return
	}
	at := path.Root("auth_settings")
	if kind.ValueString() != "saml_sso" {
		for _, name := range []string{"provider", "metadata_url", "sso_url", "saml_issuer", "x509_cert"} {
			if !values[name].IsNull() {
				diags.AddAttributeError(at.AtName(name), "Argument for another type of authentication",
					name+" belongs to the type saml_sso, and the type is "+kind.ValueString()+".")
			}
		}
		return
	}
	if values["provider"].IsNull() {
		diags.AddAttributeError(at.AtName("provider"), "Missing identity provider", "The type saml_sso needs provider.")
	}
	byHand := slices.ContainsFunc([]string{"sso_url", "saml_issuer", "x509_cert"}, func(name string) bool { return values[name].IsNull() })
	if values["metadata_url"].IsNull() && byHand {
		diags.AddAttributeError(at.AtName("metadata_url"), "Missing SAML settings",
			"The type saml_sso needs metadata_url, or all of sso_url, saml_issuer and x509_cert.")
	}
}

// extraKeys validates that auth_settings_extra is an object without the keys that
// have arguments of their own.
type extraKeys struct{}

// Description implements validator.Describer.
func (extraKeys) Description(context.Context) string {
	return "must be a JSON object without the keys that auth_settings has"
}

// MarkdownDescription implements validator.Describer.
func (v extraKeys) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (v extraKeys) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	var extra map[string]any
	if err := json.Unmarshal([]byte(req.ConfigValue.ValueString()), &extra); err != nil || extra == nil {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid extra authentication settings", "The value "+v.Description(ctx)+".")
		return
	}
	for name := range authTypes {
		if _, ok := extra[name]; ok {
			resp.Diagnostics.AddAttributeError(req.Path, "Invalid extra authentication settings", "The key "+name+" has an argument of its own: set it in auth_settings.")
		}
	}
}
