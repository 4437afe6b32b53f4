package workspace365_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

const (
	byPath = "POST /Provisioning/Environment/acme/"
	byBody = "POST /Provisioning/Environment/"
	list   = "GET /Provisioning/Environment/"
)

// The document contradicts itself about the path of an empty environment. The one
// with the name comes first; the other is tried only where nothing can have been
// created at the first.
func TestCreateEmpty_U01_paths(t *testing.T) {
	t.Parallel()
	const created = `{"environmentName":"acme","registerUrl":"https://x.example/r"}`
	for name, test := range map[string]struct {
		// first, listed and second are the answers, in the order of the calls.
		firstStatus   int
		first, listed string
		secondStatus  int
		calls         []string
		registerURL   string
		says          string
	}{
		"by the path":                       {firstStatus: 200, first: created, calls: []string{byPath}, registerURL: "https://x.example/r"},
		"by the path, answered with a name": {firstStatus: 200, first: `"acme"`, calls: []string{byPath}},
		"404":                               {firstStatus: 404, listed: `[]`, secondStatus: 200, calls: []string{byPath, list, byBody}, registerURL: "https://x.example/r"},
		"404 with a page":                   {firstStatus: 404, first: `<html>404</html>`, listed: `["other"]`, secondStatus: 200, calls: []string{byPath, list, byBody}, registerURL: "https://x.example/r"},
		"405":                               {firstStatus: 405, first: `{"message":"no POST"}`, listed: `[]`, secondStatus: 200, calls: []string{byPath, list, byBody}, registerURL: "https://x.example/r"},
		"404 but created":                   {firstStatus: 404, listed: `[{"name":"Acme"}]`, calls: []string{byPath, list}},
		"404, and the list does not tell":   {firstStatus: 404, first: `"not here"`, listed: `[{"key":1}]`, calls: []string{byPath, list}, says: "status 404 (Not Found): not here"},
		"404 at both":                       {firstStatus: 404, listed: `[]`, secondStatus: 404, calls: []string{byPath, list, byBody}, says: "POST /Environment/, status 404"},
		"400":                               {firstStatus: 400, first: `["Taken."]`, calls: []string{byPath}, says: "Taken."},
		"403":                               {firstStatus: 403, calls: []string{byPath}, says: "status 403"},
		"409":                               {firstStatus: 409, calls: []string{byPath}, says: "status 409"},
		"500":                               {firstStatus: 500, calls: []string{byPath}, says: "status 500"},
		"unreadable":                        {firstStatus: 200, first: `{"created":true}`, calls: []string{byPath}, says: "it holds no name"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &service{answer: func(r *http.Request) (int, string) {
				switch {
				case r.Method == http.MethodGet:
					return http.StatusOK, test.listed
				case strings.HasSuffix(r.URL.Path, "/acme/"):
					return test.firstStatus, test.first
				case test.secondStatus == http.StatusOK:
					return http.StatusOK, created
				default:
					return test.secondStatus, ""
				}
			}}
			got, err := s.client(t).CreateEmpty(t.Context(), "acme", "ada@acme.example", nil)
			require.Equal(t, test.calls, s.calls())
			if test.says != "" {
				require.ErrorContains(t, err, test.says)
				return
			}
			require.NoError(t, err)
			require.True(t, strings.EqualFold("acme", got.Name))
			require.Equal(t, test.registerURL, got.RegisterURL)
		})
	}
}

// Where the list does not tell whether the first path created something, the outcome
// must not be a plain refusal that lets the creation count as not begun.
func TestCreateEmpty_U01_sameBody(t *testing.T) {
	t.Parallel()
	s := &service{answer: func(r *http.Request) (int, string) {
		if r.Method == http.MethodGet {
			return http.StatusOK, `[]`
		}
		return http.StatusNotFound, ""
	}}
	_, err := s.client(t).CreateEmpty(t.Context(), "acme", "ada@acme.example", nil)
	require.Equal(t, transport.OutcomeRefused, transport.OutcomeOf(err))
	require.Equal(t, s.sent[0].body, s.sent[2].body, "the name is in the body of both")
	require.JSONEq(t, `{"EnvironmentName":"acme","EmailAddress":"ada@acme.example"}`, s.sent[2].body)
}
