package workspace365_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workspace365"
)

// register is the truth: an instance in memory, with answers that take turns of chance.
type register struct {
	mutex sync.Mutex
	names map[string]bool
	lists atomic.Int64
}

func (r *register) RoundTrip(req *http.Request) (*http.Response, error) {
	pass := func() {
		for range rand.IntN(4) { //nolint:gosec // Any order will do.
			runtime.Gosched()
		}
	}
	pass()
	answer := `"ok"`
	r.mutex.Lock()
	name := strings.ToLower(path.Base(req.URL.Path))
	switch req.Method {
	case http.MethodGet:
		r.lists.Add(1)
		all := make([]string, 0, len(r.names))
		for name := range r.names {
			all = append(all, fmt.Sprintf("%q", name))
		}
		answer = "[" + strings.Join(all, ",") + "]"
	case http.MethodPost:
		r.names[name] = true
	case http.MethodDelete:
		delete(r.names, name)
	}
	r.mutex.Unlock()
	pass()
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(answer)), Request: req}, nil
}

// TestLists_G19_ownWritesAreSeen has many who share one list create, look, delete and look
// again, in any order of all of them: nobody is ever shown what was before their own
// write. With ACCTEST_FAULTS it looks a million times.
func TestLists_G19_ownWritesAreSeen(t *testing.T) {
	t.Parallel()
	const workers = 16
	rounds := 150
	if os.Getenv("ACCTEST_FAULTS") != "" { //nolint:forbidigo // This is no part of the provider.
		rounds = 1_000_000 / workers / 2
	}
	truth := &register{names: map[string]bool{"anchor": true}}
	client := workspace365.New(transport.Config{BaseURL: &url.URL{Scheme: "https", Host: "instance.example.test"}, Base: truth, Backoff: 1}, time.Nanosecond, shared.DefaultAges)
	var looks, stale atomic.Int64
	look := func(name string, want bool) {
		found, err := client.Find(t.Context(), name)
		if err != nil {
			t.Error(err)
			return
		}
		looks.Add(1)
		if (found != nil) != want {
			stale.Add(1)
		}
	}
	look("anchor", true)
	var group sync.WaitGroup
	for worker := range workers {
		group.Go(func() {
			name := fmt.Sprintf("acme%d", worker)
			for range rounds {
				if _, err := client.CreateEmpty(t.Context(), name, "ada@acme.example", nil); err != nil {
					t.Error(err)
					return
				}
				look(name, true)
				if err := client.Delete(t.Context(), name); err != nil {
					t.Error(err)
					return
				}
				look(name, false)
			}
		})
	}
	// Somebody who only looks keeps a list under way at all times.
	done := make(chan struct{})
	go func() {
		defer close(done)
		for looks.Load() < int64(workers*rounds) && !t.Failed() {
			look("anchor", true)
		}
	}()
	group.Wait()
	<-done
	t.Logf("%d looks at %d lists, %d of them stale", looks.Load(), truth.lists.Load(), stale.Load())
	require.Zero(t, stale.Load())
}
