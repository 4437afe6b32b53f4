package project

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/listing"
)

var newDataSource = listing.NewSingle(listing.Single[model]{
	Type:        typeName,
	Description: "Reads one project of an environment, by its id, its name, or the id of its top-level folder.",
	Attributes: map[string]schema.Attribute{
		"environment_id": attribute.ParentOfList(attribute.EnvironmentDescription),
		"id": projectArgument("Id of the project, which is not that of its folder. Exactly one of this, `name` and `folder_id` is given.",
			stringvalidator.ExactlyOneOf(path.MatchRoot("id"), path.MatchRoot("name"), path.MatchRoot("folder_id"))),
		"name":        projectArgument("Name of the project, compared exactly. It need not be unique."),
		"folder_id":   projectArgument("Id of the top-level folder of the project."),
		"description": listing.Text("Description of the project."),
	},
	Read: readProject,
})

// projectArgument is one of those that find a project.
func projectArgument(description string, more ...validator.String) schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: description, Optional: true, Computed: true,
		Validators: append(more, stringvalidator.LengthAtLeast(1)),
	}
}

func readProject(ctx context.Context, client *workato.Client, m *model) error {
	id := func(p workato.Project) string { return string(p.ID) }
	argument, value, key := "id", m.ID, id
	switch {
	case !m.Name.IsNull():
		argument, value, key = "name", m.Name, func(p workato.Project) string { return p.Name }
	case !m.FolderID.IsNull():
		argument, value, key = "folder_id", m.FolderID, func(p workato.Project) string { return string(p.FolderID) }
	}
	found, err := listing.Only(client.Projects(ctx, m.EnvironmentID.ValueString()), argument, value.ValueString(), key, id)
	if err == nil {
		m.refresh(found)
	}
	return err
}
