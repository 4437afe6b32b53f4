package collaborator

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/diagnostics"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/importid"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/parent"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/persist"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/providerdata"
)

var (
	_ resource.ResourceWithConfigure   = (*groupMembersResource)(nil)
	_ resource.ResourceWithIdentity    = (*groupMembersResource)(nil)
	_ resource.ResourceWithImportState = (*groupMembersResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*groupMembersResource)(nil)
)

type groupMembersResource struct{ providerdata.WorkatoResource }

func newGroupMembersResource() resource.Resource { return &groupMembersResource{} }

var groupMembersChild = parent.Child{
	Type: groupMembersTypeName, Attribute: "managed_customer_id", Own: "group_id",
	Format: importid.Format{Parts: []string{"managed_customer_id", "group_id"}, Example: "209/pf-APHDLgAD-cTXBtz"},
}

func groupMembersOperation(verb string, m *groupMembersModel) diagnostics.Operation {
	return diagnostics.Operation{
		Verb: verb, Type: groupMembersTypeName,
		Fields: map[string]path.Path{"user_ids": path.Root("user_ids")},
		Next: func(err error) string {
			if transport.IsNotFound(err) {
				return fmt.Sprintf("See that the customer %s has a group %s, and that the token can see both. Groups belong to the customer, so managed_customer_id is its id, which is that of DEV.", m.ManagedCustomerID.ValueString(), m.GroupID.ValueString())
			}
			return groupAdvice(err)
		},
	}
}

// Metadata implements resource.Resource.
func (r *groupMembersResource) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = groupMembersTypeName
}

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *groupMembersResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		"managed_customer_id": attribute.Identity("Id of the managed customer.", true),
		"group_id":            attribute.Identity("Id of the group.", true),
	}}
}

// Schema implements resource.Resource.
func (r *groupMembersResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The members of a collaborator group. By default only those that are declared are added and removed, and others are left alone; with `exclusive`, the group has no others.",
		Attributes: map[string]schema.Attribute{
			"managed_customer_id": attribute.CustomerID(),
			"group_id": schema.StringAttribute{
				MarkdownDescription: "Id of the group: `workato_collaborator_group.NAME.id`. Not that of the system group, in which everybody is anyway. Changing it replaces the object.",
				Required:            true,
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
				PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
			},
			"user_ids": schema.SetAttribute{
				MarkdownDescription: "User ids of collaborators of the customer. Whoever has not accepted the invitation yet has none, and joins groups by the invitation. An empty set is no member. Changed in place.",
				Required:            true, ElementType: types.StringType,
				Validators: []validator.Set{noPending{}, setvalidator.ValueStringsAre(stringvalidator.LengthAtLeast(1))},
			},
			"exclusive": schema.BoolAttribute{
				MarkdownDescription: "Whether members that are not in `user_ids` are removed. Those who are invited and have not accepted yet, and customer managers, are left alone all the same. Default `false`. Changed in place; the plan that turns it on names who will be removed.",
				Optional:            true, Computed: true, Default: booldefault.StaticBool(false),
			},
		},
	}
}

// othersKey is where private state has the members that are not declared.
const othersKey = "others"

// ModifyPlan implements resource.ResourceWithModifyPlan. Whom turning exclusive on will
// remove is not in the state, so the plan says it.
func (r *groupMembersResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() || req.State.Raw.IsNull() {
		return
	}
	var plan, state groupMembersModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	data, diags := req.Private.GetKey(ctx, othersKey)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() || !plan.Exclusive.ValueBool() || state.Exclusive.ValueBool() {
		return
	}
	var others []workato.ID
	if len(data) > 0 && json.Unmarshal(data, &others) != nil {
		return
	}
	if others = minus(others, plan.ids()); len(others) > 0 {
		resp.Diagnostics.AddAttributeWarning(path.Root("exclusive"), fmt.Sprintf("%s %s will remove members that are not declared", groupMembersTypeName, plan.name()),
			fmt.Sprintf("With exclusive = true, the group keeps only the members in user_ids. When it was read last, it also had %s: they will be removed, customer managers excepted. Add to user_ids whoever should stay.", listed(others)))
	}
}

// Create implements resource.Resource. Who is a member already is no error: to be in the
// group is all that is declared. Only an exclusive membership would remove others whom
// no plan has shown, so they are one.
func (r *groupMembersResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan groupMembersModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() || refusedPending(&plan, &resp.Diagnostics) {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	op, roster := groupMembersOperation("create", &plan), r.roster(client, &plan)
	unlock, err := roster.lock(ctx)
	if err != nil {
		op.Failed(&resp.Diagnostics, err)
		return
	}
	defer unlock()
	if !roster.mayBeManaged(ctx, op, &resp.Diagnostics) {
		return
	}
	present, err := roster.users(ctx)
	if err == nil && plan.Exclusive.ValueBool() {
		var others []workato.ID
		others, err = roster.removable(ctx, minus(present, plan.ids()))
		if len(others) > 0 {
			resp.Diagnostics.AddAttributeError(path.Root("exclusive"), op.Summary(), hasOthers(&plan, others))
			return
		}
	}
	if _, unclear := isUnclear(err); err != nil && !unclear {
		op.Failed(&resp.Diagnostics, err)
		return
	}
	added, err := roster.add(ctx, minus(plan.ids(), present))
	if err != nil {
		failed(op, &resp.Diagnostics, &plan, err, added, nil)
		if len(added) == 0 {
			return
		}
		plan.set(added)
	}
	persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
}

func hasOthers(m *groupMembersModel, others []workato.ID) string {
	return fmt.Sprintf("The group has members that are not in user_ids: %s. With exclusive = true they would be removed, and no plan has shown that.\n\nTake the members over by adding this block to the configuration; the plan then shows who is removed:\n\n%s\n\nOr add them to user_ids, or leave exclusive out. Nothing was changed.",
		listed(others), diagnostics.ImportBlock(groupMembersTypeName, m.name()))
}

// mayBeManaged reports a group that does not exist, or is the system group.
func (l *roster) mayBeManaged(ctx context.Context, op diagnostics.Operation, diags *diag.Diagnostics) bool {
	group, how, err := parent.Look(ctx, l.client, parent.Search[workato.Group]{
		Parent: l.customer, Place: "customer", Kind: "groups", Poll: l.Poll, ByID: true,
		Find: func(ctx context.Context) (*workato.Group, error) {
			group, err := l.client.Group(ctx, l.customer, l.group)
			return &group, err
		},
	})
	switch {
	case err != nil:
		op.Failed(diags, err)
	case group == nil:
		diags.AddAttributeError(path.Root("group_id"), op.Summary(), fmt.Sprintf("The customer %s has no group %s, or the token cannot see it: %s. Nothing was changed.\n\nGroups belong to the customer, so managed_customer_id is its id, which is that of DEV. The data source %s lists them.", l.customer, l.group, how, groupsTypeName))
	case group.System:
		diags.AddAttributeError(path.Root("group_id"), op.Summary(), isSystem(*group))
	default:
		return true
	}
	return false
}

func isSystem(group workato.Group) string {
	return fmt.Sprintf("%q (%s) is a system group: every collaborator is in it, and nobody can be added to it or removed from it. To give somebody access, use a group of your own.", group.Name, group.ID)
}

// failed reports why members could not be changed, and what was changed before.
func failed(op diagnostics.Operation, diags *diag.Diagnostics, m *groupMembersModel, err error, added, removed []workato.ID) {
	var parts []string
	if len(added) > 0 {
		verb := "added "
		if unread, ok := errors.AsType[*transport.Error](err); ok && unread.Method == http.MethodGet {
			// The list would tell, and cannot be read.
			verb = "added or may have added "
		}
		parts = append(parts, verb+listed(added))
	}
	if len(removed) > 0 {
		parts = append(parts, "removed "+listed(removed))
	}
	done := "Nothing was changed."
	if len(parts) > 0 {
		done = "Before that, it " + strings.Join(parts, " and ") + ", which is in the state."
	}
	if stranger, ok := errors.AsType[*strangerError](err); ok {
		diags.AddAttributeError(path.Root("user_ids"), op.Summary(), stranger.Error()+"\n\nUser ids are those of one customer's collaborators: take them from the same customer as managed_customer_id. Who was removed from the customer, or has not accepted an invitation yet, has none.\n\n"+done)
		return
	}
	if idle, ok := errors.AsType[*workato.NoEffectError](err); ok {
		diags.AddAttributeError(path.Root("user_ids"), op.Summary(), "What went wrong: "+idle.Error()+".\n\nApply again; if it persists, change the members in the workspace, under Workspace admin > Collaborators > Groups, and report this.\n\n"+done)
		return
	}
	op.Failed(diags, err)
	if len(parts) > 0 {
		diags.AddWarning(fmt.Sprintf("%s %s was changed in part", op.Type, m.name()), done)
	}
}

// refusedPending reports users without an id, which only show when everything is known.
func refusedPending(m *groupMembersModel, diags *diag.Diagnostics) bool {
	if m.hasPending() {
		diags.AddAttributeError(path.Root("user_ids"), pendingSummary, pendingDetail)
	}
	return m.hasPending()
}

// Read implements resource.Resource.
func (r *groupMembersResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state groupMembersModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	imported, roster := state.UserIDs.IsNull(), r.roster(client, &state)
	op := diagnostics.Reading(groupMembersTypeName)
	op.Next = groupMembersOperation("read", &state).Next
	present, how, err := roster.look(ctx, state.ids())
	switch {
	case err != nil:
		op.Failed(&resp.Diagnostics, err)
		return
	case how != "" && imported:
		resp.Diagnostics.AddError("Cannot import "+groupMembersTypeName, fmt.Sprintf("There is no such group, or the token cannot see it: %s. Expected %s, for example %q.", how, groupMembersChild.Format, groupMembersChild.Format.Example))
		return
	case how != "":
		diagnostics.Removed(&resp.Diagnostics, groupMembersTypeName, state.name(), how)
		persist.Remove(ctx, &resp.State, resp.Identity, state.identity(), &resp.Diagnostics)
		return
	case imported && !roster.mayBeManaged(ctx, diagnostics.Operation{Verb: "import", Type: groupMembersTypeName, Next: op.Next}, &resp.Diagnostics):
		return
	}
	others := minus(present, state.ids())
	remembered := others
	declared := both(present, state.ids())
	if imported || state.Exclusive.ValueBool() {
		others, err = roster.removable(ctx, others)
		if unclear, ok := isUnclear(err); ok {
			r.warnUnclear(&state, unclear, &resp.Diagnostics)
		} else if err != nil {
			op.Failed(&resp.Diagnostics, err)
			return
		}
		declared, remembered = append(declared, others...), nil
	}
	state.set(declared)
	persist.Save(ctx, &resp.State, resp.Identity, &state, state.identity(), &resp.Diagnostics)
	data, err := json.Marshal(remembered)
	if err == nil && resp.Private != nil {
		resp.Diagnostics.Append(resp.Private.SetKey(ctx, othersKey, data)...)
	}
}

// warnUnclear says that members are left alone because of what cannot be read.
func (r *groupMembersResource) warnUnclear(m *groupMembersModel, unclear *unclearError, diags *diag.Diagnostics) {
	diags.AddWarning(fmt.Sprintf("%s %s leaves members alone", groupMembersTypeName, m.name()),
		fmt.Sprintf("The members %s are not in user_ids. They may be customer managers, which are never removed, and the list of customer managers that would tell cannot be read: %v.\n\nIn the admin workspace, under Workspace admin > API clients, tick GET /api/customer_managers in the client role. Until then they count as customer managers. To manage them all the same, add them to user_ids.", listed(unclear.ids), unclear.err))
}

// Update implements resource.Resource.
func (r *groupMembersResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state groupMembersModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() || refusedPending(&plan, &resp.Diagnostics) {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	op, roster := groupMembersOperation("update", &plan), r.roster(client, &plan)
	unlock, err := roster.lock(ctx)
	if err != nil {
		op.Failed(&resp.Diagnostics, err)
		return
	}
	defer unlock()
	added, removed, err := roster.bring(ctx, &state, &plan)
	if err != nil {
		failed(op, &resp.Diagnostics, &plan, err, added, removed)
		// What was not removed must stay in the state, to be removed next time.
		plan.Exclusive = state.Exclusive
		plan.set(minus(append(state.ids(), minus(added, state.ids())...), removed))
	}
	persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
}

// bring brings the members from a state to a plan. Only where it begins to be exclusive
// is the list read before: otherwise the state has whom to remove.
func (l *roster) bring(ctx context.Context, state, plan *groupMembersModel) (added, removed []workato.ID, err error) {
	leaving := minus(state.ids(), plan.ids())
	if plan.Exclusive.ValueBool() && !state.Exclusive.ValueBool() {
		present, err := l.users(ctx)
		if err != nil {
			return nil, nil, err
		}
		others, err := l.removable(ctx, minus(minus(present, plan.ids()), leaving))
		if _, unclear := isUnclear(err); err != nil && !unclear {
			return nil, nil, err
		}
		leaving = append(leaving, others...)
	}
	if added, err = l.add(ctx, minus(plan.ids(), state.ids())); err != nil {
		return added, nil, err
	}
	removed, err = l.remove(ctx, leaving)
	return added, removed, err
}

// Delete implements resource.Resource. Others stay in the group, were it exclusive or not.
func (r *groupMembersResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state groupMembersModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	op, roster := groupMembersOperation("delete", &state), r.roster(client, &state)
	unlock, err := roster.lock(ctx)
	if err != nil {
		op.Failed(&resp.Diagnostics, err)
		return
	}
	defer unlock()
	removed, err := roster.remove(ctx, state.ids())
	if transport.IsNotFound(err) {
		if err = roster.noList(ctx, err); transport.IsNotFound(err) {
			// The group is gone, and its members with it, if the customer says so.
			if _, err = parent.Gone(ctx, client, state.ManagedCustomerID.ValueString()); err == nil {
				return
			}
		}
	}
	if err != nil {
		failed(op, &resp.Diagnostics, &state, err, nil, removed)
		state.set(minus(state.ids(), removed))
		persist.Save(ctx, &resp.State, resp.Identity, &state, state.identity(), &resp.Diagnostics)
	}
}

// ImportState implements resource.ResourceWithImportState. Whoever is in the group is
// imported, so that a plan shows who is not in the configuration.
func (r *groupMembersResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	if client, ok := r.Client(&resp.Diagnostics); ok {
		groupMembersChild.Import(ctx, client, req, resp)
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("exclusive"), false)...)
	}
}
