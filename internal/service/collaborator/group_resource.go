package collaborator

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"

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
	_ resource.ResourceWithConfigure   = (*groupResource)(nil)
	_ resource.ResourceWithIdentity    = (*groupResource)(nil)
	_ resource.ResourceWithImportState = (*groupResource)(nil)
)

// timeout bounds an operation with all its calls.
const timeout = 5 * time.Minute

// systemGroup is the group of everybody, which each workspace has and nobody manages.
const systemGroup = "All collaborators"

type groupResource struct{ providerdata.WorkatoResource }

func newGroupResource() resource.Resource { return &groupResource{} }

var groupChild = parent.Child{
	Type: groupTypeName, Attribute: "managed_customer_id",
	Format: importid.Format{Parts: []string{"managed_customer_id", "group_id"}, Example: "209/pf-APHDLgAD-cTXBtz"},
}

func groupOperation(verb string, m *groupModel) diagnostics.Operation {
	return diagnostics.Operation{
		Verb: verb, Type: groupTypeName,
		Fields:   map[string]path.Path{"name": path.Root("name"), "description": path.Root("description")},
		ImportID: func(id string) string { return m.ManagedCustomerID.ValueString() + "/" + id },
		Next:     groupAdvice,
	}
}

// groupAdvice says what to do about a refusal that is particular to groups.
func groupAdvice(err error) string {
	const either = "Either the workspace of this customer is not on the role-based access model (RBAC 2.0), which groups belong to, or the role of the API client lacks the endpoints of collaborator groups, or the client has no access to DEV. The first is seen in the workspace under Workspace admin > Collaborators; the others in the admin workspace under Workspace admin > API clients."
	switch {
	case transport.HasStatus(err, http.StatusUnauthorized):
		return "If other calls fail like this too, the token is not accepted: check api_token (or WORKATO_API_TOKEN), and that it belongs to the data center that region or base_url names.\n\nIf they succeed: " + strings.ToLower(either[:1]) + either[1:]
	case transport.HasStatus(err, http.StatusForbidden):
		return either
	}
	return ""
}

// Metadata implements resource.Resource.
func (r *groupResource) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = groupTypeName
}

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *groupResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		"managed_customer_id": attribute.Identity("Id of the managed customer.", true),
		"id":                  attribute.Identity("Id of the group.", true),
	}}
}

// Schema implements resource.Resource.
func (r *groupResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	name := attribute.Name("group")
	name.MarkdownDescription += " The system group `" + systemGroup + "` cannot be managed."
	name.Validators = append(name.Validators, notSystem{})
	resp.Schema = schema.Schema{
		MarkdownDescription: "A group of collaborators of a customer. Granting access to groups, rather than to people, works before anybody has accepted an invitation.",
		Attributes: map[string]schema.Attribute{
			"id":                  attribute.ID("group"),
			"managed_customer_id": attribute.CustomerID(),
			"name":                name,
			"description": schema.StringAttribute{
				MarkdownDescription: "Description of the group.",
				Optional:            true, Validators: attribute.Trimmed(),
			},
			"created_at": schema.StringAttribute{
				MarkdownDescription: "Time of creation.",
				Computed:            true, PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
		},
	}
}

// Create implements resource.Resource.
func (r *groupResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan groupModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	op := groupOperation("create", &plan)
	result, err := r.creation(client, &plan).Run(ctx)
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

// creation describes how a group is created once. Its key is its name within the
// customer; letter case is ignored, since whether the service minds is not documented.
func (r *groupResource) creation(client *workato.Client, plan *groupModel) exactlyonce.Create[workato.Group] {
	customer, name := plan.ManagedCustomerID.ValueString(), plan.Name.ValueString()
	return exactlyonce.Create[workato.Group]{
		Key:   fmt.Sprintf("name %q", name),
		Lock:  groupTypeName + " " + customer + " " + strings.ToLower(name),
		Locks: r.Locks, Settle: r.Settle, Poll: r.Poll,
		ID: func(g workato.Group) string { return string(g.ID) },
		Lookup: func(ctx context.Context) ([]workato.Group, error) {
			return findGroups(ctx, client, customer, func(g workato.Group) bool { return strings.EqualFold(g.Name, name) })
		},
		Send: func(ctx context.Context) (workato.Group, error) {
			return client.CreateGroup(ctx, customer, plan.input(nil))
		},
	}
}

// findGroups reads all groups rather than filter at the service, which is not
// documented to match whole names.
func findGroups(ctx context.Context, client *workato.Client, customerID string, match func(workato.Group) bool) ([]workato.Group, error) {
	var out []workato.Group
	for g, err := range client.Groups(ctx, customerID, "") {
		if err != nil {
			return nil, err
		}
		if match(g) {
			out = append(out, g)
		}
	}
	return out, nil
}

// Read implements resource.Resource.
func (r *groupResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state groupModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	imported := state.Name.IsNull()
	found, how, err := r.look(ctx, client, state)
	switch {
	case err != nil:
		op := diagnostics.Reading(groupTypeName)
		op.Next = groupOperation("read", &state).Next
		op.Failed(&resp.Diagnostics, err)
		return
	case found == nil && imported:
		resp.Diagnostics.AddError("Cannot import "+groupTypeName, fmt.Sprintf("There is no such group, or the token cannot see it: %s. Expected %s, for example %q.",
			how, groupChild.Format, groupChild.Format.Example))
		return
	case found == nil:
		diagnostics.Removed(&resp.Diagnostics, groupTypeName, state.ID.ValueString(), how)
		persist.Remove(ctx, &resp.State, resp.Identity, state.identity(), &resp.Diagnostics)
		return
	case imported && found.System:
		resp.Diagnostics.AddError("Cannot import "+groupTypeName, fmt.Sprintf("%q (%s) is a system group, which holds everybody and cannot be changed or deleted. Use its id where it is needed, from the data source %s.", found.Name, found.ID, groupsTypeName))
		return
	}
	state.refresh(*found)
	persist.Save(ctx, &resp.State, resp.Identity, &state, state.identity(), &resp.Diagnostics)
}

// look reads the group.
func (r *groupResource) look(ctx context.Context, client *workato.Client, m groupModel) (*workato.Group, string, error) {
	customer, id := m.ManagedCustomerID.ValueString(), m.ID.ValueString()
	return parent.Look(ctx, client, parent.Search[workato.Group]{
		Parent: customer, Place: "customer", Kind: "groups", ID: id, Absences: r.Absences.Unless(m.Name.IsNull()), Poll: r.Poll, ByID: true,
		Find: func(ctx context.Context) (*workato.Group, error) {
			group, err := client.Group(ctx, customer, id)
			return &group, err
		},
	})
}

// Update implements resource.Resource.
func (r *groupResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state groupModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	if _, err := client.UpdateGroup(ctx, plan.ManagedCustomerID.ValueString(), plan.ID.ValueString(), plan.input(&state)); err != nil {
		groupOperation("update", &plan).Failed(&resp.Diagnostics, err)
		return
	}
	persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
}

// Delete implements resource.Resource.
func (r *groupResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state groupModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	op := groupOperation("delete", &state)
	general := op.Next
	op.Next = func(err error) string {
		if transport.HasStatus(err, http.StatusConflict, http.StatusUnprocessableEntity, http.StatusBadRequest) {
			const order = " Terraform removes those by itself, and first, that refer to this group in the same configuration by workato_collaborator_group.NAME.id."
			if held := heldBy(ctx, client, &state); held != "" {
				return "The group is still in use, so remove this first. " + held + order
			}
			return "The group may still be in use. Remove its project grants and its members first." + order
		}
		return general(err)
	}
	err := client.DeleteGroup(ctx, state.ManagedCustomerID.ValueString(), state.ID.ValueString())
	if err = parent.Deleted(ctx, client, state.ManagedCustomerID.ValueString(), err); err != nil {
		op.Failed(&resp.Diagnostics, err)
	}
}

// ImportState implements resource.ResourceWithImportState.
func (r *groupResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	client, ok := r.Client(&resp.Diagnostics)
	if !ok {
		return
	}
	groupChild.Import(ctx, client, req, resp)
}
