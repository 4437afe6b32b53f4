package workato

import (
	"context"
	"iter"
	"net/http"
)

// ProjectRoles lists the project roles of a customer, without their config (OEM API,
// Project roles, List project roles; 10 calls a second). name filters at the service,
// which may match parts of names; empty lists all. Customers on the legacy access model
// are refused.
func (c *Client) ProjectRoles(ctx context.Context, customerID, name string) iter.Seq2[Role, error] {
	return objects(rows(ctx, c, projectRoles.list(c, customerID, name)))
}

// ProjectRole reads a project role (OEM API, Project roles, Get a project role).
func (c *Client) ProjectRole(ctx context.Context, customerID, id string) (Role, error) {
	return projectRoles.get(ctx, c, customerID, id)
}

// CreateProjectRole creates a project role (OEM API, Project roles, Create a project
// role). Whether names are unique is not documented.
func (c *Client) CreateProjectRole(ctx context.Context, customerID string, input RoleInput) (Role, error) {
	return projectRoles.write(ctx, c, http.MethodPost, input, customerID)
}

// UpdateProjectRole replaces name and config of a project role (OEM API, Project roles,
// Update a project role). The documented flag inheritable is not sent: it lets the
// workspaces below inherit the role, and a customer's has none.
func (c *Client) UpdateProjectRole(ctx context.Context, customerID, id string, input RoleInput) (Role, error) {
	return projectRoles.write(ctx, c, http.MethodPut, input, customerID, id)
}

// DeleteProjectRole deletes a project role (OEM API, Project roles, Delete a project
// role). Whether one that grants name can be deleted is not documented.
func (c *Client) DeleteProjectRole(ctx context.Context, customerID, id string) error {
	return projectRoles.remove(ctx, c, customerID, id)
}
