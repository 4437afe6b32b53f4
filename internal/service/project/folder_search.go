package project

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/absence"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/parent"
)

// maxFolders bounds the search for a folder that is not where it was: this many
// folders are looked into. At the assumed quota that takes two minutes.
const maxFolders = 100

// unfoundError says that the bound of a search was reached.
type unfoundError struct{ id, environment string }

// Error says what is known of the folder.
func (e *unfoundError) Error() string {
	return fmt.Sprintf("The folder %s is not in the folder where it was last seen. The service still lists what is inside of it, so it has probably been moved, but it is in none of the first %d folders of the environment %s, and the search ends there. The state was left as it is.\n\nMove it back in the console. If it has been deleted, or should no longer be managed, drop it from the state with a removed block or terraform state rm.",
		e.id, maxFolders, e.environment)
}

// lookForFolder looks for a folder, in parentID first unless that is empty. The API
// reads no single folder and documents no list of all, so this goes from cheap to
// dear, and takes nothing for gone without proof:
//
//   - what lies in the parent, which is one list and nearly always enough;
//   - what lies in the folder itself: if that is not found, there is no such folder;
//   - the folders of the environment from the top, since it may have been moved.
func lookForFolder(ctx context.Context, client *workato.Client, environmentID, parentID, id string, absences *absence.Watch, poll time.Duration) (*workato.Folder, string, error) {
	searched := false
	found, how, err := parent.Look(ctx, client, parent.Search[workato.Folder]{
		Parent: environmentID, Place: "environment", Kind: "folders", ID: id, Absences: absences, Poll: poll, ByID: true,
		Find: func(ctx context.Context) (*workato.Folder, error) {
			searched = false
			if parentID != "" {
				found, err := folderIn(ctx, client, environmentID, parentID, id)
				// A parent that is gone does not mean that the folder is.
				if found != nil || err != nil && !transport.IsNotFound(err) {
					return found, err
				}
			}
			if _, err := folderIn(ctx, client, environmentID, id, ""); err != nil {
				return nil, err
			}
			searched = true
			return searchFolders(ctx, client, environmentID, id)
		},
	})
	if how != "" && searched {
		how = fmt.Sprintf("Two searches of all folders of the environment %s, a moment apart, lack it", environmentID)
	}
	return found, how, err
}

// folderIn finds a folder directly in another one, or nil. Without an id it only asks
// if the other one can be listed.
func folderIn(ctx context.Context, client *workato.Client, environmentID, parentID, id string) (*workato.Folder, error) {
	for folder, err := range client.Folders(ctx, environmentID, parentID) {
		switch {
		case err != nil:
			return nil, err
		case string(folder.ID) == id:
			return &folder, nil
		case id == "":
			return nil, nil
		}
	}
	return nil, nil
}

// searchFolders goes through the folders of the environment, those nearer to the top
// first.
func searchFolders(ctx context.Context, client *workato.Client, environmentID, id string) (*workato.Folder, error) {
	queue, seen := []string{""}, map[string]bool{}
	for looked := 0; len(queue) > 0; looked++ {
		if looked == maxFolders {
			return nil, &unfoundError{id: id, environment: environmentID}
		}
		within := queue[0]
		queue = queue[1:]
		for folder, err := range client.Folders(ctx, environmentID, within) {
			if transport.IsNotFound(err) && within != "" {
				break // It has gone since it was listed.
			}
			if err != nil {
				return nil, err
			}
			if string(folder.ID) == id {
				return &folder, nil
			}
			if !seen[string(folder.ID)] {
				seen[string(folder.ID)] = true
				queue = append(queue, string(folder.ID))
			}
		}
	}
	return nil, nil
}

// errAtTop is that of a folder that would be a project.
var errAtTop = errors.New("parent_id is the home folder of the environment, and a folder there is a project. Use the resource workato_project instead, or put the folder into a project: parent_id = workato_project.NAME.folder_id")

// foldersNamed finds the folders of one name in another one.
func foldersNamed(ctx context.Context, client *workato.Client, environmentID, parentID, name string) ([]workato.Folder, error) {
	var out []workato.Folder
	for folder, err := range client.Folders(ctx, environmentID, parentID) {
		if err != nil {
			return nil, err
		}
		if folder.Name == name {
			out = append(out, folder)
		}
	}
	return out, nil
}
