package transport_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

func TestParseBaseURL(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		"https://www.workato.com":          "https://www.workato.com",
		"https://www.workato.com/":         "https://www.workato.com",
		"https://proxy.example.test/w//":   "https://proxy.example.test/w",
		"https://proxy.example.test/w/api": "https://proxy.example.test/w/api",
		"https://host.example.test:8443":   "https://host.example.test:8443",
		"http://localhost:8080":            "http://localhost:8080",
		"http://LOCALHOST":                 "http://LOCALHOST",
		"http://127.0.0.1:1":               "http://127.0.0.1:1",
		"http://127.9.9.9":                 "http://127.9.9.9",
		"http://[::1]:1":                   "http://[::1]:1",
	} {
		t.Run(raw, func(t *testing.T) {
			t.Parallel()
			got, err := transport.ParseBaseURL(raw)
			require.NoError(t, err)
			require.Equal(t, want, got.String())
		})
	}
	for raw, want := range map[string]string{
		"":                                 "it is not an absolute URL",
		"www.workato.com":                  "it is not an absolute URL",
		"/api":                             "it is not an absolute URL",
		"https://":                         "it is not an absolute URL",
		"https://:443":                     "it is not an absolute URL",
		"ftp://www.workato.com":            "it is not an absolute URL",
		"https://a b":                      "it is not a URL",
		"https://x.test/%zz":               "it is not a URL",
		" https://www.workato.com":         "white space",
		"https://www.workato.com\n":        "white space",
		"https://me:hunter2@x.test":        "user name or password",
		"https://me@x.test":                "user name or password",
		"https://x.test?a=hunter2":         "query or a fragment",
		"https://x.test#hunter2":           "query or a fragment",
		"http://www.workato.com":           "would send credentials to www.workato.com without encryption",
		"http://localhost.example.test":    "without encryption",
		"http://127.0.0.1.example.test":    "without encryption",
		"http://[2001:db8::1]":             "without encryption",
		"http://0.0.0.0":                   "without encryption",
		"http://me:hunter2@127.0.0.1:1234": "user name or password",
	} {
		t.Run(raw, func(t *testing.T) {
			t.Parallel()
			_, err := transport.ParseBaseURL(raw)
			require.ErrorContains(t, err, want)
			require.NotContains(t, err.Error(), "hunter2")
		})
	}
}

func TestTransport_S7_credentials(t *testing.T) {
	t.Parallel()
	require.NoError(t, transport.CheckCredential("wrkaus-eyJhbGciOi.not_a~secret+/="))
	for value, want := range map[string]string{
		"":                  "it is empty",
		"hunter2\n":         "it ends with a line break, as a file read as a whole does: cut it off, for example with trimspace()",
		"hunter2\r\n":       "it ends with a line break, as a file read as a whole does: cut it off, for example with trimspace()",
		" hunter2":          "it begins or ends with white space",
		"hunter2\t":         "it begins or ends with white space",
		"\ufeffhunter2":     "it begins with a byte order mark",
		"hunter2 hunter2":   "it holds a blank, a control character or a character outside of ASCII",
		"hunter2\nhunter2":  "it holds a blank, a control character or a character outside of ASCII",
		"hunter2\x00":       "it holds a blank, a control character or a character outside of ASCII",
		"hunter2\x7f":       "it holds a blank, a control character or a character outside of ASCII",
		"hunter2é":          "it holds a blank, a control character or a character outside of ASCII",
		"hunter2\u200b":     "it holds a blank, a control character or a character outside of ASCII",
		"hunter2\xff":       "it holds a blank, a control character or a character outside of ASCII",
		"“hunter2”":         "it holds a blank, a control character or a character outside of ASCII",
		"\u00a0hunter2":     "it begins or ends with white space",
		"Bearer hunter2xyz": "it holds a blank, a control character or a character outside of ASCII",
	} {
		err := transport.CheckCredential(value)
		require.EqualError(t, err, want, "%q", value)
		assert.NotContains(t, err.Error(), "hunter2", "the value is never quoted")
	}
}
