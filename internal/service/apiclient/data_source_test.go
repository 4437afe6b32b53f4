package apiclient_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

func TestAPIClientsDataSource(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for i := range 250 {
		_, err := h.AddAPIClient(h.number, fmt.Sprintf("Client %d", i))
		require.NoError(t, err)
	}
	server := h.Server(t)
	all, diags := server.Data(t, clientsType, acctest.Object{"managed_customer_id": h.customer})
	require.Empty(t, diags)
	require.Len(t, all["api_clients"], 250, "all pages")
	require.Len(t, h.RequestsMatching(http.MethodGet, clientsRoute), 3)
	one, diags := server.Data(t, clientsType, acctest.Object{"managed_customer_id": h.customer, "name": "Client 24"})
	require.Empty(t, diags)
	rows, _ := one["api_clients"].([]any)
	require.Len(t, rows, 1)
	row, _ := rows[0].(acctest.Object)
	require.Equal(t, "DEV", row["environment_name"])
	require.Equal(t, true, row["all_folders"])
	require.Nil(t, row["folder_ids"])
	require.NotEmpty(t, row["token_updated_at"])
	require.NotContains(t, row, "token")
	require.NotContains(t, fmt.Sprint(all), h.APIClientToken(fmt.Sprint(row["id"])))
}

// A single client is found by its id or its name, as the resource has it.
func TestAPIClientDataSource(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	agent := h.made(t, acctest.Object{"all_folders": false, "folder_ids": []any{h.folder(t, h.number, "One")}})
	server := h.Server(t)
	id := agent.Value(t, "id")
	var found []acctest.Object
	for argument, value := range map[string]any{"id": id, "name": "Agent"} {
		got, diags := server.Data(t, clientType, acctest.Object{"managed_customer_id": h.customer, argument: value})
		require.Empty(t, diags)
		for _, name := range []string{"id", "name", "api_privilege_group_id", "all_folders", "folder_ids", "environment_id", "token_updated_at", "created_at"} {
			require.Equal(t, agent.Value(t, name), got[name], name)
		}
		found = append(found, got)
	}
	require.Equal(t, found[0], found[1])
	for words, config := range map[string]acctest.Object{
		`There is none with the name "agent". There are: Agent.`: {"name": "agent"},
		"status 404": {"id": "1"},
	} {
		config["managed_customer_id"] = h.customer
		_, diags := server.Data(t, clientType, config)
		require.Equal(t, []string{"Cannot read workato_api_client"}, diags.Errors().Summaries())
		require.Contains(t, diags[0].Detail, words)
	}
	_, err := h.AddAPIClient(h.number, "Agent")
	require.NoError(t, err)
	_, diags := server.Data(t, clientType, acctest.Object{"managed_customer_id": h.customer, "name": "Agent"})
	require.Equal(t, []string{"name"}, diags.Errors().Paths())
	require.Contains(t, diags[0].Detail, "Choose one by its id")
}

func TestAPIClientRolesDataSource(t *testing.T) {
	t.Parallel()
	for name, readings := range map[string]sandbox.Readings{"plainest": {}, "strings": {StringIDs: true}, "bare": {BareLists: true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, sandbox.WithReadings(readings))
			server := h.Server(t)
			all, diags := server.Data(t, rolesType, acctest.Object{"managed_customer_id": h.customer})
			require.Empty(t, diags)
			require.Len(t, all["api_client_roles"], 2)
			one, diags := server.Data(t, rolesType, acctest.Object{"managed_customer_id": h.customer, "name": "Agent write"})
			require.Empty(t, diags)
			rows, _ := one["api_client_roles"].([]any)
			require.Len(t, rows, 1)
			single, diags := server.Data(t, roleType, acctest.Object{"managed_customer_id": h.customer, "id": h.role})
			require.Empty(t, diags)
			row, _ := rows[0].(acctest.Object)
			for name, value := range row {
				require.Equal(t, value, single[name], name)
			}
		})
	}
	h := newHouse(t)
	_, diags := h.Server(t).Data(t, rolesType, acctest.Object{"managed_customer_id": "999"})
	require.Equal(t, []string{"Cannot read workato_api_client_roles"}, diags.Errors().Summaries())
	_, diags = h.Server(t).Data(t, roleType, acctest.Object{"managed_customer_id": h.customer, "name": "Nobody"})
	require.Equal(t, []string{"name"}, diags.Errors().Paths())
	require.Contains(t, diags[0].Detail, "There are: Agent read only, Agent write.")
}
