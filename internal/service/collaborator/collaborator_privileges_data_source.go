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

type privilegesModel struct {
	ManagedCustomerID types.String         `tfsdk:"managed_customer_id"`
	UserID            types.String         `tfsdk:"user_id"`
	Privileges        []privilegesRowModel `tfsdk:"collaborator_privileges"`
}

type privilegesRowModel struct {
	EnvironmentType types.String        `tfsdk:"environment_type"`
	RoleName        types.String        `tfsdk:"role_name"`
	Privileges      map[string][]string `tfsdk:"privileges"`
	FolderIDs       []string            `tfsdk:"folder_ids"`
}

var newPrivilegesDataSource = listing.New(listing.Definition[privilegesModel]{
	Type:        privilegesTypeName,
	Description: "Lists what a collaborator of a customer may do, by environment.",
	Arguments: map[string]schema.Attribute{
		"managed_customer_id": attribute.ParentOfList(attribute.CustomerDescription),
		"user_id": schema.StringAttribute{
			MarkdownDescription: "Id of the collaborator. Somebody who has not accepted the invitation yet has none.",
			Required:            true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
		},
	},
	List: "collaborator_privileges",
	Row: map[string]schema.Attribute{
		"environment_type": listing.Text("`dev`, `test` or `prod`."),
		"role_name":        listing.Text("Name of the role."),
		"privileges":       schema.MapAttribute{MarkdownDescription: "Operations by area, in the words of the API.", Computed: true, ElementType: types.ListType{ElemType: types.StringType}},
		"folder_ids":       schema.ListAttribute{MarkdownDescription: "Ids of the folders that the role is limited to; empty if it is not.", Computed: true, ElementType: types.StringType},
	},
	Read: readPrivileges,
	Next: noSuchCollaborator,
})

func readPrivileges(ctx context.Context, client *workato.Client, model *privilegesModel) error {
	rows, err := client.MemberPrivileges(ctx, model.ManagedCustomerID.ValueString(), model.UserID.ValueString())
	model.Privileges = []privilegesRowModel{}
	for _, row := range rows {
		out := privilegesRowModel{
			EnvironmentType: types.StringValue(row.EnvironmentType), RoleName: semantic.OrNull(row.Name),
			Privileges: map[string][]string{}, FolderIDs: []string{},
		}
		for area, operations := range row.Privileges {
			out.Privileges[area] = append([]string{}, operations...)
		}
		for _, id := range row.FolderIDs {
			out.FolderIDs = append(out.FolderIDs, string(id))
		}
		model.Privileges = append(model.Privileges, out)
	}
	return err
}
