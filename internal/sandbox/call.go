package sandbox

import (
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// call is one request on its way through a handler. Handlers run one at a time
// under the sandbox's lock.
type call struct {
	sb       *Sandbox
	request  *http.Request
	raw      []byte
	sequence int
	now      time.Time

	// endpoint is the one that answers; a handler that serves two says which.
	endpoint Endpoint

	// idle is set by a write that is answered with success and changes nothing.
	idle bool
}

// path returns a wildcard of the route, decoded.
func (c *call) path(name string) string { return c.request.PathValue(name) }

// pathInt returns a wildcard that stands for an integer id.
func (c *call) pathInt(name string) (int, error) {
	id, err := strconv.Atoi(c.path(name))
	if err != nil {
		return 0, errNotFound
	}
	return id, nil
}

// number spells an integer id for a reply.
func (c *call) number(id int) any {
	if c.sb.readings.StringIDs {
		return strconv.Itoa(id)
	}
	return id
}

// body returns the request's JSON object after comparing it with the closed
// list of its fields. Requests must say that they are JSON
// (docs.workato.com/oem/oem-api, "Supported formats").
func (c *call) body(fields shape) (map[string]any, error) {
	if len(c.raw) == 0 {
		return nil, badRequest("Bad request: the body is empty")
	}
	if !c.sendsJSON() {
		return nil, &apiError{status: http.StatusUnsupportedMediaType, message: "Content-Type must be application/json"}
	}
	value, err := decodeBody(c.raw)
	if err != nil {
		return nil, badRequest("Bad request: %s", err)
	}
	object, isMap := value.(map[string]any)
	if !isMap {
		return nil, badRequest("Bad request: the body must be a JSON object")
	}
	return object, fields.check(object)
}

// sendsJSON tells whether the request says that its body is JSON.
func (c *call) sendsJSON() bool {
	mediaType, _, err := mime.ParseMediaType(c.request.Header.Get("Content-Type"))
	return err == nil && mediaType == "application/json"
}

// wrapped returns the object inside a body that has exactly one key.
func (c *call) wrapped(key string, fields shape) (map[string]any, error) {
	body, err := c.body(shape{key: isObject})
	if err != nil {
		return nil, err
	}
	inner, isMap := body[key].(map[string]any)
	if !isMap {
		return nil, badRequest("Bad request: %s is missing", key)
	}
	return inner, fields.check(inner)
}

// customer finds the customer that the path names by its id, or by E and its
// external id (docs.workato.com/oem/oem-api/managed-users). The ids of TEST and
// PROD do not name the customer: the documents speak of the id of the customer
// here, and of the id of the environment elsewhere.
func (c *call) customer() (*customer, error) {
	ws, err := c.workspace()
	if err != nil {
		return nil, err
	}
	if ws.kind != dev {
		return nil, errNotFound
	}
	return ws.customer, nil
}

// workspace finds the environment that the path names
// (docs.workato.com/oem/embedded-environments/embedded-environments-api).
func (c *call) workspace() (*workspace, error) {
	if c.sb.customersGone {
		return nil, errNotFound
	}
	id := c.path("id")
	external, byExternalID := strings.CutPrefix(id, "E")
	for _, cu := range c.sb.world.customers {
		for _, ws := range cu.workspaces() {
			if byExternalID && ws.externalID == external || !byExternalID && strconv.Itoa(ws.id) == id {
				return ws, nil
			}
		}
	}
	return nil, errNotFound
}

// reach lists the environments whose projects the path's id can address.
func (c *call) reach(ws *workspace) []*workspace {
	if ws.kind == dev && c.sb.readings.DevIDReachesAll {
		return ws.customer.workspaces()
	}
	return []*workspace{ws}
}

// rbacCustomer is customer for endpoints of the current access control model,
// which refuse a workspace on legacy roles
// (docs.workato.com/en/user-accounts-and-teams/role-based-access/rbac2-migration-api-changes).
func (c *call) rbacCustomer() (*customer, error) {
	cu, err := c.customer()
	if err != nil {
		return nil, err
	}
	err = c.mustUseRBAC(cu)
	return cu, err
}

func (c *call) rbacWorkspace() (*workspace, error) {
	ws, err := c.workspace()
	if err != nil {
		return nil, err
	}
	err = c.mustUseRBAC(ws.customer)
	return ws, err
}

func (c *call) mustUseRBAC(cu *customer) error {
	if cu.legacy {
		return c.sb.readings.LegacyRefusal.refusal()
	}
	return nil
}

// email cleans an e-mail address as the chosen reading says.
func (c *call) email(value any) any {
	address, isString := value.(string)
	if !isString || !c.sb.readings.LowercaseEmails {
		return value
	}
	return strings.ToLower(strings.TrimSpace(address))
}

// name cleans a name as the chosen reading says.
func (c *call) name(name string) string {
	if c.sb.readings.TrimNames {
		return strings.TrimSpace(name)
	}
	return name
}

// newborn is the shyness of an object made by this call.
func (c *call) newborn() shy { return shy{hidden: c.sb.readings.ReadLag} }

// nameMatches applies the name filter of a list. The documents do not say
// whether it compares or searches; clients saw searching, without case.
func (c *call) nameMatches(name string) bool {
	filter := c.request.URL.Query().Get("name")
	return strings.Contains(strings.ToLower(name), strings.ToLower(filter))
}
