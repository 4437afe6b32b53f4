package collaborator

import (
	"context"
	"iter"
	"net/http"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/listing"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

// collaboratorRowModel is a collaborator as data sources show it.
type collaboratorRowModel struct {
	UserID           types.String              `tfsdk:"user_id"`
	Email            types.String              `tfsdk:"email"`
	Name             types.String              `tfsdk:"name"`
	EnvironmentRoles *environmentRolesRowModel `tfsdk:"environment_roles"`
	RoleType         types.String              `tfsdk:"role_type"`
	CustomerManager  types.Bool                `tfsdk:"customer_manager"`
	GrantType        types.String              `tfsdk:"grant_type"`
	ExternalID       types.String              `tfsdk:"external_id"`
	TimeZone         types.String              `tfsdk:"time_zone"`
	CreatedAt        types.String              `tfsdk:"created_at"`
}

type environmentRolesRowModel struct {
	Dev  types.String `tfsdk:"dev"`
	Test types.String `tfsdk:"test"`
	Prod types.String `tfsdk:"prod"`
}

type collaboratorDataModel struct {
	ManagedCustomerID types.String `tfsdk:"managed_customer_id"`
	collaboratorRowModel
}

// collaboratorRow are the attributes of a collaborator in data sources.
func collaboratorRow() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"user_id": listing.Text("Id of the collaborator."),
		"email":   listing.Text("E-mail address. Users of a sign-in of your own may have none."),
		"name":    listing.Text("Full name."),
		"environment_roles": schema.SingleNestedAttribute{
			MarkdownDescription: "Name of the role in each environment, null where there is none.",
			Computed:            true,
			Attributes: map[string]schema.Attribute{
				"dev": listing.Text("Role in DEV."), "test": listing.Text("Role in TEST."), "prod": listing.Text("Role in PROD."),
			},
		},
		"role_type":        listing.Text("`environment` for roles of the role-based access model (RBAC 2.0), `privilege_group` for those of the legacy one; null where the API does not say."),
		"customer_manager": listing.Flag("Whether it is a customer manager, who comes from the admin workspace and cannot be managed as a collaborator; null if that cannot be told."),
		"grant_type":       listing.Text("How the person came by the workspace, in the words of the API."),
		"external_id":      listing.Text("Your own id of the user."),
		"time_zone":        listing.Text("Time zone of the user."),
		"created_at":       listing.Text("Time of creation."),
	}
}

// rowOf shows a member with the given roles.
func (k managersKnown) rowOf(member workato.Member, shown roles, roleType string) collaboratorRowModel {
	role := func(environment string) types.String {
		if isNoAccess(shown[environment]) {
			return types.StringNull()
		}
		return semantic.OrNull(shown[environment])
	}
	return collaboratorRowModel{
		UserID: types.StringValue(string(member.ID)), Email: semantic.OrNull(member.Email), Name: semantic.OrNull(member.Name),
		EnvironmentRoles: &environmentRolesRowModel{role(workato.EnvironmentDev), role(workato.EnvironmentTest), role(workato.EnvironmentProd)},
		RoleType:         semantic.OrNull(roleType), CustomerManager: k.manages(member), GrantType: semantic.OrNull(member.GrantType),
		ExternalID: semantic.OrNull(member.ExternalID), TimeZone: semantic.OrNull(member.TimeZone), CreatedAt: semantic.OrNull(member.CreatedAt),
	}
}

// managersKnown are the customer managers, or nil if they could not be read or nobody
// needed them.
type managersKnown []workato.CustomerManager

// managersAmong reads the customer managers if one of the members may be one.
func managersAmong(ctx context.Context, client *workato.Client, members ...workato.Member) managersKnown {
	for _, member := range members {
		if _, known := member.Manager(); !known {
			managers, err := client.CustomerManagers(ctx)
			if err != nil {
				return nil
			}
			return append(managersKnown{}, managers...)
		}
	}
	return nil
}

func (k managersKnown) manages(member workato.Member) types.Bool {
	manager, known := member.Manager()
	switch {
	case known:
		return types.BoolValue(manager)
	case k == nil:
		return types.BoolNull()
	}
	return types.BoolValue(slices.ContainsFunc(k, func(m workato.CustomerManager) bool { return m.Is(member) }))
}

var newCollaboratorDataSource = listing.NewSingle(listing.Single[collaboratorDataModel]{
	Type:        collaboratorTypeName,
	Description: "Reads one collaborator of a customer, by id or by e-mail address. Somebody who has not accepted the invitation yet is not found: the API does not show invitations.",
	Attributes:  collaboratorDataAttributes(),
	Read:        readCollaborator,
	Next:        noSuchCollaborator,
})

func collaboratorDataAttributes() map[string]schema.Attribute {
	attributes := collaboratorRow()
	exactlyOne := []validator.String{stringvalidator.LengthAtLeast(1), stringvalidator.ExactlyOneOf(path.MatchRoot("user_id"), path.MatchRoot("email"))}
	attributes["managed_customer_id"] = attribute.ParentOfList(attribute.CustomerDescription)
	attributes["user_id"] = schema.StringAttribute{MarkdownDescription: "Id of the collaborator. Either this or `email` is given.", Optional: true, Computed: true, Validators: exactlyOne}
	attributes["email"] = schema.StringAttribute{MarkdownDescription: "E-mail address, in any letter case.", Optional: true, Computed: true, Validators: exactlyOne}
	return attributes
}

func readCollaborator(ctx context.Context, client *workato.Client, model *collaboratorDataModel) error {
	customer, email := model.ManagedCustomerID.ValueString(), model.Email
	member, err := findCollaborator(ctx, client, model)
	if err != nil {
		return err
	}
	shown, roleType, all := shownRoles(member)
	if !all {
		privileges, err := client.MemberPrivileges(ctx, customer, string(member.ID))
		if err != nil {
			return err
		}
		shown = shown.withPrivileges(privileges)
	}
	model.collaboratorRowModel = managersAmong(ctx, client, member).rowOf(member, shown, roleType)
	if !email.IsNull() {
		model.Email = email
	}
	return nil
}

// findCollaborator reads by id, or finds the address in the list.
func findCollaborator(ctx context.Context, client *workato.Client, model *collaboratorDataModel) (workato.Member, error) {
	customer := model.ManagedCustomerID.ValueString()
	if model.Email.IsNull() {
		return client.Member(ctx, customer, model.UserID.ValueString())
	}
	return listing.Only(each(client.Members(ctx, customer)), "email", strings.ToLower(model.Email.ValueString()),
		func(m workato.Member) string { return strings.ToLower(m.Email) },
		func(m workato.Member) string { return string(m.ID) })
}

// each goes through a list.
func each(list []workato.Member, err error) iter.Seq2[workato.Member, error] {
	return func(yield func(workato.Member, error) bool) {
		if err != nil {
			yield(workato.Member{}, err)
			return
		}
		for _, member := range list {
			if !yield(member, nil) {
				return
			}
		}
	}
}

func noSuchCollaborator(err error) string {
	if transport.HasStatus(err, http.StatusNotFound) {
		return "There is no such collaborator or customer, or the token cannot see it. Somebody who is invited and has not accepted yet has no id. The data source " + collaboratorsTypeName + " lists who is there."
	}
	return noAccessAdvice(err)
}
