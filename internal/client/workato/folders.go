package workato

import (
	"context"
	"iter"
	"net/http"
	"net/url"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// Folder is a folder (OEM API, Folders). A top-level folder is a project.
type Folder struct {
	ID       ID     `json:"id"`
	Name     string `json:"name"`
	ParentID ID     `json:"parent_id"`
	// IsProject and ProjectID are in newer samples only.
	IsProject bool `json:"is_project"`
	ProjectID ID   `json:"project_id"`
}

func (f Folder) identifier() ID { return f.ID }

// FolderInput is the body of a folder's create (OEM API, Folders, Create a folder).
// Without ParentID the folder is at the top, which makes it a project.
type FolderInput struct {
	Name     string    `json:"name"`
	ParentID Field[ID] `json:"parent_id,omitzero"`
}

// FolderUpdate is the body of a folder's update, which renames or moves it (OEM API,
// Folders, Update a folder). What is absent stays.
type FolderUpdate struct {
	Name     Field[string] `json:"name,omitzero"`
	ParentID Field[ID]     `json:"parent_id,omitzero"`
}

const (
	foldersPath = customerPath + "/folders"
	folderPath  = customerPath + "/folders/{folder}"
)

// Folders lists what lies directly in a folder, or at the top of the environment if
// parentID is empty (OEM API, Folders, List folders; limit not documented). There is
// no way to read a single one. Rows without parent_id get the one that was asked for.
func (c *Client) Folders(ctx context.Context, environmentID, parentID string) iter.Seq2[Folder, error] {
	folders := rows(ctx, c, c.foldersIn(environmentID, parentID))
	return func(yield func(Folder, error) bool) {
		for folder, err := range folders {
			if folder.ParentID == "" {
				folder.ParentID = ID(parentID)
			}
			if !yield(folder, err) {
				return
			}
		}
	}
}

func (c *Client) foldersIn(environmentID, parentID string) shared.Source[Folder] {
	query := url.Values{}
	if parentID != "" {
		query.Set("parent_id", parentID)
	}
	return list[Folder](c, ClassProjects, foldersPath, []string{environmentID}, query)
}

// CreateFolder creates a folder (OEM API, Folders, Create a folder; limit not
// documented). Some samples have no project_id in the reply; the project is then
// found by its folder in [Client.Projects].
func (c *Client) CreateFolder(ctx context.Context, environmentID string, input FolderInput) (Folder, error) {
	request := transport.Request{Method: http.MethodPost, Path: transport.NewPath(foldersPath, environmentID), Body: input, Class: ClassProjects}
	if !input.ParentID.IsSet() {
		// It is a project, which other lists show as well.
		return transport.Do(ctx, c.transport, request, object[Folder])
	}
	return add(ctx, c, c.foldersIn(environmentID, string(input.ParentID.Value)), request, object[Folder], func(added Folder) bool { return added.Name != "" })
}

// UpdateFolder renames or moves a folder (OEM API, Folders, Update a folder). The
// reply is not documented, so it is not read.
func (c *Client) UpdateFolder(ctx context.Context, environmentID, id string, update FolderUpdate) error {
	_, err := transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodPut, Path: transport.NewPath(folderPath, environmentID, id), Body: update, Class: ClassProjects, Repeatable: true,
	}, nothing)
	return err
}

// DeleteFolder deletes a folder (OEM API, Folders, Delete a folder). One that may not
// be deleted gives 403, "Cannot destroy folder"; that of a project always does.
func (c *Client) DeleteFolder(ctx context.Context, environmentID, id string) error {
	_, err := transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodDelete, Path: transport.NewPath(folderPath, environmentID, id), Class: ClassProjects, Repeatable: true,
	}, nothing)
	return err
}
