package acctest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// API calls the account like another client of its own would, and returns the
// decoded answer. An answer other than 200 fails the test. The calls are in the
// ledger; see ResetRequests. Numbers are json.Number.
func (a *Account) API(t *testing.T, method, path string, body any) any {
	t.Helper()
	var payload io.Reader = http.NoBody
	if body != nil {
		encoded, err := json.Marshal(body)
		require.NoError(t, err)
		payload = bytes.NewReader(encoded)
	}
	req, err := http.NewRequestWithContext(t.Context(), method, a.URL+path, payload)
	require.NoError(t, err)
	req.Header.Set("Authorization", "Bearer "+sandbox.DefaultToken)
	req.Header.Set("Content-Type", "application/json")
	resp, err := new(http.Client).Do(req)
	require.NoError(t, err)
	defer resp.Body.Close() //nolint:errcheck // Nothing is left to do with an answer that was read.
	answer, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, resp.StatusCode, "%s %s: %s", method, path, answer)
	var out any
	decoder := json.NewDecoder(bytes.NewReader(answer))
	decoder.UseNumber()
	require.NoError(t, decoder.Decode(&out))
	return out
}

// Live returns the ids of the objects of a kind that exist.
func (a *Account) Live(kind string) []string {
	var out []string
	for _, object := range a.LiveObjects(kind) {
		out = append(out, object.ID)
	}
	return out
}

// Delete deletes all objects of a kind in the console.
func (a *Account) Delete(t *testing.T, kind string) {
	t.Helper()
	ids := a.Live(kind)
	require.NotEmpty(t, ids, "there is no %s to delete", kind)
	for _, id := range ids {
		require.NoError(t, a.DeleteObject(kind, id))
	}
}

// Message matches a text in the output of the CLI, which breaks lines where it likes.
func Message(text string) *regexp.Regexp {
	words := strings.Fields(text)
	for i, word := range words {
		words[i] = regexp.QuoteMeta(word)
	}
	return regexp.MustCompile(strings.Join(words, `[\s│]+`))
}
