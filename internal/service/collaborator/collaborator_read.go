package collaborator

import (
	"context"
	"fmt"
	"net/http"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/parent"
)

// look reads the collaborator. One who is pending is looked for by the address, and if
// nobody has it, is still pending: then there is no member, and no proof that anything
// is gone. One who was accepted is read by the id, and if that is gone, looked for by
// the address too: somebody who was removed and invited again has another id.
func (r *collaboratorResource) look(ctx context.Context, client *workato.Client, m *collaboratorModel) (*workato.Member, string, error) {
	customer := m.ManagedCustomerID.ValueString()
	if m.pending() {
		members, err := client.Members(ctx, customer)
		if transport.IsNotFound(err) {
			if gone, parentErr := parent.Gone(ctx, client, customer); parentErr == nil && gone {
				return nil, "Its customer " + customer + " is gone, and its collaborators with it", nil
			}
		}
		return one(m.among(members)), "", err
	}
	byID := !m.UserID.IsNull()
	return parent.Look(ctx, client, parent.Search[workato.Member]{
		Parent: customer, Place: "customer", Kind: "collaborators", ID: m.UserID.ValueString() + m.Email.ValueString(), Absences: r.Absences.Unless(m.Status.IsNull()), Poll: r.Poll, ByID: byID,
		Find: func(ctx context.Context) (*workato.Member, error) {
			var notFound error
			if byID {
				member, err := client.Member(ctx, customer, m.UserID.ValueString())
				if !transport.IsNotFound(err) {
					return &member, err
				}
				notFound = err
				if m.Email.IsNull() {
					return nil, notFound
				}
			}
			members, err := client.Members(ctx, customer)
			if found := one(m.among(members)); found != nil || err != nil {
				return found, err
			}
			return nil, notFound
		},
	})
}

// one returns the first of the members, or nil.
func one(members []workato.Member) *workato.Member {
	if len(members) == 0 {
		return nil
	}
	return &members[0]
}

// readRoles takes over the roles in the given environments. Older replies show the one
// in DEV alone; the others are then read from the privileges.
func readRoles(ctx context.Context, client *workato.Client, m *collaboratorModel, member workato.Member, in map[string]bool, diags *diag.Diagnostics) error {
	shown, roleType, all := shownRoles(member)
	before := rolesOf(m.EnvironmentRoles)
	if !all && (in[workato.EnvironmentTest] || in[workato.EnvironmentProd]) {
		privileges, err := client.MemberPrivileges(ctx, m.ManagedCustomerID.ValueString(), string(member.ID))
		switch {
		case transport.HasStatus(err, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound):
			shown = shown.withRest(before)
			diags.AddWarning(m.title()+": roles in TEST and PROD are not visible", fmt.Sprintf("This API shows the role in DEV alone. Those in TEST and PROD follow from the privileges of the collaborator, which could not be read: %s. What the state says of them was left as it is. Tick the endpoint in the role of the API client, under Workspace admin > API clients.", err))
		case err != nil:
			return err
		default:
			shown = shown.withPrivileges(privileges)
		}
	}
	m.EnvironmentRoles = before.seen(shown, in).object()
	switch {
	case roleType != "":
		m.RoleType = types.StringValue(roleType)
	case m.RoleType.IsNull():
		m.RoleType = types.StringValue(detectRoleType(ctx, client, m.ManagedCustomerID.ValueString()))
	}
	return nil
}

// detectRoleType tells the access model of a workspace by its environment roles, which
// only the current one has. A refusal may also mean that the API client may not see
// them; the plan after an import then shows another role_type, and nothing is lost.
func detectRoleType(ctx context.Context, client *workato.Client, customerID string) string {
	for _, err := range client.EnvironmentRoles(ctx, customerID, "") {
		if transport.HasStatus(err, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound) {
			return workato.RoleTypeLegacy
		}
		break
	}
	return workato.RoleTypeEnvironment
}
