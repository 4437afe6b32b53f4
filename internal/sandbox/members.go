package sandbox

import (
	"cmp"
	"slices"
	"strconv"
)

// member is a collaborator of a customer. Collaborators belong to the customer
// and have one role in each environment
// (docs.workato.com/oem/embedded-environments).
type member struct {
	id         int
	name       string
	email      any
	externalID any
	oauthID    any
	timeZone   string
	roles      map[string]string // by kind of environment
	manages    bool              // is here as a customer manager
	shy
	stamps
}

func (m *member) key(cu *customer) string {
	return naturalKey(strconv.Itoa(cu.id), cmp.Or(idText(m.oauthID), idText(m.email), m.name))
}

// addFields is the list on
// api-docs.workato.com/oem-api/resources/customer-workspace-collaborators/post-managed-users-managed-user-id-members.
var addFields = shape{
	"name": isText, "oauth_id": isText, "external_id": isText, "time_zone": isText,
	"role_name": isText, "env_roles": isObjects,
}

// createMember adds a collaborator directly, without an invitation.
func createMember(c *call) (reply, error) {
	cu, err := c.customer()
	if err != nil {
		return reply{}, err
	}
	body, err := c.body(addFields)
	if err != nil {
		return reply{}, err
	}
	if err := required(body, "name"); err != nil {
		return reply{}, err
	}
	roles, err := cu.memberRoles(body)
	if err != nil {
		return reply{}, err
	}
	m := &member{
		name: c.name(text(body, "name")), externalID: body["external_id"], oauthID: body["oauth_id"],
		timeZone: cmp.Or(text(body, "time_zone"), defaultTimeZone), roles: roles,
		shy: c.newborn(), stamps: stamped(c.now),
	}
	c.sb.addMember(cu, m, c.sequence)
	return ok(c.memberObject(cu, m))
}

// memberRoles reads the roles of a new collaborator. When both are sent,
// role_name is ignored, and it only affects DEV
// (api-docs.workato.com/oem-api/resources/customer-workspace-collaborators/post-managed-users-managed-user-id-members).
func (cu *customer) memberRoles(body map[string]any) (map[string]string, error) {
	elements := objects(body, "env_roles")
	if len(elements) == 0 {
		name := text(body, "role_name")
		if name == "" {
			return nil, invalidField("env_roles", "can't be blank")
		}
		if !cu.legacy {
			// docs.workato.com/en/user-accounts-and-teams/role-based-access/rbac2-migration-api-changes
			return nil, invalidField("role_name", "is not accepted by the new access control model, use env_roles")
		}
		elements = []map[string]any{{"environment_type": dev, "name": name}}
	}
	roles := map[string]string{}
	for _, element := range elements {
		fields := shape{"environment_type": isText, "name": isText, "role_type": isText}
		if err := fields.check(element); err != nil {
			return nil, err
		}
		if err := cu.checkRole(element); err != nil {
			return nil, err
		}
		roles[text(element, "environment_type")] = text(element, "name")
	}
	return roles, nil
}

// checkRole holds an element of env_roles to the customer's role model:
// privilege_group, the documented default, for legacy roles and environment for
// the current ones.
func (cu *customer) checkRole(element map[string]any) error {
	kinds := []string{dev}
	if cu.test != nil {
		kinds = []string{dev, test, prod}
	}
	if !slices.Contains(kinds, text(element, "environment_type")) {
		return invalidField("env_roles", "environment_type must be one of the customer's environments")
	}
	roleType, expected := cmp.Or(text(element, "role_type"), "privilege_group"), "environment"
	if cu.legacy {
		expected = "privilege_group"
	}
	if roleType != expected {
		return invalidField("env_roles", "role_type must be %s", expected)
	}
	if !slices.Contains(cu.roleNames(), text(element, "name")) {
		return invalidField("env_roles", "role %q does not exist", text(element, "name"))
	}
	return nil
}

// roleNames lists the roles that a collaborator can have. NoAccess takes away
// access to one environment
// (api-docs.workato.com/workato-api/resources/workspace-collaborators/put-members-id).
func (cu *customer) roleNames() []string {
	if !cu.legacy {
		names := []string{"NoAccess"}
		for _, r := range cu.environmentRoles {
			names = append(names, r.name)
		}
		return names
	}
	names := []string{"NoAccess", "Admin", "Analyst", "Operator"}
	for _, r := range cu.legacyRoles {
		names = append(names, r.name)
	}
	return names
}

func (sb *Sandbox) addMember(cu *customer, m *member, by int) {
	m.id = next(&sb.world.lastMember)
	cu.members = append(cu.members, m)
	sb.ledger.made(KindMember, strconv.Itoa(m.id), m.key(cu), by)
}

// listMembers answers a bare array without pages
// (docs.workato.com/oem/oem-api/managed-users, "List customer members").
func listMembers(c *call) (reply, error) {
	cu, err := c.customer()
	if err != nil {
		return reply{}, err
	}
	items := []any{}
	for _, m := range cu.members {
		if m.shows() {
			items = append(items, c.memberObject(cu, m))
		}
	}
	return ok(items)
}

// getMember follows docs.workato.com/oem/oem-api/managed-users.
func getMember(c *call) (reply, error) {
	cu, err := c.customer()
	if err != nil {
		return reply{}, err
	}
	m, err := cu.member(c.path("member_id"))
	if err != nil {
		return reply{}, err
	}
	if !m.shows() {
		return reply{}, errNotFound
	}
	return ok(c.memberObject(cu, m))
}

// deleteMember removes a collaborator, with the project grants that name it, from all groups. A
// second call finds nothing, as clients report.
func deleteMember(c *call) (reply, error) {
	cu, err := c.customer()
	if err != nil {
		return reply{}, err
	}
	m, err := cu.member(c.path("member_id"))
	if err != nil {
		return reply{}, err
	}
	cu.removeMember(c.sb.ledger, m, c.sequence)
	return done()
}

func (cu *customer) member(id string) (*member, error) {
	for _, m := range cu.members {
		if strconv.Itoa(m.id) == id {
			return m, nil
		}
	}
	return nil, errNotFound
}

func (cu *customer) removeMember(l *ledger, m *member, by int) {
	cu.removeGrantsWhere(l, by, func(g *grant) bool { return g.member == m })
	for _, g := range cu.groups {
		g.remove(l, m, by)
	}
	cu.members = slices.DeleteFunc(cu.members, func(other *member) bool { return other == m })
	l.deleted(KindMember, strconv.Itoa(m.id), by)
}

// memberObject has the fields of docs.workato.com/oem/oem-api/managed-users and,
// for the current model, roles as on docs.workato.com/en/workato-api/team.
func (c *call) memberObject(cu *customer, m *member) map[string]any {
	roleType := "environment"
	if cu.legacy {
		roleType = "privilege_group"
	}
	roles := []any{}
	for _, kind := range []string{dev, test, prod} {
		if name, has := m.roles[kind]; has {
			roles = append(roles, map[string]any{"environment_type": kind, "role_name": name, "role_type": roleType})
		}
	}
	return map[string]any{
		"id":                c.number(m.id),
		"grant_type":        c.grantType(m),
		"role_name":         orDefault(m.roles[dev], nil),
		"roles":             roles,
		"external_id":       m.externalID,
		"name":              m.name,
		"email":             m.email,
		"time_zone":         m.timeZone,
		"created_at":        timestamp(m.created),
		"last_activity_log": nil,
	}
}
