// Package collaborator offers what concerns the people of a customer's workspace:
// collaborator groups and their members.
package collaborator

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// Resources are the resources of this package.
var Resources = []func() resource.Resource{newGroupResource, newGroupMembersResource}

// DataSources are the data sources of this package.
var DataSources = []func() datasource.DataSource{newGroupDataSource, newGroupsDataSource, newGroupMembersDataSource}

const (
	groupTypeName  = "workato_collaborator_group"
	groupsTypeName = "workato_collaborator_groups"

	groupMembersTypeName = "workato_collaborator_group_members"
)
