package interrupt

import (
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/provider"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// abreast holds the creating calls of two providers until both are there, so that both have looked before either
// makes anything.
type abreast struct {
	next    http.RoundTripper
	arrived chan struct{}
	both    <-chan struct{}
	once    *sync.Once
}

// RoundTrip implements http.RoundTripper.
func (a abreast) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Method != http.MethodGet {
		a.once.Do(func() { a.arrived <- struct{}{} })
		select {
		case <-a.both:
		case <-time.After(soon):
		}
	}
	return a.next.RoundTrip(req)
}

// outcome is what comes of it when two create one thing at once.
type outcome string

const (
	// refused: the service lets one of them through, and the other is told how to import that.
	refused outcome = "refused"
	// shared: the call sets what is there, so that both have the same.
	shared outcome = "shared"
	// doubled: the service allows namesakes. Each has its own.
	doubled outcome = "doubled"
)

// rivalry is one thing that two create at once.
type rivalry struct {
	kind    string
	outcome outcome
	config  acctest.Object
}

func rivalries() map[string]rivalry {
	return map[string]rivalry{
		"workato_managed_customer":   {sandbox.KindCustomer, refused, acctest.Object{"name": "Acme", "external_id": "acme", "notification_email": "ops@acme.example"}},
		"workspace365_environment":   {sandbox.KindWorkspace365Environment, refused, acctest.Object{"name": "acme", "admin_email": "ada@acme.example", "admin_first_name": "Ada", "admin_last_name": "Example"}},
		"workato_collaborator_group": {sandbox.KindUserGroup, refused, acctest.Object{"managed_customer_id": "${customer}", "name": "Builders"}},
		"workato_environment_role":   {sandbox.KindEnvironmentRole, refused, acctest.Object{"managed_customer_id": "${customer}", "name": "Partner", "config": `{"team":{"privileges":"all"}}`}},
		"workato_project_role":       {sandbox.KindProjectRole, refused, acctest.Object{"managed_customer_id": "${customer}", "name": "Author", "config": `{"recipes":{"privileges":["read"]}}`}},
		"workato_customer_manager":   {sandbox.KindCustomerManager, refused, acctest.Object{"team_collaborator_id": "${team_collaborator}", "role_id": "247", "permitted_workspace_ids": []any{"${customer}"}}},
		"workato_collaborator":       {sandbox.KindMember, refused, acctest.Object{"managed_customer_id": "${customer}", "email": "bo@acme.example", "oauth_id": "bo@acme.example", "name": "Bo", "environment_roles": acctest.Object{"dev": "Member"}}},
		"workato_property":           {sandbox.KindProperty, shared, acctest.Object{"environment_id": "${dev}", "name": "SHOP_URL", "value": "https://shop.acme.example"}},
		"workato_project_grant":      {sandbox.KindProjectGrant, shared, acctest.Object{"environment_id": "${dev}", "project_id": "${project}", "project_role_id": "${project_role}", "user_group_id": "${group}"}},
		"workato_project":            {sandbox.KindProject, doubled, acctest.Object{"environment_id": "${dev}", "name": "Orders"}},
		"workato_folder":             {sandbox.KindFolder, doubled, acctest.Object{"environment_id": "${dev}", "parent_id": "${project_folder}", "name": "Shop"}},
		"workato_connection":         {sandbox.KindConnection, doubled, acctest.Object{"environment_id": "${dev}", "folder_id": "${project_folder}", "application": "shopify", "name": "Shop", "shell_connection": true}},
		"workato_api_client":         {sandbox.KindAPIClient, doubled, acctest.Object{"managed_customer_id": "${customer}", "name": "Agent", "api_privilege_group_id": "${api_client_role}", "all_folders": true, "environment_name": "DEV"}},
	}
}

// TestTogether_C9_sameKey has two runs create one thing at the same moment. Where the service keeps it unique, one run
// has it, and the other says how to import it; and nothing is ever there that no run has.
func TestTogether_C9_sameKey(t *testing.T) {
	t.Parallel()
	for typeName, rivalry := range rivalries() {
		t.Run(typeName, func(t *testing.T) {
			t.Parallel()
			w := acctest.NewWorld(t)
			config := w.Object(t, rivalry.config)
			there := len(w.Live(rivalry.kind))
			states, diags := race(t, w, typeName, config)

			made := w.Live(rivalry.kind)[there:]
			all := append(append(acctest.Diagnostics{}, diags[0]...), diags[1]...)
			switch rivalry.outcome {
			case refused:
				require.Len(t, made, 1)
				require.NotEqual(t, states[0].Exists(), states[1].Exists(), all.String())
				require.Len(t, all.Errors(), 1, all.String())
				require.Contains(t, all.String(), "import {")
				require.Contains(t, all.String(), made[0])
			case shared:
				require.Len(t, made, 1)
				require.Equal(t, states[0].Identity, states[1].Identity)
				require.Empty(t, all.Errors().String())
			case doubled:
				require.Len(t, made, 2)
				require.ElementsMatch(t, made, []any{states[0].Attributes["id"], states[1].Attributes["id"]})
				require.Empty(t, all.Errors().String())
			}
			if typeName == "workato_project" {
				require.NotEmpty(t, all.Warnings(), "who has to list the projects sees the other")
				require.Contains(t, all.String(), "has namesakes")
				require.Contains(t, all.String(), made[0])
				require.Contains(t, all.String(), made[1])
			}
		})
	}
}

// race has two providers, as in two runs, create one thing.
func race(t *testing.T, w *acctest.World, typeName string, config acctest.Object) ([]acctest.State, []acctest.Diagnostics) {
	t.Helper()
	arrived, both := make(chan struct{}, 2), make(chan struct{})
	go func() {
		<-arrived
		<-arrived
		close(both)
	}()
	states, diags := make([]acctest.State, 2), make([]acctest.Diagnostics, 2)
	var runs sync.WaitGroup
	for i := range states {
		base, err := transport.Base("")
		require.NoError(t, err)
		t.Cleanup(base.CloseIdleConnections)
		server := w.Server(t, provider.WithRoundTripper(abreast{base, arrived, both, &sync.Once{}}))
		plan, problems := server.Plan(t, server.Absent(t, typeName), config)
		require.Empty(t, problems.Errors().String())
		runs.Go(func() { states[i], diags[i] = server.Apply(t, plan) })
	}
	runs.Wait()
	return states, diags
}
