package sandbox

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Request is what the sandbox remembers of one request to the API.
type Request struct {
	// Sequence counts requests from 1.
	Sequence int `json:"sequence"`
	// Time is when the request arrived.
	Time time.Time `json:"time"`
	// Method is the HTTP method.
	Method string `json:"method"`
	// Path is the path as it was sent, still encoded.
	Path string `json:"path"`
	// Query is the query as it was sent.
	Query string `json:"query,omitempty"`
	// Route is the template that matched, such as /api/managed_users/{id}, or
	// empty if none did.
	Route string `json:"route"`
	// Body is the decoded JSON body with secrets masked, or nil.
	Body any `json:"body,omitempty"`
	// Status is the status that was sent. It is 0 while the request is under
	// way and if the connection was dropped.
	Status int `json:"status"`
	// Committed tells whether a write took effect, whatever was answered.
	Committed bool `json:"committed"`
	// Fault is the id of the fault that the request met, or 0.
	Fault int `json:"fault,omitempty"`
}

// Write tells whether the request meant to change something. Validating a
// Workspace 365 environment does not, although it is a POST.
func (r Request) Write() bool {
	return r.Method != http.MethodGet && r.Method != http.MethodHead && r.Route != w365ValidatePath
}

// Object is what the sandbox remembers of one object.
type Object struct {
	// Kind is customer, environment, member, member_invitation, user_group, environment_role, project_role,
	// folder, project, project_grant, custom_role, connection, user_group_member, customer_manager,
	// property, api_client, api_client_role, oauth_profile_assignment or
	// workspace365_environment. What the product itself supplies, such as system
	// roles, is not listed.
	Kind string `json:"kind"`
	// ID is the object's id.
	ID string `json:"id"`
	// Key is the natural key: what a person would tell the object by, and what
	// no two live objects of a kind should share.
	Key string `json:"key"`
	// CreatedBy is the sequence of the request that made the object, or 0 for
	// the seed and the console.
	CreatedBy int `json:"created_by"`
	// DeletedBy is the sequence of the request that deleted the object, or 0.
	DeletedBy int `json:"deleted_by,omitempty"`
	// Deleted tells whether the object is gone.
	Deleted bool `json:"deleted"`
}

// The kinds of objects in the ledger.
const (
	KindCustomer    = "customer"
	KindEnvironment = "environment"
	KindMember      = "member"
	// KindMemberInvitation is an invitation that waits to be accepted.
	KindMemberInvitation = "member_invitation"
	KindUserGroup        = "user_group"
	// KindEnvironmentRole and KindProjectRole are the roles of the workspace itself:
	// those of Workato and those that are inherited are not in the ledger.
	KindEnvironmentRole = "environment_role"
	KindProjectRole     = "project_role"
	KindFolder          = "folder"
	KindProject         = "project"
	KindProjectGrant    = "project_grant"
	KindCustomRole      = "custom_role"
	// KindGroupMember is a collaborator in a group. Its id and its natural key are
	// those of both, with a slash between them.
	KindGroupMember     = "user_group_member"
	KindCustomerManager = "customer_manager"
	// KindProperty is a property of an environment or a project. Its id and its
	// natural key are its environment, project and name.
	KindProperty   = "property"
	KindConnection = "connection"

	KindAPIClient     = "api_client"
	KindAPIClientRole = "api_client_role"
	// KindOAuthAssignment is a custom OAuth profile that is assigned to a customer. Its
	// id and its natural key are those of both.
	KindOAuthAssignment = "oauth_profile_assignment"

	// KindWorkspace365Environment is a tenant of the Workspace 365 instance. Its
	// id and its natural key are its name in lower case.
	KindWorkspace365Environment = "workspace365_environment"
)

// ledger remembers requests and objects. The sandbox's lock guards it.
type ledger struct {
	lastSequence int
	requests     []*Request
	objects      []*Object
}

func (l *ledger) arrived(r Request) *Request {
	l.lastSequence++
	r.Sequence = l.lastSequence
	l.requests = append(l.requests, &r)
	return &r
}

func (l *ledger) made(kind, id, key string, by int) {
	l.objects = append(l.objects, &Object{Kind: kind, ID: id, Key: key, CreatedBy: by})
}

func (l *ledger) find(kind, id string) *Object {
	for _, o := range slices.Backward(l.objects) {
		if o.Kind == kind && o.ID == id && !o.Deleted {
			return o
		}
	}
	return &Object{}
}

func (l *ledger) renamed(kind, id, key string) { l.find(kind, id).Key = key }

func (l *ledger) deleted(kind, id string, by int) {
	o := l.find(kind, id)
	o.Deleted, o.DeletedBy = true, by
}

// Requests returns every request to the API, in the order of arrival.
func (sb *Sandbox) Requests() []Request {
	return sb.requestsWhere(func(Request) bool { return true })
}

// RequestsMatching returns the requests with the method and route, both spelled
// as in a [Fault].
func (sb *Sandbox) RequestsMatching(method, route string) []Request {
	return sb.requestsWhere(func(r Request) bool {
		return methodMatches(method, r.Method) && routeMatches(route, r.Route, r.Path)
	})
}

// Writes returns the requests that meant to change something.
func (sb *Sandbox) Writes() []Request {
	return sb.requestsWhere(Request.Write)
}

func (sb *Sandbox) requestsWhere(wanted func(Request) bool) []Request {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	var list []Request
	for _, r := range sb.ledger.requests {
		if wanted(*r) {
			list = append(list, *r)
		}
	}
	return list
}

// ResetRequests forgets the requests so far. Sequence numbers go on, and the
// objects stay.
func (sb *Sandbox) ResetRequests() {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	sb.ledger.requests = nil
}

// Objects returns every object of a kind that was ever made; an empty kind
// stands for all.
func (sb *Sandbox) Objects(kind string) []Object {
	return sb.objectsWhere(func(o Object) bool { return kind == "" || o.Kind == kind })
}

// LiveObjects returns the objects of a kind that exist; an empty kind stands
// for all.
func (sb *Sandbox) LiveObjects(kind string) []Object {
	return sb.objectsWhere(func(o Object) bool { return !o.Deleted && (kind == "" || o.Kind == kind) })
}

func (sb *Sandbox) objectsWhere(wanted func(Object) bool) []Object {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	var list []Object
	for _, o := range sb.ledger.objects {
		if wanted(*o) {
			list = append(list, *o)
		}
	}
	return list
}

// Duplicates returns the groups of live objects that share kind and natural
// key. A provider that creates exactly once leaves none.
func (sb *Sandbox) Duplicates() [][]Object {
	byKey := map[string][]Object{}
	for _, o := range sb.LiveObjects("") {
		key := o.Kind + " " + o.Key
		byKey[key] = append(byKey[key], o)
	}
	var groups [][]Object
	for _, key := range slices.Sorted(maps.Keys(byKey)) {
		if len(byKey[key]) > 1 {
			groups = append(groups, byKey[key])
		}
	}
	return groups
}

// naturalKey joins the parts of a natural key.
func naturalKey(parts ...string) string { return strings.Join(parts, "/") }
