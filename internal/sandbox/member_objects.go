package sandbox

// memberObject has the fields of docs.workato.com/oem/oem-api/managed-users and,
// for the current model, roles as on docs.workato.com/en/workato-api/team.
func (c *call) memberObject(cu *customer, m *member) map[string]any {
	object := map[string]any{
		"id":                c.number(m.id),
		"grant_type":        c.grantType(m),
		"role_name":         orDefault(c.roleShown(m.roles[dev]), nil),
		"external_id":       m.externalID,
		"name":              m.name,
		"email":             m.email,
		"time_zone":         m.timeZone,
		"created_at":        timestamp(m.created),
		"last_activity_log": nil,
	}
	if !c.sb.readings.MemberRoleNameOnly {
		object["roles"] = c.memberRolesShown(cu, m)
	}
	return object
}

// memberRolesShown are the roles as a read shows them.
func (c *call) memberRolesShown(cu *customer, m *member) []any {
	roles := []any{}
	for _, kind := range []string{dev, test, prod} {
		name, has := m.roles[kind]
		if !has || name == noAccess && !c.sb.readings.MemberNoAccessShown {
			continue
		}
		role := map[string]any{"environment_type": kind, "role_name": c.roleShown(name)}
		if !c.sb.readings.MemberRoleTypeHidden {
			role["role_type"] = cu.roleType()
		}
		roles = append(roles, role)
	}
	return roles
}

// noAccess is the pseudo role that takes away access to one environment
// (api-docs.workato.com/workato-api/resources/workspace-collaborators/put-members-id).
const noAccess = "NoAccess"

// roleShown is the name of a role as the chosen reading shows it.
func (c *call) roleShown(name string) string {
	if c.sb.readings.MemberRoleTitles {
		return roleTitle(name)
	}
	return name
}

// roleType is the role_type of the customer's access control model.
func (cu *customer) roleType() string {
	if cu.legacy {
		return "privilege_group"
	}
	return "environment"
}

// getMemberPrivileges lists what a collaborator may do in each environment
// (docs.workato.com/en/workato-api/team, "List privileges"; folder_ids is what
// clients see besides).
func getMemberPrivileges(c *call) (reply, error) {
	cu, m, err := c.member()
	if err != nil {
		return reply{}, err
	}
	items := []any{}
	for _, kind := range []string{dev, test, prod} {
		name, has := m.roles[kind]
		if !has || name == noAccess {
			continue
		}
		items = append(items, map[string]any{
			"environment_type": kind, "name": c.roleShown(name), "privileges": cu.privilegesOf(name), "folder_ids": cu.foldersOf(name),
		})
	}
	return ok(map[string]any{"data": items, "total": len(items)})
}

// privilegesOf are the privileges of a role by area. Those of system roles are not
// documented in full; these are some of them.
func (cu *customer) privilegesOf(name string) map[string]any {
	for _, r := range cu.legacyRoles {
		if r.name == name {
			return r.privileges
		}
	}
	if cu.legacy {
		return map[string]any{"Recipes": []string{"read", "run"}, "Folders": []string{"read"}}
	}
	return map[string]any{"team": []string{"all"}}
}

// foldersOf are the folders that a custom role of the older model is limited to.
func (cu *customer) foldersOf(name string) []string {
	for _, r := range cu.legacyRoles {
		if r.name == name {
			return orEmpty(r.folderIDs)
		}
	}
	return []string{}
}
