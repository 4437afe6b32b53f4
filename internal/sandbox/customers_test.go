package sandbox_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

func TestCustomer_replyOfCreation(t *testing.T) {
	t.Parallel()
	c := start(t)

	got := c.must(http.MethodPost, "/api/managed_users", object{
		"name": "Example managed customer", "notification_email": "ops@example.com", "provision_environments": true,
	})

	// The sample on docs.workato.com/oem/embedded-environments, ids included.
	want := object{
		"id": 209.0, "external_id": nil, "name": "Example managed customer", "notification_email": "ops@example.com",
		"full_embedding": nil, "admin_notification_emails": "ops@example.com", "error_notification_emails": "ops@example.com",
		"origin_url": nil, "trial": false, "in_trial": false, "whitelisted_apps": []any{}, "frame_ancestors": nil,
		"time_zone": "Pacific Time (US & Canada)", "auth_settings": object{"type": "workato_auth"}, "plan_id": "oem_plan",
		"environments": []any{
			object{"id": 211.0, "environment_type": "prod", "external_id": nil},
			object{"id": 210.0, "environment_type": "test", "external_id": nil},
			object{"id": 209.0, "environment_type": "dev", "external_id": nil},
		},
	}
	for key, value := range want {
		require.Contains(t, got, key)
		require.Equal(t, value, got[key], key)
	}
	require.NotEmpty(t, got["created_at"])
	require.NotEmpty(t, got["updated_at"])
}

func TestCustomer_refusals(t *testing.T) {
	t.Parallel()
	valid := object{"name": "Acme", "notification_email": "ops@acme.example"}
	saml := object{"type": "saml_sso", "provider": "okta"}
	for name, test := range map[string]struct {
		change object
		status int
		words  string
	}{
		"without name":             {object{"name": nil}, http.StatusUnprocessableEntity, `"name":["can't be blank"]`},
		"blank e-mail":             {object{"notification_email": " "}, http.StatusUnprocessableEntity, `"notification_email":["can't be blank"]`},
		"unknown field":            {object{"nickname": "x"}, http.StatusBadRequest, "nickname"},
		"wrong type":               {object{"provision_environments": "yes"}, http.StatusUnprocessableEntity, "must be a boolean"},
		"apps of numbers":          {object{"whitelisted_apps": []any{1}}, http.StatusUnprocessableEntity, "must be an array of strings"},
		"admin e-mails":            {object{"admin_notification_emails": "a@b.example"}, http.StatusBadRequest, "only be set on an existing customer"},
		"error e-mails":            {object{"error_notification_emails": "a@b.example"}, http.StatusBadRequest, "only be set on an existing customer"},
		"in_trial":                 {object{"in_trial": true}, http.StatusBadRequest, "only be set on an existing customer"},
		"custom_task_limit":        {object{"custom_task_limit": 5}, http.StatusBadRequest, "only be set on an existing customer"},
		"unknown plan":             {object{"plan_id": "gold"}, http.StatusUnprocessableEntity, "plan_id"},
		"test without environment": {object{"environments": []any{object{"type": "test"}}}, http.StatusBadRequest, "provision_environments"},
		"unknown environment":      {object{"environments": []any{object{"type": "stage"}}}, http.StatusUnprocessableEntity, "dev, test or prod"},
		"other key for type":       {object{"environments": []any{object{"environment_type": "test"}}}, http.StatusBadRequest, "environment_type"},
		"dev conflict": {
			object{"external_id": "a", "environments": []any{object{"type": "dev", "external_id": "b"}}}, http.StatusBadRequest, "conflicts",
		},
		"same external id twice": {
			object{"external_id": "a", "provision_environments": true, "environments": []any{object{"type": "test", "external_id": "a"}}},
			http.StatusBadRequest, "External has already been taken",
		},
		"unknown auth":       {object{"auth_settings": object{"type": "magic"}}, http.StatusUnprocessableEntity, "workato_auth"},
		"saml without url":   {object{"auth_settings": saml}, http.StatusUnprocessableEntity, "sso_url is needed"},
		"saml without who":   {object{"auth_settings": object{"type": "saml_sso", "metadata_url": "https://idp.example"}}, http.StatusUnprocessableEntity, "provider"},
		"auth unknown field": {object{"auth_settings": object{"type": "workato_auth", "extra": "x"}}, http.StatusBadRequest, "extra"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := start(t)
			body := object{}
			maps.Copy(body, valid)
			maps.Copy(body, test.change)
			c.call(http.MethodPost, "/api/managed_users", body).refused(test.status, test.words)
			require.Empty(t, c.sb.Objects(""))
			require.False(t, c.sb.Writes()[0].Committed)
		})
	}
}

func TestCustomer_acceptsSAML(t *testing.T) {
	t.Parallel()
	for name, settings := range map[string]object{
		"metadata": {"metadata_url": "https://idp.example/metadata"},
		"parts":    {"sso_url": "https://idp.example", "saml_issuer": "idp", "x509_cert": "fake-certificate", "unnamed_flag": true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := start(t, sandbox.WithReadings(sandbox.Readings{AuthSettingsInFull: true}))
			settings["type"], settings["provider"] = "saml_sso", "others"
			path := c.customer(object{"auth_settings": settings})
			got := inner(t, c.must(http.MethodGet, path, nil), "auth_settings")
			delete(settings, "x509_cert")
			require.Equal(t, settings, got)
		})
	}
}

func TestCustomer_contentType(t *testing.T) {
	t.Parallel()
	c := start(t)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, c.url+"/api/managed_users", strings.NewReader("name=Acme"))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	got, err := c.send(request)
	require.NoError(t, err)
	got.refused(http.StatusUnsupportedMediaType, "application/json")
	c.call(http.MethodPost, "/api/managed_users", []any{}).refused(http.StatusBadRequest, "must be a JSON object")
}

func TestCustomer_externalID(t *testing.T) {
	t.Parallel()
	c := start(t)
	external := "AM10:XV 3/03"
	path := c.customer(object{"external_id": external})

	byExternalID := "/api/managed_users/E" + url.PathEscape(external)
	require.Equal(t, path, customerPath(c.must(http.MethodGet, byExternalID, nil)["id"]))

	c.call(http.MethodPost, "/api/managed_users", object{"name": "B", "notification_email": "b@b.example", "external_id": external}).
		refused(http.StatusBadRequest, "External has already been taken")
	other := c.customer(object{"external_id": "other"})
	c.call(http.MethodPut, other, object{"external_id": external}).refused(http.StatusBadRequest, "External has already been taken")

	c.must(http.MethodPut, byExternalID, object{"external_id": nil})
	c.call(http.MethodGet, byExternalID, nil).refused(http.StatusNotFound, "Not found")
	c.must(http.MethodPut, other, object{"external_id": external})
}

func TestCustomer_updateIsPartial(t *testing.T) {
	t.Parallel()
	c := start(t)
	path := c.customer(object{"origin_url": "https://acme.example", "whitelisted_apps": []any{"jira"}, "full_embedding": true})

	c.must(http.MethodPut, path, object{"notification_email": "new@acme.example"})
	got := c.must(http.MethodGet, path, nil)
	require.Equal(t, "https://acme.example", got["origin_url"])
	require.Equal(t, "new@acme.example", got["admin_notification_emails"], "follows while unset")
	require.Equal(t, "new@acme.example", got["error_notification_emails"], "follows while unset")

	c.must(http.MethodPut, path, object{
		"admin_notification_emails": "admin@acme.example", "error_notification_emails": "errors@acme.example",
		"origin_url": nil, "whitelisted_apps": nil, "full_embedding": nil, "in_trial": true, "task_limit_adjustment": "-5000",
		"custom_task_limit": 100, "plan_id": "free", "time_zone": "London", "team_name": "Team",
	})
	got = c.must(http.MethodPut, path, object{"notification_email": "third@acme.example"})
	want := object{
		"admin_notification_emails": "admin@acme.example", "error_notification_emails": "errors@acme.example", "origin_url": nil,
		"whitelisted_apps": []any{}, "full_embedding": nil, "in_trial": true, "trial": true, "plan_id": "free", "time_zone": "London",
		"team_name": "Team", "task_limit": 100.0,
	}
	for key, value := range want {
		require.Equal(t, value, got[key], key)
	}

	got = c.must(http.MethodPut, path, object{"admin_notification_emails": nil, "time_zone": nil, "plan_id": nil, "in_trial": nil, "auth_settings": nil})
	require.Equal(t, "third@acme.example", got["admin_notification_emails"])
	require.Equal(t, "oem_plan", got["plan_id"])
	require.Equal(t, false, got["in_trial"])

	for _, field := range []string{"provision_environments", "oauth_id"} {
		c.call(http.MethodPut, path, object{field: true}).refused(http.StatusBadRequest, field)
	}
	c.call(http.MethodPut, path, object{"name": nil}).refused(http.StatusUnprocessableEntity, "can't be blank")
	c.call(http.MethodPut, path, object{"custom_task_limit": 0}).refused(http.StatusUnprocessableEntity, "custom_task_limit")
	c.call(http.MethodPut, path, object{"current_billing_period_start": "soon"}).refused(http.StatusUnprocessableEntity, "ISO 8601")
}

func TestCustomer_list(t *testing.T) {
	t.Parallel()
	c := start(t)
	times(103, func(i int) { c.sb.AddCustomer(fmt.Sprintf("Customer %d", i)) })

	first := c.must(http.MethodGet, "/api/managed_users?per_page=500", nil)
	require.Len(t, items(t, first, "result"), 100, "the documented maximum")
	require.InDelta(t, 103, first["count"], 0)
	require.InDelta(t, 1, first["page"], 0)
	require.InDelta(t, 100, first["per_page"], 0)
	require.Len(t, items(t, c.must(http.MethodGet, "/api/managed_users?page=2", nil), "result"), 3)
	require.Empty(t, items(t, c.must(http.MethodGet, "/api/managed_users?page=9223372036854775807", nil), "result"))
	require.Len(t, items(t, c.must(http.MethodGet, "/api/managed_users?page=2&per_page=2", nil), "result"), 2)
}

func TestCustomer_delete(t *testing.T) {
	t.Parallel()
	c := start(t)
	path := c.customer(object{"provision_environments": true})
	environments := c.environments(path)
	c.project(environments["test"], "Marketing")
	c.group(path, "Developers")

	c.must(http.MethodDelete, path, nil)
	c.call(http.MethodGet, path, nil).refused(http.StatusNotFound, "Not found")
	c.call(http.MethodGet, environments["test"]+"/projects", nil).refused(http.StatusNotFound, "Not found")
	c.call(http.MethodDelete, path, nil).refused(http.StatusNotFound, "Not found")
	require.Empty(t, c.sb.LiveObjects(""))
	for _, o := range c.sb.Objects("") {
		require.NotZero(t, o.CreatedBy, o)
		require.NotZero(t, o.DeletedBy, o)
	}
}

func TestCustomer_environments(t *testing.T) {
	t.Parallel()
	c := start(t, sandbox.WithReadings(sandbox.Readings{EnvironmentErrorEmails: true}))
	path := c.customer(object{"external_id": "acme"})
	require.NotContains(t, c.must(http.MethodGet, path, nil), "environments", "absent until provisioned")
	c.call(http.MethodPut, path, object{"environments": []any{object{"type": "test", "external_id": "x"}}}).
		refused(http.StatusBadRequest, "neither TEST nor PROD")
	c.call(http.MethodPost, path+"/environments", object{"size": 3}).refused(http.StatusBadRequest, "size")

	c.must(http.MethodPost, path+"/environments", object{})
	c.call(http.MethodPost, path+"/environments", nil).refused(http.StatusBadRequest, "already provisioned")
	environments := c.environments(path)
	require.Equal(t, path, environments["dev"], "the workspace that was there becomes DEV")
	for _, method := range []string{http.MethodGet, http.MethodPut, http.MethodDelete} {
		c.call(method, environments["test"], object{}).refused(http.StatusNotFound, "Not found")
	}
	require.Len(t, c.sb.LiveObjects(sandbox.KindEnvironment), 2)

	got := c.must(http.MethodPut, path, object{"environments": []any{
		object{"type": "test", "external_id": "acme-test", "error_notification_emails": "test@acme.example"},
	}})
	require.Contains(t, got["environments"], object{
		"id": 210.0, "environment_type": "test", "external_id": "acme-test", "error_notification_emails": "test@acme.example",
	})
	c.must(http.MethodGet, "/api/managed_users/Eacme-test/projects", nil)
	c.call(http.MethodPost, "/api/managed_users", object{"name": "B", "notification_email": "b@b.example", "external_id": "acme-test"}).
		refused(http.StatusBadRequest, "External has already been taken")
}
