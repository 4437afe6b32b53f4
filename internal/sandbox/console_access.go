package sandbox

import (
	"fmt"
	"slices"
	"strconv"
)

// listOf spells the elements of a list as text; null is an empty one.
func listOf(value any) []string {
	texts := []string{}
	switch list := value.(type) {
	case []any:
		for _, element := range list {
			texts = append(texts, idText(element))
		}
	case []int:
		for _, number := range list {
			texts = append(texts, strconv.Itoa(number))
		}
	}
	return texts
}

// regroup makes a group hold exactly these collaborators.
func (sb *Sandbox) regroup(cu *customer, g *group, ids []string) bool {
	var wanted []*member
	for _, id := range ids {
		m, err := cu.member(id)
		if err != nil {
			return false
		}
		wanted = append(wanted, m)
	}
	for _, ms := range slices.Clone(g.members) {
		if !slices.Contains(wanted, ms.member) {
			g.remove(sb.ledger, ms.member, 0)
		}
	}
	for _, m := range wanted {
		if !g.has(m) {
			sb.joinGroup(g, m, shy{}, 0)
		}
	}
	return true
}

// legacyRole is a custom role by its id, or nil.
func (cu *customer) legacyRole(id string) *legacyRole {
	for _, r := range cu.legacyRoles {
		if strconv.Itoa(r.id) == id {
			return r
		}
	}
	return nil
}

// edit changes a custom role in the console: the API cannot.
func (r *legacyRole) edit(key string, value any) bool {
	fits := true
	switch key {
	case "name":
		r.name, fits = value.(string)
	case "inheritable":
		r.inheritable, fits = value.(bool)
	case "privileges":
		r.privileges, fits = value.(map[string]any)
	case "folder_ids":
		r.folderIDs = listOf(value)
	default:
		return false
	}
	return fits
}

// editManager changes a customer manager, or the collaborator that it is.
func (c *call) editManager(m *manager, key string, value any) bool {
	permits := []any{}
	for _, id := range m.permits {
		permits = append(permits, strconv.Itoa(id))
	}
	switch key {
	case "name":
		m.who.name = fmt.Sprint(value)
		return true
	case "email":
		m.who.email = fmt.Sprint(value)
		return true
	case "role_id":
		return c.permit(m, map[string]any{"role_id": value, "permitted_workspace_ids": permits}) == nil
	case "permitted_workspace_ids":
		return c.permit(m, map[string]any{"role_id": strconv.Itoa(m.role.id), "permitted_workspace_ids": value}) == nil
	default:
		return false
	}
}

// editWorkspace365 changes an environment of Workspace 365.
func (sb *Sandbox) editWorkspace365(name, key string, value any) error {
	active, isFlag := value.(bool)
	switch {
	case key == "name":
		return sb.RenameWorkspace365Environment(name, fmt.Sprint(value))
	case key == "active" && isFlag:
		return sb.SetWorkspace365Active(name, active)
	default:
		return fmt.Errorf("%s of a Workspace 365 environment cannot become %v", key, value)
	}
}
