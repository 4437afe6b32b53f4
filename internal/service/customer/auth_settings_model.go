package customer

import (
	"context"
	"encoding/json"
	"maps"
	"reflect"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

// authTypes are the keys of auth_settings whose names are documented (OEM API,
// Manage customers, Create a customer). Three more exist, whose names are not:
// they go through auth_settings_extra.
var authTypes = map[string]attr.Type{
	"type":         types.StringType,
	"provider":     types.StringType,
	"metadata_url": types.StringType,
	"sso_url":      types.StringType,
	"saml_issuer":  types.StringType,
	"x509_cert":    semantic.Certificate,
}

// refreshAuthSettings takes over what a reply shows. It is not documented whether
// the values of SAML are returned, so what is missing keeps its value, and what
// nobody declared is left out, unless nothing is declared at all.
func (m *model) refreshAuthSettings(ctx context.Context, f workato.Field[map[string]any]) diag.Diagnostics {
	if !f.IsPresent() && !m.AuthSettings.IsUnknown() {
		return nil
	}
	undeclared := m.AuthSettings.IsNull() || m.AuthSettings.IsUnknown()
	if undeclared && len(f.Value) == 0 {
		m.AuthSettings = types.ObjectNull(authTypes)
		return nil
	}
	values := map[string]attr.Value{}
	for name, kind := range authTypes {
		prior := m.AuthSettings.Attributes()[name]
		got, returned := f.Value[name].(string)
		switch {
		case returned && got != "" && (undeclared || !prior.IsNull()):
			values[name] = authValue(ctx, kind, prior, got)
		case undeclared:
			values[name] = nullOf(kind)
		default:
			values[name] = prior
		}
	}
	object, diags := types.ObjectValue(authTypes, values)
	m.AuthSettings = object
	m.refreshExtra(f.Value)
	return diags
}

// authValue makes a value of the right type, in the prior spelling if it means the same.
func authValue(_ context.Context, kind attr.Type, prior attr.Value, value string) attr.Value {
	certificate, ok := kind.(semantic.StringType)
	if !ok {
		return types.StringValue(value)
	}
	if old, ok := prior.(semantic.String); ok && !old.IsNull() && certificate.Same(old.ValueString(), value) {
		return old
	}
	return certificate.Value(value)
}

func nullOf(kind attr.Type) attr.Value {
	if certificate, ok := kind.(semantic.StringType); ok {
		return certificate.Null()
	}
	return types.StringNull()
}

// refreshExtra shows a declared extra key whose returned value differs.
func (m *model) refreshExtra(returned map[string]any) {
	var declared map[string]any
	if m.AuthSettingsExtra.IsNull() || m.AuthSettingsExtra.IsUnknown() || json.Unmarshal([]byte(m.AuthSettingsExtra.ValueString()), &declared) != nil {
		return
	}
	changed := false
	for name, value := range declared {
		if got, ok := returned[name]; ok && !reflect.DeepEqual(got, value) {
			declared[name], changed = got, true
		}
	}
	if !changed {
		return
	}
	if data, err := json.Marshal(declared); err == nil {
		m.AuthSettingsExtra = jsontypes.NewNormalizedValue(string(data))
	}
}

// authSettings returns what to send: the declared keys and the extra ones.
func (m *model) authSettings() map[string]any {
	out := map[string]any{}
	for name, value := range m.AuthSettings.Attributes() {
		switch v := value.(type) {
		case types.String:
			if !v.IsNull() && !v.IsUnknown() {
				out[name] = v.ValueString()
			}
		case semantic.String:
			if !v.IsNull() && !v.IsUnknown() {
				out[name] = v.ValueString()
			}
		}
	}
	var extra map[string]any
	if !m.AuthSettingsExtra.IsNull() && json.Unmarshal([]byte(m.AuthSettingsExtra.ValueString()), &extra) == nil {
		maps.Copy(out, extra)
	}
	return out
}
