package provider_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/provider"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// siblings are resources of one parent, by type, numbered from 1.
var siblings = map[string]func(i int) acctest.Object{
	"workato_managed_customer": func(i int) acctest.Object {
		return acctest.Object{"name": fmt.Sprint("Customer ", i), "external_id": fmt.Sprint("customer-", i), "notification_email": "ops@acme.example"}
	},
	"workato_collaborator_group": func(i int) acctest.Object {
		return acctest.Object{"managed_customer_id": "${customer}", "name": fmt.Sprint("Group ", i)}
	},
	"workato_environment_role": func(i int) acctest.Object {
		return acctest.Object{"managed_customer_id": "${customer}", "name": fmt.Sprint("Role ", i), "config": `{"team":{"privileges":["manage"]}}`}
	},
	"workato_project_role": func(i int) acctest.Object {
		return acctest.Object{"managed_customer_id": "${customer}", "name": fmt.Sprint("Role ", i), "config": `{"team":{"privileges":["manage"]}}`}
	},
	"workato_collaborator": func(i int) acctest.Object {
		return acctest.Object{"managed_customer_id": "${customer}", "name": fmt.Sprint("Ada ", i), "email": fmt.Sprintf("ada%d@acme.example", i), "oauth_id": fmt.Sprint("oauth-", i), "environment_roles": acctest.Object{"dev": "Member"}}
	},
	"workato_project": func(i int) acctest.Object {
		return acctest.Object{"environment_id": "${dev}", "name": fmt.Sprint("Project ", i)}
	},
	"workato_folder": func(i int) acctest.Object {
		return acctest.Object{"environment_id": "${dev}", "parent_id": "${project_folder}", "name": fmt.Sprint("Folder ", i)}
	},
	"workato_property": func(i int) acctest.Object {
		return acctest.Object{"environment_id": "${dev}", "name": fmt.Sprint("PROPERTY_", i), "value": "x"}
	},
	"workato_connection": func(i int) acctest.Object {
		return acctest.Object{"environment_id": "${dev}", "name": fmt.Sprint("Connection ", i), "application": "jira", "shell_connection": true}
	},
	"workato_api_client": func(i int) acctest.Object {
		return acctest.Object{"managed_customer_id": "${customer}", "name": fmt.Sprint("Client ", i), "api_privilege_group_id": "${api_client_role}", "all_folders": true, "environment_name": "dev"}
	},
	"workato_custom_role": func(i int) acctest.Object {
		return acctest.Object{"managed_customer_id": "${legacy_customer}", "name": fmt.Sprint("Copy ", i), "source_role_id": "${legacy_role}"}
	},
	"workato_api_client_role": func(int) acctest.Object {
		return acctest.Object{"managed_customer_id": "${customer}", "source_role_id": "${api_client_role}"}
	},
	"workspace365_environment": func(i int) acctest.Object {
		return acctest.Object{"name": fmt.Sprint("tenant", i), "admin_email": "ada@acme.example", "admin_first_name": "Ada", "admin_last_name": "Example", "deletion_protection": false}
	},
}

// TestReads_G13_siblings refreshes thirty resources of each type, ten at a time and in any
// order: they share a list, and one more call at most shows what a list may lack. The lists
// of roles do lack something, so there the roles are read one by one.
func TestReads_G13_siblings(t *testing.T) {
	t.Parallel()
	const count = 30
	for typeName, config := range siblings {
		most := 2
		if typeName == "workato_environment_role" || typeName == "workato_project_role" {
			most = count + 1
		}
		t.Run(typeName, func(t *testing.T) {
			t.Parallel()
			w := acctest.NewWorld(t)
			making := w.Server(t)
			states := make([]acctest.State, count)
			for i := range states {
				state, diags := making.Create(t, typeName, w.Object(t, config(i+1)))
				require.Empty(t, diags.Errors().String())
				states[i] = state
			}
			w.ResetRequests()
			server := w.Server(t, provider.WithAges(shared.DefaultAges))
			refreshed := make([]acctest.State, count)
			var group errgroup.Group
			group.SetLimit(10)
			for _, i := range rand.Perm(count) { //nolint:gosec // Any order will do.
				group.Go(func() error {
					var diags acctest.Diagnostics
					refreshed[i], diags = server.Read(t, states[i])
					if len(diags) > 0 {
						return fmt.Errorf("%d: %s", i, diags.String())
					}
					return nil
				})
			}
			require.NoError(t, group.Wait())
			for i, state := range states {
				require.Equal(t, state.Attributes, refreshed[i].Attributes)
			}
			require.LessOrEqual(t, len(w.Requests()), most, routes(w))
		})
	}
}

// TestCreations_G17_oneLookUp makes twenty resources of each type under one parent: the
// calls that make them, and one look for all of them together.
func TestCreations_G17_oneLookUp(t *testing.T) {
	t.Parallel()
	const count = 20
	for _, typeName := range []string{
		"workato_managed_customer", "workato_collaborator_group", "workato_environment_role", "workato_project_role", "workato_folder",
		"workato_property", "workato_connection", "workato_api_client",
	} {
		t.Run(typeName, func(t *testing.T) {
			t.Parallel()
			w := acctest.NewWorld(t)
			w.Object(t, siblings[typeName](0)) // What it refers to is there before.
			w.ResetRequests()
			server := w.Server(t, provider.WithAges(shared.DefaultAges))
			for i := range count {
				_, diags := server.Create(t, typeName, w.Object(t, siblings[typeName](i)))
				require.Empty(t, diags.Errors().String())
			}
			reads := 0
			for _, request := range w.Requests() {
				if request.Method == http.MethodGet {
					reads++
				}
			}
			// The version of the path is found out by reading as well.
			require.LessOrEqual(t, reads, 2, routes(w))
			require.Empty(t, w.Duplicates())
		})
	}
}

// TestCreations_C6_sharedLookUp has somebody make an object of the same name after the list
// was read that look-ups share, and after others were made: it is not taken over.
func TestCreations_C6_sharedLookUp(t *testing.T) {
	t.Parallel()
	w := acctest.NewWorld(t)
	server := w.Server(t, provider.WithAges(shared.DefaultAges))
	group := func(name string) (acctest.State, acctest.Diagnostics) {
		return server.Create(t, "workato_collaborator_group", w.Object(t, acctest.Object{"managed_customer_id": "${customer}", "name": name}))
	}
	_, diags := group("One")
	require.Empty(t, diags)
	_, diags = group("one")
	require.Equal(t, []string{"Cannot create workato_collaborator_group"}, diags.Summaries(), "what this process has made is known")
	w.Delete(t, sandbox.KindUserGroup)
	_, diags = group("One")
	require.Empty(t, diags, "what has gone since is asked for again before it is an error")
	require.Len(t, w.Live(sandbox.KindUserGroup), 1)
}

// routes lists the calls that were made.
func routes(w *acctest.World) (out []string) {
	for _, request := range w.Requests() {
		out = append(out, request.Method+" "+request.Path)
	}
	return out
}
