package grant

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/diagnostics"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/exactlyonce"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/persist"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/providerdata"
)

var (
	_ resource.ResourceWithConfigure      = (*grantsResource)(nil)
	_ resource.ResourceWithIdentity       = (*grantsResource)(nil)
	_ resource.ResourceWithImportState    = (*grantsResource)(nil)
	_ resource.ResourceWithModifyPlan     = (*grantsResource)(nil)
	_ resource.ResourceWithValidateConfig = (*grantsResource)(nil)
)

// The times that operations may take unless the timeouts argument says otherwise.
const (
	writeTimeout  = 15 * time.Minute
	readTimeout   = 5 * time.Minute
	deleteTimeout = 10 * time.Minute
)

type grantsResource struct{ providerdata.WorkatoResource }

func newGrantsResource() resource.Resource { return &grantsResource{} }

// Metadata implements resource.Resource.
func (r *grantsResource) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = grantsTypeName
}

// Create implements resource.Resource.
func (r *grantsResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan grantsModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	if plan.check(&resp.Diagnostics); resp.Diagnostics.HasError() {
		return
	}
	timeout, d := plan.Timeouts.Create(ctx, writeTimeout)
	resp.Diagnostics.Append(d...)
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	op := grantsOperation("create", &plan)
	unlock, err := lock(ctx, r.Locks, plan.EnvironmentID.ValueString(), plan.ProjectID.ValueString(), plan.roles().holders())
	if err != nil {
		op.Failed(&resp.Diagnostics, err)
		return
	}
	defer unlock()
	declared := plan.roles()
	change := r.change(client, &plan, declared, nil)
	if change.listed, err = change.list(ctx); err != nil {
		op.Failed(&resp.Diagnostics, err)
		return
	}
	if plan.reportTaken(op, change.listed, nil, &resp.Diagnostics) {
		return
	}
	failed := change.run(ctx)
	if failed != nil {
		present := change.report(ctx, op, failed, nil, &resp.Diagnostics)
		if len(present) == 0 {
			return
		}
		plan.set(present)
		resp.Diagnostics.AddWarning(fmt.Sprintf("%s %s was created in part", grantsTypeName, plan.label()), taintedText)
	}
	persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
	change.reportLost(&plan, &resp.Diagnostics)
	r.warnElsewhere(ctx, change, &plan, &resp.Diagnostics)
}

// taintedText says what Terraform makes of a creation that failed half-way.
const taintedText = "The grants that were made are in the state, and Terraform marks the resource as tainted: the next apply would revoke them and begin anew. To keep them and add only the others, run terraform untaint with the address of the resource before."

// change is what leads from the grants that there are to those that are declared.
func (r *grantsResource) change(client *workato.Client, m *grantsModel, put, revoke roles) *change {
	environment, project := m.EnvironmentID.ValueString(), m.ProjectID.ValueString()
	return &change{
		client: client, environment: environment, project: project, put: put, revoke: revoke,
		once: exactlyonce.Create[[]workato.Grant]{
			Key: "grants of project " + project, Lock: grantsTypeName + " " + environment + " " + project,
			Locks: r.Locks, Settle: r.Settle, Poll: r.Poll,
		},
	}
}

// Read implements resource.Resource.
func (r *grantsResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state grantsModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	chosen := loadImport(ctx, req.Private, &resp.Diagnostics)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	timeout, d := state.Timeouts.Read(ctx, readTimeout)
	resp.Diagnostics.Append(d...)
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	declared := state.roles()
	grants, how, err := r.look(ctx, client, &state, declared)
	switch {
	case err != nil:
		op := diagnostics.Reading(grantsTypeName)
		op.Next = grantsOperation("read", &state).Next
		op.Failed(&resp.Diagnostics, err)
		return
	case how != "" && state.imported():
		resp.Diagnostics.AddError("Cannot import "+grantsTypeName, fmt.Sprintf("There is no such project, or the token cannot see it: %s. %s", how, importHelp))
		return
	case how != "":
		diagnostics.Removed(&resp.Diagnostics, grantsTypeName, state.label(), how)
		persist.Remove(ctx, &resp.State, resp.Identity, state.identity(), &resp.Diagnostics)
		return
	case state.imported():
		state.set(chosen.from(&state, grants, &resp.Diagnostics))
	case state.Exclusive.ValueBool():
		state.set(undeclared(grants, declared).and(rolesIn(grants, declared).with(declared)))
	default:
		state.set(rolesIn(grants, declared).with(declared))
	}
	if resp.Diagnostics.HasError() {
		return
	}
	persist.Save(ctx, &resp.State, resp.Identity, &state, state.identity(), &resp.Diagnostics)
}

// look lists the grants of the project, twice if the first list lacks one that the
// state has: something new may not be listed everywhere yet. If the project is gone,
// how says what proves it.
func (r *grantsResource) look(ctx context.Context, client *workato.Client, m *grantsModel, known roles) (grants []workato.Grant, how string, err error) {
	environment, project := m.EnvironmentID.ValueString(), m.ProjectID.ValueString()
	for attempt := range 2 {
		looking := ctx
		if attempt > 0 {
			looking = shared.Again(ctx, r.Poll)
		}
		grants, err = listGrants(looking, client, environment, project)
		if transport.IsNotFound(err) {
			how, err = goneWithProject(looking, client, environment, project, err)
		}
		if err != nil || how != "" || len(known.without(rolesIn(grants, nil))) == 0 {
			return grants, how, err
		}
	}
	return grants, "", nil
}

// Update implements resource.Resource.
func (r *grantsResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state grantsModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	if plan.check(&resp.Diagnostics); resp.Diagnostics.HasError() {
		return
	}
	timeout, d := plan.Timeouts.Update(ctx, writeTimeout)
	resp.Diagnostics.Append(d...)
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	op := grantsOperation("update", &plan)
	unlock, err := lock(ctx, r.Locks, plan.EnvironmentID.ValueString(), plan.ProjectID.ValueString(), plan.roles().and(state.roles()).holders())
	if err != nil {
		op.Failed(&resp.Diagnostics, err)
		return
	}
	defer unlock()
	declared, before := plan.roles(), state.roles()
	change := r.change(client, &plan, declared.changedFrom(before), before.without(declared))
	claims := plan.Exclusive.ValueBool() && !state.Exclusive.ValueBool()
	if added := declared.without(before); len(added) > 0 || len(change.revoke) > 0 || claims {
		if change.listed, err = change.list(ctx); err != nil {
			op.Failed(&resp.Diagnostics, err)
			return
		}
		if plan.reportTaken(op, change.listed, before, &resp.Diagnostics) {
			return
		}
	}
	if claims {
		change.revoke = change.revoke.and(undeclared(change.listed, declared))
	}
	if failed := change.run(ctx); failed != nil {
		state.set(change.report(ctx, op, failed, before, &resp.Diagnostics))
		persist.Save(ctx, &resp.State, resp.Identity, &state, state.identity(), &resp.Diagnostics)
		return
	}
	persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
	forgetImport(ctx, resp.Private, &resp.Diagnostics)
	change.reportLost(&plan, &resp.Diagnostics)
}

// Delete implements resource.Resource.
func (r *grantsResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state grantsModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	timeout, d := state.Timeouts.Delete(ctx, deleteTimeout)
	resp.Diagnostics.Append(d...)
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	op := grantsOperation("delete", &state)
	environment, project := state.EnvironmentID.ValueString(), state.ProjectID.ValueString()
	unlock, err := lock(ctx, r.Locks, environment, project, state.roles().holders())
	if err != nil {
		op.Failed(&resp.Diagnostics, err)
		return
	}
	defer unlock()
	before := state.roles()
	change := r.change(client, &state, nil, before)
	failed := change.run(ctx)
	if failed == nil {
		return
	}
	if transport.IsNotFound(failed.err) {
		if _, err := goneWithProject(ctx, client, environment, project, failed.err); err == nil {
			return
		}
	}
	state.set(change.report(ctx, op, failed, before, &resp.Diagnostics))
	persist.Save(ctx, &resp.State, resp.Identity, &state, state.identity(), &resp.Diagnostics)
}

// warnElsewhere warns if the project turns out to be in another environment.
func (r *grantsResource) warnElsewhere(ctx context.Context, change *change, m *grantsModel, diags *diag.Diagnostics) {
	elsewhere{
		subject: grantsTypeName + " " + m.label(), holds: "the grants hold",
		environment: change.environment, project: change.project,
	}.warn(ctx, change.client, &r.EnvironmentTypes, change.reply, diags)
}
