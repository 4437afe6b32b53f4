package sandbox

import (
	"slices"
	"strconv"
)

// project is a top-level folder under an id of its own
// (docs.workato.com/oem/oem-api/projects).
type project struct {
	id          int
	description any
	folder      *folder
	shy
}

func (p *project) key(ws *workspace) string {
	return naturalKey(strconv.Itoa(ws.id), p.folder.name)
}

var projectFields = shape{"name": isText, "description": isText}

// listProjects follows docs.workato.com/oem/oem-api/projects. It is the only
// way to learn the id of a project.
func listProjects(c *call) (reply, error) {
	ws, err := c.workspace()
	if err != nil {
		return reply{}, err
	}
	items := []any{}
	for _, p := range ws.projects {
		if p.shows() {
			items = append(items, c.projectObject(p))
		}
	}
	return c.resultList(items)
}

func (sb *Sandbox) addProject(ws *workspace, f *folder, c *call) {
	p := &project{id: next(&sb.world.lastProject), folder: f, shy: c.newborn()}
	p.hidden += sb.readings.ProjectLag
	ws.projects = append(ws.projects, p)
	sb.ledger.made(KindProject, strconv.Itoa(p.id), p.key(ws), c.sequence)
	c.grantCreator(ws, p)
}

// updateProject changes the name, which is that of the folder too, and the
// description.
func updateProject(c *call) (reply, error) {
	ws, p, err := c.project()
	if err != nil {
		return reply{}, err
	}
	body, err := c.body(projectFields)
	if err != nil {
		return reply{}, err
	}
	if err := notBlank(body, "name"); err != nil {
		return reply{}, err
	}
	if _, given := body["name"]; given {
		p.folder.name = c.name(text(body, "name"))
		p.folder.updated = c.now
		c.folderRenamed(ws, p.folder)
	}
	if description, given := body["description"]; given {
		p.description = description
	}
	return ok(c.projectObject(p))
}

func deleteProject(c *call) (reply, error) {
	ws, p, err := c.project()
	if err != nil {
		return reply{}, err
	}
	ws.removeProject(c.sb.ledger, p, c.sequence)
	return done()
}

// removeProject removes a project with its folders and grants.
func (ws *workspace) removeProject(l *ledger, p *project, by int) {
	ws.removeGrantsWhere(l, by, func(g *grant) bool { return g.project == p })
	ws.removeProperties(l, by, func(owned *property) bool { return owned.project == p })
	ws.removeFolder(l, p.folder, by)
	ws.projects = slices.DeleteFunc(ws.projects, func(other *project) bool { return other == p })
	l.deleted(KindProject, strconv.Itoa(p.id), by)
}

// project finds the project that the path names. A project belongs to one
// environment, and the path takes the id of that environment
// (docs.workato.com/oem/embedded-environments/embedded-environments-api).
func (c *call) project() (*workspace, *project, error) {
	ws, err := c.workspace()
	if err != nil {
		return nil, nil, err
	}
	id, err := c.pathInt("project_id")
	if err != nil {
		return nil, nil, err
	}
	for _, ws := range c.reach(ws) {
		for _, p := range ws.projects {
			if p.id == id {
				return ws, p, nil
			}
		}
	}
	return nil, nil, errNotFound
}

// projectOf returns the project that a folder is, or nil.
func (ws *workspace) projectOf(f *folder) *project {
	i := slices.IndexFunc(ws.projects, func(p *project) bool { return p.folder == f })
	if i < 0 {
		return nil
	}
	return ws.projects[i]
}

func (c *call) projectObject(p *project) map[string]any {
	return map[string]any{
		"id":          c.number(p.id),
		"description": p.description,
		"folder_id":   c.number(p.folder.id),
		"name":        p.folder.name,
	}
}
