package project

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/listing"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

type listModel struct {
	EnvironmentID types.String `tfsdk:"environment_id"`
	Name          types.String `tfsdk:"name"`
	Projects      []rowModel   `tfsdk:"projects"`
}

type rowModel struct {
	ID          types.String `tfsdk:"id"`
	Name        types.String `tfsdk:"name"`
	Description types.String `tfsdk:"description"`
	FolderID    types.String `tfsdk:"folder_id"`
}

var newListDataSource = listing.New(listing.Definition[listModel]{
	Type:        listTypeName,
	Description: "Lists the projects of one environment.",
	Arguments: map[string]schema.Attribute{
		"environment_id": attribute.ParentOfList(attribute.EnvironmentDescription),
		"name":           attribute.NameOfList("projects"),
	},
	List: "projects",
	Row: map[string]schema.Attribute{
		"id":          listing.Text("Id of the project."),
		"name":        listing.Text("Name of the project."),
		"description": listing.Text("Description of the project."),
		"folder_id":   listing.Text("Id of its top-level folder."),
	},
	Read: readList,
})

func readList(ctx context.Context, client *workato.Client, model *listModel) error {
	projects, err := find(ctx, client, model.EnvironmentID.ValueString(), func(p workato.Project) bool {
		return model.Name.IsNull() || p.Name == model.Name.ValueString()
	})
	model.Projects = []rowModel{}
	for _, p := range projects {
		model.Projects = append(model.Projects, rowModel{
			ID: semantic.OrNull(p.ID), Name: types.StringValue(p.Name), Description: descriptionOf(p), FolderID: semantic.OrNull(p.FolderID),
		})
	}
	return err
}
