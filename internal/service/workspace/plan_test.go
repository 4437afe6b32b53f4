package workspace_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// The rules between mode and arguments, on the argument at fault, before any call.
func TestWorkspace365_U07_creationRules(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{})
	environment := account.Server(t).Instance(t, typeName)
	for name, test := range map[string]struct {
		mode string
		more acctest.Object
		at   []string
	}{
		"e-mail":                       {"temporary_password", acctest.Object{"admin_email": nil}, []string{"admin_email"}},
		"first name":                   {"default", acctest.Object{"admin_first_name": nil}, []string{"admin_first_name"}},
		"last name":                    {"password", acctest.Object{"admin_last_name": nil}, []string{"admin_last_name"}},
		"all names":                    {"password", acctest.Object{"admin_email": nil, "admin_first_name": nil, "admin_last_name": nil}, []string{"admin_email", "admin_first_name", "admin_last_name"}},
		"password":                     {"password", acctest.Object{"admin_password_wo": nil, "admin_password_wo_version": nil}, []string{"admin_password_wo"}},
		"e-mail of an invitation":      {"invite", acctest.Object{"admin_email": nil}, []string{"admin_email"}},
		"password with an invitation":  {"invite", acctest.Object{"admin_password_wo": password, "admin_password_wo_version": 1}, []string{"admin_password_wo"}},
		"password with a temporary":    {"temporary_password", acctest.Object{"admin_password_wo": password, "admin_password_wo_version": 1}, []string{"admin_password_wo"}},
		"password by default":          {"default", acctest.Object{"admin_password_wo": password, "admin_password_wo_version": 1}, []string{"admin_password_wo"}},
		"licences with a password":     {"password", acctest.Object{"license_count": 1}, []string{"license_count"}},
		"licences by default":          {"default", acctest.Object{"license_count": 1}, []string{"license_count"}},
		"password without its version": {"password", acctest.Object{"admin_password_wo_version": nil}, []string{"admin_password_wo"}},
		"version without a password":   {"password", acctest.Object{"admin_password_wo": nil}, []string{"admin_password_wo_version"}},
		"empty password":               {"password", acctest.Object{"admin_password_wo": ""}, []string{"admin_password_wo"}},
		"no address":                   {"invite", acctest.Object{"admin_email": "ada"}, []string{"admin_email"}},
		"blank name":                   {"default", acctest.Object{"admin_first_name": " "}, []string{"admin_first_name"}},
		"fewer than no licences":       {"invite", acctest.Object{"license_count": -1}, []string{"license_count"}},
		"another mode":                 {"default", acctest.Object{"creation_mode": "magic"}, []string{"creation_mode"}},
		"another end":                  {"default", acctest.Object{"on_destroy": "archive"}, []string{"on_destroy"}},
	} {
		_, diags := environment.Plan(t, in(test.mode, test.more))
		require.Equal(t, test.at, diags.Errors().Paths(), name)
		require.NotContains(t, diags.String(), password)
	}
	require.Empty(t, account.Requests())
}

// What is not known yet is no mistake yet; when it is known, it is still checked.
func TestWorkspace365_U07_unknown(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{})
	environment := account.Server(t).Instance(t, typeName)
	for _, name := range []string{"name", "creation_mode", "admin_email", "admin_first_name", "admin_last_name"} {
		plan, diags := environment.Plan(t, config(acctest.Object{name: acctest.Unknown}))
		require.Empty(t, diags, name)
		require.Equal(t, acctest.Unknown, plan.Attributes[name])
		require.Equal(t, acctest.Unknown, plan.Attributes["environment_name"])
	}
	_, diags := environment.Plan(t, in("password", acctest.Object{"admin_password_wo": acctest.Unknown}))
	require.Empty(t, diags)
	require.Empty(t, account.Requests())
}

// Names that cannot work are errors, names that the service will change are warnings,
// with the name in the summary.
func TestWorkspace365_U04_names(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{})
	server := account.Server(t)
	environment := server.Instance(t, typeName)
	for _, name := range []string{"", " ", "\t", "a/b", `a\b`, "a?b", "a#b", "a%b", "a\nb", "a\x7fb", "demo", "Demo", " DEMO ", "validate", "Validate"} {
		_, diags := environment.Plan(t, config(acctest.Object{"name": name}))
		require.Equal(t, []string{"Invalid environment name"}, diags.Errors().Summaries(), "%q", name)
		require.Equal(t, []string{"name"}, diags.Errors().Paths())
		require.Contains(t, diags.Errors()[0].Detail, fmt.Sprintf("%q", name))
	}
	for _, name := range []string{"acme corp", "acme-corp", "Åcme", "äöü", "acme.corp", " acme", "acme_1", "日本"} {
		_, diags := environment.Plan(t, config(acctest.Object{"name": name}))
		require.Equal(t, []string{fmt.Sprintf("Environment name %q may be changed", name)}, diags.Summaries())
		require.Empty(t, diags.Errors())
	}
	for _, name := range []string{"acme", "a", "365", "acme2", "Acme"} {
		_, diags := environment.Plan(t, config(acctest.Object{"name": name}))
		require.Empty(t, diags, name)
	}
}

// Blanks, capitals and accents get another name, which is another attribute and a
// warning; the configured name stays, and nothing is left to plan.
func TestWorkspace365_C11_sanitised(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, effective string
		choices         readings
		warns           bool
	}{
		{"ACME", "acme", readings{}, false},
		{"Acme Corp", "acmecorp", readings{}, true},
		{"Söhne & Co.", "shneco", readings{}, true},
		{"Acme Corp", "acme corp", readings{Sanitizing: sandbox.Workspace365SanitizingLower}, false},
		{"Acme", "Acme", readings{Sanitizing: sandbox.Workspace365SanitizingNone}, false},
		{"acme", "acme1", readings{Sanitizing: sandbox.Workspace365SanitizingSuffix}, true},
		{"acmecorporation", "acmecorp", readings{NameLimit: 8}, true},
	} {
		t.Run(test.name+" "+test.effective, func(t *testing.T) {
			t.Parallel()
			account := newAccount(t, test.choices)
			want := config(acctest.Object{"name": test.name, "active": false})
			environment := account.Server(t).Instance(t, typeName)
			plan, _ := environment.Plan(t, want)
			diags := environment.Carry(t, plan)
			if test.warns {
				require.Equal(t, []string{fmt.Sprintf("workspace365_environment %s has another name than %q", test.effective, test.name)}, diags.Summaries())
				require.Equal(t, []string{"name"}, diags.Paths())
			} else {
				require.Empty(t, diags)
			}
			require.Equal(t, test.name, environment.Value(t, "name"))
			require.Equal(t, test.effective, environment.Value(t, "environment_name"))
			environment = rerun(t, account.Server(t), environment)
			environment.MustStay(t, want)
			require.Equal(t, false, environment.Value(t, "active"))
			require.Empty(t, environment.Apply(t, nil).Errors())
			require.Empty(t, tenants(account))
		})
	}
}

// A change of letter case, or of what was stripped anyway, is none; any other
// replaces the environment, if that is allowed.
func TestWorkspace365_nameChanges(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{})
	environment := created(t, account, config(acctest.Object{"name": "Acme Corp"}))
	for _, name := range []string{"acme corp", "ACME-CORP", "acmecorp", "Acme, Corp."} {
		account.ResetRequests()
		want := config(acctest.Object{"name": name})
		plan, diags := environment.Plan(t, want)
		require.Empty(t, diags.Errors())
		require.Empty(t, plan.Replaces)
		require.Empty(t, environment.Carry(t, plan))
		require.Equal(t, name, environment.Value(t, "name"))
		require.Equal(t, "acmecorp", environment.Value(t, "environment_name"))
		require.Empty(t, account.Requests())
		environment.MustStay(t, want)
	}
	for _, name := range []any{"acme", "acmecorp2", "globex", acctest.Unknown} {
		plan, diags := environment.Plan(t, config(acctest.Object{"name": name}))
		require.Empty(t, diags.Errors())
		require.Equal(t, []string{"name"}, plan.Replaces, name)
	}

	// The service gave another name than stripping would.
	account = newAccount(t, readings{Sanitizing: sandbox.Workspace365SanitizingSuffix})
	environment = created(t, account, config(acctest.Object{"name": "acme"}))
	for _, name := range []string{"ACME", "acme1", "Acme-1"} {
		plan, diags := environment.Plan(t, config(acctest.Object{"name": name}))
		require.Empty(t, diags.Errors())
		require.Empty(t, plan.Replaces, name)
	}
}

// A replacement is refused while planning, unless protection was lifted before.
func TestWorkspace365_nameChangeProtected(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{})
	environment := created(t, account, config(acctest.Object{"deletion_protection": nil}))
	for _, protection := range []any{nil, true, false, acctest.Unknown} {
		_, diags := environment.Plan(t, config(acctest.Object{"name": "globex", "deletion_protection": protection}))
		require.Equal(t, []string{"Environment is protected from deletion"}, diags.Errors().Summaries(), protection)
		require.Equal(t, []string{"name"}, diags.Errors().Paths())
		require.Contains(t, diags.Errors()[0].Detail, "CR-01")
	}
	environment.MustApply(t, config(nil))
	_, diags := environment.Plan(t, config(acctest.Object{"name": "globex", "deletion_protection": true}))
	require.NotEmpty(t, diags.Errors())
	plan, diags := environment.Plan(t, config(acctest.Object{"name": "globex"}))
	require.Empty(t, diags.Errors())
	require.Equal(t, []string{"name"}, plan.Replaces)

	// What abandons deletes nothing, and needs no protection.
	environment.MustApply(t, config(acctest.Object{"deletion_protection": true, "on_destroy": "abandon"}))
	plan, diags = environment.Plan(t, config(acctest.Object{"name": "globex", "deletion_protection": true, "on_destroy": "abandon"}))
	require.Empty(t, diags.Errors())
	require.Equal(t, []string{"name"}, plan.Replaces)
}

// createOnly are the arguments that no endpoint changes, with another value each.
var createOnly = acctest.Object{
	"admin_email": "bo@acme.example", "admin_first_name": "Bo", "admin_last_name": "Other", "creation_mode": "temporary_password", "license_count": 9,
}

// A change of what is only taken at creation enters the state, with one warning that
// says so, and never replaces the tenant or calls anything.
func TestWorkspace365_U19_createOnly(t *testing.T) {
	t.Parallel()
	for mode, names := range map[string][]string{
		"temporary_password": {"admin_email", "admin_first_name", "admin_last_name"},
		"password":           {"admin_email", "admin_first_name", "admin_last_name"},
		"invite":             {"admin_email", "license_count"},
	} {
		for _, name := range names {
			t.Run(mode+" "+name, func(t *testing.T) {
				t.Parallel()
				account := newAccount(t, readings{})
				environment := created(t, account, in(mode, nil))
				account.ResetRequests()
				want := in(mode, acctest.Object{name: createOnly[name]})
				plan, diags := environment.Plan(t, want)
				require.Empty(t, plan.Replaces)
				require.Equal(t, []string{"workspace365_environment acme: a change that is not sent"}, diags.Summaries())
				require.Equal(t, []string{name}, diags.Paths())
				require.Contains(t, diags[0].Detail, name)
				require.Contains(t, diags[0].Detail, "inside of Workspace 365")
				require.Empty(t, environment.Carry(t, plan))
				require.Equal(t, fmt.Sprint(want[name]), fmt.Sprint(environment.Value(t, name)))
				require.Empty(t, account.Requests())
				environment.MustStay(t, want)
			})
		}
	}
}

// Several at once are one warning, which names them all; so is a new password, which
// is in no message.
func TestWorkspace365_U19_createOnlyTogether(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{})
	environment := created(t, account, in("password", nil))
	want := in("password", acctest.Object{
		"admin_email": "bo@acme.example", "admin_last_name": "Other", "admin_password_wo": "another-fake-password", "admin_password_wo_version": 2,
	})
	account.ResetRequests()
	plan, diags := environment.Plan(t, want)
	require.Len(t, diags, 1)
	require.Contains(t, diags[0].Detail, "admin_email, admin_last_name, admin_password_wo")
	require.NotContains(t, diags.String(), "another-fake-password")
	require.Empty(t, plan.Replaces)
	require.Empty(t, environment.Carry(t, plan))
	require.InDelta(t, 2, environment.Value(t, "admin_password_wo_version"), 0)
	require.Empty(t, account.Requests())

	changed := in("temporary_password", acctest.Object{"admin_email": "bo@acme.example", "admin_last_name": "Other"})
	plan, diags = environment.Plan(t, changed)
	require.Equal(t, []string{"creation_mode"}, diags.Paths())
	require.Empty(t, plan.Replaces)
}

// After an import nothing of this is known. It is written down without a warning, a
// call or a replacement; leaving it out gives no change either.
func TestWorkspace365_U19_createOnlyAfterImport(t *testing.T) {
	t.Parallel()
	for mode := range modes {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			account := newAccount(t, readings{})
			require.NoError(t, account.AddWorkspace365Environment("acme"))
			environment := account.Server(t).Instance(t, typeName)
			require.Empty(t, environment.Import(t, "ACME"))
			require.Equal(t, acctest.Object{"environment_name": "acme"}, environment.Identity)
			require.Equal(t, "acme", environment.Value(t, "name"))
			require.Equal(t, true, environment.Value(t, "deletion_protection"))
			require.Equal(t, "delete", environment.Value(t, "on_destroy"))
			for _, name := range slices.Sorted(maps.Keys(createOnly)) {
				require.Nil(t, environment.Value(t, name))
			}
			environment.MustStay(t, acctest.Object{"name": "acme"})
			account.ResetRequests()
			want := in(mode, acctest.Object{"deletion_protection": nil})
			plan, diags := environment.Plan(t, want)
			require.Empty(t, diags)
			require.Empty(t, plan.Replaces)
			require.Empty(t, environment.Carry(t, plan))
			require.Equal(t, "ada@acme.example", environment.Value(t, "admin_email"))
			require.Empty(t, account.Requests())
			environment.MustStay(t, want)
		})
	}
}

// What concerns Terraform alone is no call, and keeps what is not known: with a list
// that has no flag, the activation.
func TestWorkspace365_updateWithoutCall(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{List: sandbox.Workspace365ListPlain})
	environment := created(t, account, config(nil))
	require.Nil(t, environment.Value(t, "active"))
	account.ResetRequests()
	for _, more := range []acctest.Object{
		{"deletion_protection": true}, {"on_destroy": "deactivate"}, {"validate_on_plan": true}, {"timeouts": acctest.Object{"read": "1m"}},
	} {
		require.Empty(t, environment.MustApply(t, config(more)))
		require.Nil(t, environment.Value(t, "active"))
	}
	require.Empty(t, account.Requests())
}
