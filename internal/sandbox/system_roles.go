package sandbox

// addSystemRoles gives a customer what the product supplies: the group of all
// collaborators and the system roles under the names that the role migration
// prints (docs.workato.com/en/oem/oem-api/role-migration). Builder is the fourth
// of the project roles that
// docs.workato.com/en/user-accounts-and-teams/role-based-access/new-model names.
//
// What their configs hold is not documented. The one area that a sample has is team
// (api-docs.workato.com/oem-api/resources/customer-workspace-collaborators/put-managed-users-managed-user-id-environment-roles-id);
// those of project roles follow the words of
// docs.workato.com/en/user-accounts-and-teams/role-based-access/permission-model-faqs.
func (w *world) addSystemRoles(c *call, cu *customer) {
	cu.groups = []*group{{
		id: w.opaqueID("am"), name: "All collaborators", system: true, stamps: cu.stamps,
	}}
	add := func(k *roleKind, name string, config map[string]any) {
		list := k.of(cu)
		*list = append(*list, &role{id: k.newID(c), name: name, origin: "system", stamps: cu.stamps, config: config})
	}
	add(environmentRole, "EnvironmentAdmin", privileges(map[string]any{"team": allPrivileges}))
	add(environmentRole, "EnvironmentManager", privileges(map[string]any{"team": []any{"read", "update"}}))
	add(environmentRole, "Member", privileges(map[string]any{"team": []any{"read"}}))
	add(projectRole, "ProjectAdmin", privileges(map[string]any{
		"connections": allPrivileges, "deployments": allPrivileges, "folders": allPrivileges, "recipes": allPrivileges,
	}))
	add(projectRole, "AdvancedBuilder", privileges(map[string]any{
		"connections": allPrivileges, "deployments": []any{"create"}, "folders": allPrivileges, "recipes": allPrivileges,
	}))
	add(projectRole, "Builder", privileges(map[string]any{
		"connections": allPrivileges, "folders": allPrivileges, "recipes": allPrivileges,
	}))
	add(projectRole, "ProjectOperator", privileges(map[string]any{"recipes": []any{"read", "run", "stop"}}))
}

// allPrivileges is how the sample gives every privilege of an area.
const allPrivileges = "all"

// privileges makes the config of a role from what it allows in each area.
func privileges(areas map[string]any) map[string]any {
	config := map[string]any{}
	for area, value := range areas {
		config[area] = map[string]any{"privileges": value}
	}
	return config
}
