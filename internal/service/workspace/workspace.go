// Package workspace offers Workspace 365 environments, the tenants that a partner
// runs for its customers on an instance of Workspace 365.
package workspace

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// Resources are the resources of this package.
var Resources = []func() resource.Resource{newResource}

// DataSources are the data sources of this package.
var DataSources = []func() datasource.DataSource{newDataSource, newListDataSource, newValidationDataSource}

const (
	typeName           = "workspace365_environment"
	listTypeName       = "workspace365_environments"
	validationTypeName = "workspace365_environment_validation"
)
