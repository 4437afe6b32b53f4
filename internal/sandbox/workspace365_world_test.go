package sandbox_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

func TestWorkspace365_seed(t *testing.T) {
	t.Parallel()
	c := startSeeded(t)
	own := &w365{client: c, key: sandbox.DefaultProvisioningKey}
	require.Equal(t, []any{
		object{"environmentName": sandbox.SeedWorkspace365Environment, "isActive": true},
		object{"environmentName": sandbox.SeedWorkspace365InactiveEnvironment, "isActive": false},
	}, own.call(http.MethodGet, environments, nil).list())
	own.call(http.MethodDelete, environments+"example/", nil).text()
	c.sb.ReplaceWorkspace365Instance()
	own.key = c.sb.RenewProvisioningKey()
	require.Empty(t, own.list())
	c.sb.Reset()
	own.key = sandbox.DefaultProvisioningKey
	require.Equal(t, []string{"example", "dormant"}, own.list())
}

func TestWorkspace365_ledger(t *testing.T) {
	t.Parallel()
	log := &syncBuffer{}
	c := startW365(t, sandbox.Workspace365Readings{Sanitizing: sandbox.Workspace365SanitizingNone}, sandbox.WithRequestLog(log))
	c.call(http.MethodPost, environments, with(with(passwordBody, "ProvisioningKey", "fake-canary"), "registerUrl", "fake-canary"))
	c.call(http.MethodPost, validate, passwordBody).text()
	c.call(http.MethodPost, environments, passwordBody).text()
	c.call(http.MethodPost, environments+"two/", with(inviteBody, "EnvironmentName", "two")).object(http.StatusOK)
	c.call(http.MethodDelete, environments+"TWO/", nil).text()

	require.Equal(t, []sandbox.Object{
		{Kind: "workspace365_environment", ID: "example", Key: "example", CreatedBy: 3},
		{Kind: "workspace365_environment", ID: "two", Key: "two", CreatedBy: 4, DeletedBy: 5, Deleted: true},
	}, c.sb.Objects(sandbox.KindWorkspace365Environment))
	requests := c.sb.Requests()
	require.Len(t, requests, 5)
	require.Equal(t, environments, requests[2].Route)
	require.Equal(t, environments+"{EnvironmentName}/", requests[3].Route)
	body, isObject := requests[2].Body.(object)
	require.True(t, isObject)
	require.Equal(t, "(masked)", body["Password"])
	require.Equal(t, "admin@example.com", body["EmailAddress"])
	require.False(t, requests[1].Committed, "validating changes nothing")
	require.Len(t, c.sb.Writes(), 4)

	ledger := (&w365{client: c.client}).call(http.MethodGet, "/_sandbox/ledger", nil)
	for _, text := range []string{ledger.raw, log.String()} {
		require.NotContains(t, text, "fake-canary")
		require.NotContains(t, text, sandbox.DefaultProvisioningKey)
		require.NotContains(t, text, "sandbox-invitation")
	}
}

func TestWorkspace365_console(t *testing.T) {
	t.Parallel()
	c := startW365(t, sandbox.Workspace365Readings{})
	require.NoError(t, c.sb.AddWorkspace365Environment("Acme"))
	require.NoError(t, c.sb.AddWorkspace365Environment("other"))
	require.Error(t, c.sb.AddWorkspace365Environment("acme"))

	require.NoError(t, c.sb.SetWorkspace365Active("acme", false))
	require.Contains(t, c.call(http.MethodGet, environments, nil).list(), object{"environmentName": "Acme", "isActive": false})
	require.NoError(t, c.sb.RenameWorkspace365Environment("acme", "Renamed"))
	require.Equal(t, []string{"Renamed", "other"}, c.list())
	require.Equal(t, []string{"renamed", "other"}, c.live())
	require.NoError(t, c.sb.RenameWorkspace365Environment("renamed", "RENAMED"))
	require.Error(t, c.sb.RenameWorkspace365Environment("renamed", "other"))
	require.Error(t, c.sb.RenameWorkspace365Environment("acme", "any"))
	require.Error(t, c.sb.SetWorkspace365Active("acme", true))
	require.Error(t, c.sb.RegisterWorkspace365Admin("other"), "it was not made by invitation")
	require.NoError(t, c.sb.DeleteObject(sandbox.KindWorkspace365Environment, "renamed"))
	require.Error(t, c.sb.DeleteObject(sandbox.KindWorkspace365Environment, "renamed"))
	require.Equal(t, []string{"other"}, c.live())

	renewed := c.sb.RenewProvisioningKey()
	require.Equal(t, http.StatusForbidden, c.status(http.MethodGet, environments, nil))
	c.key = renewed
	require.Equal(t, []string{"other"}, c.list())
	c.key = c.sb.RenewProvisioningKey()
	require.NotEqual(t, renewed, c.key)

	c.sb.ReplaceWorkspace365Instance()
	require.Empty(t, c.list())
	require.Equal(t, []string{"other"}, c.live(), "it lives on where it was")
	require.Equal(t, http.StatusNotFound, c.status(http.MethodDelete, environments+"other/", nil))
	c.call(http.MethodPost, environments, with(passwordBody, "EnvironmentName", "other")).text()
	require.Len(t, c.sb.Duplicates(), 1, "a customer has a tenant on each")
	c.sb.ReplaceWorkspace365Instance()
	c.sb.RestoreWorkspace365Instance()
	c.sb.RestoreWorkspace365Instance()
	require.Equal(t, []string{"other"}, c.list())
}

func TestWorkspace365_faults(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		fault  string
		status int // 0 stands for no answer
		live   bool
	}{
		"lost before":      {"POST /Provisioning/Environment/ drop", 0, false},
		"lost after":       {"POST /Provisioning/Environment drop after", 0, true},
		"500 after":        {"POST /Provisioning/* 500 after", http.StatusInternalServerError, true},
		"HTML after":       {"* * html after", http.StatusOK, true},
		"empty after":      {"POST /Provisioning/Environment/ empty after", http.StatusOK, true},
		"answered earlier": {"POST /Provisioning/Environment/ 504 later delay=20ms", http.StatusGatewayTimeout, true},
		"another endpoint": {"POST /Provisioning/Environment/{EnvironmentName}/ 500", http.StatusOK, true},
		"validation":       {"POST /Provisioning/Environment/Validate/ 500", http.StatusOK, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := startW365(t, sandbox.Workspace365Readings{})
			fault, err := sandbox.ParseFault(test.fault)
			require.NoError(t, err)
			c.sb.InjectFault(fault)
			got, err := c.try(http.MethodPost, environments, passwordBody)
			if test.status == 0 {
				require.ErrorIs(t, err, io.EOF)
			}
			require.Equal(t, test.status, got.status)
			c.sb.Wait()
			c.sb.ClearFaults()
			require.Equal(t, test.live, len(c.list()) == 1)
			require.Equal(t, test.live, c.sb.Writes()[0].Committed)
		})
	}
	for route, path := range map[string]string{
		"/Provisioning/Environment/{name}/Activate/":  environments + "example/Activate/",
		"/Provisioning/Environment/*/Deactivate":      environments + "example/Deactivate/",
		"/Provisioning/Environment/example/Activate/": environments + "example/Activate/",
	} {
		c := startW365(t, sandbox.Workspace365Readings{}, sandbox.WithLatency(time.Millisecond))
		c.sb.InjectFault(sandbox.Fault{Method: http.MethodPut, Route: route, Status: http.StatusTeapot})
		require.Equal(t, http.StatusTeapot, c.status(http.MethodPut, path, nil), route)
	}
}

func TestWorkspace365_quota(t *testing.T) {
	t.Parallel()
	c := startW365(t, sandbox.Workspace365Readings{})
	c.sb.SetReadings(sandbox.Readings{QuotaPerMinute: map[string]int{"workspace365": 1}})
	require.Empty(t, c.list())
	require.Equal(t, "60", c.call(http.MethodGet, environments, nil).header.Get("Retry-After"))
	c.sb.SetReadings(sandbox.Readings{QuotaPerMinute: sandbox.DocumentedQuotas()})
	times(100, func(int) { require.Empty(t, c.list()) })
}

// FuzzWorkspace365 looks for a body or a name that makes a handler fail instead
// of refuse.
func FuzzWorkspace365(f *testing.F) {
	for _, body := range []string{
		`{"EnvironmentName":"a","EmailAddress":"a@b.example","FirstName":"A","LastName":"-","Password":"x"}`,
		`{"EnvironmentName":"a","EmailAddress":"a@b.example","LicenseCount":1e9}`, `[]`, `null`, `{"EnvironmentName":`, `"a"`,
	} {
		f.Add(body, 0)
		f.Add(body, 3)
	}
	f.Fuzz(func(t *testing.T, body string, reading int) {
		c := startW365(t, sandbox.Workspace365Readings{
			Sanitizing: sandbox.Workspace365Sanitizing(reading & 3), InvitePath: sandbox.Workspace365InvitePathBoth,
			Duplicates: sandbox.Workspace365Duplicates(reading >> 2 & 3),
		})
		for _, path := range []string{environments, versionTwo, validate, environments + "a/", environments + "a/"} {
			got := c.call(http.MethodPost, path, body)
			require.Less(t, got.status, http.StatusInternalServerError, got.raw)
		}
		for _, name := range c.list() {
			require.NotEmpty(t, name)
			require.False(t, strings.ContainsAny(name, "/?#%"), name)
		}
	})
}
