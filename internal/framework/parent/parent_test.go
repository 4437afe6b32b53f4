package parent_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/parent"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// world is an account with one customer with Environments and another without.
type world struct {
	sandbox *sandbox.Sandbox
	client  *workato.Client
	// dev, test and prod are the environments of the one, plain is the other.
	dev, test, prod, plain string
}

func start(t *testing.T) *world {
	t.Helper()
	sb := sandbox.New(sandbox.WithoutSeed())
	server := httptest.NewServer(sb)
	t.Cleanup(server.Close)
	base, err := transport.ParseBaseURL(server.URL)
	require.NoError(t, err)
	client := workato.New(transport.Config{
		BaseURL: base, Credentials: workato.Credentials(sandbox.DefaultToken), Backoff: time.Nanosecond, Timeout: 10 * time.Second,
	}, workato.RBACAuto, shared.DefaultAges)

	id, plain := sb.AddCustomer("Acme"), sb.AddCustomer("Plain")
	require.NoError(t, sb.ProvisionInConsole(id))
	require.NoError(t, sb.SetCustomerField(id, "external_id", "acme/north"))
	customer, err := client.UpdateCustomer(t.Context(), strconv.Itoa(id), workato.CustomerInput{Environments: []workato.EnvironmentInput{
		{Type: workato.EnvironmentTest, ExternalID: workato.Set("acme:test")},
	}})
	require.NoError(t, err)
	testID, ok := customer.Environment(workato.EnvironmentTest)
	require.True(t, ok)
	prodID, ok := customer.Environment(workato.EnvironmentProd)
	require.True(t, ok)
	sb.ResetRequests()
	return &world{sandbox: sb, client: client, dev: strconv.Itoa(id), test: string(testID.ID), prod: string(prodID.ID), plain: strconv.Itoa(plain)}
}

// silence lets an id answer 404 as a customer, as TEST and PROD may.
func (w *world) silence(id string) {
	w.sandbox.InjectFault(sandbox.Fault{
		Method: http.MethodGet, Route: "/api/managed_users/" + transport.EscapeSegment(id), Count: sandbox.Always,
		Action: sandbox.Respond, Status: http.StatusNotFound, Body: `{"message":"Not found"}`,
	})
}

func TestGone(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		id     func(*world) string
		change func(*testing.T, *world)
		gone   bool
		status int
	}{
		"alive":                         {id: func(w *world) string { return w.dev }},
		"alive, by external id":         {id: func(*world) string { return "Eacme/north" }},
		"TEST that answers":             {id: func(w *world) string { return w.test }},
		"TEST that does not answer":     {id: func(w *world) string { return w.test }, change: func(_ *testing.T, w *world) { w.silence(w.test) }},
		"PROD that does not answer":     {id: func(w *world) string { return w.prod }, change: func(_ *testing.T, w *world) { w.silence(w.prod) }},
		"TEST by its external id":       {id: func(*world) string { return "Eacme:test" }, change: func(_ *testing.T, w *world) { w.silence("Eacme:test") }},
		"a customer that only lists":    {id: func(w *world) string { return w.plain }, change: func(_ *testing.T, w *world) { w.silence(w.plain) }},
		"never there":                   {id: func(*world) string { return "999999" }, gone: true},
		"never there, by external id":   {id: func(*world) string { return "Enobody" }, gone: true},
		"an external id is no number":   {id: func(w *world) string { return "E" + w.dev }, gone: true},
		"deleted":                       {id: func(w *world) string { return w.plain }, change: deletePlain, gone: true},
		"deleted with its environments": {id: func(w *world) string { return w.test }, change: deleteAcme, gone: true},
		"token without any right":       {id: func(w *world) string { return w.dev }, change: func(_ *testing.T, w *world) { w.sandbox.RevokeToken() }, status: http.StatusUnauthorized},
		"refused, and in no list": {id: func(*world) string { return "999999" }, change: func(_ *testing.T, w *world) {
			w.sandbox.InjectFault(sandbox.Fault{Method: http.MethodGet, Route: "/api/managed_users/999999", Action: sandbox.Respond, Status: http.StatusForbidden, Body: `{"message":"no"}`})
		}, status: http.StatusForbidden},
		"list that cannot be read":       {id: func(*world) string { return "999999" }, change: failList(http.StatusForbidden, `{"message":"no"}`), status: http.StatusForbidden},
		"list that answers with a page":  {id: func(*world) string { return "999999" }, change: failList(http.StatusOK, "<html>Sign in"), status: http.StatusOK},
		"list that is null":              {id: func(*world) string { return "999999" }, change: failList(http.StatusOK, `{"result":null}`), status: http.StatusOK},
		"list that breaks off, not here": {id: func(w *world) string { return w.dev }, change: failList(http.StatusForbidden, `{"message":"no"}`)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := start(t)
			if test.change != nil {
				test.change(t, w)
			}
			gone, err := parent.Gone(t.Context(), w.client, test.id(w))
			require.Equal(t, test.gone, gone)
			if test.status != 0 {
				require.True(t, transport.HasStatus(err, test.status), "%v", err)
				return
			}
			require.NoError(t, err)
			require.Empty(t, w.sandbox.Writes())
		})
	}
}

func deletePlain(t *testing.T, w *world) {
	t.Helper()
	id, err := strconv.Atoi(w.plain)
	require.NoError(t, err)
	require.NoError(t, w.sandbox.DeleteCustomer(id))
}

func deleteAcme(t *testing.T, w *world) {
	t.Helper()
	id, err := strconv.Atoi(w.dev)
	require.NoError(t, err)
	require.NoError(t, w.sandbox.DeleteCustomer(id))
}

func failList(status int, body string) func(*testing.T, *world) {
	return func(t *testing.T, w *world) {
		t.Helper()
		w.sandbox.InjectFault(sandbox.Fault{
			Method: http.MethodGet, Route: "/api/managed_users", Count: sandbox.Always, Action: sandbox.Respond, Status: status, Body: body,
		})
	}
}

// A parent that answers costs one call, so that asking for it is cheap.
func TestGone_calls(t *testing.T) {
	t.Parallel()
	w := start(t)
	_, err := parent.Gone(t.Context(), w.client, w.dev)
	require.NoError(t, err)
	require.Len(t, w.sandbox.Requests(), 1)
}

func TestResolve(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		id     string
		change func(*testing.T, *world)
		want   func(*world) string
		status int
		calls  int
	}{
		"number":                       {id: "209", want: func(*world) string { return "209" }},
		"other text":                   {id: "209_test", want: func(*world) string { return "209_test" }},
		"external id":                  {id: "Eacme/north", want: func(w *world) string { return w.dev }, calls: 1},
		"TEST's own":                   {id: "Eacme:test", want: func(w *world) string { return w.test }, calls: -1},
		"TEST's own, not as customer":  {id: "Eacme:test", change: func(_ *testing.T, w *world) { w.silence("Eacme:test") }, want: func(w *world) string { return w.test }, calls: 2},
		"the customer, only in a list": {id: "Eacme/north", change: func(_ *testing.T, w *world) { w.silence("Eacme/north") }, want: func(w *world) string { return w.dev }, calls: 2},
		"nobody's":                     {id: "Enobody", status: http.StatusNotFound, calls: 2},
		"token without any right":      {id: "Eacme/north", change: func(_ *testing.T, w *world) { w.sandbox.RevokeToken() }, status: http.StatusUnauthorized, calls: 1},
		"list that cannot be read":     {id: "Enobody", change: failList(http.StatusForbidden, `{"message":"no"}`), status: http.StatusForbidden, calls: 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := start(t)
			if test.change != nil {
				test.change(t, w)
			}
			got, err := parent.Resolve(t.Context(), w.client, test.id)
			if test.calls >= 0 {
				require.Len(t, w.sandbox.Requests(), test.calls)
			}
			if test.status != 0 {
				require.True(t, transport.HasStatus(err, test.status), "%v", err)
				require.Empty(t, got)
				return
			}
			require.NoError(t, err)
			require.Equal(t, test.want(w), got)
		})
	}
}

// The parent may be on any page of the list.
func TestGone_laterPage(t *testing.T) {
	t.Parallel()
	w := start(t)
	for n := range 110 {
		w.sandbox.AddCustomer(fmt.Sprint("Filler ", n))
	}
	last := strconv.Itoa(w.sandbox.AddCustomer("Last"))
	w.silence(last)
	gone, err := parent.Gone(t.Context(), w.client, last)
	require.NoError(t, err)
	require.False(t, gone)
}
