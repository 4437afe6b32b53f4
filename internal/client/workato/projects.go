package workato

import (
	"context"
	"iter"
	"net/http"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// Project is a project of one environment (OEM API, Projects). Its id and the id
// of its folder differ.
type Project struct {
	ID          ID            `json:"id"`
	Name        string        `json:"name"`
	Description Field[string] `json:"description"`
	FolderID    ID            `json:"folder_id"`
}

func (p Project) identifier() ID { return p.ID }

// ProjectInput is the body of a project's update (OEM API, Projects, Update a project).
type ProjectInput struct {
	Name        Field[string] `json:"name,omitzero"`
	Description Field[string] `json:"description,omitzero"`
}

// Projects lists the projects of an environment (OEM API, Projects, List
// projects). There is no way to read a single one.
func (c *Client) Projects(ctx context.Context, environmentID string) iter.Seq2[Project, error] {
	return rows(ctx, c, list[Project](c, ClassProjects, customerPath+"/projects", []string{environmentID}, nil))
}

// UpdateProject changes name or description (OEM API, Projects, Update a project).
// The reply is not documented, so it is not read.
func (c *Client) UpdateProject(ctx context.Context, environmentID, id string, input ProjectInput) error {
	_, err := transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodPut, Path: transport.NewPath(customerPath+"/projects/{project}", environmentID, id), Body: input, Class: ClassProjects, Repeatable: true,
	}, nothing)
	return err
}

// DeleteProject deletes a project with its folder (OEM API, Projects, Delete a
// project). A project that may not be deleted gives 403, "Cannot destroy folder".
func (c *Client) DeleteProject(ctx context.Context, environmentID, id string) error {
	_, err := transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodDelete, Path: transport.NewPath(customerPath+"/projects/{project}", environmentID, id), Class: ClassProjects, Repeatable: true,
	}, nothing)
	return err
}
