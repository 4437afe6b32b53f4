package semantic_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

func TestEmails(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		a, b string
		want bool
	}{
		"the same":        {"a@x.test", "a@x.test", true},
		"letter case":     {"Ann@X.test", "ann@x.TEST", true},
		"white space":     {"a@x.test,b@x.test", " a@x.test ,\tb@x.test\n", true},
		"empty parts":     {"a@x.test", ",a@x.test,,", true},
		"order":           {"a@x.test,b@x.test", "b@x.test,a@x.test", false},
		"one more":        {"a@x.test", "a@x.test,b@x.test", false},
		"another":         {"a@x.test", "b@x.test", false},
		"none":            {"", " , ", true},
		"one and none":    {"a@x.test", "", false},
		"a blank within":  {"a@x.test", "a @x.test", false},
		"another divider": {"a@x.test,b@x.test", "a@x.test;b@x.test", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, test.want, semantic.Emails.Same(test.a, test.b))
			require.Equal(t, test.want, semantic.Emails.Same(test.b, test.a))
		})
	}
}

func TestCertificate(t *testing.T) {
	t.Parallel()
	const pem = "-----BEGIN CERTIFICATE-----\nMIIBIjANBg\nkqhkiG9w0=\n-----END CERTIFICATE-----\n"
	for name, test := range map[string]struct {
		a, b string
		want bool
	}{
		"the same":                  {pem, pem, true},
		"without armour":            {pem, "MIIBIjANBgkqhkiG9w0=", true},
		"Windows lines":             {pem, "-----BEGIN CERTIFICATE-----\r\nMIIBIjANBg\r\nkqhkiG9w0=\r\n-----END CERTIFICATE-----", true},
		"other lines":               {pem, "MIIB\nIjANBgkqhkiG\n\n9w0=\n", true},
		"indented":                  {pem, "  -----BEGIN CERTIFICATE-----\n  MIIBIjANBg\n  kqhkiG9w0=\n  -----END CERTIFICATE-----", true},
		"on one line":               {pem, "-----BEGIN CERTIFICATE-----MIIBIjANBgkqhkiG9w0=-----END CERTIFICATE-----", true},
		"on one line, with blanks":  {pem, "-----BEGIN CERTIFICATE----- MIIBIjANBg kqhkiG9w0= -----END CERTIFICATE-----", true},
		"letter case":               {pem, "miibijanbgkqhkig9w0=", false},
		"another":                   {pem, "MIIBIjANBgkqhkiG9w1=", false},
		"others, each on one line":  {"-----BEGIN CERTIFICATE-----AAAA-----END CERTIFICATE-----", "-----BEGIN CERTIFICATE-----BBBB-----END CERTIFICATE-----", false},
		"a chain":                   {pem, pem + pem, false},
		"none":                      {pem, "", false},
		"armour of another word":    {pem, "-----BEGIN TRUSTED CERTIFICATE-----\nMIIBIjANBgkqhkiG9w0=\n-----END TRUSTED CERTIFICATE-----", true},
		"armour without an end":     {pem, "-----BEGIN CERTIFICATE-----\nMIIBIjANBgkqhkiG9w0=", true},
		"base64 of the URL kind":    {"AA-_", "AA-_", true},
		"base64 of other URL kinds": {"AA-_", "AA__", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, test.want, semantic.Certificate.Same(test.a, test.b))
			require.Equal(t, test.want, semantic.Certificate.Same(test.b, test.a))
		})
	}
}

func TestEnvironmentName(t *testing.T) {
	t.Parallel()
	for _, same := range [][]string{{"dev", "DEV", "Dev", "Development", "DEVELOPMENT", " dev "}, {"test", "TEST", "Testing"}, {"prod", "PROD", "Production"}, {"Staging", "staging"}} {
		for _, a := range same {
			for _, b := range same {
				require.True(t, semantic.EnvironmentName.Same(a, b), "%s and %s", a, b)
			}
			for _, other := range []string{"", "de", "devel", "tes", "pro", "qa"} {
				require.False(t, semantic.EnvironmentName.Same(a, other), "%s and %s", a, other)
			}
		}
	}
}

func TestSplitList(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"":                 {},
		" , ,":             {},
		"a":                {"a"},
		" a , b c ,, d\n":  {"a", "b c", "d"},
		"A@x.test,b@x.org": {"A@x.test", "b@x.org"},
	} {
		require.Equal(t, want, semantic.SplitList(text), "%q", text)
	}
}

func TestEmail(t *testing.T) {
	t.Parallel()
	require.True(t, semantic.Email.Same("Ann@X.test", " ann@x.TEST "))
	require.False(t, semantic.Email.Same("ann@x.test", "bob@x.test"))
	require.False(t, semantic.Email.Same("ann@x.test", "ann@x.test,"))
}

func TestRoleName(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		other string
		want  bool
	}{
		"the same": {"EnvironmentAdmin", true}, "title": {"Environment admin", true}, "underscore": {"environment_admin", true},
		"hyphen": {"ENVIRONMENT-ADMIN", true}, "another": {"EnvironmentManager", false}, "one more letter": {"EnvironmentAdmins", false},
		"a dot": {"Environment.Admin", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, test.want, semantic.RoleName.Same("EnvironmentAdmin", test.other))
		})
	}
}

func TestKeepSpelling(t *testing.T) {
	t.Parallel()
	role := types.StringValue
	for name, test := range map[string]struct{ state, plan, want types.String }{
		"another spelling": {role("EnvironmentAdmin"), role("Environment admin"), role("EnvironmentAdmin")},
		"another value":    {role("EnvironmentAdmin"), role("Member"), role("Member")},
		"new":              {types.StringNull(), role("Member"), role("Member")},
		"gone":             {role("Member"), types.StringNull(), types.StringNull()},
		"unknown":          {role("Member"), types.StringUnknown(), types.StringUnknown()},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			modifier := semantic.RoleName.KeepSpelling()
			require.Equal(t, modifier.Description(t.Context()), modifier.MarkdownDescription(t.Context()))
			resp := planmodifier.StringResponse{PlanValue: test.plan}
			modifier.PlanModifyString(t.Context(), planmodifier.StringRequest{StateValue: test.state, PlanValue: test.plan}, &resp)
			require.Equal(t, test.want, resp.PlanValue)
		})
	}
}
