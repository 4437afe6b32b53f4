package grant

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/declared"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/diagnostics"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/importid"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/parent"
)

// ModifyPlan implements resource.ResourceWithModifyPlan. It plans nothing by itself,
// but warns of revocations that a reader of the plan may not expect.
func (r *grantsResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() || req.State.Raw.IsNull() {
		return
	}
	var plan, state grantsModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	chosen := loadImport(ctx, req.Private, &resp.Diagnostics)
	if resp.Diagnostics.HasError() || !plan.EnvironmentID.Equal(state.EnvironmentID) || !plan.ProjectID.Equal(state.ProjectID) ||
		plan.UserGroupRoles.IsUnknown() || plan.UserRoles.IsUnknown() {
		return
	}
	revoked := state.roles().without(plan.roles())
	if chosen != nil && len(revoked) > 0 {
		resp.Diagnostics.AddWarning(fmt.Sprintf("%s %s revokes grants that came with its import", grantsTypeName, state.label()),
			fmt.Sprintf("They are in the state, since an import by environment and project takes all direct grants of a project over, and not in the configuration: %s.\n\nIf somebody else manages them, do not apply. Forget the resource with terraform state rm, which revokes nothing, and import only the holders that you mean: %q. If they are to stay, declare them.",
				listNames(revoked.holders(), holderName), state.label()+"/<holder id>,<holder id>"))
	}
	if plan.Exclusive.ValueBool() && !state.Exclusive.ValueBool() {
		r.warnExclusive(ctx, &plan, revoked, &resp.Diagnostics)
	}
}

// warnExclusive says what exclusive = true is about to revoke, which is not in the
// state yet. This is the only plan that reads.
func (r *grantsResource) warnExclusive(ctx context.Context, plan *grantsModel, shown roles, diags *diag.Diagnostics) {
	client, ok := r.Client(diags)
	if !ok {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, readTimeout)
	defer cancel()
	grants, err := listGrants(ctx, client, plan.EnvironmentID.ValueString(), plan.ProjectID.ValueString())
	if err != nil {
		op := diagnostics.Reading(grantsTypeName)
		op.Next = grantsOperation("read", plan).Next
		op.Failed(diags, err)
		return
	}
	if others := undeclared(grants, plan.roles()).without(shown); len(others) > 0 {
		diags.AddAttributeWarning(path.Root("exclusive"), fmt.Sprintf("%s %s revokes grants that are not declared", grantsTypeName, plan.label()),
			fmt.Sprintf("exclusive becomes true, so the apply revokes all other direct grants of the project. As of now that is: %s.", describe(others, grants)))
	}
}

var (
	grantsImport = importid.Format{Parts: []string{"environment_id", "project_id"}, Example: "209/4711"}
	// holdersImport takes some grants of a project only.
	holdersImport = importid.Format{Parts: []string{"environment_id", "project_id", "holder_id,…"}, Example: "209/4711/pf-APHDLgAD-cTXBtz,7001"}
)

var importHelp = fmt.Sprintf("Expected %s, for example %q, for all direct grants of the project, or %s, for example %q, for those of some groups and users. The environment is the one that the project is in.",
	grantsImport, grantsImport.Example, holdersImport, holdersImport.Example)

// ImportState implements resource.ResourceWithImportState.
func (r *grantsResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	client, ok := r.Client(&resp.Diagnostics)
	if !ok {
		return
	}
	var identity grantsIdentityModel
	chosen := imported{}
	if req.ID == "" {
		resp.Diagnostics.Append(req.Identity.Get(ctx, &identity)...)
	} else {
		format := grantsImport
		if strings.Count(req.ID, "/") == 2 {
			format = holdersImport
		}
		parts, ok := format.Read(req.ID, grantsTypeName, &resp.Diagnostics)
		if !ok {
			return
		}
		environment, err := parent.Resolve(ctx, client, parts[0])
		if err != nil {
			grantsOperation("import", &grantsModel{EnvironmentID: types.StringValue(parts[0]), ProjectID: types.StringValue(parts[1])}).Failed(&resp.Diagnostics, err)
			return
		}
		identity = grantsIdentityModel{EnvironmentID: types.StringValue(environment), ProjectID: types.StringValue(parts[1])}
		if len(parts) == 3 {
			chosen = strings.Split(parts[2], ",")
		}
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("environment_id"), identity.EnvironmentID)...)
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("project_id"), identity.ProjectID)...)
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("exclusive"), false)...)
	if resp.Identity != nil {
		resp.Diagnostics.Append(resp.Identity.Set(ctx, identity)...)
	}
	chosen.save(ctx, resp.Private, &resp.Diagnostics)
}

// imported remembers that a resource was imported and not changed since, and which
// holders were asked for; without any, all were. It is nil for what was not imported.
type imported []string

const importKey = "import"

func loadImport(ctx context.Context, private declared.Reader, diags *diag.Diagnostics) imported {
	data, d := private.GetKey(ctx, importKey)
	diags.Append(d...)
	var out imported
	if len(data) > 0 {
		if err := json.Unmarshal(data, &out); err != nil {
			diags.AddError("Unreadable private state", "What this provider remembers of the import cannot be read: "+err.Error())
		}
	}
	return out
}

func (i imported) save(ctx context.Context, private declared.Writer, diags *diag.Diagnostics) {
	data, err := json.Marshal(i)
	if err != nil {
		diags.AddError("Cannot write private state", err.Error())
		return
	}
	diags.Append(private.SetKey(ctx, importKey, data)...)
}

// forgetImport is called when a configuration has been applied.
func forgetImport(ctx context.Context, private declared.Writer, diags *diag.Diagnostics) {
	imported(nil).save(ctx, private, diags)
}

// from returns the grants that the import asked for: those of the holders, or all
// but the automatic ones.
func (i imported) from(m *grantsModel, grants []workato.Grant, diags *diag.Diagnostics) roles {
	present := undeclared(grants, nil)
	if len(i) > 0 {
		present = rolesIn(grants, nil).only(func(holder workato.Holder) bool { return slices.Contains(i, string(holder.ID)) })
	}
	missing := slices.DeleteFunc(slices.Clone(i), func(id string) bool {
		return slices.ContainsFunc(present.holders(), func(holder workato.Holder) bool { return string(holder.ID) == id })
	})
	switch {
	case len(missing) > 0:
		diags.AddError("Cannot import "+grantsTypeName, fmt.Sprintf("Project %s has no direct grant of: %s. %s", m.ProjectID.ValueString(), strings.Join(missing, ", "), importHelp))
	case len(present) == 0:
		diags.AddError("Cannot import "+grantsTypeName, fmt.Sprintf("Project %s has no direct grants, apart from such as Workato gives the creator of a project, or the token cannot see them. There is nothing to import: create the resource.", m.ProjectID.ValueString()))
	}
	return present
}
