package sandbox

import "slices"

// projectRoleFields is the list on
// api-docs.workato.com/oem-api/resources/customer-workspace-collaborators/put-managed-users-project-roles.
// The areas inside config are not documented, so they are kept as they come.
var projectRoleFields = shape{"name": isText, "config": isObject, "inheritable": isFlag}

// listProjectRoles follows docs.workato.com/oem/oem-api/project-roles.
func listProjectRoles(c *call) (reply, error) {
	cu, err := c.rbacCustomer()
	if err != nil {
		return reply{}, err
	}
	items := []any{}
	for _, r := range cu.projectRoles {
		if c.nameMatches(r.name) && r.shows() {
			items = append(items, roleRow(r, cu.holders(r)))
		}
	}
	return c.dataList(items)
}

func createProjectRole(c *call) (reply, error) {
	cu, err := c.rbacCustomer()
	if err != nil {
		return reply{}, err
	}
	body, err := c.projectRoleBody()
	if err != nil {
		return reply{}, err
	}
	name := c.name(text(body, "name"))
	if cu.hasProjectRoleNamed(name, nil) {
		return reply{}, errNameTaken
	}
	r := &role{
		id: c.sb.world.opaqueID("pr"), name: name, kind: "custom",
		config: body["config"], inheritable: body["inheritable"], shy: c.newborn(), stamps: stamped(c.now),
	}
	cu.projectRoles = append(cu.projectRoles, r)
	c.sb.ledger.made(KindProjectRole, r.id, r.key(cu), c.sequence)
	return data(projectRoleObject(cu, r))
}

func getProjectRole(c *call) (reply, error) {
	cu, r, err := c.projectRole()
	if err != nil {
		return reply{}, err
	}
	if !r.shows() {
		return reply{}, errNotFound
	}
	return data(projectRoleObject(cu, r))
}

// updateProjectRole replaces a role. Both the name and the configuration must
// be given
// (api-docs.workato.com/oem-api/resources/customer-workspace-collaborators/put-managed-users-project-roles).
func updateProjectRole(c *call) (reply, error) {
	cu, r, err := c.projectRole()
	if err != nil {
		return reply{}, err
	}
	body, err := c.projectRoleBody()
	if err != nil {
		return reply{}, err
	}
	if r.system() {
		return reply{}, forbidden("A system role cannot be changed")
	}
	name := c.name(text(body, "name"))
	if cu.hasProjectRoleNamed(name, r) {
		return reply{}, errNameTaken
	}
	r.name, r.config, r.updated = name, body["config"], c.now
	if inheritable, given := body["inheritable"]; given {
		r.inheritable = inheritable
	}
	c.sb.ledger.renamed(KindProjectRole, r.id, r.key(cu))
	return data(projectRoleObject(cu, r))
}

// deleteProjectRole refuses to delete a role that a grant names. The documents
// are silent; a grant without a role could not be shown.
func deleteProjectRole(c *call) (reply, error) {
	cu, r, err := c.projectRole()
	if err != nil {
		return reply{}, err
	}
	if r.system() {
		return reply{}, forbidden("A system role cannot be deleted")
	}
	if cu.holders(r) > 0 {
		return reply{}, invalidField("base", "the role is in use")
	}
	cu.removeProjectRole(c.sb.ledger, r, c.sequence)
	return done()
}

func (cu *customer) removeProjectRole(l *ledger, r *role, by int) {
	cu.removeGrantsWhere(l, by, func(g *grant) bool { return g.role == r })
	cu.projectRoles = slices.DeleteFunc(cu.projectRoles, func(other *role) bool { return other == r })
	l.deleted(KindProjectRole, r.id, by)
}

// projectRoleBody reads the body of a creation or an update.
func (c *call) projectRoleBody() (map[string]any, error) {
	body, err := c.wrapped("project_role", projectRoleFields)
	if err != nil {
		return nil, err
	}
	return body, required(body, "name", "config")
}

// projectRole finds the role that the path names.
func (c *call) projectRole() (*customer, *role, error) {
	cu, err := c.rbacCustomer()
	if err != nil {
		return nil, nil, err
	}
	r, err := cu.projectRole(c.path("role_id"))
	return cu, r, err
}

func (cu *customer) projectRole(id string) (*role, error) {
	for _, r := range cu.projectRoles {
		if r.id == id {
			return r, nil
		}
	}
	return nil, errNotFound
}

func (cu *customer) hasProjectRoleNamed(name string, except *role) bool {
	return slices.ContainsFunc(cu.projectRoles, func(r *role) bool { return r != except && r.name == name })
}

// holders counts the grants of a role.
func (cu *customer) holders(r *role) int {
	count := 0
	for _, ws := range cu.workspaces() {
		for _, g := range ws.grants {
			if g.role == r {
				count++
			}
		}
	}
	return count
}

// projectRoleObject adds config to the row of the list
// (docs.workato.com/en/workato-api/project-roles).
func projectRoleObject(cu *customer, r *role) map[string]any {
	object := roleRow(r, cu.holders(r))
	object["config"] = r.config
	if r.inheritable != nil {
		object["inheritable"] = r.inheritable
	}
	return object
}
