// Package project offers what is built in one environment: projects, the folders in
// them, connections, and the properties that recipes read.
package project

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// Resources are the resources of this package.
var Resources = []func() resource.Resource{newResource, newFolderResource, newPropertyResource, newConnectionResource}

// DataSources are the data sources of this package.
var DataSources = []func() datasource.DataSource{
	newDataSource, newListDataSource, newFolderDataSource, newFoldersDataSource, newPropertyDataSource, newPropertiesDataSource,
	newConnectionDataSource, newConnectionsDataSource,
}

const (
	typeName           = "workato_project"
	listTypeName       = "workato_projects"
	folderTypeName     = "workato_folder"
	foldersTypeName    = "workato_folders"
	propertyTypeName   = "workato_property"
	propertiesTypeName = "workato_properties"

	connectionTypeName  = "workato_connection"
	connectionsTypeName = "workato_connections"
)
