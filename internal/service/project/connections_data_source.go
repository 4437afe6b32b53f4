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
)

type connectionsModel struct {
	EnvironmentID             types.String         `tfsdk:"environment_id"`
	Name                      types.String         `tfsdk:"name"`
	Application               types.String         `tfsdk:"application"`
	FolderID                  types.String         `tfsdk:"folder_id"`
	ParentID                  types.String         `tfsdk:"parent_id"`
	ExternalID                types.String         `tfsdk:"external_id"`
	IncludeRuntimeConnections types.Bool           `tfsdk:"include_runtime_connections"`
	Connections               []connectionRowModel `tfsdk:"connections"`
}

var newConnectionsDataSource = listing.New(listing.Definition[connectionsModel]{
	Type:        connectionsTypeName,
	Description: "Lists the connections of one environment.",
	Arguments: map[string]schema.Attribute{
		"environment_id": attribute.ParentOfList(attribute.EnvironmentDescription),
		"name":           attribute.NameOfList("connections"),
		"application":    narrows("Lists only the connections to this application, as the API names it: `salesforce`."),
		"folder_id":      narrows("Lists only the connections in this folder, and not those in folders within it."),
		"parent_id":      narrows("Lists only the connections of users of this one."),
		"external_id":    narrows("Lists only the connections of the user with this id of your own."),
		"include_runtime_connections": schema.BoolAttribute{
			MarkdownDescription: "Whether the connections of single users of a parent connection are listed too. Default `false`, or `true` with `parent_id` or `external_id`, which such connections have.",
			Optional:            true,
		},
	},
	List: "connections",
	Row:  connectionRow(),
	Read: readConnections,
})

// narrows is an argument of the list.
func narrows(description string) schema.Attribute {
	return schema.StringAttribute{MarkdownDescription: description, Optional: true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)}}
}

func readConnections(ctx context.Context, client *workato.Client, m *connectionsModel) error {
	runtime := m.IncludeRuntimeConnections.ValueBool()
	if m.IncludeRuntimeConnections.IsNull() {
		runtime = !m.ParentID.IsNull() || !m.ExternalID.IsNull()
	}
	// The service may not filter, so what it lists is compared too.
	rows, err := findConnections(ctx, client, m.EnvironmentID.ValueString(), workato.ConnectionFilter{
		Application: m.Application.ValueString(), FolderID: m.FolderID.ValueString(), ParentID: m.ParentID.ValueString(),
		ExternalID: m.ExternalID.ValueString(), Runtime: runtime, Tags: true,
	}, func(c workato.Connection) bool {
		return isIn(c, m.Application, m.FolderID) && (m.Name.IsNull() || c.Name == m.Name.ValueString()) &&
			(m.ParentID.IsNull() || string(c.ParentID.Value) == m.ParentID.ValueString()) &&
			(m.ExternalID.IsNull() || string(c.ExternalID.Value) == m.ExternalID.ValueString())
	})
	m.Connections = []connectionRowModel{}
	for _, c := range rows {
		m.Connections = append(m.Connections, connectionRowOf(ctx, c))
	}
	return err
}
