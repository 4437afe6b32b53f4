package sandbox_test

import (
	"encoding/json"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// startWith serves an empty sandbox with readings.
func startWith(t *testing.T, readings sandbox.Readings) *client {
	t.Helper()
	return start(t, sandbox.WithReadings(readings))
}

func TestReadings_paths(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		paths  sandbox.RBACPaths
		v1, v2 int
	}{
		"zero": {"", http.StatusOK, http.StatusOK},
		"both": {sandbox.RBACPathsBoth, http.StatusOK, http.StatusOK},
		"v1":   {sandbox.RBACPathsV1, http.StatusOK, http.StatusNotFound},
		"v2":   {sandbox.RBACPathsV2, http.StatusNotFound, http.StatusOK},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := startWith(t, sandbox.Readings{RBACPaths: test.paths})
			customer := c.customer(nil)
			project := c.project(customer, "Sales")
			for _, family := range []string{"/user_groups", "/project_roles", "/environment_roles", "/projects/" + project + "/project_grants"} {
				require.Equal(t, test.v1, c.call(http.MethodGet, customer+family, nil).status, family)
				require.Equal(t, test.v2, c.call(http.MethodGet, "/api/v2"+customer[len("/api"):]+family, nil).status, family)
			}
			require.Equal(t, http.StatusNotFound, c.call(http.MethodGet, "/api/v2"+customer[len("/api"):], nil).status, "customers have no v2")
		})
	}
}

func TestReadings_shapes(t *testing.T) {
	t.Parallel()
	c := startWith(t, sandbox.Readings{
		StringIDs: true, WrapCustomers: true, BareLists: true, WrapFolders: true, FolderReplyHasProjectID: true, EnvironmentTypeKey: true,
	})
	got := inner(t, c.must(http.MethodPost, "/api/managed_users", object{
		"name": "Acme", "notification_email": "ops@acme.example", "provision_environments": true,
		"environments": []any{object{"environment_type": "test", "external_id": "acme-test"}},
	}), "result")
	require.Equal(t, "209", got["id"])
	require.Contains(t, got["environments"], object{"id": "210", "environment_type": "test", "external_id": "acme-test"})
	c.call(http.MethodPut, customerPath("209"), object{"environments": []any{object{"type": "test"}}}).refused(http.StatusBadRequest, "type")

	folder := inner(t, c.must(http.MethodPost, customerPath("209")+"/folders", object{"name": "Sales"}), "result")
	require.Equal(t, true, folder["is_project"])
	projects := c.call(http.MethodGet, customerPath("209")+"/projects", nil).list()
	require.Equal(t, []any{object{"id": folder["project_id"], "folder_id": folder["id"], "name": "Sales", "description": nil}}, projects)
	require.Len(t, c.call(http.MethodGet, "/api/managed_users", nil).list(), 1)
}

func TestReadings_provisioning(t *testing.T) {
	t.Parallel()
	clock := newClock()
	c := start(t, sandbox.WithClock(clock.now), sandbox.WithReadings(sandbox.Readings{ProvisionDelay: time.Minute}))
	path := c.customer(object{"provision_environments": true, "environments": []any{object{"type": "prod", "external_id": "acme-prod"}}})
	require.NotContains(t, c.must(http.MethodGet, path, nil), "environments")
	c.call(http.MethodPost, path+"/environments", nil).refused(http.StatusBadRequest, "already provisioned")
	c.call(http.MethodPost, "/api/managed_users", object{"name": "B", "notification_email": "b@b.example", "external_id": "acme-prod"}).
		refused(http.StatusBadRequest, "External has already been taken")
	clock.advance(time.Minute)
	require.Len(t, c.environments(path), 3)
	c.must(http.MethodGet, "/api/managed_users/Eacme-prod/projects", nil)

	c.sb.SetReadings(sandbox.Readings{ProvisionIgnoredAtCreate: true})
	path = c.customer(object{"provision_environments": true})
	require.Empty(t, c.environments(path))
	c.must(http.MethodPost, path+"/environments", nil)
	require.Len(t, c.environments(path), 3)
}

// testClock is a clock that a test advances.
type testClock struct {
	mu   sync.Mutex
	time time.Time
}

func newClock() *testClock {
	return &testClock{time: time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)}
}

func (c *testClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.time
}

func (c *testClock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.time = c.time.Add(d)
}

func TestReadings_normalizing(t *testing.T) {
	t.Parallel()
	c := startWith(t, sandbox.Readings{LowercaseEmails: true, TrimNames: true})
	path := c.customer(object{"name": " Acme ", "notification_email": " Ops@Acme.Example "})
	got := c.must(http.MethodPut, path, object{"error_notification_emails": "Errors@Acme.Example"})
	require.Equal(t, "Acme", got["name"])
	require.Equal(t, "ops@acme.example", got["notification_email"])
	require.Equal(t, "errors@acme.example", got["error_notification_emails"])
	c.group(path, "Developers ")
	c.call(http.MethodPost, path+"/user_groups", object{"user_group": object{"name": " Developers"}}).
		refused(http.StatusUnprocessableEntity, "has already been taken")
	require.Equal(t, "Sales", c.must(http.MethodPost, path+"/folders", object{"name": " Sales"})["name"])
}

func TestReadings_lag(t *testing.T) {
	t.Parallel()
	c := startWith(t, sandbox.Readings{ReadLag: 2})
	path := c.customer(nil)
	c.call(http.MethodGet, path, nil).refused(http.StatusNotFound, "Not found")
	require.Empty(t, items(t, c.must(http.MethodGet, "/api/managed_users", nil), "result"))
	c.must(http.MethodGet, path, nil)
	require.Len(t, items(t, c.must(http.MethodGet, "/api/managed_users", nil), "result"), 1)

	c.sb.SetReadings(sandbox.Readings{ProjectLag: 1})
	c.must(http.MethodPost, path+"/folders", object{"name": "Sales"})
	require.Len(t, items(t, c.must(http.MethodGet, path+"/folders", nil), "result"), 1)
	require.Empty(t, items(t, c.must(http.MethodGet, path+"/projects", nil), "result"))
	require.Len(t, items(t, c.must(http.MethodGet, path+"/projects", nil), "result"), 1)

	c.sb.SetReadings(sandbox.Readings{DeletedCustomerLingers: 1})
	c.must(http.MethodDelete, path, nil)
	c.must(http.MethodGet, path, nil)
	c.call(http.MethodGet, path, nil).refused(http.StatusNotFound, "Not found")
}

func TestReadings_grantID(t *testing.T) {
	t.Parallel()
	c := startWith(t, sandbox.Readings{GrantIDChanges: true})
	customer := c.customer(nil)
	bulk := customer + "/projects/" + c.project(customer, "Sales") + "/project_grants"
	group := c.group(customer, "Developers")
	put := func(role string) string {
		return idText(items(t, c.must(http.MethodPut, bulk, grants(userGroup(group, c.role(customer, role)))), "data")[0]["id"])
	}
	first := put("Builder")
	require.Equal(t, first, put("Builder"), "the same role keeps it")
	second := put("ProjectOperator")
	require.NotEqual(t, first, second)
	c.call(http.MethodGet, customer+"/project_grants/"+first, nil).refused(http.StatusNotFound, "Not found")
	c.must(http.MethodGet, customer+"/project_grants/"+second, nil)
	require.Len(t, c.sb.Objects(sandbox.KindProjectGrant), 2)
	require.Len(t, c.sb.LiveObjects(sandbox.KindProjectGrant), 1)
}

func TestReadings_quota(t *testing.T) {
	t.Parallel()
	clock := newClock()
	c := start(t, sandbox.WithClock(clock.now), sandbox.WithReadings(sandbox.Readings{QuotaPerMinute: map[string]int{"customers": 2}}))
	path := c.customer(nil)
	c.must(http.MethodGet, path, nil)
	clock.advance(30 * time.Second)
	c.must(http.MethodGet, "/api/managed_users", nil)
	refused := c.call(http.MethodGet, path, nil)
	refused.refused(http.StatusTooManyRequests, "Too many requests")
	require.Equal(t, "30", refused.header.Get("Retry-After"))
	c.must(http.MethodGet, path+"/folders", nil)
	clock.advance(30 * time.Second)
	c.must(http.MethodGet, path, nil)
	c.call(http.MethodGet, path, nil).refused(http.StatusTooManyRequests, "Too many requests")
}

func TestReadings_text(t *testing.T) {
	t.Parallel()
	var readings sandbox.Readings
	for name, value := range map[string]string{
		"rbac_paths": "v2", "provision_delay": "1.5s", "string_ids": "true", "read_lag": "3", "quota_per_minute": `{"customers":60}`,
	} {
		require.NoError(t, readings.Set(name, value), name)
	}
	want := sandbox.Readings{
		RBACPaths: sandbox.RBACPathsV2, ProvisionDelay: 1500 * time.Millisecond, StringIDs: true, ReadLag: 3,
		QuotaPerMinute: map[string]int{"customers": 60},
	}
	require.Equal(t, want, readings)
	raw, err := json.Marshal(readings)
	require.NoError(t, err)
	require.Contains(t, string(raw), `"provision_delay":"1.5s"`)
	var back sandbox.Readings
	require.NoError(t, json.Unmarshal(raw, &back))
	require.Equal(t, want, back)

	require.ErrorContains(t, readings.Set("colour", "red"), "string_ids")
	require.Error(t, readings.Set("string_ids", "maybe"))
	require.Error(t, readings.Set("provision_delay", "soon"))
	require.Equal(t, want, readings, "a refused value changes nothing")
	require.Contains(t, sandbox.ReadingNames(), "dev_id_reaches_all")
	require.NoError(t, readings.Set("quota_per_minute", "documented"))
	require.Equal(t, sandbox.DocumentedQuotas(), readings.QuotaPerMinute)
}
