package grant

import (
	"context"
	"fmt"
	"iter"

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

type grantsListModel struct {
	EnvironmentID types.String `tfsdk:"environment_id"`
	ProjectID     types.String `tfsdk:"project_id"`
	UserID        types.String `tfsdk:"user_id"`
	UserGroupID   types.String `tfsdk:"user_group_id"`
	ProjectGrants []row        `tfsdk:"project_grants"`
}

var newGrantsDataSource = listing.New(listing.Definition[grantsListModel]{
	Type:        grantsTypeName,
	Description: "Lists the grants of one project, of one user or of one group, in one environment. Only direct grants are listed: what a user has through a group is a grant of that group.",
	Arguments: map[string]schema.Attribute{
		"environment_id": attribute.ParentOfList(attribute.EnvironmentDescription),
		"project_id":     ofWhom("Lists the grants of the project with this id."),
		"user_id":        ofWhom("Lists the grants of the user with this id."),
		"user_group_id":  ofWhom("Lists the grants of the group with this id."),
	},
	List: "project_grants",
	Row:  rowAttributes(),
	Read: readGrants,
	Next: listAdvice,
})

func ofWhom(description string) schema.Attribute {
	return schema.StringAttribute{
		MarkdownDescription: description + " Exactly one of `project_id`, `user_id` and `user_group_id` is given.",
		Optional:            true,
		Validators: []validator.String{
			stringvalidator.LengthAtLeast(1),
			stringvalidator.ExactlyOneOf(path.MatchRoot("project_id"), path.MatchRoot("user_id"), path.MatchRoot("user_group_id")),
		},
	}
}

// listAdvice is advice for reads that know no project.
func listAdvice(err error) string {
	if transport.IsNotFound(err) {
		return "There is no such project, user, group or grant in this environment, or the token cannot see it. A project lives in one environment, and environment_id must be that one: for a project in TEST it is environments.test.id of the customer, not the id of the customer, which is that of DEV."
	}
	return advice("", "")(err)
}

func readGrants(ctx context.Context, client *workato.Client, model *grantsListModel) error {
	model.ProjectGrants = []row{}
	for g, err := range model.list(ctx, client) {
		if err != nil {
			return err
		}
		model.ProjectGrants = append(model.ProjectGrants, rowOf(g))
	}
	return nil
}

func (m *grantsListModel) list(ctx context.Context, client *workato.Client) iter.Seq2[workato.Grant, error] {
	environment := m.EnvironmentID.ValueString()
	switch {
	case !m.UserID.IsNull():
		return client.UserGrants(ctx, environment, m.UserID.ValueString())
	case !m.UserGroupID.IsNull():
		return client.GroupGrants(ctx, environment, m.UserGroupID.ValueString())
	case !m.ProjectID.IsNull():
		return client.Grants(ctx, environment, m.ProjectID.ValueString())
	default:
		// A value that was not known when the arguments were validated.
		return func(yield func(workato.Grant, error) bool) {
			yield(workato.Grant{}, fmt.Errorf("project_id, user_id and user_group_id are all null; a collaborator who has not accepted the invitation yet has no user id, and no grants"))
		}
	}
}
