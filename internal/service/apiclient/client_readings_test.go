package apiclient_test

import (
	"net/http"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

func itoa(number int) string { return strconv.Itoa(number) }

// Whatever the documents leave open, there is one client, with a token that works, and
// nothing left to plan.
func TestAPIClient_readings(t *testing.T) {
	t.Parallel()
	for name, readings := range map[string]sandbox.Readings{
		"long names":      {APIClientReadings: sandbox.APIClientReadings{APIClientEnvironment: sandbox.APIClientEnvironmentLong}},
		"echoed names":    {APIClientReadings: sandbox.APIClientReadings{APIClientEnvironment: sandbox.APIClientEnvironmentEcho}},
		"no names":        {APIClientReadings: sandbox.APIClientReadings{APIClientEnvironment: sandbox.APIClientEnvironmentUnsaid}},
		"environment":     {APIClientReadings: sandbox.APIClientReadings{APIClientEnvironmentKey: true}},
		"update is done":  {APIClientReadings: sandbox.APIClientReadings{APIClientUpdateSaysDone: true}},
		"no token":        {APIClientReadings: sandbox.APIClientReadings{APIClientCreateWithoutToken: true}},
		"token alone":     {APIClientReadings: sandbox.APIClientReadings{APIClientTokenAlone: true}},
		"both":            {APIClientReadings: sandbox.APIClientReadings{APIClientCreateWithoutToken: true, APIClientTokenAlone: true}},
		"ids are strings": {StringIDs: true},
		"lists are bare":  {BareLists: true},
		"reads lag":       {ReadLag: 1},
		"names trimmed":   {TrimNames: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, sandbox.WithReadings(readings))
			folder := h.folder(t, h.number+1, "One")
			agent := h.agent(t)
			require.Empty(t, agent.MustApply(t, h.config(nil)))
			require.Equal(t, h.works(t), agent.Value(t, "token"))
			agent.MustStay(t, h.config(nil))

			want := h.config(acctest.Object{"name": "Robot", "environment_name": "test", "all_folders": false, "folder_ids": []any{folder}, "token_version": 2.0})
			agent.MustApply(t, want)
			require.Equal(t, h.works(t), agent.Value(t, "token"))
			require.NotEmpty(t, agent.Value(t, "environment_id"))
			agent.MustStay(t, want)

			imported := h.agent(t)
			id, _ := agent.Value(t, "id").(string)
			require.Empty(t, imported.Import(t, h.customer+"/"+id))
			delete(want, "token_version")
			if readings.APIClientEnvironment != sandbox.APIClientEnvironmentUnsaid {
				imported.MustStay(t, want)
			}
			require.Empty(t, agent.Apply(t, nil).Errors().String())
			require.Empty(t, h.Live(sandbox.KindAPIClient))
		})
	}
}

// The update may ignore the environment: that is an error that says so, and the rest of
// the change is in the state.
func TestAPIClient_environmentFixed(t *testing.T) {
	t.Parallel()
	for _, done := range []bool{false, true} {
		h := with(t, sandbox.APIClientReadings{APIClientEnvironmentFixed: true, APIClientUpdateSaysDone: done})
		agent := h.made(t, nil)
		token := agent.Value(t, "token")
		diags := agent.Apply(t, h.config(acctest.Object{"environment_name": "prod", "name": "Robot", "token_version": 1.0}))
		require.Equal(t, []string{"environment_name"}, diags.Errors().Paths())
		require.Equal(t, []string{"Cannot update workato_api_client"}, diags.Errors().Summaries())
		require.Contains(t, diags.Errors()[0].Detail, `the client is still in "dev" and not in "prod"`)
		require.Contains(t, diags.Errors()[0].Detail, "-replace=workato_api_client.NAME")
		require.Equal(t, "Robot", agent.Value(t, "name"))
		require.Equal(t, "dev", agent.Value(t, "environment_name"))
		require.Equal(t, token, agent.Value(t, "token"))
		require.Empty(t, h.RequestsMatching(http.MethodPost, regenerateRoute), "the old token stays until the client is where it should be")
	}
}

// A client that is made in another environment than asked for is no success: its token
// opens the wrong one.
func TestAPIClient_wrongEnvironment(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.InjectFault(sandbox.Fault{
		Method: http.MethodPost, Route: clientsRoute, Status: http.StatusOK,
		Body: `{"result":{"id":7,"name":"Agent","all_folders":true,"environment_name":"Production","token":{"value":"fake-token"}}}`,
	})
	agent := h.agent(t)
	diags := agent.Apply(t, h.config(nil))
	require.Equal(t, []string{"environment_name"}, diags.Errors().Paths())
	require.Contains(t, diags.Errors()[0].Detail, `the client 7 is in "Production"`)
	require.True(t, agent.Tainted, "it is replaced")
	require.NotContains(t, diags.String(), "fake-token")
}
