package sandbox

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The limits of properties (github.com/workato-devs/workato-platform-cli,
// workato-api-spec.yaml, "Upsert properties").
const (
	propertyLimit      = 1000
	propertyNameLimit  = 100
	propertyValueLimit = 1024
)

// property is a property of an environment, or of a project in it.
type property struct {
	project     *project // nil for one of the environment
	name, value string
	shy
}

// id tells properties apart, and is their natural key: they have no other.
func (p *property) id(ws *workspace) string {
	project := ""
	if p.project != nil {
		project = strconv.Itoa(p.project.id)
	}
	return naturalKey(strconv.Itoa(ws.id), project, p.name)
}

// listProperties lists the properties whose names begin with prefix, which is
// required (docs.workato.com/oem/oem-api/properties, "List properties by prefix").
func listProperties(c *call) (reply, error) {
	ws, scope, err := c.propertyScope()
	if err != nil {
		return reply{}, err
	}
	filter := "prefix"
	if c.sb.readings.PropertyParam {
		filter = "param"
	}
	prefix := c.request.URL.Query().Get(filter)
	if prefix == "" {
		return reply{}, badRequest("Bad request: %s is missing", filter)
	}
	values, rows := map[string]any{}, []any{}
	for _, p := range ws.properties {
		if p.project == scope && strings.HasPrefix(p.name, prefix) && p.shows() {
			values[p.name] = p.value
			rows = append(rows, map[string]any{"name": p.name, "value": p.value})
		}
	}
	switch {
	case c.sb.readings.PropertyRows && c.sb.readings.BareLists:
		return ok(rows)
	case c.sb.readings.PropertyRows:
		return ok(map[string]any{"result": rows})
	}
	return ok(map[string]any{"result": values})
}

// upsertProperties creates and changes properties, all or none
// (docs.workato.com/oem/oem-api/properties, "Upsert properties").
func upsertProperties(c *call) (reply, error) {
	ws, scope, err := c.propertyScope()
	if err != nil {
		return reply{}, err
	}
	body, err := c.body(shape{"properties": isObject})
	if err != nil {
		return reply{}, err
	}
	given, isMap := body["properties"].(map[string]any)
	if !isMap || len(given) == 0 {
		return reply{}, badRequest("Bad request: properties is missing")
	}
	room := propertyLimit
	for _, p := range ws.properties {
		if p.project == scope {
			room--
		}
	}
	wrong, saved := map[string]any{}, []*property{}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		p, err := checkProperty(name, given[name])
		if err == nil && ws.property(scope, name) == nil {
			if room--; room < 0 {
				err = fmt.Errorf("is one more than the %d that there can be", propertyLimit)
			}
		}
		if err != nil {
			wrong[name] = []string{err.Error()}
			continue
		}
		saved = append(saved, p)
	}
	if len(wrong) > 0 && !c.sb.readings.PropertiesSavedPartly {
		return reply{}, invalid(wrong)
	}
	for _, p := range saved {
		c.setProperty(ws, scope, p.name, p.value)
	}
	if c.sb.readings.PropertySavedCount || c.sb.readings.PropertiesSavedPartly {
		return ok(map[string]any{"result": len(saved)})
	}
	return done()
}

// checkProperty refuses what a property cannot be. Values are strings alone.
func checkProperty(name string, value any) (*property, error) {
	text, isString := value.(string)
	switch {
	case strings.TrimSpace(name) == "":
		return nil, errors.New("has a blank name")
	case utf8.RuneCountInString(name) > propertyNameLimit:
		return nil, fmt.Errorf("has a name of more than %d characters", propertyNameLimit)
	case !isString:
		return nil, errors.New("must be a string")
	case utf8.RuneCountInString(text) > propertyValueLimit:
		return nil, fmt.Errorf("is too long (maximum is %d characters)", propertyValueLimit)
	}
	return &property{name: name, value: text}, nil
}

func (c *call) setProperty(ws *workspace, scope *project, name, value string) {
	p := ws.property(scope, name)
	switch {
	case value == "" && c.sb.readings.BlankPropertiesVanish:
		ws.removeProperties(c.sb.ledger, c.sequence, func(other *property) bool { return other == p })
	case p != nil:
		p.value = value
	default:
		p = &property{project: scope, name: name, value: value, shy: c.newborn()}
		ws.properties = append(ws.properties, p)
		c.sb.ledger.made(KindProperty, p.id(ws), p.id(ws), c.sequence)
	}
}

// propertyScope finds the environment that the path names, and the project that the
// query names, if it does (docs.workato.com/en/workato-api/properties).
func (c *call) propertyScope() (*workspace, *project, error) {
	ws, err := c.workspace()
	if err != nil {
		return nil, nil, err
	}
	id := c.request.URL.Query().Get("project_id")
	if id == "" {
		return ws, nil, nil
	}
	scope := ws.project(id)
	if scope == nil {
		return nil, nil, &apiError{status: http.StatusNotFound, message: "Project not found"}
	}
	return ws, scope, nil
}

func (ws *workspace) project(id string) *project {
	i := slices.IndexFunc(ws.projects, func(p *project) bool { return strconv.Itoa(p.id) == id })
	if i < 0 {
		return nil
	}
	return ws.projects[i]
}

func (ws *workspace) property(scope *project, name string) *property {
	i := slices.IndexFunc(ws.properties, func(p *property) bool { return p.project == scope && p.name == name })
	if i < 0 {
		return nil
	}
	return ws.properties[i]
}

func (ws *workspace) removeProperties(l *ledger, by int, match func(*property) bool) {
	ws.properties = slices.DeleteFunc(ws.properties, func(p *property) bool {
		matches := match(p)
		if matches {
			l.deleted(KindProperty, p.id(ws), by)
		}
		return matches
	})
}
