// Package project offers projects, which hold what is built in one environment.
package project

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// Resources are the resources of this package.
var Resources = []func() resource.Resource{newResource}

// DataSources are the data sources of this package.
var DataSources = []func() datasource.DataSource{newListDataSource}

const (
	typeName     = "workato_project"
	listTypeName = "workato_projects"
)
