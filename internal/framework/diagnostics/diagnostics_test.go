package diagnostics_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/diagnostics"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/exactlyonce"
)

const group = "workato_collaborator_group"

var create = diagnostics.Operation{
	Verb: "create", Type: group,
	Fields:   map[string]path.Path{"name": path.Root("name"), "external_id": path.Root("external_id")},
	ImportID: func(id string) string { return "209/" + id },
}

// refusal is an answer to the creation of a group.
func refusal(status int, message string) *transport.Error {
	outcome := transport.OutcomeRefused
	if status == 0 || status >= 500 {
		outcome = transport.OutcomeAmbiguous
	}
	return &transport.Error{
		Outcome: outcome, Method: http.MethodPost, Route: "/api/v2/managed_users/{id}/user_groups", Status: status, Message: message,
	}
}

func with(failure *transport.Error, change func(*transport.Error)) *transport.Error {
	change(failure)
	return failure
}

func lines(texts ...string) string { return strings.Join(texts, "\n") }

// The whole text of what people read, for each kind of failure.
func TestOperation_Failed(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		operation diagnostics.Operation
		err       error
		want      string
	}{
		"401": {create, refusal(401, "Unauthorized"), lines(
			"The API said: Unauthorized.",
			"",
			"Call: POST /api/v2/managed_users/{id}/user_groups, status 401 (Unauthorized).",
			"",
			"The API token was not accepted. Check api_token (or WORKATO_API_TOKEN), and that it belongs to the data center that region or base_url names: tokens do not work across data centers. If other calls with the same token succeed, the role of its API client lacks this endpoint.",
			"",
			"The call changed nothing.",
		)},
		"403": {create, refusal(403, "Forbidden"), lines(
			"The API said: Forbidden.",
			"",
			"Call: POST /api/v2/managed_users/{id}/user_groups, status 403 (Forbidden).",
			"",
			"The role of the API client does not include this call, or the workspace does not have the feature. In the Embed admin workspace, under Workspace admin > API clients, tick the endpoint POST /api/v2/managed_users/{id}/user_groups in the client role, and see that the client has access to this environment and project.",
			"",
			"The call changed nothing.",
		)},
		"404": {create, refusal(404, "Not found"), lines(
			"The API said: Not found.",
			"",
			"Call: POST /api/v2/managed_users/{id}/user_groups, status 404 (Not Found).",
			"",
			"Something on the path does not exist, or the token cannot see it. Check the ids: projects, folders and grants take the id of their environment (environments.dev.id, .test.id or .prod.id of the customer), everything else the id of the customer.",
			"",
			"The call changed nothing.",
		)},
		"422 about nothing known": {create, with(refusal(422, "Validation failed: colour is odd"), func(e *transport.Error) {
			e.Fields = map[string][]string{"colour": {"is odd"}}
		}), lines(
			"The API said: Validation failed: colour is odd.",
			"",
			"Call: POST /api/v2/managed_users/{id}/user_groups, status 422 (Unprocessable Entity).",
			"",
			"Correct the value that the API names, and apply again.",
			"",
			"The call changed nothing.",
		)},
		"429": {create, with(refusal(429, "Slow down (the next try would be in 1h0m0s, which is longer than this operation has left)"), func(e *transport.Error) {
			e.RequestID = "r-1"
		}), lines(
			"The API said: Slow down (the next try would be in 1h0m0s, which is longer than this operation has left).",
			"",
			"Call: POST /api/v2/managed_users/{id}/user_groups, status 429 (Too Many Requests), request id r-1.",
			"",
			"The quota of this endpoint, which all API clients of the admin workspace share, is used up. Try again later, or see that other tools and runs leave more of it (requests.max_share).",
			"",
			"The call changed nothing.",
		)},
		"500": {create, with(refusal(500, "Server error"), func(e *transport.Error) { e.RequestID = "7c0f" }), lines(
			"The API said: Server error.",
			"",
			"Call: POST /api/v2/managed_users/{id}/user_groups, status 500 (Internal Server Error), request id 7c0f.",
			"",
			"The service has a problem of its own. Try again; if it persists, give Workato support the call and the request id above.",
			"",
			"It is not known whether the call had an effect. The next plan reads what is there.",
		)},
		"HTML": {create, with(refusal(200, "the answer is a web page instead of JSON: <html>Sign in"), func(e *transport.Error) {
			e.Outcome, e.WebPage = transport.OutcomeAmbiguous, true
		}), lines(
			"The API said: the answer is a web page instead of JSON: <html>Sign in.",
			"",
			"Call: POST /api/v2/managed_users/{id}/user_groups, status 200 (OK).",
			"",
			"Something other than the API answered. Check region and base_url, and whether a proxy stands in between.",
			"",
			"It is not known whether the call had an effect. The next plan reads what is there.",
		)},
		"2xx unreadable": {create, with(refusal(201, "the answer is empty"), func(e *transport.Error) {
			e.Outcome = transport.OutcomeAmbiguous
		}), lines(
			"The API said: the answer is empty.",
			"",
			"Call: POST /api/v2/managed_users/{id}/user_groups, status 201 (Created).",
			"",
			"The call was answered, but not as documented. Something may stand between, such as a proxy; if not, please report this with the call above.",
			"",
			"It is not known whether the call had an effect. The next plan reads what is there.",
		)},
		"redirect": {create, with(refusal(302, "the service redirects"), func(e *transport.Error) {
			e.Outcome = transport.OutcomeAmbiguous
		}), lines(
			"The API said: the service redirects.",
			"",
			"Call: POST /api/v2/managed_users/{id}/user_groups, status 302 (Found).",
			"",
			"Something other than the API answered. Check region and base_url, and whether a proxy stands in between.",
			"",
			"It is not known whether the call had an effect. The next plan reads what is there.",
		)},
		"timeout": {create, refusal(0, "www.workato.com did not answer within 1m0s"), lines(
			"What went wrong: www.workato.com did not answer within 1m0s.",
			"",
			"Call: POST /api/v2/managed_users/{id}/user_groups.",
			"",
			"Check the network, a proxy (HTTPS_PROXY), and the address: region or base_url for Workato, workspace365.base_url for Workspace 365.",
			"",
			"It is not known whether the call had an effect. The next plan reads what is there.",
		)},
		"timeout of a read": {diagnostics.Reading(group), &transport.Error{Method: "GET", Route: "/api/managed_users/{id}", Message: "www.workato.com did not answer within 1m0s"}, lines(
			"What went wrong: www.workato.com did not answer within 1m0s.",
			"",
			"Call: GET /api/managed_users/{id}.",
			"",
			"Check the network, a proxy (HTTPS_PROXY), and the address: region or base_url for Workato, workspace365.base_url for Workspace 365.",
			"",
			"The state was left as it is.",
		)},
		"interrupted before the call": {create, with(refusal(0, "the run was interrupted before the call"), func(e *transport.Error) {
			e.Outcome, e.Err = transport.OutcomeNotSent, context.Canceled
		}), lines(
			"What went wrong: the run was interrupted before the call.",
			"",
			"Call: POST /api/v2/managed_users/{id}/user_groups.",
			"",
			"The run was interrupted. Start it again.",
			"",
			"The call changed nothing.",
		)},
		"quota for longer than there is time": {create, with(refusal(0, `the quota class "customers" is used up for the next 40s: the wait is longer than the operation has left`), func(e *transport.Error) {
			e.Outcome, e.Err = transport.OutcomeNotSent, fmt.Errorf("no: %w", context.DeadlineExceeded)
		}), lines(
			`What went wrong: the quota class "customers" is used up for the next 40s: the wait is longer than the operation has left.`,
			"",
			"Call: POST /api/v2/managed_users/{id}/user_groups.",
			"",
			"The time for this operation is over. Raise it with the timeouts argument, or apply again.",
			"",
			"The call changed nothing.",
		)},
		"advice of the operation": {diagnostics.Operation{Verb: "delete", Type: group, Next: func(err error) string {
			if transport.HasStatus(err, http.StatusForbidden) {
				return "Remove its members first."
			}
			return ""
		}}, refusal(403, "Cannot destroy folder."), lines(
			"The API said: Cannot destroy folder.",
			"",
			"Call: POST /api/v2/managed_users/{id}/user_groups, status 403 (Forbidden).",
			"",
			"Remove its members first.",
			"",
			"The call changed nothing.",
		)},
		"exists": {create, &exactlyonce.ExistsError{Key: `name "Developers"`, IDs: []string{"pf-1"}}, lines(
			`There is already one with the name "Developers" (id pf-1).`,
			"",
			"If it is the one you mean, take it over by adding this block to the configuration:",
			"",
			"  import {",
			"    to = workato_collaborator_group.NAME",
			`    id = "209/pf-1"`,
			"  }",
			"",
			"Nothing was created.",
		)},
		"exists several times": {create, &exactlyonce.ExistsError{Key: `name "Developers"`, IDs: []string{"pf-1", "pf-2"}}, lines(
			`There is already one with the name "Developers" (id pf-1, pf-2).`,
			"",
			"There are several, so this provider does not choose. Take the right one over with an import block such as:",
			"",
			"  import {",
			"    to = workato_collaborator_group.NAME",
			`    id = "209/pf-1"`,
			"  }",
			"",
			"Nothing was created.",
		)},
		"exists, as the API says": {create, fmt.Errorf("wrapped: %w", &exactlyonce.ExistsError{Key: `name "Developers"`, Err: refusal(400, "Name has already been taken")}), lines(
			`There is already one with the name "Developers".`,
			"",
			"The API said: Name has already been taken.",
			"",
			"Call: POST /api/v2/managed_users/{id}/user_groups, status 400 (Bad Request).",
			"",
			"It may be one that this token cannot list. Import it, or choose another value.",
			"",
			"Nothing was created.",
		)},
		"lost": {create, &exactlyonce.LostError{Key: `name "Developers"`, Err: refusal(502, "the answer is a web page")}, lines(
			"The call failed in a way that leaves open whether it had an effect: the answer is a web page.",
			"",
			`What was found since: no object with the name "Developers".`,
			"",
			"Call: POST /api/v2/managed_users/{id}/user_groups, status 502 (Bad Gateway).",
			"",
			"Apply again: this provider looks for the object before it creates one, and if it has appeared by then, the message holds the import block for it.",
		)},
		"lost, and several there": {create, &exactlyonce.LostError{Key: `name "Developers"`, IDs: []string{"pf-1", "pf-2"}, Err: refusal(0, "broke")}, lines(
			"The call failed in a way that leaves open whether it had an effect: broke.",
			"",
			`What was found since: several new objects with the name "Developers": id pf-1, pf-2.`,
			"",
			"Call: POST /api/v2/managed_users/{id}/user_groups.",
			"",
			"Look at them in the console, delete what is too much, and import the one that stays, for example:",
			"",
			"  import {",
			"    to = workato_collaborator_group.NAME",
			`    id = "209/pf-1"`,
			"  }",
		)},
		"interrupted":      {create, context.Canceled, "The run was interrupted before the call was sent. Nothing was changed by it."},
		"time is over":     {create, context.DeadlineExceeded, "The time for this operation is over: context deadline exceeded. Raise it with the timeouts argument, or apply again."},
		"something else":   {create, errors.New("the list repeats"), "the list repeats."},
		"ends with a mark": {create, errors.New("really?"), "really?"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var diags diag.Diagnostics
			test.operation.Failed(&diags, test.err)
			require.Len(t, diags, 1)
			require.Equal(t, diag.SeverityError, diags[0].Severity())
			// Fixed, so that it can be searched for.
			require.Equal(t, "Cannot "+test.operation.Verb+" "+group, diags[0].Summary())
			require.Equal(t, test.want, diags[0].Detail())
			_, onAttribute := diags[0].(diag.DiagnosticWithPath)
			require.False(t, onAttribute)
		})
	}
}

// A refusal lands on the attributes that the API names, as far as they are known.
func TestOperation_Failed_onAttributes(t *testing.T) {
	t.Parallel()
	const detail = "The API said: Validation failed: name can't be blank.\n\n" +
		"Call: POST /api/v2/managed_users/{id}/user_groups, status 422 (Unprocessable Entity).\n\n" +
		"Correct the value that the API names, and apply again.\n\n" +
		"The call changed nothing."
	for name, test := range map[string]struct {
		fields map[string][]string
		want   []path.Path
	}{
		"one":             {map[string][]string{"name": {"can't be blank"}}, []path.Path{path.Root("name")}},
		"several, sorted": {map[string][]string{"name": {"x"}, "external_id": {"y"}}, []path.Path{path.Root("external_id"), path.Root("name")}},
		"one is unknown":  {map[string][]string{"name": {"x"}, "base": {"y"}}, []path.Path{path.Root("name")}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var diags diag.Diagnostics
			create.Failed(&diags, with(refusal(422, "Validation failed: name can't be blank"), func(e *transport.Error) { e.Fields = test.fields }))
			require.Len(t, diags, len(test.want))
			for i, want := range test.want {
				require.Equal(t, diag.NewAttributeErrorDiagnostic(want, "Cannot create workato_collaborator_group", detail), diags[i])
			}
		})
	}
}

// Terraform folds warnings of the same summary into one, so each carries its id.
func TestWarnings(t *testing.T) {
	t.Parallel()
	var diags diag.Diagnostics
	create.Found(&diags, "pf-1", refusal(0, "broke"))
	create.Found(&diags, "pf-2", refusal(0, "broke"))
	diagnostics.Removed(&diags, group, "pf-3", "The API answers 404, and the customer is there")
	require.Equal(t, diag.Diagnostics{
		diag.NewWarningDiagnostic("workato_collaborator_group pf-1 was created although the answer was lost", lines(
			"The call that created it ended without a usable answer (POST /api/v2/managed_users/{id}/user_groups: broke).",
			"",
			"It was absent before the call and is there now, so this is the object that the call made. It was not sent again, and nothing needs to be done.",
		)),
		diag.NewWarningDiagnostic("workato_collaborator_group pf-2 was created although the answer was lost", lines(
			"The call that created it ended without a usable answer (POST /api/v2/managed_users/{id}/user_groups: broke).",
			"",
			"It was absent before the call and is there now, so this is the object that the call made. It was not sent again, and nothing needs to be done.",
		)),
		diag.NewWarningDiagnostic("workato_collaborator_group pf-3 no longer exists", lines(
			"The API answers 404, and the customer is there.",
			"",
			"It is dropped from the state, and the plan will create it again if the configuration still declares it. If it should exist, find out who deleted it before applying.",
		)),
	}, diags)
}

func TestUnfinished(t *testing.T) {
	t.Parallel()
	var diags diag.Diagnostics
	diagnostics.Unfinished(&diags, "workato_managed_customer", "209", refusal(500, "Server error"), "Its environments are missing.")
	diagnostics.Unfinished(&diags, "workato_managed_customer", "210", errors.New("too slow"), "Its environments are missing.")
	require.Equal(t, diag.Diagnostics{
		diag.NewWarningDiagnostic("workato_managed_customer 209 was created but is not finished", lines(
			"It exists and is in the state, but a step after its creation failed: Server error. Call: POST /api/v2/managed_users/{id}/user_groups, status 500 (Internal Server Error).",
			"",
			"This is a warning and not an error because Terraform would delete it after an error. Run plan and apply again: what is missing shows as an update in place. Its environments are missing.",
		)),
		diag.NewWarningDiagnostic("workato_managed_customer 210 was created but is not finished", lines(
			"It exists and is in the state, but a step after its creation failed: too slow.",
			"",
			"This is a warning and not an error because Terraform would delete it after an error. Run plan and apply again: what is missing shows as an update in place. Its environments are missing.",
		)),
	}, diags)
}
