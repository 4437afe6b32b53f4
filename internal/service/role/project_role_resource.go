package role

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
)

var projectRole = rbacKind{
	typeName: projectRoleTypeName, pluralTypeName: projectRolesTypeName,
	noun: "project role", plural: "project roles",
	description: "A project role of a customer: what collaborators and groups may do in the projects that are granted to them with it. One role serves all projects of the customer, in all environments.",
	example:     "209/pr-APmWpgTs-dwARGH", holders: "of the customer's collaborators and groups, through project grants",
	inUse: "Remove the project grants with this role first, or change their role. The API does not list grants by role: look at the access of each project, in all environments. Terraform removes by itself those of the same configuration that refer to this role.",

	list: (*workato.Client).ProjectRoles, get: (*workato.Client).ProjectRole, create: (*workato.Client).CreateProjectRole,
	update: (*workato.Client).UpdateProjectRole, remove: (*workato.Client).DeleteProjectRole,
}

func newProjectRoleResource() resource.Resource { return &rbacRoleResource{kind: &projectRole} }

func newProjectRoleDataSource() datasource.DataSource { return newRBACRoleDataSource(&projectRole) }
