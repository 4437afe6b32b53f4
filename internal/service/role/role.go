// Package role offers the roles of a customer's workspace: environment roles and
// project roles of the current access model (RBAC 2.0), and custom roles of the legacy
// one.
package role

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// Resources are the resources of this package.
var Resources = []func() resource.Resource{newEnvironmentRoleResource, newProjectRoleResource, newCustomRoleResource}

// DataSources are the data sources of this package.
var DataSources = []func() datasource.DataSource{
	newEnvironmentRoleDataSource, newEnvironmentRolesDataSource,
	newProjectRoleDataSource, newProjectRolesDataSource,
	newCustomRoleDataSource, newCustomRolesDataSource,
}

const (
	environmentRoleTypeName  = "workato_environment_role"
	environmentRolesTypeName = "workato_environment_roles"
	projectRoleTypeName      = "workato_project_role"
	projectRolesTypeName     = "workato_project_roles"
	customRoleTypeName       = "workato_custom_role"
	customRolesTypeName      = "workato_custom_roles"
)
