// Package apiclient offers what lets programs into a customer's workspace: developer
// API clients with their roles, and the custom OAuth profiles that connections use.
package apiclient

import (
	"time"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// Resources are the resources of this package.
var Resources = []func() resource.Resource{newClientResource, newRoleResource, newAssignmentResource}

// DataSources are the data sources of this package. Nothing lists the assignments of
// OAuth profiles.
var DataSources = []func() datasource.DataSource{newClientDataSource, newClientsDataSource, newRoleDataSource, newRolesDataSource}

const (
	clientTypeName     = "workato_api_client"
	clientsTypeName    = "workato_api_clients"
	roleTypeName       = "workato_api_client_role"
	rolesTypeName      = "workato_api_client_roles"
	assignmentTypeName = "workato_oauth_profile_assignment"
)

// timeout bounds an operation with all its calls.
const timeout = 5 * time.Minute
