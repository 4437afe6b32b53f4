package workspace365_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/samples"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workspace365"
)

var sampleAdmin = workspace365.Admin{Email: "admin@example.com", FirstName: "Admin", LastName: "-", Password: "qwerty"}

// sampled are the calls of the samples in testdata. They return what of the reply the client keeps, in the reply's form.
var sampled = map[string]func(context.Context, *workspace365.Client) (any, error){
	"create": func(ctx context.Context, c *workspace365.Client) (any, error) {
		created, err := c.Create(ctx, "Example", sampleAdmin)
		return created.Name, err
	},
	"create_v2": func(ctx context.Context, c *workspace365.Client) (any, error) {
		created, err := c.CreateV2(ctx, "Example", sampleAdmin)
		return created.Name, err
	},
	"validate": func(ctx context.Context, c *workspace365.Client) (any, error) {
		return c.Validate(ctx, "Example", sampleAdmin)
	},
	// Whether an activation worked is all that matters of the answers to these.
	"activate": func(ctx context.Context, c *workspace365.Client) (any, error) {
		return "example", c.SetActive(ctx, "example", true)
	},
	"deactivate": func(ctx context.Context, c *workspace365.Client) (any, error) {
		return "example", c.SetActive(ctx, "example", false)
	},
	"delete": func(ctx context.Context, c *workspace365.Client) (any, error) {
		return "example", c.Delete(ctx, "example")
	},
	"create_empty": func(ctx context.Context, c *workspace365.Client) (any, error) {
		licenses := int64(99)
		created, err := c.CreateEmpty(ctx, "example", "admin@example.com", &licenses)
		return map[string]string{"environmentName": created.Name, "registerUrl": created.RegisterURL}, err
	},
	"list": func(ctx context.Context, c *workspace365.Client) (any, error) { return c.Environments(ctx) },
}

// Each sample of the document is sent as it is printed, and what the service then answers is understood.
func TestSamples(t *testing.T) {
	t.Parallel()
	for _, sample := range samples.Load(t, filepath.Join("testdata", "samples")) {
		t.Run(sample.Name, func(t *testing.T) {
			t.Parallel()
			call, known := sampled[sample.Name]
			require.True(t, known, "no call makes the sample")
			var sent *http.Request
			var body []byte
			base, err := transport.ParseBaseURL(serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				sent = r
				body, _ = io.ReadAll(r.Body)
				w.Header().Set("Content-Type", "application/json")
				answer := sample.Response
				switch sample.Name {
				case "create_v2":
					answer, _ = json.Marshal(map[string]string{"environmentName": "Example"})
				case "list":
					answer = []byte(`[]`)
				}
				_, _ = w.Write(answer)
			})))
			require.NoError(t, err)
			client := workspace365.New(transport.Config{
				BaseURL: base, Credentials: workspace365.Credentials("00000000-0000-0000-0000-000000000000"), Timeout: 10 * time.Second,
			}, time.Millisecond, shared.DefaultAges)
			decoded, err := call(t.Context(), client)
			require.NoError(t, err)
			sample.RequireRequest(t, sent, body)
			if sample.Response != nil {
				sample.RequireDecoded(t, decoded)
			}
		})
	}
}
