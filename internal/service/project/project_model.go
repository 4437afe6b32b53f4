package project

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

// model is the resource in plan and state.
type model struct {
	ID            types.String `tfsdk:"id"`
	EnvironmentID types.String `tfsdk:"environment_id"`
	Name          types.String `tfsdk:"name"`
	Description   types.String `tfsdk:"description"`
	FolderID      types.String `tfsdk:"folder_id"`
}

// identityModel is the identity of a project.
type identityModel struct {
	EnvironmentID types.String `tfsdk:"environment_id"`
	ID            types.String `tfsdk:"id"`
}

func (m *model) identity() identityModel {
	return identityModel{EnvironmentID: m.EnvironmentID, ID: m.ID}
}

// locate takes over what finds the project again, which may be the folder alone.
func (m *model) locate(p workato.Project) {
	m.ID, m.FolderID = semantic.OrNull(p.ID), semantic.OrNull(p.FolderID)
}

// refresh takes over what the service says.
func (m *model) refresh(p workato.Project) {
	m.locate(p)
	m.Name = types.StringValue(p.Name)
	m.Description = descriptionOf(p)
}

// descriptionOf makes no difference between an empty and a missing description.
func descriptionOf(p workato.Project) types.String {
	if p.Description.Value == "" {
		return types.StringNull()
	}
	return types.StringValue(p.Description.Value)
}
