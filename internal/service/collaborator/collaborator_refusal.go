package collaborator

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/diagnostics"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

// memberLimit is how many collaborators a workspace can have (Workato, Platform limits).
const memberLimit = 100

// collaboratorFailed reports an error of an operation on a collaborator.
func collaboratorFailed(op diagnostics.Operation, diags *diag.Diagnostics, err error) {
	if manager, ok := errors.AsType[*managerError](err); ok {
		refuseManager(diags, op.Summary(), manager.member)
		return
	}
	op.Failed(diags, err)
}

func asTransport(err error) (*transport.Error, bool) { return errors.AsType[*transport.Error](err) }

// operation is an operation on a collaborator. people is how many the customer has, as
// soon as that is known. What a refusal means is found out by at most one more read.
func (r *collaboratorResource) operation(ctx context.Context, client *workato.Client, verb string, m *collaboratorModel, people *int) diagnostics.Operation {
	return diagnostics.Operation{
		Verb: verb, Type: collaboratorTypeName,
		Fields: map[string]path.Path{
			"name": path.Root("name"), "email": path.Root("email"), "oauth_id": path.Root("oauth_id"), "external_id": path.Root("external_id"),
			"time_zone": path.Root("time_zone"), "env_roles": path.Root("environment_roles"), "role_name": path.Root("environment_roles"),
			"user_group_ids": path.Root("user_group_ids"),
		},
		ImportID: func(id string) string { return m.ManagedCustomerID.ValueString() + "/" + id },
		Next: func(err error) string {
			failure, ok := asTransport(err)
			if !ok {
				return ""
			}
			switch {
			case failure.Method == http.MethodPost && isTooSoon(failure):
				return tooSoonAdvice(failure, m)
			case failure.Method == http.MethodPost && isFull(failure, *people):
				return fmt.Sprintf("A workspace can have %d collaborators at most, and the one of customer %s has %d, besides those who are invited. Remove one who is no longer needed, or ask Workato for more.", memberLimit, m.ManagedCustomerID.ValueString(), *people)
			case failure.Method == http.MethodPut && transport.HasStatus(err, http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusGone):
				return updateAdvice(ctx, client, m)
			case transport.HasStatus(err, http.StatusBadRequest, http.StatusUnprocessableEntity) && failure.Method != http.MethodDelete:
				return rolesAdvice(ctx, client, m)
			default:
				return noAccessAdvice(err)
			}
		},
	}
}

// noAccessAdvice is about calls that are not allowed.
func noAccessAdvice(err error) string {
	if transport.HasStatus(err, http.StatusForbidden) {
		return "The role of the API client lacks an endpoint of collaborators, or the client has no access to DEV, which it needs to manage them. Both are seen in the admin workspace under Workspace admin > API clients."
	}
	return ""
}

// isTooSoon reports whether a refusal of an invitation may be the 20 minutes. The status
// and the words are not documented.
func isTooSoon(failure *transport.Error) bool {
	if !strings.Contains(failure.Route, "member_invitation") || failure.Outcome != transport.OutcomeRefused {
		return false
	}
	text := strings.ToLower(failure.Message)
	return failure.Status == http.StatusTooManyRequests || strings.Contains(text, "already invited") ||
		strings.Contains(text, "20 minutes") || strings.Contains(text, "twenty minutes")
}

func tooSoonAdvice(failure *transport.Error, m *collaboratorModel) string {
	const rule = "Workato takes an invitation of the same address to the same workspace once in 20 minutes, whoever sent the one before: another run, the console, or a resource that was destroyed since."
	when := "Apply again in 20 minutes at the latest."
	if failure.RetryAfter > 0 {
		when = fmt.Sprintf("Apply again in %s.", minutes(failure.RetryAfter))
	}
	next := fmt.Sprintf("%s %s %s may have an invitation already, which needs no second one: once it is accepted, import the collaborator as %s/%s.",
		rule, when, m.Email.ValueString(), m.ManagedCustomerID.ValueString(), m.Email.ValueString())
	if failure.Status == http.StatusTooManyRequests {
		next += "\n\nIt may also be the quota of the endpoint, 60 calls a minute for all customers and API clients together."
	}
	return next
}

// isFull reports whether a refusal may be the limit of collaborators. The words are not
// documented.
func isFull(failure *transport.Error, people int) bool {
	if failure.Outcome != transport.OutcomeRefused || failure.Status == http.StatusTooManyRequests || failure.Status == http.StatusUnauthorized || failure.Status == http.StatusNotFound {
		return false
	}
	text := strings.ToLower(failure.Message)
	return people >= memberLimit || strings.Contains(text, "limit") && strings.Contains(text, "collaborators")
}

// updateAdvice is about a workspace whose collaborators can be read and not changed: one
// page of the API's documents calls the endpoint deprecated.
func updateAdvice(ctx context.Context, client *workato.Client, m *collaboratorModel) string {
	if _, err := client.Member(ctx, m.ManagedCustomerID.ValueString(), m.UserID.ValueString()); err != nil {
		return ""
	}
	return fmt.Sprintf("The API still shows the collaborator, but no longer changes roles: one page of its documents calls this endpoint deprecated. Change the roles by hand, in the workspace of customer %s under Workspace admin > Collaborators; the next plan finds them as they are then. Removing and inviting the person again would do it too, and lose the project grants; this provider does not do that by itself.", m.ManagedCustomerID.ValueString())
}

// rolesAdvice finds out what is wrong with roles that were refused: names that do not
// exist, or the type of the other access model. It reads the environment roles, which
// only the current model has; "" if they explain nothing.
func rolesAdvice(ctx context.Context, client *workato.Client, m *collaboratorModel) string {
	customer, legacy := m.ManagedCustomerID.ValueString(), m.RoleType.ValueString() == workato.RoleTypeLegacy
	found, err := transport.Collect(client.EnvironmentRoles(ctx, customer, ""))
	names := []string{}
	for _, role := range found {
		names = append(names, role.Name)
	}
	slices.Sort(names)
	there := "Its environment roles are: " + strings.Join(names, ", ") + "."
	switch {
	case err == nil && legacy:
		return fmt.Sprintf("The workspace of customer %s is on the role-based access model (RBAC 2.0), as it has environment roles, and no longer takes roles of the legacy one. Set role_type = %q, or leave it out, and name environment roles. %s", customer, workato.RoleTypeEnvironment, there)
	case err == nil:
		if missing := unknownRoles(rolesOf(m.EnvironmentRoles), names); len(missing) > 0 {
			return fmt.Sprintf("The workspace of customer %s has no environment role %s. %s", customer, strings.Join(missing, ", "), there)
		}
		return "Correct the value that the API names, and apply again. A customer without Environments has roles in dev alone."
	case legacy:
		return legacyRolesAdvice(ctx, client, m)
	case transport.HasStatus(err, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound):
		return fmt.Sprintf("Either the workspace of customer %s is still on the legacy access model, or the role of the API client lacks the endpoint of environment roles, which could not be read (%s).\n\nOn the legacy model, set role_type = %q and name legacy roles. Which model it is shows in the workspace under Workspace admin > Collaborators.", customer, err, workato.RoleTypeLegacy)
	default:
		return ""
	}
}

// legacyRolesAdvice compares the names with the custom roles of the legacy model and
// with those that every workspace has.
func legacyRolesAdvice(ctx context.Context, client *workato.Client, m *collaboratorModel) string {
	names := []string{"Admin", "Analyst", "Operator"}
	for role, err := range client.CustomRoles(ctx, m.ManagedCustomerID.ValueString(), "") {
		if err != nil {
			return ""
		}
		names = append(names, role.Name)
	}
	missing := unknownRoles(rolesOf(m.EnvironmentRoles), names)
	if len(missing) == 0 {
		return ""
	}
	return fmt.Sprintf("The workspace of customer %s is on the legacy access model, or the API client cannot see its environment roles, and it has no role %s. Its roles are: %s; and those that it inherits from the admin workspace, which the API does not list.",
		m.ManagedCustomerID.ValueString(), strings.Join(missing, ", "), strings.Join(names, ", "))
}

// unknownRoles are the names, quoted, that a workspace does not have.
func unknownRoles(wanted roles, names []string) []string {
	var out []string
	for _, environment := range environments {
		name, has := wanted[environment]
		known := !has || isNoAccess(name) || slices.ContainsFunc(names, func(n string) bool { return semantic.RoleName.Same(n, name) })
		if quoted := fmt.Sprintf("%q", name); !known && !slices.Contains(out, quoted) {
			out = append(out, quoted)
		}
	}
	return out
}
