package customer_test

import (
	"encoding/json"
	"maps"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

const typeName = "workato_managed_customer"

// config is the least that a customer needs, and what else is given.
func config(more acctest.Object) acctest.Object {
	out := acctest.Object{"name": "Acme", "notification_email": "ops@acme.example", "deletion_protection": false}
	maps.Copy(out, more)
	return out
}

// bodies returns the bodies of the updates since the last call.
func bodies(account *acctest.Account) []any {
	var out []any
	for _, request := range account.RequestsMatching("PUT", "/api/managed_users/{id}") {
		out = append(out, request.Body)
	}
	account.ResetRequests()
	return out
}

// Each attribute is set, changed and cleared, in place, and nothing else is sent.
func TestManagedCustomer_update(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	customer := account.Server(t).Instance(t, typeName)
	customer.MustApply(t, config(nil))
	id := customer.Value(t, "id")
	for _, c := range []struct {
		attribute     string
		first, second any
		sent          [3]any
		cleared       any
	}{
		{"external_id", "acme", "acme-2", [3]any{"acme", "acme-2", nil}, nil},
		{"admin_notification_emails", "a@acme.example", "b@acme.example,c@acme.example", [3]any{"a@acme.example", "b@acme.example,c@acme.example", nil}, "ops@acme.example"},
		{"error_notification_emails", "a@acme.example", "b@acme.example", [3]any{"a@acme.example", "b@acme.example", nil}, "ops@acme.example"},
		{"custom_task_limit", 100, 200, [3]any{json.Number("100"), json.Number("200"), nil}, nil},
		{"origin_url", "https://a.example", "https://b.example", [3]any{"https://a.example", "https://b.example", nil}, nil},
		{"frame_ancestors", []any{"https://a.example"}, []any{"https://c.example", "https://b.example"}, [3]any{"https://a.example", "https://b.example,https://c.example", nil}, nil},
		{"full_embedding", true, false, [3]any{true, false, nil}, nil},
		{"time_zone", "Berlin", "Tokyo", [3]any{"Berlin", "Tokyo", nil}, "Pacific Time (US & Canada)"},
		{"whitelisted_apps", []any{"jira"}, []any{"slack", "jira"}, [3]any{[]any{"jira"}, []any{"jira", "slack"}, []any{}}, nil},
		{
			"auth_settings",
			acctest.Object{"type": "two_fa_auth"},
			acctest.Object{"type": "saml_sso", "provider": "others", "metadata_url": "https://idp.example/m"},
			[3]any{map[string]any{"type": "two_fa_auth"}, map[string]any{"type": "saml_sso", "provider": "others", "metadata_url": "https://idp.example/m"}, nil},
			acctest.Object{"type": "workato_auth", "provider": nil, "metadata_url": nil, "sso_url": nil, "saml_issuer": nil, "x509_cert": nil},
		},
		{"name", "Acme Inc.", "Acme Ltd.", [3]any{"Acme Inc.", "Acme Ltd.", "Acme"}, "Acme"},
		{"notification_email", "a@acme.example", "b@acme.example", [3]any{"a@acme.example", "b@acme.example", "ops@acme.example"}, "ops@acme.example"},
	} {
		account.ResetRequests()
		for step, value := range []any{c.first, c.second, nil} {
			want := config(acctest.Object{c.attribute: value})
			if value == nil {
				want = config(nil)
			}
			customer.MustApply(t, want)
			require.Equal(t, []any{map[string]any{c.attribute: c.sent[step]}}, bodies(account), c.attribute)
			require.Equal(t, id, customer.Value(t, "id"))
			customer.MustStay(t, want)
		}
		require.Equal(t, c.cleared, customer.Value(t, c.attribute), c.attribute)
	}
}

// Everything at once, under each way in which the service may answer.
func TestManagedCustomer_full(t *testing.T) {
	t.Parallel()
	for name, readings := range map[string]sandbox.Readings{
		"as documented": {},
		"shown in full": {AuthSettingsInFull: true, EnvironmentErrorEmails: true},
		"other spellings": {
			StringIDs: true, EnvironmentTypeKey: true, EnvironmentErrorEmails: true, WrapCustomers: true, LowercaseEmails: true,
			TrimNames: true, ProvisionIgnoredAtCreate: true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := acctest.NewAccount(t, sandbox.WithReadings(readings))
			customer := account.Server(t).Instance(t, typeName)
			want := config(declaredFields)
			maps.Copy(want, acctest.Object{
				"custom_task_limit": 5000, "oauth_id": "acme-oauth", "provision_environments": true,
				"environment_settings": acctest.Object{
					"test": acctest.Object{"external_id": "acme-test", "error_notification_emails": "Test@acme.example"},
					"prod": acctest.Object{"external_id": "acme-prod"},
				},
				"auth_settings": acctest.Object{
					"type": "saml_sso", "provider": "okta", "sso_url": "https://idp.acme.example/sso", "saml_issuer": "https://idp.acme.example",
					"x509_cert": "-----BEGIN CERTIFICATE-----\nMIIBfake\nfake\n-----END CERTIFICATE-----\n",
				},
				"auth_settings_extra": `{"jit_provisioning": true}`,
			})
			require.Empty(t, customer.MustApply(t, want))
			customer.MustStay(t, want)
			require.Len(t, account.RequestsMatching("POST", "/api/managed_users"), 1)
		})
	}
}

// What concerns Terraform alone is no call.
func TestManagedCustomer_updateWithoutCall(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	customer := account.Server(t).Instance(t, typeName)
	customer.MustApply(t, config(nil))
	account.ResetRequests()
	for _, more := range []acctest.Object{
		{"deletion_protection": true},
		{"timeouts": acctest.Object{"read": "1m"}},
	} {
		customer.MustApply(t, config(more))
	}
	require.Empty(t, account.Requests())
}

// What always has a value cannot be cleared: without a declaration it stays.
func TestManagedCustomer_updateKept(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	customer := account.Server(t).Instance(t, typeName)
	customer.MustApply(t, config(acctest.Object{"in_trial": true, "plan_id": "oem_plan"}))
	customer.MustStay(t, config(nil))
	customer.MustApply(t, config(acctest.Object{"in_trial": false}))
	require.Equal(t, false, customer.Value(t, "in_trial"))
	require.Equal(t, "oem_plan", customer.Value(t, "plan_id"))
	customer.MustStay(t, config(nil))
}

// A default that follows another attribute is not known when that one changes;
// what was overridden in the console survives, and is never cleared by us.
func TestManagedCustomer_updateFollowing(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	customer := account.Server(t).Instance(t, typeName)
	customer.MustApply(t, config(nil))
	require.NoError(t, account.SetCustomerField(idOf(t, account), "error_notification_emails", "console@acme.example"))
	customer.Refresh(t)
	account.ResetRequests()
	customer.MustApply(t, config(acctest.Object{"notification_email": "new@acme.example"}))
	require.Equal(t, []any{map[string]any{"notification_email": "new@acme.example"}}, bodies(account))
	require.Equal(t, "new@acme.example", customer.Value(t, "admin_notification_emails"))
	require.Equal(t, "console@acme.example", customer.Value(t, "error_notification_emails"))
}

var declaredFields = acctest.Object{
	"external_id": "acme", "admin_notification_emails": "admin@acme.example", "error_notification_emails": "errors@acme.example",
	"plan_id": "oem_plan", "in_trial": true, "origin_url": "https://app.acme.example", "frame_ancestors": []any{"https://app.acme.example"},
	"full_embedding": true, "time_zone": "Berlin", "whitelisted_apps": []any{"jira"}, "auth_settings": acctest.Object{"type": "two_fa_auth"},
}

// Every readable attribute is changed behind Terraform's back; the plan shows it,
// one apply restores it, and sends nothing else.
func TestManagedCustomer_drift(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	customer := account.Server(t).Instance(t, typeName)
	want := config(declaredFields)
	customer.MustApply(t, want)
	for field, value := range map[string]any{
		"name": "Renamed", "notification_email": "x@acme.example", "external_id": "other", "admin_notification_emails": "x@acme.example",
		"error_notification_emails": "x@acme.example", "plan_id": "free", "in_trial": false, "origin_url": "https://x.example",
		"frame_ancestors": "https://x.example", "full_embedding": false, "time_zone": "Tokyo", "whitelisted_apps": []any{"x"},
		"auth_settings": map[string]any{"type": "workato_auth"},
	} {
		require.NoError(t, account.SetCustomerField(idOf(t, account), field, value), field)
		customer.Refresh(t)
		require.NotEqual(t, want[field], customer.Value(t, field), field)
		account.ResetRequests()
		customer.MustApply(t, want)
		sent := bodies(account)
		require.Len(t, sent, 1, field)
		require.Contains(t, sent[0], field)
		require.Len(t, sent[0], 1, field)
		customer.MustStay(t, want)
	}
}

// What the configuration does not declare is left to the console.
func TestManagedCustomer_driftUndeclared(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	customer := account.Server(t).Instance(t, typeName)
	customer.MustApply(t, config(nil))
	for field, value := range map[string]any{
		"admin_notification_emails": "x@acme.example", "error_notification_emails": "x@acme.example", "time_zone": "Tokyo", "in_trial": true,
		"plan_id": "free", "auth_settings": map[string]any{"type": "two_fa_auth"},
	} {
		require.NoError(t, account.SetCustomerField(idOf(t, account), field, value), field)
	}
	customer.Refresh(t)
	customer.MustStay(t, config(nil))
	require.Equal(t, "Tokyo", customer.Value(t, "time_zone"))
}

// Spellings that mean the same are no change, whichever side changes them.
func TestManagedCustomer_spellings(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t, sandbox.WithReadings(sandbox.Readings{LowercaseEmails: true, AuthSettingsInFull: true}))
	customer := account.Server(t).Instance(t, typeName)
	want := config(acctest.Object{
		"notification_email": "Ops@Acme.example", "admin_notification_emails": "A@acme.example, B@acme.example",
		"frame_ancestors": []any{"https://b.example", "https://a.example"}, "whitelisted_apps": []any{},
	})
	customer.MustApply(t, want)
	require.Equal(t, "Ops@Acme.example", customer.Value(t, "notification_email"))
	customer.MustStay(t, want)
	require.NoError(t, account.SetCustomerField(idOf(t, account), "frame_ancestors", "https://b.example, https://a.example"))
	customer.MustStay(t, want)
	require.Equal(t, []any{}, customer.Value(t, "whitelisted_apps"))
}

// An import by either id is followed by an empty plan, and by a kept value when an
// attribute that cannot be read is written down later, without a call.
func TestManagedCustomer_import(t *testing.T) {
	t.Parallel()
	for _, external := range []string{"acme", "AM10:XV303", "a/b%c", "Größe 1"} {
		t.Run(external, func(t *testing.T) {
			t.Parallel()
			account := acctest.NewAccount(t)
			server := account.Server(t)
			want := config(declaredFields)
			want["external_id"] = external
			server.Instance(t, typeName).MustApply(t, want)
			id := idOf(t, account)
			for _, importID := range []string{itoa(id), "E" + escape(external)} {
				imported := server.Instance(t, typeName)
				require.Empty(t, imported.Import(t, importID).Errors().String())
				require.Equal(t, itoa(id), imported.Value(t, "id"))
				require.Equal(t, true, imported.Value(t, "deletion_protection"), "the default of the provider")
				protected := config(want)
				delete(protected, "deletion_protection")
				imported.MustStay(t, protected)
				account.ResetRequests()
				protected["oauth_id"] = "written down"
				imported.MustApply(t, protected)
				require.Empty(t, account.Requests())
			}
		})
	}
}

func TestManagedCustomer_importWrong(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	server := account.Server(t)
	for id, says := range map[string]string{
		"209/4711": `it has 2 parts instead of 1`,
		"E":        `percent-encoded`,
		"E%zz":     `percent-encoded`,
		"404":      `There is no customer "404", or the token cannot see it`,
		"Enobody":  `There is no customer "Enobody", or the token cannot see it`,
	} {
		diagnostics := server.Instance(t, typeName).Import(t, id)
		require.NotEmpty(t, diagnostics.Errors(), id)
		message := diagnostics.String()
		require.Contains(t, message, says)
		require.Contains(t, message, "<customer_id>")
		require.Contains(t, message, `"209"`)
	}
}
