package workspace_test

import (
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

var update = flag.Bool("update", false, "write the texts of errors to testdata")

// golden compares diagnostics with what is kept of them, word by word. Where the
// account is served changes from run to run.
func golden(t *testing.T, account *acctest.Account, name string, diags acctest.Diagnostics) {
	t.Helper()
	got := strings.ReplaceAll(diags.String(), account.URL, "https://example.workspace365.example")
	got = strings.ReplaceAll(got, strings.TrimPrefix(account.URL, "http://"), "example.workspace365.example")
	require.NotContains(t, got, password)
	require.NotContains(t, got, sandbox.DefaultProvisioningKey)
	file := filepath.Join("testdata", "errors", name+".txt")
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o750))
		require.NoError(t, os.WriteFile(file, []byte(got), 0o600))
	}
	want, err := os.ReadFile(file) //nolint:gosec // The name is one of this test's own.
	require.NoError(t, err)
	require.Equal(t, string(want), got)
}

// What people read when the list, without which nothing is known, cannot be read. Run
// with -update to write the texts, and read them.
func TestWorkspace365_errorsOfReading(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		choices readings
		fault   sandbox.Fault
	}{
		"403_text":       {readings{Access: sandbox.Workspace365AccessNoKey}, sandbox.Fault{}},
		"403_results":    {readings{Access: sandbox.Workspace365AccessDisabled, ForbiddenReply: sandbox.Workspace365ForbiddenReplyResults}, sandbox.Fault{}},
		"403_empty":      {readings{Access: sandbox.Workspace365AccessDisabled, ForbiddenReply: sandbox.Workspace365ForbiddenReplyEmpty}, sandbox.Fault{}},
		"404_prefix":     {readings{WrongPrefix: true}, sandbox.Fault{}},
		"200_login_page": {readings{}, sandbox.Fault{Action: sandbox.HTML}},
		"200_undecoded":  {readings{List: sandbox.Workspace365ListUnreadable}, sandbox.Fault{}},
		"302_sign_in":    {readings{}, sandbox.Fault{Status: http.StatusFound, Header: map[string]string{"Location": "https://login.example/SignIn?key=fake"}}},
		"500":            {readings{}, sandbox.Fault{Status: http.StatusInternalServerError, Body: `{"message":"An error has occurred."}`}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := newAccount(t, readings{})
			environment := created(t, account, config(nil))
			reread(account, func(r *readings) { *r = test.choices })
			if test.fault.Status != 0 || test.fault.Action != "" {
				test.fault.Method, test.fault.Route, test.fault.Count = http.MethodGet, listRoute, sandbox.Always
				account.InjectFault(test.fault)
			}
			state, diags := account.Server(t).Read(t, environment.State)
			require.Equal(t, environment.Attributes, state.Attributes)
			golden(t, account, "read_"+name, diags)
		})
	}
}

// The same for a creation: each form of a 400, and what leaves open whether it had an
// effect.
func TestWorkspace365_errorsOfCreating(t *testing.T) {
	t.Parallel()
	result := func(form sandbox.Workspace365ValidationResults) readings { return readings{ValidationResults: form} }
	for name, test := range map[string]struct {
		choices readings
		fault   sandbox.Fault
	}{
		"400_objects":      {choices: result(sandbox.Workspace365ValidationResultsObjects)},
		"400_strings":      {choices: result(sandbox.Workspace365ValidationResultsStrings)},
		"400_object":       {choices: result(sandbox.Workspace365ValidationResultsObject)},
		"400_field_errors": {choices: result(sandbox.Workspace365ValidationResultsFieldErrors)},
		"400_model_state":  {choices: result(sandbox.Workspace365ValidationResultsModelState)},
		"400_unparsable":   {choices: result(sandbox.Workspace365ValidationResultsUnparsable)},
		"409":              {fault: sandbox.Fault{Status: http.StatusConflict, Body: `["An environment with this name already exists."]`}},
		"500":              {fault: sandbox.Fault{Status: http.StatusInternalServerError, Body: `{"message":"An error has occurred."}`}},
		"504_time_out":     {fault: sandbox.Fault{Status: http.StatusGatewayTimeout, ContentType: "text/html", Body: "<html>Gateway Timeout</html>"}},
		"dropped":          {fault: sandbox.Fault{Action: sandbox.Drop}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := newAccount(t, test.choices)
			want := in("password", nil)
			if test.fault.Status == 0 && test.fault.Action == "" {
				want["name"] = "de mo" // Sanitising makes a name of it that is refused.
			} else {
				test.fault.Method, test.fault.Route, test.fault.Count = http.MethodPost, listRoute, sandbox.Always
				account.InjectFault(test.fault)
			}
			environment := account.Server(t).Instance(t, typeName)
			diags := environment.Apply(t, want)
			require.False(t, environment.Exists())
			require.Empty(t, tenants(account))
			golden(t, account, "create_"+name, diags.Errors())
		})
	}
}

// The service does not answer in time: nothing of the request is in the message.
func TestWorkspace365_errorsTimeout(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{})
	account.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: listRoute, Action: sandbox.Drop, Delay: 3 * time.Second, Count: sandbox.Always})
	server := configured(t, account, acctest.Object{"requests": acctest.Object{"timeout": "1s", "settle": acctest.Settle.String()}})
	diags := server.Instance(t, typeName).Apply(t, in("password", nil))
	golden(t, account, "create_time_out", diags.Errors())
	require.Empty(t, tenants(account))
}
