package sandbox_test

import (
	"maps"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

func TestEndpoints(t *testing.T) {
	t.Parallel()
	endpoints := sandbox.New().Endpoints()
	require.Contains(t, endpoints, sandbox.Endpoint{Method: http.MethodGet, Template: "/api/managed_users/{id}"})
	require.Contains(t, endpoints, sandbox.Endpoint{Method: http.MethodPost, Template: "/Provisioning/Environment/?version=2.0"})
	require.Contains(t, endpoints, sandbox.Endpoint{Method: http.MethodPut, Template: "/Provisioning/Environment/{EnvironmentName}/Activate/"})
	seen := map[sandbox.Endpoint]bool{}
	for _, endpoint := range endpoints {
		require.False(t, seen[endpoint], "%s is there twice", endpoint)
		seen[endpoint] = true
		require.NotContains(t, endpoint.Template, "SignIn", "a page for people is no endpoint")
	}
}

func TestObserver(t *testing.T) {
	t.Parallel()
	var got []string
	c := start(t, sandbox.WithObserver(func(_ *http.Request, endpoint sandbox.Endpoint) { got = append(got, endpoint.String()) }))
	customer := c.customer(nil)
	c.call(http.MethodGet, "/api/managed_users/none", nil).refused(http.StatusNotFound, "")
	c.call(http.MethodGet, "/api/nothing", nil).refused(http.StatusNotFound, "")
	c.must(http.MethodGet, customer+"/user_groups", nil)
	c.sb.InjectFault(sandbox.Fault{Method: http.MethodDelete, When: sandbox.AfterCommit, Action: sandbox.Respond, Status: http.StatusBadGateway, Count: 1})
	c.call(http.MethodDelete, customer, nil).refused(http.StatusBadGateway, "")
	require.Equal(t, []string{
		"POST /api/managed_users",
		"GET /api/managed_users/{id}/user_groups",
		"DELETE /api/managed_users/{id}",
	}, got)
}

// Two calls of Workspace 365 share a path, and one has two paths.
func TestObserver_workspace365(t *testing.T) {
	t.Parallel()
	var got []string
	c := startW365(t, sandbox.Workspace365Readings{InvitePath: sandbox.Workspace365InvitePathBoth},
		sandbox.WithObserver(func(_ *http.Request, endpoint sandbox.Endpoint) { got = append(got, endpoint.String()) }))
	admin := object{"EmailAddress": "admin@acme.example", "FirstName": "Ada", "LastName": "Admin"}
	with := func(fields object) object {
		body := maps.Clone(admin)
		maps.Copy(body, fields)
		return body
	}
	require.Equal(t, http.StatusOK, c.status(http.MethodPost, versionTwo, with(object{"EnvironmentName": "one"})))
	require.Equal(t, http.StatusOK, c.status(http.MethodPost, environments, with(object{"EnvironmentName": "two", "Password": "not-a-secret-1"})))
	invite := object{"EmailAddress": "admin@acme.example", "LicenseCount": 5}
	for path, name := range map[string]string{environments + "three/": "three", environments: "four"} {
		invite["EnvironmentName"] = name
		require.Equal(t, http.StatusOK, c.status(http.MethodPost, path, invite))
	}
	require.Equal(t, []string{
		"POST /Provisioning/Environment/?version=2.0",
		"POST /Provisioning/Environment/",
		"POST /Provisioning/Environment/{EnvironmentName}/",
		"POST /Provisioning/Environment/{EnvironmentName}/",
	}, got)
}
