package samples_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/samples"
)

func TestCorrect(t *testing.T) {
	t.Parallel()
	got, err := samples.Correct("a <b> <b>", []samples.Correction{
		{Printed: "<b>", Corrected: "b", Reason: "A placeholder.", Times: 2}, {Printed: "a b", Corrected: "c", Reason: "A wrong letter."},
	})
	require.NoError(t, err)
	require.Equal(t, "c b", got)
	for message, correction := range map[string]samples.Correction{
		`"b" is there 2 times, not 1`:         {Printed: "b", Corrected: "c", Reason: "Wrong."},
		`"d" is there 0 times, not 1`:         {Printed: "d", Corrected: "c", Reason: "Wrong."},
		`the correction of "a" has no reason`: {Printed: "a", Corrected: "c"},
	} {
		_, err := samples.Correct("a b b", []samples.Correction{correction})
		require.EqualError(t, err, message)
	}
}

func TestParseRequest(t *testing.T) {
	t.Parallel()
	const address = "https://api.example/boxes/?v=2"
	tests := map[string]struct {
		text, method, body string
		header             http.Header
	}{
		"curl":                        {"curl " + address + "\n", http.MethodGet, "", http.Header{}},
		"curl with everything":        {"curl  -X PUT '" + address + "' \\\n  -H 'A: b c' \\\n -d  '{\n \"d\": \"e f\"\n }'\n", http.MethodPut, "{\n \"d\": \"e f\"\n }", http.Header{"A": {"b c"}}},
		"curl with the body below":    {"curl -X POST " + address + " \\\n-H 'A: b'\nBody\n{\"d\": 1}\n", http.MethodPost, `{"d": 1}`, http.Header{"A": {"b"}}},
		"request":                     {"PUT " + address + " HTTP/1.1\nA: b\nContent-Length: 0\n", http.MethodPut, "", http.Header{"A": {"b"}, "Content-Length": {"0"}}},
		"request without line breaks": {"POST " + address + " HTTP/1.1 A: b Host: api.example { \"d\": \"e: f\" }\n", http.MethodPost, `{ "d": "e: f" }`, http.Header{"A": {"b"}, "Host": {"api.example"}}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := samples.ParseRequest(test.text)
			require.NoError(t, err)
			require.Equal(t, test.method, got.Method)
			require.Equal(t, address, got.URL.String())
			require.Equal(t, test.header, got.Header)
			require.Equal(t, test.body, got.Body)
		})
	}
	for text, message := range map[string]string{
		"curl -X POST":              "there is no URL",
		"curl 'https://x":           "a quote is not closed",
		"curl https://x -H":         "-H has no value",
		"curl https://x -k insane":  "the option -k is not known",
		"curl https://%zz":          "invalid URL escape",
		"a request":                 "it begins with no request line",
		"GET https://%zz HTTP/1.1 ": "invalid URL escape",
	} {
		_, err := samples.ParseRequest(text)
		require.ErrorContains(t, err, message, text)
	}
}
