package apiclient_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// The token is in its attribute, and nowhere else: not in what is told, in a plan, or
// beside the state, whatever the calls that follow come to.
func TestAPIClient_S2_tokenIsSecret(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	agent := h.agent(t)
	said := agent.MustApply(t, h.config(acctest.Object{"token_version": 1.0}))
	secrets := []string{h.works(t)}
	id, _ := agent.Value(t, "id").(string)
	h.InjectFault(sandbox.Fault{Method: http.MethodPut, Route: clientRoute, Status: http.StatusBadRequest, Body: `{"message":"No."}`})
	said = append(said, agent.Apply(t, h.config(acctest.Object{"name": "Robot", "token_version": 1.0}))...)
	plan, diags := agent.Plan(t, h.config(acctest.Object{"token_version": 2.0}))
	said = append(said, diags...)
	require.NotContains(t, fmt.Sprint(plan.Attributes), secrets[0])
	h.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: regenerateRoute, Action: sandbox.Truncate, When: sandbox.AfterCommit})
	said = append(said, agent.Carry(t, plan)...)
	secrets = append(secrets, h.works(t))
	require.NoError(t, h.RegenerateAPIClientToken(id))
	said = append(said, agent.Refresh(t)...)
	said = append(said, agent.Apply(t, nil)...)
	require.NotEmpty(t, said)
	for _, secret := range secrets {
		require.NotContains(t, said.String(), secret)
		require.NotContains(t, agent.Private(), secret)
		for name, value := range agent.Attributes {
			if name != "token" {
				require.NotContains(t, fmt.Sprint(value), secret, name)
			}
		}
	}
}

// An answer that cannot be understood is not shown, as it may hold a token.
func TestAPIClient_S3_unreadableAnswerIsSecret(t *testing.T) {
	t.Parallel()
	for _, route := range []string{clientsRoute, regenerateRoute} {
		for _, answer := range []sandbox.Fault{
			{Status: http.StatusOK, Body: `{"result":{"name":"Agent","token":["fake-once"]}}`},
			{Status: http.StatusOK, Body: `["fake-once"]`},
			{Status: http.StatusOK, Body: `{"result":{"id":7,"token":{"value":"fake-once"`},
			{Status: http.StatusOK, Body: `{"result":{"id":7,"token":{"value":"fake-once"}}}`, ContentType: "text/html"},
			{Status: http.StatusBadGateway, Body: `{"result":{"id":7,"token":{"value":"fake-once"}}}`},
			{Status: http.StatusInternalServerError, Body: `fake-once`, ContentType: "text/plain"},
		} {
			h := newHouse(t)
			agent := h.made(t, acctest.Object{"name": "Other", "token_version": 1.0})
			if route == clientsRoute {
				agent = h.agent(t)
			}
			answer.Method, answer.Route, answer.When, answer.Count = http.MethodPost, route, sandbox.AfterCommit, 2
			h.InjectFault(answer)
			diags := agent.Apply(t, h.config(acctest.Object{"name": "Agent", "token_version": 2.0}))
			require.NotEmpty(t, diags)
			require.NotContains(t, diags.String(), "fake-once", answer.Body)
		}
	}
}
