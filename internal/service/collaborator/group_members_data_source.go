package collaborator

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

type groupMembersListModel struct {
	ManagedCustomerID types.String          `tfsdk:"managed_customer_id"`
	GroupID           types.String          `tfsdk:"group_id"`
	Members           []groupMemberRowModel `tfsdk:"collaborator_group_members"`
}

type groupMemberRowModel struct {
	UserID       types.String `tfsdk:"user_id"`
	Name         types.String `tfsdk:"name"`
	Email        types.String `tfsdk:"email"`
	Pending      types.Bool   `tfsdk:"pending"`
	InvitationID types.String `tfsdk:"invitation_id"`
}

var newGroupMembersDataSource = listing.New(listing.Definition[groupMembersListModel]{
	Type:        groupMembersTypeName,
	Description: "Lists the members of a collaborator group. Of the system group, it is every collaborator.",
	Arguments: map[string]schema.Attribute{
		"managed_customer_id": attribute.ParentOfList(attribute.CustomerDescription),
		"group_id": schema.StringAttribute{
			MarkdownDescription: "Id of the group.", Required: true,
			Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
		},
	},
	List: "collaborator_group_members",
	Row: map[string]schema.Attribute{
		"user_id":       listing.Text("User id; null for somebody who has not accepted the invitation yet."),
		"name":          listing.Text("Name of the person."),
		"email":         listing.Text("E-mail address of the person."),
		"pending":       listing.Flag("Whether it is somebody who has not accepted the invitation yet. Whether the API lists them is not documented."),
		"invitation_id": listing.Text("Id of the invitation, where the API shows one."),
	},
	Read: readGroupMembers,
	Next: groupAdvice,
})

func readGroupMembers(ctx context.Context, client *workato.Client, model *groupMembersListModel) error {
	model.Members = []groupMemberRowModel{}
	for m, err := range client.GroupMembers(ctx, model.ManagedCustomerID.ValueString(), model.GroupID.ValueString()) {
		if err != nil {
			return err
		}
		model.Members = append(model.Members, groupMemberRowModel{
			UserID: semantic.OrNull(m.UserID), Name: semantic.OrNull(m.Name), Email: semantic.OrNull(m.Email),
			Pending: types.BoolValue(m.Pending()), InvitationID: semantic.OrNull(m.InvitationID),
		})
	}
	return nil
}
