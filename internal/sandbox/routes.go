package sandbox

import "strings"

// handler answers a call. It runs under the sandbox's lock.
type handler func(*call) (reply, error)

// route is one endpoint under one spelling of its path.
type route struct {
	sb       *Sandbox
	method   string
	template string
	class    string // class of rate limits
	rbac     bool   // exists under /api and /api/v2
	// admit refuses a request for a reason that all endpoints of an API share.
	admit  func(*call, *route) error
	answer handler
}

// routes lists every endpoint that the sandbox knows.
func (sb *Sandbox) routes() *routeTable {
	mux := newRouteTable()
	add := func(class, pattern string, answer handler) {
		method, template, _ := strings.Cut(pattern, " ")
		mux.Handle(pattern, &route{sb: sb, method: method, template: template, class: class, admit: admitWorkato, answer: answer})
	}
	// The pages on environment roles and project grants exist with v1 and with
	// v2 paths, those on groups and project roles with v1 paths
	// (docs.workato.com/ja/oem/oem-api/project-grants.html,
	// docs.workato.com/en/oem/oem-api/project-grants.html).
	both := func(class, pattern string, answer handler) {
		method, v1, _ := strings.Cut(pattern, " ")
		for _, template := range []string{v1, "/api/v2" + strings.TrimPrefix(v1, "/api")} {
			mux.Handle(method+" "+template, &route{sb: sb, method: method, template: template, class: class, rbac: true, admit: admitWorkato, answer: answer})
		}
	}

	const customer = "/api/managed_users/{id}"
	add(classAccount, "GET /api/users/me", getAccount)
	add(classManagers, "GET /api/customer_managers", listCustomerManagers)
	add(classManagers, "POST /api/customer_managers", createCustomerManager)
	add(classManagers, "PUT /api/customer_managers/{manager_id}", updateCustomerManager)
	add(classManagers, "DELETE /api/customer_managers/{manager_id}", deleteCustomerManager)

	add(classCustomerCreate, "POST /api/managed_users", createCustomer)
	add(classCustomers, "GET /api/managed_users", listCustomers)
	add(classCustomers, "GET "+customer, getCustomer)
	add(classCustomers, "PUT "+customer, updateCustomer)
	add(classCustomers, "DELETE "+customer, deleteCustomer)
	add(classEnvironments, "POST "+customer+"/environments", provisionEnvironments)

	add(classMembers, "GET "+customer+"/members", listMembers)
	add(classMembers, "POST "+customer+"/members", createMember)
	add(classMembers, "GET "+customer+"/members/{member_id}", getMember)
	add(classMembers, "PUT "+customer+"/members/{member_id}", updateMember)
	add(classMembers, "GET "+customer+"/members/{member_id}/privileges", getMemberPrivileges)
	add(classMemberDelete, "DELETE "+customer+"/members/{member_id}", deleteMember)

	add(classInvitations, "POST "+customer+"/member_invitations", inviteMember)
	add(classInvitations, "POST "+customer+"/member_invitation", inviteMember)

	both(classGroups, "GET "+customer+"/user_groups", listGroups)
	both(classGroups, "POST "+customer+"/user_groups", createGroup)
	both(classGroups, "GET "+customer+"/user_groups/{group_id}", getGroup)
	both(classGroups, "PUT "+customer+"/user_groups/{group_id}", updateGroup)
	both(classGroups, "DELETE "+customer+"/user_groups/{group_id}", deleteGroup)

	both(classGroups, "GET "+customer+"/user_groups/{group_id}/members", listGroupMembers)
	both(classGroups, "POST "+customer+"/user_groups/{group_id}/members", addGroupMembers)
	both(classGroups, "DELETE "+customer+"/user_groups/{group_id}/members", removeGroupMembers)

	both(classEnvironmentRoles, "GET "+customer+"/environment_roles", environmentRole.list)
	both(classEnvironmentRoles, "POST "+customer+"/environment_roles", environmentRole.create)
	both(classEnvironmentRoles, "GET "+customer+"/environment_roles/{role_id}", environmentRole.get)
	both(classEnvironmentRoles, "PUT "+customer+"/environment_roles/{role_id}", environmentRole.update)
	both(classEnvironmentRoles, "DELETE "+customer+"/environment_roles/{role_id}", environmentRole.delete)

	both(classProjectRoles, "GET "+customer+"/project_roles", projectRole.list)
	both(classProjectRoles, "POST "+customer+"/project_roles", projectRole.create)
	both(classProjectRoles, "GET "+customer+"/project_roles/{role_id}", projectRole.get)
	both(classProjectRoles, "PUT "+customer+"/project_roles/{role_id}", projectRole.update)
	both(classProjectRoles, "DELETE "+customer+"/project_roles/{role_id}", projectRole.delete)

	both(classGrants, "GET "+customer+"/projects/{project_id}/project_grants", listProjectGrants)
	both(classGrants, "PUT "+customer+"/projects/{project_id}/project_grants", putProjectGrants)
	both(classGrants, "GET "+customer+"/project_grants/{grant_id}", getGrant)
	both(classGrants, "PUT "+customer+"/project_grants/{grant_id}", updateGrant)
	both(classGrants, "DELETE "+customer+"/project_grants/{grant_id}", deleteGrant)
	both(classGroupGrants, "GET "+customer+"/user_groups/{group_id}/project_grants", listGroupGrants)
	both(classGrants, "GET "+customer+"/members/{member_id}/project_grants", listMemberGrants)

	add(classProjects, "GET "+customer+"/folders", listFolders)
	add(classProjects, "POST "+customer+"/folders", createFolder)
	add(classProjects, "PUT "+customer+"/folders/{folder_id}", updateFolder)
	add(classProjects, "DELETE "+customer+"/folders/{folder_id}", deleteFolder)
	add(classProjects, "GET "+customer+"/projects", listProjects)
	add(classProjects, "PUT "+customer+"/projects/{project_id}", updateProject)
	add(classProjects, "DELETE "+customer+"/projects/{project_id}", deleteProject)

	add(classProperties, "GET "+customer+"/properties", listProperties)
	add(classProperties, "POST "+customer+"/properties", upsertProperties)
	add(classConnectionList, "GET "+customer+"/connections", listConnections)
	add(classConnections, "POST "+customer+"/connections", createConnection)
	add(classConnections, "PUT "+customer+"/connections/{connection_id}", updateConnection)
	add(classConnections, "POST "+customer+"/connections/{connection_id}/disconnect", disconnectConnection)
	add(classConnections, "DELETE "+customer+"/connections/{connection_id}", deleteConnection)

	add(classLegacyRoles, "GET "+customer+"/roles", listLegacyRoles)
	add(classLegacyRoles, "POST "+customer+"/roles/{role_id}/copy", copyLegacyRole)

	sb.apiClientRoutes(add)
	sb.oauthProfileRoutes(add)

	sb.workspace365Routes(mux)
	return mux
}

// on tells whether the chosen reading lets the route answer.
func (rt *route) on(readings Readings) bool {
	if !rt.rbac {
		return true
	}
	v2 := strings.HasPrefix(rt.template, "/api/v2/")
	switch readings.RBACPaths {
	case RBACPathsV1:
		return !v2
	case RBACPathsV2:
		return v2
	case RBACPathsBoth:
		return true
	default:
		return true
	}
}
