package sandbox

import (
	"net/http"
	"strconv"
	"time"
)

// The classes of endpoints that share a rate limit
// (docs.workato.com/en/oem/oem-api/limits.html).
const (
	classAccount          = "account"
	classManagers         = "customer_managers"
	classCustomerCreate   = "customer_create"
	classCustomers        = "customers"
	classEnvironments     = "environments"
	classMembers          = "members"
	classMemberDelete     = "member_delete"
	classInvitations      = "member_invitations"
	classGroups           = "user_groups"
	classGroupGrants      = "user_group_grants"
	classEnvironmentRoles = "environment_roles"
	classProjectRoles     = "project_roles"
	classGrants           = "project_grants"
	classProjects         = "projects"
	classProperties       = "properties"
	classLegacyRoles      = "legacy_roles"
	classConnections      = "connections"
	classConnectionList   = "connection_list"
	classAPIClients       = "api_clients"
	classAPIClientLists   = "api_client_lists"
	classOAuthProfiles    = "oauth_profiles"

	// Workspace 365 documents no limit; the class exists so that a test can set one.
	classWorkspace365 = "workspace365"
)

// DocumentedQuotas returns the default limits per minute. Limits are shared by
// all customers and tokens of the partner. Limits that the documents give per
// second are turned to minutes; those of folders, projects and properties, of the account
// itself and of customer managers are not documented and assumed (docs.workato.com/en/oem/oem-api/limits.html).
func DocumentedQuotas() map[string]int {
	return map[string]int{
		classAccount:          60,
		classManagers:         60,
		classCustomerCreate:   1000,
		classCustomers:        60,
		classEnvironments:     1000,
		classMembers:          60,
		classMemberDelete:     1000,
		classInvitations:      60,
		classGroups:           600,
		classGroupGrants:      60,
		classEnvironmentRoles: 600,
		classProjectRoles:     600,
		classGrants:           60,
		classProjects:         60,
		classProperties:       60,
		classLegacyRoles:      60,
		classConnections:      60,
		classConnectionList:   1000,
		classAPIClients:       60,
		classAPIClientLists:   1000,
		classOAuthProfiles:    60,
	}
}

// quotas holds the times of the requests of the last minute for each class.
type quotas map[string][]time.Time

// take counts a request, or refuses it when the minute's share is used up. A
// refused request does not count.
func (q quotas) take(class string, limit int, now time.Time) error {
	recent := q[class]
	for len(recent) > 0 && now.Sub(recent[0]) >= time.Minute {
		recent = recent[1:]
	}
	q[class] = recent
	if len(recent) < limit {
		q[class] = append(recent, now)
		return nil
	}
	wait := time.Minute
	if len(recent) > 0 {
		wait -= now.Sub(recent[0])
	}
	// The header is not documented, but clients honour it. It counts whole
	// seconds, so it is rounded up.
	seconds := int((wait + time.Second - 1) / time.Second)
	return &apiError{
		status:  http.StatusTooManyRequests,
		message: "Too many requests",
		header:  http.Header{"Retry-After": {strconv.Itoa(seconds)}},
	}
}
