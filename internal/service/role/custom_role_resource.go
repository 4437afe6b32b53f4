package role

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/boolplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/mapplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/setplanmodifier"
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
)

var (
	_ resource.ResourceWithConfigure   = (*customRoleResource)(nil)
	_ resource.ResourceWithIdentity    = (*customRoleResource)(nil)
	_ resource.ResourceWithImportState = (*customRoleResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*customRoleResource)(nil)
)

// timeout bounds an operation with all its calls, which wait for each other within
// one customer.
const timeout = 10 * time.Minute

type customRoleResource struct{ providerdata.WorkatoResource }

func newCustomRoleResource() resource.Resource { return &customRoleResource{} }

var customRoleChild = parent.Child{
	Type: customRoleTypeName, Attribute: "managed_customer_id",
	Format: importid.Format{Parts: []string{"managed_customer_id", "role_id"}, Example: "209/546"},
}

func customRoleOperation(verb string) diagnostics.Operation {
	return diagnostics.Operation{
		Verb: verb, Type: customRoleTypeName, Next: legacyAdvice,
		Fields: map[string]path.Path{"name": path.Root("name"), "folder_ids": path.Root("folder_ids")},
	}
}

// Metadata implements resource.Resource.
func (r *customRoleResource) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = customRoleTypeName
}

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *customRoleResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		"managed_customer_id": attribute.Identity("Id of the managed customer.", true),
		"id":                  attribute.Identity("Id of the role.", true),
	}}
}

// Schema implements resource.Resource.
func (r *customRoleResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	const copies = " Changing it makes another copy and leaves this one behind."
	resp.Schema = schema.Schema{
		MarkdownDescription: "A custom role of the legacy access model, made as a copy of another one of the same customer. The API can only list and copy such roles: a change makes another copy, and destroying only forgets the role; both are warned about. For customers on RBAC 2.0, grant project roles instead.",
		Attributes: map[string]schema.Attribute{
			"id":                  attribute.ID("role"),
			"managed_customer_id": attribute.CustomerID(),
			"source_role_id": schema.StringAttribute{
				MarkdownDescription: "Id of the role to copy; see the data source `workato_custom_roles`. Needed to create; the API does not show it afterwards, so it may be left out, or written down, after an import." + copies,
				Optional:            true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"name": schema.StringAttribute{MarkdownDescription: "Name of the role." + copies, Required: true, Validators: attribute.Trimmed()},
			"folder_ids": schema.SetAttribute{
				MarkdownDescription: "Ids of the folders that the role opens. Left out, it is what the copy got." + copies,
				Optional:            true, Computed: true, ElementType: types.StringType,
				PlanModifiers: []planmodifier.Set{setplanmodifier.UseStateForUnknown()},
				Validators:    []validator.Set{setvalidator.ValueStringsAre(stringvalidator.LengthAtLeast(1))},
			},
			"inheritable": schema.BoolAttribute{MarkdownDescription: "Whether customers may inherit the role.", Computed: true, PlanModifiers: []planmodifier.Bool{boolplanmodifier.UseStateForUnknown()}},
			"privileges": schema.MapAttribute{
				MarkdownDescription: "Operations that the role allows, by area.",
				Computed:            true, ElementType: operationsType, PlanModifiers: []planmodifier.Map{mapplanmodifier.UseStateForUnknown()},
			},
			"created_at": schema.StringAttribute{MarkdownDescription: "Time of creation.", Computed: true, PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()}},
		},
	}
}

// ModifyPlan implements resource.ResourceWithModifyPlan.
func (r *customRoleResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	var config, plan, state customRoleModel
	if req.Plan.Raw.IsNull() {
		if resp.Diagnostics.Append(req.State.Get(ctx, &state)...); !resp.Diagnostics.HasError() {
			resp.Diagnostics.AddWarning(leftBehind(state), "The API cannot delete custom roles. Destroying drops the role from the state, and it stays in the customer's workspace, where it can be deleted by hand.")
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
			resp.Diagnostics.AddAttributeError(path.Root("source_role_id"), "Missing role to copy", "A custom role is made as a copy, so a new one needs source_role_id. Only one that is imported can do without.")
		}
		return
	}
	if resp.Diagnostics.Append(req.State.Get(ctx, &state)...); resp.Diagnostics.HasError() {
		return
	}
	var replace path.Paths
	for _, c := range []struct {
		name        string
		plan, state attr.Value
	}{
		{"source_role_id", plan.SourceRoleID, state.SourceRoleID},
		{"name", plan.Name, state.Name},
		{"folder_ids", plan.FolderIDs, state.FolderIDs},
		{"managed_customer_id", plan.ManagedCustomerID, state.ManagedCustomerID},
	} {
		// What was not in the state, or no longer is in the configuration, is
		// no other role.
		if !c.plan.IsNull() && !c.state.IsNull() && !c.plan.Equal(c.state) {
			replace = append(replace, path.Root(c.name))
		}
	}
	if len(replace) == 0 {
		return
	}
	resp.RequiresReplace = append(resp.RequiresReplace, replace...)
	resp.Diagnostics.AddAttributeWarning(replace[0], leftBehind(state),
		"The API cannot change custom roles, so another copy is made. The role of before stays in the customer's workspace, with the collaborators who have it, until somebody deletes it by hand.")
	if config.SourceRoleID.IsNull() {
		resp.Diagnostics.AddAttributeError(path.Root("source_role_id"), "Missing role to copy", "This change makes another copy, which needs source_role_id. The API does not show which role this one was copied from.")
	}
}

func leftBehind(state customRoleModel) string {
	return fmt.Sprintf("%s %s (%s) will be left behind", customRoleTypeName, state.ID.ValueString(), state.Name.ValueString())
}

// Create implements resource.Resource.
func (r *customRoleResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan customRoleModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	if plan.SourceRoleID.IsNull() {
		resp.Diagnostics.AddAttributeError(path.Root("source_role_id"), "Missing role to copy", "A custom role is made as a copy, so a new one needs source_role_id.")
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	namesakes := 0
	result, err := r.creation(client, plan, &namesakes).Run(ctx)
	if err != nil {
		customRoleOperation("create").Failed(&resp.Diagnostics, err)
		return
	}
	plan.given(result.Object)
	persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
	if result.Lost != nil {
		customRoleOperation("create").Found(&resp.Diagnostics, plan.ID.ValueString(), result.Lost)
	}
	if namesakes > 0 {
		resp.Diagnostics.AddAttributeWarning(path.Root("name"), fmt.Sprintf("%s %s has namesakes", customRoleTypeName, plan.ID.ValueString()),
			fmt.Sprintf("The customer has %d other custom roles called %q, such as copies that were left behind. Collaborators are given a role by its name, so it is not clear which one they get: delete the others in the workspace.", namesakes, plan.Name.ValueString()))
	}
	// The reply to a copy has no privileges; the list does.
	if !result.Object.Privileges.IsSet() {
		if role, err := findCustomRole(ctx, client, plan.ManagedCustomerID.ValueString(), plan.ID.ValueString()); err == nil && role != nil {
			plan.given(*role)
			persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
		}
	}
}

// creation describes how a role is copied once. Its name is no key, as copies left
// behind keep theirs, so a lost answer is resolved by what is new in the list.
func (r *customRoleResource) creation(client *workato.Client, plan customRoleModel, namesakes *int) exactlyonce.Create[workato.CustomRole] {
	customer, name := plan.ManagedCustomerID.ValueString(), plan.Name.ValueString()
	id := func(role workato.CustomRole) string { return string(role.ID) }
	counted := false
	roles := func(ctx context.Context) ([]workato.CustomRole, error) {
		rows, err := transport.Collect(client.CustomRoles(ctx, customer, ""))
		for _, row := range rows {
			if !counted && row.Name == name {
				*namesakes++
			}
		}
		counted = counted || err == nil
		return rows, err
	}
	return exactlyonce.Create[workato.CustomRole]{
		Key: fmt.Sprintf("name %q, copied just now", name),
		// Copies of one customer exclude each other, so that what is new is ours.
		Lock: customRoleTypeName + " " + customer, Locks: r.Locks, Settle: r.Settle, Poll: r.Poll, ID: id,
		Lookup: exactlyonce.ByDifference(roles, id, func(role workato.CustomRole) bool { return role.Name == name }),
		Send: func(ctx context.Context) (workato.CustomRole, error) {
			return client.CopyCustomRole(ctx, customer, plan.SourceRoleID.ValueString(), plan.input())
		},
	}
}

func findCustomRole(ctx context.Context, client *workato.Client, customerID, id string) (*workato.CustomRole, error) {
	return transport.First(client.CustomRoles(ctx, customerID, ""), func(role workato.CustomRole) bool { return string(role.ID) == id })
}

// Read implements resource.Resource. There is no way to read a single role.
func (r *customRoleResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state customRoleModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	customer, id := state.ManagedCustomerID.ValueString(), state.ID.ValueString()
	found, how, err := parent.Look(ctx, client, parent.Search[workato.CustomRole]{
		Parent: customer, Place: "customer", Kind: "custom roles", ID: id, Absences: r.Absences.Unless(state.Name.IsNull()), Poll: r.Poll,
		Find: func(ctx context.Context) (*workato.CustomRole, error) {
			return findCustomRole(ctx, client, customer, id)
		},
	})
	switch {
	case err != nil:
		op := diagnostics.Reading(customRoleTypeName)
		op.Next = legacyAdvice
		op.Failed(&resp.Diagnostics, err)
	case found != nil:
		state.refresh(*found)
		persist.Save(ctx, &resp.State, resp.Identity, &state, state.identity(), &resp.Diagnostics)
	case state.Name.IsNull():
		resp.Diagnostics.AddError("Cannot import "+customRoleTypeName, fmt.Sprintf("The customer %s has no custom role %s, or the token cannot see it. Expected %s, for example %q. Roles that are inherited from the admin workspace are not listed, and cannot be imported.", customer, id, customRoleChild.Format, customRoleChild.Format.Example))
	default:
		diagnostics.Removed(&resp.Diagnostics, customRoleTypeName, id, how)
		persist.Remove(ctx, &resp.State, resp.Identity, state.identity(), &resp.Diagnostics)
	}
}

// Update implements resource.Resource. It is called only for what is no change of
// the role, such as source_role_id after an import.
func (r *customRoleResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan customRoleModel
	if resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...); !resp.Diagnostics.HasError() {
		persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
	}
}

// Delete implements resource.Resource. It only forgets.
func (r *customRoleResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state customRoleModel
	if resp.Diagnostics.Append(req.State.Get(ctx, &state)...); resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.AddWarning(fmt.Sprintf("%s %s (%s) was left behind", customRoleTypeName, state.ID.ValueString(), state.Name.ValueString()),
		"The API cannot delete custom roles. It is no longer in the state, and stays in the customer's workspace, where it can be deleted by hand.")
}

// ImportState implements resource.ResourceWithImportState.
func (r *customRoleResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	if client, ok := r.Client(&resp.Diagnostics); ok {
		customRoleChild.Import(ctx, client, req, resp)
	}
}
