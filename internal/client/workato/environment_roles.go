package workato

import (
	"context"
	"iter"
	"net/http"
)

// EnvironmentRoles lists the environment roles of a customer, without their config (OEM
// API, Environment roles, List environment roles; 10 calls a second). name filters at
// the service, which may match parts of names; empty lists all. Customers on the legacy
// access model are refused.
func (c *Client) EnvironmentRoles(ctx context.Context, customerID, name string) iter.Seq2[Role, error] {
	return objects(rows(ctx, c, environmentRoles.list(c, customerID, name)))
}

// EnvironmentRole reads an environment role (OEM API, Environment roles, Get an
// environment role).
func (c *Client) EnvironmentRole(ctx context.Context, customerID, id string) (Role, error) {
	return environmentRoles.get(ctx, c, customerID, id)
}

// CreateEnvironmentRole creates an environment role (OEM API, Environment roles, Create
// an environment role). Whether names are unique is not documented.
func (c *Client) CreateEnvironmentRole(ctx context.Context, customerID string, input RoleInput) (Role, error) {
	return environmentRoles.write(ctx, c, http.MethodPost, input, customerID)
}

// UpdateEnvironmentRole replaces name and config of an environment role (OEM API,
// Environment roles, Update an environment role).
func (c *Client) UpdateEnvironmentRole(ctx context.Context, customerID, id string, input RoleInput) (Role, error) {
	return environmentRoles.write(ctx, c, http.MethodPut, input, customerID, id)
}

// DeleteEnvironmentRole deletes an environment role (OEM API, Environment roles, Delete
// an environment role). Whether one that collaborators have can be deleted is not
// documented.
func (c *Client) DeleteEnvironmentRole(ctx context.Context, customerID, id string) error {
	return environmentRoles.remove(ctx, c, customerID, id)
}
