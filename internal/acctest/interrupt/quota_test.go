package interrupt

import (
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/provider"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// minute is how long one takes in the tests of quotas, for the service and for the provider.
const minute = 2 * time.Second

// quick is a clock whose minutes are short.
func quick() func() time.Time {
	begun := time.Now()
	const times = int64(time.Minute / minute)
	return func() time.Time { return begun.Add(time.Duration(times * int64(time.Since(begun)))) }
}

// load is a run that creates folders, each with a call of its own.
type load struct {
	server  *acctest.Server
	prefix  string
	folders int
	// parallel is how many are created at a time, as with -parallelism.
	parallel int
}

func newLoad(t *testing.T, w *acctest.World, requests acctest.Object) *acctest.Server {
	t.Helper()
	server := acctest.NewServer(t, provider.WithPace(time.Second, time.Second, minute))
	require.Empty(t, server.Configure(t, acctest.Object{"base_url": w.URL, "api_token": sandbox.DefaultToken, "requests": requests}))
	return server
}

func (l load) run(t *testing.T, w *acctest.World) {
	t.Helper()
	plans := make([]acctest.Plan, l.folders)
	for i := range plans {
		plan, diags := l.server.Plan(t, l.server.Absent(t, "workato_folder"), w.Object(t, acctest.Object{
			"environment_id": "${dev}", "parent_id": "${project_folder}", "name": fmt.Sprintf("%s %d", l.prefix, i),
		}))
		require.Empty(t, diags)
		plans[i] = plan
	}
	states, diags := make([]acctest.State, l.folders), make([]acctest.Diagnostics, l.folders)
	var group errgroup.Group
	group.SetLimit(l.parallel)
	for i, plan := range plans {
		group.Go(func() error {
			states[i], diags[i] = l.server.Apply(t, plan)
			return nil
		})
	}
	require.NoError(t, group.Wait())
	for i, state := range states {
		require.Empty(t, diags[i].String())
		require.True(t, state.Exists())
	}
}

// limited is a service that counts calls, in minutes of ours.
func limited(t *testing.T) *acctest.World {
	t.Helper()
	w := acctest.NewWorld(t, sandbox.WithClock(quick()), sandbox.WithReadings(sandbox.Readings{QuotaPerMinute: sandbox.DocumentedQuotas()}))
	w.ID(t, "project_folder")
	<-time.After(minute) // What the world has needed counts too.
	return w
}

// requireNotRefused demands that no call was one too many.
func requireNotRefused(t *testing.T, w *acctest.World) {
	t.Helper()
	for _, request := range w.Requests() {
		require.NotEqual(t, http.StatusTooManyRequests, request.Status, "%s %s", request.Method, request.Path)
	}
}

// TestQuota_G10_neverExceeded makes more than two minutes' worth of calls, as fast as it may: none is refused.
func TestQuota_G10_neverExceeded(t *testing.T) {
	t.Parallel()
	for _, parallel := range []int{10, 50} {
		t.Run(fmt.Sprint(parallel), func(t *testing.T) {
			t.Parallel()
			w := limited(t)
			load{newLoad(t, w, acctest.Object{}), "Folder", 60, parallel}.run(t, w)
			requireNotRefused(t, w)
			require.Empty(t, w.Duplicates())
		})
	}
}

// TestQuota_P3_twoRuns shares the quota between two runs at once, each of which takes one half of it.
func TestQuota_P3_twoRuns(t *testing.T) {
	t.Parallel()
	w := limited(t)
	var runs sync.WaitGroup
	for _, prefix := range []string{"One", "Other"} {
		server := newLoad(t, w, acctest.Object{"max_share": 0.5})
		runs.Go(func() { load{server, prefix, 30, 10}.run(t, w) })
	}
	runs.Wait()
	requireNotRefused(t, w)
	require.Empty(t, w.Duplicates())
}
