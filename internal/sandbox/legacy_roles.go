package sandbox

import (
	"strconv"
	"strings"
)

// legacyRole is a custom role of the older access control model.
type legacyRole struct {
	id         int
	name       string
	folderIDs  []int
	privileges map[string]any
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

// legacyRoleObject has the fields of docs.workato.com/oem/oem-api/roles, where
// folder ids are strings.
func (c *call) legacyRoleObject(r *legacyRole) map[string]any {
	folders := []any{}
	for _, id := range r.folderIDs {
		folders = append(folders, strconv.Itoa(id))
	}
	return r.in(map[string]any{
		"id":          c.number(r.id),
		"name":        r.name,
		"inheritable": false,
		"folder_ids":  folders,
		"privileges":  r.privileges,
	})
}
