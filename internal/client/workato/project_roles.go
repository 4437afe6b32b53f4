package workato

import (
	"context"
	"iter"
)

// ProjectRole is a project role (OEM API, Project roles). Type is system, custom,
// inheritable or inherited; more may be added.
type ProjectRole struct {
	ID           ID     `json:"id"`
	Name         string `json:"name"`
	Type         string `json:"type"`
	MembersCount int64  `json:"members_count"`
}

func (r ProjectRole) identifier() ID { return r.ID }

// ProjectRoles lists the project roles of a customer (OEM API, Project roles, List
// project roles; 10 calls a second). name filters at the service, which may match
// parts of names; empty lists all.
func (c *Client) ProjectRoles(ctx context.Context, customerID, name string) iter.Seq2[ProjectRole, error] {
	return rbacList[ProjectRole](c, ClassProjectRoles, "/managed_users/{id}/project_roles", []string{customerID}, nameFilter(name)).All(ctx)
}
