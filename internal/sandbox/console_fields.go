package sandbox

import (
	"fmt"
	"maps"
	"strconv"
)

// ObjectFields returns what an object holds under the API's names for it, whatever
// the answers show of it: the fields that [Sandbox.SetObjectField] knows, and those
// that never change. Times are not among them.
func (sb *Sandbox) ObjectFields(kind, id string) (map[string]any, error) {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	if kind == KindWorkspace365Environment {
		if e := sb.world.workspace365.find(id); e != nil {
			return map[string]any{"name": e.name, "active": e.active}, nil
		}
	}
	if m := sb.world.manager(id); kind == KindCustomerManager && m != nil {
		return map[string]any{"team_collaborator_id": m.who.id, "name": m.who.name, "email": m.who.email, "role_id": m.role.id, "permitted_workspace_ids": m.permits}, nil
	}
	for _, cu := range sb.world.customers {
		if fields := cu.fieldsOf(kind, id); fields != nil {
			return fields, nil
		}
	}
	return nil, fmt.Errorf("there is no %s with the id %s", kind, id)
}

// fieldsOf are those of an object of the customer, or nil.
func (cu *customer) fieldsOf(kind, id string) map[string]any {
	switch kind {
	case KindCustomer:
		if strconv.Itoa(cu.id) == id {
			fields := maps.Clone(cu.fields)
			fields["external_id"], fields["error_notification_emails"] = cu.dev.externalID, cu.dev.errorEmails
			for _, ws := range cu.workspaces() {
				fields[ws.kind] = map[string]any{"external_id": ws.externalID, "error_notification_emails": ws.errorEmails}
			}
			return fields
		}
	case KindMember:
		if m, err := cu.member(id); err == nil {
			return map[string]any{"name": m.name, "email": m.email, "external_id": m.externalID, "time_zone": m.timeZone, "roles": maps.Clone(m.roles)}
		}
	case KindMemberInvitation:
		for _, invited := range cu.invitations {
			if strconv.Itoa(invited.id) == id {
				return map[string]any{"accepted": false}
			}
		}
	case KindUserGroup:
		if g, err := cu.group(id); err == nil {
			ids := []int{}
			for _, ms := range g.members {
				ids = append(ids, ms.member.id)
			}
			return map[string]any{"name": g.name, "description": g.description, "user_ids": ids}
		}
	case KindEnvironmentRole, KindProjectRole:
		if r, err := roleKindOf(kind).find(cu, id); err == nil {
			return map[string]any{"name": r.name, "type": r.origin, "config": r.config, "inheritable": r.inheritable}
		}
	case KindCustomRole:
		if r := cu.legacyRole(id); r != nil {
			return map[string]any{"name": r.name, "folder_ids": r.folderIDs, "privileges": r.privileges, "inheritable": r.inheritable}
		}
	case KindAPIClient:
		if a, err := cu.apiClient(id); err == nil {
			return map[string]any{
				"name": a.name, "api_privilege_group_id": a.role.id, "all_folders": a.allFolders, "folder_ids": orEmpty(a.folderIDs),
				"environment_name": a.environment.kind, "token": a.tokenCount,
			}
		}
	case KindAPIClientRole:
		if r, err := cu.apiClientRole(id); err == nil {
			return map[string]any{"name": r.name}
		}
	}
	for _, ws := range cu.workspaces() {
		if fields := ws.fieldsOf(kind, id); fields != nil {
			return fields
		}
	}
	return nil
}

// fieldsOf are those of an object of the environment, or nil.
func (ws *workspace) fieldsOf(kind, id string) map[string]any {
	switch kind {
	case KindEnvironment:
		if strconv.Itoa(ws.id) == id {
			return map[string]any{"external_id": ws.externalID, "error_notification_emails": ws.errorEmails}
		}
	case KindFolder:
		for _, f := range ws.folders {
			if strconv.Itoa(f.id) == id {
				return map[string]any{"name": f.name, "parent_id": f.parent}
			}
		}
	case KindProject:
		if p := ws.project(id); p != nil {
			return map[string]any{"name": p.folder.name, "description": p.description, "grants": ws.rolesIn(p)}
		}
	case KindConnection:
		if cn := ws.connectionByID(id); cn != nil {
			return map[string]any{
				"name": cn.name, "provider": cn.provider, "description": cn.description, "external_id": cn.externalID,
				"folder_id": cn.folder, "parent_id": cn.parent, "shell_connection": cn.shell, "tags": cn.tags, "authorization_status": cn.status,
			}
		}
	case KindProjectGrant:
		for _, g := range ws.grants {
			if g.id == id {
				return map[string]any{"holder": g.key(), "project_role_id": g.role.id}
			}
		}
	case KindProperty:
		for _, p := range ws.properties {
			if p.id(ws) == id {
				return map[string]any{"name": p.name, "value": p.value}
			}
		}
	}
	return nil
}

// rolesIn are the ids of the roles in a project by the key of their grant.
func (ws *workspace) rolesIn(p *project) map[string]string {
	roles := map[string]string{}
	for _, g := range ws.grants {
		if g.project == p {
			roles[g.key()] = g.role.id
		}
	}
	return roles
}
