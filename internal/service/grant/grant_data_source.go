package grant

import (
	"context"
	"errors"
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

// singleModel is a grant with the environment that it is looked for in.
type singleModel struct {
	EnvironmentID types.String `tfsdk:"environment_id"`
	row
}

var newDataSource = listing.NewSingle(listing.Single[singleModel]{
	Type:        typeName,
	Description: "Reads one project grant, by its id or by its project and holder. A holder has one direct grant in a project at most.",
	Attributes:  singleAttributes(),
	Read:        readSingle,
	Next:        listAdvice,
})

func singleAttributes() map[string]schema.Attribute {
	attributes := rowAttributes()
	attributes["environment_id"] = attribute.ParentOfList(attribute.EnvironmentDescription)
	argument := func(name, description string, oneOf ...path.Expression) {
		attributes[name] = schema.StringAttribute{
			MarkdownDescription: description, Optional: true, Computed: true,
			Validators: []validator.String{stringvalidator.LengthAtLeast(1), stringvalidator.ExactlyOneOf(oneOf...)},
		}
	}
	holders := []path.Expression{path.MatchRoot("id"), path.MatchRoot("user_id"), path.MatchRoot("user_group_id")}
	argument("id", "Id of the grant, which may change when the role does. Either this is given, or `project_id` and a holder.", path.MatchRoot("id"), path.MatchRoot("project_id"))
	argument("project_id", "Id of the project.", path.MatchRoot("id"), path.MatchRoot("project_id"))
	argument("user_id", "Id of the user that holds the grant. With `project_id`, exactly one of this and `user_group_id` is given.", holders...)
	argument("user_group_id", "Id of the group that holds the grant.", holders...)
	return attributes
}

func readSingle(ctx context.Context, client *workato.Client, model *singleModel) error {
	g, err := model.find(ctx, client)
	model.row = rowOf(g)
	return err
}

func (m *singleModel) find(ctx context.Context, client *workato.Client) (workato.Grant, error) {
	environment := m.EnvironmentID.ValueString()
	argument, holder := "user_id", m.UserID
	switch {
	case !m.ID.IsNull():
		return client.Grant(ctx, environment, m.ID.ValueString())
	case !m.UserGroupID.IsNull():
		argument, holder = "user_group_id", m.UserGroupID
	case m.UserID.IsNull():
		// A value that was not known when the arguments were validated.
		return workato.Grant{}, errors.New("user_id and user_group_id are both null; a collaborator who has not accepted the invitation yet has no user id, and no grants")
	}
	return listing.Only(sameKind(client.Grants(ctx, environment, m.ProjectID.ValueString()), argument == "user_group_id"), argument, holder.ValueString(),
		func(g workato.Grant) string { return string(g.Holder().ID) }, func(g workato.Grant) string { return string(g.ID) })
}

// sameKind keeps the grants of groups, or those of users.
func sameKind(grants iter.Seq2[workato.Grant, error], group bool) iter.Seq2[workato.Grant, error] {
	return func(yield func(workato.Grant, error) bool) {
		for g, err := range grants {
			if err == nil && g.Holder().Group != group {
				continue
			}
			if !yield(g, err) {
				return
			}
		}
	}
}
