package sandbox

import (
	"slices"
	"strconv"
)

// grant gives one collaborator or one group a role on a project
// (docs.workato.com/en/workato-api/project-grants).
type grant struct {
	id      string
	project *project
	role    *role
	member  *member
	group   *group
	shy
}

func (g *grant) key() string {
	holder := ""
	if g.member != nil {
		holder = "user=" + strconv.Itoa(g.member.id)
	} else {
		holder = "user_group=" + g.group.id
	}
	return naturalKey(strconv.Itoa(g.project.id), holder)
}

// listProjectGrants follows docs.workato.com/oem/oem-api/project-grants.
func listProjectGrants(c *call) (reply, error) {
	if _, err := c.rbacWorkspace(); err != nil {
		return reply{}, err
	}
	ws, p, err := c.project()
	if err != nil {
		return reply{}, err
	}
	return c.grantList([]*workspace{ws}, func(g *grant) bool { return g.project == p })
}

// listGroupGrants lists the grants of a group in the environment that the path
// names (docs.workato.com/oem/oem-api/collaborator-groups).
func listGroupGrants(c *call) (reply, error) {
	ws, err := c.rbacWorkspace()
	if err != nil {
		return reply{}, err
	}
	holder, err := ws.customer.group(c.path("group_id"))
	if err != nil {
		return reply{}, err
	}
	return c.grantList(c.reach(ws), func(g *grant) bool { return g.group == holder })
}

// listMemberGrants lists the grants that name a collaborator in the environment
// that the path names (docs.workato.com/oem/oem-api/project-grants).
func listMemberGrants(c *call) (reply, error) {
	ws, err := c.rbacWorkspace()
	if err != nil {
		return reply{}, err
	}
	holder, err := ws.customer.member(c.path("member_id"))
	if err != nil {
		return reply{}, err
	}
	return c.grantList(c.reach(ws), func(g *grant) bool { return g.member == holder })
}

func (c *call) grantList(workspaces []*workspace, wanted func(*grant) bool) (reply, error) {
	items := []any{}
	for _, ws := range workspaces {
		for _, g := range ws.grants {
			if wanted(g) && g.shows() {
				items = append(items, c.grantObject(ws, g))
			}
		}
	}
	return c.dataList(items)
}

// putGrant adds a grant, or changes the role of the one that its holder has on
// the project.
func (c *call) putGrant(ws *workspace, wanted *grant) *grant {
	for _, g := range ws.grants {
		if g.project == wanted.project && g.member == wanted.member && g.group == wanted.group {
			return c.changeRole(g, wanted.role)
		}
	}
	wanted.id = c.sb.world.opaqueID("pg")
	wanted.shy = c.newborn()
	ws.grants = append(ws.grants, wanted)
	c.sb.ledger.made(KindProjectGrant, wanted.id, wanted.key(), c.sequence)
	return wanted
}

func (c *call) changeRole(g *grant, r *role) *grant {
	if g.role == r {
		return g
	}
	g.role = r
	if c.sb.readings.GrantIDChanges {
		c.sb.ledger.deleted(KindProjectGrant, g.id, c.sequence)
		g.id = c.sb.world.opaqueID("pg")
		c.sb.ledger.made(KindProjectGrant, g.id, g.key(), c.sequence)
	}
	return g
}

func getGrant(c *call) (reply, error) {
	ws, g, err := c.grant()
	if err != nil {
		return reply{}, err
	}
	if !g.shows() {
		return reply{}, errNotFound
	}
	return data(c.grantObject(ws, g))
}

// updateGrant changes the role of a grant
// (docs.workato.com/oem/oem-api/project-grants). Its body is cut off in the
// public copies; project_role_id is assumed, alone or in project_grant.
func updateGrant(c *call) (reply, error) {
	ws, g, err := c.grant()
	if err != nil {
		return reply{}, err
	}
	body, err := c.body(shape{"project_role_id": isID, "project_grant": isObject})
	if err != nil {
		return reply{}, err
	}
	if inner, isWrapped := body["project_grant"].(map[string]any); isWrapped {
		body = inner
		if err := (shape{"project_role_id": isID}).check(body); err != nil {
			return reply{}, err
		}
	}
	if err := required(body, "project_role_id"); err != nil {
		return reply{}, err
	}
	r, err := ws.customer.projectRole(idText(body["project_role_id"]))
	if err != nil {
		return reply{}, invalidField("project_role_id", "does not exist")
	}
	return data(c.grantObject(ws, c.changeRole(g, r)))
}

func deleteGrant(c *call) (reply, error) {
	ws, g, err := c.grant()
	if err != nil {
		return reply{}, err
	}
	ws.removeGrantsWhere(c.sb.ledger, c.sequence, func(other *grant) bool { return other == g })
	return done()
}

// grant finds the grant that the path names.
func (c *call) grant() (*workspace, *grant, error) {
	ws, err := c.rbacWorkspace()
	if err != nil {
		return nil, nil, err
	}
	for _, ws := range c.reach(ws) {
		for _, g := range ws.grants {
			if g.id == c.path("grant_id") {
				return ws, g, nil
			}
		}
	}
	return nil, nil, errNotFound
}

func (cu *customer) removeGrantsWhere(l *ledger, by int, gone func(*grant) bool) {
	for _, ws := range cu.workspaces() {
		ws.removeGrantsWhere(l, by, gone)
	}
}

func (ws *workspace) removeGrantsWhere(l *ledger, by int, gone func(*grant) bool) {
	ws.grants = slices.DeleteFunc(ws.grants, func(g *grant) bool {
		if gone(g) {
			l.deleted(KindProjectGrant, g.id, by)
			return true
		}
		return false
	})
}

// grantObject has the fields of docs.workato.com/en/workato-api/project-grants.
func (c *call) grantObject(ws *workspace, g *grant) map[string]any {
	object := map[string]any{
		"id": g.id,
		"project": map[string]any{
			"id":          c.number(g.project.id),
			"name":        g.project.folder.name,
			"environment": map[string]any{"id": c.number(ws.id), "type": ws.kind},
		},
		"project_role": map[string]any{"id": c.roleID(g.role), "name": g.role.name},
		"user":         nil,
		"user_group":   nil,
	}
	if g.member != nil {
		object["user"] = map[string]any{"id": c.number(g.member.id), "name": g.member.name, "email": g.member.email}
	} else {
		object["user_group"] = map[string]any{"id": g.group.id, "name": g.group.name}
	}
	return object
}
