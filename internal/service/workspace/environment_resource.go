package workspace

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workspace365"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/diagnostics"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/importid"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/persist"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/providerdata"
)

var (
	_ resource.ResourceWithConfigure      = (*environmentResource)(nil)
	_ resource.ResourceWithIdentity       = (*environmentResource)(nil)
	_ resource.ResourceWithImportState    = (*environmentResource)(nil)
	_ resource.ResourceWithModifyPlan     = (*environmentResource)(nil)
	_ resource.ResourceWithValidateConfig = (*environmentResource)(nil)
)

const (
	writeTimeout  = 15 * time.Minute
	readTimeout   = 5 * time.Minute
	deleteTimeout = 10 * time.Minute
)

type environmentResource struct {
	providerdata.Workspace365Resource
}

func newResource() resource.Resource { return &environmentResource{} }

// Metadata implements resource.Resource. The type has a first word of its own,
// which is why a configuration must name this provider for it.
func (r *environmentResource) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = typeName
}

var importFormat = importid.Format{Parts: []string{"environment_name"}, Example: "acme"}

// fields maps the API's names of fields, in lower case, to attributes.
var fields = map[string]path.Path{
	"environmentname": path.Root("name"),
	"emailaddress":    path.Root("admin_email"),
	"firstname":       path.Root("admin_first_name"),
	"lastname":        path.Root("admin_last_name"),
	"password":        path.Root("admin_password_wo"),
	"licensecount":    path.Root("license_count"),
}

func operation(verb string) diagnostics.Operation {
	return diagnostics.Operation{Verb: verb, Type: typeName, Fields: fields, ImportID: func(id string) string { return id }, Next: advice}
}

func reading(name string) diagnostics.Operation {
	op := diagnostics.Reading(name)
	op.Next = advice
	return op
}

// advice says what to do about failures that are particular to this API.
func advice(err error) string {
	switch {
	case transport.HasStatus(err, http.StatusForbidden, http.StatusUnauthorized):
		return "Workspace 365 answers so for one of three reasons, and does not always say which: the key sent is not that of the instance; the instance has no key configured (ProvisioningKey in NDAW.WebApp.config, NDAW.Html.Front.config in older versions); or its Provisioning API is switched off (ProvisioningApiEnabled in the same file). Check provisioning_key (or WORKSPACE365_PROVISIONING_KEY) and base_url, and whether the key was renewed by the change request CR-13, which revokes the old one at once."
	case transport.IsNotFound(err):
		return "Either the environment does not exist, or the URL is not that of the Provisioning API. Check workspace365.base_url: it is the address of the instance, with or without /Provisioning."
	case transport.HasStatus(err, http.StatusLengthRequired):
		return "The header Content-Length: 0 got lost on the way. A proxy in between may have removed it; if there is none, please report this."
	case isPage(err):
		return "Something other than the Provisioning API answered. Check workspace365.base_url (or WORKSPACE365_BASE_URL), and whether a proxy or a sign-in stands in between."
	case transport.HasStatus(err, http.StatusTooManyRequests):
		return "The instance asks for fewer calls. Try again later."
	case transport.HasStatus(err, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout):
		return "The instance, or what stands before it, has a problem of its own. Try again; if it persists, give the vendor the call above."
	case unreachable(err):
		return "Check the network, a proxy (HTTPS_PROXY), and workspace365.base_url (or WORKSPACE365_BASE_URL)."
	case transport.HasStatus(err, http.StatusInternalServerError):
		return "Workspace 365 answers 500 for a problem of its own and for data that it cannot take. If the values are right, try again; otherwise give the vendor the call above."
	default:
		return ""
	}
}

// isPage reports whether a redirect or a page for people came instead of an answer.
func isPage(err error) bool {
	failure, ok := errors.AsType[*transport.Error](err)
	return ok && (failure.Status >= 300 && failure.Status < 400 || failure.WebPage)
}

// unreachable reports whether nobody answered, and not for want of time.
func unreachable(err error) bool {
	return transport.HasStatus(err, 0) && !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded)
}

// Create implements resource.Resource.
func (r *environmentResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var config, plan model
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	client, ok := r.Client(&resp.Diagnostics)
	timeout, d := plan.Timeouts.Create(ctx, writeTimeout)
	if resp.Diagnostics.Append(d...); !ok || resp.Diagnostics.HasError() {
		return
	}
	if validateCreation(config, &resp.Diagnostics); resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	// The password is in the configuration alone; the state is made of the plan.
	creation := r.creation(client, config)
	result, err := creation.Run(ctx)
	if err != nil {
		createFailed(&resp.Diagnostics, plan, err)
		return
	}
	wanted := plan.Active
	plan.created(result.Object, client.Instance())
	persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
	if result.Lost != nil {
		operation("create").Found(&resp.Diagnostics, plan.EnvironmentName.ValueString(), result.Lost)
	}
	warnOtherName(plan, &resp.Diagnostics)

	// From here on nothing may be an error: Terraform would mark the tenant as
	// tainted, and the next apply would delete it.
	listed, err := r.finish(ctx, client, plan, wanted)
	if err != nil {
		diagnostics.Unfinished(&resp.Diagnostics, typeName, plan.EnvironmentName.ValueString(), err,
			"Whether it is active shows in the plan only where the list of this instance tells.")
	}
	markUnlisted(ctx, resp.Private, listed == nil, &resp.Diagnostics)
	if listed == nil {
		warnUnlisted(&resp.Diagnostics, plan)
	} else if !known(wanted) && listed.Active != nil {
		plan.Active = types.BoolValue(*listed.Active)
	}
	persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
}

// Read implements resource.Resource.
func (r *environmentResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	timeout, d := state.Timeouts.Read(ctx, readTimeout)
	if resp.Diagnostics.Append(d...); !ok || resp.Diagnostics.HasError() || !r.sameInstance(client, state, &resp.Diagnostics) {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	name := state.EnvironmentName.ValueString()
	found, err := client.Find(ctx, name)
	mass := err == nil && r.Absences.Note("environments", strings.ToLower(name), found != nil) != nil
	switch {
	case err != nil:
		reading(typeName).Failed(&resp.Diagnostics, err)
		return
	case found != nil:
		state.refresh(*found, client.Instance())
		persist.Save(ctx, &resp.State, resp.Identity, &state, state.identity(), &resp.Diagnostics)
		markUnlisted(ctx, resp.Private, false, &resp.Diagnostics)
	case neverListed(ctx, req.Private, &resp.Diagnostics):
		warnUnlisted(&resp.Diagnostics, state)
		persist.Save(ctx, &resp.State, resp.Identity, &state, state.identity(), &resp.Diagnostics)
	case mass:
		resp.Diagnostics.AddError("Everything is missing from the list of environments",
			fmt.Sprintf("Two well-formed lists of %s, a moment apart, have none of the environments that were looked for so far, %s among them. That is far more often another instance behind the same URL than so many deletions, so nothing is dropped from the state.\n\nCall: GET /Environment/.\n\nCheck workspace365.base_url and the key. If they really are all gone, set allow_mass_removal = true in the provider block for one run.", client.Instance(), name))
	default:
		diagnostics.Removed(&resp.Diagnostics, typeName, name, fmt.Sprintf("Two lists of the environments of %s, a moment apart, lack it. It was deleted, or renamed by the change request CR-01; in the latter case do not apply, but import it under its new name", client.Instance()))
		persist.Remove(ctx, &resp.State, resp.Identity, state.identity(), &resp.Diagnostics)
	}
}

// sameInstance refuses to look for an environment on another instance, where it
// would seem to be gone.
func (r *environmentResource) sameInstance(client *workspace365.Client, state model, diags interface{ AddError(summary, detail string) }) bool {
	recorded := state.InstanceURL.ValueString()
	if recorded == "" || recorded == client.Instance() {
		return true
	}
	diags.AddError("Environment of another instance",
		fmt.Sprintf("%s %s was made on %s, and the provider is set to %s. On another instance it would look as if it were gone, so nothing is read or changed.\n\nSet workspace365.base_url (or WORKSPACE365_BASE_URL) back. If the instance itself has moved to a new address, drop the environment from the state (terraform state rm) and import it again.",
			typeName, state.EnvironmentName.ValueString(), recorded, client.Instance()))
	return false
}

// Update implements resource.Resource. Only the activation is a call.
func (r *environmentResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client, ok := r.Client(&resp.Diagnostics)
	timeout, d := plan.Timeouts.Update(ctx, writeTimeout)
	if resp.Diagnostics.Append(d...); !ok || resp.Diagnostics.HasError() || !r.sameInstance(client, state, &resp.Diagnostics) {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	if known(plan.Active) && !plan.Active.Equal(state.Active) {
		if err := r.setActive(ctx, client, plan, plan.Active.ValueBool()); err != nil {
			operation("update").Failed(&resp.Diagnostics, err)
			return
		}
	}
	persist.Save(ctx, &resp.State, resp.Identity, &plan, plan.identity(), &resp.Diagnostics)
}

// Delete implements resource.Resource.
func (r *environmentResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	timeout, d := state.Timeouts.Delete(ctx, deleteTimeout)
	if resp.Diagnostics.Append(d...); resp.Diagnostics.HasError() {
		return
	}
	if state.OnDestroy.ValueString() == onDestroyAbandon {
		warnLeft(&resp.Diagnostics, state, "It was left as it is, and is no longer in the state.")
		return
	}
	// Planning does not see -replace, taint and create_before_destroy.
	if protected(state, state.DeletionProtection) {
		resp.Diagnostics.AddError(protectedSummary, protectedDetail(state, "deleting"))
		return
	}
	client, ok := r.Client(&resp.Diagnostics)
	if !ok || !r.sameInstance(client, state, &resp.Diagnostics) {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	if state.OnDestroy.ValueString() == onDestroyDeactivate {
		if err := r.setActive(ctx, client, state, false); err != nil {
			operation("deactivate").Failed(&resp.Diagnostics, err)
			return
		}
		warnLeft(&resp.Diagnostics, state, "It was deactivated, and is no longer in the state.")
		return
	}
	r.remove(ctx, client, state, &resp.Diagnostics)
}

// ImportState implements resource.ResourceWithImportState.
func (r *environmentResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	name := req.ID
	if name == "" {
		var identity identityModel
		if resp.Diagnostics.Append(req.Identity.Get(ctx, &identity)...); resp.Diagnostics.HasError() {
			return
		}
		name = identity.EnvironmentName.ValueString()
	}
	client, ok := r.Client(&resp.Diagnostics)
	if !ok {
		return
	}
	found, err := client.Find(ctx, name)
	if err != nil {
		operation("import").Failed(&resp.Diagnostics, err)
		return
	}
	if found == nil {
		resp.Diagnostics.AddError("Cannot import "+typeName, fmt.Sprintf("The list of environments of %s has no %q. Expected %s, for example %q: the effective name, which is the first part of the path of the customer's URL. The data source %s lists them all.",
			client.Instance(), name, importFormat, importFormat.Example, listTypeName))
		return
	}
	effective := types.StringValue(found.Name)
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("environment_name"), effective)...)
	if resp.Identity != nil {
		resp.Diagnostics.Append(resp.Identity.Set(ctx, identityModel{EnvironmentName: effective})...)
	}
}
