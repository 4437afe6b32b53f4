package project

import (
	"context"
	"iter"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/listing"
)

// connectionDataModel is the data source of one connection.
type connectionDataModel struct {
	EnvironmentID types.String `tfsdk:"environment_id"`
	connectionRowModel
}

var newConnectionDataSource = listing.NewSingle(listing.Single[connectionDataModel]{
	Type:        connectionTypeName,
	Description: "Reads one connection of an environment, by its id, by your own id of its user, or by its name.",
	Attributes:  connectionDataAttributes(),
	Read:        readConnection,
})

func connectionDataAttributes() map[string]schema.Attribute {
	attributes := connectionRow()
	attributes["environment_id"] = attribute.ParentOfList(attribute.EnvironmentDescription)
	for name, description := range map[string]string{
		"id":          "Id of the connection. Exactly one of this, `external_id` and `name` is given.",
		"external_id": "Your own id of the user that it belongs to.",
		"name":        "Name of the connection, spelled exactly like it.",
	} {
		attributes[name] = schema.StringAttribute{
			MarkdownDescription: description, Optional: true, Computed: true,
			Validators: []validator.String{
				stringvalidator.LengthAtLeast(1),
				stringvalidator.ExactlyOneOf(path.MatchRoot("id"), path.MatchRoot("external_id"), path.MatchRoot("name")),
			},
		}
	}
	for name, description := range map[string]string{
		"application": "Application, as the API names it, such as `salesforce`. If given, only connections to it are looked at, for names and users that have several.",
		"folder_id":   "Id of the folder that it is in. If given, only connections in it are looked at.",
	} {
		attributes[name] = schema.StringAttribute{MarkdownDescription: description, Optional: true, Computed: true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)}}
	}
	return attributes
}

func readConnection(ctx context.Context, client *workato.Client, m *connectionDataModel) error {
	argument, value := "id", m.ID
	key := func(c workato.Connection) string { return string(c.ID) }
	switch {
	case !m.ExternalID.IsNull():
		argument, value, key = "external_id", m.ExternalID, func(c workato.Connection) string { return string(c.ExternalID.Value) }
	case !m.Name.IsNull():
		argument, value, key = "name", m.Name, func(c workato.Connection) string { return c.Name }
	}
	// Not filtered by the service, so that an error can say what there is.
	rows := client.Connections(ctx, m.EnvironmentID.ValueString(), workato.ConnectionFilter{Runtime: true, Tags: true})
	found, err := listing.Only(connectionsWith(rows, key, m.Application, m.FolderID), argument, value.ValueString(), key,
		func(c workato.Connection) string { return string(c.ID) })
	if err == nil {
		m.connectionRowModel = connectionRowOf(ctx, found)
	}
	return err
}

// connectionsWith drops the rows that have no key, and those of another application
// or folder where one is given.
func connectionsWith(rows iter.Seq2[workato.Connection, error], key func(workato.Connection) string, application, folder types.String) iter.Seq2[workato.Connection, error] {
	return func(yield func(workato.Connection, error) bool) {
		for row, err := range rows {
			if err == nil && (key(row) == "" || !isIn(row, application, folder)) {
				continue
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

// isIn reports whether a connection is one to an application, and in a folder, where
// these are given.
func isIn(c workato.Connection, application, folder types.String) bool {
	return (application.IsNull() || sameApplication(c.Application(), application.ValueString())) &&
		(folder.IsNull() || string(c.FolderID.Value) == folder.ValueString())
}
