package collaborator

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/diagnostics"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/providerdata"
)

var _ datasource.DataSourceWithConfigure = (*groupsDataSource)(nil)

type groupsDataSource struct{ providerdata.WorkatoDataSource }

func newGroupsDataSource() datasource.DataSource { return &groupsDataSource{} }

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

// Metadata implements datasource.DataSource.
func (d *groupsDataSource) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = groupsTypeName
}

// Schema implements datasource.DataSource.
func (d *groupsDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists the collaborator groups of a customer, the system group of everybody included.",
		Attributes: map[string]schema.Attribute{
			"managed_customer_id": attribute.ParentOfList(attribute.CustomerDescription),
			"name":                attribute.NameOfList("groups"),
			"collaborator_groups": schema.ListNestedAttribute{
				MarkdownDescription: "The groups, in the order of the API.",
				Computed:            true,
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"id":            schema.StringAttribute{MarkdownDescription: "Id of the group.", Computed: true},
					"name":          schema.StringAttribute{MarkdownDescription: "Name of the group.", Computed: true},
					"description":   schema.StringAttribute{MarkdownDescription: "Description of the group.", Computed: true},
					"members_count": schema.Int64Attribute{MarkdownDescription: "Number of members.", Computed: true},
					"system":        schema.BoolAttribute{MarkdownDescription: "Whether it is the system group, which cannot be managed.", Computed: true},
					"created_at":    schema.StringAttribute{MarkdownDescription: "Time of creation.", Computed: true},
				}},
			},
		},
	}
}

// Read implements datasource.DataSource.
func (d *groupsDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var state groupsModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &state)...)
	client, ok := d.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	groups, err := findGroups(ctx, client, state.ManagedCustomerID.ValueString(), func(g workato.Group) bool {
		return state.Name.IsNull() || g.Name == state.Name.ValueString()
	})
	if err != nil {
		op := diagnostics.Reading(groupsTypeName)
		op.Next = groupOperation("read", &groupModel{}).Next
		op.Failed(&resp.Diagnostics, err)
		return
	}
	state.CollaboratorGroups = []groupRowModel{}
	for _, g := range groups {
		state.CollaboratorGroups = append(state.CollaboratorGroups, groupRowModel{
			ID: types.StringValue(string(g.ID)), Name: types.StringValue(g.Name), Description: stringOrNull(g.Description.Value),
			MembersCount: types.Int64Value(g.MembersCount), System: types.BoolValue(g.System), CreatedAt: stringOrNull(g.CreatedAt),
		})
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}
