package collaborator

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/listing"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

type groupsModel struct {
	ManagedCustomerID  types.String    `tfsdk:"managed_customer_id"`
	Name               types.String    `tfsdk:"name"`
	CollaboratorGroups []groupRowModel `tfsdk:"collaborator_groups"`
}

type groupRowModel struct {
	ID           types.String `tfsdk:"id"`
	Name         types.String `tfsdk:"name"`
	Description  types.String `tfsdk:"description"`
	MembersCount types.Int64  `tfsdk:"members_count"`
	System       types.Bool   `tfsdk:"system"`
	CreatedAt    types.String `tfsdk:"created_at"`
}

var newGroupsDataSource = listing.New(listing.Definition[groupsModel]{
	Type:        groupsTypeName,
	Description: "Lists the collaborator groups of a customer, the system group of everybody included.",
	Arguments: map[string]schema.Attribute{
		"managed_customer_id": attribute.ParentOfList(attribute.CustomerDescription),
		"name":                attribute.NameOfList("groups"),
	},
	List: "collaborator_groups",
	Row:  groupRowAttributes(),
	Read: readGroups,
	Next: groupAdvice,
})

func groupRowAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id":            listing.Text("Id of the group."),
		"name":          listing.Text("Name of the group."),
		"description":   listing.Text("Description of the group."),
		"members_count": listing.Count("Number of members."),
		"system":        listing.Flag("Whether it is the system group, which cannot be managed."),
		"created_at":    listing.Text("Time of creation."),
	}
}

func groupRow(g workato.Group) groupRowModel {
	return groupRowModel{
		ID: types.StringValue(string(g.ID)), Name: types.StringValue(g.Name), Description: semantic.OrNull(g.Description.Value),
		MembersCount: types.Int64Value(g.MembersCount), System: types.BoolValue(g.System), CreatedAt: semantic.OrNull(g.CreatedAt),
	}
}

func readGroups(ctx context.Context, client *workato.Client, model *groupsModel) error {
	groups, err := findGroups(ctx, client, model.ManagedCustomerID.ValueString(), func(g workato.Group) bool {
		return model.Name.IsNull() || g.Name == model.Name.ValueString()
	})
	model.CollaboratorGroups = []groupRowModel{}
	for _, g := range groups {
		model.CollaboratorGroups = append(model.CollaboratorGroups, groupRow(g))
	}
	return err
}
