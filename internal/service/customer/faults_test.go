package customer_test

import (
	"maps"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

const createRoute = "/api/managed_users"

// The answer to a create is lost in every way: the customer is there once, and in
// the state, with or without a key that the service keeps unique.
func TestManagedCustomer_createFailsLate(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]sandbox.Fault{
		"connection dropped": {Action: sandbox.Drop, When: sandbox.AfterCommit},
		"truncated":          {Action: sandbox.Truncate, When: sandbox.AfterCommit},
		"empty":              {Action: sandbox.Empty, When: sandbox.AfterCommit},
		"web page":           {Action: sandbox.HTML, When: sandbox.AfterCommit},
		"bad gateway":        {Status: http.StatusBadGateway, ContentType: "text/html", Body: "<html>Bad Gateway</html>", When: sandbox.AfterCommit},
		"time out":           {Status: http.StatusGatewayTimeout, When: sandbox.AfterCommit},
		"committed later":    {Status: http.StatusGatewayTimeout, When: sandbox.CommitLater, Delay: 30 * time.Millisecond},
	} {
		for key, external := range map[string]any{"external id": "acme", "name": nil} {
			t.Run(name+" by "+key, func(t *testing.T) {
				t.Parallel()
				account := acctest.NewAccount(t)
				fault.Method, fault.Route = http.MethodPost, createRoute
				account.InjectFault(fault)
				customer := account.Server(t).Instance(t, typeName)
				want := config(acctest.Object{"external_id": external, "provision_environments": true})
				diags := customer.MustApply(t, want)
				require.Len(t, diags.Warnings(), 1)
				require.Contains(t, diags[0].Summary, "was created although the answer was lost")
				require.Contains(t, diags[0].Summary, customer.Value(t, "id"))
				require.Len(t, account.RequestsMatching(http.MethodPost, createRoute), 1)
				require.Len(t, account.LiveObjects(sandbox.KindCustomer), 1)
				customer.MustStay(t, want)
			})
		}
	}
}

// A create that had no effect is sent once more, when that is certain.
func TestManagedCustomer_createNeverArrived(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	account.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: createRoute, Action: sandbox.Drop})
	customer := account.Server(t).Instance(t, typeName)
	begun := time.Now()
	require.Empty(t, customer.MustApply(t, config(acctest.Object{"external_id": "acme"})))
	require.GreaterOrEqual(t, time.Since(begun), 60*time.Millisecond, "the settle time of the test account")
	require.Len(t, account.RequestsMatching(http.MethodPost, createRoute), 2)
	require.Len(t, account.LiveObjects(sandbox.KindCustomer), 1)
}

func TestManagedCustomer_exists(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	server := account.Server(t)
	first := server.Instance(t, typeName)
	first.MustApply(t, config(acctest.Object{"external_id": "acme"}))
	second := server.Instance(t, typeName)
	diags := second.Apply(t, config(acctest.Object{"external_id": "acme", "name": "Other"}))
	require.Contains(t, diags.Errors().String(), `id = "`+itoa(idOf(t, account))+`"`)
	require.Contains(t, diags.Errors().String(), "Nothing was created")
	require.False(t, second.Exists())
	require.Empty(t, second.Import(t, itoa(idOf(t, account))))

	// A namesake with an external id of its own is another customer.
	third := server.Instance(t, typeName)
	third.MustApply(t, config(acctest.Object{"external_id": "acme-2"}))
}

// A step after the creation fails for good: a warning, the customer in the state
// and not tainted, and the rest as an update in place.
func TestManagedCustomer_unfinished(t *testing.T) {
	t.Parallel()
	for name, status := range map[string]int{"for the whole time": http.StatusInternalServerError, "for good": http.StatusForbidden} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := acctest.NewAccount(t, sandbox.WithReadings(sandbox.Readings{ProvisionIgnoredAtCreate: true}))
			fault := account.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: provisionRoute, Status: status, Count: sandbox.Always, Body: `{"message":"no"}`})
			customer := account.Server(t).Instance(t, typeName)
			want := config(acctest.Object{"provision_environments": true, "timeouts": acctest.Object{"create": "400ms", "update": "5s"}})
			diags := customer.Apply(t, want)
			require.Empty(t, diags.Errors(), "an error would taint it, and the next apply delete it")
			require.Contains(t, diags.Warnings().String(), "was created but is not finished")
			id := customer.Value(t, "id")
			require.Equal(t, acctest.Object{"id": nil, "external_id": nil}, customer.Value(t, "environments", "test"))

			customer.Refresh(t)
			require.Equal(t, false, customer.Value(t, "provision_environments"), "the gap is seen")
			account.ClearFault(fault)
			plan, _ := customer.Plan(t, want)
			require.Empty(t, plan.Replaces)
			customer.MustApply(t, want)
			require.Equal(t, id, customer.Value(t, "id"))
			customer.MustStay(t, want)
			require.Len(t, account.Objects(sandbox.KindCustomer), 1)
		})
	}
}

// A passing failure of the steps after the creation is not seen at all.
func TestManagedCustomer_finishRetried(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t, sandbox.WithReadings(sandbox.Readings{ProvisionIgnoredAtCreate: true}))
	account.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: provisionRoute, Action: sandbox.Drop, When: sandbox.AfterCommit})
	account.InjectFault(sandbox.Fault{Method: http.MethodPut, Route: "/api/managed_users/{id}", Status: http.StatusBadGateway, Count: 2})
	customer := account.Server(t).Instance(t, typeName)
	want := config(acctest.Object{"provision_environments": true, "in_trial": true, "environment_settings": acctest.Object{"prod": acctest.Object{"external_id": "p"}}})
	require.Empty(t, customer.MustApply(t, want))
	customer.MustStay(t, want)
	require.Len(t, account.RequestsMatching(http.MethodPost, provisionRoute), 1)
}

// The plan that the service keeps by itself is reported, not hidden.
func TestManagedCustomer_planNotTaken(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	customer := account.Server(t).Instance(t, typeName)
	customer.MustApply(t, config(nil))
	id := itoa(idOf(t, account))
	account.InjectFault(sandbox.Fault{
		Method: http.MethodPut, Route: "/api/managed_users/{id}", Status: http.StatusOK,
		Body: `{"id":` + id + `,"name":"Acme","notification_email":"ops@acme.example","plan_id":"oem_plan"}`,
	})
	diags := customer.Apply(t, config(acctest.Object{"plan_id": "free"}))
	require.Contains(t, diags.Errors().String(), "/upgrade")
	require.Equal(t, "oem_plan", customer.Value(t, "plan_id"))
}

func TestManagedCustomer_validation(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	customer := account.Server(t).Instance(t, typeName)
	saml := func(more acctest.Object) acctest.Object {
		settings := acctest.Object{"type": "saml_sso", "provider": "okta"}
		maps.Copy(settings, more)
		return acctest.Object{"auth_settings": settings}
	}
	for at, more := range map[string]acctest.Object{
		"name":                       {"name": ""},
		"notification_email":         {"notification_email": "not an address"},
		"admin_notification_emails":  {"admin_notification_emails": "a@acme.example, Boss <b@acme.example>"},
		"external_id":                {"external_id": " acme"},
		"custom_task_limit":          {"custom_task_limit": -1},
		"auth_settings_extra":        {"auth_settings": acctest.Object{"type": "two_fa_auth"}, "auth_settings_extra": `["a list"]`},
		"auth_settings.metadata_url": saml(acctest.Object{"sso_url": "https://idp.example"}),
		"auth_settings.provider":     saml(acctest.Object{"provider": nil, "metadata_url": "https://idp.example"}),
		"auth_settings.type":         saml(acctest.Object{"type": "magic"}),
		"auth_settings.sso_url":      {"auth_settings": acctest.Object{"type": "two_fa_auth", "sso_url": "https://idp.example"}},
	} {
		_, diags := customer.Plan(t, config(more))
		require.Contains(t, diags.Errors().Paths(), at)
	}
	_, diags := customer.Plan(t, config(acctest.Object{"frame_ancestors": []any{"https://a.example, https://b.example"}}))
	require.NotEmpty(t, diags.Errors())
	require.Empty(t, account.Requests())
}
