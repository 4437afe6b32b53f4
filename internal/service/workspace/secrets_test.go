package workspace_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// What is shown once is in its attribute, and nowhere else: not in what is told, and
// not beside the state, whatever the calls that follow come to.
func TestWorkspace365_S2_shownOnceIsSecret(t *testing.T) {
	t.Parallel()
	for mode, attribute := range map[string]string{"temporary_password": "temporary_password", "invite": "register_url"} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			account := newAccount(t, readings{V2Reply: sandbox.Workspace365V2ReplyPassword, ListLag: sandbox.Never})
			account.InjectFault(sandbox.Fault{Method: http.MethodPut, Route: deactivateRoute, Status: http.StatusBadRequest, Body: `["No."]`, Count: sandbox.Always})
			environment := account.Server(t).Instance(t, typeName)
			said := environment.MustApply(t, in(mode, acctest.Object{"active": false}))
			secret, isText := environment.Value(t, attribute).(string)
			require.True(t, isText)
			require.NotEmpty(t, said, "there is something to tell")
			said = append(said, environment.Refresh(t)...)
			environment.MustApply(t, in(mode, acctest.Object{"active": false, "admin_email": "bo@acme.example"}))
			said = append(said, environment.Apply(t, nil)...)
			require.NotContains(t, said.String(), secret)
			require.NotContains(t, environment.Private(), secret)
			for name, value := range environment.Attributes {
				if name != attribute {
					require.NotContains(t, fmt.Sprint(value), secret, name)
				}
			}
		})
	}
}

// An answer that cannot be understood is not shown, as it may hold a password.
func TestWorkspace365_S3_unreadableAnswerIsSecret(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		`{"created":true,"temporaryPassword":"fake-once"}`,
		`{"created":true,"credentials":["fake-once"]}`,
		`["acme","fake-once"]`,
		`{"environmentName":"acme","temporaryPassword":"fake-once"`,
	} {
		account := newAccount(t, readings{})
		account.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: listRoute, When: sandbox.AfterCommit, Status: http.StatusOK, Body: body})
		environment := account.Server(t).Instance(t, typeName)
		diags := environment.MustApply(t, config(nil))
		require.NotEmpty(t, diags)
		require.NotContains(t, diags.String(), "fake-once", body)
	}
}

// The password is beside the state as little as in it, in a plan or in a message.
func TestWorkspace365_S2_passwordIsSecret(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{})
	environment := account.Server(t).Instance(t, typeName)
	plan, diags := environment.Plan(t, in("password", acctest.Object{"validate_on_plan": true, "name": "Acme Corp"}))
	require.NotContains(t, fmt.Sprint(plan.Attributes), password)
	diags = append(diags, environment.Carry(t, plan)...)
	require.NotContains(t, diags.String(), password)
	require.NotContains(t, environment.Private(), password)
	require.NotContains(t, fmt.Sprint(environment.Attributes), password)
	require.NotContains(t, fmt.Sprint(environment.Attributes)+environment.Private(), sandbox.DefaultProvisioningKey)
}
