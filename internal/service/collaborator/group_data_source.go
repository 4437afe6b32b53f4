package collaborator

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/listing"
)

type groupDataModel struct {
	ManagedCustomerID types.String `tfsdk:"managed_customer_id"`
	groupRowModel
}

var newGroupDataSource = listing.NewSingle(listing.Single[groupDataModel]{
	Type:        groupTypeName,
	Description: "Reads one collaborator group of a customer, by its id or by its name. The system group of everybody can be read, too.",
	Attributes:  groupDataAttributes(),
	Read:        readGroup,
	Next: func(err error) string {
		if transport.IsNotFound(err) {
			return fmt.Sprintf("There is no such customer, or it has no such group, or the token cannot see it. The data source %s lists the groups that it sees.", groupsTypeName)
		}
		return groupAdvice(err)
	},
})

func groupDataAttributes() map[string]schema.Attribute {
	attributes := groupRowAttributes()
	exactlyOne := []validator.String{
		stringvalidator.LengthAtLeast(1),
		stringvalidator.ExactlyOneOf(path.MatchRoot("id"), path.MatchRoot("name")),
	}
	attributes["managed_customer_id"] = attribute.ParentOfList(attribute.CustomerDescription)
	attributes["id"] = schema.StringAttribute{MarkdownDescription: "Id of the group. Either this or `name` is given.", Optional: true, Computed: true, Validators: exactlyOne}
	attributes["name"] = schema.StringAttribute{MarkdownDescription: "Name of the group, spelled exactly like it.", Optional: true, Computed: true, Validators: exactlyOne}
	return attributes
}

func readGroup(ctx context.Context, client *workato.Client, model *groupDataModel) error {
	customer := model.ManagedCustomerID.ValueString()
	var group workato.Group
	var err error
	if model.Name.IsNull() {
		group, err = client.Group(ctx, customer, model.ID.ValueString())
	} else {
		group, err = listing.Only(client.Groups(ctx, customer, ""), "name", model.Name.ValueString(),
			func(g workato.Group) string { return g.Name }, func(g workato.Group) string { return string(g.ID) })
	}
	model.groupRowModel = groupRow(group)
	return err
}
