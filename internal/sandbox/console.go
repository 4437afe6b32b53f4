package sandbox

import (
	"fmt"
	"slices"
	"strconv"
)

// The methods in this file act like a person in the product's console: behind
// the API's back, and without a request in the ledger.

// AddCustomer makes a customer with the current access control model and
// returns its id.
func (sb *Sandbox) AddCustomer(name string) int { return sb.addCustomer(name, false) }

// AddLegacyCustomer makes a customer with legacy roles and returns its id.
func (sb *Sandbox) AddLegacyCustomer(name string) int { return sb.addCustomer(name, true) }

func (sb *Sandbox) addCustomer(name string, legacy bool) int {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	c := &call{sb: sb, now: sb.clock()}
	cu := sb.world.newCustomer(c)
	cu.legacy, cu.hidden = legacy, 0
	cu.fields["name"] = name
	cu.fields["notification_email"] = "ops@customer.example"
	sb.world.adopt(c, cu)
	return cu.id
}

// ProvisionInConsole turns Environments on for a customer.
func (sb *Sandbox) ProvisionInConsole(customerID int) error {
	return sb.onCustomer(customerID, func(cu *customer) error {
		if cu.test != nil || cu.provisioning != nil {
			return fmt.Errorf("customer %d has Environments already", customerID)
		}
		sb.provision(cu, nil, 0, sb.clock())
		return nil
	})
}

// SetCustomerField changes a field of a customer under the API's name for it;
// nil clears it.
func (sb *Sandbox) SetCustomerField(customerID int, key string, value any) error {
	return sb.onCustomer(customerID, func(cu *customer) error {
		if _, known := updateFields[key]; !known || key == "environments" {
			return fmt.Errorf("%s is not a field of a customer that can change", key)
		}
		c := &call{sb: sb, now: sb.clock()}
		c.applyCustomer(cu, map[string]any{key: value}, nil)
		cu.updated = c.now
		sb.ledger.renamed(KindCustomer, strconv.Itoa(cu.id), cu.key())
		return nil
	})
}

// DeleteCustomer deletes a customer with everything that it holds.
func (sb *Sandbox) DeleteCustomer(customerID int) error {
	return sb.DeleteObject(KindCustomer, strconv.Itoa(customerID))
}

// AddMember adds a collaborator who has accepted an invitation, and returns the
// id.
func (sb *Sandbox) AddMember(customerID int, name, email string) (int, error) {
	id := 0
	err := sb.onCustomer(customerID, func(cu *customer) error {
		role := "Member"
		if cu.legacy {
			role = "Analyst"
		}
		m := &member{
			name: name, email: email, timeZone: defaultTimeZone,
			roles: map[string]string{dev: role}, stamps: stamped(sb.clock()),
		}
		sb.addMember(cu, m, 0)
		id = m.id
		return nil
	})
	return id, err
}

// AddLegacyRole makes a custom role for a customer with legacy roles, and
// returns the id.
func (sb *Sandbox) AddLegacyRole(customerID int, name string) (int, error) {
	id := 0
	err := sb.onCustomer(customerID, func(cu *customer) error {
		if !cu.legacy {
			return fmt.Errorf("customer %d does not use legacy roles", customerID)
		}
		id = sb.addLegacyRole(cu, name, &call{sb: sb, now: sb.clock()}).id
		return nil
	})
	return id, err
}

// AddRole makes a role of the kind [KindEnvironmentRole] or [KindProjectRole] for a
// customer on the current model, and returns the id. Its type is custom, inheritable or
// inherited: the last is a role of the partner, as the customer sees it.
func (sb *Sandbox) AddRole(customerID int, kind, name, origin string, config map[string]any) (string, error) {
	id := ""
	err := sb.onCustomer(customerID, func(cu *customer) error {
		k := roleKindOf(kind)
		if cu.legacy || k == nil {
			return fmt.Errorf("customer %d has no roles of the kind %s", customerID, kind)
		}
		r := &role{id: k.newID(&call{sb: sb}), name: name, origin: origin, config: config, stamps: stamped(sb.clock())}
		id = r.id
		if r.foreign() {
			list := k.of(cu)
			*list = append(*list, r)
			return nil
		}
		k.add(sb.ledger, cu, r, 0)
		return nil
	})
	return id, err
}

// SetMemberRole gives a collaborator a role in an environment, dev, test or prod.
func (sb *Sandbox) SetMemberRole(customerID, memberID int, environment, role string) error {
	return sb.onCustomer(customerID, func(cu *customer) error {
		m, err := cu.member(strconv.Itoa(memberID))
		if err == nil {
			m.roles[environment] = role
		}
		return err
	})
}

// DeleteObject deletes an object of any kind in the ledger, with what depends
// on it. Environments cannot be deleted: there is no way back to one workspace.
func (sb *Sandbox) DeleteObject(kind, id string) error {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	if kind == KindWorkspace365Environment {
		return sb.onWorkspace365(id, func(e *w365Environment) error {
			sb.removeWorkspace365(e, 0)
			return nil
		})
	}
	if m := sb.world.manager(id); kind == KindCustomerManager && m != nil {
		sb.removeManager(m, 0)
		return nil
	}
	for _, cu := range sb.world.customers {
		if sb.deleteIn(cu, kind, id) {
			return nil
		}
	}
	return fmt.Errorf("there is no %s with the id %s that can be deleted", kind, id)
}

func (sb *Sandbox) deleteIn(cu *customer, kind, id string) bool {
	switch kind {
	case KindCustomer:
		if strconv.Itoa(cu.id) == id {
			sb.world.removeCustomer(sb.ledger, cu, 0)
			return true
		}
	case KindMember:
		if m, err := cu.member(id); err == nil {
			cu.removeMember(sb.ledger, m, 0)
			return true
		}
	case KindUserGroup:
		if g, err := cu.group(id); err == nil && !g.system {
			cu.removeGroup(sb.ledger, g, 0)
			return true
		}
	case KindGroupMember:
		for _, g := range cu.groups {
			for _, ms := range g.members {
				if membershipID(g, ms.member) == id {
					g.remove(sb.ledger, ms.member, 0)
					return true
				}
			}
		}
	case KindEnvironmentRole, KindProjectRole:
		k := roleKindOf(kind)
		if r, err := k.find(cu, id); err == nil && !r.foreign() {
			k.remove(sb.ledger, cu, r, 0)
			return true
		}
	case KindCustomRole:
		before := len(cu.legacyRoles)
		cu.legacyRoles = slices.DeleteFunc(cu.legacyRoles, func(r *legacyRole) bool { return strconv.Itoa(r.id) == id })
		if len(cu.legacyRoles) < before {
			sb.ledger.deleted(KindCustomRole, id, 0)
			return true
		}
	case KindAPIClient, KindAPIClientRole, KindOAuthAssignment:
		return sb.deleteAPIClientIn(cu, kind, id)
	}
	for _, ws := range cu.workspaces() {
		if sb.deleteInWorkspace(ws, kind, id) {
			return true
		}
	}
	return false
}

func (sb *Sandbox) deleteInWorkspace(ws *workspace, kind, id string) bool {
	switch kind {
	case KindFolder:
		for _, f := range ws.folders {
			if strconv.Itoa(f.id) == id && ws.projectOf(f) == nil {
				ws.removeFolder(sb.ledger, f, 0)
				return true
			}
		}
	case KindProject:
		for _, p := range ws.projects {
			if strconv.Itoa(p.id) == id {
				ws.removeProject(sb.ledger, p, 0)
				return true
			}
		}
	case KindProperty:
		before := len(ws.properties)
		ws.removeProperties(sb.ledger, 0, func(p *property) bool { return p.id(ws) == id })
		return len(ws.properties) < before
	case KindConnection:
		if cn := ws.connectionByID(id); cn != nil {
			ws.removeConnection(sb.ledger, cn, 0)
			return true
		}
	case KindProjectGrant:
		before := len(ws.grants)
		ws.removeGrantsWhere(sb.ledger, 0, func(g *grant) bool { return g.id == id })
		return len(ws.grants) < before
	}
	return false
}

// RevokeToken makes the API refuse its token, as if the API client had been
// deleted.
func (sb *Sandbox) RevokeToken() { sb.setRevoked(true) }

// RestoreToken undoes [Sandbox.RevokeToken].
func (sb *Sandbox) RestoreToken() { sb.setRevoked(false) }

func (sb *Sandbox) setRevoked(revoked bool) {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	sb.tokenRevoked = revoked
}

// HideCustomers puts every customer out of the token's scope: the list is empty
// and all else answers 404.
func (sb *Sandbox) HideCustomers(hide bool) {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	sb.customersGone = hide
}

// onCustomer changes one customer.
func (sb *Sandbox) onCustomer(id int, change func(*customer) error) error {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	for _, cu := range sb.world.customers {
		if cu.id == id {
			return change(cu)
		}
	}
	return fmt.Errorf("there is no customer with the id %d", id)
}
