package sandbox

import (
	"fmt"
	"strconv"
)

// SetProperty sets a property of an environment, or of one of its projects unless
// projectID is empty.
func (sb *Sandbox) SetProperty(environmentID int, projectID, name, value string) error {
	return sb.onProperties(environmentID, projectID, func(c *call, ws *workspace, scope *project) error {
		c.setProperty(ws, scope, name, value)
		return nil
	})
}

// RemoveProperty removes a property, which the API cannot do.
func (sb *Sandbox) RemoveProperty(environmentID int, projectID, name string) error {
	return sb.onProperties(environmentID, projectID, func(_ *call, ws *workspace, scope *project) error {
		p := ws.property(scope, name)
		if p == nil {
			return fmt.Errorf("environment %d has no property %q", environmentID, name)
		}
		ws.removeProperties(sb.ledger, 0, func(other *property) bool { return other == p })
		return nil
	})
}

// Property returns the value of a property, and whether there is one.
func (sb *Sandbox) Property(environmentID int, projectID, name string) (value string, exists bool) {
	_ = sb.onProperties(environmentID, projectID, func(_ *call, ws *workspace, scope *project) error {
		if p := ws.property(scope, name); p != nil {
			value, exists = p.value, true
		}
		return nil
	})
	return value, exists
}

func (sb *Sandbox) onProperties(environmentID int, projectID string, change func(*call, *workspace, *project) error) error {
	return sb.onWorkspace(environmentID, func(ws *workspace) error {
		scope := ws.project(projectID)
		if projectID != "" && scope == nil {
			return fmt.Errorf("environment %d has no project %q", environmentID, projectID)
		}
		return change(&call{sb: sb, now: sb.clock()}, ws, scope)
	})
}

// MoveFolder moves a folder into another one of its environment.
func (sb *Sandbox) MoveFolder(environmentID int, id, parentID string) error {
	return sb.onWorkspace(environmentID, func(ws *workspace) error {
		for _, f := range ws.folders {
			if strconv.Itoa(f.id) == id && (&call{sb: sb, now: sb.clock()}).editFolder(ws, f, "parent_id", parentID) {
				return nil
			}
		}
		return fmt.Errorf("environment %d has no folder %q that can be moved to %q", environmentID, id, parentID)
	})
}

// onWorkspace changes one environment.
func (sb *Sandbox) onWorkspace(id int, change func(*workspace) error) error {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	for _, cu := range sb.world.customers {
		for _, ws := range cu.workspaces() {
			if ws.id == id {
				return change(ws)
			}
		}
	}
	return fmt.Errorf("there is no environment with the id %d", id)
}
