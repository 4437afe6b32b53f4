package workato

import (
	"context"
	"iter"
	"net/http"
	"net/url"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// Group is a collaborator group (OEM API, Collaborator groups).
type Group struct {
	ID           ID            `json:"id"`
	Name         string        `json:"name"`
	Description  Field[string] `json:"description"`
	MembersCount int64         `json:"members_count"`
	// System marks "All collaborators", which cannot be managed.
	System    bool   `json:"system"`
	CreatedAt string `json:"created_at"`
	UpdatedAt string `json:"updated_at"`
}

func (g Group) identifier() ID { return g.ID }

// GroupInput holds what can be set of a group. It is sent wrapped in user_group.
type GroupInput struct {
	Name        Field[string] `json:"name,omitzero"`
	Description Field[string] `json:"description,omitzero"`
}

type groupBody struct {
	UserGroup GroupInput `json:"user_group"`
}

const (
	groupsPath = "/managed_users/{id}/user_groups"
	groupPath  = "/managed_users/{id}/user_groups/{group}"
)

// Groups lists the groups of a customer (OEM API, Collaborator groups, List groups;
// 10 calls a second). name filters at the service, which may match parts of names;
// empty lists all.
func (c *Client) Groups(ctx context.Context, customerID, name string) iter.Seq2[Group, error] {
	return objects(rows(ctx, c, c.groups(customerID, name)))
}

func (c *Client) groups(customerID, name string) shared.Source[shown[Group]] {
	return rbacList[shown[Group]](c, ClassGroups, groupsPath, []string{customerID}, nameFilter(name))
}

// Group reads a group (OEM API, Collaborator groups, Get a group).
func (c *Client) Group(ctx context.Context, customerID, id string) (Group, error) {
	return one(ctx, c, ClassGroups, c.groups(customerID, ""), id, func(ctx context.Context, decode func([]byte) (shown[Group], error)) (shown[Group], error) {
		return read(ctx, c, ClassGroups, func(ctx context.Context, root string) (shown[Group], error) {
			return transport.Do(ctx, c.transport, transport.Request{
				Method: http.MethodGet, Path: transport.NewPath(root+groupPath, customerID, id), Class: ClassGroups,
			}, decode)
		})
	})
}

// CreateGroup creates a group (OEM API, Collaborator groups, Create a group).
func (c *Client) CreateGroup(ctx context.Context, customerID string, input GroupInput) (Group, error) {
	root, err := root(ctx, c, ClassGroups, c.probeGroups(customerID))
	if err != nil {
		return Group{}, err
	}
	return addShown(ctx, c, c.groups(customerID, ""), transport.Request{
		Method: http.MethodPost, Path: transport.NewPath(root+groupsPath, customerID), Body: groupBody{input}, Class: ClassGroups,
	}, func(added Group) bool { return added.Name != "" })
}

// UpdateGroup changes a group (OEM API, Collaborator groups, Update a group).
func (c *Client) UpdateGroup(ctx context.Context, customerID, id string, input GroupInput) (Group, error) {
	root, err := root(ctx, c, ClassGroups, c.probeGroups(customerID))
	if err != nil {
		return Group{}, err
	}
	return transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodPut, Path: transport.NewPath(root+groupPath, customerID, id), Body: groupBody{input}, Class: ClassGroups, Repeatable: true,
	}, object[Group])
}

// DeleteGroup deletes a group (OEM API, Collaborator groups, Delete a group).
func (c *Client) DeleteGroup(ctx context.Context, customerID, id string) error {
	root, err := root(ctx, c, ClassGroups, c.probeGroups(customerID))
	if err != nil {
		return err
	}
	_, err = transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodDelete, Path: transport.NewPath(root+groupPath, customerID, id), Class: ClassGroups, Repeatable: true,
	}, nothing)
	return err
}

// probeGroups reads one row of the collection, which exists for every customer.
func (c *Client) probeGroups(customerID string) func(context.Context, string) error {
	return func(ctx context.Context, root string) error {
		_, err := transport.Do(ctx, c.transport, transport.Request{
			Method: http.MethodGet, Path: transport.NewPath(root+groupsPath, customerID),
			Query: url.Values{"page[number]": {"1"}, "page[size]": {"1"}}, Class: ClassGroups,
		}, page[Group])
		return err
	}
}

func nameFilter(name string) url.Values {
	if name == "" {
		return nil
	}
	return url.Values{"name": {name}}
}
