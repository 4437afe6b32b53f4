package sandbox_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

func TestLedger_requests(t *testing.T) {
	t.Parallel()
	log := &syncBuffer{}
	c := start(t, sandbox.WithRequestLog(log))
	path := c.customer(object{"auth_settings": object{
		"type": "saml_sso", "provider": "okta", "sso_url": "https://idp.example", "saml_issuer": "idp", "x509_cert": "fake-canary",
	}})
	c.must(http.MethodGet, path+"?page=1", nil)
	c.call(http.MethodDelete, "/nowhere", nil).refused(http.StatusNotFound, "Not found")

	requests := c.sb.Requests()
	require.Len(t, requests, 3)
	first := requests[0]
	require.Equal(t, 1, first.Sequence)
	require.Equal(t, http.MethodPost, first.Method)
	require.Equal(t, "/api/managed_users", first.Route)
	require.True(t, first.Committed)
	body, isObject := first.Body.(object)
	require.True(t, isObject)
	require.Equal(t, "Acme", body["name"])
	require.Equal(t, "(masked)", inner(t, body, "auth_settings")["x509_cert"])
	require.Equal(t, "page=1", requests[1].Query)
	require.Equal(t, path, requests[1].Path)
	require.Equal(t, "/api/managed_users/{id}", requests[1].Route)
	require.Empty(t, requests[2].Route)
	require.False(t, requests[2].Committed)

	require.Len(t, c.sb.RequestsMatching("GET", "/api/managed_users/{id}"), 1)
	require.Len(t, c.sb.RequestsMatching("*", "/api/*"), 2)
	require.Len(t, c.sb.Writes(), 2)
	c.sb.ResetRequests()
	require.Empty(t, c.sb.Requests())
	c.must(http.MethodGet, path, nil)
	require.Equal(t, 4, c.sb.Requests()[0].Sequence)

	require.Len(t, lines(log.String()), 4)
	require.Contains(t, log.String(), "POST /api/managed_users 200")
	require.NotContains(t, log.String(), "fake-canary")
	require.NotContains(t, log.String(), sandbox.DefaultToken)
}

// syncBuffer is a buffer that the server's goroutines can share.
type syncBuffer struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.String()
}

func TestLedger_objects(t *testing.T) {
	t.Parallel()
	c := start(t)
	path := c.customer(object{"external_id": "acme"})
	require.Equal(t, []sandbox.Object{{Kind: "customer", ID: "209", Key: "external_id=acme", CreatedBy: 1}}, c.sb.Objects(sandbox.KindCustomer))
	require.Len(t, c.sb.Objects(""), 1, "what the product supplies is not listed")

	times(2, func(int) { c.must(http.MethodPost, path+"/folders", object{"name": "Sales"}) })
	duplicates := c.sb.Duplicates()
	require.Len(t, duplicates, 2, "a folder and its project")
	require.Len(t, duplicates[0], 2)
	require.Equal(t, sandbox.KindFolder, duplicates[0][0].Kind)
	c.must(http.MethodDelete, path+"/projects/"+duplicates[1][1].ID, nil)
	require.Empty(t, c.sb.Duplicates())

	c.must(http.MethodPut, path, object{"external_id": "other"})
	require.Equal(t, "external_id=other", c.sb.LiveObjects(sandbox.KindCustomer)[0].Key)
}

func TestConsole(t *testing.T) {
	t.Parallel()
	c := start(t)
	id := c.sb.AddCustomer("Acme")
	path := customerPath(id)
	project := c.project(path, "Sales")
	group := c.group(path, "Developers")
	bulk := path + "/projects/" + project + "/project_grants"
	role := idText(inner(t, c.must(http.MethodPost, path+"/project_roles", object{"project_role": object{"name": "Author", "config": object{"a": 1}}}), "data")["id"])
	grant := idText(items(t, c.must(http.MethodPut, bulk, grants(userGroup(group, role))), "data")[0]["id"])
	child := c.must(http.MethodPost, path+"/folders", object{"name": "Child", "parent_id": items(t, c.must(http.MethodGet, path+"/folders", nil), "result")[0]["id"]})
	member, err := c.sb.AddMember(id, "Bo", "bo@acme.example")
	require.NoError(t, err)

	require.NoError(t, c.sb.SetCustomerField(id, "origin_url", "https://changed.example"))
	require.Equal(t, "https://changed.example", c.must(http.MethodGet, path, nil)["origin_url"])
	require.Error(t, c.sb.SetCustomerField(id, "id", 5))
	require.NoError(t, c.sb.ProvisionInConsole(id))
	require.Error(t, c.sb.ProvisionInConsole(id))
	require.Len(t, c.environments(path), 3)

	testID := strings.TrimPrefix(c.environments(path)["test"], "/api/managed_users/")
	operator := c.role(path, "ProjectOperator")
	for _, edit := range []struct {
		kind, id, key string
		value         any
		path          string
	}{
		{sandbox.KindCustomer, fmt.Sprint(id), "name", "edited-1", path},
		{sandbox.KindEnvironment, testID, "external_id", "edited-2", path},
		{sandbox.KindUserGroup, group, "name", "edited-3", path + "/user_groups/" + group},
		{sandbox.KindUserGroup, group, "description", "edited-4", path + "/user_groups/" + group},
		{sandbox.KindProjectRole, role, "name", "edited-5", path + "/project_roles/" + role},
		{sandbox.KindProjectRole, role, "config", object{"edited-6": object{}}, path + "/project_roles/" + role},
		{sandbox.KindFolder, idText(child["id"]), "name", "edited-7", path + "/folders?parent_id=" + idText(child["parent_id"])},
		{sandbox.KindProject, project, "name", "edited-8", path + "/projects"},
		{sandbox.KindProject, project, "description", "edited-9", path + "/projects"},
		{sandbox.KindProjectGrant, grant, "project_role_id", operator, path + "/project_grants/" + grant},
	} {
		require.NoError(t, c.sb.SetObjectField(edit.kind, edit.id, edit.key, edit.value), edit)
		require.Error(t, c.sb.SetObjectField(edit.kind, edit.id, "colour", "red"), edit)
		require.Error(t, c.sb.SetObjectField(edit.kind, "none", edit.key, edit.value), edit)
		want := fmt.Sprint(edit.value)
		if config, isObject := edit.value.(object); isObject {
			want = keys(config)[0]
		}
		require.Contains(t, c.call(http.MethodGet, edit.path, nil).raw, want)
	}

	for _, object := range []struct{ kind, id string }{
		{sandbox.KindProjectGrant, grant},
		{sandbox.KindMember, fmt.Sprint(member)},
		{sandbox.KindUserGroup, group},
		{sandbox.KindProjectRole, role},
		{sandbox.KindFolder, idText(child["id"])},
		{sandbox.KindProject, project},
		{sandbox.KindCustomer, fmt.Sprint(id)},
	} {
		require.NoError(t, c.sb.DeleteObject(object.kind, object.id), object)
		require.Error(t, c.sb.DeleteObject(object.kind, object.id), object)
	}
	require.Empty(t, c.sb.LiveObjects(""))

	legacy := c.sb.AddLegacyCustomer("Legacy")
	custom, err := c.sb.AddLegacyRole(legacy, "Author")
	require.NoError(t, err)
	require.Len(t, c.call(http.MethodGet, customerPath(legacy)+"/roles", nil).list(), 1)
	require.NoError(t, c.sb.DeleteObject(sandbox.KindCustomRole, fmt.Sprint(custom)))
	require.NoError(t, c.sb.DeleteCustomer(legacy))
	_, err = c.sb.AddMember(legacy, "Bo", "bo@acme.example")
	require.Error(t, err)
}

func TestConsole_access(t *testing.T) {
	t.Parallel()
	c := startSeeded(t)
	path := customerPath(sandbox.SeedCustomerID)
	c.sb.RevokeToken()
	require.Equal(t, object{"message": "Unauthorized"}, c.call(http.MethodGet, path, nil).object(http.StatusUnauthorized))
	c.sb.RestoreToken()
	c.must(http.MethodGet, path, nil)
	c.must(http.MethodGet, "/api/users/me", nil)

	c.sb.HideCustomers(true)
	c.call(http.MethodGet, path, nil).refused(http.StatusNotFound, "Not found")
	require.Empty(t, items(t, c.must(http.MethodGet, "/api/managed_users", nil), "result"))
	c.must(http.MethodGet, "/api/users/me", nil)
	c.sb.HideCustomers(false)
	c.must(http.MethodGet, path, nil)

	for _, token := range []string{"", "wrong"} {
		c.token = token
		c.call(http.MethodGet, path, nil).refused(http.StatusUnauthorized, "Unauthorized")
	}
	c = start(t, sandbox.WithToken("another-fake-token"))
	c.call(http.MethodGet, "/api/users/me", nil).refused(http.StatusUnauthorized, "Unauthorized")
}

func TestAdmin(t *testing.T) {
	t.Parallel()
	c := startSeeded(t)
	c.token = "" // the controls need none
	require.Contains(t, c.must(http.MethodGet, "/_sandbox/", nil), "endpoints")

	fault := object{"method": "GET", "route": "/api/users/me", "status": 503, "delay": "1ms", "when": "after_commit", "count": 2}
	require.InDelta(t, 1, c.call(http.MethodPost, "/_sandbox/faults", fault).object(http.StatusCreated)["id"], 0)
	armed := items(t, c.must(http.MethodGet, "/_sandbox/faults", nil), "faults")
	require.Equal(t, "respond", inner(t, armed[0], "fault")["action"])
	require.Equal(t, "1ms", inner(t, armed[0], "fault")["delay"])
	require.Equal(t, http.StatusServiceUnavailable, c.call(http.MethodGet, "/api/users/me", nil).status)
	require.Equal(t, http.StatusNoContent, c.call(http.MethodDelete, "/_sandbox/faults", nil).status)
	for _, wrong := range []object{{"status": 1}, {"colour": "red"}, {"when": "never"}, {"delay": "long"}} {
		require.Equal(t, http.StatusBadRequest, c.call(http.MethodPost, "/_sandbox/faults", wrong).status, wrong)
	}

	got := c.must(http.MethodPut, "/_sandbox/readings", object{"string_ids": true, "provision_delay": "2s"})
	require.Equal(t, "2s", got["provision_delay"])
	c.must(http.MethodPut, "/_sandbox/readings", object{"provision_delay": "0s"})
	require.Equal(t, true, c.must(http.MethodGet, "/_sandbox/readings", nil)["string_ids"], "readings that are not named stay")
	require.Equal(t, http.StatusBadRequest, c.call(http.MethodPut, "/_sandbox/readings", object{"colour": 1}).status)

	require.Equal(t, http.StatusNoContent, c.call(http.MethodPost, "/_sandbox/customers/101/provision", nil).status)
	require.Equal(t, http.StatusBadRequest, c.call(http.MethodPost, "/_sandbox/customers/101/provision", nil).status)
	require.Equal(t, http.StatusBadRequest, c.call(http.MethodPost, "/_sandbox/customers/x/provision", nil).status)

	ledger := c.must(http.MethodGet, "/_sandbox/ledger", nil)
	require.Len(t, items(t, ledger, "requests"), 1, "the controls are not in the ledger")
	require.NotEmpty(t, items(t, ledger, "objects"))
	require.Equal(t, []any{}, ledger["duplicates"])

	require.Equal(t, http.StatusNoContent, c.call(http.MethodPost, "/_sandbox/reset", nil).status)
	require.Empty(t, c.sb.Requests())
	require.Empty(t, c.sb.LiveObjects(sandbox.KindEnvironment))
	require.Len(t, c.sb.LiveObjects(sandbox.KindCustomer), 2)
	require.Equal(t, http.StatusNotFound, c.call(http.MethodGet, "/_sandbox/nothing", nil).status)
}

// TestConcurrency is for the race detector.
func TestConcurrency(t *testing.T) {
	t.Parallel()
	c := startSeeded(t)
	var group sync.WaitGroup
	times(8, func(i int) {
		group.Go(func() {
			c.sb.InjectFault(sandbox.Fault{Method: http.MethodGet, Status: http.StatusServiceUnavailable})
			_, _ = c.try(http.MethodPost, "/api/managed_users", object{"name": fmt.Sprint(i), "notification_email": "a@b.example"})
			_, _ = c.try(http.MethodGet, "/api/managed_users", nil)
			_, _ = c.try(http.MethodGet, "/_sandbox/ledger", nil)
			_, _ = c.sb.AddMember(sandbox.SeedCustomerID, "Bo", fmt.Sprintf("bo%d@acme.example", i))
			c.sb.Requests()
			c.sb.Duplicates()
		})
	})
	group.Wait()
	require.Len(t, c.sb.LiveObjects(sandbox.KindCustomer), 10)
}

// FuzzRequests looks for a body that makes a handler fail instead of refuse.
func FuzzRequests(f *testing.F) {
	for _, body := range []string{
		`{"name":"a","notification_email":"b","environments":[{"type":"dev"}]}`, `{"user_group":{"name":"x"}}`,
		`{"project_grants":[{"assignment_type":"User","assignment_id":7001,"project_role_id":"x"}]}`, `[]`, `null`, `{"name":`,
	} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		c := startSeeded(t)
		for _, path := range []string{
			"POST /api/managed_users", "PUT /api/managed_users/101", "POST /api/managed_users/101/user_groups",
			"POST /api/managed_users/101/folders", "POST /api/managed_users/101/members", "POST /api/managed_users/101/project_roles",
			"PUT /api/managed_users/101/projects/60001/project_grants",
		} {
			method, url, _ := strings.Cut(path, " ")
			request, err := http.NewRequestWithContext(t.Context(), method, c.url+url, strings.NewReader(body))
			require.NoError(t, err)
			request.Header.Set("Content-Type", "application/json")
			got, err := c.send(request)
			require.NoError(t, err)
			require.Less(t, got.status, http.StatusInternalServerError, got.raw)
			require.True(t, json.Valid([]byte(got.raw)), got.raw)
		}
	})
}
