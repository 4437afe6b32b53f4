package sandbox

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// connection is a connection of one environment to an application.
type connection struct {
	id          int
	name        string
	provider    string
	description any
	externalID  any
	folder      int
	parent      int // 0 for none
	shell       bool
	tags        []string

	// input and tokens are credentials, which no answer ever holds.
	input, tokens map[string]any

	status, failure, authorized, identity, lost, lostReason any
	// inUse is set while an active recipe uses it.
	inUse bool
	shy
	stamps
}

// key is the natural key of a connection. An external id is that of the user who
// owns it, who may have one to each application.
func (cn *connection) key(ws *workspace) string {
	if external, isText := cn.externalID.(string); isText {
		return naturalKey(strconv.Itoa(ws.id), "external_id="+external, cn.provider, strconv.Itoa(cn.parent))
	}
	return naturalKey(strconv.Itoa(ws.id), strconv.Itoa(cn.folder), cn.provider, cn.name)
}

// connectionFields is the list on
// api-docs.workato.com/oem-api/resources/connections/post-managed-users-managed-user-id-connections.
var connectionFields = shape{
	"name": isText, "provider": isText, "folder_id": isID, "parent_id": isID, "external_id": isText,
	"shell_connection": isFlag, "input": isObject, "oauth_token_pair": isObject,
}

// connectionUpdateFields is the list on
// api-docs.workato.com/oem-api/resources/connections/put-managed-users-managed-user-id-connections-connection-id.
var connectionUpdateFields = shape{
	"name": isText, "folder_id": isID, "parent_id": isID, "external_id": isText, "input": isObject, "oauth_token_pair": isObject,
}

// oauthApplications are some whose connections a person authorises: creating one
// with its credentials is "not supported for OAuth type connections" (the page of
// connectionFields), except by a pair of tokens.
var oauthApplications = []string{"salesforce", "gmail", "google_sheets", "slack"}

// listConnections follows docs.workato.com/en/oem/oem-api/connections.html. Runtime
// user connections are those of users of a parent connection, and are listed on
// demand.
func listConnections(c *call) (reply, error) {
	ws, err := c.workspace()
	if err != nil {
		return reply{}, err
	}
	query := c.request.URL.Query()
	folder := query.Get("folder_id")
	if _, err := ws.parent(folder); folder != "" && err != nil && c.sb.readings.ConnectionFolderMissing {
		return reply{}, errNotFound
	}
	tags := slices.Contains(query["includes[]"], "tags")
	items := []any{}
	for _, cn := range ws.connections {
		wanted := func(key, value string) bool { return query.Get(key) == "" || query.Get(key) == value }
		runtime := cn.parent != 0 && cn.externalID != nil && query.Get("include_runtime_connections") != "true"
		matches := !runtime && wanted("provider", cn.provider) && wanted("folder_id", strconv.Itoa(cn.folder)) &&
			wanted("parent_id", strconv.Itoa(cn.parent)) && wanted("external_id", idText(cn.externalID))
		if (matches || c.sb.readings.ConnectionFiltersIgnored) && cn.shows() {
			items = append(items, c.connectionRow(cn, tags))
		}
	}
	if c.sb.readings.ConnectionListWhole {
		return ok(map[string]any{"result": items})
	}
	return c.resultList(items)
}

// createConnection makes a connection: a shell, which keeps what it is given
// without testing it, or one that is tested and established. Names may repeat: no
// document says that they are unique.
func createConnection(c *call) (reply, error) {
	ws, err := c.workspace()
	if err != nil {
		return reply{}, err
	}
	body, err := c.body(connectionFields)
	if err != nil {
		return reply{}, err
	}
	if err := required(body, "name", "provider"); err != nil {
		return reply{}, err
	}
	shell, _ := body["shell_connection"].(bool)
	cn := &connection{
		name: c.name(text(body, "name")), provider: text(body, "provider"), folder: ws.home, shell: shell,
		shy: c.newborn(), stamps: stamped(c.now),
	}
	if err := c.changeConnection(ws, cn, body); err != nil {
		return reply{}, err
	}
	c.sb.addConnection(ws, cn, c.sequence)
	return c.connectionReply(cn)
}

func (sb *Sandbox) addConnection(ws *workspace, cn *connection, by int) {
	cn.id = next(&sb.world.lastConnection)
	ws.connections = append(ws.connections, cn)
	sb.ledger.made(KindConnection, strconv.Itoa(cn.id), cn.key(ws), by)
}

// updateConnection changes what the body gives. The application is not among it.
func updateConnection(c *call) (reply, error) {
	ws, cn, err := c.connection()
	if err != nil {
		return reply{}, err
	}
	fields := connectionUpdateFields
	if c.sb.readings.ConnectionUpdateShell != ConnectionUpdateShellRefused {
		fields = maps.Clone(fields)
		fields["shell_connection"] = isFlag
	}
	body, err := c.body(fields)
	if err != nil {
		return reply{}, err
	}
	if err := notBlank(body, "name"); err != nil {
		return reply{}, err
	}
	changed := *cn
	if c.sb.readings.ConnectionUpdateShell == ConnectionUpdateShellTests {
		if _, given := body["shell_connection"]; given || hasCredentials(body) {
			changed.shell, _ = body["shell_connection"].(bool)
		}
	}
	if name, given := body["name"]; given {
		changed.name = c.name(fmt.Sprint(name))
	}
	if err := c.changeConnection(ws, &changed, body); err != nil {
		return reply{}, err
	}
	*cn = changed
	cn.updated = c.now
	c.sb.ledger.renamed(KindConnection, strconv.Itoa(cn.id), cn.key(ws))
	return c.connectionReply(cn)
}

// changeConnection applies what creation and update have in common.
func (c *call) changeConnection(ws *workspace, cn *connection, body map[string]any) error {
	if id := body["folder_id"]; id != nil {
		folder, err := ws.parent(idText(id))
		if err != nil {
			return invalidField("folder_id", "does not exist")
		}
		cn.folder = folder
	}
	if id, given := body["parent_id"]; given && (id != nil || !c.sb.readings.ConnectionNullIgnored) {
		cn.parent = 0
		if id != nil {
			parent := ws.connectionByID(idText(id))
			if parent == nil || parent.provider != cn.provider || parent.id == cn.id {
				return invalidField("parent_id", "must be a connection of the same provider")
			}
			cn.parent = parent.id
		}
	}
	if id, given := body["external_id"]; given && (id != nil || !c.sb.readings.ConnectionNullIgnored) {
		cn.externalID = id
	}
	return c.authorize(cn, body)
}

func hasCredentials(body map[string]any) bool {
	return body["input"] != nil || body["oauth_token_pair"] != nil
}

// authorize stores the credentials of a body and tests them, unless they are those
// of a shell. The sandbox has nothing to test them against: they fail if a value
// among them contains the word "wrong".
func (c *call) authorize(cn *connection, body map[string]any) error {
	if !hasCredentials(body) {
		return nil
	}
	if pair, given := body["oauth_token_pair"].(map[string]any); given {
		if err := (shape{"access_token": isText, "refresh_token": isText}).check(pair); err != nil {
			return err
		}
		cn.tokens = pair
	}
	if input, given := body["input"].(map[string]any); given {
		cn.input = input
	}
	cn.status, cn.failure, cn.authorized, cn.lost, cn.lostReason = nil, nil, nil, nil, nil
	byPerson := cn.tokens == nil && slices.Contains(oauthApplications, cn.provider)
	if cn.shell || byPerson {
		return nil
	}
	given, err := json.Marshal([]any{cn.input, cn.tokens})
	if err != nil {
		return err
	}
	if !strings.Contains(string(given), "wrong") {
		cn.status, cn.authorized = "success", timestamp(c.now)
		return nil
	}
	const refused = "The application did not accept the credentials"
	switch c.sb.readings.ConnectionTest {
	case ConnectionTestKeeps:
		cn.status, cn.failure = "failed", refused
		return nil
	case ConnectionTestKeepsEcho:
		cn.status, cn.failure = "failed", fmt.Sprintf("%s: %s", refused, given)
		return nil
	case ConnectionTestEchoes:
		return &apiError{
			status: http.StatusUnprocessableEntity, message: fmt.Sprintf("%s: %s", refused, c.raw),
			errors: map[string]any{"input": []string{"is not accepted: " + string(given)}},
		}
	case ConnectionTestRefuses:
	}
	return invalidField("input", "is not accepted: %s", refused)
}

// disconnectConnection drops the credentials, and does nothing where there are none
// (api-docs.workato.com/oem-api/resources/connections/post-managed-users-managed-user-id-connections-connection-id-disconnect).
func disconnectConnection(c *call) (reply, error) {
	_, cn, err := c.connection()
	if err != nil {
		return reply{}, err
	}
	body, err := c.body(shape{"force": isText})
	if err != nil {
		return reply{}, err
	}
	if cn.inUse && cn.status != nil && text(body, "force") != "true" {
		return reply{}, badRequest("Connection is used by active recipes")
	}
	cn.status, cn.failure, cn.authorized, cn.identity, cn.input, cn.tokens = nil, nil, nil, nil, nil, nil
	cn.updated = c.now
	return ok(map[string]any{"result": []any{}})
}

// deleteConnection follows
// api-docs.workato.com/oem-api/resources/connections. That one in use is refused is
// an assumption.
func deleteConnection(c *call) (reply, error) {
	ws, cn, err := c.connection()
	if err != nil {
		return reply{}, err
	}
	if cn.inUse {
		return reply{}, badRequest("Connection is used by active recipes")
	}
	if cn.status != nil && c.sb.readings.ConnectionDeleteConnected {
		return reply{}, badRequest("Connection must be disconnected first")
	}
	ws.removeConnection(c.sb.ledger, cn, c.sequence)
	return done()
}

func (ws *workspace) removeConnection(l *ledger, cn *connection, by int) {
	ws.connections = slices.DeleteFunc(ws.connections, func(other *connection) bool { return other == cn })
	l.deleted(KindConnection, strconv.Itoa(cn.id), by)
}

// removeConnectionsIn removes the connections in a folder, which go with it.
func (ws *workspace) removeConnectionsIn(l *ledger, folder, by int) {
	for _, cn := range slices.Clone(ws.connections) {
		if cn.folder == folder {
			ws.removeConnection(l, cn, by)
		}
	}
}

// connection finds the connection that the path names. Connections belong to one
// environment (docs.workato.com/oem/embedded-environments/embedded-environments-api).
func (c *call) connection() (*workspace, *connection, error) {
	ws, err := c.workspace()
	if err != nil {
		return nil, nil, err
	}
	for _, ws := range c.reach(ws) {
		if cn := ws.connectionByID(c.path("connection_id")); cn != nil {
			return ws, cn, nil
		}
	}
	return nil, nil, errNotFound
}

func (ws *workspace) connectionByID(id string) *connection {
	for _, cn := range ws.connections {
		if strconv.Itoa(cn.id) == id {
			return cn
		}
	}
	return nil
}

// connectionReply answers a write.
func (c *call) connectionReply(cn *connection) (reply, error) {
	if c.sb.readings.ConnectionReplyShort {
		return ok(map[string]any{"result": map[string]any{"id": c.number(cn.id), "name": cn.name}})
	}
	object := c.connectionObject(cn)
	for _, listed := range []string{"description", "identity", "connection_lost_at", "connection_lost_reason"} {
		delete(object, listed) // Not on the pages of creation and update.
	}
	return ok(object)
}

// connectionRow is a row of the list; tags are shown on demand.
func (c *call) connectionRow(cn *connection, tags bool) map[string]any {
	object := c.connectionObject(cn)
	if tags {
		object["tags"] = orEmpty(cn.tags)
	}
	if c.sb.readings.ConnectionApplicationKey {
		delete(object, "provider")
		object["application"] = strings.ReplaceAll(strings.ToUpper(cn.provider[:1])+cn.provider[1:], "_", " ")
	}
	return object
}

// connectionObject has the fields of
// docs.workato.com/en/oem/oem-api/connections.html and of Connection in the API's own
// specification (github.com/workato-devs/workato-platform-cli, workato-api-spec.yaml).
func (c *call) connectionObject(cn *connection) map[string]any {
	object := map[string]any{
		"id": c.number(cn.id), "name": cn.name, "provider": cn.provider, "description": cn.description,
		"external_id": cn.externalID, "folder_id": c.number(cn.folder), "parent_id": nil, "identity": cn.identity,
		"authorized_at": cn.authorized, "authorization_status": cn.status, "authorization_error": cn.failure,
		"connection_lost_at": cn.lost, "connection_lost_reason": cn.lostReason,
	}
	if cn.parent != 0 {
		object["parent_id"] = c.number(cn.parent)
	}
	return cn.in(object)
}

// editConnection changes a field of a connection in the console.
func (c *call) editConnection(ws *workspace, cn *connection, key string, value any) bool {
	name, isName := value.(string)
	switch key {
	case "name":
		if !isName {
			return false
		}
		cn.name = name
	case "description":
		cn.description = value
	case "external_id":
		cn.externalID = value
	case "authorization_status":
		cn.status = value
	case "tags":
		cn.tags = strings.Fields(fmt.Sprint(value))
	case "folder_id", "parent_id":
		if c.changeConnection(ws, cn, map[string]any{key: value}) != nil {
			return false
		}
	default:
		return false
	}
	cn.updated = c.now
	c.sb.ledger.renamed(KindConnection, strconv.Itoa(cn.id), cn.key(ws))
	return true
}
