package project

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
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
	_ resource.ResourceWithConfigure   = (*folderResource)(nil)
	_ resource.ResourceWithIdentity    = (*folderResource)(nil)
	_ resource.ResourceWithImportState = (*folderResource)(nil)
)

type folderResource struct{ providerdata.WorkatoResource }

func newFolderResource() resource.Resource { return &folderResource{} }

var folderChild = parent.Child{
	Type: folderTypeName, Attribute: "environment_id",
	Format: importid.Format{Parts: []string{"environment_id", "folder_id"}, Example: "209/4712"},
}

func folderOperation(verb string, m *folderModel) diagnostics.Operation {
	return diagnostics.Operation{
		Verb: verb, Type: folderTypeName,
		Fields:   map[string]path.Path{"name": path.Root("name"), "parent_id": path.Root("parent_id")},
		ImportID: func(id string) string { return m.EnvironmentID.ValueString() + "/" + id },
		Next: func(err error) string {
			if !transport.IsNotFound(err) {
				return ""
			}
			return fmt.Sprintf("Either the environment %s has no folder %s to put it into, or the token cannot see it. parent_id is the id of a folder: of a project, that is its folder_id, not its id. Each environment has folders of its own.",
				m.EnvironmentID.ValueString(), m.ParentID.ValueString())
		},
	}
}

// Metadata implements resource.Resource.
func (r *folderResource) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = folderTypeName
}

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *folderResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		"environment_id": attribute.Identity("Id of the environment.", true),
		"id":             attribute.Identity("Id of the folder.", true),
	}}
}

// Schema implements resource.Resource.
func (r *folderResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "A folder in a project, or in another folder. A folder at the top of an environment is a project, which is `workato_project`.",
		Attributes: map[string]schema.Attribute{
			"id":             attribute.ID("folder"),
			"environment_id": attribute.EnvironmentID(),
			"parent_id": schema.StringAttribute{
				MarkdownDescription: "Id of the folder that it lies in: `workato_project.NAME.folder_id` or `workato_folder.NAME.id`. Changing it moves the folder with everything in it.",
				Required:            true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"name": attribute.Name("folder"),
		},
	}
}

// Create implements resource.Resource.
func (r *folderResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan folderModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	op := folderOperation("create", &plan)
	result, err := r.creation(client, plan).Run(ctx)
	switch {
	case errors.Is(err, errAtTop):
		resp.Diagnostics.AddAttributeError(path.Root("parent_id"), op.Summary(), errAtTop.Error()+".\n\nNothing was created.")
		return
	case err != nil:
		op.Failed(&resp.Diagnostics, err)
		return
	}
	plan.ID = types.StringValue(string(result.Object.ID))
	persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
	if result.Lost != nil {
		op.Found(&resp.Diagnostics, plan.ID.ValueString(), result.Lost)
	}
	if result.Object.IsProject {
		resp.Diagnostics.AddAttributeWarning(path.Root("parent_id"), fmt.Sprintf("%s %s is a project", folderTypeName, plan.ID.ValueString()),
			"It was created in the home folder of the environment, which makes it a project, and as a folder it cannot be deleted. Import it as a workato_project, and forget this one with a removed block.")
	}
}

// creation describes how a folder is created once. Its key is its name in the folder
// that it lies in.
func (r *folderResource) creation(client *workato.Client, plan folderModel) exactlyonce.Create[workato.Folder] {
	environment, within, name := plan.EnvironmentID.ValueString(), plan.ParentID.ValueString(), plan.Name.ValueString()
	return exactlyonce.Create[workato.Folder]{
		Key:   fmt.Sprintf("name %q in the folder %s", name, within),
		Lock:  folderTypeName + " " + environment + " " + within + " " + name,
		Locks: r.Locks, Settle: r.Settle, Poll: r.Poll,
		ID: func(f workato.Folder) string { return string(f.ID) },
		Lookup: func(ctx context.Context) ([]workato.Folder, error) {
			found, err := foldersNamed(ctx, client, environment, within, name)
			for _, folder := range found {
				if folder.IsProject {
					return nil, errAtTop
				}
			}
			return found, err
		},
		Send: func(ctx context.Context) (workato.Folder, error) {
			return client.CreateFolder(ctx, environment, workato.FolderInput{Name: name, ParentID: workato.Set(workato.ID(within))})
		},
	}
}

// Read implements resource.Resource.
func (r *folderResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state folderModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	imported, environment, id := state.Name.IsNull(), state.EnvironmentID.ValueString(), state.ID.ValueString()
	found, how, err := lookForFolder(ctx, client, environment, state.ParentID.ValueString(), id, r.Absences.Unless(imported), r.Poll)
	switch {
	case err != nil:
		diagnostics.Reading(folderTypeName).Failed(&resp.Diagnostics, err)
		return
	case found == nil && imported:
		resp.Diagnostics.AddError("Cannot import "+folderTypeName, fmt.Sprintf("The environment %s has no folder %s, or the token cannot see it: %s. Expected %s, for example %q.",
			environment, id, how, folderChild.Format, folderChild.Format.Example))
		return
	case found == nil:
		diagnostics.Removed(&resp.Diagnostics, folderTypeName, id, how)
		persist.Remove(ctx, &resp.State, resp.Identity, state.identity(), &resp.Diagnostics)
		return
	case imported && !r.nested(ctx, client, environment, *found, &resp.Diagnostics):
		return
	}
	state.refresh(*found)
	persist.Save(ctx, &resp.State, resp.Identity, &state, state.identity(), &resp.Diagnostics)
}

// nested reports whether a folder to import is one, and not that of a project.
func (r *folderResource) nested(ctx context.Context, client *workato.Client, environmentID string, f workato.Folder, diags *diag.Diagnostics) bool {
	projects, err := find(ctx, client, environmentID, func(p workato.Project) bool { return p.FolderID == f.ID })
	if err != nil {
		diagnostics.Reading(folderTypeName).Failed(diags, err)
		return false
	}
	if len(projects) == 0 && !f.IsProject && f.ParentID != "" {
		return true
	}
	detail := fmt.Sprintf("%q (%s) lies at the top of the environment %s, so it is the folder of a project. Projects are the resource %s", f.Name, f.ID, environmentID, typeName)
	if len(projects) > 0 {
		detail += fmt.Sprintf("; import this one with:\n\n  import {\n    to = %s.NAME\n    id = %q\n  }\n\nIts folder_id", typeName, environmentID+"/"+string(projects[0].ID))
	} else {
		detail += ". Its folder_id"
	}
	diags.AddError("Cannot import "+folderTypeName, detail+" is the parent_id of the folders in it.")
	return false
}

// Update implements resource.Resource. It renames, moves, or both in one call.
func (r *folderResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state folderModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	if err := client.UpdateFolder(ctx, plan.EnvironmentID.ValueString(), plan.ID.ValueString(), plan.update(state)); err != nil {
		folderOperation("update", &plan).Failed(&resp.Diagnostics, err)
		return
	}
	persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
}

// Delete implements resource.Resource.
func (r *folderResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state folderModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	op := folderOperation("delete", &state)
	op.Next = func(err error) string {
		if transport.HasStatus(err, http.StatusForbidden) {
			return "Workato refuses to delete a folder that holds recipes, connections or folders which are in use, and answers 403 for it as it does for a missing permission. Move or delete what is in it: Terraform destroys those folders first whose parent_id refers to this one, and nothing else. See too that the role of the API client includes DELETE /api/managed_users/{id}/folders/{folder}. To leave the folder where it is, forget it with a removed block."
		}
		return ""
	}
	environment := state.EnvironmentID.ValueString()
	if err := parent.Deleted(ctx, client, environment, client.DeleteFolder(ctx, environment, state.ID.ValueString())); err != nil {
		op.Failed(&resp.Diagnostics, err)
	}
}

// ImportState implements resource.ResourceWithImportState.
func (r *folderResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	if client, ok := r.Client(&resp.Diagnostics); ok {
		folderChild.Import(ctx, client, req, resp)
	}
}
