package workspace_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// refusing answers validation with 400 and a body.
func refusing(t *testing.T, body, contentType string) *acctest.Account {
	t.Helper()
	account := newAccount(t, readings{})
	account.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: validateRoute, Status: http.StatusBadRequest, Body: body, ContentType: contentType, Count: sandbox.Always})
	return account
}

// Each field of the API is an argument; what is about none of them is about the name.
func TestWorkspace365_U14_refusedFields(t *testing.T) {
	t.Parallel()
	for field, at := range map[string]string{
		"EnvironmentName": "name", "EmailAddress": "admin_email", "FirstName": "admin_first_name", "lastName": "admin_last_name",
		"Password": "admin_password_wo", "LicenseCount": "license_count", "Region": "name",
	} {
		for _, body := range []string{
			`[{"errorMessage":"Not so.","memberNames":["` + field + `"]}]`,
			`{"ErrorMessage":"Not so.","MemberNames":["` + field + `"]}`,
			`{"globalError":null,"fieldErrors":{"` + field + `":["Not so."]}}`,
			`{"message":"The request is invalid.","modelState":{"environment.` + field + `":["Not so."]}}`,
		} {
			environment := refusing(t, body, "").Server(t).Instance(t, typeName)
			_, diags := environment.Plan(t, in("password", acctest.Object{"validate_on_plan": true}))
			require.Equal(t, []string{at}, diags.Errors().Paths(), body)
			require.Equal(t, "Workspace 365 refuses the environment", diags[0].Summary)
			require.Equal(t, "The API said: Not so.\n\nCall: POST /Environment/Validate/. Nothing was created.", diags[0].Detail)
		}
	}
}

// Texts without a field are about the name; but what they say of an argument that the
// mode does not have counts as little as if it had a field.
func TestWorkspace365_U14_refusedTexts(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		mode, body string
		says       []string
	}{
		"a text":                            {"default", `["The name is ugly."]`, []string{"The name is ugly."}},
		"texts":                             {"default", `["The name is ugly.","Choose another."]`, []string{"The name is ugly., Choose another."}},
		"a missing password":                {"default", `["The Password field is required."]`, nil},
		"missing names of an invitation":    {"invite", `["The Password field is required.","The FirstName field is required.","Last name is required."]`, nil},
		"a missing name that is needed":     {"password", `["The FirstName field is required."]`, []string{"The FirstName field is required."}},
		"a password that was sent":          {"password", `["The Password is weak."]`, []string{"The Password is weak."}},
		"a missing password, and more":      {"default", `["The Password field is required.","The name is ugly."]`, []string{"The name is ugly."}},
		"a field that is missing, and more": {"default", `[{"errorMessage":"No more environments.","memberNames":[]},{"errorMessage":"Required.","memberNames":["Password"]}]`, []string{"No more environments."}},
		"a global error":                    {"default", `{"globalError":"No more environments.","fieldErrors":{"Password":["Required."]}}`, []string{"No more environments."}},
		"nothing":                           {"default", `[]`, []string{"[]"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			environment := refusing(t, test.body, "").Server(t).Instance(t, typeName)
			_, diags := environment.Plan(t, in(test.mode, acctest.Object{"validate_on_plan": true}))
			require.Len(t, diags, len(test.says), diags.String())
			for i, text := range test.says {
				require.Contains(t, diags[i].Detail, "The API said: "+text)
				require.Equal(t, []string{"name"}, diags.Errors().Paths())
			}
		})
	}
}

// What no API says is no refusal.
func TestWorkspace365_U14_unparsable(t *testing.T) {
	t.Parallel()
	environment := refusing(t, "<html>Bad Request</html>", "text/html").Server(t).Instance(t, typeName)
	_, diags := environment.Plan(t, validated(nil))
	require.Equal(t, []string{`Environment name "acme" was not validated`}, diags.Summaries())
	require.Empty(t, diags.Errors())
}

// A name that is there is a warning, since it may be this very environment; what else
// is wrong is still an error.
func TestWorkspace365_U14_existingAndMore(t *testing.T) {
	t.Parallel()
	account := refusing(t, `[{"errorMessage":"Taken.","memberNames":["EnvironmentName"]},{"errorMessage":"Blocked domain.","memberNames":["EmailAddress"]}]`, "")
	require.NoError(t, account.AddWorkspace365Environment("ACME"))
	_, diags := account.Server(t).Instance(t, typeName).Plan(t, validated(nil))
	require.Equal(t, []string{`Environment "acme" is already there`}, diags.Warnings().Summaries())
	require.Equal(t, []string{"admin_email"}, diags.Errors().Paths())
}

// The data source says the same, as values.
func TestWorkspace365ValidationDataSource_problems(t *testing.T) {
	t.Parallel()
	account := refusing(t, `[{"errorMessage":"Blocked domain.","memberNames":["EmailAddress"]},{"errorMessage":"Ugly.","memberNames":["EnvironmentName"]},"No more."]`, "")
	result, diags := account.Server(t).Data(t, validationType, acctest.Object{
		"name": "acme", "admin_email": "ada@acme.example", "admin_first_name": "Ada", "admin_last_name": "Example",
	})
	require.Empty(t, diags)
	require.Equal(t, false, result["valid"])
	require.Equal(t, false, result["exists"])
	require.Nil(t, result["environment_name"])
	require.Equal(t, []any{
		acctest.Object{"argument": nil, "message": "No more."},
		acctest.Object{"argument": "admin_email", "message": "Blocked domain."},
		acctest.Object{"argument": "name", "message": "Ugly."},
	}, result["problems"])
}
