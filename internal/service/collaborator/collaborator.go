// Package collaborator offers what concerns the people who work in customers'
// workspaces: collaborators, their groups and who is in them, and customer managers.
package collaborator

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// Resources are the resources of this package.
var Resources = []func() resource.Resource{newCollaboratorResource, newGroupResource, newGroupMembersResource, newManagerResource}

// DataSources are the data sources of this package.
var DataSources = []func() datasource.DataSource{
	newCollaboratorDataSource, newCollaboratorsDataSource, newPrivilegesDataSource,
	newGroupDataSource, newGroupsDataSource, newGroupMembersDataSource, newManagerDataSource, newManagersDataSource,
}

const (
	collaboratorTypeName  = "workato_collaborator"
	collaboratorsTypeName = "workato_collaborators"
	privilegesTypeName    = "workato_collaborator_privileges"

	groupTypeName  = "workato_collaborator_group"
	groupsTypeName = "workato_collaborator_groups"

	groupMembersTypeName = "workato_collaborator_group_members"
	managerTypeName      = "workato_customer_manager"
	managersTypeName     = "workato_customer_managers"
)
