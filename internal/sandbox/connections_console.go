package sandbox

import "fmt"

// AddConnection makes a connection in an environment that nobody has authorised
// yet, and returns its id.
func (sb *Sandbox) AddConnection(environmentID int, name, application string) (int, error) {
	id := 0
	err := sb.onWorkspace(environmentID, func(ws *workspace) error {
		cn := &connection{name: name, provider: application, folder: ws.home, stamps: stamped(sb.clock())}
		sb.addConnection(ws, cn, 0)
		id = cn.id
		return nil
	})
	return id, err
}

// AuthorizeConnection does what a person does who signs in to the application:
// identity is the account that they have there.
func (sb *Sandbox) AuthorizeConnection(id, identity string) error {
	return sb.onConnection(id, func(_ *workspace, cn *connection) {
		cn.status, cn.failure, cn.authorized, cn.identity = "success", nil, timestamp(sb.clock()), identity
		cn.lost, cn.lostReason = nil, nil
	})
}

// LoseConnection lets the application stop accepting the credentials.
func (sb *Sandbox) LoseConnection(id, reason string) error {
	return sb.onConnection(id, func(_ *workspace, cn *connection) {
		cn.status, cn.failure, cn.lost, cn.lostReason = "exception", reason, timestamp(sb.clock()), reason
	})
}

// UseConnection starts or stops a recipe that uses the connection.
func (sb *Sandbox) UseConnection(id string, use bool) error {
	return sb.onConnection(id, func(_ *workspace, cn *connection) { cn.inUse = use })
}

// StoredCredentials returns the input and the tokens that a connection holds, which
// no answer of the API does.
func (sb *Sandbox) StoredCredentials(id string) (input, tokens map[string]any, err error) {
	err = sb.onConnection(id, func(_ *workspace, cn *connection) { input, tokens = cn.input, cn.tokens })
	return input, tokens, err
}

func (sb *Sandbox) onConnection(id string, change func(*workspace, *connection)) error {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	for _, cu := range sb.world.customers {
		for _, ws := range cu.workspaces() {
			if cn := ws.connectionByID(id); cn != nil {
				change(ws, cn)
				return nil
			}
		}
	}
	return fmt.Errorf("there is no connection with the id %s", id)
}
