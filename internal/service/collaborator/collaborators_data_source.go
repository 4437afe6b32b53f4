package collaborator

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/listing"
)

type collaboratorsModel struct {
	ManagedCustomerID types.String           `tfsdk:"managed_customer_id"`
	Collaborators     []collaboratorRowModel `tfsdk:"collaborators"`
}

var newCollaboratorsDataSource = listing.New(listing.Definition[collaboratorsModel]{
	Type:        collaboratorsTypeName,
	Description: "Lists the collaborators of a customer, customer managers among them. Invitations that have not been accepted yet are not listed: the API does not show them.",
	Arguments:   map[string]schema.Attribute{"managed_customer_id": attribute.ParentOfList(attribute.CustomerDescription)},
	List:        "collaborators",
	Row:         collaboratorRow(),
	Read:        readCollaborators,
	Next:        noAccessAdvice,
})

// readCollaborators shows the roles as far as the list does: reading the privileges of
// each would cost a call for each.
func readCollaborators(ctx context.Context, client *workato.Client, model *collaboratorsModel) error {
	model.Collaborators = []collaboratorRowModel{}
	members, err := client.Members(ctx, model.ManagedCustomerID.ValueString())
	if err != nil {
		return err
	}
	managers := managersAmong(ctx, client, members...)
	for _, member := range members {
		shown, roleType, _ := shownRoles(member)
		model.Collaborators = append(model.Collaborators, managers.rowOf(member, shown, roleType))
	}
	return nil
}
