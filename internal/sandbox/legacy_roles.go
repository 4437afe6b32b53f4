package sandbox

import (
	"slices"
	"strings"
)

// legacyRole is a custom role of the older access control model.
type legacyRole struct {
	id         int
	name       string
	folderIDs  []string
	privileges map[string]any

	inheritable bool
	stamps
}

// listLegacyRoles answers a bare array
// (docs.workato.com/oem/oem-api/roles, "List custom roles").
func listLegacyRoles(c *call) (reply, error) {
	cu, err := c.customer()
	if err != nil {
		return reply{}, err
	}
	filter := strings.ToLower(c.request.URL.Query().Get("role_name"))
	items := []any{}
	for _, r := range cu.legacyRoles {
		if strings.Contains(strings.ToLower(r.name), filter) {
			items = append(items, c.legacyRoleObject(r))
		}
	}
	return ok(cut(items, c.pageQuery("page", "per_page")))
}

// copyLegacyRole is the only way to make a custom role
// (docs.workato.com/oem/oem-api/roles, "Copy custom role"). Names may repeat: no
// document says that they are unique. The reply leaves out the privileges.
func copyLegacyRole(c *call) (reply, error) {
	cu, err := c.customer()
	if err != nil {
		return reply{}, err
	}
	id, err := c.pathInt("role_id")
	if err != nil {
		return reply{}, err
	}
	i := slices.IndexFunc(cu.legacyRoles, func(r *legacyRole) bool { return r.id == id })
	if i < 0 {
		return reply{}, errNotFound
	}
	body, err := c.body(shape{"name": isText, "folder_ids": isIDs})
	if err != nil {
		return reply{}, err
	}
	if err := required(body, "name"); err != nil {
		return reply{}, err
	}
	var folders []string
	list, _ := body["folder_ids"].([]any)
	for _, folder := range list {
		folders = append(folders, idText(folder))
		if _, err := cu.dev.parent(idText(folder)); err != nil {
			return reply{}, invalidField("folder_ids", "folder %s does not exist", idText(folder))
		}
	}
	r := c.sb.addLegacyRole(cu, c.name(text(body, "name")), c)
	r.folderIDs, r.privileges = folders, cu.legacyRoles[i].privileges
	object := c.legacyRoleObject(r)
	delete(object, "privileges")
	return ok(object)
}

// legacyRoleObject has the fields of docs.workato.com/oem/oem-api/roles, where
// folder ids are strings.
func (c *call) legacyRoleObject(r *legacyRole) map[string]any {
	return r.in(map[string]any{
		"id":          c.number(r.id),
		"name":        r.name,
		"inheritable": r.inheritable,
		"folder_ids":  orEmpty(r.folderIDs),
		"privileges":  r.privileges,
	})
}
