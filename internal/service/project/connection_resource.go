package project

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/diagnostics"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/importid"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/parent"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/persist"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/providerdata"
)

var (
	_ resource.ResourceWithConfigure   = (*connectionResource)(nil)
	_ resource.ResourceWithIdentity    = (*connectionResource)(nil)
	_ resource.ResourceWithImportState = (*connectionResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*connectionResource)(nil)
)

type connectionResource struct{ providerdata.WorkatoResource }

func newConnectionResource() resource.Resource { return &connectionResource{} }

var connectionChild = parent.Child{
	Type: connectionTypeName, Attribute: "environment_id",
	Format: importid.Format{Parts: []string{"environment_id", "connection_id"}, Example: "209/36001"},
}

func connectionOperation(verb string, m *connectionModel) diagnostics.Operation {
	return diagnostics.Operation{
		Verb: verb, Type: connectionTypeName,
		Fields: map[string]path.Path{
			"name": path.Root("name"), "provider": path.Root("application"), "folder_id": path.Root("folder_id"), "parent_id": path.Root("parent_id"),
			"external_id": path.Root("external_id"), "shell_connection": path.Root("shell_connection"),
			"input": path.Root("input_wo"), "oauth_token_pair": path.Root("oauth_token_pair_wo"),
		},
		ImportID: func(id string) string { return m.EnvironmentID.ValueString() + "/" + id },
	}
}

// isRefusal reports whether the service refuses what it was asked, rather than who
// asks.
func isRefusal(err error) bool {
	return transport.HasStatus(err, http.StatusBadRequest, http.StatusUnprocessableEntity)
}

// Metadata implements resource.Resource.
func (r *connectionResource) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = connectionTypeName
}

// Create implements resource.Resource.
func (r *connectionResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var config, plan connectionModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	// The credentials are in the configuration alone; the state is made of the plan.
	input := plan.creationInput(config)
	op := connectionOperation("create", &plan)
	op.Next = func(err error) string {
		if refusal, ok := errors.AsType[*transport.Error](err); ok && refusal.Fields["folder_id"] != nil {
			return "The id of a project is not that of its folder: folder_id takes workato_project.NAME.folder_id, or workato_folder.NAME.id, of the same environment."
		}
		if !isRefusal(err) || plan.ShellConnection.ValueBool() {
			return ""
		}
		return "Workato tests the credentials of a new connection, so the refusal may be about them or about another argument. Correct what it names, and apply again.\n\n" +
			"To create the connection without a test, set shell_connection = true: for an application with OAuth, which a person has to authorise in the console, or for one that cannot be reached yet."
	}
	result, err := r.creation(client, plan, input).Run(ctx)
	if err != nil {
		op.Failed(&resp.Diagnostics, err)
		return
	}
	// Saved before anything else can fail; the answer may have to be completed.
	made := plan
	made.given(result.Object)
	persist.Save(ctx, &resp.State, resp.Identity, &made, made.identity(), &resp.Diagnostics)
	if result.Lost != nil {
		op.Found(&resp.Diagnostics, made.ID.ValueString(), result.Lost)
	}
	whole := completed(ctx, client, plan, result.Object)
	plan.given(whole)
	persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
	warnNotAuthorized(plan, whole, input.ConnectionCredentials, "created", &resp.Diagnostics)
}

// Read implements resource.Resource.
func (r *connectionResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state connectionModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	found, how, err := r.look(ctx, client, state)
	switch {
	case err != nil:
		diagnostics.Reading(connectionTypeName).Failed(&resp.Diagnostics, err)
		return
	case found == nil && state.Name.IsNull():
		resp.Diagnostics.AddError("Cannot import "+connectionTypeName, fmt.Sprintf("The environment %s has no connection %s, or the token cannot see it. Expected %s, for example %q; the data source %s lists them.",
			state.EnvironmentID.ValueString(), state.ID.ValueString(), connectionChild.Format, connectionChild.Format.Example, connectionsTypeName))
		return
	case found == nil:
		diagnostics.Removed(&resp.Diagnostics, connectionTypeName, state.ID.ValueString(), how)
		persist.Remove(ctx, &resp.State, resp.Identity, state.identity(), &resp.Diagnostics)
		return
	}
	state.refresh(*found)
	persist.Save(ctx, &resp.State, resp.Identity, &state, state.identity(), &resp.Diagnostics)
}

// Update implements resource.Resource. shell_connection is not among what it sends:
// the API documents it for the creation, where alone it is known what it does.
func (r *connectionResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var config, plan, state connectionModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	input, sends := plan.updateInput(state, config)
	if !sends {
		persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
		return
	}
	answer, err := client.UpdateConnection(ctx, plan.EnvironmentID.ValueString(), plan.ID.ValueString(), input)
	if err != nil {
		op := connectionOperation("update", &plan)
		op.Next = func(err error) string {
			if !isRefusal(err) || !plan.AuthorizationStatus.IsUnknown() {
				return ""
			}
			return "Workato may test the credentials of an update, so the refusal may be about them or about another argument. Correct what it names, and apply again: the version in the state is still the old one, so they are sent again."
		}
		op.Failed(&resp.Diagnostics, err)
		return
	}
	tested := plan.AuthorizationStatus.IsUnknown()
	answer = completed(ctx, client, plan, answer)
	plan.given(answer)
	plan.reportKept(state, answer, &resp.Diagnostics)
	persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
	if tested {
		warnNotAuthorized(plan, answer, input.ConnectionCredentials, "updated", &resp.Diagnostics)
	}
}

// Delete implements resource.Resource.
func (r *connectionResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state connectionModel
	if resp.Diagnostics.Append(req.State.Get(ctx, &state)...); resp.Diagnostics.HasError() {
		return
	}
	if state.OnDestroy.ValueString() == onDestroyAbandon {
		warnLeftBehind(state, "It was left as it is, with its credentials, and is no longer in the state.", &resp.Diagnostics)
		return
	}
	client, ok := r.Client(&resp.Diagnostics)
	if !ok {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	if state.OnDestroy.ValueString() != onDestroyDisconnect {
		r.remove(ctx, client, state, &resp.Diagnostics)
		return
	}
	err := client.DisconnectConnection(ctx, state.EnvironmentID.ValueString(), state.ID.ValueString())
	switch {
	case transport.IsNotFound(err):
	case err != nil:
		op := connectionOperation("disconnect", &state)
		op.Next = inUse
		op.Failed(&resp.Diagnostics, err)
	default:
		warnLeftBehind(state, "It was disconnected, which dropped its credentials, and is no longer in the state.", &resp.Diagnostics)
	}
}

// inUse says what to do where a connection cannot go.
func inUse(err error) string {
	if !isRefusal(err) && !transport.HasStatus(err, http.StatusConflict) {
		return ""
	}
	return "Active recipes may use the connection, and nothing is forced upon them. Stop them, or point them to another connection, and apply again; or set on_destroy = \"abandon\" to leave the connection behind as it is."
}

// ImportState implements resource.ResourceWithImportState.
func (r *connectionResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	client, ok := r.Client(&resp.Diagnostics)
	if !ok {
		return
	}
	connectionChild.Import(ctx, client, req, resp)
}
