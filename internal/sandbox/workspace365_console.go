package sandbox

import "fmt"

// The methods in this file change Workspace 365 behind the API's back, and
// without a request in the ledger.

// AddWorkspace365Environment makes an active environment with exactly this name.
func (sb *Sandbox) AddWorkspace365Environment(name string) error {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	if sb.world.workspace365.isTaken(name) {
		return fmt.Errorf("there is a Workspace 365 environment %s already", name)
	}
	sb.addWorkspace365(&w365Environment{name: name, active: true, adminEmail: "admin@customer.example"}, &call{sb: sb, now: sb.clock()})
	return nil
}

// RenameWorkspace365Environment gives an environment another name, which is only
// done on request and by no endpoint (support.workspace365.net, "Change
// Workspace environment name (CR-01)").
func (sb *Sandbox) RenameWorkspace365Environment(oldName, newName string) error {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	return sb.onWorkspace365(oldName, func(e *w365Environment) error {
		if other := sb.world.workspace365.find(newName); other != nil && other != e {
			return fmt.Errorf("there is a Workspace 365 environment %s already", newName)
		}
		entry := sb.ledger.find(KindWorkspace365Environment, e.key())
		e.name = newName
		entry.ID, entry.Key = e.key(), e.key()
		return nil
	})
}

// SetWorkspace365Active activates or deactivates an environment.
func (sb *Sandbox) SetWorkspace365Active(name string, active bool) error {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	return sb.onWorkspace365(name, func(e *w365Environment) error {
		e.active = active
		return nil
	})
}

// RegisterWorkspace365Admin lets the administrator who was invited to an empty
// environment register.
func (sb *Sandbox) RegisterWorkspace365Admin(name string) error {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	return sb.onWorkspace365(name, func(e *w365Environment) error {
		if !e.invited {
			return fmt.Errorf("nobody is invited to the Workspace 365 environment %s", name)
		}
		e.invited = false
		return nil
	})
}

// RenewProvisioningKey replaces the key and returns the new one. The old one is
// refused at once (support.workspace365.net, "Request new provisioning key
// (CR-13)").
func (sb *Sandbox) RenewProvisioningKey() string {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	sb.keyRenewals++
	return sb.currentProvisioningKey()
}

// ReplaceWorkspace365Instance lets another instance answer under the same
// address and with the same key, one without environments. Those of the first
// live on in the ledger.
func (sb *Sandbox) ReplaceWorkspace365Instance() {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	if sb.world.parked == nil {
		first := sb.world.workspace365
		sb.world.parked = &first
	}
	sb.world.workspace365 = w365Instance{}
}

// RestoreWorkspace365Instance undoes [Sandbox.ReplaceWorkspace365Instance].
func (sb *Sandbox) RestoreWorkspace365Instance() {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	if sb.world.parked != nil {
		sb.world.workspace365, sb.world.parked = *sb.world.parked, nil
	}
}

// onWorkspace365 changes one environment. The lock is held.
func (sb *Sandbox) onWorkspace365(name string, change func(*w365Environment) error) error {
	e := sb.world.workspace365.find(name)
	if e == nil {
		return fmt.Errorf("there is no Workspace 365 environment %s", name)
	}
	return change(e)
}
