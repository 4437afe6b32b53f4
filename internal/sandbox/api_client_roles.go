package sandbox

import (
	"slices"
	"strconv"
)

// apiClientRole is a role of developer API clients: the endpoints that they may call.
type apiClientRole struct {
	id   int
	name string
	shy
	stamps
}

// seedAPIClientRoles gives a new customer roles to choose from, as nothing in the API
// makes the first one. Like system roles, they are not in the ledger.
func (w *world) seedAPIClientRoles(cu *customer) {
	for _, name := range []string{"Agent read only", "Agent write"} {
		cu.apiClientRoles = append(cu.apiClientRoles, &apiClientRole{id: next(&w.lastAPIClientRole), name: name, stamps: cu.stamps})
	}
}

// listAPIClientRoles follows docs.workato.com/en/oem/oem-api/api-clients.html, "List
// Developer API client roles".
func listAPIClientRoles(c *call) (reply, error) {
	cu, err := c.customer()
	if err != nil {
		return reply{}, err
	}
	items := []any{}
	for _, r := range cu.apiClientRoles {
		if r.shows() {
			items = append(items, c.apiClientRoleObject(r))
		}
	}
	return c.countedList(items)
}

// copyAPIClientRole follows
// api-docs.workato.com/oem-api/resources/api-clients/post-managed-user-id-developer-api-client-role-id-copy,
// which has no request body. What the copy is called is an assumption.
func copyAPIClientRole(c *call) (reply, error) {
	cu, err := c.customer()
	if err != nil {
		return reply{}, err
	}
	if len(c.raw) > 0 {
		if _, err := c.body(shape{}); err != nil {
			return reply{}, err
		}
	}
	source, err := cu.apiClientRole(c.path("role_id"))
	if err != nil {
		return reply{}, err
	}
	object := c.apiClientRoleObject(c.sb.addAPIClientRole(cu, "Copy of "+source.name, c))
	if c.sb.readings.APIClientRoleCopyWrapped {
		return data(object)
	}
	return ok(object)
}

func (sb *Sandbox) addAPIClientRole(cu *customer, name string, c *call) *apiClientRole {
	r := &apiClientRole{id: next(&sb.world.lastAPIClientRole), name: name, shy: c.newborn(), stamps: stamped(c.now)}
	cu.apiClientRoles = append(cu.apiClientRoles, r)
	sb.ledger.made(KindAPIClientRole, strconv.Itoa(r.id), naturalKey(strconv.Itoa(cu.id), strconv.Itoa(r.id)), c.sequence)
	return r
}

func (cu *customer) apiClientRole(id string) (*apiClientRole, error) {
	for _, r := range cu.apiClientRoles {
		if strconv.Itoa(r.id) == id {
			return r, nil
		}
	}
	return nil, errNotFound
}

// removeAPIClientRole removes a role that no client has.
func (cu *customer) removeAPIClientRole(l *ledger, r *apiClientRole, by int) bool {
	if slices.ContainsFunc(cu.apiClients, func(a *apiClient) bool { return a.role == r }) {
		return false
	}
	cu.apiClientRoles = slices.DeleteFunc(cu.apiClientRoles, func(other *apiClientRole) bool { return other == r })
	l.deleted(KindAPIClientRole, strconv.Itoa(r.id), by)
	return true
}

// apiClientRoleObject has the fields of the page on copying.
func (c *call) apiClientRoleObject(r *apiClientRole) map[string]any {
	return r.in(map[string]any{"id": c.number(r.id), "name": r.name})
}
