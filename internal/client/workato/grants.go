package workato

import (
	"context"
	"iter"
	"net/http"
	"net/url"
	"strings"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// Grant gives one user or one group a project role in one project (OEM API,
// Project grants). Exactly one of User and UserGroup is there. A holder has one
// grant per project; whether its id survives a change of role is not documented.
type Grant struct {
	ID          ID           `json:"id"`
	Project     GrantProject `json:"project"`
	ProjectRole NamedID      `json:"project_role"`
	User        *NamedID     `json:"user"`
	UserGroup   *NamedID     `json:"user_group"`
}

func (g Grant) identifier() ID { return g.ID }

// NamedID is the short form of an object inside of another.
type NamedID struct {
	ID   ID     `json:"id"`
	Name string `json:"name"`
}

// GrantProject is the project of a grant, with the environment it is in.
type GrantProject struct {
	ID          ID     `json:"id"`
	Name        string `json:"name"`
	Environment struct {
		ID   ID     `json:"id"`
		Type string `json:"type"`
	} `json:"environment"`
}

// EnvironmentType returns dev, test or prod, or "" where the reply does not say.
func (p GrantProject) EnvironmentType() string { return strings.ToLower(p.Environment.Type) }

// Holder is who a grant is for.
type Holder struct {
	// Group tells a group from a user.
	Group bool
	ID    ID
}

// Holder returns who the grant is for.
func (g Grant) Holder() Holder {
	switch {
	case g.UserGroup != nil:
		return Holder{Group: true, ID: g.UserGroup.ID}
	case g.User != nil:
		return Holder{ID: g.User.ID}
	default:
		return Holder{}
	}
}

// GrantInput is one entry of the bulk update.
type GrantInput struct {
	Holder        Holder
	ProjectRoleID ID
}

type grantEntry struct {
	AssignmentType string `json:"assignment_type"`
	AssignmentID   ID     `json:"assignment_id"`
	ProjectRoleID  ID     `json:"project_role_id"`
}

type grantsBody struct {
	ProjectGrants []grantEntry `json:"project_grants"`
}

const (
	grantsPath = "/managed_users/{id}/projects/{project}/project_grants"
	grantPath  = "/managed_users/{id}/project_grants/{grant}"
)

// Grants lists the grants of a project (OEM API, Project grants, List project
// grants; 60 calls a minute).
func (c *Client) Grants(ctx context.Context, environmentID, projectID string) iter.Seq2[Grant, error] {
	return rbacList[Grant](c, ClassGrants, grantsPath, []string{environmentID, projectID}, nil).All(ctx)
}

// Grant reads a grant (OEM API, Project grants, Get a project grant).
func (c *Client) Grant(ctx context.Context, environmentID, id string) (Grant, error) {
	return read(ctx, c, ClassGrants, func(ctx context.Context, root string) (Grant, error) {
		return transport.Do(ctx, c.transport, transport.Request{
			Method: http.MethodGet, Path: transport.NewPath(root+grantPath, environmentID, id), Class: ClassGrants,
		}, object[Grant])
	})
}

// PutGrants adds or updates up to 100 grants of a project (OEM API, Project grants,
// Update project grants). Holders that are not named keep theirs. It returns the
// grants of the reply, which may be those of the whole project.
func (c *Client) PutGrants(ctx context.Context, environmentID, projectID string, inputs []GrantInput) ([]Grant, error) {
	root, err := root(ctx, c, ClassGrants, func(ctx context.Context, root string) error {
		_, err := transport.Do(ctx, c.transport, transport.Request{
			Method: http.MethodGet, Path: transport.NewPath(root+grantsPath, environmentID, projectID),
			Query: url.Values{"page[number]": {"1"}, "page[size]": {"1"}}, Class: ClassGrants,
		}, page[Grant])
		return err
	})
	if err != nil {
		return nil, err
	}
	body := grantsBody{ProjectGrants: make([]grantEntry, 0, len(inputs))}
	for _, input := range inputs {
		kind := "User"
		if input.Holder.Group {
			kind = "UserGroup"
		}
		body.ProjectGrants = append(body.ProjectGrants, grantEntry{AssignmentType: kind, AssignmentID: input.Holder.ID, ProjectRoleID: input.ProjectRoleID})
	}
	reply, err := transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodPut, Path: transport.NewPath(root+grantsPath, environmentID, projectID), Body: body, Class: ClassGrants,
	}, page[Grant])
	return reply.Items, err
}

// DeleteGrant revokes a grant (OEM API, Project grants, Delete a project grant).
// Where the path version is not known yet it is found out by reading the grant.
func (c *Client) DeleteGrant(ctx context.Context, environmentID, id string) error {
	root, err := root(ctx, c, ClassGrants, func(ctx context.Context, root string) error {
		_, err := transport.Do(ctx, c.transport, transport.Request{
			Method: http.MethodGet, Path: transport.NewPath(root+grantPath, environmentID, id), Class: ClassGrants,
		}, object[Grant])
		return err
	})
	if err != nil {
		return err
	}
	_, err = transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodDelete, Path: transport.NewPath(root+grantPath, environmentID, id), Class: ClassGrants,
	}, nothing)
	return err
}
