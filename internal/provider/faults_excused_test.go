package provider_test

import (
	"net/http"
	"slices"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/faults"
)

// excuse is a call at which some faults end otherwise than elsewhere, for a reason that
// docs/guides/reliability.md gives.
type excuse struct {
	operation, method, route string
	ids                      []string
	reason                   string
	// lost says that what was asked for may not be there, changed that what is shown may
	// differ from what there is.
	lost, changed bool
}

var excuses = []excuse{
	{
		operation: "create", method: http.MethodPost, route: "/api/managed_users/{id}/member_invitations", ids: []string{"C4", "S1"}, lost: true,
		reason: "Whether an invitation went out whose answer was lost can be read nowhere, and a second one is refused for 20 minutes or sends another e-mail. So it counts as sent, with a warning that says how to send it again.",
	},
	{
		operation: "create", method: http.MethodPost, route: "/api/managed_users/{id}/member_invitations", ids: []string{"P1"},
		reason: "429 may mean that the person was invited less than 20 minutes ago, which no wait within an operation helps against. So it is an error at once, unless the API says when to come back.",
	},
	{
		operation: "create", method: http.MethodPut, route: "/api/managed_users/{id}", ids: []string{"R4", "U1"},
		reason: "The customer exists, and an error now would have the next apply delete it. So what cannot be set is a warning, and the next plan shows it as a change in place.",
	},
	{
		operation: "create", method: http.MethodPut, route: "/api/managed_users/{id}/projects/{project_id}", ids: []string{"R4", "U1"},
		reason: "The project exists, and an error now would have the next apply delete it. So what cannot be set is a warning, and the next plan shows it as a change in place.",
	},
	{
		operation: "update", method: http.MethodPost, route: "/api/managed_users/{id}/environments", ids: []string{"C4"},
		reason: "Turning Environments on cannot be undone, so it is asked for once. If nothing comes of it, that is an error, and the next plan shows it again.",
	},
	{
		operation: "data", method: http.MethodPost, route: "/Provisioning/Environment/Validate/",
		ids:    []string{"C1", "C2", "C3", "C4", "C6", "P6"},
		reason: "That validating creates nothing is only implied by the API's documents, so the call counts as one that may not be repeated, and the user is told to try again.",
	},
	{
		operation: "data", method: http.MethodPost, route: "/Provisioning/Environment/Validate/", ids: []string{"U1"}, changed: true,
		reason: "That an environment would be refused is what the data source is asked for, and no failure.",
	},
	{
		operation: "create", method: http.MethodPost, route: "/Provisioning/Environment/Validate/", ids: []string{"R4", "U1"},
		reason: "Validating while planning is a service to the user. What it cannot tell is a warning, and the creation decides.",
	},
	{
		operation: "import", ids: []string{"R8b"}, changed: true,
		reason: "An import takes in what the API lists; the next refresh takes in the rest.",
	},
	{
		operation: "data", ids: []string{"R8b"}, changed: true,
		reason: "A data source shows what the API lists, be it nothing: it removes nothing.",
	},
}

// excused takes out of a run what is as it should be here.
func excused(run *faults.Run) {
	for _, e := range excuses {
		at := e.operation == run.Operation && (e.method == "" || e.method == run.Method && e.route == run.Route)
		if !at || !slices.Contains(e.ids, run.ID) {
			continue
		}
		if e.lost {
			run.Lost = 0
		}
		if e.changed {
			run.Changed = false
		}
		run.Unexpected, run.Excuse = false, e.reason
	}
}
