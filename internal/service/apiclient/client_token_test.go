package apiclient_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// Another version replaces the token in place; none replaces nothing.
func TestAPIClient_regenerate(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	agent := h.made(t, acctest.Object{"token_version": 1.0})
	id, first := agent.Value(t, "id"), agent.Value(t, "token")
	for _, version := range []float64{2, 1} {
		want := h.config(acctest.Object{"token_version": version})
		before := agent.Value(t, "token")
		h.ResetRequests()
		plan, diags := agent.Plan(t, want)
		require.Equal(t, acctest.Unknown, plan.Attributes["token"], "the plan shows that it changes")
		require.Equal(t, []string{"token_version"}, diags.Warnings().Paths())
		require.Empty(t, plan.Replaces)
		require.Empty(t, agent.Carry(t, plan))
		require.Equal(t, id, agent.Value(t, "id"))
		require.NotEqual(t, before, agent.Value(t, "token"))
		require.Equal(t, h.works(t), agent.Value(t, "token"))
		require.Len(t, h.Requests(), 1, "nothing else is sent")
		agent.MustStay(t, want)
	}
	require.NotEqual(t, first, agent.Value(t, "token"))
	h.ResetRequests()
	require.Empty(t, agent.MustApply(t, h.config(nil)))
	require.Empty(t, h.Requests(), "leaving the version out replaces nothing")
}

// A lost answer to a regeneration: the old token is dead and the new one unknown, so
// another one is asked for.
func TestAPIClient_regenerateFailsLate(t *testing.T) {
	t.Parallel()
	for name, fault := range acctest.LostAnswers(http.MethodPost, regenerateRoute) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const settle = 300 * time.Millisecond
			h := newHouse(t)
			agent := h.ServerThatSettles(t, settle).Instance(t, clientType)
			agent.MustApply(t, h.config(acctest.Object{"token_version": 1.0}))
			h.InjectFault(fault)
			want := h.config(acctest.Object{"token_version": 2.0})
			diags := agent.MustApply(t, want)
			require.Equal(t, h.works(t), agent.Value(t, "token"))
			require.NotContains(t, diags.String(), h.works(t))
			sent := h.RequestsMatching(http.MethodPost, regenerateRoute)
			require.Len(t, sent, 2)
			require.GreaterOrEqual(t, sent[1].Time.Sub(sent[0].Time), settle/2, "not before the first can no longer have its effect")
			agent.MustStay(t, want)
		})
	}
}

// If that one is lost too, the state claims no token, the error says what to do, and
// doing it gives one.
func TestAPIClient_regenerateLost(t *testing.T) {
	t.Parallel()
	for name, fault := range acctest.LostAnswers(http.MethodPost, regenerateRoute) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			agent := h.made(t, acctest.Object{"token_version": 1.0})
			old, _ := agent.Value(t, "token").(string)
			fault.Count = 2
			h.InjectFault(fault)
			want := h.config(acctest.Object{"token_version": 2.0, "name": "Robot"})
			diags := agent.Apply(t, want)
			require.Equal(t, []string{"Cannot update workato_api_client"}, diags.Errors().Summaries())
			require.Contains(t, diags.Errors()[0].Detail, "the state holds none")
			require.Contains(t, diags.Errors()[0].Detail, "Apply again")
			require.NotContains(t, diags.String(), h.works(t))
			require.NotContains(t, diags.String(), old)
			require.Nil(t, agent.Value(t, "token"), "the old one is dead")
			require.Equal(t, "Robot", agent.Value(t, "name"), "what was done is in the state")
			agent.Refresh(t)
			require.Nil(t, agent.Value(t, "token"))

			agent.MustApply(t, want)
			require.Equal(t, h.works(t), agent.Value(t, "token"))
			agent.MustStay(t, want)
		})
	}
}

// A second try that is refused says nothing about the first.
func TestAPIClient_regenerateLostThenRefused(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	agent := h.made(t, nil)
	h.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: regenerateRoute, Action: sandbox.Drop, When: sandbox.AfterCommit})
	h.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: regenerateRoute, Status: http.StatusForbidden, Body: `{"message":"Forbidden"}`})
	diags := agent.Apply(t, h.config(acctest.Object{"token_version": 1.0}))
	require.Contains(t, diags.Errors().String(), "the state holds none")
	require.Nil(t, agent.Value(t, "token"))
}

// A refusal changes nothing: the token of before is kept, and asked for again next time.
func TestAPIClient_regenerateRefused(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	agent := h.made(t, nil)
	before := agent.Value(t, "token")
	h.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: regenerateRoute, Status: http.StatusForbidden, Body: `{"message":"Forbidden"}`})
	want := h.config(acctest.Object{"token_version": 1.0})
	diags := agent.Apply(t, want)
	require.Equal(t, []string{"Cannot update workato_api_client"}, diags.Errors().Summaries())
	require.Equal(t, before, agent.Value(t, "token"))
	require.Equal(t, h.works(t), agent.Value(t, "token"))
	require.Nil(t, agent.Value(t, "token_version"))
	agent.MustApply(t, want)
	require.Equal(t, h.works(t), agent.Value(t, "token"))
}

// However the answer to a creation is lost, there is one client, whose token, which
// nobody has, is replaced.
func TestAPIClient_createFailsLate(t *testing.T) {
	t.Parallel()
	for name, fault := range acctest.LostAnswers(http.MethodPost, clientsRoute) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			h.InjectFault(fault)
			agent := h.agent(t)
			diags := agent.MustApply(t, h.config(nil))
			id, _ := agent.Value(t, "id").(string)
			require.Equal(t, []string{"workato_api_client " + id + " was created although the answer was lost"}, diags.Summaries())
			require.Equal(t, []string{id}, h.Live(sandbox.KindAPIClient))
			require.Equal(t, h.works(t), agent.Value(t, "token"))
			require.NotContains(t, diags.String(), h.works(t))
			require.Len(t, h.RequestsMatching(http.MethodPost, clientsRoute), 1)
			agent.MustStay(t, h.config(nil))
		})
	}
}

// Where the new token is lost as well, the client is known, without one, and replaced.
func TestAPIClient_createWithoutToken(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]sandbox.Fault{
		"lost":    {Action: sandbox.Drop, When: sandbox.AfterCommit, Count: 2},
		"refused": {Status: http.StatusForbidden, Body: `{"message":"Forbidden"}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			h.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: clientsRoute, Action: sandbox.Drop, When: sandbox.AfterCommit})
			fault.Method, fault.Route = http.MethodPost, regenerateRoute
			h.InjectFault(fault)
			agent := h.agent(t)
			diags := agent.Apply(t, h.config(nil))
			require.Equal(t, []string{"Cannot create workato_api_client"}, diags.Errors().Summaries())
			require.Contains(t, diags.Errors()[0].Detail, "nobody uses it yet")
			require.True(t, agent.Tainted)
			require.Nil(t, agent.Value(t, "token"))
			require.Equal(t, []string{agent.Value(t, "id").(string)}, h.Live(sandbox.KindAPIClient)) //nolint:forcetypeassert // An id is a text.
		})
	}
}

// A token that somebody else has replaced is warned of, and not thrown away: what the
// state holds is all there is.
func TestAPIClient_regeneratedElsewhere(t *testing.T) {
	t.Parallel()
	var mutex sync.Mutex
	now := time.Now()
	clock := func() time.Time {
		mutex.Lock()
		defer mutex.Unlock()
		return now
	}
	h := newHouse(t, sandbox.WithClock(clock))
	agent := h.made(t, acctest.Object{"token_version": 1.0})
	id, _ := agent.Value(t, "id").(string)
	before := agent.Value(t, "token")
	mutex.Lock()
	now = now.Add(time.Hour)
	mutex.Unlock()
	require.NoError(t, h.RegenerateAPIClientToken(id))
	diags := agent.Refresh(t)
	require.Equal(t, []string{"workato_api_client " + id + " has another token than the state"}, diags.Warnings().Summaries())
	require.Contains(t, diags[0].Detail, "change token_version")
	require.Equal(t, before, agent.Value(t, "token"))
	agent.MustApply(t, h.config(acctest.Object{"token_version": 2.0}))
	require.Equal(t, h.works(t), agent.Value(t, "token"))
	require.Empty(t, agent.Refresh(t))
}

// Clients that are made at once, with lost answers, never get each other's tokens.
func TestAPIClient_parallel(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: clientsRoute, Action: sandbox.Drop, When: sandbox.AfterCommit, Count: 2})
	server := h.Server(t)
	agents := make([]*acctest.Instance, 4)
	plans := make([]acctest.Plan, len(agents))
	for i := range agents {
		agents[i] = server.Instance(t, clientType)
		plans[i], _ = agents[i].Plan(t, h.config(acctest.Object{"name": strings.Repeat("A", i+1)}))
	}
	var wait sync.WaitGroup
	for i := range agents {
		wait.Go(func() { agents[i].State, _ = server.Apply(t, plans[i]) })
	}
	wait.Wait()
	for _, agent := range agents {
		id, _ := agent.Value(t, "id").(string)
		require.Equal(t, h.APIClientToken(id), agent.Value(t, "token"))
	}
	require.Len(t, h.Live(sandbox.KindAPIClient), len(agents))
	require.Empty(t, h.Duplicates())
}
