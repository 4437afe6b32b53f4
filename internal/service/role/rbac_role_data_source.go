package role

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/jsonpart"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/listing"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

// rbacRoleDataModel is an environment role or a project role as a data source shows it.
type rbacRoleDataModel struct {
	ManagedCustomerID types.String `tfsdk:"managed_customer_id"`
	ID                types.String `tfsdk:"id"`
	Name              types.String `tfsdk:"name"`
	Type              types.String `tfsdk:"type"`
	MembersCount      types.Int64  `tfsdk:"members_count"`
	Config            types.String `tfsdk:"config"`
	CreatedAt         types.String `tfsdk:"created_at"`
}

func newRBACRoleDataSource(k *rbacKind) datasource.DataSource {
	return listing.NewSingle(listing.Single[rbacRoleDataModel]{
		Type:        k.typeName,
		Description: "Reads one " + k.noun + " of a customer, by its id or its name: one of Workato's own, one that was made in the workspace, or one that is inherited from the admin workspace. Its `config` is what a role of your own can start from.",
		Attributes: withIDOrName("role", map[string]schema.Attribute{
			"type":          listing.Text(typeDescription),
			"members_count": listing.Count("Number " + k.holders + ", who have the role."),
			"config":        listing.Text("Privileges of the role by area, as JSON for people: indented, with sorted keys. It can be given to `config` of the resource `" + k.typeName + "` as it is."),
			"created_at":    listing.Text("Time of creation."),
		}),
		Read: k.readOne,
		Explain: func(ctx context.Context, client *workato.Client, model *rbacRoleDataModel, err error) string {
			return k.advice(ctx, client, model.ManagedCustomerID.ValueString(), err)
		},
	})()
}

const typeDescription = "`system`, `custom`, `inheritable` or `inherited`; Workato may add more."

// withIDOrName adds the arguments that name one of a customer's roles.
func withIDOrName(what string, attributes map[string]schema.Attribute) map[string]schema.Attribute {
	exactlyOne := []validator.String{
		stringvalidator.LengthAtLeast(1),
		stringvalidator.ExactlyOneOf(path.MatchRoot("id"), path.MatchRoot("name")),
	}
	attributes["managed_customer_id"] = attribute.ParentOfList(attribute.CustomerDescription)
	attributes["id"] = schema.StringAttribute{MarkdownDescription: "Id of the " + what + ". Either this or `name` is given.", Optional: true, Computed: true, Validators: exactlyOne}
	attributes["name"] = schema.StringAttribute{MarkdownDescription: "Name of the " + what + ", exactly as it is.", Optional: true, Computed: true, Validators: exactlyOne}
	return attributes
}

// readOne finds a role of a name in the list, which leaves out the config, and reads it.
func (k *rbacKind) readOne(ctx context.Context, client *workato.Client, model *rbacRoleDataModel) error {
	customer, id := model.ManagedCustomerID.ValueString(), model.ID.ValueString()
	if model.ID.IsNull() {
		row, err := listing.Only(k.list(client, ctx, customer, ""), "name", model.Name.ValueString(),
			func(r workato.Role) string { return r.Name }, func(r workato.Role) string { return string(r.ID) })
		if err != nil {
			return err
		}
		id = string(row.ID)
	}
	role, err := k.get(client, ctx, customer, id)
	if err != nil {
		return err
	}
	model.ID, model.Name = types.StringValue(string(role.ID)), types.StringValue(role.Name)
	model.Type, model.CreatedAt = semantic.OrNull(role.Type), semantic.OrNull(role.CreatedAt)
	model.MembersCount = types.Int64Value(role.MembersCount)
	if role.Config.IsSet() {
		config, err := jsonpart.Parse(string(role.Config.Value))
		if err != nil {
			return err
		}
		model.Config = types.StringValue(config.Pretty())
	}
	return nil
}

// rows lists roles, only those with a name if one is given.
func (k *rbacKind) rows(ctx context.Context, client *workato.Client, customerID, name types.String) ([]rbacRoleRow, error) {
	rows := []rbacRoleRow{}
	for role, err := range k.list(client, ctx, customerID.ValueString(), "") {
		if err != nil {
			return nil, err
		}
		if name.IsNull() || role.Name == name.ValueString() {
			rows = append(rows, rbacRoleRowOf(role))
		}
	}
	return rows, nil
}

// rowAttributes describes a row of a list.
func (k *rbacKind) rowAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id":            listing.Text("Id of the role."),
		"name":          listing.Text("Name of the role."),
		"type":          listing.Text(typeDescription),
		"members_count": listing.Count("Number " + k.holders + ", who have the role."),
		"created_at":    listing.Text("Time of creation."),
	}
}
