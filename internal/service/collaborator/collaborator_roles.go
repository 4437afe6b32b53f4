package collaborator

import (
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

// environments are the keys of environment_roles, in the order in which they are sent.
var environments = []string{workato.EnvironmentDev, workato.EnvironmentTest, workato.EnvironmentProd}

// roleTypes are the types of environment_roles.
var roleTypes = map[string]attr.Type{
	workato.EnvironmentDev: semantic.RoleName, workato.EnvironmentTest: semantic.RoleName, workato.EnvironmentProd: semantic.RoleName,
}

// roles are names of roles by environment, of those environments that have one.
type roles map[string]string

// rolesOf reads environment_roles. What is unknown is left out.
func rolesOf(object types.Object) roles {
	out := roles{}
	for environment, value := range object.Attributes() {
		if name, ok := value.(semantic.String); ok && !name.IsNull() && !name.IsUnknown() {
			out[environment] = name.ValueString()
		}
	}
	return out
}

// object is the value of environment_roles.
func (r roles) object() types.Object {
	values := map[string]attr.Value{}
	for _, environment := range environments {
		values[environment] = semantic.RoleName.Null()
		if name, has := r[environment]; has {
			values[environment] = semantic.RoleName.Value(name)
		}
	}
	return types.ObjectValueMust(roleTypes, values)
}

// inputs are the roles as requests have them.
func (r roles) inputs(roleType string) []workato.EnvironmentRoleInput {
	out := []workato.EnvironmentRoleInput{}
	for _, environment := range environments {
		if name, has := r[environment]; has {
			out = append(out, workato.EnvironmentRoleInput{EnvironmentType: environment, Name: name, RoleType: roleType})
		}
	}
	return out
}

// since are the roles to send so that those of before become these. Environments that
// are not sent keep theirs, so one that is left out has its access taken away.
func (r roles) since(before roles) roles {
	out := roles{}
	for _, environment := range environments {
		name, has := r[environment]
		old, had := before[environment]
		switch {
		case has && (!had || !semantic.RoleName.Same(name, old)):
			out[environment] = name
		case !has && had && !isNoAccess(old):
			out[environment] = workato.NoAccess
		}
	}
	return out
}

// isNoAccess reports whether a role is the one that takes away access.
func isNoAccess(name string) bool { return semantic.RoleName.Same(name, workato.NoAccess) }

// seen are the roles that a member has, of the given environments, in the spelling of
// before where it means the same. That there is no role, and the role NoAccess, mean
// the same too.
func (r roles) seen(shown roles, in map[string]bool) roles {
	out := roles{}
	for environment := range in {
		name, has := shown[environment]
		if has && isNoAccess(name) {
			has = false
		}
		before, had := r[environment]
		switch {
		case had && has && semantic.RoleName.Same(name, before), had && !has && isNoAccess(before):
			out[environment] = before
		case has:
			out[environment] = name
		}
	}
	return out
}

// keys are the environments that have a role.
func (r roles) keys() map[string]bool {
	out := map[string]bool{}
	for environment := range r {
		out[environment] = true
	}
	return out
}

// shownRoles are the roles that a reply about a member shows, and their type, or "". all
// reports whether they are those of all environments.
func shownRoles(member workato.Member) (shown roles, roleType string, all bool) {
	list, all := member.RolesShown()
	shown = roles{}
	for _, role := range list {
		shown[role.EnvironmentType] = role.RoleName
		if role.RoleType != "" && !isNoAccess(role.RoleName) {
			roleType = role.RoleType
		}
	}
	return shown, roleType, all
}

// withPrivileges completes the roles by those that a list of privileges names.
func (r roles) withPrivileges(privileges []workato.Privileges) roles {
	out := maps.Clone(r)
	for _, row := range privileges {
		if _, has := out[row.EnvironmentType]; !has && row.Name != "" {
			out[row.EnvironmentType] = row.Name
		}
	}
	return out
}

// withRest completes the roles by those of before in the other environments.
func (r roles) withRest(before roles) roles {
	out := maps.Clone(before)
	maps.Copy(out, r)
	return out
}
