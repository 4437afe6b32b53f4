package role

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/diagnostics"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/exactlyonce"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/parent"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/persist"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/providerdata"
)

var (
	_ resource.ResourceWithConfigure   = (*rbacRoleResource)(nil)
	_ resource.ResourceWithIdentity    = (*rbacRoleResource)(nil)
	_ resource.ResourceWithImportState = (*rbacRoleResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*rbacRoleResource)(nil)
)

// rbacRoleResource is the resource of either kind.
type rbacRoleResource struct {
	providerdata.WorkatoResource
	kind *rbacKind
}

// Metadata implements resource.Resource.
func (r *rbacRoleResource) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = r.kind.typeName
}

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *rbacRoleResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		"managed_customer_id": attribute.Identity("Id of the managed customer.", true),
		"id":                  attribute.Identity("Id of the role.", true),
	}}
}

// Schema implements resource.Resource.
func (r *rbacRoleResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	fixed := []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
	name := attribute.Name("role")
	name.Validators = append(name.Validators, r.kind.names...)
	resp.Schema = schema.Schema{
		MarkdownDescription: r.kind.description,
		Attributes: map[string]schema.Attribute{
			"id":                  attribute.ID("role"),
			"managed_customer_id": attribute.CustomerID(),
			"name":                name,
			"config": schema.StringAttribute{
				MarkdownDescription: "Privileges of the role by area, as a JSON object: `jsonencode({ team = { privileges = \"all\" } })`, or a JSON file. The order of keys and white space do not matter, that of lists does. Keys that are left out here are left to Workato, and no change of them is shown.",
				Required:            true, CustomType: jsontypes.NormalizedType{}, Validators: []validator.String{jsonObject{}},
			},
			"type":       schema.StringAttribute{MarkdownDescription: "`custom`; Workato may add more.", Computed: true, PlanModifiers: fixed},
			"created_at": schema.StringAttribute{MarkdownDescription: "Time of creation.", Computed: true, PlanModifiers: fixed},
		},
	}
}

// ModifyPlan implements resource.ResourceWithModifyPlan. It keeps the config of the
// state where the configuration means the same. After an import that is so if everything
// that the configuration declares is there, and nothing else of the role changes: the
// update sends the whole config, so its plan shows all that it takes away.
func (r *rbacRoleResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() || req.State.Raw.IsNull() {
		return
	}
	var plan, state rbacRoleModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	memory := loadConfigMemory(ctx, req.Private, &resp.Diagnostics)
	if resp.Diagnostics.HasError() || plan.Config.IsUnknown() || state.Config.IsNull() {
		return
	}
	_, applied := memory.declared()
	if sameConfig(plan.Config, state.Config) || !applied && plan.Name.Equal(state.Name) && declaredIn(plan.Config, state.Config) {
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("config"), state.Config)...)
	}
}

// Create implements resource.Resource.
func (r *rbacRoleResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan rbacRoleModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	input, ok := plan.input(&resp.Diagnostics)
	if !ok {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	op := r.kind.operation(ctx, client, "create", &plan)
	foreign := map[string]workato.Role{}
	result, err := r.creation(client, &plan, input, foreign).Run(ctx)
	if err != nil {
		if role, taken := takenByForeign(err, foreign); taken {
			resp.Diagnostics.AddAttributeError(path.Root("name"), op.Summary(), fmt.Sprintf("%q is the name of a role of the type %s (id %s), which nobody can change or delete here. Choose another name; to use that role as it is, refer to it through the data source %s.\n\nNothing was created.",
				role.Name, role.Type, role.ID, r.kind.typeName))
			return
		}
		op.Failed(&resp.Diagnostics, err)
		return
	}
	plan.given(result.Object)
	persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
	reply := result.Object.Config
	if result.Lost != nil {
		op.Found(&resp.Diagnostics, plan.ID.ValueString(), result.Lost)
		// The role was found, and did not come as the reply to what was sent: how the
		// service keeps that is not known.
		reply = workato.Field[json.RawMessage]{}
	}
	r.remember(ctx, configMemory{}, &plan, reply, resp.Private, &resp.Diagnostics)
}

// creation describes how a role is created once. Its key is its name within the
// customer; letter case is ignored, since whether the service minds is not documented.
// What it finds that belongs to somebody else goes into foreign, by id.
func (r *rbacRoleResource) creation(client *workato.Client, plan *rbacRoleModel, input workato.RoleInput, foreign map[string]workato.Role) exactlyonce.Create[workato.Role] {
	customer, name := plan.ManagedCustomerID.ValueString(), plan.Name.ValueString()
	return exactlyonce.Create[workato.Role]{
		Key:   fmt.Sprintf("name %q", name),
		Lock:  r.kind.typeName + " " + customer + " " + strings.ToLower(name),
		Locks: r.Locks, Settle: r.Settle, Poll: r.Poll,
		ID: func(role workato.Role) string { return string(role.ID) },
		Lookup: func(ctx context.Context) ([]workato.Role, error) {
			var found []workato.Role
			// All are read, since the filter is not documented to match whole names.
			for role, err := range r.kind.list(client, ctx, customer, "") {
				if err != nil {
					return nil, err
				}
				if !strings.EqualFold(role.Name, name) {
					continue
				}
				found = append(found, role)
				if !role.Owned() {
					foreign[string(role.ID)] = role
				}
			}
			return found, nil
		},
		Send: func(ctx context.Context) (workato.Role, error) {
			return r.kind.create(client, ctx, customer, input)
		},
	}
}

// takenByForeign returns the role that has the name already, if it cannot be imported.
func takenByForeign(err error, foreign map[string]workato.Role) (workato.Role, bool) {
	if exists, ok := errors.AsType[*exactlyonce.ExistsError](err); ok {
		for _, id := range exists.IDs {
			if role, is := foreign[id]; is {
				return role, true
			}
		}
	}
	return workato.Role{}, false
}

// remember notes what was declared and how the reply has it, and warns of what the
// service did not take over: a key that it does not know is the likeliest cause.
func (r *rbacRoleResource) remember(ctx context.Context, before configMemory, m *rbacRoleModel, reply workato.Field[json.RawMessage], private privateWriter, diags *diag.Diagnostics) {
	next, ignored := before.written(m.Config.ValueString(), reply)
	next.save(ctx, private, diags)
	if len(ignored) > 0 {
		diags.AddAttributeWarning(path.Root("config"), fmt.Sprintf("%s %s was not given its config as it was sent", r.kind.typeName, m.ID.ValueString()),
			fmt.Sprintf("The API took the call, but its reply lacks some of what was sent, or has another value for it: %s.\n\nThe next plan shows the difference, and this repeats until the configuration has what the API accepts. The keys are not documented: make a role like this by hand, and read it with the data source %s.", strings.Join(ignored, ", "), r.kind.typeName))
	}
}

// Read implements resource.Resource.
func (r *rbacRoleResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state rbacRoleModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	memory := loadConfigMemory(ctx, req.Private, &resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	k, imported := r.kind, state.Name.IsNull()
	found, how, err := r.look(ctx, client, state)
	switch {
	case err != nil:
		k.operation(ctx, client, "read", &state).Failed(&resp.Diagnostics, err)
	case found == nil && imported:
		format := k.child().Format
		resp.Diagnostics.AddError("Cannot import "+k.typeName, fmt.Sprintf("There is no such role, or the token cannot see it: %s. Expected %s, for example %q.", how, format, format.Example))
	case found == nil:
		diagnostics.Removed(&resp.Diagnostics, k.typeName, state.ID.ValueString(), how)
		persist.Remove(ctx, &resp.State, resp.Identity, state.identity(), &resp.Diagnostics)
	case imported && !found.Owned():
		resp.Diagnostics.AddError("Cannot import "+k.typeName, k.notOwned(*found))
	default:
		state.refresh(*found, memory)
		persist.Save(ctx, &resp.State, resp.Identity, &state, state.identity(), &resp.Diagnostics)
	}
}

// notOwned says why a role cannot be managed, and what to do.
func (k *rbacKind) notOwned(role workato.Role) string {
	whose := "It comes with Workato"
	if role.Type == "inherited" {
		whose = "It is inherited from the admin workspace, where it is changed for all customers at once"
	}
	return fmt.Sprintf("%q (%s) is a role of the type %s. %s, and the workspace of a customer can use it, but not change or delete it. Refer to it through the data source %s; for one that differs, declare a role of another name with the config that the data source gives.", role.Name, role.ID, role.Type, whose, k.typeName)
}

// look reads the role.
func (r *rbacRoleResource) look(ctx context.Context, client *workato.Client, m rbacRoleModel) (*workato.Role, string, error) {
	customer, id := m.ManagedCustomerID.ValueString(), m.ID.ValueString()
	return parent.Look(ctx, client, parent.Search[workato.Role]{
		Parent: customer, Place: "customer", Kind: r.kind.plural, ID: id, Absences: r.Absences.Unless(m.Name.IsNull()), Poll: r.Poll, ByID: true,
		Find: func(ctx context.Context) (*workato.Role, error) {
			role, err := r.kind.get(client, ctx, customer, id)
			return &role, err
		},
	})
}

// Update implements resource.Resource.
func (r *rbacRoleResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan rbacRoleModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	memory := loadConfigMemory(ctx, req.Private, &resp.Diagnostics)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	input, ok := plan.input(&resp.Diagnostics)
	if !ok {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	role, err := r.kind.update(client, ctx, plan.ManagedCustomerID.ValueString(), plan.ID.ValueString(), input)
	if err != nil {
		r.kind.operation(ctx, client, "update", &plan).Failed(&resp.Diagnostics, err)
		return
	}
	persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
	r.remember(ctx, memory, &plan, role.Config, resp.Private, &resp.Diagnostics)
}

// Delete implements resource.Resource.
func (r *rbacRoleResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state rbacRoleModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	err := r.kind.remove(client, ctx, state.ManagedCustomerID.ValueString(), state.ID.ValueString())
	if err = parent.Deleted(ctx, client, state.ManagedCustomerID.ValueString(), err); err == nil {
		return
	}
	op := r.kind.operation(ctx, client, "delete", &state)
	op.Next = func(err error) string { return r.kind.refusedDeletion(ctx, client, &state, err) }
	op.Failed(&resp.Diagnostics, err)
}

// ImportState implements resource.ResourceWithImportState.
func (r *rbacRoleResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	if client, ok := r.Client(&resp.Diagnostics); ok {
		r.kind.child().Import(ctx, client, req, resp)
	}
}
