package workato_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
)

func TestID_UnmarshalJSON(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]workato.ID{
		`7`:                      "7",
		`"7"`:                    "7",
		`0`:                      "0",
		`9007199254740993`:       "9007199254740993",
		`18446744073709551617`:   "18446744073709551617",
		`"9007199254740993"`:     "9007199254740993",
		`"pf-APHDLgAD-cTXBtz"`:   "pf-APHDLgAD-cTXBtz",
		`"a\"b\u00e9"`:           `a"bé`,
		`null`:                   "",
		`""`:                     "",
		`1000000000000000000000`: "1000000000000000000000",
	} {
		id := workato.ID("before")
		require.NoError(t, json.Unmarshal([]byte(text), &id), text)
		require.Equal(t, want, id, text)
	}
	for _, text := range []string{`true`, `{}`, `[]`, `{"id":7}`} {
		var id workato.ID
		require.EqualError(t, json.Unmarshal([]byte(text), &id), "an id is neither a number nor a string", text)
	}
}

// The samples of the reference send numbers where an id is one.
func TestID_MarshalJSON(t *testing.T) {
	t.Parallel()
	for id, want := range map[workato.ID]string{
		"7":                    `7`,
		"0":                    `0`,
		"9007199254740993":     `9007199254740993`,
		"999999999999999999":   `999999999999999999`,
		"9999999999999999999":  `"9999999999999999999"`,
		"007":                  `"007"`,
		"-7":                   `"-7"`,
		"7.0":                  `"7.0"`,
		"1e3":                  `"1e3"`,
		"٣":                    `"٣"`,
		"":                     `""`,
		"pf-APHDLgAD-cTXBtz":   `"pf-APHDLgAD-cTXBtz"`,
		"Eacme":                `"Eacme"`,
		"12345678901234567a":   `"12345678901234567a"`,
		"a\"b":                 `"a\"b"`,
		"18446744073709551617": `"18446744073709551617"`,
	} {
		got, err := json.Marshal(id)
		require.NoError(t, err)
		require.Equal(t, want, string(got))
	}
}

func TestText_UnmarshalJSON(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]workato.Text{
		`"acme"`:              "acme",
		`2300`:                "2300",
		`9007199254740993`:    "9007199254740993",
		`null`:                "",
		`""`:                  "",
		`[]`:                  "",
		`["a@x.test"]`:        "a@x.test",
		`["a@x.test","b",7]`:  "a@x.test,b,7",
		`[["a","b"],"c"]`:     "a,b,c",
		`"a@x.test,b@x.test"`: "a@x.test,b@x.test",
	} {
		value := workato.Text("before")
		require.NoError(t, json.Unmarshal([]byte(text), &value), text)
		require.Equal(t, want, value, text)
	}
	for _, text := range []string{`true`, `{}`, `[true]`} {
		var value workato.Text
		require.Error(t, json.Unmarshal([]byte(text), &value), text)
	}
}
