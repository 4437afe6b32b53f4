package role

import (
	"context"
	"fmt"
	"net/http"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/diagnostics"
)

// operation is what is done to a role; its errors say what a read can tell.
func (k *rbacKind) operation(ctx context.Context, client *workato.Client, verb string, m *rbacRoleModel) diagnostics.Operation {
	op := diagnostics.Operation{Verb: verb, Type: k.typeName}
	if verb == "read" {
		op = diagnostics.Reading(k.typeName)
	}
	op.Fields = map[string]path.Path{"name": path.Root("name"), "config": path.Root("config")}
	op.ImportID = func(id string) string { return m.ManagedCustomerID.ValueString() + "/" + id }
	op.Next = func(err error) string { return k.advice(ctx, client, m.ManagedCustomerID.ValueString(), err) }
	return op
}

// advice tells the causes of a refusal apart, as far as a read can: a customer on the
// legacy model and a client without the right answer alike, with 401, 403 or 404.
func (k *rbacKind) advice(ctx context.Context, client *workato.Client, customerID string, err error) string {
	if !transport.HasStatus(err, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound) {
		return ""
	}
	const where = "in the admin workspace, under Workspace admin > API clients"
	causes := fmt.Sprintf("Either the workspace of this customer is not on the role-based access model (RBAC 2.0), which %s belong to, or the role of the API client lacks the endpoints of %s, or the client has no access to DEV.", k.plural, k.plural)
	model, evidence := client.AccessModelOf(ctx, customerID)
	switch {
	case model == workato.AccessRoleBased && transport.IsNotFound(err):
		return causes + fmt.Sprintf("\n\nThe workspace is on RBAC 2.0: %s. So there is no %s with this id, or the token cannot see it; the data source %s lists those that there are.", evidence, k.noun, k.pluralTypeName)
	case model == workato.AccessRoleBased:
		return causes + fmt.Sprintf("\n\nThe workspace is on RBAC 2.0: %s. So the cause is the API client: tick the endpoint of the call above, %s, and see that the client has access to DEV.", evidence, where)
	case model == workato.AccessLegacy:
		return causes + fmt.Sprintf("\n\nThe workspace is most likely on the legacy model: %s. Migrate it to RBAC 2.0 first; the resource %s is for customers who stay.", evidence, customRoleTypeName)
	}
	if transport.HasStatus(err, http.StatusUnauthorized) {
		causes = "If every call fails like this, the token is not accepted: check api_token (or WORKATO_API_TOKEN), and that it belongs to the data center that region or base_url names.\n\nIf others succeed: " + causes
	}
	return causes + fmt.Sprintf("\n\nWhich one it is could not be found out: %s. The model is seen in the workspace, under Workspace admin > Collaborators; the endpoints %s. Check managed_customer_id as well.", evidence, where)
}

// refusedDeletion says what holds a role that cannot be deleted. It reads the role, and
// no more than that.
func (k *rbacKind) refusedDeletion(ctx context.Context, client *workato.Client, m *rbacRoleModel, err error) string {
	if !transport.HasStatus(err, http.StatusBadRequest, http.StatusConflict, http.StatusUnprocessableEntity) {
		return k.advice(ctx, client, m.ManagedCustomerID.ValueString(), err)
	}
	role, readErr := k.get(client, ctx, m.ManagedCustomerID.ValueString(), m.ID.ValueString())
	if readErr != nil || role.MembersCount == 0 {
		return "The role may still be in use; the API does not show by whom. " + k.inUse
	}
	return fmt.Sprintf("The role is in use: %d %s have it (members_count). %s", role.MembersCount, k.holders, k.inUse)
}
