package sandbox

import (
	"slices"
	"strconv"
)

// group is a collaborator group.
type group struct {
	id          string
	name        string
	description any
	system      bool
	members     []*membership
	invitees    []*invitee
	shy
	stamps
}

func (g *group) key(cu *customer) string { return naturalKey(strconv.Itoa(cu.id), g.name) }

// groupFields are the settable fields of a group. The wrapper is required
// (api-docs.workato.com/oem-api/resources/customer-workspace-collaborators/post-managed-users-managed-user-id-user-groups).
var groupFields = shape{"name": isText, "description": isText}

// listGroups follows docs.workato.com/oem/oem-api/collaborator-groups.
func listGroups(c *call) (reply, error) {
	cu, err := c.rbacCustomer()
	if err != nil {
		return reply{}, err
	}
	items := []any{}
	for _, g := range cu.groups {
		if c.nameMatches(g.name) && g.shows() {
			items = append(items, groupObject(cu, g))
		}
	}
	return c.dataList(items)
}

func createGroup(c *call) (reply, error) {
	cu, err := c.rbacCustomer()
	if err != nil {
		return reply{}, err
	}
	body, err := c.wrapped("user_group", groupFields)
	if err != nil {
		return reply{}, err
	}
	if err := required(body, "name"); err != nil {
		return reply{}, err
	}
	name := c.name(text(body, "name"))
	if cu.hasGroupNamed(name, nil) {
		return reply{}, errNameTaken
	}
	return data(groupObject(cu, c.addGroup(cu, name, body["description"])))
}

func (c *call) addGroup(cu *customer, name string, description any) *group {
	g := &group{
		id: c.sb.world.opaqueID("pf"), name: name, description: description,
		shy: c.newborn(), stamps: stamped(c.now),
	}
	cu.groups = append(cu.groups, g)
	c.sb.ledger.made(KindUserGroup, g.id, g.key(cu), c.sequence)
	return g
}

func getGroup(c *call) (reply, error) {
	cu, g, err := c.group()
	if err != nil {
		return reply{}, err
	}
	if !g.shows() {
		return reply{}, errNotFound
	}
	return data(groupObject(cu, g))
}

// updateGroup changes what the body gives. Whether the API replaces the whole
// group instead is not documented.
func updateGroup(c *call) (reply, error) {
	cu, g, err := c.group()
	if err != nil {
		return reply{}, err
	}
	body, err := c.wrapped("user_group", groupFields)
	if err != nil {
		return reply{}, err
	}
	if g.system {
		return reply{}, forbidden("A system group cannot be changed")
	}
	if err := notBlank(body, "name"); err != nil {
		return reply{}, err
	}
	if _, given := body["name"]; given {
		name := c.name(text(body, "name"))
		if cu.hasGroupNamed(name, g) {
			return reply{}, errNameTaken
		}
		g.name = name
	}
	if description, given := body["description"]; given {
		g.description = description
	}
	g.updated = c.now
	c.sb.ledger.renamed(KindUserGroup, g.id, g.key(cu))
	return data(groupObject(cu, g))
}

// deleteGroup removes a group with its members and the project grants that name it; the
// documents do not say what becomes of them. "All collaborators" cannot be
// managed (docs.workato.com/en/workato-api/collaborator-groups).
func deleteGroup(c *call) (reply, error) {
	cu, g, err := c.group()
	if err != nil {
		return reply{}, err
	}
	if g.system {
		return reply{}, forbidden("A system group cannot be deleted")
	}
	if held := cu.heldBy(g); held != "" && c.sb.readings.GroupInUseRefused {
		return reply{}, invalid(map[string]any{"base": []string{held}})
	}
	cu.removeGroup(c.sb.ledger, g, c.sequence)
	return done()
}

func (cu *customer) removeGroup(l *ledger, g *group, by int) {
	cu.removeGrantsWhere(l, by, func(gr *grant) bool { return gr.group == g })
	for len(g.members) > 0 {
		g.remove(l, g.members[0].member, by)
	}
	cu.groups = slices.DeleteFunc(cu.groups, func(other *group) bool { return other == g })
	l.deleted(KindUserGroup, g.id, by)
}

// group finds the group that the path names.
func (c *call) group() (*customer, *group, error) {
	cu, err := c.rbacCustomer()
	if err != nil {
		return nil, nil, err
	}
	g, err := cu.group(c.path("group_id"))
	return cu, g, err
}

func (cu *customer) group(id string) (*group, error) {
	for _, g := range cu.groups {
		if g.id == id {
			return g, nil
		}
	}
	return nil, errNotFound
}

func (cu *customer) hasGroupNamed(name string, except *group) bool {
	return slices.ContainsFunc(cu.groups, func(g *group) bool { return g != except && g.name == name })
}

// errNameTaken refuses a name that is in use. The documents are silent on
// duplicate names; the shape is that of every validation error.
var errNameTaken = invalidField("name", "has already been taken")

// groupObject has the fields of docs.workato.com/en/workato-api/collaborator-groups.
func groupObject(cu *customer, g *group) map[string]any {
	return g.in(map[string]any{
		"id":            g.id,
		"name":          g.name,
		"description":   g.description,
		"members_count": len(cu.memberships(g)), // "All collaborators" holds everybody
		"system":        g.system,
	})
}
