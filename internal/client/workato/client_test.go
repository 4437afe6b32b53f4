package workato_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// recorder is a service that answers what answer says, and remembers the calls.
type recorder struct {
	mutex sync.Mutex
	calls []string
	// bodies are the bodies of the writes.
	bodies []string
	answer func(r *http.Request) (status int, body string)
}

// ServeHTTP implements http.Handler.
func (s *recorder) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	s.mutex.Lock()
	s.calls = append(s.calls, r.Method+" "+r.URL.EscapedPath())
	if r.Method != http.MethodGet {
		s.bodies = append(s.bodies, string(body))
	}
	s.mutex.Unlock()
	status, text := s.answer(r)
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text)
}

func (s *recorder) client(t *testing.T, version workato.RBACVersion) *workato.Client {
	t.Helper()
	return clientFor(t, s, version)
}

func clientFor(t *testing.T, handler http.Handler, version workato.RBACVersion) *workato.Client {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	base, err := transport.ParseBaseURL(server.URL)
	require.NoError(t, err)
	return workato.New(transport.Config{
		BaseURL: base, Credentials: workato.Credentials(sandbox.DefaultToken), Backoff: time.Nanosecond, Timeout: 10 * time.Second,
	}, version, shared.DefaultAges)
}

// served is a service that has the paths of some versions, with one group, one
// grant and one role on each.
func served(versions ...workato.RBACVersion) *recorder {
	return &recorder{answer: func(r *http.Request) (int, string) {
		version := workato.RBACV1
		if strings.HasPrefix(r.URL.Path, "/api/v2/") {
			version = workato.RBACV2
		}
		last := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
		switch {
		case !slices.Contains(versions, version), last == "gone":
			return http.StatusNotFound, `{"message":"Not found"}`
		case r.Method == http.MethodDelete:
			return http.StatusNoContent, ""
		case slices.Contains([]string{"user_groups", "project_grants", "project_roles", "environment_roles"}, last) && r.Method != http.MethodPost:
			return http.StatusOK, `{"data":[{"id":"x-1","name":"One","user":{"id":5},"project_role":{"id":"pr-1"}}],"total":1,"page":{"number":1,"size":100}}`
		default:
			return http.StatusOK, `{"data":{"id":"x-1","name":"One"}}`
		}
	}}
}

// The calls of the role-based access model, by family: one that reads a list, one
// that reads an object, and all that write.
var (
	listGroups = func(ctx context.Context, c *workato.Client) error {
		_, err := transport.Collect(c.Groups(ctx, "209", ""))
		return err
	}
	getGroup = func(ctx context.Context, c *workato.Client) error {
		_, err := c.Group(ctx, "209", "pf-1")
		return err
	}
	writes = map[string]struct {
		call func(context.Context, *workato.Client) error
		// sent is the request, and probe the read that finds the path out, both
		// behind the root of the version.
		sent, probe string
	}{
		"create group": {func(ctx context.Context, c *workato.Client) error {
			_, err := c.CreateGroup(ctx, "209", workato.GroupInput{Name: workato.Set("a")})
			return err
		}, "POST /managed_users/209/user_groups", "GET /managed_users/209/user_groups"},
		"update group": {func(ctx context.Context, c *workato.Client) error {
			_, err := c.UpdateGroup(ctx, "209", "pf-1", workato.GroupInput{Name: workato.Set("a")})
			return err
		}, "PUT /managed_users/209/user_groups/pf-1", "GET /managed_users/209/user_groups"},
		"delete group": {func(ctx context.Context, c *workato.Client) error {
			return c.DeleteGroup(ctx, "209", "pf-1")
		}, "DELETE /managed_users/209/user_groups/pf-1", "GET /managed_users/209/user_groups"},
		"create environment role": {func(ctx context.Context, c *workato.Client) error {
			_, err := c.CreateEnvironmentRole(ctx, "209", workato.RoleInput{Name: "a", Config: json.RawMessage(`{}`)})
			return err
		}, "POST /managed_users/209/environment_roles", "GET /managed_users/209/environment_roles"},
		"update environment role": {func(ctx context.Context, c *workato.Client) error {
			_, err := c.UpdateEnvironmentRole(ctx, "209", "7", workato.RoleInput{Name: "a", Config: json.RawMessage(`{}`)})
			return err
		}, "PUT /managed_users/209/environment_roles/7", "GET /managed_users/209/environment_roles"},
		"delete environment role": {func(ctx context.Context, c *workato.Client) error {
			return c.DeleteEnvironmentRole(ctx, "209", "7")
		}, "DELETE /managed_users/209/environment_roles/7", "GET /managed_users/209/environment_roles"},
		"create project role": {func(ctx context.Context, c *workato.Client) error {
			_, err := c.CreateProjectRole(ctx, "209", workato.RoleInput{Name: "a", Config: json.RawMessage(`{}`)})
			return err
		}, "POST /managed_users/209/project_roles", "GET /managed_users/209/project_roles"},
		"update project role": {func(ctx context.Context, c *workato.Client) error {
			_, err := c.UpdateProjectRole(ctx, "209", "pr-1", workato.RoleInput{Name: "a", Config: json.RawMessage(`{}`)})
			return err
		}, "PUT /managed_users/209/project_roles/pr-1", "GET /managed_users/209/project_roles"},
		"delete project role": {func(ctx context.Context, c *workato.Client) error {
			return c.DeleteProjectRole(ctx, "209", "pr-1")
		}, "DELETE /managed_users/209/project_roles/pr-1", "GET /managed_users/209/project_roles"},
		"put grants": {func(ctx context.Context, c *workato.Client) error {
			_, err := c.PutGrants(ctx, "209", "77", []workato.GrantInput{{Holder: workato.Holder{ID: "5"}, ProjectRoleID: "pr-1"}})
			return err
		}, "PUT /managed_users/209/projects/77/project_grants", "GET /managed_users/209/projects/77/project_grants"},
		"delete grant": {func(ctx context.Context, c *workato.Client) error {
			return c.DeleteGrant(ctx, "209", "pg-1")
		}, "DELETE /managed_users/209/project_grants/pg-1", "GET /managed_users/209/project_grants/pg-1"},
	}
)

// under puts the root of a version before the path of a call.
func under(version workato.RBACVersion, call string) string {
	root := "/api"
	if version == workato.RBACV2 {
		root = "/api/v2"
	}
	method, path, _ := strings.Cut(call, " ")
	return method + " " + root + path
}

func TestRBAC_reads(t *testing.T) {
	t.Parallel()
	const list, get = "GET /managed_users/209/user_groups", "GET /managed_users/209/user_groups/pf-1"
	v1, v2 := workato.RBACV1, workato.RBACV2
	for name, test := range map[string]struct {
		service *recorder
		version workato.RBACVersion
		want    []string
		missing bool
	}{
		"v2 only":                {served(v2), workato.RBACAuto, []string{under(v2, list), under(v2, get), under(v2, list)}, false},
		"v1 only":                {served(v1), workato.RBACAuto, []string{under(v2, list), under(v1, list), under(v1, get), under(v1, list)}, false},
		"both":                   {served(v1, v2), workato.RBACAuto, []string{under(v2, list), under(v2, get), under(v2, list)}, false},
		"pinned v1":              {served(v1, v2), v1, []string{under(v1, list), under(v1, get), under(v1, list)}, false},
		"pinned v2":              {served(v1, v2), v2, []string{under(v2, list), under(v2, get), under(v2, list)}, false},
		"pinned to what is not":  {served(v1), v2, []string{under(v2, list), under(v2, get), under(v2, list)}, true},
		"neither, never learned": {served(), workato.RBACAuto, []string{under(v2, list), under(v1, list), under(v2, get), under(v1, get), under(v2, list), under(v1, list)}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client := test.service.client(t, test.version)
			for _, read := range []func(context.Context, *workato.Client) error{listGroups, getGroup, listGroups} {
				err := read(t.Context(), client)
				if test.missing {
					require.True(t, transport.IsNotFound(err), "%v", err)
					continue
				}
				require.NoError(t, err)
			}
			require.Equal(t, test.want, test.service.calls)
		})
	}
}

// That there is no such object looks like that there is no such path. So the second
// path is asked too, and nothing is concluded.
func TestRBAC_missingObject(t *testing.T) {
	t.Parallel()
	service := served(workato.RBACV1)
	client := service.client(t, workato.RBACAuto)
	_, err := client.Group(t.Context(), "209", "gone")
	require.True(t, transport.IsNotFound(err))
	require.Equal(t, []string{"GET /api/v2/managed_users/209/user_groups/gone", "GET /api/managed_users/209/user_groups/gone"}, service.calls)

	service.calls = nil
	require.NoError(t, getGroup(t.Context(), client))
	_, err = client.Group(t.Context(), "209", "gone")
	require.True(t, transport.IsNotFound(err))
	require.Equal(t, []string{
		"GET /api/v2/managed_users/209/user_groups/pf-1", "GET /api/managed_users/209/user_groups/pf-1",
		"GET /api/managed_users/209/user_groups/gone",
	}, service.calls, "after a success, a 404 is asked for once")
}

// What is no 404 says nothing about the path, and is not asked for elsewhere.
func TestRBAC_otherErrors(t *testing.T) {
	t.Parallel()
	for _, status := range []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusUnprocessableEntity} {
		service := &recorder{answer: func(*http.Request) (int, string) { return status, `{"message":"no"}` }}
		client := service.client(t, workato.RBACAuto)
		require.True(t, transport.HasStatus(getGroup(t.Context(), client), status))
		require.Equal(t, []string{"GET /api/v2/managed_users/209/user_groups/pf-1"}, service.calls)
	}
}

func TestRBAC_writes(t *testing.T) {
	t.Parallel()
	v1, v2 := workato.RBACV1, workato.RBACV2
	for name, write := range writes {
		for kind, test := range map[string]struct {
			service *recorder
			version workato.RBACVersion
			want    []string
		}{
			"v2 only":   {served(v2), workato.RBACAuto, []string{under(v2, write.probe), under(v2, write.sent), under(v2, write.sent)}},
			"v1 only":   {served(v1), workato.RBACAuto, []string{under(v2, write.probe), under(v1, write.probe), under(v1, write.sent), under(v1, write.sent)}},
			"both":      {served(v1, v2), workato.RBACAuto, []string{under(v2, write.probe), under(v2, write.sent), under(v2, write.sent)}},
			"pinned v1": {served(v1, v2), v1, []string{under(v1, write.sent), under(v1, write.sent)}},
			"pinned v2": {served(v1, v2), v2, []string{under(v2, write.sent), under(v2, write.sent)}},
		} {
			t.Run(name+" "+kind, func(t *testing.T) {
				t.Parallel()
				client := test.service.client(t, test.version)
				require.NoError(t, write.call(t.Context(), client))
				require.NoError(t, write.call(t.Context(), client))
				require.Equal(t, test.want, test.service.calls)
			})
		}
		t.Run(name+" neither", func(t *testing.T) {
			t.Parallel()
			service := served()
			client := service.client(t, workato.RBACAuto)
			require.True(t, transport.IsNotFound(write.call(t.Context(), client)))
			require.Equal(t, []string{under(v2, write.probe), under(v1, write.probe)}, service.calls, "nothing is written to find a path out")
		})
		t.Run(name+" refused probe", func(t *testing.T) {
			t.Parallel()
			service := &recorder{answer: func(*http.Request) (int, string) { return http.StatusForbidden, `{"message":"no"}` }}
			client := service.client(t, workato.RBACAuto)
			require.True(t, transport.HasStatus(write.call(t.Context(), client), http.StatusForbidden))
			require.Equal(t, []string{under(v2, write.probe)}, service.calls)
		})
	}
}

// Whole families move together, but one says nothing about another.
func TestRBAC_families(t *testing.T) {
	t.Parallel()
	service := served(workato.RBACV1)
	client := service.client(t, workato.RBACAuto)
	for range 2 {
		require.NoError(t, listGroups(t.Context(), client))
		_, err := transport.Collect(client.ProjectRoles(t.Context(), "209", ""))
		require.NoError(t, err)
		_, err = transport.Collect(client.Grants(t.Context(), "209", "77"))
		require.NoError(t, err)
	}
	require.Equal(t, []string{
		"GET /api/v2/managed_users/209/user_groups", "GET /api/managed_users/209/user_groups",
		"GET /api/v2/managed_users/209/project_roles", "GET /api/managed_users/209/project_roles",
		"GET /api/v2/managed_users/209/projects/77/project_grants", "GET /api/managed_users/209/projects/77/project_grants",
		"GET /api/managed_users/209/user_groups", "GET /api/managed_users/209/project_roles", "GET /api/managed_users/209/projects/77/project_grants",
	}, service.calls)
}

func TestRBAC_concurrentReadsProbeOnce(t *testing.T) {
	t.Parallel()
	service := served(workato.RBACV1)
	client := service.client(t, workato.RBACAuto)
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() {
			if err := getGroup(t.Context(), client); err != nil {
				t.Error(err)
			}
			if err := writes["update group"].call(t.Context(), client); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	probes := 0
	for _, call := range service.calls {
		if strings.Contains(call, "/api/v2/") {
			probes++
		}
	}
	require.Equal(t, 1, probes)
	require.Len(t, service.calls, 41)
}

// The same against a service written from the documents.
func TestRBAC_sandbox(t *testing.T) {
	t.Parallel()
	for _, paths := range []sandbox.RBACPaths{sandbox.RBACPathsBoth, sandbox.RBACPathsV1, sandbox.RBACPathsV2} {
		for _, asText := range []bool{false, true} {
			t.Run(fmt.Sprint(paths, " ids as text: ", asText), func(t *testing.T) {
				t.Parallel()
				sb := sandbox.New(sandbox.WithReadings(sandbox.Readings{RBACPaths: paths, StringIDs: asText}))
				client := clientFor(t, sb, workato.RBACAuto)
				const id = "101"
				created, err := client.CreateGroup(t.Context(), id, workato.GroupInput{Name: workato.Set("Developers"), Description: workato.Set("Those who build")})
				require.NoError(t, err)
				got, err := client.Group(t.Context(), id, string(created.ID))
				require.NoError(t, err)
				require.Equal(t, created, got)
				require.Equal(t, "Developers", got.Name)
				require.Equal(t, workato.Set("Those who build"), got.Description)
				groups, err := transport.Collect(client.Groups(t.Context(), id, "Developers"))
				require.NoError(t, err)
				require.Equal(t, []workato.Group{got}, groups)
				changed, err := client.UpdateGroup(t.Context(), id, string(created.ID), workato.GroupInput{Name: workato.Set("Builders")})
				require.NoError(t, err)
				require.Equal(t, "Builders", changed.Name)
				require.NoError(t, client.DeleteGroup(t.Context(), id, string(created.ID)))
				_, err = client.Group(t.Context(), id, string(created.ID))
				require.True(t, transport.IsNotFound(err))
				require.Len(t, sb.Writes(), 3)
				for _, write := range sb.Writes() {
					require.True(t, write.Committed, "%s %s", write.Method, write.Path)
				}
			})
		}
	}
}

func TestRegions(t *testing.T) {
	t.Parallel()
	require.Equal(t, []string{"au", "cn", "eu", "il", "jp", "kr", "sg", "trial", "us"}, workato.Regions())
	for _, region := range workato.Regions() {
		_, err := transport.ParseBaseURL(workato.RegionURL(region))
		require.NoError(t, err, region)
	}
	require.Equal(t, "https://www.workato.com", workato.RegionURL("us"))
	require.Equal(t, "https://app.workatoapp.cn", workato.RegionURL("cn"))
	require.Empty(t, workato.RegionURL("uk"))
}

func TestRBACVersions(t *testing.T) {
	t.Parallel()
	require.Equal(t, []string{"auto", "v1", "v2"}, workato.RBACVersions())
}

func TestQuotas(t *testing.T) {
	t.Parallel()
	quotas := workato.Quotas()
	for class, want := range map[string]transport.Quota{
		"customers": {Calls: 60, Window: time.Minute}, "customer_create": {Calls: 1000, Window: time.Minute},
		"collaborator_groups": {Calls: 10, Window: time.Second}, "project_roles": {Calls: 10, Window: time.Second}, "environment_roles": {Calls: 10, Window: time.Second},
		"project_grants": {Calls: 60, Window: time.Minute}, "projects": {Calls: 60, Window: time.Minute},
	} {
		require.Equal(t, want, quotas[class], class)
	}
}
