package project

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/listing"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

// connectionRowModel is a connection as both data sources show it.
type connectionRowModel struct {
	ID                   types.String `tfsdk:"id"`
	Name                 types.String `tfsdk:"name"`
	Application          types.String `tfsdk:"application"`
	Description          types.String `tfsdk:"description"`
	FolderID             types.String `tfsdk:"folder_id"`
	ParentID             types.String `tfsdk:"parent_id"`
	ExternalID           types.String `tfsdk:"external_id"`
	Identity             types.String `tfsdk:"identity"`
	AuthorizationStatus  types.String `tfsdk:"authorization_status"`
	AuthorizationError   types.String `tfsdk:"authorization_error"`
	AuthorizedAt         types.String `tfsdk:"authorized_at"`
	ConnectionLostAt     types.String `tfsdk:"connection_lost_at"`
	ConnectionLostReason types.String `tfsdk:"connection_lost_reason"`
	Tags                 types.Set    `tfsdk:"tags"`
	CreatedAt            types.String `tfsdk:"created_at"`
	UpdatedAt            types.String `tfsdk:"updated_at"`
}

// connectionRow describes a connection that was read.
func connectionRow() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id":                     listing.Text("Id of the connection."),
		"name":                   listing.Text("Name of the connection."),
		"application":            listing.Text("Application, as the API names it, such as `salesforce`."),
		"description":            listing.Text("Description of the connection."),
		"folder_id":              listing.Text("Id of the folder that it is in."),
		"parent_id":              listing.Text("Id of the parent connection."),
		"external_id":            listing.Text("Your own id of the user that it belongs to."),
		"identity":               listing.Text("Account at the application that it signs in with."),
		"authorization_status":   listing.Text("`success`, `failed` or `exception`; null as long as nobody has authorised it."),
		"authorization_error":    listing.Text("What went wrong with the credentials. What looks like one in it is masked."),
		"authorized_at":          listing.Text("Time of the last authorisation."),
		"connection_lost_at":     listing.Text("Time at which the application stopped accepting the credentials."),
		"connection_lost_reason": listing.Text("Why it did. What looks like a credential in it is masked."),
		"tags":                   schema.SetAttribute{MarkdownDescription: "Handles of its tags.", ElementType: types.StringType, Computed: true},
		"created_at":             listing.Text("Time of creation."),
		"updated_at":             listing.Text("Time of the last change."),
	}
}

func connectionRowOf(ctx context.Context, c workato.Connection) connectionRowModel {
	tags := []string{}
	for _, tag := range c.Tags {
		if tag != "" {
			tags = append(tags, string(tag))
		}
	}
	handles, _ := types.SetValueFrom(ctx, types.StringType, tags) // Texts always make a set of texts.
	return connectionRowModel{
		ID: types.StringValue(string(c.ID)), Name: types.StringValue(c.Name), Application: semantic.OrNull(c.Application()),
		Description: semantic.OrNull(c.Description), FolderID: semantic.OrNull(c.FolderID.Value), ParentID: semantic.OrNull(c.ParentID.Value),
		ExternalID: semantic.OrNull(c.ExternalID.Value), Identity: semantic.OrNull(c.Identity),
		AuthorizationStatus: semantic.OrNull(c.AuthorizationStatus.Value), AuthorizationError: masked(c.AuthorizationError),
		AuthorizedAt: semantic.OrNull(c.AuthorizedAt), ConnectionLostAt: semantic.OrNull(c.LostAt), ConnectionLostReason: masked(c.LostReason),
		Tags: handles, CreatedAt: semantic.OrNull(c.CreatedAt), UpdatedAt: semantic.OrNull(c.UpdatedAt),
	}
}

// masked is a text of an application, which may repeat what was sent to it.
func masked(text workato.Remark) types.String {
	return semantic.OrNull(transport.Redact(string(text), nil))
}
