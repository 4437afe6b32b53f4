package customer

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/declared"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/diagnostics"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/exactlyonce"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/importid"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/persist"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/providerdata"
)

var (
	_ resource.ResourceWithConfigure      = (*customerResource)(nil)
	_ resource.ResourceWithIdentity       = (*customerResource)(nil)
	_ resource.ResourceWithImportState    = (*customerResource)(nil)
	_ resource.ResourceWithModifyPlan     = (*customerResource)(nil)
	_ resource.ResourceWithValidateConfig = (*customerResource)(nil)
)

const (
	writeTimeout  = 15 * time.Minute
	readTimeout   = 5 * time.Minute
	deleteTimeout = 10 * time.Minute
)

type customerResource struct{ providerdata.WorkatoResource }

func newResource() resource.Resource { return &customerResource{} }

// Metadata implements resource.Resource.
func (r *customerResource) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = typeName
}

var importFormat = importid.Format{Parts: []string{"customer_id"}, Example: "209"}

// fields maps the API's names of fields to the attributes whose names differ or
// whose errors should point there; they are spelled alike otherwise.
var fields = func() map[string]path.Path {
	out := map[string]path.Path{}
	for _, name := range []string{
		"name", "notification_email", "admin_notification_emails", "error_notification_emails", "external_id", "plan_id", "in_trial",
		"custom_task_limit", "origin_url", "frame_ancestors", "full_embedding", "time_zone", "whitelisted_apps", "oauth_id",
		"auth_settings", "provision_environments",
	} {
		out[name] = path.Root(name)
	}
	out["environments"] = path.Root("environment_settings")
	return out
}()

func operation(verb string) diagnostics.Operation {
	return diagnostics.Operation{Verb: verb, Type: typeName, Fields: fields, ImportID: func(id string) string { return id }}
}

// Create implements resource.Resource.
func (r *customerResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var config, plan model
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	client, ok := r.Client(&resp.Diagnostics)
	timeout, d := plan.Timeouts.Create(ctx, writeTimeout)
	if resp.Diagnostics.Append(d...); !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	op := operation("create")
	result, err := r.creation(client, plan.createInput()).Run(ctx)
	if err != nil {
		op.Failed(&resp.Diagnostics, err)
		return
	}
	customer := result.Object
	if result.Lost != nil {
		op.Found(&resp.Diagnostics, string(customer.ID), result.Lost)
	}
	// The customer exists. From here on nothing may be an error: Terraform would
	// mark it as tainted, and the next apply would delete it.
	save := func() {
		var state model
		resp.Diagnostics.Append(state.applied(ctx, plan, customer)...)
		persist.Save(ctx, &resp.State, resp.Identity, &state, identityModel{ID: state.ID}, &resp.Diagnostics)
	}
	save()
	declarations(config).Save(ctx, resp.Private, &resp.Diagnostics)

	finished, err := r.finish(ctx, client, plan, customer)
	if err != nil {
		diagnostics.Unfinished(&resp.Diagnostics, typeName, string(customer.ID), err, "Until then, what needs TEST or PROD has no id to refer to.")
	}
	customer = finished
	save()
}

// creation describes how a customer is created once. Its key is the external id,
// which the service keeps unique; without one, it is the name among the customers
// that have none either.
func (r *customerResource) creation(client *workato.Client, input workato.CustomerInput) exactlyonce.Create[workato.Customer] {
	create := exactlyonce.Create[workato.Customer]{
		Locks: r.Locks, Settle: r.Settle, Poll: r.Poll,
		ID:   func(c workato.Customer) string { return string(c.ID) },
		Send: func(ctx context.Context) (workato.Customer, error) { return client.CreateCustomer(ctx, input) },
	}
	if external := input.ExternalID.Value; input.ExternalID.IsSet() {
		create.Key = fmt.Sprintf("external id %q", external)
		create.Lookup = func(ctx context.Context) ([]workato.Customer, error) {
			return client.CustomersNamed(ctx, external)
		}
	} else {
		name := input.Name.Value
		create.Key = fmt.Sprintf("name %q and without an external id (with external_id, customers of one name can be told apart)", name)
		create.Lookup = func(ctx context.Context) ([]workato.Customer, error) {
			rows, err := transport.Collect(client.Customers(ctx))
			if err != nil {
				return nil, err
			}
			var out []workato.Customer
			for _, c := range workato.OnlyCustomers(rows) {
				if c.Name == name && !c.ExternalID.IsSet() {
					out = append(out, c)
				}
			}
			return out, nil
		}
	}
	create.Lock = typeName + " " + create.Key
	return create
}

// Read implements resource.Resource.
func (r *customerResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	timeout, d := state.Timeouts.Read(ctx, readTimeout)
	if resp.Diagnostics.Append(d...); !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	id := state.ID.ValueString()
	customer, gone, err := r.look(ctx, client, id)
	if err == nil {
		err = r.Absences.Note("customers", id, !gone)
	}
	switch {
	case err != nil:
		diagnostics.Reading(typeName).Failed(&resp.Diagnostics, err)
		return
	case gone:
		diagnostics.Removed(&resp.Diagnostics, typeName, id, "The API answers 404 for it, twice and a moment apart, while it lists customers with the same token")
		persist.Remove(ctx, &resp.State, resp.Identity, identityModel{ID: state.ID}, &resp.Diagnostics)
		return
	}
	resp.Diagnostics.Append(state.refresh(ctx, customer)...)
	persist.Save(ctx, &resp.State, resp.Identity, &state, identityModel{ID: state.ID}, &resp.Diagnostics)
}

// look reads a customer. It is gone only if the credential still sees the account, and
// says so twice: what was just made may not be readable everywhere yet.
func (r *customerResource) look(ctx context.Context, client *workato.Client, id string) (customer workato.Customer, gone bool, err error) {
	if customer, err = client.Customer(ctx, id); !transport.IsNotFound(err) {
		return customer, false, err
	}
	if err := client.CanListCustomers(shared.Again(ctx, 0)); err != nil {
		return customer, false, err
	}
	if err := transport.Sleep(ctx, r.Poll); err != nil {
		return customer, false, err
	}
	if customer, err = client.Customer(shared.Again(ctx, 0), id); transport.IsNotFound(err) {
		return customer, true, nil
	}
	return customer, false, err
}

// Update implements resource.Resource.
func (r *customerResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var config, plan, state model
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	before := declared.Load(ctx, req.Private, &resp.Diagnostics)
	client, ok := r.Client(&resp.Diagnostics)
	timeout, d := plan.Timeouts.Update(ctx, writeTimeout)
	if resp.Diagnostics.Append(d...); !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	customer, err := r.update(ctx, client, plan, state, before)
	if err != nil {
		operation("update").Failed(&resp.Diagnostics, err)
		return
	}
	var applied model
	if customer == nil {
		// Nothing to tell the service, such as a change of deletion_protection.
		applied = plan
	} else {
		resp.Diagnostics.Append(applied.applied(ctx, plan, *customer)...)
	}
	persist.Save(ctx, &resp.State, resp.Identity, &applied, identityModel{ID: state.ID}, &resp.Diagnostics)
	declarations(config).Save(ctx, resp.Private, &resp.Diagnostics)
}

// Delete implements resource.Resource.
func (r *customerResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	timeout, d := state.Timeouts.Delete(ctx, deleteTimeout)
	if resp.Diagnostics.Append(d...); !ok || resp.Diagnostics.HasError() {
		return
	}
	// Planning does not see -replace, taint and create_before_destroy.
	if protected(state.DeletionProtection) {
		resp.Diagnostics.AddError(protectedSummary, protectedDetail(state, "deleting"))
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	id := state.ID.ValueString()
	op := operation("delete")
	op.Next = func(err error) string {
		if transport.HasStatus(err, http.StatusMethodNotAllowed, http.StatusGone) {
			return "The API no longer deletes customers. Delete it in the admin console, and run a plan, which will find it gone."
		}
		return ""
	}
	if err := client.DeleteCustomer(ctx, id); err != nil && !transport.IsNotFound(err) {
		op.Failed(&resp.Diagnostics, err)
		return
	}
	r.awaitDeletion(ctx, client, id, &resp.Diagnostics)
}

// ImportState implements resource.ResourceWithImportState.
func (r *customerResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	id := req.ID
	if id == "" {
		var identity identityModel
		if resp.Diagnostics.Append(req.Identity.Get(ctx, &identity)...); resp.Diagnostics.HasError() {
			return
		}
		id = identity.ID.ValueString()
	}
	parts, ok := importFormat.Read(id, typeName, &resp.Diagnostics)
	if !ok {
		return
	}
	client, ok := r.Client(&resp.Diagnostics)
	if !ok {
		return
	}
	// Read, rather than believed, so that an external id becomes the numeric id,
	// by which the customer is addressed even when its external id changes.
	customer, err := client.Customer(ctx, parts[0])
	if err != nil {
		op := operation("import")
		op.Next = func(err error) string {
			if transport.IsNotFound(err) {
				return fmt.Sprintf("There is no customer %q, or the token cannot see it. Expected %s, for example %q, or E and the percent-encoded external id, for example Eacme.", id, importFormat, importFormat.Example)
			}
			return ""
		}
		op.Failed(&resp.Diagnostics, err)
		return
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("id"), string(customer.ID))...)
	if resp.Identity != nil {
		resp.Diagnostics.Append(resp.Identity.Set(ctx, identityModel{ID: types.StringValue(string(customer.ID))})...)
	}
}
