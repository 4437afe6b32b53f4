package sandbox

import (
	"fmt"
	"slices"
	"strconv"
)

// ManagerReadings are the answers to questions that the public documents leave open
// about customer managers.
type ManagerReadings struct {
	// CustomerManagerItem is how a manager shows the customers that it has access to.
	CustomerManagerItem CustomerManagerItem `json:"customer_manager_item"`
	// CustomerManagerRoleOnly lets an update change the role alone, as the older page
	// has it, and ignores the rest.
	CustomerManagerRoleOnly bool `json:"customer_manager_role_only"`
	// CustomerManagerUserIDs gives users other ids than collaborators of the admin
	// workspace.
	CustomerManagerUserIDs bool `json:"customer_manager_user_ids"`
	// MembersHaveManagers puts customer managers among the collaborators of a customer.
	MembersHaveManagers MembersHaveManagers `json:"members_have_managers"`
}

// CustomerManagerItem names the forms in which a manager is shown.
type CustomerManagerItem int

// The forms of a manager: the newest page has moderated_workspaces, and its older copies
// nothing; the request has permitted_workspace_ids.
const (
	CustomerManagerItemModerated CustomerManagerItem = iota
	CustomerManagerItemPlain
	CustomerManagerItemPermitted
)

func (CustomerManagerItem) words() []string { return []string{"moderated", "plain", "permitted"} }

// MarshalText writes the word for the value.
func (v CustomerManagerItem) MarshalText() ([]byte, error) { return spell(v) }

// UnmarshalText reads the word for a value.
func (v *CustomerManagerItem) UnmarshalText(text []byte) error { return read(v, text) }

// MembersHaveManagers names the ways in which a customer manager is told from other
// collaborators: grant_type is documented to say so, but not how.
type MembersHaveManagers int

// The values of grant_type: of a manager and of everybody else.
const (
	// ManagersAreManagers has customer_manager for managers and team for others.
	ManagersAreManagers MembersHaveManagers = iota
	// ManagersAreUsers has user for managers and team for others.
	ManagersAreUsers
	// EverybodyIsUser has user for everybody.
	EverybodyIsUser
)

func (MembersHaveManagers) words() []string { return []string{"customer_manager", "user", "unmarked"} }

// MarshalText writes the word for the value.
func (v MembersHaveManagers) MarshalText() ([]byte, error) { return spell(v) }

// UnmarshalText reads the word for a value.
func (v *MembersHaveManagers) UnmarshalText(text []byte) error { return read(v, text) }

// grantType tells team members from customer managers
// (docs.workato.com/oem/oem-api/managed-users).
func (c *call) grantType(m *member) string {
	switch reading := c.sb.readings.MembersHaveManagers; {
	case reading == EverybodyIsUser, reading == ManagersAreUsers && m.manages:
		return "user"
	case m.manages:
		return "customer_manager"
	default:
		return "team"
	}
}

// collaborator is somebody who works in the admin workspace.
type collaborator struct {
	id          int
	name, email string
}

// adminRole is a role of the admin workspace. The ids are those of the sample.
type adminRole struct {
	id     int
	name   string
	system bool
}

var adminRoles = []adminRole{{2, "Admin", true}, {3, "Analyst", true}, {247, "Customer Admin", false}}

// manager is a collaborator of the admin workspace with access to customers.
type manager struct {
	id      int
	who     *collaborator
	role    adminRole
	permits []int // none is all
	shy
}

// createFields are those of
// api-docs.workato.com/oem-api/resources/customer-managers/post-customer-managers.
// The older pages send role_id as a string.
var (
	managerFields       = shape{"team_collaborator_id": isID, "role_id": isID, "permitted_workspace_ids": isIDs}
	managerUpdateFields = shape{"role_id": isID, "permitted_workspace_ids": isIDs}
)

// listCustomerManagers follows docs.workato.com/oem/oem-api/customer-managers, which
// knows no pages.
func listCustomerManagers(c *call) (reply, error) {
	items := []any{}
	for _, m := range c.sb.world.managers {
		if m.shows() {
			items = append(items, c.managerObject(m))
		}
	}
	return ok(map[string]any{"result": map[string]any{"items": items}})
}

// createCustomerManager refuses a collaborator who is a manager already; what the API
// does is not documented.
func createCustomerManager(c *call) (reply, error) {
	body, err := c.body(managerFields)
	if err != nil {
		return reply{}, err
	}
	if err := required(body, "team_collaborator_id", "role_id"); err != nil {
		return reply{}, err
	}
	w := c.sb.world
	i := slices.IndexFunc(w.collaborators, func(p *collaborator) bool { return strconv.Itoa(p.id) == idText(body["team_collaborator_id"]) })
	if i < 0 {
		return reply{}, invalidField("team_collaborator_id", "does not exist")
	}
	m := &manager{who: w.collaborators[i], shy: c.newborn()}
	if slices.ContainsFunc(w.managers, func(other *manager) bool { return other.who == m.who }) {
		return reply{}, invalidField("team_collaborator_id", "has already been taken")
	}
	if err := c.permit(m, body); err != nil {
		return reply{}, err
	}
	m.id = next(&w.lastManager)
	w.managers = append(w.managers, m)
	c.sb.ledger.made(KindCustomerManager, strconv.Itoa(m.id), strconv.Itoa(m.who.id), c.sequence)
	return ok(map[string]any{"result": c.managerObject(m)})
}

// updateCustomerManager follows
// api-docs.workato.com/oem-api/resources/customer-managers/put-customer-managers-id:
// without permitted_workspace_ids, the manager gets access to all customers.
func updateCustomerManager(c *call) (reply, error) {
	m, err := c.manager()
	if err != nil {
		return reply{}, err
	}
	body, err := c.body(managerUpdateFields)
	if err != nil {
		return reply{}, err
	}
	if err := required(body, "role_id"); err != nil {
		return reply{}, err
	}
	before := m.permits
	if err := c.permit(m, body); err != nil {
		return reply{}, err
	}
	if c.sb.readings.CustomerManagerRoleOnly {
		m.permits = before
	}
	return ok(map[string]any{"result": c.managerObject(m)})
}

func deleteCustomerManager(c *call) (reply, error) {
	m, err := c.manager()
	if err != nil {
		return reply{}, err
	}
	c.sb.removeManager(m, c.sequence)
	return done()
}

func (sb *Sandbox) removeManager(m *manager, by int) {
	sb.world.managers = slices.DeleteFunc(sb.world.managers, func(other *manager) bool { return other == m })
	sb.ledger.deleted(KindCustomerManager, strconv.Itoa(m.id), by)
}

// manager finds the one that the path names.
func (c *call) manager() (*manager, error) {
	if m := c.sb.world.manager(c.path("manager_id")); m != nil {
		return m, nil
	}
	return nil, errNotFound
}

func (w *world) manager(id string) *manager {
	for _, m := range w.managers {
		if strconv.Itoa(m.id) == id {
			return m
		}
	}
	return nil
}

// permit sets role and customers of a manager.
func (c *call) permit(m *manager, body map[string]any) error {
	i := slices.IndexFunc(adminRoles, func(r adminRole) bool { return strconv.Itoa(r.id) == idText(body["role_id"]) })
	if i < 0 {
		return invalidField("role_id", "does not exist")
	}
	permits := []int{}
	list, _ := body["permitted_workspace_ids"].([]any)
	for _, id := range list {
		j := slices.IndexFunc(c.sb.world.customers, func(cu *customer) bool { return strconv.Itoa(cu.id) == idText(id) })
		if j < 0 {
			return invalidField("permitted_workspace_ids", "%s does not exist", idText(id))
		}
		permits = append(permits, c.sb.world.customers[j].id)
	}
	m.role, m.permits = adminRoles[i], permits
	return nil
}

// managerObject has the fields of docs.workato.com/oem/oem-api/customer-managers.
func (c *call) managerObject(m *manager) map[string]any {
	user := m.who.id
	if c.sb.readings.CustomerManagerUserIDs {
		user += 500000
	}
	object := map[string]any{
		"id":              c.number(m.id),
		"user":            map[string]any{"id": c.number(user), "name": m.who.name, "email": m.who.email, "avatar_url": ""},
		"privilege_group": map[string]any{"id": c.number(m.role.id), "name": m.role.name, "system": m.role.system},
	}
	switch c.sb.readings.CustomerManagerItem {
	case CustomerManagerItemModerated:
		workspaces := []any{}
		for _, id := range m.permits {
			workspaces = append(workspaces, map[string]any{"id": c.number(id), "name": c.customerName(id)})
		}
		object["moderated_workspaces"] = workspaces
	case CustomerManagerItemPermitted:
		ids := []any{}
		for _, id := range m.permits {
			ids = append(ids, c.number(id))
		}
		object["permitted_workspace_ids"] = ids
	case CustomerManagerItemPlain:
	}
	return object
}

func (c *call) customerName(id int) any {
	for _, cu := range c.sb.world.customers {
		if cu.id == id {
			return cu.fields["name"]
		}
	}
	return nil
}

// AddTeamCollaborator adds somebody to the admin workspace and returns the id.
func (sb *Sandbox) AddTeamCollaborator(name, email string) int {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	p := &collaborator{id: next(&sb.world.lastCollaborator), name: name, email: email}
	sb.world.collaborators = append(sb.world.collaborators, p)
	return p.id
}

// SetCustomerManager changes the role of a customer manager and the customers that it
// has access to; none means all.
func (sb *Sandbox) SetCustomerManager(id string, roleID int, customerIDs ...int) error {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	i := slices.IndexFunc(adminRoles, func(r adminRole) bool { return r.id == roleID })
	m := sb.world.manager(id)
	if m == nil || i < 0 {
		return fmt.Errorf("there is no customer manager %s, or no role %d", id, roleID)
	}
	m.role, m.permits = adminRoles[i], customerIDs
	return nil
}

// ManageCustomer makes a collaborator of a customer one who is there as a customer
// manager: with this address somebody of the admin workspace is one, too.
func (sb *Sandbox) ManageCustomer(customerID, memberID int) error {
	return sb.onCustomer(customerID, func(cu *customer) error {
		m, err := cu.member(strconv.Itoa(memberID))
		if err != nil {
			return err
		}
		m.manages = true
		who := &collaborator{id: next(&sb.world.lastCollaborator), name: m.name, email: idText(m.email)}
		sb.world.collaborators = append(sb.world.collaborators, who)
		sb.world.managers = append(sb.world.managers, &manager{id: next(&sb.world.lastManager), who: who, role: adminRoles[0]})
		sb.ledger.made(KindCustomerManager, strconv.Itoa(sb.world.lastManager), strconv.Itoa(who.id), 0)
		return nil
	})
}
