// Package role offers the roles of a customer's workspace: project roles, to read.
package role

import "github.com/hashicorp/terraform-plugin-framework/datasource"

// DataSources are the data sources of this package.
var DataSources = []func() datasource.DataSource{newProjectRolesDataSource}

const projectRolesTypeName = "workato_project_roles"
