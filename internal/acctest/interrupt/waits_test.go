package interrupt

import (
	"context"
	"maps"
	"net/http"
	"runtime/pprof"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/provider"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// soon is when a wait must be over. The goal is a second; the rest is for a machine that has other things to do. The
// waits themselves are of a minute or more.
const soon = 10 * time.Second

// wait is a creation that waits for something.
type wait struct {
	typeName string
	config   acctest.Object
	requests acctest.Object
	readings sandbox.Readings
	faults   []sandbox.Fault
	// after is how many requests are made until it waits.
	after int
	// made is whether the object is there, and so in the state.
	made bool
}

const (
	customers = "/api/managed_users"
	groups    = "/api/managed_users/{id}/user_groups"
)

func waits() map[string]wait {
	customer := acctest.Object{"name": "Acme", "external_id": "acme", "notification_email": "ops@acme.example", "provision_environments": true}
	group := acctest.Object{"managed_customer_id": "${customer}", "name": "Builders"}
	return map[string]wait{
		"for a quota": {
			typeName: "workato_collaborator_group", config: group, requests: acctest.Object{"per_minute": acctest.Object{"collaborator_groups": 1}}, after: 1,
		},
		"for what Retry-After says, before the object is looked for": {
			typeName: "workato_collaborator_group", config: group, after: 1,
			faults: []sandbox.Fault{{Method: http.MethodGet, Route: groups, Status: http.StatusTooManyRequests, Header: map[string]string{"Retry-After": "60"}}},
		},
		"for what Retry-After says, before the object is made": {
			typeName: "workato_collaborator_group", config: group, after: 2,
			faults: []sandbox.Fault{{Method: http.MethodPost, Route: groups, Status: http.StatusTooManyRequests, Header: map[string]string{"Retry-After": "60"}}},
		},
		"for a service that has failed": {
			typeName: "workato_collaborator_group", config: group, after: 1,
			faults: []sandbox.Fault{{Method: http.MethodGet, Route: groups, Status: http.StatusBadGateway}},
		},
		"for what a lost call may have made": {
			typeName: "workato_collaborator_group", config: group, after: 3,
			faults: []sandbox.Fault{{Method: http.MethodPost, Route: groups, Action: sandbox.Drop}},
		},
		"for environments": {
			typeName: "workato_managed_customer", config: customer, after: 3, made: true,
			readings: sandbox.Readings{ProvisionDelay: time.Hour, ProvisionIgnoredAtCreate: true},
		},
	}
}

// TestWaits_C13_P1_V3_endAtOnce asks the provider to stop while it waits. Nothing but a write that is under way may keep
// a run that was interrupted, and nothing goes on behind its back.
func TestWaits_C13_P1_V3_endAtOnce(t *testing.T) {
	t.Parallel()
	for name, wait := range waits() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := acctest.NewWorld(t, sandbox.WithReadings(wait.readings))
			config := w.Object(t, wait.config)
			w.ResetRequests()
			for _, fault := range wait.faults {
				w.InjectFault(fault)
			}
			server := acctest.NewServer(t, provider.WithPace(time.Minute, time.Minute, time.Minute))
			requests := acctest.Object{"settle": "60s"}
			maps.Copy(requests, wait.requests)
			require.Empty(t, server.Configure(t, acctest.Object{"base_url": w.URL, "api_token": sandbox.DefaultToken, "requests": requests}))
			plan, diags := server.Plan(t, server.Absent(t, wait.typeName), config)
			require.Empty(t, diags.Errors().String())

			var state acctest.State
			ended := make(chan struct{})
			go pprof.Do(t.Context(), pprof.Labels(label, t.Name()), func(context.Context) {
				defer close(ended)
				state, diags = server.Apply(t, plan)
			})
			require.Eventually(t, func() bool {
				return len(w.Requests()) == wait.after && strings.Contains(strings.Join(goingOn(t), ""), "transport.sleep")
			}, soon, 10*time.Millisecond, "it does not wait")
			begun := time.Now()
			_, err := server.StopProvider(t.Context(), &tfprotov6.StopProviderRequest{})
			require.NoError(t, err)
			select {
			case <-ended:
			case <-time.After(soon):
				require.Fail(t, "it still waits")
			}
			t.Logf("ended after %s", time.Since(begun))
			require.Equal(t, wait.made, state.Exists(), diags.String())
			require.Equal(t, wait.made, len(diags.Errors()) == 0, diags.String())
			require.Len(t, w.Requests(), wait.after, "nothing is called after that")
			require.Eventually(t, func() bool { return len(goingOn(t)) == 0 }, soon, 10*time.Millisecond, "%v", goingOn(t))
		})
	}
}

// label marks the goroutines of a test, which those that they start inherit.
const label = "waits"

// goingOn are the goroutines of a test that run the provider.
func goingOn(t *testing.T) []string {
	t.Helper()
	var profile strings.Builder
	require.NoError(t, pprof.Lookup("goroutine").WriteTo(&profile, 1))
	var out []string
	for goroutine := range strings.SplitSeq(profile.String(), "\n\n") {
		provider := strings.Contains(goroutine, "/internal/client/") || strings.Contains(goroutine, "/internal/service/") || strings.Contains(goroutine, "/internal/framework/")
		if provider && strings.Contains(goroutine, strconv.Quote(label)+":"+strconv.Quote(t.Name())) {
			out = append(out, goroutine)
		}
	}
	return out
}
