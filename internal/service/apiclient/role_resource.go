package apiclient

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/diagnostics"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/exactlyonce"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/importid"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/parent"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/persist"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/providerdata"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

var (
	_ resource.ResourceWithConfigure   = (*roleResource)(nil)
	_ resource.ResourceWithIdentity    = (*roleResource)(nil)
	_ resource.ResourceWithImportState = (*roleResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*roleResource)(nil)
)

type roleResource struct{ providerdata.WorkatoResource }

func newRoleResource() resource.Resource { return &roleResource{} }

// roleModel is a role of API clients in configuration, plan and state.
type roleModel struct {
	ID                types.String `tfsdk:"id"`
	ManagedCustomerID types.String `tfsdk:"managed_customer_id"`
	SourceRoleID      types.String `tfsdk:"source_role_id"`
	Name              types.String `tfsdk:"name"`
	CreatedAt         types.String `tfsdk:"created_at"`
}

// roleIdentityModel is the identity of a role of API clients.
type roleIdentityModel struct {
	ManagedCustomerID types.String `tfsdk:"managed_customer_id"`
	ID                types.String `tfsdk:"id"`
}

func (m *roleModel) identity() roleIdentityModel {
	return roleIdentityModel{ManagedCustomerID: m.ManagedCustomerID, ID: m.ID}
}

// refresh takes over what the service says, which is everything but the source.
func (m *roleModel) refresh(r workato.APIClientRole) {
	m.ID, m.Name, m.CreatedAt = types.StringValue(string(r.ID)), types.StringValue(r.Name), semantic.OrNull(r.CreatedAt)
}

var roleChild = parent.Child{
	Type: roleTypeName, Attribute: "managed_customer_id",
	Format: importid.Format{Parts: []string{"managed_customer_id", "role_id"}, Example: "209/26779"},
}

func roleOperation(verb string, m *roleModel) diagnostics.Operation {
	return diagnostics.Operation{
		Verb: verb, Type: roleTypeName,
		ImportID: func(id string) string { return m.ManagedCustomerID.ValueString() + "/" + id },
		Next: func(err error) string {
			if transport.IsNotFound(err) {
				return "The customer or the role to copy does not exist, or the token cannot see it. The data source " + rolesTypeName + " lists the roles of the customer."
			}
			return ""
		},
	}
}

// Metadata implements resource.Resource.
func (r *roleResource) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = roleTypeName
}

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *roleResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		"managed_customer_id": attribute.Identity("Id of the managed customer.", true),
		"id":                  attribute.Identity("Id of the role.", true),
	}}
}

// Schema implements resource.Resource.
func (r *roleResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	known := []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
	resp.Schema = schema.Schema{
		MarkdownDescription: "A role of developer API clients, made as a copy of another one of the same customer. The API can only list and copy such roles: the copy allows what its source allows, under a name that Workato chooses, and is edited in the customer's workspace. A change makes another copy, and destroying only forgets the role; both are warned about.",
		Attributes: map[string]schema.Attribute{
			"id":                  attribute.ID("role"),
			"managed_customer_id": attribute.CustomerID(),
			"source_role_id": schema.StringAttribute{
				MarkdownDescription: "Id of the role to copy; see the data source `" + roleTypeName + "`. Needed to create; the API does not show it afterwards, so it may be left out, or written down, after an import. Changing it makes another copy and leaves this one behind.",
				Optional:            true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"name":       schema.StringAttribute{MarkdownDescription: "Name of the role, given by Workato.", Computed: true, PlanModifiers: known},
			"created_at": schema.StringAttribute{MarkdownDescription: "Time of creation.", Computed: true, PlanModifiers: known},
		},
	}
}

// ModifyPlan implements resource.ResourceWithModifyPlan.
func (r *roleResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	var config, plan, state roleModel
	if req.Plan.Raw.IsNull() {
		if resp.Diagnostics.Append(req.State.Get(ctx, &state)...); !resp.Diagnostics.HasError() {
			resp.Diagnostics.AddWarning(leftBehind(state), "The API cannot delete roles of API clients. Destroying drops the role from the state, and it stays in the customer's workspace, where it can be deleted by hand.")
		}
		return
	}
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if req.State.Raw.IsNull() {
		if config.SourceRoleID.IsNull() {
			missingSource(&resp.Diagnostics)
		}
		return
	}
	if resp.Diagnostics.Append(req.State.Get(ctx, &state)...); resp.Diagnostics.HasError() {
		return
	}
	moved := !plan.ManagedCustomerID.Equal(state.ManagedCustomerID)
	// What was not in the state, or no longer is in the configuration, is no other role.
	other := !plan.SourceRoleID.IsNull() && !state.SourceRoleID.IsNull() && !plan.SourceRoleID.Equal(state.SourceRoleID)
	if !moved && !other {
		return
	}
	at := path.Root("managed_customer_id")
	if other {
		at = path.Root("source_role_id")
		resp.RequiresReplace = append(resp.RequiresReplace, at)
	}
	resp.Diagnostics.AddAttributeWarning(at, leftBehind(state),
		"The API cannot change roles of API clients, so another copy is made. The role of before stays in the customer's workspace, with the API clients that have it, until somebody deletes it by hand.")
	if config.SourceRoleID.IsNull() {
		missingSource(&resp.Diagnostics)
	}
}

// Create implements resource.Resource.
func (r *roleResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan roleModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	if plan.SourceRoleID.IsNull() {
		missingSource(&resp.Diagnostics)
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	op := roleOperation("create", &plan)
	result, err := r.creation(client, &plan).Run(ctx)
	if err != nil {
		op.Failed(&resp.Diagnostics, err)
		return
	}
	plan.refresh(result.Object)
	persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
	if result.Lost != nil {
		op.Found(&resp.Diagnostics, plan.ID.ValueString(), result.Lost)
	}
}

// creation describes how a role is copied once. Workato names the copy, so a lost
// answer is resolved by what is new in the list.
func (r *roleResource) creation(client *workato.Client, plan *roleModel) exactlyonce.Create[workato.APIClientRole] {
	customer, source := plan.ManagedCustomerID.ValueString(), plan.SourceRoleID.ValueString()
	id := func(role workato.APIClientRole) string { return string(role.ID) }
	roles := func(ctx context.Context) ([]workato.APIClientRole, error) {
		return transport.Collect(client.APIClientRoles(ctx, customer))
	}
	return exactlyonce.Create[workato.APIClientRole]{
		Key: fmt.Sprintf("source %s, copied just now", source),
		// Copies of one customer exclude each other, so that what is new is ours.
		Lock: roleTypeName + " " + customer, Locks: r.Locks, Settle: r.Settle, Poll: r.Poll, ID: id,
		Lookup: exactlyonce.ByDifference(roles, id, func(workato.APIClientRole) bool { return true }),
		Send: func(ctx context.Context) (workato.APIClientRole, error) {
			return client.CopyAPIClientRole(ctx, customer, source)
		},
	}
}

// Read implements resource.Resource. There is no way to read a single role.
func (r *roleResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state roleModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	customer, id := state.ManagedCustomerID.ValueString(), state.ID.ValueString()
	found, how, err := parent.Look(ctx, client, parent.Search[workato.APIClientRole]{
		Parent: customer, Place: "customer", Kind: "roles of API clients", ID: id, Absences: r.Absences.Unless(state.Name.IsNull()), Poll: r.Poll,
		Find: func(ctx context.Context) (*workato.APIClientRole, error) {
			return transport.First(client.APIClientRoles(ctx, customer), func(role workato.APIClientRole) bool { return string(role.ID) == id })
		},
	})
	switch {
	case err != nil:
		diagnostics.Reading(roleTypeName).Failed(&resp.Diagnostics, err)
	case found != nil:
		state.refresh(*found)
		persist.Save(ctx, &resp.State, resp.Identity, &state, state.identity(), &resp.Diagnostics)
	case state.Name.IsNull():
		resp.Diagnostics.AddError("Cannot import "+roleTypeName, fmt.Sprintf("There is no such role of API clients, or the token cannot see it: %s. Expected %s, for example %q. The data source %s lists those that it sees.",
			how, roleChild.Format, roleChild.Format.Example, rolesTypeName))
	default:
		diagnostics.Removed(&resp.Diagnostics, roleTypeName, id, how)
		persist.Remove(ctx, &resp.State, resp.Identity, state.identity(), &resp.Diagnostics)
	}
}

// Update implements resource.Resource. It is called only for what is no change of the
// role, such as source_role_id after an import.
func (r *roleResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan roleModel
	if resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...); !resp.Diagnostics.HasError() {
		persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
	}
}

// Delete implements resource.Resource. It only forgets.
func (r *roleResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state roleModel
	if resp.Diagnostics.Append(req.State.Get(ctx, &state)...); resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.AddWarning(fmt.Sprintf("%s %s (%s) was left behind", roleTypeName, state.ID.ValueString(), state.Name.ValueString()),
		"The API cannot delete roles of API clients. It is no longer in the state, and stays in the customer's workspace, where it can be deleted by hand.")
}

// ImportState implements resource.ResourceWithImportState.
func (r *roleResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	if client, ok := r.Client(&resp.Diagnostics); ok {
		roleChild.Import(ctx, client, req, resp)
	}
}
