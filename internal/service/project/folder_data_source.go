package project

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/listing"
)

var newFolderDataSource = listing.NewSingle(listing.Single[folderModel]{
	Type:        folderTypeName,
	Description: "Reads one folder of an environment, by its id, or by its name and the folder that it lies in.",
	Attributes: map[string]schema.Attribute{
		"environment_id": attribute.ParentOfList(attribute.EnvironmentDescription),
		"id": schema.StringAttribute{
			MarkdownDescription: "Id of the folder. Either this, or `parent_id` and `name`, is given.", Optional: true, Computed: true,
			Validators: []validator.String{stringvalidator.LengthAtLeast(1), stringvalidator.ExactlyOneOf(path.MatchRoot("id"), path.MatchRoot("name"))},
		},
		"parent_id": schema.StringAttribute{
			MarkdownDescription: "Id of the folder that it lies in: of a project, its `folder_id`.", Optional: true, Computed: true,
			Validators: []validator.String{stringvalidator.LengthAtLeast(1), stringvalidator.AlsoRequires(path.MatchRoot("name"))},
		},
		"name": schema.StringAttribute{
			MarkdownDescription: "Name of the folder, compared exactly.", Optional: true, Computed: true,
			Validators: []validator.String{stringvalidator.LengthAtLeast(1), stringvalidator.AlsoRequires(path.MatchRoot("parent_id"))},
		},
	},
	Read: readFolder,
	Next: func(err error) string {
		if transport.IsNotFound(err) {
			return "There is no such folder in this environment, or the token cannot see it. parent_id is the id of a folder: of a project, that is its folder_id, not its id. Each environment has folders of its own."
		}
		return ""
	},
})

func readFolder(ctx context.Context, client *workato.Client, model *folderModel) error {
	environment, within := model.EnvironmentID.ValueString(), model.ParentID.ValueString()
	if model.ID.IsNull() {
		found, err := listing.Only(client.Folders(ctx, environment, within), "name", model.Name.ValueString(),
			func(f workato.Folder) string { return f.Name }, func(f workato.Folder) string { return string(f.ID) })
		if err == nil {
			model.refresh(found)
		}
		return err
	}
	id := model.ID.ValueString()
	if _, err := folderIn(ctx, client, environment, id, ""); err != nil {
		return err
	}
	found, err := searchFolders(ctx, client, environment, id)
	if err == nil && found == nil {
		err = fmt.Errorf("the environment %s has no folder %s, or the token cannot see it", environment, id)
	}
	if err == nil {
		model.refresh(*found)
	}
	return err
}
