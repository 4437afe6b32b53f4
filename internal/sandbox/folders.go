package sandbox

import (
	"slices"
	"strconv"
)

// folder is a folder of a workspace. One that lies in the home folder is a
// project (docs.workato.com/oem/oem-api/folders).
type folder struct {
	id     int
	name   string
	parent int
	shy
	stamps
}

func (f *folder) key(ws *workspace) string {
	return naturalKey(strconv.Itoa(ws.id), strconv.Itoa(f.parent), f.name)
}

var folderFields = shape{"name": isText, "parent_id": isID}

// listFolders lists the folders inside parent_id, which is the home folder
// unless given (docs.workato.com/oem/oem-api/folders, "List folders").
func listFolders(c *call) (reply, error) {
	ws, err := c.workspace()
	if err != nil {
		return reply{}, err
	}
	parent := ws.home
	if id := c.request.URL.Query().Get("parent_id"); id != "" {
		if parent, err = ws.parent(id); err != nil && !c.sb.readings.UnknownParentIsEmpty {
			return reply{}, err
		}
	}
	items := []any{}
	for _, f := range ws.folders {
		if f.parent == parent && f.shows() {
			items = append(items, c.folderObject(ws, f))
		}
	}
	return c.resultList(items)
}

// createFolder makes a folder, or a project if it lies at the top
// (docs.workato.com/oem/oem-api/folders, "Create folder"). Names may repeat:
// no document says that they are unique.
func createFolder(c *call) (reply, error) {
	ws, err := c.workspace()
	if err != nil {
		return reply{}, err
	}
	body, err := c.body(folderFields)
	if err != nil {
		return reply{}, err
	}
	if err := required(body, "name"); err != nil {
		return reply{}, err
	}
	parent := ws.home
	if body["parent_id"] != nil {
		if parent, err = ws.parent(idText(body["parent_id"])); err != nil {
			return reply{}, err
		}
	}
	f := c.sb.addFolder(ws, c.name(text(body, "name")), parent, c)
	object := c.folderObject(ws, f)
	if c.sb.readings.WrapFolders {
		return ok(map[string]any{"result": object})
	}
	return ok(object)
}

func (sb *Sandbox) addFolder(ws *workspace, name string, parent int, c *call) *folder {
	f := &folder{id: next(&sb.world.lastFolder), name: name, parent: parent, shy: c.newborn(), stamps: stamped(c.now)}
	ws.folders = append(ws.folders, f)
	sb.ledger.made(KindFolder, strconv.Itoa(f.id), f.key(ws), c.sequence)
	if parent == ws.home {
		sb.addProject(ws, f, c)
	}
	return f
}

// updateFolder renames or moves a folder (docs.workato.com/oem/oem-api/folders,
// "Update folder"). Projects stay at the top, and folders do not become
// projects: neither is documented.
func updateFolder(c *call) (reply, error) {
	ws, f, err := c.folder()
	if err != nil {
		return reply{}, err
	}
	body, err := c.body(folderFields)
	if err != nil {
		return reply{}, err
	}
	if err := notBlank(body, "name"); err != nil {
		return reply{}, err
	}
	if body["parent_id"] != nil {
		parent, err := ws.parent(idText(body["parent_id"]))
		if err != nil {
			return reply{}, err
		}
		if (parent == ws.home) != (f.parent == ws.home) || ws.inside(parent, f.id) {
			return reply{}, invalidField("parent_id", "is not a place that the folder can move to")
		}
		f.parent = parent
	}
	if _, given := body["name"]; given {
		f.name = c.name(text(body, "name"))
	}
	f.updated = c.now
	c.folderRenamed(ws, f)
	return ok(c.folderObject(ws, f))
}

// folderRenamed enters a new name or place into the ledger. The project that a
// top-level folder is has the same name.
func (c *call) folderRenamed(ws *workspace, f *folder) {
	c.sb.ledger.renamed(KindFolder, strconv.Itoa(f.id), f.key(ws))
	if p := ws.projectOf(f); p != nil {
		c.sb.ledger.renamed(KindProject, strconv.Itoa(p.id), p.key(ws))
	}
}

// deleteFolder refuses the folder of a project with the words of
// docs.workato.com/oem/oem-api/projects; projects are deleted as such.
func deleteFolder(c *call) (reply, error) {
	ws, f, err := c.folder()
	if err != nil {
		return reply{}, err
	}
	if ws.projectOf(f) != nil {
		return reply{}, forbidden("Cannot destroy folder")
	}
	if c.sb.readings.FilledFoldersStay && slices.ContainsFunc(ws.folders, func(child *folder) bool { return child.parent == f.id }) {
		return reply{}, forbidden("Cannot destroy folder")
	}
	ws.removeFolder(c.sb.ledger, f, c.sequence)
	return done()
}

// removeFolder removes a folder and those inside it.
func (ws *workspace) removeFolder(l *ledger, f *folder, by int) {
	ws.folders = slices.DeleteFunc(ws.folders, func(other *folder) bool { return other == f })
	l.deleted(KindFolder, strconv.Itoa(f.id), by)
	ws.removeConnectionsIn(l, f.id, by)
	for _, child := range slices.Clone(ws.folders) {
		if child.parent == f.id {
			ws.removeFolder(l, child, by)
		}
	}
}

// folder finds the folder that the path names. Folders belong to one
// environment (docs.workato.com/oem/embedded-environments/embedded-environments-api).
func (c *call) folder() (*workspace, *folder, error) {
	ws, err := c.workspace()
	if err != nil {
		return nil, nil, err
	}
	id, err := c.pathInt("folder_id")
	if err != nil {
		return nil, nil, err
	}
	for _, ws := range c.reach(ws) {
		for _, f := range ws.folders {
			if f.id == id {
				return ws, f, nil
			}
		}
	}
	return nil, nil, errNotFound
}

// parent checks that an id is a folder of the workspace.
func (ws *workspace) parent(id string) (int, error) {
	if id == strconv.Itoa(ws.home) {
		return ws.home, nil
	}
	for _, f := range ws.folders {
		if strconv.Itoa(f.id) == id {
			return f.id, nil
		}
	}
	return 0, errNotFound
}

// inside tells whether a folder is another one or lies within it.
func (ws *workspace) inside(id, ancestor int) bool {
	for id != ws.home {
		if id == ancestor {
			return true
		}
		i := slices.IndexFunc(ws.folders, func(f *folder) bool { return f.id == id })
		if i < 0 {
			return false
		}
		id = ws.folders[i].parent
	}
	return false
}

// folderObject has the fields of docs.workato.com/oem/oem-api/folders. Newer
// copies add is_project and project_id.
func (c *call) folderObject(ws *workspace, f *folder) map[string]any {
	object := map[string]any{"id": c.number(f.id), "name": f.name, "parent_id": c.number(f.parent)}
	if c.sb.readings.FolderReplyHasProjectID {
		p := ws.projectOf(f)
		object["is_project"], object["project_id"] = p != nil, nil
		if p != nil {
			object["project_id"] = c.number(p.id)
		}
	}
	return f.in(object)
}
