package sandbox

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// Endpoint is a call that the documents describe, however many spellings its path
// has.
type Endpoint struct {
	// Method is the HTTP method.
	Method string
	// Template is the path, in the spelling without version where there are two,
	// with a query where that makes it another call.
	Template string
}

// String spells it as in a request line.
func (e Endpoint) String() string { return e.Method + " " + e.Template }

// w365CreateVersion2 is documented as a call of its own
// (support.workspace365.net, "Provisioning Environment", "New v2").
var w365CreateVersion2 = Endpoint{http.MethodPost, w365EnvironmentsPath + "?version=2.0"}

// routeTable is a multiplexer that remembers what it routes.
type routeTable struct {
	*http.ServeMux
	endpoints map[Endpoint]bool
}

func newRouteTable() *routeTable {
	return &routeTable{ServeMux: http.NewServeMux(), endpoints: map[Endpoint]bool{w365CreateVersion2: true}}
}

// Handle adds a route under a pattern.
func (t *routeTable) Handle(pattern string, rt *route) {
	t.ServeMux.Handle(pattern, rt)
	if e := rt.endpoint(); e.Template != w365SignInPath {
		t.endpoints[e] = true
	}
}

// endpoint is what the documents call the route.
func (rt *route) endpoint() Endpoint {
	template := rt.template
	if rt.rbac {
		template = strings.Replace(template, "/api/v2/", "/api/", 1)
	}
	return Endpoint{rt.method, template}
}

// Endpoints returns every endpoint that the sandbox has, in the order of their
// paths.
func (sb *Sandbox) Endpoints() []Endpoint {
	list := slices.Collect(maps.Keys(sb.api.endpoints))
	slices.SortFunc(list, func(a, b Endpoint) int {
		return cmp.Or(strings.Compare(a.Template, b.Template), strings.Compare(a.Method, b.Method))
	})
	return list
}
