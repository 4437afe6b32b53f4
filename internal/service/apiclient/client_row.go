package apiclient

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/listing"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

// clientRowModel is an API client as data sources show it.
type clientRowModel struct {
	ID                  types.String `tfsdk:"id"`
	Name                types.String `tfsdk:"name"`
	APIPrivilegeGroupID types.String `tfsdk:"api_privilege_group_id"`
	AllFolders          types.Bool   `tfsdk:"all_folders"`
	FolderIDs           types.Set    `tfsdk:"folder_ids"`
	EnvironmentName     types.String `tfsdk:"environment_name"`
	EnvironmentID       types.String `tfsdk:"environment_id"`
	TokenUpdatedAt      types.String `tfsdk:"token_updated_at"`
	CreatedAt           types.String `tfsdk:"created_at"`
	UpdatedAt           types.String `tfsdk:"updated_at"`
}

func clientRowOf(c workato.APIClient) clientRowModel {
	return clientRowModel{
		ID: types.StringValue(string(c.ID)), Name: types.StringValue(c.Name), APIPrivilegeGroupID: semantic.OrNull(c.APIPrivilegeGroupID),
		AllFolders: types.BoolValue(c.AllFolders.Value), FolderIDs: foldersOf(c),
		EnvironmentName: semantic.OrNull(c.Environment()), EnvironmentID: semantic.OrNull(c.EnvironmentID),
		TokenUpdatedAt: semantic.OrNull(c.Token.UpdatedAt), CreatedAt: semantic.OrNull(c.CreatedAt), UpdatedAt: semantic.OrNull(c.UpdatedAt),
	}
}

func clientRow() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id":                     listing.Text("Id of the API client."),
		"name":                   listing.Text("Name of the API client."),
		"api_privilege_group_id": listing.Text("Id of the role."),
		"all_folders":            listing.Flag("Whether the client has access to all folders of its environment."),
		"folder_ids":             schema.SetAttribute{MarkdownDescription: "Ids of the folders that it has access to. Null if it has access to all.", Computed: true, ElementType: types.StringType},
		"environment_name":       listing.Text("Name of the environment, as the API spells it. Null where the API does not say."),
		"environment_id":         listing.Text("Id that the API has for the environment. Null where the API does not say."),
		"token_updated_at":       listing.Text("Time at which the token was made. Null where the API does not say."),
		"created_at":             listing.Text("Time of creation."),
		"updated_at":             listing.Text("Time of the last change."),
	}
}
