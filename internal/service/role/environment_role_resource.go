package role

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
)

var environmentRole = rbacKind{
	typeName: environmentRoleTypeName, pluralTypeName: environmentRolesTypeName,
	noun: "environment role", plural: "environment roles",
	description: "An environment role of a customer: what collaborators may do in an environment as a whole, apart from the contents of projects, which project roles open. Collaborators are given it by its name, for each environment.",
	example:     "209/304", holders: "of the customer's collaborators",
	inUse: "Give the collaborators another role first. Terraform does so by itself for those of the same configuration that refer to this role through its name attribute.",
	names: []validator.String{notNoAccess{}},

	list: (*workato.Client).EnvironmentRoles, get: (*workato.Client).EnvironmentRole, create: (*workato.Client).CreateEnvironmentRole,
	update: (*workato.Client).UpdateEnvironmentRole, remove: (*workato.Client).DeleteEnvironmentRole,
}

func newEnvironmentRoleResource() resource.Resource {
	return &rbacRoleResource{kind: &environmentRole}
}

func newEnvironmentRoleDataSource() datasource.DataSource {
	return newRBACRoleDataSource(&environmentRole)
}
