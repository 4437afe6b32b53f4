package sandbox_test

import (
	"encoding/json"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

var acme = object{"name": "Acme", "notification_email": "ops@acme.example"}

func TestFaults_actions(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		fault  sandbox.Fault
		status int // 0 stands for no answer
		words  string
		broken bool // the body ends too early
		ledger int
	}{
		"drop":     {fault: sandbox.Fault{Action: sandbox.Drop}},
		"truncate": {fault: sandbox.Fault{Action: sandbox.Truncate}, status: http.StatusOK, broken: true, ledger: http.StatusOK},
		"empty":    {fault: sandbox.Fault{Action: sandbox.Empty}, status: http.StatusOK, ledger: http.StatusOK},
		"html":     {fault: sandbox.Fault{Action: sandbox.HTML}, status: http.StatusOK, words: "<form", ledger: http.StatusOK},
		"respond": {
			fault: sandbox.Fault{
				Status: http.StatusBadGateway, Body: "<h1>Bad gateway</h1>", ContentType: "text/html", Header: map[string]string{"Retry-After": "7"},
			},
			status: http.StatusBadGateway, words: "Bad gateway", ledger: http.StatusBadGateway,
		},
	} {
		for _, when := range []sandbox.When{sandbox.BeforeCommit, sandbox.AfterCommit} {
			t.Run(name+" "+string(when), func(t *testing.T) {
				t.Parallel()
				c := start(t)
				fault := test.fault
				fault.Method, fault.Route, fault.When = http.MethodPost, "/api/managed_users", when
				id := c.sb.InjectFault(fault)

				got, err := c.try(http.MethodPost, "/api/managed_users", acme)
				switch {
				case test.broken:
					require.ErrorIs(t, err, io.ErrUnexpectedEOF)
					require.False(t, json.Valid([]byte(got.raw)))
				case test.status == 0:
					require.ErrorIs(t, err, io.EOF)
				default:
					require.NoError(t, err)
					require.Contains(t, got.raw, test.words)
				}
				require.Equal(t, test.status, got.status)
				require.Equal(t, test.fault.Header["Retry-After"], got.header.Get("Retry-After"))

				committed := when == sandbox.AfterCommit
				require.Len(t, c.sb.LiveObjects(sandbox.KindCustomer), map[bool]int{true: 1}[committed])
				entry := c.sb.Requests()[0]
				require.Equal(t, committed, entry.Committed)
				require.Equal(t, test.ledger, entry.Status)
				require.Equal(t, id, entry.Fault)
				c.customer(nil) // the fault was good for one request
			})
		}
	}
}

func TestFaults_commitLater(t *testing.T) {
	t.Parallel()
	c := start(t)
	c.sb.InjectFault(sandbox.Fault{
		Method: http.MethodPost, When: sandbox.CommitLater, Delay: 30 * time.Millisecond, Status: http.StatusGatewayTimeout,
	})
	require.Equal(t, http.StatusGatewayTimeout, c.call(http.MethodPost, "/api/managed_users", acme).status)
	require.Empty(t, c.sb.LiveObjects(sandbox.KindCustomer))
	c.sb.Wait()
	require.Len(t, c.sb.LiveObjects(sandbox.KindCustomer), 1)
	require.True(t, c.sb.Writes()[0].Committed)
	c.must(http.MethodGet, "/api/managed_users/209", nil)
}

func TestFaults_delay(t *testing.T) {
	t.Parallel()
	const delay = 30 * time.Millisecond
	for _, when := range []sandbox.When{sandbox.BeforeCommit, sandbox.AfterCommit} {
		c := start(t)
		c.sb.InjectFault(sandbox.Fault{When: when, Delay: delay})
		begin := time.Now()
		c.customer(nil)
		require.GreaterOrEqual(t, time.Since(begin), delay)
	}
	c := start(t, sandbox.WithLatency(delay))
	begin := time.Now()
	c.customer(nil)
	require.GreaterOrEqual(t, time.Since(begin), delay)
}

func TestFaults_counts(t *testing.T) {
	t.Parallel()
	c := start(t)
	statuses := func(n int) []int {
		var list []int
		times(n, func(int) { list = append(list, c.call(http.MethodGet, "/api/users/me", nil).status) })
		return list
	}
	c.sb.InjectFault(sandbox.Fault{Status: 503, Skip: 1, Count: 2})
	require.Equal(t, []int{200, 503, 503, 200}, statuses(4))

	id := c.sb.InjectFault(sandbox.Fault{Status: 503, Count: sandbox.Always})
	c.sb.InjectFault(sandbox.Fault{Status: 429})
	require.Equal(t, []int{503, 503, 503}, statuses(3), "the first fault wins")
	require.Len(t, c.sb.Faults(), 2)
	require.True(t, c.sb.ClearFault(id))
	require.False(t, c.sb.ClearFault(id))
	require.Equal(t, []int{429, 200}, statuses(2))
	c.sb.InjectFault(sandbox.Fault{Status: 503, Count: sandbox.Always})
	c.sb.ClearFaults()
	require.Equal(t, []int{200}, statuses(1))
}

func TestFaults_routes(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		method, route string
		path          string
		met           bool
	}{
		{"", "", "/api/users/me", true},
		{"*", "*", "/nowhere", true},
		{"get", "/api/managed_users/{id}", "/api/managed_users/209", true},
		{"PUT", "/api/managed_users/{id}", "/api/managed_users/209", false},
		{"", "/api/managed_users", "/api/managed_users/209", false},
		{"", "/api/managed_users/{anything}", "/api/managed_users/209/folders", false},
		{"", "/api/managed_users/209", "/api/managed_users/209", true},
		{"", "/api/managed_users/210", "/api/managed_users/209", false},
		{"", "/api/managed_users/*", "/api/managed_users/209/folders", true},
		{"", "/api/managed_users/*/folders", "/api/managed_users/209/folders", true},
		{"", "/api/managed_users/*/folders", "/api/managed_users/209/projects", false},
		{"", "/api/managed_users/{id}/user_groups", "/api/v2/managed_users/209/user_groups", true},
		{"", "/api/v2/managed_users/{id}/user_groups", "/api/managed_users/209/user_groups", true},
	} {
		t.Run(test.route+" "+test.path, func(t *testing.T) {
			t.Parallel()
			c := start(t)
			c.sb.InjectFault(sandbox.Fault{Method: test.method, Route: test.route, Status: http.StatusTeapot})
			require.Equal(t, test.met, c.call(http.MethodGet, test.path, nil).status == http.StatusTeapot)
		})
	}
}

func TestParseFault(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]sandbox.Fault{
		"POST /api/managed_users drop after": {
			Method: "POST", Route: "/api/managed_users", Action: sandbox.Drop, When: sandbox.AfterCommit, Count: 1,
		},
		`* /api/* 429 count=3 skip=1 header=Retry-After:1 content-type=text/plain body={"message": "Too many"}`: {
			Method: "*", Route: "/api/*", Action: sandbox.Respond, Status: 429, When: sandbox.BeforeCommit, Count: 3, Skip: 1,
			Header: map[string]string{"Retry-After": "1"}, ContentType: "text/plain", Body: `{"message": "Too many"}`,
		},
		"PUT * 504 later delay=5s count=always": {
			Method: "PUT", Route: "*", Action: sandbox.Respond, Status: 504, When: sandbox.CommitLater, Delay: 5 * time.Second, Count: sandbox.Always,
		},
		"GET * pass before delay=40s": {Method: "GET", Route: "*", Action: sandbox.Pass, When: sandbox.BeforeCommit, Delay: 40 * time.Second, Count: 1},
	} {
		got, err := sandbox.ParseFault(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
	}
	for text, want := range map[string]string{
		"POST drop":                "expected METHOD ROUTE ACTION",
		"POST managed_users drop":  "does not begin with /",
		"POST * explode":           `action is "explode"`,
		"POST * respond":           "give the status",
		"POST * 999":               "between 200 and 599",
		"POST * drop sometimes":    `unknown word "sometimes"`,
		"POST * drop skip=many":    "invalid syntax",
		"POST * drop delay=long":   "invalid duration",
		"POST * 503 header=broken": "NAME:VALUE",
		"POST * pass later":        "true answer is not known",
	} {
		_, err := sandbox.ParseFault(text)
		require.ErrorContains(t, err, want, text)
	}
	require.Panics(t, func() { sandbox.New().InjectFault(sandbox.Fault{When: "yesterday"}) })
}
