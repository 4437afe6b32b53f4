package workato_test

import (
	"context"
	"io"
	"net/http"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/samples"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
)

// sampled are the calls of the samples in testdata.
var sampled = map[string]func(context.Context, *workato.Client) (any, error){
	"provision_customer": func(ctx context.Context, c *workato.Client) (any, error) {
		return c.CreateCustomer(ctx, workato.CustomerInput{
			Name: workato.Set("Example managed customer"), NotificationEmail: workato.Set("ops@acme.example"), ProvisionEnvironments: workato.Set(true),
		})
	},
	"roles_2020_list": listRoles(""),
	"roles_2020_copy": copyRole,
	"roles_list":      listRoles(""),
	"roles_filter":    listRoles("dev"),
	"roles_copy":      copyRole,
}

func listRoles(name string) func(context.Context, *workato.Client) (any, error) {
	return func(ctx context.Context, c *workato.Client) (any, error) {
		var list []workato.CustomRole
		for role, err := range c.CustomRoles(ctx, "123", name) {
			if err != nil {
				return nil, err
			}
			list = append(list, role)
		}
		return list, nil
	}
}

func copyRole(ctx context.Context, c *workato.Client) (any, error) {
	return c.CopyCustomRole(ctx, "123", "490", workato.CopyInput{Name: "Customer developer", FolderIDs: workato.Set([]string{"1232", "1224"})})
}

// Each sample of the documents is sent as it is printed, and what the service then answers is understood.
func TestSamples(t *testing.T) {
	t.Parallel()
	for _, sample := range samples.Load(t, filepath.Join("testdata", "samples")) {
		t.Run(sample.Name, func(t *testing.T) {
			t.Parallel()
			call, known := sampled[sample.Name]
			require.True(t, known, "no call makes the sample")
			var sent *http.Request
			var body []byte
			client := clientFor(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				sent = r
				body, _ = io.ReadAll(r.Body)
				w.Header().Set("Content-Type", "application/json")
				_, _ = w.Write(sample.Response)
			}), workato.RBACAuto)
			decoded, err := call(t.Context(), client)
			require.NoError(t, err)
			sample.RequireRequest(t, sent, body)
			sample.RequireDecoded(t, decoded)
		})
	}
}
