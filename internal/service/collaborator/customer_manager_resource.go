package collaborator

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/diagnostics"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/exactlyonce"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/persist"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/providerdata"
)

var (
	_ resource.ResourceWithConfigure      = (*managerResource)(nil)
	_ resource.ResourceWithIdentity       = (*managerResource)(nil)
	_ resource.ResourceWithImportState    = (*managerResource)(nil)
	_ resource.ResourceWithModifyPlan     = (*managerResource)(nil)
	_ resource.ResourceWithValidateConfig = (*managerResource)(nil)
)

type managerResource struct{ providerdata.WorkatoResource }

func newManagerResource() resource.Resource { return &managerResource{} }

func managerOperation(verb string) diagnostics.Operation {
	return diagnostics.Operation{
		Verb: verb, Type: managerTypeName, Next: managerAdvice,
		Fields: map[string]path.Path{
			"team_collaborator_id":    path.Root("team_collaborator_id"),
			"role_id":                 path.Root("role_id"),
			"permitted_workspace_ids": path.Root("permitted_workspace_ids"),
		},
		ImportID: func(id string) string { return id },
	}
}

// managerAdvice says what to do about a refusal that is particular to customer managers.
func managerAdvice(err error) string {
	if transport.HasStatus(err, http.StatusForbidden) {
		return "The role of the API client lacks the endpoints of customer managers. In the Embed admin workspace, under Workspace admin > API clients, tick them in the client role. They belong to the admin workspace, not to a customer."
	}
	return ""
}

// Metadata implements resource.Resource.
func (r *managerResource) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = managerTypeName
}

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *managerResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		"id": attribute.Identity("Id of the customer manager.", true),
	}}
}

// Schema implements resource.Resource.
func (r *managerResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	fixed := []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Gives a collaborator of the Embed admin workspace access to customers: to some, or to all.",
		Attributes: map[string]schema.Attribute{
			"id": attribute.ID("customer manager"),
			"team_collaborator_id": schema.StringAttribute{
				MarkdownDescription: "Id of the collaborator in the admin workspace. Changing it replaces the object.",
				Required:            true,
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
				PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
			},
			"role_id": schema.StringAttribute{
				MarkdownDescription: "Id of the role that the manager has in the customers' workspaces. Changed in place.",
				Required:            true,
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"permitted_workspace_ids": schema.SetAttribute{
				MarkdownDescription: "Ids of the customers that the manager has access to, such as `workato_managed_customer.NAME.id`. Exactly one of this and `all_customers` is set. An empty set is an error: the API takes an empty list for all customers. Changed in place.",
				Optional:            true, ElementType: types.StringType,
				Validators: []validator.Set{setvalidator.ValueStringsAre(stringvalidator.LengthAtLeast(1))},
			},
			"all_customers": schema.BoolAttribute{
				MarkdownDescription: "`true` gives access to all customers, future ones included. Otherwise it is left out. Changed in place.",
				Optional:            true,
			},
			"name":      schema.StringAttribute{MarkdownDescription: "Name of the person.", Computed: true, PlanModifiers: fixed},
			"email":     schema.StringAttribute{MarkdownDescription: "E-mail address of the person.", Computed: true, PlanModifiers: fixed},
			"role_name": schema.StringAttribute{MarkdownDescription: "Name of the role.", Computed: true, PlanModifiers: fixed},
		},
	}
}

// ModifyPlan implements resource.ResourceWithModifyPlan: another role has another name.
func (r *managerResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() || req.State.Raw.IsNull() {
		return
	}
	var plan, state managerModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if !resp.Diagnostics.HasError() && !plan.RoleID.Equal(state.RoleID) {
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("role_name"), types.StringUnknown())...)
	}
}

// Create implements resource.Resource.
func (r *managerResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan managerModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	input, ok := managerInput(&plan, &resp.Diagnostics)
	if !ok {
		return
	}
	input.TeamCollaboratorID = workato.ID(plan.TeamCollaboratorID.ValueString())
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	op := managerOperation("create")
	result, err := r.creation(client, input).Run(ctx)
	if err != nil {
		op.Failed(&resp.Diagnostics, err)
		return
	}
	plan.given(result.Object)
	persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
	if result.Lost != nil {
		op.Found(&resp.Diagnostics, plan.ID.ValueString(), result.Lost)
	}
}

// managerInput is what to send of a plan. It reports a plan that names no customers,
// which shows only now if they were not known before.
func managerInput(plan *managerModel, diags *diag.Diagnostics) (workato.CustomerManagerInput, bool) {
	permits, ok := plan.permits()
	if !ok {
		diags.AddAttributeError(path.Root("permitted_workspace_ids"), noCustomersSummary, noCustomersDetail)
	}
	return workato.CustomerManagerInput{RoleID: workato.ID(plan.RoleID.ValueString()), PermittedWorkspaceIDs: permits}, ok
}

// creation describes how a manager is created once. The key is the collaborator. That
// the id of the user in the list is the same is not documented, so what is new in the
// list and has the role counts, too, after an answer that was lost; creations exclude
// each other, so that it is ours.
func (r *managerResource) creation(client *workato.Client, input workato.CustomerManagerInput) exactlyonce.Create[workato.CustomerManager] {
	id := func(m workato.CustomerManager) string { return string(m.ID) }
	same := func(m workato.CustomerManager) bool { return m.User.ID == input.TeamCollaboratorID }
	since := exactlyonce.ByDifference(client.CustomerManagers, id, func(m workato.CustomerManager) bool {
		return same(m) || m.PrivilegeGroup.ID == input.RoleID
	})
	sent := false
	return exactlyonce.Create[workato.CustomerManager]{
		Key:  fmt.Sprintf("team_collaborator_id %s", input.TeamCollaboratorID),
		Lock: managerTypeName, Locks: r.Locks, Settle: r.Settle, Poll: r.Poll, ID: id,
		Lookup: func(ctx context.Context) ([]workato.CustomerManager, error) {
			found, err := since(ctx)
			if err != nil || sent {
				if i := slices.IndexFunc(found, same); i >= 0 {
					return found[i : i+1], err
				}
				return found, err
			}
			return findManagers(ctx, client, same)
		},
		Send: func(ctx context.Context) (workato.CustomerManager, error) {
			sent = true
			return client.CreateCustomerManager(ctx, input)
		},
	}
}

func findManagers(ctx context.Context, client *workato.Client, match func(workato.CustomerManager) bool) ([]workato.CustomerManager, error) {
	managers, err := client.CustomerManagers(ctx)
	return slices.DeleteFunc(managers, func(m workato.CustomerManager) bool { return !match(m) }), err
}

// Read implements resource.Resource. There is no way to read a single manager, so one
// that two lists lack, a moment apart, is gone.
func (r *managerResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state managerModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	id, imported := state.ID.ValueString(), state.TeamCollaboratorID.IsNull()
	found, others, err := r.look(ctx, client, id)
	if err == nil && !imported {
		err = r.Absences.Note("customer managers", id, found != nil)
	}
	switch {
	case err != nil:
		op := diagnostics.Reading(managerTypeName)
		op.Next = managerAdvice
		op.Failed(&resp.Diagnostics, err)
	case found != nil:
		state.refresh(*found)
		persist.Save(ctx, &resp.State, resp.Identity, &state, state.identity(), &resp.Diagnostics)
	case imported:
		resp.Diagnostics.AddError("Cannot import "+managerTypeName, fmt.Sprintf("The account has no customer manager %s. Expected <id>, for example \"1234\", which is neither the id of the user nor that of the collaborator. There are: %s.", id, listed(others)))
	default:
		diagnostics.Removed(&resp.Diagnostics, managerTypeName, id, "Two lists of the customer managers, a moment apart, lack it")
		persist.Remove(ctx, &resp.State, resp.Identity, state.identity(), &resp.Diagnostics)
	}
}

// look finds a manager in the list, which must lack it twice, a moment apart. It returns
// who is there instead.
func (r *managerResource) look(ctx context.Context, client *workato.Client, id string) (found *workato.CustomerManager, others []string, err error) {
	for attempt := range 2 {
		looking := ctx
		if attempt > 0 {
			looking = shared.Again(ctx, r.Poll)
		}
		managers, err := client.CustomerManagers(looking)
		if err != nil {
			return nil, nil, err
		}
		others = []string{}
		for _, m := range managers {
			if string(m.ID) == id {
				return &m, nil, nil
			}
			others = append(others, person(m.User.Name, m.User.Email, m.ID))
		}
	}
	return nil, others, nil
}

// Update implements resource.Resource. Role and customers are always sent together:
// without the customers, the API gives access to all.
func (r *managerResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan managerModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	input, ok := managerInput(&plan, &resp.Diagnostics)
	if !ok {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	op := managerOperation("update")
	updated, err := client.UpdateCustomerManager(ctx, plan.ID.ValueString(), input)
	if err != nil {
		op.Failed(&resp.Diagnostics, err)
		return
	}
	plan.given(updated)
	if !plan.shows(updated) {
		resp.Diagnostics.AddAttributeError(path.Root("permitted_workspace_ids"), op.Summary(), fmt.Sprintf("The API accepted the call, but its answer shows other customers: %s. An older version of the endpoint changes the role alone.\n\nCall: PUT /api/customer_managers/{manager}.\n\nThe role was changed. To change the customers, replace the manager: run apply with -replace=%s.NAME.", customersText(updated), managerTypeName))
		plan.refresh(updated)
	}
	persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
}

func customersText(m workato.CustomerManager) string {
	if ids, _ := m.Workspaces(); len(ids) > 0 {
		return listed(ids)
	}
	return "all"
}

// Delete implements resource.Resource.
func (r *managerResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state managerModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	if err := client.DeleteCustomerManager(ctx, state.ID.ValueString()); err != nil && !transport.IsNotFound(err) {
		managerOperation("delete").Failed(&resp.Diagnostics, err)
	}
}

// ImportState implements resource.ResourceWithImportState.
func (r *managerResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	resource.ImportStatePassthroughWithIdentity(ctx, path.Root("id"), path.Root("id"), req, resp)
}
