package collaborator

import (
	"context"
	"fmt"
	"strings"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
)

// heldBy says what a group is still in use for, after the service has refused to delete
// it: its members and its grants in each environment. It returns "" if there is nothing,
// or nothing that can be read.
func heldBy(ctx context.Context, client *workato.Client, m *groupModel) string {
	customer, id := m.ManagedCustomerID.ValueString(), m.ID.ValueString()
	var parts []string
	if members, invited := membersOf(ctx, client, customer, id); len(members)+invited > 0 {
		text := "Members: " + listed(members)
		switch {
		case len(members) == 0:
			text = fmt.Sprintf("Invitations into the group: %d", invited)
		case invited > 0:
			text += fmt.Sprintf(", and %d who are invited", invited)
		}
		parts = append(parts, text+".")
	}
	if grants := grantsOf(ctx, client, customer, id); len(grants) > 0 {
		parts = append(parts, "Project grants: "+listed(grants)+".")
	}
	return strings.Join(parts, " ")
}

func membersOf(ctx context.Context, client *workato.Client, customer, group string) (members []string, invited int) {
	for member, err := range client.GroupMembers(ctx, customer, group) {
		switch {
		case err != nil:
			return members, invited
		case member.Pending():
			invited++
		default:
			members = append(members, person(member.Name, member.Email, member.UserID))
		}
	}
	return members, invited
}

// grantsOf lists the grants of a group. Each environment has its own.
func grantsOf(ctx context.Context, client *workato.Client, customer, group string) (grants []string) {
	environments := map[string]workato.ID{workato.EnvironmentDev: workato.ID(customer)}
	if c, err := client.Customer(ctx, customer); err == nil {
		for _, kind := range []string{workato.EnvironmentDev, workato.EnvironmentTest, workato.EnvironmentProd} {
			if e, ok := c.Environment(kind); ok {
				environments[kind] = e.ID
			}
		}
	}
	seen := map[workato.ID]bool{}
	for _, kind := range []string{workato.EnvironmentDev, workato.EnvironmentTest, workato.EnvironmentProd} {
		if environments[kind] == "" {
			continue
		}
		for g, err := range client.GroupGrants(ctx, string(environments[kind]), group) {
			if err != nil {
				break
			}
			if !seen[g.ID] {
				seen[g.ID] = true
				grants = append(grants, fmt.Sprintf("%s in project %s (grant %s/%s)", g.ProjectRole.Name, g.Project.Name, environments[kind], g.ID))
			}
		}
	}
	return grants
}
