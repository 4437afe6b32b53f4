package workato

import (
	"context"
	"encoding/json"
	"iter"
	"net/http"
	"net/url"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// Role is an environment role or a project role, which have the same fields (OEM API,
// Environment roles; Project roles).
type Role struct {
	ID   ID     `json:"id"`
	Name string `json:"name"`
	// Type is system, custom, inheritable or inherited; more may be added.
	Type string `json:"type"`
	// MembersCount counts the collaborators, and in a project role the groups, that
	// have the role.
	MembersCount int64 `json:"members_count"`
	// Config holds the privileges by area. Its keys are not documented, so it is kept
	// as it came. Lists leave it out.
	Config    Field[json.RawMessage] `json:"config"`
	CreatedAt string                 `json:"created_at"`
}

func (r Role) identifier() ID { return r.ID }

// Owned reports whether the role belongs to the workspace that shows it. Those of the
// types system and inherited are made elsewhere, and can only be used.
func (r Role) Owned() bool { return r.Type != "system" && r.Type != "inherited" }

// RoleInput is the whole of what can be set of a role. An update of a project role must
// give both (OEM API, Project roles, Update a project role), and whether one of an
// environment role may leave something out is not documented: so both always do.
type RoleInput struct {
	Name   string          `json:"name"`
	Config json.RawMessage `json:"config"`
}

// roleFamily are the endpoints of one kind of roles.
type roleFamily struct {
	class      string
	collection string
	// wrapper is the member in which bodies wrap the role.
	wrapper string
}

var (
	environmentRoles = roleFamily{ClassEnvironmentRoles, "/managed_users/{id}/environment_roles", "environment_role"}
	projectRoles     = roleFamily{ClassProjectRoles, "/managed_users/{id}/project_roles", "project_role"}
)

// path is that of the collection, or of the role whose id follows that of the customer.
func (f roleFamily) path(root string, ids ...string) transport.Path {
	if len(ids) > 1 {
		return transport.NewPath(root+f.collection+"/{role}", ids...)
	}
	return transport.NewPath(root+f.collection, ids...)
}

func (f roleFamily) list(c *Client, customerID, name string) shared.Source[shown[Role]] {
	return rbacList[shown[Role]](c, f.class, f.collection, []string{customerID}, nameFilter(name))
}

func (f roleFamily) get(ctx context.Context, c *Client, customerID, id string) (Role, error) {
	return one(ctx, c, f.class, f.list(c, customerID, ""), id, func(ctx context.Context, decode func([]byte) (shown[Role], error)) (shown[Role], error) {
		return read(ctx, c, f.class, func(ctx context.Context, root string) (shown[Role], error) {
			return transport.Do(ctx, c.transport, transport.Request{
				Method: http.MethodGet, Path: f.path(root, customerID, id), Class: f.class,
			}, decode)
		})
	})
}

// write creates the role, or updates the one with the id that is given.
func (f roleFamily) write(ctx context.Context, c *Client, method string, input RoleInput, ids ...string) (Role, error) {
	root, err := root(ctx, c, f.class, f.probe(c, ids[0]))
	if err != nil {
		return Role{}, err
	}
	request := transport.Request{Method: method, Path: f.path(root, ids...), Body: map[string]RoleInput{f.wrapper: input}, Class: f.class}
	if method == http.MethodPost {
		return addShown(ctx, c, f.list(c, ids[0], ""), request, func(added Role) bool { return added.Name != "" })
	}
	request.Repeatable = true
	return transport.Do(ctx, c.transport, request, object[Role])
}

func (f roleFamily) remove(ctx context.Context, c *Client, customerID, id string) error {
	root, err := root(ctx, c, f.class, f.probe(c, customerID))
	if err != nil {
		return err
	}
	_, err = transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodDelete, Path: f.path(root, customerID, id), Class: f.class, Repeatable: true,
	}, nothing)
	return err
}

// probe reads one row of the collection, which exists for every customer.
func (f roleFamily) probe(c *Client, customerID string) func(context.Context, string) error {
	return func(ctx context.Context, root string) error {
		_, err := transport.Do(ctx, c.transport, transport.Request{
			Method: http.MethodGet, Path: f.path(root, customerID),
			Query: url.Values{"page[number]": {"1"}, "page[size]": {"1"}}, Class: f.class,
		}, page[Role])
		return err
	}
}

// first reads one row of a list, to see whether it can be read at all.
func first[T any](rows iter.Seq2[T, error]) (found bool, err error) {
	for _, err := range rows {
		return err == nil, err
	}
	return false, nil
}
