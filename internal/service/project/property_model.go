package project

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
)

// What destroying does with a property, which the API cannot delete.
const (
	onDestroyAbandon = "abandon"
	onDestroyBlank   = "blank"
)

// propertyModel is a property in configuration, plan and state.
type propertyModel struct {
	EnvironmentID  types.String `tfsdk:"environment_id"`
	ProjectID      types.String `tfsdk:"project_id"`
	Name           types.String `tfsdk:"name"`
	Value          types.String `tfsdk:"value"`
	ValueWO        types.String `tfsdk:"value_wo"`
	ValueWOVersion types.Int64  `tfsdk:"value_wo_version"`
	OnDestroy      types.String `tfsdk:"on_destroy"`
}

// propertyIdentityModel is the identity of a property, which is its natural key.
type propertyIdentityModel struct {
	EnvironmentID types.String `tfsdk:"environment_id"`
	ProjectID     types.String `tfsdk:"project_id"`
	Name          types.String `tfsdk:"name"`
}

func (m *propertyModel) identity() propertyIdentityModel {
	return propertyIdentityModel{EnvironmentID: m.EnvironmentID, ProjectID: m.ProjectID, Name: m.Name}
}

func (m *propertyModel) scope() workato.PropertyScope {
	return workato.PropertyScope{EnvironmentID: m.EnvironmentID.ValueString(), ProjectID: m.ProjectID.ValueString()}
}

// nameInID spells a name as a part of an import id.
var nameInID = strings.NewReplacer("%", "%25", "/", "%2F")

// importID is the import id, by which messages name a property too.
func (m *propertyModel) importID() string {
	parts := []string{m.EnvironmentID.ValueString()}
	if !m.ProjectID.IsNull() {
		parts = append(parts, m.ProjectID.ValueString())
	}
	return strings.Join(append(parts, nameInID.Replace(m.Name.ValueString())), "/")
}

// lock is that of all writes to the property in this process.
func (m *propertyModel) lock() string { return propertyTypeName + " " + m.importID() }

// input is what to set the property to. The model is the configuration, the only one
// that has a write-only value.
func (m *propertyModel) input() workato.PropertyInput {
	if m.Value.IsNull() {
		return workato.PropertyInput{Name: m.Name.ValueString(), Value: m.ValueWO.ValueString(), Secret: true}
	}
	return workato.PropertyInput{Name: m.Name.ValueString(), Value: m.Value.ValueString()}
}

// imported reports whether the state was made by an import and not read yet: either a
// value or a version is in every other one.
func (m *propertyModel) imported() bool { return m.Value.IsNull() && m.ValueWOVersion.IsNull() }

// refresh takes over what the service says, except for a value that is not to be kept.
func (m *propertyModel) refresh(p workato.Property) {
	if m.ValueWOVersion.IsNull() {
		m.Value = types.StringValue(p.Value)
	}
}

// replaced reports whether the plan makes another property of it.
func (m *propertyModel) replaced(plan propertyModel) bool {
	return !m.EnvironmentID.Equal(plan.EnvironmentID) || !m.ProjectID.Equal(plan.ProjectID) || !m.Name.Equal(plan.Name)
}
