package apiclient

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/diagnostics"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/exactlyonce"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/importid"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/parent"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/persist"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/providerdata"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

var (
	_ resource.ResourceWithConfigure      = (*clientResource)(nil)
	_ resource.ResourceWithIdentity       = (*clientResource)(nil)
	_ resource.ResourceWithImportState    = (*clientResource)(nil)
	_ resource.ResourceWithModifyPlan     = (*clientResource)(nil)
	_ resource.ResourceWithValidateConfig = (*clientResource)(nil)
)

type clientResource struct{ providerdata.WorkatoResource }

func newClientResource() resource.Resource { return &clientResource{} }

var clientChild = parent.Child{
	Type: clientTypeName, Attribute: "managed_customer_id",
	Format: importid.Format{Parts: []string{"managed_customer_id", "client_id"}, Example: "209/40947"},
}

func clientOperation(verb string, m *clientModel) diagnostics.Operation {
	fields := map[string]path.Path{"environment": path.Root("environment_name")}
	for _, name := range []string{"name", "api_privilege_group_id", "all_folders", "folder_ids", "environment_name"} {
		fields[name] = path.Root(name)
	}
	return diagnostics.Operation{
		Verb: verb, Type: clientTypeName, Fields: fields,
		ImportID: func(id string) string { return m.ManagedCustomerID.ValueString() + "/" + id },
	}
}

func asFailure(err error) (*transport.Error, bool) { return errors.AsType[*transport.Error](err) }

// Metadata implements resource.Resource.
func (r *clientResource) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = clientTypeName
}

// Create implements resource.Resource.
func (r *clientResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan clientModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	op := clientOperation("create", &plan)
	wanted := plan
	result, err := r.creation(client, &plan).Run(ctx)
	if err != nil {
		op.Failed(&resp.Diagnostics, err)
		return
	}
	plan.given(result.Object)
	plan.lost()
	if result.Object.Token.Value != "" {
		plan.holds(result.Object.Token)
	}
	persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
	id := plan.ID.ValueString()
	if wanted.moves(&plan) {
		resp.Diagnostics.AddAttributeError(path.Root("environment_name"), op.Summary(), fmt.Sprintf(
			"The API was asked for a client in %q, and answered with success, but the client %s is in %q.\n\nIts token would open another environment than the configuration says. Terraform replaces the client with the next apply. If the name is another one for the same environment, use the API's.", wanted.EnvironmentName.ValueString(), id, plan.EnvironmentName.ValueString()))
		return
	}
	if plan.Token.IsNull() {
		// Nobody has the token that was lost, so nothing breaks if it is replaced.
		token, err := r.newToken(ctx, client, plan.ManagedCustomerID.ValueString(), id)
		if err != nil {
			tokenLost(&resp.Diagnostics, "create", id, err, "The client was made, and nobody uses it yet. Apply again: Terraform replaces it, since its creation is not complete.")
			return
		}
		plan.holds(token)
		persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
	}
	if result.Lost != nil {
		op.Found(&resp.Diagnostics, id, result.Lost)
	}
}

// creation describes how an API client is created once. Its key is its name within
// the customer; letter case is ignored, since whether the service minds is not
// documented.
func (r *clientResource) creation(client *workato.Client, plan *clientModel) exactlyonce.Create[workato.APIClient] {
	customer, name := plan.ManagedCustomerID.ValueString(), plan.Name.ValueString()
	return exactlyonce.Create[workato.APIClient]{
		Key:   fmt.Sprintf("name %q", name),
		Lock:  clientTypeName + " " + customer + " " + strings.ToLower(name),
		Locks: r.Locks, Settle: r.Settle, Poll: r.Poll,
		ID: func(c workato.APIClient) string { return string(c.ID) },
		Lookup: func(ctx context.Context) ([]workato.APIClient, error) {
			var found []workato.APIClient
			for c, err := range client.APIClients(ctx, customer) {
				if err != nil {
					return nil, err
				}
				if strings.EqualFold(c.Name, name) {
					found = append(found, c)
				}
			}
			return found, nil
		},
		Send: func(ctx context.Context) (workato.APIClient, error) {
			return client.CreateAPIClient(ctx, customer, plan.input(plan.EnvironmentName))
		},
	}
}

// Read implements resource.Resource.
func (r *clientResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state clientModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	imported := state.Name.IsNull()
	customer, id := state.ManagedCustomerID.ValueString(), state.ID.ValueString()
	found, how, err := parent.Look(ctx, client, parent.Search[workato.APIClient]{
		Parent: customer, Place: "customer", Kind: "API clients", ID: id, Absences: r.Absences.Unless(imported), Poll: r.Poll, ByID: true,
		Find: func(ctx context.Context) (*workato.APIClient, error) {
			c, err := client.APIClient(ctx, customer, id)
			return &c, err
		},
	})
	switch {
	case err != nil:
		diagnostics.Reading(clientTypeName).Failed(&resp.Diagnostics, err)
		return
	case found == nil && imported:
		resp.Diagnostics.AddError("Cannot import "+clientTypeName, fmt.Sprintf("There is no such API client, or the token cannot see it: %s. Expected %s, for example %q. The data source %s lists those that it sees.",
			how, clientChild.Format, clientChild.Format.Example, clientsTypeName))
		return
	case found == nil:
		diagnostics.Removed(&resp.Diagnostics, clientTypeName, id, how)
		persist.Remove(ctx, &resp.State, resp.Identity, state.identity(), &resp.Diagnostics)
		return
	}
	before := state
	state.refresh(*found)
	if !before.Token.IsNull() && !before.TokenUpdatedAt.IsNull() && !state.TokenUpdatedAt.Equal(before.TokenUpdatedAt) {
		resp.Diagnostics.AddWarning(fmt.Sprintf("%s %s has another token than the state", clientTypeName, id), fmt.Sprintf(
			"The API says that the token was made at %s, and the one in the state was made at %s. Somebody has replaced it since, and the one in the state no longer works. Find out who uses the new one; then change token_version to get a token that Terraform knows.", state.TokenUpdatedAt.ValueString(), before.TokenUpdatedAt.ValueString()))
	}
	persist.Save(ctx, &resp.State, resp.Identity, &state, state.identity(), &resp.Diagnostics)
}

// Update implements resource.Resource.
func (r *clientResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state clientModel
	var configured semantic.String
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("environment_name"), &configured)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	op := clientOperation("update", &plan)
	customer, id := plan.ManagedCustomerID.ValueString(), plan.ID.ValueString()
	done := plan
	if plan.sends(&state) {
		changed, err := change(ctx, client, &plan, &state, configured)
		if err != nil {
			op.Failed(&resp.Diagnostics, err)
			return
		}
		done.placed(changed)
		if !done.moves(&state) {
			done.EnvironmentName = state.EnvironmentName // In the spelling of before.
		}
	}
	// What is done is in the state, even if what follows fails.
	done.Token, done.TokenUpdatedAt, done.TokenVersion = state.Token, state.TokenUpdatedAt, state.TokenVersion
	persist.Save(ctx, &resp.State, resp.Identity, &done, done.identity(), &resp.Diagnostics)
	if plan.moves(&done) {
		resp.Diagnostics.AddAttributeError(path.Root("environment_name"), op.Summary(), fmt.Sprintf(
			"The API answered with success, but the client is still in %q and not in %q: it does not move clients. Everything else was changed.\n\nReplace the client, which gives it another id and another token: terraform apply -replace=%s.NAME", done.EnvironmentName.ValueString(), plan.EnvironmentName.ValueString(), clientTypeName))
		return
	}
	done.TokenVersion = plan.TokenVersion
	if plan.regenerates(&state) {
		token, err := r.newToken(ctx, client, customer, id)
		switch {
		case err == nil:
			done.holds(token)
		case transport.OutcomeOf(err) != transport.OutcomeAmbiguous:
			op.Failed(&resp.Diagnostics, err)
			return
		default:
			// The version stays what it was, so that the next apply asks again.
			done.lost()
			done.TokenVersion = state.TokenVersion
			tokenLost(&resp.Diagnostics, "update", id, err, "Apply again: the state still has the former token_version, so the plan asks for another token.")
		}
	}
	persist.Save(ctx, &resp.State, resp.Identity, &done, done.identity(), &resp.Diagnostics)
}

// change sends what a plan changes, and returns what is known of the client after
// that. Where it is matters only if it moves.
func change(ctx context.Context, client *workato.Client, plan, state *clientModel, configured semantic.String) (workato.APIClient, error) {
	customer, id := plan.ManagedCustomerID.ValueString(), plan.ID.ValueString()
	changed, told, err := client.UpdateAPIClient(ctx, customer, id, plan.input(configured))
	if err == nil && !told && plan.moves(state) {
		return client.APIClient(ctx, customer, id)
	}
	if err == nil && !told {
		changed.EnvironmentID = workato.ID(state.EnvironmentID.ValueString())
	}
	return changed, err
}

// Delete implements resource.Resource.
func (r *clientResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state clientModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	err := client.DeleteAPIClient(ctx, state.ManagedCustomerID.ValueString(), state.ID.ValueString())
	if err = parent.Deleted(ctx, client, state.ManagedCustomerID.ValueString(), err); err != nil {
		clientOperation("delete", &state).Failed(&resp.Diagnostics, err)
	}
}

// ImportState implements resource.ResourceWithImportState.
func (r *clientResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	if client, ok := r.Client(&resp.Diagnostics); ok {
		clientChild.Import(ctx, client, req, resp)
	}
}
