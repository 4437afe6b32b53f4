package sandbox

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// SetObjectField changes a field of an object, as a person would in the
// console, under the API's name for the field; nil clears it. These can change:
//
//   - customer: as with [Sandbox.SetCustomerField]
//   - environment: external_id, error_notification_emails
//   - member: name, email, external_id, time_zone, and the role in an environment
//     as dev, test or prod
//   - member_invitation: accepted, which becomes true
//   - user_group: name, description, user_ids
//   - environment_role, project_role: name, config, type
//   - custom_role: name, folder_ids, privileges, inheritable
//   - folder: name, parent_id
//   - project: name, description, and grants: roles by the group or collaborator that
//     is given them
//   - project_grant: project_role_id
//   - property: value
//   - connection: name, description, external_id, folder_id, parent_id, tags,
//     authorization_status
//   - api_client: name, api_privilege_group_id and environment_name as text,
//     all_folders as a boolean, folder_ids; token_updated_at, which renews the token
//   - api_client_role: name
//   - customer_manager: role_id, permitted_workspace_ids, none of which is all, and name
//     and email of the collaborator
//   - workspace365_environment: active, name
//
// Ids are given as text, and lists as []any or []int.
func (sb *Sandbox) SetObjectField(kind, id, key string, value any) error {
	if kind == KindCustomer {
		number, err := strconv.Atoi(id)
		if err != nil {
			return fmt.Errorf("%q is not the id of a customer", id)
		}
		return sb.SetCustomerField(number, key, value)
	}
	if kind == KindWorkspace365Environment {
		return sb.editWorkspace365(id, key, value)
	}
	sb.mu.Lock()
	defer sb.mu.Unlock()
	c := &call{sb: sb, now: sb.clock()}
	if m := sb.world.manager(id); kind == KindCustomerManager && m != nil && c.editManager(m, key, value) {
		return nil
	}
	for _, cu := range sb.world.customers {
		if c.editIn(cu, kind, id, key, value) {
			return nil
		}
	}
	return fmt.Errorf("there is no %s with the id %s whose %s can become %v", kind, id, key, value)
}

// editIn changes an object that belongs to a customer as a whole, and goes on to
// the customer's environments for the others.
func (c *call) editIn(cu *customer, kind, id, key string, value any) bool {
	name, isName := value.(string)
	isName = isName && key == "name"
	switch kind {
	case KindMember:
		m, err := cu.member(id)
		return err == nil && c.editMember(cu, m, key, value)
	case KindMemberInvitation:
		for _, invited := range cu.invitations {
			if strconv.Itoa(invited.id) == id && key == "accepted" && value == true {
				c.sb.accept(cu, invited, c.now, 0)
				return true
			}
		}
	case KindUserGroup:
		g, err := cu.group(id)
		switch {
		case err != nil || g.system:
			return false
		case isName:
			g.name = name
			c.sb.ledger.renamed(kind, id, g.key(cu))
		case key == "description":
			g.description = value
		case key == "user_ids":
			return c.sb.regroup(cu, g, listOf(value))
		default:
			return false
		}
		g.updated = c.now
		return true
	case KindEnvironmentRole, KindProjectRole:
		k := roleKindOf(kind)
		r, err := k.find(cu, id)
		switch {
		case err != nil || r.foreign():
			return false
		case isName:
			k.rename(c.sb.ledger, cu, r, name)
		case key == "config":
			r.config = value
		case key == "type":
			r.origin = fmt.Sprint(value)
		default:
			return false
		}
		r.updated = c.now
		return true
	case KindCustomRole:
		r := cu.legacyRole(id)
		return r != nil && r.edit(key, value)
	case KindAPIClient, KindAPIClientRole:
		return c.editAPIClient(cu, kind, id, key, value)
	}
	for _, ws := range cu.workspaces() {
		if c.editInWorkspace(ws, kind, id, key, value) {
			return true
		}
	}
	return false
}

// editMember changes a collaborator, who may do so for some of this too.
func (c *call) editMember(cu *customer, m *member, key string, value any) bool {
	text, isText := value.(string)
	switch {
	case key == "name" && isText:
		m.name = text
	case key == "email":
		m.email = value
	case key == "external_id":
		m.externalID = value
	case key == "time_zone" && isText:
		m.timeZone = text
	case slices.Contains([]string{dev, test, prod}, key):
		m.roles = maps.Clone(m.roles)
		delete(m.roles, key)
		if isText {
			m.roles[key] = text
		}
	default:
		return false
	}
	m.updated = c.now
	c.sb.ledger.renamed(KindMember, strconv.Itoa(m.id), m.key(cu))
	return true
}

// editInWorkspace changes an environment or an object that belongs to one.
func (c *call) editInWorkspace(ws *workspace, kind, id, key string, value any) bool {
	switch kind {
	case KindEnvironment:
		if strconv.Itoa(ws.id) != id || key != "external_id" && key != "error_notification_emails" {
			return false
		}
		c.applyEnvironment(ws, map[string]any{key: value})
		return true
	case KindFolder:
		for _, f := range ws.folders {
			if strconv.Itoa(f.id) == id {
				return c.editFolder(ws, f, key, value)
			}
		}
	case KindProject:
		for _, p := range ws.projects {
			if strconv.Itoa(p.id) != id {
				continue
			}
			roles, areRoles := value.(map[string]any)
			switch {
			case key == "description":
				p.description = value
				return true
			case key == "grants" && areRoles:
				for holder, role := range roles {
					if _, err := c.sb.grantIn(ws, p, holder, idText(role)); err != nil {
						return false
					}
				}
				return true
			}
			return key == "name" && c.editFolder(ws, p.folder, key, value)
		}
	case KindConnection:
		if cn := ws.connectionByID(id); cn != nil {
			return c.editConnection(ws, cn, key, value)
		}
	case KindProperty:
		for _, p := range ws.properties {
			text, isText := value.(string)
			if p.id(ws) == id && key == "value" && isText {
				p.value = text
				return true
			}
		}
	case KindProjectGrant:
		for _, g := range ws.grants {
			r, err := ws.customer.projectRole(fmt.Sprint(value))
			if g.id == id && key == "project_role_id" && err == nil {
				c.changeRole(g, r)
				return true
			}
		}
	}
	return false
}

func (c *call) editFolder(ws *workspace, f *folder, key string, value any) bool {
	name, isName := value.(string)
	switch {
	case key == "name" && isName:
		f.name = name
	case key == "parent_id":
		parent, err := ws.parent(idText(value))
		if err != nil || ws.projectOf(f) != nil || ws.inside(parent, f.id) {
			return false
		}
		f.parent = parent
	default:
		return false
	}
	f.updated = c.now
	c.folderRenamed(ws, f)
	return true
}
