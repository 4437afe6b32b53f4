package provider_test

import (
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

var update = flag.Bool("update", false, "write the texts of errors to testdata")

const (
	groupType    = "workato_collaborator_group"
	groupRoute   = "/api/managed_users/{id}/user_groups"
	customerType = "workato_managed_customer"
)

// TestErrors pins, word by word, what the provider says when the service refuses to
// create something, answers nonsense, or does not answer: what the service said, which
// call that was, what to do next, and whether anything was changed. The texts are in
// testdata/errors; run with -update to write them, and read them.
func TestErrors(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		fault sandbox.Fault
		// unclear answers say nothing about the effect, so the provider looks for it,
		// and sends once more when the settle time has shown that there is none.
		unclear bool
	}{
		"401": {fault: sandbox.Fault{Status: http.StatusUnauthorized, Body: `{"message":"Unauthorized"}`}},
		"403": {fault: sandbox.Fault{Status: http.StatusForbidden, Body: `{"message":"Forbidden"}`}},
		"404": {fault: sandbox.Fault{Status: http.StatusNotFound, Body: `{"message":"Not found"}`}},
		"409": {fault: sandbox.Fault{Status: http.StatusConflict, Body: `{"message":"Conflict"}`}},
		"400_taken": {fault: sandbox.Fault{
			Status: http.StatusBadRequest, Body: `{"message":"Name has already been taken"}`,
		}},
		"400_without_body": {fault: sandbox.Fault{Status: http.StatusBadRequest}},
		"400_echoes_token": {fault: sandbox.Fault{
			Status: http.StatusBadRequest, Body: `{"message":"Bad request: Authorization: Bearer ` + sandbox.DefaultToken + `"}`,
		}},
		"422_fields": {fault: sandbox.Fault{
			Status: http.StatusUnprocessableEntity,
			Body:   `{"message":"Validation failed","errors":{"name":["is too long","holds a slash"],"description":"is reserved","color":["is unknown"]}}`,
		}},
		"429_retry_in_an_hour": {fault: sandbox.Fault{
			Status: http.StatusTooManyRequests, Header: map[string]string{"Retry-After": "3600"}, Body: `{"message":"Too many requests"}`,
		}},
		"500_with_id": {unclear: true, fault: sandbox.Fault{
			Status: http.StatusInternalServerError, Body: `{"message":"Server error","id":"7a1e54a0-0000-0000-0000-000000000000"}`,
		}},
		"500_request_id": {unclear: true, fault: sandbox.Fault{
			Status: http.StatusInternalServerError, Header: map[string]string{"X-Request-Id": "req-1"},
		}},
		"200_login_page": {unclear: true, fault: sandbox.Fault{Action: sandbox.HTML}},
		"502_web_page": {unclear: true, fault: sandbox.Fault{
			Status: http.StatusBadGateway, ContentType: "text/html", Body: "<html><body><h1>502 Bad Gateway</h1></body></html>",
		}},
		"403_web_page": {unclear: true, fault: sandbox.Fault{
			Status: http.StatusForbidden, ContentType: "text/html", Body: "<html><body>Blocked by the firewall</body></html>",
		}},
		"200_empty":     {unclear: true, fault: sandbox.Fault{Action: sandbox.Empty}},
		"200_truncated": {unclear: true, fault: sandbox.Fault{Action: sandbox.Truncate}},
		"200_not_json":  {unclear: true, fault: sandbox.Fault{Status: http.StatusOK, Body: `{"data":{"id":"pf-`}},
		"200_no_id":     {unclear: true, fault: sandbox.Fault{Status: http.StatusOK, Body: `{"data":{"name":"Builders"}}`}},
		"302_redirect": {unclear: true, fault: sandbox.Fault{
			Status: http.StatusFound, Header: map[string]string{"Location": "https://login.example/sso?token=fake-secret"},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := acctest.NewAccount(t)
			account.AddCustomer("Acme")
			fault := test.fault
			fault.Method, fault.Route, fault.Count = http.MethodPost, groupRoute, sandbox.Always
			account.InjectFault(fault)

			state, diags := account.Server(t).Create(t, groupType, acctest.Object{
				"managed_customer_id": "209", "name": "Builders", "description": "They build",
			})
			require.False(t, state.Exists())
			require.Empty(t, account.Objects(sandbox.KindUserGroup))
			golden(t, "group_"+name, diags)
			requireSends(t, account, http.MethodPost, groupRoute, test.unclear)
		})
	}
}

func TestErrors_customer(t *testing.T) {
	t.Parallel()
	const customers = "/api/managed_users"
	config := acctest.Object{"name": "Acme", "external_id": "acme", "notification_email": "ops@acme.example"}
	for name, fault := range map[string]*sandbox.Fault{
		"400_taken": {Status: http.StatusBadRequest, Body: `{"message":"External has already been taken"}`},
		"422_fields": {
			Status: http.StatusUnprocessableEntity,
			Body:   `{"message":"Validation failed","errors":{"notification_email":["is invalid"],"external_id":["is too long"],"environments":["are not available"]}}`,
		},
		"422_without_fields": {Status: http.StatusUnprocessableEntity, Body: `{"errors":[{"code":"invalid_plan","title":"The plan cannot be chosen"}]}`},
		"409":                {Status: http.StatusConflict, Body: `{"error":"Customer already exists","error_type":"conflict"}`},
		// There is one, and the look before the create finds it.
		"exists": nil,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := acctest.NewAccount(t)
			if fault != nil {
				fault.Method, fault.Route, fault.Count = http.MethodPost, customers, sandbox.Always
				account.InjectFault(*fault)
			} else {
				require.NoError(t, account.SetCustomerField(account.AddCustomer("Acme"), "external_id", "acme"))
			}
			server := account.Server(t)
			plan, diags := server.Plan(t, server.Absent(t, customerType), config)
			require.Empty(t, diags)
			state, diags := server.Apply(t, plan)
			require.False(t, state.Exists())
			golden(t, "customer_"+name, diags)
			if fault == nil {
				require.Empty(t, account.Writes())
				return
			}
			requireSends(t, account, http.MethodPost, customers, false)
		})
	}
}

// Somebody else was faster: the look before the create found nothing, the service did.
func TestErrors_customerMeanwhile(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	require.NoError(t, account.SetCustomerField(account.AddCustomer("Acme"), "external_id", "acme"))
	account.InjectFault(sandbox.Fault{Method: http.MethodGet, Route: "/api/managed_users/Eacme", Status: http.StatusNotFound, Body: `{"message":"Not found"}`})
	server := account.Server(t)
	plan, diags := server.Plan(t, server.Absent(t, customerType), acctest.Object{
		"name": "Acme", "external_id": "acme", "notification_email": "ops@acme.example",
	})
	require.Empty(t, diags)
	state, diags := server.Apply(t, plan)
	require.False(t, state.Exists())
	golden(t, "customer_meanwhile", diags)
	require.Len(t, account.Writes(), 1)
}

// requireSends demands that the write was sent once, or, where the answer was unclear,
// a second time after the settle time, with a look in between.
func requireSends(t *testing.T, account *acctest.Account, method, route string, unclear bool) {
	t.Helper()
	sent := account.RequestsMatching(method, route)
	require.Equal(t, sent, account.Writes(), "nothing else is written")
	if !unclear {
		require.Len(t, sent, 1)
		return
	}
	require.Len(t, sent, 2)
	// The time runs from a little before the request arrives.
	require.Greater(t, sent[1].Time.Sub(sent[0].Time), acctest.Settle/3)
	last := sent[0]
	for _, request := range account.RequestsMatching(http.MethodGet, route) {
		if request.Sequence < sent[1].Sequence {
			last = request
		}
	}
	require.Greater(t, last.Sequence, sent[0].Sequence, "the second write follows a look")
	require.Greater(t, last.Time.Sub(sent[0].Time), acctest.Settle/3, "which is made when the settle time is over")
}

// golden compares diagnostics with a file.
func golden(t *testing.T, name string, diags acctest.Diagnostics) {
	t.Helper()
	got := diags.String()
	for _, secret := range []string{sandbox.DefaultToken, "fake-secret", "Bearer s"} {
		require.NotContains(t, got, secret)
	}
	file := filepath.Join("testdata", "errors", name+".txt")
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o750))
		require.NoError(t, os.WriteFile(file, []byte(got), 0o600))
	}
	want, err := os.ReadFile(file) //nolint:gosec // The name is one of this test's.
	require.NoError(t, err, "run with -update to write the file")
	require.Equal(t, string(want), got)
	require.NotEmpty(t, strings.TrimSpace(got))
}
