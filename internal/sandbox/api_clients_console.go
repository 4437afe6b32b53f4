package sandbox

import (
	"fmt"
	"strconv"
	"time"
)

// The methods in this file change API clients behind the API's back, and without a
// request in the ledger. Names, roles and folders change with
// [Sandbox.SetObjectField], and clients and roles go with [Sandbox.DeleteObject].

// RegenerateAPIClientToken replaces the token of an API client.
func (sb *Sandbox) RegenerateAPIClientToken(id string) error {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	for _, cu := range sb.world.customers {
		if a, err := cu.apiClient(id); err == nil {
			a.renew(sb.clock())
			return nil
		}
	}
	return fmt.Errorf("there is no API client with the id %s", id)
}

// AddAPIClient makes an API client with access to all folders of DEV and the first
// role that there is, and returns the id.
func (sb *Sandbox) AddAPIClient(customerID int, name string) (int, error) {
	id := 0
	err := sb.onCustomer(customerID, func(cu *customer) error {
		a := &apiClient{name: name, role: cu.apiClientRoles[0], allFolders: true, environment: cu.dev, stamps: stamped(sb.clock())}
		sb.addAPIClient(cu, a, 0)
		id = a.id
		return nil
	})
	return id, err
}

// AddAPIClientRole makes a role of API clients, and returns the id.
func (sb *Sandbox) AddAPIClientRole(customerID int, name string) (int, error) {
	id := 0
	err := sb.onCustomer(customerID, func(cu *customer) error {
		id = sb.addAPIClientRole(cu, name, &call{sb: sb, now: sb.clock()}).id
		return nil
	})
	return id, err
}

// editAPIClient changes a field of an API client, or the name of a role.
func (c *call) editAPIClient(cu *customer, kind, id, key string, value any) bool {
	if kind == KindAPIClientRole {
		r, err := cu.apiClientRole(id)
		name, isName := value.(string)
		if err != nil || key != "name" || !isName {
			return false
		}
		r.name, r.updated = name, c.now
		return true
	}
	a, err := cu.apiClient(id)
	if err != nil {
		return false
	}
	switch value := value.(type) {
	case string:
		if key == "name" {
			a.name = value
			break
		}
		r, err := cu.apiClientRole(value)
		if at, isTime := time.Parse(time.RFC3339, value); isTime == nil && key == "token_updated_at" {
			a.renew(at)
			break
		}
		if key == "environment_name" {
			err = cu.chooseEnvironment(a, map[string]any{key: value})
		} else if err == nil && key == "api_privilege_group_id" {
			a.role = r
		}
		if err != nil {
			return false
		}
	case bool:
		a.allFolders = value
	case []int:
		a.folderIDs = value
	case []any:
		a.folderIDs = nil
		for _, id := range listOf(value) {
			number, err := strconv.Atoi(id)
			if err != nil {
				return false
			}
			a.folderIDs = append(a.folderIDs, number)
		}
	default:
		return false
	}
	a.updated = c.now
	c.sb.ledger.renamed(kind, id, a.key(cu))
	return true
}

// deleteAPIClientIn deletes an API client, a role of them that is not in use, or the
// assignment of a custom OAuth profile.
func (sb *Sandbox) deleteAPIClientIn(cu *customer, kind, id string) bool {
	switch kind {
	case KindAPIClient:
		if a, err := cu.apiClient(id); err == nil {
			cu.removeAPIClient(sb.ledger, a, 0)
			return true
		}
	case KindAPIClientRole:
		if r, err := cu.apiClientRole(id); err == nil {
			return cu.removeAPIClientRole(sb.ledger, r, 0)
		}
	case KindOAuthAssignment:
		for profile := range cu.oauthProfiles {
			if cu.oauthAssignmentID(profile) == id {
				cu.removeOAuthAssignment(sb.ledger, profile, 0)
				return true
			}
		}
	}
	return false
}

// removeAPIClients removes the API clients of a customer that goes away, with their
// roles.
func (cu *customer) removeAPIClients(l *ledger, by int) {
	for _, a := range cu.apiClients {
		l.deleted(KindAPIClient, strconv.Itoa(a.id), by)
	}
	for _, r := range cu.apiClientRoles {
		l.deleted(KindAPIClientRole, strconv.Itoa(r.id), by)
	}
}
