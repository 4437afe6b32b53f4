package project

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/diagnostics"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/importid"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/parent"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/persist"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/providerdata"
)

var (
	_ resource.ResourceWithConfigure   = (*propertyResource)(nil)
	_ resource.ResourceWithIdentity    = (*propertyResource)(nil)
	_ resource.ResourceWithImportState = (*propertyResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*propertyResource)(nil)
)

type propertyResource struct{ providerdata.WorkatoResource }

func newPropertyResource() resource.Resource { return &propertyResource{} }

// The import ids of properties of environments and of projects.
var (
	propertyFormat        = importid.Format{Parts: []string{"environment_id", "name"}, Example: "209/SHOP_URL"}
	projectPropertyFormat = importid.Format{Parts: []string{"environment_id", "project_id", "name"}, Example: "209/4711/SHOP_URL"}
)

func propertyOperation(verb string, m propertyModel) diagnostics.Operation {
	value := path.Root("value")
	if m.Value.IsNull() {
		value = path.Root("value_wo")
	}
	return diagnostics.Operation{
		Verb: verb, Type: propertyTypeName,
		Fields:   map[string]path.Path{"name": path.Root("name"), "value": value, m.Name.ValueString(): value},
		ImportID: func(id string) string { return id },
		Next:     propertyAdvice,
	}
}

func propertyAdvice(err error) string {
	switch {
	case transport.IsNotFound(err):
		return "Either there is no such environment or project, or the token cannot see it. environment_id is that of one environment, and project_id is the id of a project in it, not that of its folder."
	case workato.PropertyAtFault(err):
		return "Names have at most 100 characters and values 1,024, and an environment or project has at most 1,000 properties. Correct the value, or blank and reuse what is not needed any more, and apply again."
	}
	return ""
}

// Metadata implements resource.Resource.
func (r *propertyResource) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = propertyTypeName
}

// ModifyPlan implements resource.ResourceWithModifyPlan. It tells what stays behind.
func (r *propertyResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.State.Raw.IsNull() {
		return
	}
	var plan, state propertyModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if !req.Plan.Raw.IsNull() {
		resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	}
	if resp.Diagnostics.HasError() || state.OnDestroy.ValueString() == onDestroyBlank {
		return
	}
	if req.Plan.Raw.IsNull() || state.replaced(plan) {
		resp.Diagnostics.AddWarning(fmt.Sprintf("%s %s will be left behind", propertyTypeName, state.importID()),
			"The API cannot delete properties. This one is dropped from the state, and stays with its value until somebody deletes it in Workato. To empty its value instead, set on_destroy = \"blank\" and apply that first.")
	}
}

// Create implements resource.Resource.
func (r *propertyResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var config, plan propertyModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	op := propertyOperation("create", plan)
	result, err := r.creation(client, plan, config.input()).Run(ctx)
	if err != nil {
		op.Failed(&resp.Diagnostics, err)
		return
	}
	persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
	if result.Lost != nil {
		op.Found(&resp.Diagnostics, plan.importID(), result.Lost)
	}
}

// Read implements resource.Resource.
func (r *propertyResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state propertyModel
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
		op := diagnostics.Reading(propertyTypeName)
		op.Next = propertyAdvice
		op.Failed(&resp.Diagnostics, err)
		return
	case found == nil && state.imported():
		resp.Diagnostics.AddError("Cannot import "+propertyTypeName, fmt.Sprintf("There is no such property, or the token cannot see it: %s. Letter case counts. Expected %s or %s, for example %q or %q.",
			how, propertyFormat, projectPropertyFormat, propertyFormat.Example, projectPropertyFormat.Example))
		return
	case found == nil:
		diagnostics.Removed(&resp.Diagnostics, propertyTypeName, state.importID(), how)
		persist.Remove(ctx, &resp.State, resp.Identity, state.identity(), &resp.Diagnostics)
		return
	}
	state.refresh(*found)
	persist.Save(ctx, &resp.State, resp.Identity, &state, state.identity(), &resp.Diagnostics)
}

// Update implements resource.Resource. It calls nothing for on_destroy.
func (r *propertyResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var config, plan, state propertyModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	_, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	if !plan.Value.Equal(state.Value) || !plan.ValueWOVersion.Equal(state.ValueWOVersion) {
		input := config.input()
		input.Exists = true
		if err := r.set(ctx, plan, input); err != nil {
			propertyOperation("update", plan).Failed(&resp.Diagnostics, err)
			return
		}
	}
	persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
}

// Delete implements resource.Resource.
func (r *propertyResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state propertyModel
	if resp.Diagnostics.Append(req.State.Get(ctx, &state)...); resp.Diagnostics.HasError() {
		return
	}
	if state.OnDestroy.ValueString() != onDestroyBlank {
		resp.Diagnostics.AddWarning(fmt.Sprintf("%s %s was left behind", propertyTypeName, state.importID()),
			"The API cannot delete properties. It is no longer in the state, and stays with its value until somebody deletes it in Workato.")
		return
	}
	client, ok := r.Client(&resp.Diagnostics)
	if !ok {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	op := propertyOperation("blank", state)
	op.Next = func(err error) string {
		if transport.HasStatus(err, http.StatusBadRequest, http.StatusUnprocessableEntity) {
			return "The service may not take an empty value. Set on_destroy = \"abandon\" and apply that, then destroy: the property stays as it is, and can be deleted in Workato."
		}
		return ""
	}
	err := r.set(ctx, state, workato.PropertyInput{Name: state.Name.ValueString(), Exists: true})
	if err = parent.Deleted(ctx, client, state.EnvironmentID.ValueString(), err); err != nil {
		op.Failed(&resp.Diagnostics, err)
	}
}

// ImportState implements resource.ResourceWithImportState.
func (r *propertyResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	client, ok := r.Client(&resp.Diagnostics)
	if !ok {
		return
	}
	var identity propertyIdentityModel
	if req.ID == "" {
		resp.Diagnostics.Append(req.Identity.Get(ctx, &identity)...)
	} else {
		identity = readPropertyID(req.ID, &resp.Diagnostics)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	environment, err := parent.Resolve(ctx, client, identity.EnvironmentID.ValueString())
	if err != nil {
		diagnostics.Operation{Verb: "import", Type: propertyTypeName}.Failed(&resp.Diagnostics, err)
		return
	}
	identity.EnvironmentID = types.StringValue(environment)
	state := propertyModel{
		EnvironmentID: identity.EnvironmentID, ProjectID: identity.ProjectID, Name: identity.Name,
		OnDestroy: types.StringValue(onDestroyAbandon),
	}
	persist.Save(ctx, &resp.State, resp.Identity, &state, identity, &resp.Diagnostics)
}

// readPropertyID reads an import id, in which the name is percent-encoded where it
// has a slash or a percent sign.
func readPropertyID(id string, diags *diag.Diagnostics) propertyIdentityModel {
	format := propertyFormat
	if strings.Count(id, "/") == len(projectPropertyFormat.Parts)-1 {
		format = projectPropertyFormat
	}
	parts, err := format.Parse(id)
	var name string
	if err == nil {
		name, err = url.PathUnescape(parts[len(parts)-1])
	}
	if err != nil {
		diags.AddError("Invalid import id of "+propertyTypeName, fmt.Sprintf("%s.\n\nThe id of a property of a project is %s, for example %q. A slash in a name is written %%2F, and a percent sign %%25.",
			err, projectPropertyFormat, projectPropertyFormat.Example))
		return propertyIdentityModel{}
	}
	out := propertyIdentityModel{EnvironmentID: types.StringValue(parts[0]), Name: types.StringValue(name)}
	if len(parts) > len(propertyFormat.Parts) {
		out.ProjectID = types.StringValue(parts[1])
	}
	return out
}
