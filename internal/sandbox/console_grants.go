package sandbox

import (
	"fmt"
	"strconv"
)

// AddGroup makes a collaborator group and returns its id.
func (sb *Sandbox) AddGroup(customerID int, name string) (string, error) {
	id := ""
	err := sb.onCustomer(customerID, func(cu *customer) error {
		if cu.hasGroupNamed(name, nil) {
			return fmt.Errorf("customer %d has a group %q already", customerID, name)
		}
		id = (&call{sb: sb, now: sb.clock()}).addGroup(cu, name, nil).id
		return nil
	})
	return id, err
}

// AddProject makes a project in an environment and returns its id.
func (sb *Sandbox) AddProject(environmentID int, name string) (int, error) {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	for _, cu := range sb.world.customers {
		for _, ws := range cu.workspaces() {
			if ws.id == environmentID {
				f := sb.addFolder(ws, name, ws.home, &call{sb: sb, now: sb.clock()})
				return ws.projectOf(f).id, nil
			}
		}
	}
	return 0, fmt.Errorf("there is no environment with the id %d", environmentID)
}

// GrantInConsole gives a group or, where it is one, a collaborator a role in a
// project, or changes the one that is there. It returns the id of the grant.
func (sb *Sandbox) GrantInConsole(projectID int, holder, role string) (string, error) {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	for _, cu := range sb.world.customers {
		for _, ws := range cu.workspaces() {
			for _, p := range ws.projects {
				if p.id == projectID {
					return sb.grantIn(ws, p, holder, role)
				}
			}
		}
	}
	return "", fmt.Errorf("there is no project with the id %d", projectID)
}

func (sb *Sandbox) grantIn(ws *workspace, p *project, holder, role string) (string, error) {
	kind := "UserGroup"
	if _, err := ws.customer.member(holder); err == nil {
		kind = "User"
	}
	g, err := ws.customer.grantEntry(map[string]any{"assignment_type": kind, "assignment_id": holder, "project_role_id": role}, 0)
	if err != nil {
		return "", fmt.Errorf("granting %s the role %s in project %s: %w", holder, role, strconv.Itoa(p.id), err)
	}
	g.project = p
	return (&call{sb: sb, now: sb.clock()}).putGrant(ws, g).id, nil
}
