package project

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/listing"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

type foldersModel struct {
	EnvironmentID types.String     `tfsdk:"environment_id"`
	ParentID      types.String     `tfsdk:"parent_id"`
	Name          types.String     `tfsdk:"name"`
	Folders       []folderRowModel `tfsdk:"folders"`
}

type folderRowModel struct {
	ID       types.String `tfsdk:"id"`
	Name     types.String `tfsdk:"name"`
	ParentID types.String `tfsdk:"parent_id"`
}

var newFoldersDataSource = listing.New(listing.Definition[foldersModel]{
	Type:        foldersTypeName,
	Description: "Lists the folders that lie directly in another one, or at the top of an environment, where each is the folder of a project.",
	Arguments: map[string]schema.Attribute{
		"environment_id": attribute.ParentOfList(attribute.EnvironmentDescription),
		"parent_id": schema.StringAttribute{
			MarkdownDescription: "Id of the folder to look into: of a project, its `folder_id`. Left out, the folders at the top of the environment are listed.",
			Optional:            true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
		},
		"name": attribute.NameOfList("folders"),
	},
	List: "folders",
	Row: map[string]schema.Attribute{
		"id":        listing.Text("Id of the folder."),
		"name":      listing.Text("Name of the folder."),
		"parent_id": listing.Text("Id of the folder that it lies in."),
	},
	Read: readFolders,
})

func readFolders(ctx context.Context, client *workato.Client, model *foldersModel) error {
	model.Folders = []folderRowModel{}
	for f, err := range client.Folders(ctx, model.EnvironmentID.ValueString(), model.ParentID.ValueString()) {
		if err != nil {
			return err
		}
		if model.Name.IsNull() || f.Name == model.Name.ValueString() {
			model.Folders = append(model.Folders, folderRowModel{
				ID: types.StringValue(string(f.ID)), Name: types.StringValue(f.Name), ParentID: semantic.OrNull(f.ParentID),
			})
		}
	}
	return nil
}
