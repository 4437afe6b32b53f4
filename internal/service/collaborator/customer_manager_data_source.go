package collaborator

import (
	"context"
	"iter"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/listing"
)

var newManagerDataSource = listing.NewSingle(listing.Single[managerRowModel]{
	Type:        managerTypeName,
	Description: "Reads one customer manager, a collaborator of the Embed admin workspace with access to customers, by its id or by the e-mail address.",
	Attributes:  managerDataAttributes(),
	Read:        readManager,
	Next:        managerAdvice,
})

func managerDataAttributes() map[string]schema.Attribute {
	attributes := managerRowAttributes()
	exactlyOne := []validator.String{
		stringvalidator.LengthAtLeast(1),
		stringvalidator.ExactlyOneOf(path.MatchRoot("id"), path.MatchRoot("email")),
	}
	attributes["id"] = schema.StringAttribute{MarkdownDescription: "Id of the customer manager. Either this or `email` is given.", Optional: true, Computed: true, Validators: exactlyOne}
	attributes["email"] = schema.StringAttribute{MarkdownDescription: "E-mail address of the person, in any letter case.", Optional: true, Computed: true, Validators: exactlyOne}
	return attributes
}

func managerRowAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id":            listing.Text("Id of the customer manager."),
		"user_id":       listing.Text("Id of the user."),
		"name":          listing.Text("Name of the person."),
		"email":         listing.Text("E-mail address of the person."),
		"avatar_url":    listing.Text("Address of the picture of the person."),
		"role_id":       listing.Text("Id of the role in the customers' workspaces."),
		"role_name":     listing.Text("Name of that role."),
		"system_role":   listing.Flag("Whether it is a system role."),
		"all_customers": listing.Flag("Whether the manager has access to all customers. Null where the API does not say."),
		"permitted_workspace_ids": schema.SetAttribute{
			MarkdownDescription: "Ids of the customers that the manager has access to; empty with access to all. Null where the API does not say.",
			Computed:            true, ElementType: types.StringType,
		},
	}
}

func readManager(ctx context.Context, client *workato.Client, model *managerRowModel) error {
	argument, value := "id", model.ID.ValueString()
	id := func(m workato.CustomerManager) string { return string(m.ID) }
	key, email := id, model.Email
	if model.ID.IsNull() {
		argument, value = "email", strings.ToLower(email.ValueString())
		key = func(m workato.CustomerManager) string { return strings.ToLower(m.User.Email) }
	}
	found, err := listing.Only(managersOf(ctx, client), argument, value, key, id)
	if err != nil {
		return err
	}
	*model = managerRow(found)
	if !email.IsNull() {
		model.Email = email // As it was asked for.
	}
	return nil
}

func managersOf(ctx context.Context, client *workato.Client) iter.Seq2[workato.CustomerManager, error] {
	return func(yield func(workato.CustomerManager, error) bool) {
		managers, err := client.CustomerManagers(ctx)
		if err != nil {
			yield(workato.CustomerManager{}, err)
			return
		}
		for _, m := range managers {
			if !yield(m, nil) {
				return
			}
		}
	}
}

// managersModel is the list of customer managers.
type managersModel struct {
	CustomerManagers []managerRowModel `tfsdk:"customer_managers"`
}

var newManagersDataSource = listing.New(listing.Definition[managersModel]{
	Type:        managersTypeName,
	Description: "Lists the customer managers: the collaborators of the Embed admin workspace with access to customers.",
	List:        "customer_managers",
	Row:         managerRowAttributes(),
	Read: func(ctx context.Context, client *workato.Client, model *managersModel) error {
		managers, err := client.CustomerManagers(ctx)
		model.CustomerManagers = []managerRowModel{}
		for _, m := range managers {
			model.CustomerManagers = append(model.CustomerManagers, managerRow(m))
		}
		return err
	},
	Next: managerAdvice,
})
