package project

import (
	"context"
	"fmt"
	"net/http"
	"slices"
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
	_ resource.ResourceWithConfigure   = (*projectResource)(nil)
	_ resource.ResourceWithIdentity    = (*projectResource)(nil)
	_ resource.ResourceWithImportState = (*projectResource)(nil)
)

// timeout bounds an operation with all its calls.
const timeout = 5 * time.Minute

type projectResource struct{ providerdata.WorkatoResource }

func newResource() resource.Resource { return &projectResource{} }

var child = parent.Child{
	Type: typeName, Attribute: "environment_id",
	Format: importid.Format{Parts: []string{"environment_id", "project_id"}, Example: "209/4711"},
}

func operation(verb string, m *model) diagnostics.Operation {
	return diagnostics.Operation{
		Verb: verb, Type: typeName,
		Fields:   map[string]path.Path{"name": path.Root("name"), "description": path.Root("description")},
		ImportID: func(id string) string { return m.EnvironmentID.ValueString() + "/" + id },
	}
}

// Metadata implements resource.Resource.
func (r *projectResource) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = typeName
}

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *projectResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		"environment_id": attribute.Identity("Id of the environment.", true),
		"id":             attribute.Identity("Id of the project.", true),
	}}
}

// Schema implements resource.Resource.
func (r *projectResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "A project in one environment of a customer. It holds recipes, connections and folders, and is what access is granted to.",
		Attributes: map[string]schema.Attribute{
			"id":             attribute.ID("project, which is not that of its folder"),
			"environment_id": attribute.EnvironmentID(),
			"name":           attribute.Name("project"),
			"description": schema.StringAttribute{
				MarkdownDescription: "Description of the project.",
				Optional:            true, Validators: attribute.Trimmed(),
			},
			"folder_id": schema.StringAttribute{
				MarkdownDescription: "Id of the top-level folder of the project, for what is put into it.",
				Computed:            true, PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
		},
	}
}

// Create implements resource.Resource.
func (r *projectResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	op := operation("create", &plan)
	result, err := r.creation(client, plan).Run(ctx)
	if err != nil {
		op.Failed(&resp.Diagnostics, err)
		return
	}
	created := result.Object
	if result.Lost != nil {
		op.Found(&resp.Diagnostics, string(created.ID), result.Lost)
	}
	// Saved before anything else can fail. The reply need not have the project's id;
	// until a list shows it, the folder's finds the project. An identity must never
	// change, so there is none before that.
	plan.locate(created)
	if created.ID == "" {
		resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
		var namesakes []string
		if created, namesakes, err = r.awaitProject(ctx, client, plan); err != nil {
			op.Failed(&resp.Diagnostics, err)
			return
		}
		plan.locate(created)
		if len(namesakes) > 0 {
			resp.Diagnostics.AddWarning(fmt.Sprintf("%s %s has namesakes", typeName, created.ID),
				fmt.Sprintf("There was no project with the name %[1]q before this one was created, and now there are others with it: id %[2]s. Somebody else, or another run, has created one at the same time, and Workato allows that.\n\nBoth exist, and this one is in the state. Keep one of them: delete the other in the console, or remove this one from the configuration and import the other.", plan.Name.ValueString(), strings.Join(namesakes, ", ")))
		}
	}
	persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
	if !plan.Description.IsNull() {
		input := workato.ProjectInput{Description: workato.Set(plan.Description.ValueString())}
		if err := client.UpdateProject(ctx, plan.EnvironmentID.ValueString(), plan.ID.ValueString(), input); err != nil {
			resp.Diagnostics.AddWarning(fmt.Sprintf("%s %s was created without its description", typeName, plan.ID.ValueString()),
				"The project exists and is in the state, but setting its description failed: "+err.Error()+".\n\nRun plan and apply again: it shows as an update in place.")
		}
	}
}

// creation describes how a project is created once: as a top-level folder. Its key
// is its name in the environment.
func (r *projectResource) creation(client *workato.Client, plan model) exactlyonce.Create[workato.Project] {
	environment, name := plan.EnvironmentID.ValueString(), plan.Name.ValueString()
	return exactlyonce.Create[workato.Project]{
		Key:   fmt.Sprintf("name %q", name),
		Lock:  typeName + " " + environment + " " + name,
		Locks: r.Locks, Settle: r.Settle, Poll: r.Poll,
		ID: func(p workato.Project) string { return string(p.ID) },
		Lookup: func(ctx context.Context) ([]workato.Project, error) {
			return find(ctx, client, environment, func(p workato.Project) bool { return p.Name == name })
		},
		Send: func(ctx context.Context) (workato.Project, error) {
			folder, err := client.CreateFolder(ctx, environment, workato.FolderInput{Name: name})
			return workato.Project{ID: folder.ProjectID, FolderID: folder.ID, Name: name}, err
		},
	}
}

// awaitProject finds the project of a folder, which may take the service a moment. If
// the run is interrupted, it still looks once: without an id, the project would be
// tainted, and deleted by the next apply. namesakes are the ids of others that have
// come since it was looked for.
func (r *projectResource) awaitProject(ctx context.Context, client *workato.Client, m model) (created workato.Project, namesakes []string, err error) {
	within := max(r.Settle, r.Poll)
	until := time.Now().Add(within)
	// The last look begins when the time is over, and may take as long again.
	looking, done := context.WithTimeout(context.WithoutCancel(ctx), 2*within)
	defer done()
	for wait := r.Poll; ; wait *= 2 {
		found, err := find(looking, client, m.EnvironmentID.ValueString(), func(p workato.Project) bool { return m.is(p) || p.Name == m.Name.ValueString() })
		if i := slices.IndexFunc(found, m.is); err == nil && i >= 0 {
			for _, other := range slices.Delete(slices.Clone(found), i, i+1) {
				namesakes = append(namesakes, string(other.ID))
			}
			return found[i], namesakes, nil
		}
		left := time.Until(until)
		if left <= 0 || transport.Sleep(ctx, min(wait, left)) != nil {
			last := ""
			if err != nil {
				last = " (the last look failed: " + err.Error() + ")"
			}
			err = fmt.Errorf("the folder %s was created, but no project for it is listed within %s%s; it is in the state as tainted, so that the next apply replaces it", m.FolderID.ValueString(), r.Settle, last)
			return workato.Project{}, nil, err
		}
	}
}

// is reports whether p is the project of m, by its id, or its folder's where the
// id is not known.
func (m *model) is(p workato.Project) bool {
	if m.ID.IsNull() {
		return string(p.FolderID) == m.FolderID.ValueString()
	}
	return string(p.ID) == m.ID.ValueString()
}

func find(ctx context.Context, client *workato.Client, environmentID string, match func(workato.Project) bool) ([]workato.Project, error) {
	var out []workato.Project
	for p, err := range client.Projects(ctx, environmentID) {
		if err != nil {
			return nil, err
		}
		if match(p) {
			out = append(out, p)
		}
	}
	return out, nil
}

// Read implements resource.Resource.
func (r *projectResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state model
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
		diagnostics.Reading(typeName).Failed(&resp.Diagnostics, err)
		return
	case found == nil && state.Name.IsNull():
		resp.Diagnostics.AddError("Cannot import "+typeName, fmt.Sprintf("The environment %s has no project %s, or the token cannot see it. Expected %s, for example %q; the id of a project is not that of its folder.",
			state.EnvironmentID.ValueString(), state.ID.ValueString(), child.Format, child.Format.Example))
		return
	case found == nil:
		diagnostics.Removed(&resp.Diagnostics, typeName, state.ID.ValueString(), how)
		persist.Remove(ctx, &resp.State, resp.Identity, state.identity(), &resp.Diagnostics)
		return
	}
	state.refresh(*found)
	persist.Save(ctx, &resp.State, resp.Identity, &state, state.identity(), &resp.Diagnostics)
}

// look finds the project in the list, since the API reads no single one.
func (r *projectResource) look(ctx context.Context, client *workato.Client, m model) (*workato.Project, string, error) {
	environment := m.EnvironmentID.ValueString()
	return parent.Look(ctx, client, parent.Search[workato.Project]{
		Parent: environment, Place: "environment", Kind: "projects", ID: m.FolderID.ValueString(), Absences: r.Absences.Unless(m.Name.IsNull()), Poll: r.Poll,
		Find: func(ctx context.Context) (*workato.Project, error) {
			found, err := find(ctx, client, environment, m.is)
			if err != nil || len(found) == 0 {
				return nil, err
			}
			return &found[0], nil
		},
	})
}

// Update implements resource.Resource.
func (r *projectResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	var input workato.ProjectInput
	if !plan.Name.Equal(state.Name) {
		input.Name = workato.Set(plan.Name.ValueString())
	}
	if !plan.Description.Equal(state.Description) {
		// Null would be a guess: the reference has a string here.
		input.Description = workato.Set(plan.Description.ValueString())
	}
	if err := client.UpdateProject(ctx, plan.EnvironmentID.ValueString(), plan.ID.ValueString(), input); err != nil {
		operation("update", &plan).Failed(&resp.Diagnostics, err)
		return
	}
	persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
}

// Delete implements resource.Resource.
func (r *projectResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	op := operation("delete", &state)
	op.Next = func(err error) string {
		if transport.HasStatus(err, http.StatusForbidden) {
			return "Workato refuses to delete a project that still holds something in use, and answers 403 for it as it does for a missing permission. See that no recipe of the project runs and nothing outside uses its connections, and that the role of the API client includes DELETE /api/managed_users/{id}/projects/{project}."
		}
		return ""
	}
	if state.ID.IsNull() {
		// A create that failed before the id was known.
		found, err := find(ctx, client, state.EnvironmentID.ValueString(), state.is)
		if err != nil {
			op.Failed(&resp.Diagnostics, err)
			return
		}
		if len(found) == 0 {
			resp.Diagnostics.AddError(op.Summary(), fmt.Sprintf("The folder %s has no project that could be deleted. Delete the folder in the console, or forget it with a removed block.", state.FolderID.ValueString()))
			return
		}
		state.locate(found[0])
	}
	environment := state.EnvironmentID.ValueString()
	if err := parent.Deleted(ctx, client, environment, client.DeleteProject(ctx, environment, state.ID.ValueString())); err != nil {
		op.Failed(&resp.Diagnostics, err)
	}
}

// ImportState implements resource.ResourceWithImportState.
func (r *projectResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	client, ok := r.Client(&resp.Diagnostics)
	if !ok {
		return
	}
	child.Import(ctx, client, req, resp)
}
