package apiclient

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/diagnostics"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/importid"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/parent"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/persist"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/providerdata"
)

var (
	_ resource.ResourceWithConfigure   = (*assignmentResource)(nil)
	_ resource.ResourceWithIdentity    = (*assignmentResource)(nil)
	_ resource.ResourceWithImportState = (*assignmentResource)(nil)
)

type assignmentResource struct{ providerdata.WorkatoResource }

func newAssignmentResource() resource.Resource { return &assignmentResource{} }

// assignmentModel is the assignment of an OAuth profile. That it is in the state is all
// that is known of it.
type assignmentModel struct {
	ManagedCustomerID    types.String `tfsdk:"managed_customer_id"`
	CustomOAuthProfileID types.String `tfsdk:"custom_oauth_profile_id"`
	ForceDestroy         types.Bool   `tfsdk:"force_destroy"`
}

// assignmentIdentityModel is the identity of an assignment.
type assignmentIdentityModel struct {
	ManagedCustomerID    types.String `tfsdk:"managed_customer_id"`
	CustomOAuthProfileID types.String `tfsdk:"custom_oauth_profile_id"`
}

func (m *assignmentModel) identity() assignmentIdentityModel {
	return assignmentIdentityModel{ManagedCustomerID: m.ManagedCustomerID, CustomOAuthProfileID: m.CustomOAuthProfileID}
}

// id is that of an import.
func (m *assignmentModel) id() string {
	return m.ManagedCustomerID.ValueString() + "/" + m.CustomOAuthProfileID.ValueString()
}

var assignmentFormat = importid.Format{Parts: []string{"managed_customer_id", "custom_oauth_profile_id"}, Example: "209/322"}

func assignmentOperation(verb string) diagnostics.Operation {
	return diagnostics.Operation{
		Verb: verb, Type: assignmentTypeName,
		Next: func(err error) string {
			if transport.IsNotFound(err) {
				return "Either there is no such customer, or there is no such custom OAuth profile in the admin workspace (Tools > Custom OAuth profiles), or the token cannot see one of them."
			}
			return ""
		},
	}
}

// Metadata implements resource.Resource.
func (r *assignmentResource) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = assignmentTypeName
}

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *assignmentResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		"managed_customer_id":     attribute.Identity("Id of the managed customer.", true),
		"custom_oauth_profile_id": attribute.Identity("Id of the custom OAuth profile.", true),
	}}
}

// Schema implements resource.Resource.
func (r *assignmentResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Gives a customer the use of a custom OAuth profile of the admin workspace, so that the customer's connections ask for consent in your name. The API cannot show what is assigned: the state says what was done, and nothing is noticed that is done elsewhere.",
		Attributes: map[string]schema.Attribute{
			"managed_customer_id": attribute.CustomerID(),
			"custom_oauth_profile_id": schema.StringAttribute{
				MarkdownDescription: "Id of the custom OAuth profile, of the admin workspace. Changing it replaces the assignment.",
				Required:            true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
				PlanModifiers: []planmodifier.String{stringplanmodifier.RequiresReplace()},
			},
			"force_destroy": schema.BoolAttribute{
				MarkdownDescription: "Whether destroying unassigns the profile even if connections of the customer use it, which then need to be connected anew. Default `false`. It must be applied before it counts.",
				Optional:            true, Computed: true, Default: booldefault.StaticBool(false),
			},
		},
	}
}

// Create implements resource.Resource. What is assigned already stays assigned: there
// is no way to know before.
func (r *assignmentResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan assignmentModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	err := r.repeated(ctx, func() error {
		return client.AssignOAuthProfile(ctx, plan.ManagedCustomerID.ValueString(), plan.CustomOAuthProfileID.ValueString())
	})
	if err != nil && !refusedWith(err, "already") {
		unclear(&resp.Diagnostics, assignmentOperation("create"), err, "Apply again: assigning what is assigned already does no harm. If the assignment is not wanted any more, look in the customer's workspace whether it is there.")
		return
	}
	persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
}

// repeated makes a call that may be made twice, and makes it once more if its answer
// was lost.
func (r *assignmentResource) repeated(ctx context.Context, call func() error) error {
	err := call()
	if transport.OutcomeOf(err) == transport.OutcomeAmbiguous && transport.Sleep(ctx, r.Poll) == nil {
		err = call()
	}
	return err
}

// refusedWith reports whether the service has refused a call because there is nothing
// to do. How it words that is not documented.
func refusedWith(err error, words string) bool {
	failure, ok := asFailure(err)
	return ok && failure.Outcome == transport.OutcomeRefused && transport.HasStatus(err, http.StatusBadRequest, http.StatusConflict, http.StatusUnprocessableEntity) &&
		strings.Contains(strings.ToLower(failure.Message), words)
}

// unclear reports a failure, one that leaves open what happened with what to do about it.
func unclear(diags *diag.Diagnostics, op diagnostics.Operation, err error, next string) {
	failure, ok := asFailure(err)
	if !ok || failure.Outcome != transport.OutcomeAmbiguous {
		op.Failed(diags, err)
		return
	}
	diags.AddError(op.Summary(), fmt.Sprintf("The call was made twice, and each time it failed in a way that leaves open whether it had an effect: %s.\n\nCall: %s.\n\n%s", failure.Message, failure.Call(), next))
}

// Read implements resource.Resource. All that can be found out is whether the customer
// is still there.
func (r *assignmentResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state assignmentModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	customer := state.ManagedCustomerID.ValueString()
	switch gone, err := parent.Gone(ctx, client, customer); {
	case err != nil:
		diagnostics.Reading(assignmentTypeName).Failed(&resp.Diagnostics, err)
	case gone:
		diagnostics.Removed(&resp.Diagnostics, assignmentTypeName, state.id(), "Its customer "+customer+" is gone, and its assignments with it")
		persist.Remove(ctx, &resp.State, resp.Identity, state.identity(), &resp.Diagnostics)
	default:
		persist.Save(ctx, &resp.State, resp.Identity, &state, state.identity(), &resp.Diagnostics)
	}
}

// Update implements resource.Resource. Only force_destroy changes in place, which is
// nothing that the API has.
func (r *assignmentResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan assignmentModel
	if resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...); !resp.Diagnostics.HasError() {
		persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
	}
}

// Delete implements resource.Resource.
func (r *assignmentResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state assignmentModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	force := state.ForceDestroy.ValueBool()
	err := r.repeated(ctx, func() error {
		return client.UnassignOAuthProfile(ctx, state.ManagedCustomerID.ValueString(), state.CustomOAuthProfileID.ValueString(), force)
	})
	if err = parent.Deleted(ctx, client, state.ManagedCustomerID.ValueString(), err); err == nil || refusedWith(err, "not assigned") {
		return
	}
	op := assignmentOperation("delete")
	op.Next = func(err error) string {
		if !force && transport.HasStatus(err, http.StatusBadRequest, http.StatusConflict, http.StatusUnprocessableEntity) {
			return "The profile may still be used by connections of the customer. Remove those first; or set force_destroy = true, apply, and destroy then: the connections stop working until they are connected anew."
		}
		return ""
	}
	unclear(&resp.Diagnostics, op, err, "Destroy again: unassigning what is not assigned does no harm.")
}

// ImportState implements resource.ResourceWithImportState. An assignment is recorded
// without proof, as nothing shows it.
func (r *assignmentResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	client, ok := r.Client(&resp.Diagnostics)
	if !ok {
		return
	}
	model := assignmentModel{ForceDestroy: types.BoolValue(false)}
	op := diagnostics.Operation{Verb: "import", Type: assignmentTypeName}
	if req.ID == "" {
		resp.Diagnostics.Append(req.Identity.GetAttribute(ctx, path.Root("managed_customer_id"), &model.ManagedCustomerID)...)
		resp.Diagnostics.Append(req.Identity.GetAttribute(ctx, path.Root("custom_oauth_profile_id"), &model.CustomOAuthProfileID)...)
	} else if parts, ok := assignmentFormat.Read(req.ID, assignmentTypeName, &resp.Diagnostics); ok {
		customer, err := parent.Resolve(ctx, client, parts[0])
		if err != nil {
			op.Failed(&resp.Diagnostics, err)
			return
		}
		model.ManagedCustomerID, model.CustomOAuthProfileID = types.StringValue(customer), types.StringValue(parts[1])
	}
	if resp.Diagnostics.HasError() {
		return
	}
	switch gone, err := parent.Gone(ctx, client, model.ManagedCustomerID.ValueString()); {
	case err != nil:
		op.Failed(&resp.Diagnostics, err)
		return
	case gone:
		resp.Diagnostics.AddError(op.Summary(), fmt.Sprintf("There is no customer %s, or the token cannot see it. Expected %s, for example %q.", model.ManagedCustomerID.ValueString(), assignmentFormat, assignmentFormat.Example))
		return
	}
	persist.Save(ctx, &resp.State, resp.Identity, &model, model.identity(), &resp.Diagnostics)
	resp.Diagnostics.AddWarning(fmt.Sprintf("%s %s was imported without proof", assignmentTypeName, model.id()),
		"The API cannot show which custom OAuth profiles are assigned to a customer, so it is recorded as you say. If it is not assigned, remove it from the state and let Terraform assign it.")
}
