//go:build unix

package interrupt

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// moment places something relative to a request.
type moment string

const (
	// before the request reaches the service.
	before moment = "before"
	// during its processing, when it has had its effect and is not answered yet.
	during moment = "during"
	// after its answer was sent, and before any other request is let in.
	after moment = "after"
)

var moments = []moment{before, during, after}

// call is the nth one of an endpoint, from 1.
type call struct {
	endpoint string
	nth      int
}

// gate is what requests pass on their way to the service. It counts them, and has something done at one of them.
type gate struct {
	next   http.Handler
	routes *http.ServeMux

	mutex  sync.Mutex
	counts map[string]int
	armed  call
	at     moment
	act    func(*http.Request) (goesOn bool)
	// done is closed when the act is over. The others wait for it after the answer of the one that was armed.
	closed chan struct{}
	met    bool
}

func newGate(sb *sandbox.Sandbox) *gate {
	g := &gate{next: sb, routes: http.NewServeMux(), counts: map[string]int{}}
	known := map[string]bool{}
	for _, endpoint := range sb.Endpoints() {
		pattern := endpoint.Method + " " + unversioned(endpoint.Template)
		if !strings.Contains(pattern, "?") && !known[pattern] {
			known[pattern] = true
			g.routes.HandleFunc(pattern, func(http.ResponseWriter, *http.Request) {})
		}
	}
	return g
}

// unversioned levels the two spellings of many paths.
func unversioned(path string) string { return strings.Replace(path, "/api/v2/", "/api/", 1) }

// arm has f called at a moment of the nth request to an endpoint from now on. f returns when what it does has arrived,
// and whether the request then goes on its way.
func (g *gate) arm(c call, at moment, f func(*http.Request) (goesOn bool)) {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	g.counts, g.armed, g.at, g.act, g.met, g.closed = map[string]int{}, c, at, f, false, nil
}

// disarm ends what arm began, and tells whether the request came.
func (g *gate) disarm() bool {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	g.act = nil
	return g.met
}

// passed are the calls since arm, in the order of their names.
func (g *gate) passed() []call {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	var out []call
	for _, endpoint := range slices.Sorted(maps.Keys(g.counts)) {
		for nth := range g.counts[endpoint] {
			out = append(out, call{endpoint, nth + 1})
		}
	}
	slices.SortStableFunc(out, func(a, b call) int { return cmp.Compare(a.endpoint, b.endpoint) })
	return out
}

// ServeHTTP implements http.Handler.
func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	at, act, wait := g.arrive(r)
	if wait != nil {
		select {
		case <-wait:
		case <-r.Context().Done():
			return
		}
	}
	switch at {
	case before:
		if act(r) {
			g.next.ServeHTTP(w, r)
		}
	case during:
		answer := httptest.NewRecorder()
		// A request that its client gives up on while it is processed is processed nevertheless.
		g.next.ServeHTTP(answer, r)
		if !act(r) {
			return
		}
		maps.Copy(w.Header(), answer.Header())
		w.WriteHeader(answer.Code)
		_, _ = w.Write(answer.Body.Bytes()) // Whoever has gone away needs no answer.
	case after:
		g.next.ServeHTTP(w, r)
		_ = http.NewResponseController(w).Flush()
		act(r)
	default:
		g.next.ServeHTTP(w, r)
	}
}

// arrive counts a request, and says what is to be done at it or waited for before.
func (g *gate) arrive(r *http.Request) (at moment, act func(*http.Request) bool, wait <-chan struct{}) {
	endpoint := g.endpoint(r)
	g.mutex.Lock()
	defer g.mutex.Unlock()
	g.counts[endpoint]++
	if g.act == nil || g.met || endpoint != g.armed.endpoint || g.counts[endpoint] != g.armed.nth {
		return "", nil, g.closed
	}
	g.met = true
	closed, f := make(chan struct{}), g.act
	if g.at == after {
		g.closed = closed
	}
	return g.at, func(r *http.Request) bool {
		defer close(closed)
		return f(r)
	}, nil
}

// endpoint spells the endpoint of a request, such as "GET /api/managed_users/{id}".
func (g *gate) endpoint(r *http.Request) string {
	level := r.Clone(r.Context())
	level.URL.Path, level.URL.RawPath = unversioned(r.URL.Path), ""
	if _, pattern := g.routes.Handler(level); pattern != "" {
		return pattern
	}
	return fmt.Sprintf("%s %s", r.Method, r.URL.Path)
}
