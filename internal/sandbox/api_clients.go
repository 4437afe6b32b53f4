package sandbox

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// apiClient is a developer API client of a customer.
type apiClient struct {
	id         int
	name       string
	role       *apiClientRole
	allFolders bool
	folderIDs  []int
	// environment is the one that the client works in.
	environment *workspace
	// spelled is how the request spelled its name.
	spelled string

	token        string
	tokenCount   int
	tokenUpdated time.Time
	shy
	stamps
}

func (a *apiClient) key(cu *customer) string { return naturalKey(strconv.Itoa(cu.id), a.name) }

// apiClientFields is the list on
// api-docs.workato.com/oem-api/resources/api-clients/put-managed-user-id-developer-api-clients-id,
// which that of the creation is the same as.
var apiClientFields = shape{
	"name": isText, "api_privilege_group_id": isInteger, "all_folders": isFlag, "folder_ids": isIntegers, "environment_name": isText,
}

// listAPIClients follows docs.workato.com/en/oem/oem-api/api-clients.html, "List
// Developer API clients": result holds count and items.
func listAPIClients(c *call) (reply, error) {
	cu, err := c.customer()
	if err != nil {
		return reply{}, err
	}
	items := []any{}
	for _, a := range cu.apiClients {
		if a.shows() {
			items = append(items, c.apiClientObject(a, false))
		}
	}
	return c.countedList(items)
}

// countedList answers a list of API clients or of their roles.
func (c *call) countedList(items []any) (reply, error) {
	rows := cut(items, c.pageQuery("page", "per_page"))
	if c.sb.readings.BareLists {
		return ok(rows)
	}
	return ok(map[string]any{"result": map[string]any{"count": len(items), "items": rows}})
}

// createAPIClient follows docs.workato.com/en/oem/oem-api/api-clients.html, "Create a
// Developer API client". The token is in this reply and in that of a regeneration.
// Names may repeat: no document says that they are unique.
func createAPIClient(c *call) (reply, error) {
	cu, err := c.customer()
	if err != nil {
		return reply{}, err
	}
	body, err := c.apiClientBody()
	if err != nil {
		return reply{}, err
	}
	if err := required(body, "name", "api_privilege_group_id", "all_folders"); err != nil {
		return reply{}, err
	}
	a := &apiClient{shy: c.newborn(), stamps: stamped(c.now), environment: cu.dev}
	if err := c.applyAPIClient(cu, a, body); err != nil {
		return reply{}, err
	}
	c.sb.addAPIClient(cu, a, c.sequence)
	return c.apiClientReply(a, !c.sb.readings.APIClientCreateWithoutToken)
}

func (sb *Sandbox) addAPIClient(cu *customer, a *apiClient, by int) {
	a.id = next(&sb.world.lastAPIClient)
	a.renew(a.created)
	cu.apiClients = append(cu.apiClients, a)
	sb.ledger.made(KindAPIClient, strconv.Itoa(a.id), a.key(cu), by)
}

// renew replaces the token, which is fake and tells so.
func (a *apiClient) renew(now time.Time) {
	a.tokenCount++
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %d", a.id, a.tokenCount))
	a.token, a.tokenUpdated = "sandbox-client-token-"+hex.EncodeToString(sum[:12]), now
}

func getAPIClient(c *call) (reply, error) {
	_, a, err := c.apiClient()
	if err != nil {
		return reply{}, err
	}
	if !a.shows() {
		return reply{}, errNotFound
	}
	return c.apiClientReply(a, false)
}

// updateAPIClient follows
// api-docs.workato.com/oem-api/resources/api-clients/put-managed-user-id-developer-api-clients-id,
// where no field is required, but folder_ids and environment_name are in the same
// cases as at the creation.
func updateAPIClient(c *call) (reply, error) {
	cu, a, err := c.apiClient()
	if err != nil {
		return reply{}, err
	}
	body, err := c.apiClientBody()
	if err != nil {
		return reply{}, err
	}
	if err := notBlank(body, "name", "api_privilege_group_id", "all_folders"); err != nil {
		return reply{}, err
	}
	changed := *a
	if err := c.applyAPIClient(cu, &changed, body); err != nil {
		return reply{}, err
	}
	if c.sb.readings.APIClientEnvironmentFixed {
		changed.environment, changed.spelled = a.environment, a.spelled
	}
	*a = changed
	a.updated = c.now
	c.sb.ledger.renamed(KindAPIClient, strconv.Itoa(a.id), a.key(cu))
	if c.sb.readings.APIClientUpdateSaysDone {
		return ok(map[string]any{"result": map[string]any{"success": true}})
	}
	return c.apiClientReply(a, false)
}

// apiClientBody reads the body of a creation or an update.
func (c *call) apiClientBody() (map[string]any, error) {
	fields := apiClientFields
	if c.sb.readings.APIClientEnvironmentKey {
		// The Developer API calls it environment, as clients of it know.
		fields = shape{"environment": isText}
		maps.Copy(fields, apiClientFields)
	}
	body, err := c.body(fields)
	if alias, given := body["environment"]; given && err == nil {
		body["environment_name"] = alias
	}
	return body, err
}

// applyAPIClient changes what the body gives.
func (c *call) applyAPIClient(cu *customer, a *apiClient, body map[string]any) error {
	if _, given := body["name"]; given {
		a.name = c.name(text(body, "name"))
	}
	if id, given := body["api_privilege_group_id"]; given {
		i := slices.IndexFunc(cu.apiClientRoles, func(r *apiClientRole) bool { return strconv.Itoa(r.id) == idText(id) })
		if i < 0 {
			return invalidField("api_privilege_group_id", "does not exist")
		}
		a.role = cu.apiClientRoles[i]
	}
	if err := cu.chooseEnvironment(a, body); err != nil {
		return err
	}
	if all, given := body["all_folders"].(bool); given {
		a.allFolders = all
	}
	return a.chooseFolders(body)
}

// chooseEnvironment reads environment_name, which is required when the customer has
// Environments. That a customer without them may name the one that it has is an
// assumption.
func (cu *customer) chooseEnvironment(a *apiClient, body map[string]any) error {
	name := text(body, "environment_name")
	if name == "" {
		if cu.test != nil {
			return invalidField("environment_name", "can't be blank")
		}
		return nil
	}
	for _, ws := range cu.workspaces() {
		if strings.EqualFold(name, ws.kind) || strings.EqualFold(name, longNames[ws.kind]) {
			a.environment, a.spelled = ws, name
			return nil
		}
	}
	return invalidField("environment_name", "is not an environment of the workspace")
}

// longNames are those of the sample on docs.workato.com/workato-api/api-client-apis.html.
var longNames = map[string]string{dev: "Development", test: "Test", prod: "Production"}

// chooseFolders reads folder_ids, which is required unless the client has all folders.
// That the folders must be in the client's environment is an assumption.
func (a *apiClient) chooseFolders(body map[string]any) error {
	if a.allFolders {
		a.folderIDs = nil
		return nil
	}
	list, _ := body["folder_ids"].([]any)
	if len(list) == 0 {
		return invalidField("folder_ids", "can't be blank")
	}
	a.folderIDs = nil
	for _, value := range list {
		id, err := a.environment.parent(idText(value))
		if err != nil {
			return invalidField("folder_ids", "folder %s does not exist", idText(value))
		}
		a.folderIDs = append(a.folderIDs, id)
	}
	return nil
}

// deleteAPIClient deletes a client, whose token is refused from then on
// (docs.workato.com/workato-api/api-clients).
func deleteAPIClient(c *call) (reply, error) {
	cu, a, err := c.apiClient()
	if err != nil {
		return reply{}, err
	}
	cu.removeAPIClient(c.sb.ledger, a, c.sequence)
	return done()
}

func (cu *customer) removeAPIClient(l *ledger, a *apiClient, by int) {
	cu.apiClients = slices.DeleteFunc(cu.apiClients, func(other *apiClient) bool { return other == a })
	l.deleted(KindAPIClient, strconv.Itoa(a.id), by)
}

// regenerateAPIClientToken replaces the token at once.
func regenerateAPIClientToken(c *call) (reply, error) {
	_, a, err := c.apiClient()
	if err != nil {
		return reply{}, err
	}
	if len(c.raw) > 0 {
		if _, err := c.body(shape{}); err != nil {
			return reply{}, err
		}
	}
	a.renew(c.now)
	if c.sb.readings.APIClientTokenAlone {
		return ok(map[string]any{"result": map[string]any{"token": a.tokenObject(true)}})
	}
	return c.apiClientReply(a, true)
}

// apiClient finds the client that the path names.
func (c *call) apiClient() (*customer, *apiClient, error) {
	cu, err := c.customer()
	if err != nil {
		return nil, nil, err
	}
	a, err := cu.apiClient(c.path("client_id"))
	return cu, a, err
}

func (cu *customer) apiClient(id string) (*apiClient, error) {
	for _, a := range cu.apiClients {
		if strconv.Itoa(a.id) == id {
			return a, nil
		}
	}
	return nil, errNotFound
}

func (c *call) apiClientReply(a *apiClient, withToken bool) (reply, error) {
	return ok(map[string]any{"result": c.apiClientObject(a, withToken)})
}

// apiClientObject has the fields of docs.workato.com/en/oem/oem-api/api-clients.html.
func (c *call) apiClientObject(a *apiClient, withToken bool) map[string]any {
	folders := []any{}
	for _, id := range a.folderIDs {
		folders = append(folders, c.number(id))
	}
	key := "environment_name"
	if c.sb.readings.APIClientEnvironmentKey {
		key = "environment"
	}
	return a.in(map[string]any{
		"id":                     c.number(a.id),
		"name":                   a.name,
		"api_privilege_group_id": c.number(a.role.id),
		"all_folders":            a.allFolders,
		"folder_ids":             folders,
		key:                      c.sb.readings.APIClientEnvironment.spell(a),
		"environment_id":         c.number(3000 + a.environment.id), // an id of its own in the sample
		"token":                  a.tokenObject(withToken),
	})
}

// tokenObject has the value only where it is shown.
func (a *apiClient) tokenObject(withValue bool) map[string]any {
	object := map[string]any{"updated_at": a.tokenUpdated.UTC().Format("2006-01-02T15:04:05.000Z")}
	if withValue {
		object["value"] = a.token
	}
	return object
}

// APIClientToken returns the token that works now.
func (sb *Sandbox) APIClientToken(id string) string {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	for _, cu := range sb.world.customers {
		if a, err := cu.apiClient(id); err == nil {
			return a.token
		}
	}
	return ""
}

// apiClientRoutes lists the endpoints of API clients, which there are under v2 only
// (docs.workato.com/en/oem/oem-api/resources.html).
func (sb *Sandbox) apiClientRoutes(add func(class, pattern string, answer handler)) {
	const clients = "/api/v2/managed_users/{id}/developer_api_clients"
	const roles = "/api/v2/managed_users/{id}/developer_api_client_roles"
	add(classAPIClientLists, http.MethodGet+" "+clients, listAPIClients)
	add(classAPIClients, http.MethodPost+" "+clients, createAPIClient)
	add(classAPIClients, http.MethodGet+" "+clients+"/{client_id}", getAPIClient)
	add(classAPIClients, http.MethodPut+" "+clients+"/{client_id}", updateAPIClient)
	add(classAPIClients, http.MethodDelete+" "+clients+"/{client_id}", deleteAPIClient)
	add(classAPIClients, http.MethodPost+" "+clients+"/{client_id}/regenerate", regenerateAPIClientToken)
	add(classAPIClientLists, http.MethodGet+" "+roles, listAPIClientRoles)
	add(classAPIClients, http.MethodPost+" "+roles+"/{role_id}/copy", copyAPIClientRole)
}
