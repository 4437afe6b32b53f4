package grant

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/diagnostics"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/importid"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/parent"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/persist"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/providerdata"
)

var (
	_ resource.ResourceWithConfigure      = (*grantResource)(nil)
	_ resource.ResourceWithIdentity       = (*grantResource)(nil)
	_ resource.ResourceWithImportState    = (*grantResource)(nil)
	_ resource.ResourceWithModifyPlan     = (*grantResource)(nil)
	_ resource.ResourceWithValidateConfig = (*grantResource)(nil)
)

// timeout bounds an operation with all its calls, which wait for each other within
// one project.
const timeout = 10 * time.Minute

type grantResource struct{ providerdata.WorkatoResource }

func newResource() resource.Resource { return &grantResource{} }

var importFormat = importid.Format{Parts: []string{"environment_id", "grant_id"}, Example: "209/pg-AQAEnmKC-Dtt9aD"}

func operation(verb string, m *model) diagnostics.Operation {
	return diagnostics.Operation{
		Verb: verb, Type: typeName,
		Fields: map[string]path.Path{
			"project_role_id": path.Root("project_role_id"),
			"assignment_id":   path.Root(m.holderAttribute()),
		},
		ImportID: func(id string) string { return m.EnvironmentID.ValueString() + "/" + id },
		Next:     advice(m.EnvironmentID.ValueString(), m.ProjectID.ValueString()),
	}
}

// holderAttribute is the attribute that names the holder.
func (m *model) holderAttribute() string {
	if !m.UserGroupID.IsNull() {
		return "user_group_id"
	}
	return "user_id"
}

// Metadata implements resource.Resource.
func (r *grantResource) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = typeName
}

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *grantResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		"environment_id": attribute.Identity("Id of the environment.", true),
		"project_id":     attribute.Identity("Id of the project.", true),
		"user_id":        attribute.Identity("Id of the user, if the grant is for one.", false),
		"user_group_id":  attribute.Identity("Id of the group, if the grant is for one.", false),
	}}
}

// Schema implements resource.Resource.
func (r *grantResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	fixed := func(description string) schema.StringAttribute {
		return schema.StringAttribute{
			MarkdownDescription: description + " Changing it replaces the grant.",
			Optional:            true,
			Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
		}
	}
	project := fixed("Id of the project, which must be in the environment.")
	project.Optional, project.Required = false, true
	resp.Schema = schema.Schema{
		MarkdownDescription: "Gives one user or one collaborator group a role in one project. Other grants of the project are left alone.",
		Attributes: map[string]schema.Attribute{
			"id":             schema.StringAttribute{MarkdownDescription: "Id of the grant. It may change when the role does.", Computed: true},
			"environment_id": attribute.EnvironmentID(),
			"project_id":     project,
			"project_role_id": schema.StringAttribute{
				MarkdownDescription: "Id of the project role; see the data source `workato_project_roles`. Changed in place.",
				Required:            true,
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"user_id":       fixed("Id of the user. A collaborator who has not accepted the invitation yet has none: grant to a group instead. Exactly one of this and `user_group_id` is given."),
			"user_group_id": fixed("Id of the collaborator group."),
		},
	}
}

// ValidateConfig implements resource.ResourceWithValidateConfig.
func (r *grantResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config model
	if resp.Diagnostics.Append(req.Config.Get(ctx, &config)...); resp.Diagnostics.HasError() {
		return
	}
	if !config.UserID.IsNull() && !config.UserGroupID.IsNull() && !config.UserID.IsUnknown() && !config.UserGroupID.IsUnknown() {
		resp.Diagnostics.AddAttributeError(path.Root("user_group_id"), "Two holders of one grant", "A grant is for one user or for one group: set either user_id or user_group_id, and use two resources for two grants.")
	}
	if config.UserID.IsNull() && config.UserGroupID.IsNull() {
		resp.Diagnostics.AddAttributeError(path.Root("user_id"), noHolderSummary, noHolderDetail)
	}
}

const (
	noHolderSummary = "A grant without a holder"
	noHolderDetail  = "Neither user_id nor user_group_id has a value. If user_id refers to a collaborator, that one has not accepted the invitation yet, and has no user id until then: grant the role to a group, which the invitation can name, by user_group_id."
)

// ModifyPlan implements resource.ResourceWithModifyPlan: the id stays unless the
// role changes.
func (r *grantResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() || req.State.Raw.IsNull() {
		return
	}
	var plan, state model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	id := state.ID
	if !plan.ProjectRoleID.Equal(state.ProjectRoleID) {
		id = types.StringUnknown()
	}
	resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("id"), id)...)
}

// Create implements resource.Resource.
func (r *grantResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	if !plan.hasHolder() {
		resp.Diagnostics.AddAttributeError(path.Root("user_id"), noHolderSummary, noHolderDetail)
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	op := operation("create", &plan)
	result, err := r.creation(client, &plan).Run(ctx)
	if err != nil {
		op.Failed(&resp.Diagnostics, err)
		return
	}
	plan.ID = types.StringValue(string(result.Object.ID))
	persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
	if result.Lost != nil {
		op.Found(&resp.Diagnostics, plan.ID.ValueString(), result.Lost)
	}
	elsewhere{
		subject: typeName + " " + plan.ID.ValueString(), holds: "the grant holds",
		environment: plan.EnvironmentID.ValueString(), project: plan.ProjectID.ValueString(),
	}.warn(ctx, client, &r.EnvironmentTypes, result.Object, &resp.Diagnostics)
}

// Read implements resource.Resource.
func (r *grantResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	imported := state.ProjectRoleID.IsNull()
	found, how, err := r.look(ctx, client, state)
	switch {
	case err != nil:
		op := diagnostics.Reading(typeName)
		op.Next = operation("read", &state).Next
		op.Failed(&resp.Diagnostics, err)
		return
	case found == nil && imported:
		resp.Diagnostics.AddError("Cannot import "+typeName, fmt.Sprintf("There is no such grant, or the token cannot see it: %s. Expected %s, for example %q; the first is the id of the environment that the project is in.", how, importFormat, importFormat.Example))
		return
	case found == nil:
		diagnostics.Removed(&resp.Diagnostics, typeName, state.ID.ValueString(), how)
		persist.Remove(ctx, &resp.State, resp.Identity, state.identity(), &resp.Diagnostics)
		return
	}
	state.refresh(*found)
	persist.Save(ctx, &resp.State, resp.Identity, &state, state.identity(), &resp.Diagnostics)
}

// Update implements resource.Resource. Only the role can change in place.
func (r *grantResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	_, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	unlock, err := r.Locks.Lock(ctx, lockOf(plan))
	if err != nil {
		operation("update", &plan).Failed(&resp.Diagnostics, err)
		return
	}
	defer unlock()
	updated, err := put(ctx, r.Grants.Do, &plan, true)
	if err != nil {
		operation("update", &plan).Failed(&resp.Diagnostics, err)
		return
	}
	plan.ID = types.StringValue(string(updated.ID))
	persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
}

// Delete implements resource.Resource.
func (r *grantResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	unlock, err := r.Locks.Lock(ctx, lockOf(state))
	if err == nil {
		defer unlock()
		err = revoke(ctx, client, &state)
	}
	if err != nil {
		operation("delete", &state).Failed(&resp.Diagnostics, err)
	}
}

// ImportState implements resource.ResourceWithImportState.
func (r *grantResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	client, ok := r.Client(&resp.Diagnostics)
	if !ok {
		return
	}
	var imported model
	if req.ID == "" {
		var identity identityModel
		if resp.Diagnostics.Append(req.Identity.Get(ctx, &identity)...); resp.Diagnostics.HasError() {
			return
		}
		imported = model{EnvironmentID: identity.EnvironmentID, ProjectID: identity.ProjectID, UserID: identity.UserID, UserGroupID: identity.UserGroupID}
		if imported.UserID.IsNull() == imported.UserGroupID.IsNull() {
			resp.Diagnostics.AddError("Invalid identity of "+typeName, "Exactly one of user_id and user_group_id belongs into the identity of a grant.")
			return
		}
	} else {
		parts, ok := importFormat.Read(req.ID, typeName, &resp.Diagnostics)
		if !ok {
			return
		}
		environment, err := parent.Resolve(ctx, client, parts[0])
		if err != nil {
			operation("import", &imported).Failed(&resp.Diagnostics, err)
			return
		}
		imported = model{EnvironmentID: types.StringValue(environment), ID: types.StringValue(parts[1])}
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &imported)...)
}
