// Package collaborator offers what concerns the people who work in customers'
// workspaces: collaborator groups, their members, and customer managers.
package collaborator

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// Resources are the resources of this package.
var Resources = []func() resource.Resource{newGroupResource, newGroupMembersResource, newManagerResource}

// DataSources are the data sources of this package.
var DataSources = []func() datasource.DataSource{
	newGroupDataSource, newGroupsDataSource, newGroupMembersDataSource, newManagerDataSource, newManagersDataSource,
}

const (
	groupTypeName  = "workato_collaborator_group"
	groupsTypeName = "workato_collaborator_groups"

	groupMembersTypeName = "workato_collaborator_group_members"
	managerTypeName      = "workato_customer_manager"
	managersTypeName     = "workato_customer_managers"
)
