package project

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

// folderModel is a folder in plan and state, and as a data source.
type folderModel struct {
	ID            types.String `tfsdk:"id"`
	EnvironmentID types.String `tfsdk:"environment_id"`
	ParentID      types.String `tfsdk:"parent_id"`
	Name          types.String `tfsdk:"name"`
}

// folderIdentityModel is the identity of a folder. Its parent can change.
type folderIdentityModel struct {
	EnvironmentID types.String `tfsdk:"environment_id"`
	ID            types.String `tfsdk:"id"`
}

func (m *folderModel) identity() folderIdentityModel {
	return folderIdentityModel{EnvironmentID: m.EnvironmentID, ID: m.ID}
}

// refresh takes over what the service says.
func (m *folderModel) refresh(f workato.Folder) {
	m.ID = types.StringValue(string(f.ID))
	m.Name = types.StringValue(f.Name)
	m.ParentID = semantic.OrNull(f.ParentID)
}

// update is what of a folder has changed.
func (m *folderModel) update(state folderModel) workato.FolderUpdate {
	var update workato.FolderUpdate
	if !m.Name.Equal(state.Name) {
		update.Name = workato.Set(m.Name.ValueString())
	}
	if !m.ParentID.Equal(state.ParentID) {
		update.ParentID = workato.Set(workato.ID(m.ParentID.ValueString()))
	}
	return update
}
