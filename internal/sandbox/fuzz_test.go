package sandbox_test

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// FuzzParseFault holds that what the grammar accepts can be injected, and comes out of
// its JSON as it went in.
func FuzzParseFault(f *testing.F) {
	for _, seed := range []string{
		"POST /api/managed_users drop after", `* /api/* 429 count=3 header=Retry-After:1 body={"message":"x"}`, "PUT /api/{id} 504 later delay=5s",
		"GET * pass delay=1s", "GET / 200 content-type=text/html body=<html>", "GET /x respond", "GET /x 99", "GET /x 0", "GET /x drop skip=-1 count=-7",
		"GET /x drop count=always", "GET /x drop delay=-1s", "GET /x pass later", "GET /x 200 header=:", "GET /x 200 header=a", "", "a b c d", "GET /x 200 header=a\x00:b",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		fault, err := sandbox.ParseFault(text)
		if err != nil {
			require.Zero(t, fault)
			return
		}
		sb := sandbox.New(sandbox.WithoutSeed())
		require.NotPanics(t, func() { sb.InjectFault(fault) })
		data, err := json.Marshal(fault)
		require.NoError(t, err)
		if !utf8.ValidString(text) {
			return // JSON has no text for it.
		}
		var again sandbox.Fault
		require.NoError(t, json.Unmarshal(data, &again))
		require.Equal(t, fault, again)
	})
}
