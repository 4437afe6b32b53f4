package sandbox_test

import (
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/samples"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// sendSample sends a sample as it is, except that some ids are those of the sandbox.
func sendSample(t *testing.T, c *client, sample samples.Sample, ids ...string) answer {
	t.Helper()
	replace := strings.NewReplacer(ids...)
	request, err := http.NewRequestWithContext(t.Context(), sample.Request.Method,
		c.url+replace.Replace(sample.Request.URL.RequestURI()), strings.NewReader(replace.Replace(sample.Request.Body)))
	require.NoError(t, err)
	for name, values := range sample.Request.Header {
		if name != "Host" && name != "Content-Length" { // of the connection
			request.Header[name] = values
		}
	}
	if sample.Request.Body == "" {
		request.Body = http.NoBody
	} else if request.Header.Get("Content-Type") == "" {
		// One sample leaves it to curl, which would say that it is a form.
		request.Header.Set("Content-Type", "application/json")
	}
	got, err := c.send(request)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, got.status, got.raw)
	return got
}

// The sandbox takes each sample of the documents, and answers as they do.
func TestSamples_workato(t *testing.T) {
	t.Parallel()
	for _, sample := range samples.Load(t, filepath.Join("..", "client", "workato", "testdata", "samples")) {
		t.Run(sample.Name, func(t *testing.T) {
			t.Parallel()
			c := start(t)
			customer := c.sb.AddLegacyCustomer("Acme")
			role, err := c.sb.AddLegacyRole(customer, "developer")
			require.NoError(t, err)
			path := customerPath(strconv.Itoa(customer))
			one := idText(c.must(http.MethodPost, path+"/folders", object{"name": "One"})["id"])
			other := idText(c.must(http.MethodPost, path+"/folders", object{"name": "Other"})["id"])
			copied := c.must(http.MethodPost, path+"/roles/"+strconv.Itoa(role)+"/copy", object{"name": "devs", "folder_ids": []string{one}})
			require.NotEmpty(t, copied)
			c.token = "" // that of the sample
			got := sendSample(t, c, sample, "/123/", "/"+strconv.Itoa(customer)+"/", "/490/", "/"+strconv.Itoa(role)+"/", `"1232"`, `"`+one+`"`, `"1224"`, `"`+other+`"`)
			sample.RequireSameMembers(t, []byte(got.raw), "[].privileges")
		})
	}
}

func TestSamples_workspace365(t *testing.T) {
	t.Parallel()
	for _, sample := range samples.Load(t, filepath.Join("..", "client", "workspace365", "testdata", "samples")) {
		t.Run(sample.Name, func(t *testing.T) {
			t.Parallel()
			c := startW365(t, sandbox.Workspace365Readings{}, sandbox.WithProvisioningKey(sample.Request.Header.Get("ProvisioningKey")))
			if strings.Contains(sample.Request.URL.Path, "/example/") && sample.Request.Body == "" {
				require.NoError(t, c.sb.AddWorkspace365Environment("example"))
			}
			got := sendSample(t, c.client, sample)
			if sample.Response != nil {
				sample.RequireSameMembers(t, []byte(got.raw))
			}
		})
	}
}
