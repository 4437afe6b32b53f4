package transport_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// An answer that holds a secret which is shown once is quoted by no error, whatever is
// wrong with it; what the service says about a refusal still is.
func TestTransport_S3_secretAnswer(t *testing.T) {
	t.Parallel()
	const body = `{"result":{"token":{"value":"fake-once"}}}`
	for name, test := range map[string]struct {
		status       int
		content      string
		body, wanted string
	}{
		"not understood":   {http.StatusOK, "application/json", body, "the answer could not be read (it is not shown, as it may hold a secret)"},
		"cut off":          {http.StatusOK, "application/json", body[:30], "the answer could not be read (it is not shown"},
		"of another type":  {http.StatusOK, "text/html", body, "the answer is a web page instead of JSON (it is not shown"},
		"with an error":    {http.StatusBadGateway, "application/json", body, "no reason was given that could be read (it is not shown"},
		"page and error":   {http.StatusBadGateway, "text/html", "<p>fake-once</p>", "the answer is a web page instead of JSON (it is not shown"},
		"refused in words": {http.StatusForbidden, "application/json", `{"message":"Forbidden"}`, "Forbidden"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			service := roundTripper(func(*http.Request) (*http.Response, error) {
				return reply(test.status, http.Header{"Content-Type": {test.content}}, test.body), nil
			})
			base, err := transport.ParseBaseURL("https://service.test")
			require.NoError(t, err)
			client := transport.New(transport.Config{BaseURL: base, Base: service})
			_, err = transport.Do(t.Context(), client, transport.Request{Method: http.MethodPost, Path: transport.NewPath("/things"), SecretAnswer: true}, decodeThing)
			require.ErrorContains(t, err, test.wanted)
			require.NotContains(t, err.Error(), "fake-once")
		})
	}
}
