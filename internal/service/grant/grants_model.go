package grant

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
)

// grantsModel is the resource in plan and state.
type grantsModel struct {
	EnvironmentID  types.String   `tfsdk:"environment_id"`
	ProjectID      types.String   `tfsdk:"project_id"`
	UserGroupRoles types.Map      `tfsdk:"user_group_roles"`
	UserRoles      types.Map      `tfsdk:"user_roles"`
	Exclusive      types.Bool     `tfsdk:"exclusive"`
	Timeouts       timeouts.Value `tfsdk:"timeouts"`
}

// grantsIdentityModel is the identity of the grants of a project.
type grantsIdentityModel struct {
	EnvironmentID types.String `tfsdk:"environment_id"`
	ProjectID     types.String `tfsdk:"project_id"`
}

func (m *grantsModel) identity() grantsIdentityModel {
	return grantsIdentityModel{EnvironmentID: m.EnvironmentID, ProjectID: m.ProjectID}
}

// label is how messages and the import id call the resource.
func (m *grantsModel) label() string {
	return m.EnvironmentID.ValueString() + "/" + m.ProjectID.ValueString()
}

// imported reports whether nothing but an import has filled the model in:
// configurations have at least one of the maps.
func (m *grantsModel) imported() bool { return m.UserGroupRoles.IsNull() && m.UserRoles.IsNull() }

// roles returns the grants that the model holds. Those of an unknown role have an
// empty one; of a map that is unknown as a whole there are none.
func (m *grantsModel) roles() roles {
	out := roles{}
	for group, values := range map[bool]types.Map{true: m.UserGroupRoles, false: m.UserRoles} {
		for id, value := range values.Elements() {
			role, _ := value.(types.String)
			out[workato.Holder{Group: group, ID: workato.ID(id)}] = workato.ID(role.ValueString())
		}
	}
	return out
}

// set replaces the grants that the model holds. A map without any stays null if it
// was.
func (m *grantsModel) set(present roles) {
	maps := map[bool]map[string]attr.Value{true: {}, false: {}}
	for holder, role := range present {
		maps[holder.Group][string(holder.ID)] = types.StringValue(string(role))
	}
	fill := func(target *types.Map, values map[string]attr.Value) {
		if len(values) > 0 || !target.IsNull() {
			*target = types.MapValueMust(types.StringType, values)
		}
	}
	fill(&m.UserGroupRoles, maps[true])
	fill(&m.UserRoles, maps[false])
}

// roles are project roles by who holds them.
type roles map[workato.Holder]workato.ID

// rolesIn returns the direct grants of a list. A holder has one of them, presumably;
// were there several, the one that is wanted would count.
func rolesIn(grants []workato.Grant, wanted roles) roles {
	out := roles{}
	for _, g := range grants {
		holder := g.Holder()
		if holder.ID == "" {
			continue
		}
		if _, found := out[holder]; !found || g.ProjectRole.ID == wanted[holder] {
			out[holder] = g.ProjectRole.ID
		}
	}
	return out
}

// holders lists the holders in a fixed order: groups first, and then by their ids.
func (r roles) holders() []workato.Holder {
	return slices.SortedFunc(maps.Keys(r), func(a, b workato.Holder) int {
		if a.Group != b.Group {
			if a.Group {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(len(a.ID), len(b.ID)), cmp.Compare(a.ID, b.ID))
	})
}

// inputs are the entries of bulk updates, in that order.
func (r roles) inputs() []workato.GrantInput {
	var out []workato.GrantInput
	for _, holder := range r.holders() {
		out = append(out, workato.GrantInput{Holder: holder, ProjectRoleID: r[holder]})
	}
	return out
}

// only keeps the holders for which keep is true.
func (r roles) only(keep func(workato.Holder) bool) roles {
	out := maps.Clone(r)
	maps.DeleteFunc(out, func(holder workato.Holder, _ workato.ID) bool { return !keep(holder) })
	return out
}

// without returns the grants whose holders others lacks.
func (r roles) without(others roles) roles {
	return r.only(func(holder workato.Holder) bool { _, found := others[holder]; return !found })
}

// with returns the grants whose holders others has too.
func (r roles) with(others roles) roles {
	return r.only(func(holder workato.Holder) bool { _, found := others[holder]; return found })
}

// and returns both, where those of others count for holders that are in both.
func (r roles) and(others roles) roles {
	out := roles{}
	maps.Copy(out, r)
	maps.Copy(out, others)
	return out
}

// changedFrom returns the grants that are new or have another role than before.
func (r roles) changedFrom(before roles) roles {
	return r.only(func(holder workato.Holder) bool { role, found := before[holder]; return !found || role != r[holder] })
}

// holderName names a holder for people.
func holderName(holder workato.Holder) string {
	if holder.Group {
		return "group " + string(holder.ID)
	}
	return "user " + string(holder.ID)
}

// listNames names holders for people, the first ones if there are many.
func listNames(holders []workato.Holder, describe func(workato.Holder) string) string {
	const most = 20
	var names []string
	for _, holder := range holders[:min(len(holders), most)] {
		names = append(names, describe(holder))
	}
	out := strings.Join(names, ", ")
	if more := len(holders) - most; more > 0 {
		out += fmt.Sprintf(" and %d more", more)
	}
	return out
}

// holderPath is where a configuration names a holder.
func holderPath(holder workato.Holder) path.Path {
	if holder.Group {
		return path.Root("user_group_roles").AtMapKey(string(holder.ID))
	}
	return path.Root("user_roles").AtMapKey(string(holder.ID))
}

// automatic reports whether a grant looks like the one that Workato gives the
// creator of a project: a user's, and of the system role ProjectAdmin (New model:
// privileges reference). The API has no mark for it, so a grant of that kind which
// somebody made is not told apart; it is left alone as well.
func automatic(g workato.Grant) bool {
	plain := strings.NewReplacer(" ", "", "_", "", "-", "").Replace(g.ProjectRole.Name)
	return !g.Holder().Group && strings.EqualFold(plain, "ProjectAdmin")
}

// undeclared returns the direct grants that exclusive = true does not tolerate.
func undeclared(grants []workato.Grant, declared roles) roles {
	return rolesIn(slices.DeleteFunc(slices.Clone(grants), automatic), nil).without(declared)
}
