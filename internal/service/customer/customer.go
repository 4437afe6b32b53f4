// Package customer offers managed customers, the workspaces that a partner runs
// for the customers of its product, and their environments.
package customer

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// Resources are the resources of this package.
var Resources = []func() resource.Resource{newResource}

// DataSources are the data sources of this package.
var DataSources = []func() datasource.DataSource{newDataSource, newListDataSource, newWorkspaceDataSource}

const typeName = "workato_managed_customer"
