// Package role offers the roles of a customer's workspace: project roles, to read,
// and custom roles of the legacy access model.
package role

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// Resources are the resources of this package.
var Resources = []func() resource.Resource{newCustomRoleResource}

// DataSources are the data sources of this package.
var DataSources = []func() datasource.DataSource{newProjectRolesDataSource, newCustomRolesDataSource}

const (
	projectRolesTypeName = "workato_project_roles"
	customRoleTypeName   = "workato_custom_role"
	customRolesTypeName  = "workato_custom_roles"
)
