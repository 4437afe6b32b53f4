package transport_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

func TestRedact(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		text    string
		secrets []string
		want    string
	}{
		"nothing to hide":      {"the name is blank", []string{"s3cret"}, "the name is blank"},
		"an empty secret":      {"the name", []string{""}, "the name"},
		"known, each time":     {"s3cret and s3cret", []string{"s3cret"}, "(redacted) and (redacted)"},
		"one begins another":   {"got abcdef", []string{"abc", "abcdef"}, "got (redacted)"},
		"one ends another":     {"got Bearer abc", []string{"abc", "Bearer abc"}, "got (redacted)"},
		"as JSON has it":       {`{"x":"a\"b\u003cc\nd"}`, []string{"a\"b<c\nd"}, `{"x":"(redacted)"}`},
		"as other JSON has it": {`{"x":"a\"b<c\nd"}`, []string{"a\"b<c\nd"}, `{"x":"(redacted)"}`},
		"JSON within JSON":     {`{"x":"{\"y\":\"a\\\"b\\nc\"}"}`, []string{"a\"b\nc"}, `{"x":"{\"y\":\"(redacted)\"}"}`},
		"unknown, by its key":  {`{"password":"hunter2","name":"acme"}`, nil, `{"password":(redacted),"name":"acme"}`},
		"value with a quote":   {`{"api_token": "a\"b", "n":1}`, nil, `{"api_token": (redacted), "n":1}`},
		"form":                 {"client_secret=abc&name=acme", nil, "client_secret=(redacted)&name=acme"},
		"words":                {"Password: hunter2, name: acme", nil, "Password: (redacted), name: acme"},
		"provisioning key":     {"ProvisioningKey: abc", nil, "ProvisioningKey: (redacted)"},
		"as an address has it": {"GET /x?key=a%2Fb+c", []string{"a/b c"}, "GET /x?key=(redacted)"},
		"short, as a word":     {`pin 12 of 123, "12", a12 12`, []string{"12"}, `pin (redacted) of 123, "(redacted)", a12 (redacted)`},
		"short, twice":         {"é1é 1 1", []string{"1"}, "é1é (redacted) (redacted)"},
		"part of the mask":     {"act and acted s3cret", []string{"s3cret", "acted"}, "act and (redacted) (redacted)"},
		"unknown, of a scheme": {"Authorization: Bearer abc.def, x", nil, "Authorization: (redacted), x"},
		"a word about it":      {"the password is too short", nil, "the password is too short"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, test.want, transport.Redact(test.text, test.secrets))
		})
	}
}

// A key of several lines is hidden where a service has put it on one, too.
func TestExcerpt_S3_lines(t *testing.T) {
	t.Parallel()
	secret := "-----BEGIN KEY-----\nabcd\r\nefgh\n-----END KEY-----\n"
	for _, said := range []string{secret, strings.Join(strings.Fields(secret), " "), strings.ReplaceAll(secret, "\n", "  \t")} {
		require.Equal(t, "the key (redacted) is no key", transport.Excerpt([]byte("the key "+said+" is no key"), []string{secret}))
	}
}

func TestExcerpt(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		body string
		want string
	}{
		"short":              {"no", "no"},
		"white space":        {"\n a \t\r\n b ", "a b"},
		"control characters": {"a\x1b[31mb\x00\u0085c", "a [31mb c"},
		"invalid UTF-8":      {"a\xffb", "a b"},
		"limit":              {strings.Repeat("x", 200), strings.Repeat("x", 200)},
		"over the limit":     {strings.Repeat("x", 201), strings.Repeat("x", 200) + "…"},
		"cut in a character": {strings.Repeat("x", 199) + "éé", strings.Repeat("x", 199) + "…"},
		"secret at the cut":  {strings.Repeat("x", 195) + " s3cret-and-more", strings.Repeat("x", 195) + " (red…"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, test.want, transport.Excerpt([]byte(test.body), []string{"s3cret-and-more"}))
		})
	}
}
