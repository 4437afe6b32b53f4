package workato

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// hosts are the data centers (OEM API, Base URL; Developer API, Base URL for kr
// and trial). A token belongs to one of them.
var hosts = map[string]string{
	"us":    "https://www.workato.com",
	"eu":    "https://app.eu.workato.com",
	"jp":    "https://app.jp.workato.com",
	"sg":    "https://app.sg.workato.com",
	"au":    "https://app.au.workato.com",
	"il":    "https://app.il.workato.com",
	"cn":    "https://app.workatoapp.cn",
	"kr":    "https://app.kr.workato.com",
	"trial": "https://app.trial.workato.com",
}

// Regions returns the names of the data centers, sorted.
func Regions() []string { return slices.Sorted(maps.Keys(hosts)) }

// RegionURL returns the base URL of a data center, or "" if there is none of the name.
func RegionURL(region string) string { return hosts[region] }

// Quota classes (OEM API, Rate limits). The limits are counted for the whole
// Embed admin workspace and can be raised by Workato.
const (
	ClassCustomers      = "customers"
	ClassCustomerCreate = "customer_create"
	ClassGroups         = "collaborator_groups"
	ClassGroupGrants    = "collaborator_group_grants"
	ClassMembers        = "members"
	ClassMemberDelete   = "member_delete"
	ClassInvitations    = "member_invitations"
	// ClassEnvironmentRoles and ClassProjectRoles have 10 calls a second each.
	ClassEnvironmentRoles = "environment_roles"
	ClassProjectRoles     = "project_roles"
	ClassGrants           = "project_grants"
	ClassCustomRoles      = "custom_roles"
	// ClassProjects holds folders and projects, whose limit is not documented:
	// the common one is assumed.
	ClassProjects = "projects"
	// ClassAccount holds what belongs to the admin workspace itself: who the caller
	// is, and customer managers. No limit is documented: the common one is assumed.
	ClassAccount = "account"
	// ClassProperties holds properties, with the same assumption.
	ClassProperties = "properties"
	// ClassConnections holds everything about connections but their list.
	ClassConnections    = "connections"
	ClassConnectionList = "connection_list"
	// ClassAPIClients holds what is done with developer API clients of customers,
	// ClassAPIClientLists the lists of clients and of their roles (OEM API, API
	// clients, Rate limits).
	ClassAPIClients     = "api_clients"
	ClassAPIClientLists = "api_client_lists"
	ClassOAuthProfiles  = "oauth_profiles"
)

// Quotas returns the documented quota of each class.
func Quotas() map[string]transport.Quota {
	return map[string]transport.Quota{
		ClassCustomers:        {Calls: 60, Window: time.Minute},
		ClassCustomerCreate:   {Calls: 1000, Window: time.Minute},
		ClassGroups:           {Calls: 10, Window: time.Second},
		ClassGroupGrants:      {Calls: 60, Window: time.Minute},
		ClassMembers:          {Calls: 60, Window: time.Minute},
		ClassMemberDelete:     {Calls: 1000, Window: time.Minute},
		ClassInvitations:      {Calls: 60, Window: time.Minute},
		ClassEnvironmentRoles: {Calls: 10, Window: time.Second},
		ClassProjectRoles:     {Calls: 10, Window: time.Second},
		ClassGrants:           {Calls: 60, Window: time.Minute},
		ClassCustomRoles:      {Calls: 60, Window: time.Minute},
		ClassProjects:         {Calls: 60, Window: time.Minute},
		ClassAccount:          {Calls: 60, Window: time.Minute},
		ClassProperties:       {Calls: 60, Window: time.Minute},
		ClassConnections:      {Calls: 60, Window: time.Minute},
		ClassConnectionList:   {Calls: 1000, Window: time.Minute},
		ClassAPIClients:       {Calls: 60, Window: time.Minute},
		ClassAPIClientLists:   {Calls: 1000, Window: time.Minute},
		ClassOAuthProfiles:    {Calls: 60, Window: time.Minute},
	}
}

// RBACVersion says where the endpoints of the role-based access model are.
type RBACVersion string

// The reference shows the role endpoints under both paths. RBACAuto finds out by
// reading.
const (
	RBACAuto RBACVersion = "auto"
	RBACV1   RBACVersion = "v1"
	RBACV2   RBACVersion = "v2"
)

// RBACVersions returns the known values.
func RBACVersions() []string { return []string{string(RBACAuto), string(RBACV1), string(RBACV2)} }

// pageSize is the documented maximum of both styles of paging.
const pageSize = 100

// Client calls the Workato Embedded API. It is safe for concurrent use.
type Client struct {
	transport *transport.Client
	rbac      map[string]*family
	// lists are those that several callers share, see [shared].
	lists *shared.Store
	// shapes are what replies by id have, by the class of their lists.
	shapes shapes
	// adding and removing remember where the calls that change the members of a
	// group take their ids from.
	adding, removing memory
	// grantsInQuery is set once the service has shown that it takes project_grants
	// as query parameters only.
	grantsInQuery atomic.Bool
	// propertyFilter is set once properties were listed by the older name of the filter.
	propertyFilter atomic.Bool
	// invitesOne remembers that invitations go to the path in the singular.
	invitesOne atomic.Bool
}

// New returns a client for a service, whose base URL may end in /api. ages are how old
// the lists may be that several callers share.
func New(config transport.Config, version RBACVersion, ages shared.Ages) *Client {
	c := &Client{rbac: map[string]*family{}, lists: shared.NewStore(ages)}
	config.Writing = func(class string, noted bool) func() { return c.lists.Writing(familyOf(class), noted) }
	c.transport = transport.New(config)
	for _, name := range []string{ClassGroups, ClassEnvironmentRoles, ClassProjectRoles, ClassGrants, familyMemberGrants} {
		c.rbac[name] = newFamily(version)
	}
	return c
}

// Credentials returns the headers that authenticate a call (OEM API, Authentication).
func Credentials(token string) http.Header {
	return http.Header{"Authorization": {"Bearer " + token}}
}

// family is a group of endpoints that moved to /api/v2 together, or did not.
type family struct {
	mutex sync.Mutex
	roots []string
}

const (
	rootV1 = "/api"
	rootV2 = "/api/v2"
)

func newFamily(version RBACVersion) *family {
	switch version {
	case RBACV1:
		return &family{roots: []string{rootV1}}
	case RBACV2:
		return &family{roots: []string{rootV2}}
	case RBACAuto:
	}
	return &family{roots: []string{rootV2, rootV1}}
}

// read runs a read under the path that answers it. While that is not known, a
// 404 under the newer path is followed by a try under the older one, so that
// "there is no such object" and "there is no such path" give the same result:
// 404 means that neither has it. Nothing is learned from a 404.
func read[T any](ctx context.Context, c *Client, class string, send func(ctx context.Context, root string) (T, error)) (T, error) {
	f := c.rbac[class]
	f.mutex.Lock()
	if len(f.roots) == 1 {
		root := f.roots[0]
		f.mutex.Unlock()
		return send(ctx, root)
	}
	// Held while probing, so that ten readers do not probe ten times.
	defer f.mutex.Unlock()
	var value T
	var err error
	for _, root := range f.roots {
		if value, err = send(ctx, root); err == nil {
			f.roots = []string{root}
			return value, nil
		}
		if !transport.IsNotFound(err) {
			return value, err
		}
	}
	return value, err
}

// root returns the path under which a write must be sent. If no read has found
// it out yet, probe does; a write is never sent to try.
func root(ctx context.Context, c *Client, class string, probe func(ctx context.Context, root string) error) (string, error) {
	used := ""
	_, err := read(ctx, c, class, func(ctx context.Context, candidate string) (struct{}, error) {
		used = candidate
		f := c.rbac[class]
		if len(f.roots) == 1 {
			return struct{}{}, nil
		}
		return struct{}{}, probe(ctx, candidate)
	})
	return used, err
}
