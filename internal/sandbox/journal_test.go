package sandbox_test

import (
	"bytes"
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// everythingOf asks for what there is, in the answers of the API itself.
func everythingOf(c *client) []string {
	var answers []string
	for _, path := range []string{
		"/api/managed_users", "/api/managed_users/209", "/api/managed_users/209/projects", "/api/managed_users/210/projects",
		"/api/managed_users/209/folders", "/api/managed_users/209/user_groups", "/api/managed_users/209/members",
		"/api/managed_users/209/properties?prefix=BATCH", "/api/managed_users/209/project_roles", "/_sandbox/ledger",
	} {
		answer := c.call(http.MethodGet, path, nil)
		require.Equal(c.t, http.StatusOK, answer.status, path)
		if path == "/_sandbox/ledger" {
			answer.raw = strings.Join(liveKeys(c.sb), "\n")
		}
		answers = append(answers, path+" "+answer.raw)
	}
	return answers
}

func liveKeys(sb *sandbox.Sandbox) []string {
	var keys []string
	for _, object := range sb.LiveObjects("") {
		keys = append(keys, object.Kind+" "+object.ID+" "+object.Key)
	}
	return keys
}

// busy makes, changes and deletes things, through the APIs and in the console.
func busy(t *testing.T, c *client) {
	t.Helper()
	acme := c.customer(object{"external_id": "acme"})
	c.project(acme, "Orders")
	c.project(acme, "Gone")
	c.must(http.MethodPut, acme, object{"name": "Acme GmbH"})
	require.Equal(t, http.StatusNoContent, c.call(http.MethodPost, "/_sandbox/customers/209/provision", nil).status)
	c.project(c.environments(acme)["test"], "Orders")
	c.group(acme, "Builders")
	c.must(http.MethodPost, acme+"/properties", setProperties(object{"BATCH_SIZE": "10"}))
	c.must(http.MethodPost, acme+"/member_invitations", invited(nil))
	c.must(http.MethodPost, "/_sandbox/customers/209/accept_invitation", object{"email": "ada@acme.example"})
	other := c.customer(object{"external_id": "other"})
	c.must(http.MethodDelete, other, nil)
	// What is refused, read or lost on the way leaves nothing.
	require.Equal(t, http.StatusUnprocessableEntity, c.call(http.MethodPost, "/api/managed_users", object{"name": ""}).status)
	_, err := c.sb.AddGroup(0, "nobody")
	require.Error(t, err)
}

// TestJournal takes an account from its journal, which comes to the very same, times and ids included.
func TestJournal(t *testing.T) {
	t.Parallel()
	var journal bytes.Buffer
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	clock := func() time.Time { return now }
	first := start(t, sandbox.WithClock(clock))
	first.sb.Journal(&journal)
	busy(t, first)
	now = now.Add(time.Hour)
	// Faults and lost answers are not repeated, and what they have done is.
	first.sb.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: "/api/managed_users", When: sandbox.AfterCommit, Action: sandbox.Drop})
	_, err := first.try(http.MethodPost, "/api/managed_users", object{"name": "Lost", "notification_email": "ops@lost.example"})
	require.Error(t, err)

	var log bytes.Buffer
	limited := sandbox.Readings{QuotaPerMinute: map[string]int{"projects": 1}}
	second := start(t, sandbox.WithRequestLog(&log), sandbox.WithLatency(time.Minute), sandbox.WithReadings(limited))
	require.NoError(t, second.sb.Replay(t.Context(), bytes.NewReader(journal.Bytes())))
	require.Empty(t, log.String())
	require.Equal(t, limited, second.sb.Readings())
	now = now.Add(time.Hour)
	third := start(t, sandbox.WithClock(clock))
	require.NoError(t, third.sb.Replay(t.Context(), bytes.NewReader(journal.Bytes())))
	again := everythingOf(third) // the clock says later by now
	for i, answer := range everythingOf(first) {
		require.Equal(t, answer, again[i])
	}
	require.Contains(t, strings.Join(liveKeys(third.sb), "\n"), "Lost")

	require.NotContains(t, journal.String(), sandbox.DefaultToken)
	require.NotContains(t, journal.String(), "GET")
}

func TestJournal_reset(t *testing.T) {
	t.Parallel()
	var journal bytes.Buffer
	c := startSeeded(t)
	c.sb.Journal(&journal)
	c.customer(nil)
	require.Equal(t, http.StatusNoContent, c.call(http.MethodPost, "/_sandbox/reset", nil).status)
	again := startSeeded(t)
	require.NoError(t, again.sb.Replay(t.Context(), &journal))
	require.Equal(t, liveKeys(startSeeded(t).sb), liveKeys(again.sb))
}

func TestJournal_workspace365(t *testing.T) {
	t.Parallel()
	var journal bytes.Buffer
	c := startW365(t, sandbox.Workspace365Readings{})
	c.sb.Journal(&journal)
	c.call(http.MethodPost, environments, passwordBody).text()
	c.call(http.MethodPost, versionTwo, with(temporaryBody, "EnvironmentName", "second")).object(http.StatusOK)
	c.call(http.MethodPut, environments+"example/Deactivate/", nil).text()
	c.call(http.MethodPost, environments+"third/", with(inviteBody, "EnvironmentName", "third")).object(http.StatusOK)
	again := startW365(t, sandbox.Workspace365Readings{})
	require.NoError(t, again.sb.Replay(t.Context(), &journal))
	require.Equal(t, c.call(http.MethodGet, environments, nil).raw, again.call(http.MethodGet, environments, nil).raw)
	require.Len(t, again.live(), 3)
}

// TestReplay_byHand takes what a person has written, without times and with lines in between.
func TestReplay_byHand(t *testing.T) {
	t.Parallel()
	c := start(t)
	require.NoError(t, c.sb.Replay(t.Context(), strings.NewReader(`
{"method": "POST", "path": "/api/managed_users", "body": {"name": "Acme", "external_id": "acme", "notification_email": "ops@acme.example"}}

{"method": "POST", "path": "/api/managed_users/Eacme/folders", "body": {"name": "Orders"}}
`)))
	require.Equal(t, "Acme", c.must(http.MethodGet, "/api/managed_users/Eacme", nil)["name"])
	require.Len(t, items(t, c.must(http.MethodGet, "/api/managed_users/Eacme/projects", nil), "result"), 1)
}

func TestReplay_refuses(t *testing.T) {
	t.Parallel()
	for journal, want := range map[string]string{
		"nonsense": "line 1: ",
		"\n" + `{"method": "POST", "path": "/api/managed_users", "colour": "red"}`:         `line 2: json: unknown field "colour"`,
		`{"method": "POST", "path": "api"}`:                                                "line 1, POST api: it has no path",
		`{"method": "POST", "path": "/api/nowhere"}`:                                       "line 1, POST /api/nowhere: it is answered with 404 now",
		`{"method": "PUT", "path": "/api/managed_users/1", "body": {"name": "x"}}`:         "it is answered with 404 now: {\"message\":\"Not found\"}",
		`{"method": "POST", "path": "/_sandbox/customers/1/provision"}`:                    "it is answered with 400 now",
		`{"method": "POST", "path": "/api/managed_users", "text": "no JSON"}`:              "it is answered with",
		`{"method": "POST", "path": "/api/managed_users", "body": {"name": "x"}} {"a": 1}`: "line 1: more than one JSON value",
	} {
		t.Run(journal, func(t *testing.T) {
			t.Parallel()
			require.ErrorContains(t, sandbox.New().Replay(context.WithoutCancel(t.Context()), strings.NewReader(journal)), want)
		})
	}
}
