// Package grant offers project grants, which give people and groups a role in a
// project.
package grant

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// Resources are the resources of this package.
var Resources = []func() resource.Resource{newResource, newGrantsResource}

// DataSources are the data sources of this package.
var DataSources = []func() datasource.DataSource{newDataSource, newGrantsDataSource}

const (
	typeName       = "workato_project_grant"
	grantsTypeName = "workato_project_grants"
)
