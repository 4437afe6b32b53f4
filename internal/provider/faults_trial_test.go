package provider_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/provider"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// RoundTrip implements http.RoundTripper. It panics with an answer in its hands, if the
// fault that the request met asks for that.
func (tr *trial) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := tr.base.RoundTrip(req)
	if tr.panics.CompareAndSwap(true, false) {
		if err == nil {
			resp.Body.Close() //nolint:errcheck,gosec // What follows is worse.
		}
		panic("token " + sandbox.DefaultToken)
	}
	return resp, err
}

// restart goes on with a provider that was started anew, and has read nothing yet.
func (tr *trial) restart(t *testing.T, k faultKind) {
	t.Helper()
	if tr.base == nil {
		base, err := transport.Base("")
		require.NoError(t, err)
		t.Cleanup(base.CloseIdleConnections)
		tr.base = base
	}
	timeout := "5s"
	if k.timeout != "" {
		timeout = k.timeout
	}
	tr.server = acctest.NewServer(t, provider.WithRoundTripper(tr))
	require.Empty(t, tr.server.Configure(t, acctest.Object{
		"base_url": tr.world.URL, "api_token": sandbox.DefaultToken,
		"requests":     acctest.Object{"timeout": timeout, "settle": k.settle.String()},
		"workspace365": acctest.Object{"base_url": tr.world.URL, "provisioning_key": sandbox.DefaultProvisioningKey},
	}))
	if tr.Instance != nil {
		next := tr.server.Instance(t, tr.Type)
		next.State, next.Tainted = tr.State, tr.Tainted
		tr.Instance = next
	}
}

// read refreshes the resource, whatever comes of it.
func (tr *trial) read(t *testing.T) acctest.Diagnostics {
	t.Helper()
	state, diags := tr.server.Read(t, tr.State)
	tr.State = state
	return diags
}

// leaks counts the credentials in what was said.
func leaks(diags acctest.Diagnostics) int {
	n := 0
	for _, secret := range []string{sandbox.DefaultToken, sandbox.DefaultProvisioningKey} {
		n += strings.Count(diags.String(), secret)
	}
	return n
}

var ofItsOwn = regexp.MustCompile(`\d{4}-\d{2}-\d{2}T[0-9:.]+(Z|[+-]\d{2}:\d{2})|127\.0\.0\.1:\d+`)

// timeless is an object as text, without what differs from world to world: times, and
// where it is served.
func timeless(object acctest.Object) string {
	return ofItsOwn.ReplaceAllString(fmt.Sprint(object), "…")
}
