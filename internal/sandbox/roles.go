package sandbox

import "strconv"

// role is an environment role or a project role. Its type is system for those
// that Workato provides and custom for those made in the workspace
// (docs.workato.com/oem/oem-api/customer-workspace-collaborators).
type role struct {
	id          string
	name        string
	kind        string
	config      any
	inheritable any
	shy
	stamps
}

func (r *role) system() bool { return r.kind == "system" }

func (r *role) key(cu *customer) string { return naturalKey(strconv.Itoa(cu.id), r.name) }

// addSystemRoles gives a customer what the product supplies: the group of all
// collaborators and the system roles under the names that the role migration
// prints (docs.workato.com/en/oem/oem-api/role-migration). Builder is the fourth
// of the project roles that
// docs.workato.com/en/user-accounts-and-teams/role-based-access/new-model names.
func (w *world) addSystemRoles(cu *customer) {
	cu.groups = []*group{{
		id: w.opaqueID("am"), name: "All collaborators", system: true, stamps: cu.stamps,
	}}
	for _, name := range []string{"EnvironmentAdmin", "EnvironmentManager", "Member"} {
		cu.environmentRoles = append(cu.environmentRoles, &role{
			id: strconv.Itoa(next(&w.lastRole)), name: name, kind: "system", stamps: cu.stamps,
			config: map[string]any{"team": map[string]any{"privileges": "all"}},
		})
	}
	for _, name := range []string{"ProjectAdmin", "AdvancedBuilder", "Builder", "ProjectOperator"} {
		cu.projectRoles = append(cu.projectRoles, &role{
			id: w.opaqueID("pr"), name: name, kind: "system", stamps: cu.stamps,
			config: map[string]any{},
		})
	}
}

// roleRow is how a role looks in a list: without its config
// (docs.workato.com/en/workato-api/project-roles).
func roleRow(r *role, members int) map[string]any {
	return r.in(map[string]any{"id": r.id, "name": r.name, "members_count": members, "type": r.kind})
}

// listEnvironmentRoles follows docs.workato.com/oem/oem-api/environment-roles.
// Clients use it to learn which access control model a workspace is on.
func listEnvironmentRoles(c *call) (reply, error) {
	cu, err := c.rbacCustomer()
	if err != nil {
		return reply{}, err
	}
	items := []any{}
	for _, r := range cu.environmentRoles {
		if !c.nameMatches(r.name) {
			continue
		}
		holders := 0
		for _, m := range cu.members {
			for _, name := range m.roles {
				if name == r.name {
					holders++
					break
				}
			}
		}
		row := roleRow(r, holders)
		if id, err := strconv.Atoi(r.id); err == nil {
			row["id"] = c.number(id) // an integer in the sample
		}
		items = append(items, row)
	}
	return c.dataList(items)
}
