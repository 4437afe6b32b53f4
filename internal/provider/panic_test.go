package provider_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/provider"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// panicking panics in the POST whose body has a text: before it is sent, or when the
// answer is there.
type panicking struct {
	text     string
	answered bool
	next     http.RoundTripper
}

func (p panicking) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Method != http.MethodPost || req.Body == nil {
		return p.next.RoundTrip(req)
	}
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	req.Body = io.NopCloser(bytes.NewReader(body))
	guilty := bytes.Contains(body, []byte(p.text))
	if guilty && !p.answered {
		panic("body: " + string(body))
	}
	resp, err := p.next.RoundTrip(req)
	if guilty && err == nil {
		resp.Body.Close() //nolint:errcheck,gosec // What follows is worse.
		panic("body: " + string(body))
	}
	return resp, err
}

// TestC15_panic has one of ten creations panic: the others are not affected, and where
// the object was made, it is in the state.
func TestC15_panic(t *testing.T) {
	t.Parallel()
	for name, answered := range map[string]bool{"before it is sent": false, "when it was answered": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := acctest.NewAccount(t)
			customer := fmt.Sprint(account.AddCustomer("Acme"))
			base, err := transport.Base("")
			require.NoError(t, err)
			t.Cleanup(base.CloseIdleConnections)
			server := account.Server(t, provider.WithRoundTripper(panicking{"Group 7", answered, base}))
			states, diags := make([]acctest.State, 10), make([]acctest.Diagnostics, 10)
			var creations sync.WaitGroup
			for i := range states {
				plan, problems := server.Plan(t, server.Absent(t, "workato_collaborator_group"), acctest.Object{
					"managed_customer_id": customer, "name": fmt.Sprintf("Group %d", i),
				})
				require.Empty(t, problems)
				creations.Go(func() { states[i], diags[i] = server.Apply(t, plan) })
			}
			creations.Wait()

			for i := range states {
				if i == 7 {
					continue
				}
				require.Empty(t, diags[i].String())
				require.True(t, states[i].Exists(), "group %d is lost", i)
			}
			require.Contains(t, diags[7].String(), "the provider has a bug")
			require.NotContains(t, diags[7].String(), "Group 7\"}", "the panic's values are not told")
			require.Equal(t, answered, states[7].Exists())
			require.Equal(t, answered, len(diags[7].Errors()) == 0, diags[7].String())
			require.Len(t, account.Live(sandbox.KindUserGroup), map[bool]int{false: 9, true: 10}[answered])
			require.Empty(t, account.Duplicates())
		})
	}
}
