package project

import (
	"cmp"
	"context"
	"fmt"
	"net/http"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/exactlyonce"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/parent"
)

// creation describes how a connection is created once.
func (r *connectionResource) creation(client *workato.Client, plan connectionModel, input workato.ConnectionInput) exactlyonce.Create[workato.Connection] {
	environment := plan.EnvironmentID.ValueString()
	// The service's filters are not relied on for the proof that there is none. The
	// connections of single users are listed on demand only.
	filter := workato.ConnectionFilter{Runtime: plan.ExternalID.ValueString() != "" || plan.ParentID.ValueString() != ""}
	return exactlyonce.Create[workato.Connection]{
		Key:   plan.key(),
		Lock:  connectionTypeName + " " + environment + " " + cmp.Or(plan.ExternalID.ValueString(), plan.Name.ValueString()),
		Locks: r.Locks, Settle: r.Settle, Poll: r.Poll,
		ID: func(c workato.Connection) string { return string(c.ID) },
		Lookup: func(ctx context.Context) ([]workato.Connection, error) {
			return findConnections(ctx, client, environment, filter, plan.matches)
		},
		Send: func(ctx context.Context) (workato.Connection, error) {
			return client.CreateConnection(ctx, environment, input)
		},
	}
}

func findConnections(ctx context.Context, client *workato.Client, environmentID string, filter workato.ConnectionFilter, match func(workato.Connection) bool) ([]workato.Connection, error) {
	var out []workato.Connection
	for c, err := range client.Connections(ctx, environmentID, filter) {
		if err != nil {
			return nil, err
		}
		if match(c) {
			out = append(out, c)
		}
	}
	return out, nil
}

// completed adds to an answer what it leaves out and the plan has no value for. If
// that cannot be had, the next refresh brings it.
func completed(ctx context.Context, client *workato.Client, m connectionModel, answer workato.Connection) workato.Connection {
	if !m.wants(answer) {
		return answer
	}
	if answer.ID != "" {
		m.ID = types.StringValue(string(answer.ID))
	}
	if listed, err := findConnection(ctx, client, m); err == nil && listed != nil {
		return *listed
	}
	return answer
}

// findConnection finds a connection by its id: in the list of its external id or its
// folder, and, if that lacks it or there is no such list, in that of everything. The
// API reads no single one.
func findConnection(ctx context.Context, client *workato.Client, m connectionModel) (*workato.Connection, error) {
	narrow := workato.ConnectionFilter{ExternalID: m.ExternalID.ValueString(), Runtime: true}
	if narrow.ExternalID == "" {
		narrow.FolderID = m.FolderID.ValueString()
	}
	filters := []workato.ConnectionFilter{narrow, {Runtime: true}}
	if narrow == filters[1] {
		filters = filters[1:]
	}
	for i, filter := range filters {
		found, err := findIn(ctx, client, m, filter)
		if found != nil {
			return found, nil
		}
		// A filter may name a folder that is gone.
		refused := transport.HasStatus(err, http.StatusNotFound, http.StatusBadRequest, http.StatusUnprocessableEntity)
		if err != nil && (!refused || i == len(filters)-1) {
			return nil, err
		}
	}
	return nil, nil
}

func findIn(ctx context.Context, client *workato.Client, m connectionModel, filter workato.ConnectionFilter) (*workato.Connection, error) {
	return transport.First(client.Connections(ctx, m.EnvironmentID.ValueString(), filter), func(c workato.Connection) bool { return string(c.ID) == m.ID.ValueString() })
}

// look finds the connection, and takes nothing for gone on one answer alone.
func (r *connectionResource) look(ctx context.Context, client *workato.Client, m connectionModel) (*workato.Connection, string, error) {
	return parent.Look(ctx, client, parent.Search[workato.Connection]{
		Parent: m.EnvironmentID.ValueString(), Place: "environment", Kind: "connections", ID: m.ID.ValueString(), Absences: r.Absences.Unless(m.Name.IsNull()), Poll: r.Poll,
		Find: func(ctx context.Context) (*workato.Connection, error) { return findConnection(ctx, client, m) },
	})
}

// remove deletes a connection. One that has to be disconnected before is; nothing is
// forced upon recipes that use it.
func (r *connectionResource) remove(ctx context.Context, client *workato.Client, state connectionModel, diags *diag.Diagnostics) {
	environment, id := state.EnvironmentID.ValueString(), state.ID.ValueString()
	op := connectionOperation("delete", &state)
	op.Next = inUse
	err := client.DeleteConnection(ctx, environment, id)
	refused := transport.HasStatus(err, http.StatusBadRequest, http.StatusConflict, http.StatusUnprocessableEntity)
	if refused && !state.AuthorizationStatus.IsNull() && client.DisconnectConnection(ctx, environment, id) == nil {
		op.Next = func(error) string {
			return "As Workato refused to delete the connection at first, it was disconnected, so its credentials are gone. Remove what still uses it, and apply again; or set on_destroy = \"abandon\" to leave it behind."
		}
		err = client.DeleteConnection(ctx, environment, id)
	}
	if err = parent.Deleted(ctx, client, environment, err); err != nil {
		op.Failed(diags, err)
	}
}

// warnLeftBehind tells that destroying left the connection behind.
func warnLeftBehind(m connectionModel, what string, diags *diag.Diagnostics) {
	diags.AddWarning(fmt.Sprintf("%s %s was left behind", connectionTypeName, m.ID.ValueString()),
		fmt.Sprintf("%s on_destroy is %q. To manage it again, import it by the id %q.", what, m.OnDestroy.ValueString(),
			m.EnvironmentID.ValueString()+"/"+m.ID.ValueString()))
}

// warnNotAuthorized tells that the service keeps the connection and does not get in
// with its credentials, which are in none of the texts that it says.
func warnNotAuthorized(m connectionModel, c workato.Connection, credentials workato.ConnectionCredentials, done string, diags *diag.Diagnostics) {
	status := m.AuthorizationStatus.ValueString()
	if status == "" || status == "success" {
		return
	}
	said := "It does not say why."
	if text := transport.Redact(string(c.AuthorizationError), credentials.Secrets()); text != "" {
		said = "It says: " + text
	}
	diags.AddAttributeWarning(path.Root("authorization_status"), fmt.Sprintf("%s %s was %s, and its credentials failed", connectionTypeName, m.ID.ValueString(), done),
		fmt.Sprintf("Workato has the connection, and its test of the credentials ended with the status %q. %s\n\n"+
			"Recipes cannot use it yet. Correct input_wo and raise input_wo_version, which updates it in place; or let somebody authorise it in the console. "+
			"This is a warning and not an error because Terraform would delete the connection after an error, and recipes refer to its id.", status, said))
}

// reportKept reports what an update was to clear and its answer still shows, and
// takes it over. That null clears is documented for customers only.
func (m *connectionModel) reportKept(state connectionModel, c workato.Connection, diags *diag.Diagnostics) {
	kept := func(into *types.String, before types.String, name, answer string) {
		if !into.IsNull() || before.IsNull() || answer == "" {
			return
		}
		*into = types.StringValue(answer)
		diags.AddAttributeError(path.Root(name), connectionOperation("update", m).Summary(),
			fmt.Sprintf("Workato accepted the update and kept %s, so it seems that the API has no way to clear it. What else was to change has changed.\n\nSet it to what it was, or to another value; or clear it in the console.", name))
	}
	kept(&m.ParentID, state.ParentID, "parent_id", string(c.ParentID.Value))
	kept(&m.ExternalID, state.ExternalID, "external_id", string(c.ExternalID.Value))
}
