package sandbox

import "strconv"

// projectRole are the project roles of a customer. The fields are those on
// api-docs.workato.com/oem-api/resources/customer-workspace-collaborators/put-managed-users-project-roles.
// Their ids are opaque in most samples, and integers in that of the list.
var projectRole = &roleKind{
	name: KindProjectRole, fields: shape{"name": isText, "config": isObject, "inheritable": isFlag},
	newID: func(c *call) string {
		if c.sb.readings.NumericRoleIDs {
			return strconv.Itoa(next(&c.sb.world.lastRole))
		}
		return c.sb.world.opaqueID("pr")
	},
	of: func(cu *customer) *[]*role { return &cu.projectRoles },
	holders: func(cu *customer, r *role) int {
		count := 0
		for _, ws := range cu.workspaces() {
			for _, g := range ws.grants {
				if g.role == r {
					count++
				}
			}
		}
		return count
	},
	// Grants name the role itself.
	renamed: func(*customer, string, string) {},
	removed: func(l *ledger, cu *customer, r *role, by int) {
		cu.removeGrantsWhere(l, by, func(g *grant) bool { return g.role == r })
	},
}

// projectRole finds a project role of a customer.
func (cu *customer) projectRole(id string) (*role, error) { return projectRole.find(cu, id) }
