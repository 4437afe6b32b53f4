package collaborator

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/declared"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/diagnostics"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/importid"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/parent"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/persist"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/providerdata"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

var (
	_ resource.ResourceWithConfigure      = (*collaboratorResource)(nil)
	_ resource.ResourceWithIdentity       = (*collaboratorResource)(nil)
	_ resource.ResourceWithImportState    = (*collaboratorResource)(nil)
	_ resource.ResourceWithModifyPlan     = (*collaboratorResource)(nil)
	_ resource.ResourceWithValidateConfig = (*collaboratorResource)(nil)
)

type collaboratorResource struct{ providerdata.WorkatoResource }

func newCollaboratorResource() resource.Resource { return &collaboratorResource{} }

var collaboratorFormat = importid.Format{Parts: []string{"managed_customer_id", "email, user_id or user_id:email"}, Example: "209/ada@acme.example"}

// Metadata implements resource.Resource.
func (r *collaboratorResource) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = collaboratorTypeName
}

// Create implements resource.Resource.
func (r *collaboratorResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan collaboratorModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	if !plan.direct() {
		r.invite(ctx, client, &plan, resp)
		return
	}
	people := 0
	op := r.operation(ctx, client, "create", &plan, &people)
	result, err := r.creation(client, &plan, &people).Run(ctx)
	if err != nil {
		collaboratorFailed(op, &resp.Diagnostics, err)
		return
	}
	plan.joined(result.Object)
	persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
	if result.Lost != nil {
		op.Found(&resp.Diagnostics, plan.UserID.ValueString(), result.Lost)
	}
}

// invite looks whether the person is there already, invites, and saves the invitation
// before it looks again: it may have made a collaborator at once.
func (r *collaboratorResource) invite(ctx context.Context, client *workato.Client, plan *collaboratorModel, resp *resource.CreateResponse) {
	people := 0
	op := r.operation(ctx, client, "create", plan, &people)
	unlock, err := r.Locks.Lock(ctx, lockOfCollaborator(plan))
	if err != nil {
		op.Failed(&resp.Diagnostics, err)
		return
	}
	defer unlock()
	if err := absent(ctx, client, plan, &people); err != nil {
		collaboratorFailed(op, &resp.Diagnostics, err)
		return
	}
	sent, err := r.send(ctx, client, plan)
	if err != nil {
		collaboratorFailed(op, &resp.Diagnostics, err)
		return
	}
	plan.invited(sent.at)
	persist.Save(ctx, &resp.State, resp.Identity, plan, plan.identity(), &resp.Diagnostics)
	invitedRoles(plan).Save(ctx, resp.Private, &resp.Diagnostics)

	member, err := sent.member(ctx, client, plan)
	if err == nil && member != nil {
		plan.joined(*member)
		persist.Save(ctx, &resp.State, resp.Identity, plan, plan.identity(), &resp.Diagnostics)
	}
	sent.warn(plan, &resp.Diagnostics)
}

// invitedRoles remembers for which environments the invitation has roles, so that those
// that are taken out of the configuration before it is accepted are taken away then.
func invitedRoles(m *collaboratorModel) declared.Record {
	out := declared.Record{}
	for environment := range rolesOf(m.EnvironmentRoles) {
		out[environment] = true
	}
	return out
}

// Read implements resource.Resource.
func (r *collaboratorResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state collaboratorModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	imported := state.Status.IsNull()
	found, how, err := r.look(ctx, client, &state)
	op := diagnostics.Reading(collaboratorTypeName)
	op.Next = noAccessAdvice
	switch {
	case err != nil:
		op.Failed(&resp.Diagnostics, err)
		return
	case found == nil && imported:
		resp.Diagnostics.AddError("Cannot import "+collaboratorTypeName, fmt.Sprintf("There is no such collaborator, or the token cannot see it: %s. Expected %s, for example %q.\n\nSomebody who is invited and has not accepted yet cannot be imported: the API does not show invitations. Import once the invitation is accepted.",
			how, collaboratorFormat, collaboratorFormat.Example))
		return
	case found == nil && how == "": // Still pending.
		persist.Save(ctx, &resp.State, resp.Identity, &state, state.identity(), &resp.Diagnostics)
		return
	case found == nil:
		diagnostics.Removed(&resp.Diagnostics, collaboratorTypeName, state.Email.ValueString(), how)
		persist.Remove(ctx, &resp.State, resp.Identity, state.identity(), &resp.Diagnostics)
		return
	case r.refused(ctx, client, &state, *found, &resp.Diagnostics):
		return
	case imported && found.Email == "" && state.Email.IsNull():
		resp.Diagnostics.AddError("Cannot import "+collaboratorTypeName, fmt.Sprintf("The API shows no e-mail address for %s (user %s), by which this resource tells collaborators apart. If you know it, import as %s/%s:ADDRESS.", found.Name, found.ID, state.ManagedCustomerID.ValueString(), found.ID))
		return
	}
	in := rolesOf(state.EnvironmentRoles).keys()
	if state.pending() {
		for environment := range declared.Load(ctx, req.Private, &resp.Diagnostics) {
			in[environment] = true
		}
	}
	if imported {
		in = map[string]bool{workato.EnvironmentDev: true, workato.EnvironmentTest: true, workato.EnvironmentProd: true}
	}
	if err := readRoles(ctx, client, &state, *found, in, &resp.Diagnostics); err != nil {
		op.Failed(&resp.Diagnostics, err)
		return
	}
	state.joined(*found)
	persist.Save(ctx, &resp.State, resp.Identity, &state, state.identity(), &resp.Diagnostics)
}

// Update implements resource.Resource.
func (r *collaboratorResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state collaboratorModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	switch {
	case plan.reinvites(state):
		if !r.reinvite(ctx, client, &plan, state, req, resp) {
			return
		}
	case !state.pending():
		plan.UserID, plan.Status, plan.InvitedAt = state.UserID, state.Status, state.InvitedAt
		if err := updateRoles(ctx, client, &plan, state); err != nil {
			people := 0
			collaboratorFailed(r.operation(ctx, client, "update", &plan, &people), &resp.Diagnostics, err)
			return
		}
	default:
		plan.UserID, plan.Status, plan.InvitedAt = state.UserID, state.Status, state.InvitedAt
	}
	persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
}

// updateRoles sends the roles that changed, or all if they are of another type now.
func updateRoles(ctx context.Context, client *workato.Client, plan *collaboratorModel, state collaboratorModel) error {
	wanted, before := rolesOf(plan.EnvironmentRoles), rolesOf(state.EnvironmentRoles)
	if !plan.RoleType.Equal(state.RoleType) {
		for environment := range wanted {
			delete(before, environment)
		}
	}
	changed := wanted.since(before)
	if len(changed) == 0 {
		return nil
	}
	return client.UpdateMember(ctx, plan.ManagedCustomerID.ValueString(), plan.UserID.ValueString(), changed.inputs(plan.RoleType.ValueString()))
}

// reinvite sends the invitation again, unless that is too soon. If it was accepted
// meanwhile, nothing is sent, and the roles of the plan are set. It reports whether the
// plan is what came out.
func (r *collaboratorResource) reinvite(ctx context.Context, client *workato.Client, plan *collaboratorModel, state collaboratorModel, req resource.UpdateRequest, resp *resource.UpdateResponse) bool {
	people := 0
	op := r.operation(ctx, client, "update", plan, &people)
	unlock, err := r.Locks.Lock(ctx, lockOfCollaborator(plan))
	if err != nil {
		op.Failed(&resp.Diagnostics, err)
		return false
	}
	defer unlock()
	member, err := lookUp(ctx, client, plan, &people)
	if err == nil && member != nil {
		plan.InvitedAt = state.InvitedAt
		plan.joined(*member)
		shown, _, _ := shownRoles(*member)
		before, in := state, rolesOf(plan.EnvironmentRoles).keys()
		for environment := range declared.Load(ctx, req.Private, &resp.Diagnostics) {
			in[environment] = true
		}
		before.EnvironmentRoles = roles{}.seen(shown, in).object()
		if err = updateRoles(ctx, client, plan, before); err == nil {
			return true
		}
	}
	if err != nil {
		collaboratorFailed(op, &resp.Diagnostics, err)
		return false
	}
	if wait := tooSoon(state); wait > 0 {
		resp.Diagnostics.AddAttributeError(path.Root("invitation_trigger"), op.Summary(), tooSoonDetail(state, wait))
		return false
	}
	sent, err := r.send(ctx, client, plan)
	if err != nil {
		collaboratorFailed(op, &resp.Diagnostics, err)
		return false
	}
	plan.invited(sent.at)
	invitedRoles(plan).Save(ctx, resp.Private, &resp.Diagnostics)
	sent.warn(plan, &resp.Diagnostics)
	return true
}

// Delete implements resource.Resource.
func (r *collaboratorResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state collaboratorModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	people := 0
	op := r.operation(ctx, client, "delete", &state, &people)
	if state.pending() {
		// It may have been accepted since it was read.
		member, err := lookUp(ctx, client, &state, &people)
		if transport.IsNotFound(err) {
			if gone, _ := parent.Gone(ctx, client, state.ManagedCustomerID.ValueString()); gone {
				return
			}
		}
		switch {
		case err != nil:
			collaboratorFailed(op, &resp.Diagnostics, err)
			return
		case member == nil:
			resp.Diagnostics.AddWarning(state.title()+": the invitation is still out", outstanding(state))
			return
		}
		state.UserID = types.StringValue(string(member.ID))
	}
	err := client.DeleteMember(ctx, state.ManagedCustomerID.ValueString(), state.UserID.ValueString())
	if err = parent.Deleted(ctx, client, state.ManagedCustomerID.ValueString(), err); err != nil {
		collaboratorFailed(op, &resp.Diagnostics, err)
	}
}

// ImportState implements resource.ResourceWithImportState.
func (r *collaboratorResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	client, ok := r.Client(&resp.Diagnostics)
	if !ok {
		return
	}
	if req.ID == "" {
		var identity collaboratorIdentityModel
		resp.Diagnostics.Append(req.Identity.Get(ctx, &identity)...)
		setImported(ctx, resp, identity.ManagedCustomerID.ValueString(), identity.Email.ValueString())
		return
	}
	parts, ok := collaboratorFormat.Read(req.ID, collaboratorTypeName, &resp.Diagnostics)
	if !ok {
		return
	}
	customer, err := parent.Resolve(ctx, client, parts[0])
	if err != nil {
		diagnostics.Operation{Verb: "import", Type: collaboratorTypeName}.Failed(&resp.Diagnostics, err)
		return
	}
	setImported(ctx, resp, customer, parts[1])
}

// setImported writes down what to read: who has an address, or an id.
func setImported(ctx context.Context, resp *resource.ImportStateResponse, customer, who string) {
	set := func(name string, value any) {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), value)...)
	}
	set("managed_customer_id", customer)
	id, email, both := strings.Cut(who, ":")
	switch {
	case both:
		set("user_id", id)
		set("email", semantic.Email.Value(email))
	case strings.Contains(who, "@"):
		set("email", semantic.Email.Value(who))
	default:
		set("user_id", who)
	}
}

// refused reports a customer manager. Whether somebody is one is asked where grant_type
// does not say it, but only of somebody new.
func (r *collaboratorResource) refused(ctx context.Context, client *workato.Client, state *collaboratorModel, found workato.Member, diags *diag.Diagnostics) bool {
	manager, _ := found.Manager()
	imported := state.Status.IsNull()
	if !manager && (imported || state.pending()) {
		var err error
		if manager, err = manages(ctx, client, found); err != nil && imported {
			diags.AddWarning(fmt.Sprintf("%s %s may be a customer manager", collaboratorTypeName, found.Email),
				fmt.Sprintf("The API does not say whether %s (user %s) is one, and the list of customer managers could not be read: %s. Customer managers come from the admin workspace and are not managed by this resource: if it is one, remove it from the configuration, with a removed block and destroy = false.", found.Name, found.ID, err))
		}
	}
	if manager {
		refuseManager(diags, diagnostics.Reading(collaboratorTypeName).Summary(), found)
	}
	return manager
}

// refuseManager says that a customer manager is nobody that this resource manages.
func refuseManager(diags *diag.Diagnostics, summary string, member workato.Member) {
	diags.AddAttributeError(path.Root("email"), summary, managerDetail(member))
}
