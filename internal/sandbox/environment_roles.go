package sandbox

import "strconv"

// environmentRole are the environment roles of a customer. The fields are those on
// api-docs.workato.com/oem-api/resources/customer-workspace-collaborators/put-managed-users-managed-user-id-environment-roles-id.
// Their ids are integers in the samples.
var environmentRole = &roleKind{
	name: KindEnvironmentRole, fields: shape{"name": isText, "config": isObject},
	newID: func(c *call) string { return strconv.Itoa(next(&c.sb.world.lastRole)) },
	of:    func(cu *customer) *[]*role { return &cu.environmentRoles },
	holders: func(cu *customer, r *role) int {
		count := 0
		for _, m := range cu.members {
			if m.hasRole(r.name) {
				count++
			}
		}
		return count
	},
	renamed: func(cu *customer, from, to string) { cu.replaceMemberRole(from, to) },
	removed: func(_ *ledger, cu *customer, r *role, _ int) { cu.replaceMemberRole(r.name, "") },
}

// hasRole tells whether a collaborator has the role in some environment.
func (m *member) hasRole(name string) bool {
	for _, has := range m.roles {
		if has == name {
			return true
		}
	}
	return false
}

// replaceMemberRole keeps the collaborators, who have roles by name, in step with a role
// that gets another name, or that is deleted: then they are left without one in that
// environment.
func (cu *customer) replaceMemberRole(from, to string) {
	for _, m := range cu.members {
		for environment, name := range m.roles {
			switch {
			case name != from:
			case to == "":
				delete(m.roles, environment)
			default:
				m.roles[environment] = to
			}
		}
	}
}
