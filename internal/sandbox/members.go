package sandbox

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
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

// createMember adds a collaborator directly, without an invitation. An existing user
// of Workato brings name and e-mail address along, which the sandbox makes from the
// oauth_id.
func createMember(c *call) (reply, error) {
	cu, err := c.customer()
	if err != nil {
		return reply{}, err
	}
	body, err := c.body(addFields)
	if err != nil {
		return reply{}, err
	}
	if err := checkAdded(body); err != nil {
		return reply{}, err
	}
	roles, err := cu.memberRoles(body)
	if err != nil {
		return reply{}, err
	}
	if cu.memberWithOAuthID(body["oauth_id"]) {
		return reply{}, invalidField("oauth_id", "has already been taken")
	}
	if err := cu.checkLimit(); err != nil {
		return reply{}, err
	}
	m := &member{
		name: c.name(text(body, "name")), externalID: body["external_id"], oauthID: body["oauth_id"],
		timeZone: cmp.Or(text(body, "time_zone"), defaultTimeZone), roles: roles,
		shy: c.newborn(), stamps: stamped(c.now),
	}
	if m.name == "" {
		m.name, m.email = "User "+idText(m.oauthID), idText(m.oauthID)+"@workato.example"
		if strings.Contains(idText(m.oauthID), "@") {
			m.email = c.email(m.oauthID)
		}
	}
	c.sb.addMember(cu, m, c.sequence)
	return ok(c.memberObject(cu, m))
}

// checkAdded demands a name, or the oauth_id of an existing user and then nothing
// else about the person
// (api-docs.workato.com/oem-api/resources/customer-workspace-collaborators/post-managed-users-managed-user-id-members).
func checkAdded(body map[string]any) error {
	if text(body, "oauth_id") == "" || body["name"] != nil {
		return required(body, "name")
	}
	for _, field := range []string{"role_name", "external_id", "time_zone"} {
		if body[field] != nil {
			return invalidField(field, "must be left out for an existing user")
		}
	}
	return nil
}

func (cu *customer) memberWithOAuthID(id any) bool {
	return id != nil && slices.ContainsFunc(cu.members, func(m *member) bool { return m.oauthID == id })
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
		name, _ := cu.roleNamed(text(element, "name"))
		roles[text(element, "environment_type")] = name
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
	if roleType := cmp.Or(text(element, "role_type"), "privilege_group"); roleType != cu.roleType() {
		return invalidField("env_roles", "role_type must be %s", cu.roleType())
	}
	if _, found := cu.roleNamed(text(element, "name")); !found {
		return invalidField("env_roles", "role %q does not exist", text(element, "name"))
	}
	return nil
}

// roleNames lists the roles that a collaborator can have. NoAccess takes away
// access to one environment
// (api-docs.workato.com/workato-api/resources/workspace-collaborators/put-members-id).
func (cu *customer) roleNames() []string {
	if !cu.legacy {
		names := []string{noAccess}
		for _, r := range cu.environmentRoles {
			names = append(names, r.name)
		}
		return names
	}
	names := []string{noAccess, "Admin", "Analyst", "Operator"}
	for _, r := range cu.legacyRoles {
		names = append(names, r.name)
	}
	return names
}

// roleNamed finds a role by its name, or by the title that the console shows for it.
func (cu *customer) roleNamed(name string) (string, bool) {
	for _, candidate := range cu.roleNames() {
		if name == candidate || name == roleTitle(candidate) {
			return candidate, true
		}
	}
	return "", false
}

// roleTitle is how the console writes the name of a system role, such as
// "Environment admin" for EnvironmentAdmin
// (docs.workato.com/en/user-accounts-and-teams/role-based-access/new-model/system-environment-roles).
func roleTitle(name string) string {
	rest, found := strings.CutPrefix(name, "Environment")
	if !found || rest == "" || strings.HasPrefix(rest, " ") {
		return name
	}
	return "Environment " + strings.ToLower(rest)
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
	c.acceptDue(cu)
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
	cu, m, err := c.member()
	if err != nil {
		return reply{}, err
	}
	if !m.shows() {
		return reply{}, errNotFound
	}
	return ok(c.memberObject(cu, m))
}

// memberUpdateFields is the list on docs.workato.com/oem/oem-api/managed-users, which also
// says that only roles can be updated.
var memberUpdateFields = shape{"role_name": isText, "env_roles": isObjects, "oauth_id": isText, "external_id": isText, "time_zone": isText}

// updateMember changes roles. Environments that are not named keep theirs
// (api-docs.workato.com/workato-api/resources/workspace-collaborators/put-members-id).
func updateMember(c *call) (reply, error) {
	switch c.sb.readings.MemberUpdate {
	case MemberUpdateNotFound:
		return reply{}, errNotFound
	case MemberUpdateNotAllowed:
		return reply{}, &apiError{status: http.StatusMethodNotAllowed, message: "Method not allowed"}
	case MemberUpdateGone:
		return reply{}, &apiError{status: http.StatusGone, message: "This endpoint is deprecated"}
	case MemberUpdateWorks:
	}
	cu, m, err := c.member()
	if err != nil {
		return reply{}, err
	}
	body, err := c.body(memberUpdateFields)
	if err != nil {
		return reply{}, err
	}
	if m.manages {
		return reply{}, forbidden("Customer managers are managed in the admin workspace")
	}
	roles, err := cu.memberRoles(body)
	if err != nil {
		return reply{}, err
	}
	m.roles = maps.Clone(m.roles)
	maps.Copy(m.roles, roles)
	m.updated = c.now
	return ok(c.memberObject(cu, m))
}

// deleteMember removes a collaborator, with the project grants that name it, from all groups. A
// second call finds nothing, as clients report.
func deleteMember(c *call) (reply, error) {
	cu, m, err := c.member()
	if err != nil {
		return reply{}, err
	}
	if m.manages {
		return reply{}, forbidden("Customer managers are managed in the admin workspace")
	}
	cu.removeMember(c.sb.ledger, m, c.sequence)
	return done()
}

// member finds the collaborator that the path names.
func (c *call) member() (*customer, *member, error) {
	cu, err := c.customer()
	if err != nil {
		return nil, nil, err
	}
	m, err := cu.member(c.path("member_id"))
	return cu, m, err
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
