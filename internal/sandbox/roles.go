package sandbox

import (
	"slices"
	"strconv"
)

// role is an environment role or a project role
// (docs.workato.com/oem/oem-api/environment-roles, docs.workato.com/oem/oem-api/project-roles).
type role struct {
	id          string
	name        string
	origin      string // the type of the role, see foreign
	config      any
	inheritable any
	shy
	stamps
}

// foreign tells whether the role is not the workspace's own: Workato provides those of
// the type system, and those of the type inherited are the partner's
// (docs.workato.com/oem/oem-api/environment-roles, table of values).
func (r *role) foreign() bool { return r.origin == "system" || r.origin == "inherited" }

// system tells whether the role is one of Workato's own.
func (r *role) system() bool { return r.origin == "system" }

func (r *role) key(cu *customer) string { return naturalKey(strconv.Itoa(cu.id), r.name) }

// roleKind is one of the two kinds of roles, whose endpoints are alike.
type roleKind struct {
	// name is the kind in the ledger, and the wrapper that bodies need.
	name   string
	fields shape
	newID  func(*call) string
	of     func(*customer) *[]*role
	// holders counts those who have a role.
	holders func(*customer, *role) int
	// renamed follows a new name, removed takes a role from those who have it.
	renamed func(cu *customer, from, to string)
	removed func(l *ledger, cu *customer, r *role, by int)
}

// roleKindOf is the kind with that name in the ledger, or nil.
func roleKindOf(kind string) *roleKind {
	switch kind {
	case KindEnvironmentRole:
		return environmentRole
	case KindProjectRole:
		return projectRole
	default:
		return nil
	}
}

// list follows docs.workato.com/oem/oem-api/environment-roles and
// docs.workato.com/oem/oem-api/project-roles. Clients use the first to learn which
// access control model a workspace is on.
func (k *roleKind) list(c *call) (reply, error) {
	cu, err := c.rbacCustomer()
	if err != nil {
		return reply{}, err
	}
	items := []any{}
	for _, r := range *k.of(cu) {
		if c.nameMatches(r.name) && r.shows() {
			items = append(items, k.row(c, cu, r))
		}
	}
	return c.dataList(items)
}

func (k *roleKind) create(c *call) (reply, error) {
	cu, err := c.rbacCustomer()
	if err != nil {
		return reply{}, err
	}
	body, err := c.wrapped(k.name, k.fields)
	if err != nil {
		return reply{}, err
	}
	if err := required(body, "name", "config"); err != nil {
		return reply{}, err
	}
	name := c.name(text(body, "name"))
	if k.hasNamed(cu, name, nil) {
		return reply{}, errNameTaken
	}
	r := &role{
		id: k.newID(c), name: name, origin: "custom",
		config: c.roleConfig(body["config"]), inheritable: body["inheritable"], shy: c.newborn(), stamps: stamped(c.now),
	}
	k.add(c.sb.ledger, cu, r, c.sequence)
	return data(k.object(c, cu, r))
}

func (k *roleKind) add(l *ledger, cu *customer, r *role, by int) {
	list := k.of(cu)
	*list = append(*list, r)
	l.made(k.name, r.id, r.key(cu), by)
}

func (k *roleKind) get(c *call) (reply, error) {
	cu, r, err := k.called(c)
	if err != nil {
		return reply{}, err
	}
	if !r.shows() {
		return reply{}, errNotFound
	}
	return data(k.object(c, cu, r))
}

// update replaces a role. Both the name and the configuration of a project role must be
// given, and what holds for environment roles is assumed to be the same
// (api-docs.workato.com/oem-api/resources/customer-workspace-collaborators/put-managed-users-project-roles).
func (k *roleKind) update(c *call) (reply, error) {
	cu, r, err := k.called(c)
	if err != nil {
		return reply{}, err
	}
	body, err := c.wrapped(k.name, k.fields)
	if err != nil {
		return reply{}, err
	}
	demand := required
	if c.sb.readings.PartialRoleUpdates {
		demand = notBlank
	}
	if err := demand(body, "name", "config"); err != nil {
		return reply{}, err
	}
	if r.foreign() {
		return reply{}, forbidden("The " + r.origin + " role cannot be changed")
	}
	if _, given := body["name"]; given {
		name := c.name(text(body, "name"))
		if k.hasNamed(cu, name, r) {
			return reply{}, errNameTaken
		}
		k.rename(c.sb.ledger, cu, r, name)
	}
	if config, given := body["config"]; given {
		r.config = c.roleConfig(config)
	}
	if inheritable, given := body["inheritable"]; given {
		r.inheritable = inheritable
	}
	r.updated = c.now
	return data(k.object(c, cu, r))
}

func (k *roleKind) rename(l *ledger, cu *customer, r *role, name string) {
	k.renamed(cu, r.name, name)
	r.name = name
	l.renamed(k.name, r.id, r.key(cu))
}

// delete refuses to delete a role that somebody has, unless the reading says otherwise:
// the documents are silent.
func (k *roleKind) delete(c *call) (reply, error) {
	cu, r, err := k.called(c)
	if err != nil {
		return reply{}, err
	}
	if r.foreign() {
		return reply{}, forbidden("The " + r.origin + " role cannot be deleted")
	}
	if !c.sb.readings.RolesInUseDeletable && k.holders(cu, r) > 0 {
		return reply{}, invalidField("base", "the role is in use")
	}
	k.remove(c.sb.ledger, cu, r, c.sequence)
	return done()
}

func (k *roleKind) remove(l *ledger, cu *customer, r *role, by int) {
	k.removed(l, cu, r, by)
	list := k.of(cu)
	*list = slices.DeleteFunc(*list, func(other *role) bool { return other == r })
	l.deleted(k.name, r.id, by)
}

// called finds the role that the path names.
func (k *roleKind) called(c *call) (*customer, *role, error) {
	cu, err := c.rbacCustomer()
	if err != nil {
		return nil, nil, err
	}
	r, err := k.find(cu, c.path("role_id"))
	return cu, r, err
}

func (k *roleKind) find(cu *customer, id string) (*role, error) {
	for _, r := range *k.of(cu) {
		if r.id == id {
			return r, nil
		}
	}
	return nil, errNotFound
}

func (k *roleKind) hasNamed(cu *customer, name string, except *role) bool {
	return slices.ContainsFunc(*k.of(cu), func(r *role) bool { return r != except && r.name == name })
}

// row is how a role looks in a list: without its config
// (docs.workato.com/en/workato-api/project-roles).
func (k *roleKind) row(c *call, cu *customer, r *role) map[string]any {
	return r.in(map[string]any{"id": c.roleID(r), "name": r.name, "members_count": k.holders(cu, r), "type": r.origin})
}

// object adds config to the row of the list
// (docs.workato.com/en/workato-api/project-roles).
func (k *roleKind) object(c *call, cu *customer, r *role) map[string]any {
	object := k.row(c, cu, r)
	object["config"] = r.config
	if r.inheritable != nil {
		object["inheritable"] = r.inheritable
	}
	return object
}

// roleID spells the id of a role: those that are numbers in the samples are numbers.
func (c *call) roleID(r *role) any {
	if id, err := strconv.Atoi(r.id); err == nil {
		return c.number(id)
	}
	return r.id
}
