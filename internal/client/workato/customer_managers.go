package workato

import (
	"context"
	"net/http"
	"strings"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// CustomerManager is a collaborator of the admin workspace who has access to customers
// (OEM API, Customer managers).
type CustomerManager struct {
	ID             ID           `json:"id"`
	User           ManagerUser  `json:"user"`
	PrivilegeGroup ManagersRole `json:"privilege_group"`
	// ModeratedWorkspaces are the customers that the manager has access to. Empty, as a
	// list, it means all. Older pages do not have it.
	ModeratedWorkspaces Field[[]NamedID] `json:"moderated_workspaces"`
	// PermittedWorkspaceIDs is what requests call it.
	PermittedWorkspaceIDs Field[[]ID] `json:"permitted_workspace_ids"`
}

func (m CustomerManager) identifier() ID { return m.ID }

// Is reports whether the manager is a member of a customer. Whether both have the same
// id is not documented; the address tells then.
func (m CustomerManager) Is(member Member) bool {
	return m.User.ID == member.ID || m.User.Email != "" && strings.EqualFold(m.User.Email, member.Email)
}

// ManagerUser is the person who is a manager.
type ManagerUser struct {
	ID        ID     `json:"id"`
	Name      string `json:"name"`
	Email     string `json:"email"`
	AvatarURL string `json:"avatar_url"`
}

// ManagersRole is the role that a manager has in the customers' workspaces.
type ManagersRole struct {
	ID     ID     `json:"id"`
	Name   string `json:"name"`
	System bool   `json:"system"`
}

// Workspaces returns the ids of the customers that the manager has access to; none
// means all. ok is false if the reply does not say.
func (m CustomerManager) Workspaces() (ids []ID, ok bool) {
	switch {
	case m.ModeratedWorkspaces.IsSet():
		ids = []ID{}
		for _, workspace := range m.ModeratedWorkspaces.Value {
			ids = append(ids, workspace.ID)
		}
		return ids, true
	case m.PermittedWorkspaceIDs.IsSet():
		return m.PermittedWorkspaceIDs.Value, true
	default:
		return nil, false
	}
}

// CustomerManagerInput is the body of a create or an update (OEM API, Customer managers,
// Create a customer manager and Update a customer manager).
type CustomerManagerInput struct {
	// TeamCollaboratorID is for the create only.
	TeamCollaboratorID ID `json:"team_collaborator_id,omitempty"`
	RoleID             ID `json:"role_id"`
	// PermittedWorkspaceIDs is always sent: left out or empty, the service gives access
	// to all customers, in an update too.
	PermittedWorkspaceIDs []ID `json:"permitted_workspace_ids"`
}

const (
	customerManagersPath = "/api/customer_managers"
	customerManagerPath  = "/api/customer_managers/{manager}"
)

// CustomerManagers lists all customer managers (OEM API, Customer managers, List customer
// managers; limit not documented). It has no pages, and there is no way to read a single
// one.
func (c *Client) CustomerManagers(ctx context.Context) ([]CustomerManager, error) {
	return transport.Collect(rows(ctx, c, whole[CustomerManager](c, ClassAccount, customerManagersPath)))
}

// CreateCustomerManager makes a collaborator a manager (OEM API, Customer managers,
// Create a customer manager).
func (c *Client) CreateCustomerManager(ctx context.Context, input CustomerManagerInput) (CustomerManager, error) {
	return transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodPost, Path: transport.NewPath(customerManagersPath), Body: input, Class: ClassAccount,
	}, object[CustomerManager])
}

// UpdateCustomerManager changes role and customers of a manager (OEM API, Customer
// managers, Update a customer manager). The reply is documented without the customers in
// older pages.
func (c *Client) UpdateCustomerManager(ctx context.Context, id string, input CustomerManagerInput) (CustomerManager, error) {
	return transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodPut, Path: transport.NewPath(customerManagerPath, id), Body: input, Class: ClassAccount, Repeatable: true,
	}, object[CustomerManager])
}

// DeleteCustomerManager takes access to customers from a manager (OEM API, Customer
// managers, Delete a customer manager). The reply is not documented.
func (c *Client) DeleteCustomerManager(ctx context.Context, id string) error {
	_, err := transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodDelete, Path: transport.NewPath(customerManagerPath, id), Class: ClassAccount, Repeatable: true,
	}, nothing)
	return err
}
