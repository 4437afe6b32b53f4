package transport_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// A redirect, wherever it leads, is followed by nothing: credentials stay at their
// origin, a write is not sent again, and the error names the host that it leads to.
func TestTransport_S1_redirects(t *testing.T) {
	t.Parallel()
	const origin = "https://api.example.test:8443"
	redirects, elsewhere, again := 0, 0, 0
	for _, status := range []int{http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect} {
		for target, host := range map[string]string{
			"https://login.other.test/in":                   "login.other.test",
			"https://api.example.test:9443/things":          "api.example.test:9443",
			"http://api.example.test:8443/things":           "api.example.test:8443",
			"https://sub.api.example.test:8443/things":      "sub.api.example.test:8443",
			"https://example.test:8443/things":              "example.test:8443",
			"//login.other.test/in":                         "login.other.test",
			"/things/else":                                  "api.example.test:8443",
			"https://user:" + canary + "@login.other.test/": "login.other.test",
			"https://" + canary + ".other.test/":            "(redacted).other.test",
			"https://login.other.test/?token=" + canary:     "login.other.test",
		} {
			for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodDelete} {
				calls := 0
				client := transport.New(transport.Config{
					BaseURL: parse(t, origin), Credentials: http.Header{"Authorization": {"Bearer " + canary}, "ProvisioningKey": {canary}},
					Base: roundTripper(func(req *http.Request) (*http.Response, error) {
						if calls++; calls > 1 {
							again++
						}
						if req.URL.Scheme+"://"+req.URL.Host != origin {
							elsewhere++
						}
						resp := reply(status, http.Header{"Location": {target}}, "")
						resp.Request = req
						return resp, nil
					}),
				})
				redirects++
				_, err := transport.Do(t.Context(), client, transport.Request{Method: method, Path: transport.NewPath("/things"), Body: map[string]string{"name": "acme"}}, decodeThing)
				failure := failureOf(t, err)
				require.Equal(t, status, failure.Status)
				require.Equal(t, transport.OutcomeAmbiguous, failure.Outcome)
				require.Equal(t, "the service redirects to "+host+", and redirects are not followed: the base URL is probably not that of the API", failure.Message)
				require.NotContains(t, err.Error(), canary)
			}
		}
	}
	t.Logf("%d redirects: %d calls went elsewhere, %d were sent again", redirects, elsewhere, again)
	require.Zero(t, elsewhere)
	require.Zero(t, again)
}

// The same over a network, with the round tripper of the provider.
func TestTransport_S1_redirectsOnTheWire(t *testing.T) {
	t.Parallel()
	for _, status := range []int{301, 302, 303, 307, 308} {
		for _, request := range []transport.Request{get(), post()} {
			t.Run(fmt.Sprint(status, " ", request.Method), func(t *testing.T) {
				t.Parallel()
				var elsewhere, here atomic.Int32
				other := start(t, func(http.ResponseWriter, *http.Request) { elsewhere.Add(1) })
				config := start(t, func(w http.ResponseWriter, r *http.Request) {
					here.Add(1)
					assert.Equal(t, []string{"Bearer " + canary}, r.Header["Authorization"])
					http.Redirect(w, r, other.BaseURL.String()+"/things", status)
				})
				config.Credentials = http.Header{"Authorization": {"Bearer " + canary}}
				_, err := transport.Do(t.Context(), transport.New(config), request, decodeThing)
				require.Equal(t, status, failureOf(t, err).Status)
				require.ErrorContains(t, err, "redirects to "+other.BaseURL.Host)
				require.Zero(t, elsewhere.Load())
				require.EqualValues(t, 1, here.Load())
			})
		}
	}
}

// The variables for proxies are honoured, and the password that may be in one is told
// by no error, be the variable right or wrong.
func TestTransport_S6_proxyOfTheEnvironment(t *testing.T) {
	t.Parallel()
	if os.Getenv("PROXY_CHILD") != "" { //nolint:forbidigo // Set below: net/http reads these variables once in a process.
		base, err := transport.Base("")
		require.NoError(t, err)
		client := transport.New(transport.Config{BaseURL: parse(t, "https://api.example.test"), Base: base, Backoff: 1, Timeout: 5 * time.Second})
		_, err = transport.Do(t.Context(), client, post(), decodeThing)
		t.Logf("outcome: %s error: %v", transport.OutcomeOf(err), err)
		return
	}
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Seen", r.Method)
		w.WriteHeader(http.StatusProxyAuthRequired)
	}))
	t.Cleanup(proxy.Close)
	for name, test := range map[string]struct{ variables, says []string }{
		"honoured":         {[]string{"HTTPS_PROXY=" + strings.Replace(proxy.URL, "//", "//ada:"+canary+"@", 1)}, []string{"Proxy Authentication Required"}},
		"not for this one": {[]string{"HTTPS_PROXY=" + proxy.URL, "NO_PROXY=example.test"}, []string{"api.example.test could not be reached"}},
		"not a URL":        {[]string{"HTTPS_PROXY=http://ada:" + canary + "%zz@proxy.test"}, []string{"could not be reached"}},
		"with a slash":     {[]string{"HTTPS_PROXY=http://ada:" + canary + "/x@proxy.test"}, []string{"could not be reached"}},
		"without a scheme": {[]string{"HTTPS_PROXY=ada:" + canary + "%zz@proxy.test:1"}, []string{"could not be reached"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestTransport_S6_proxyOfTheEnvironment$", "-test.v") //nolint:gosec // This test itself.
			child.Env = append(slices.Clone(test.variables), "PROXY_CHILD=1")
			said, err := child.CombinedOutput()
			require.NoError(t, err, string(said))
			require.Contains(t, string(said), "outcome: not sent")
			for _, text := range test.says {
				require.Contains(t, string(said), text)
			}
			if name == "not for this one" {
				require.NotContains(t, string(said), "Proxy")
			}
			require.NotContains(t, string(said), canary)
		})
	}
}

// A service that closes idle connections costs nothing: reads go on, and a write arrives
// once or not at all.
func TestTransport_P7_idleConnectionsClosed(t *testing.T) {
	t.Parallel()
	var reads, writes atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		if r.Method == http.MethodGet {
			reads.Add(1)
		} else {
			writes.Add(1)
		}
		_, _ = io.WriteString(w, `{"id":"7"}`)
	}))
	t.Cleanup(server.Close)
	client := transport.New(transport.Config{BaseURL: parse(t, server.URL), Backoff: 1, Timeout: 10 * time.Second})
	for i := range 100 {
		server.CloseClientConnections()
		_, err := transport.Do(t.Context(), client, get(), decodeThing)
		require.NoError(t, err)
		server.CloseClientConnections()
		before := writes.Load()
		_, err = transport.Do(t.Context(), client, post(), decodeThing)
		arrived := writes.Load() - before
		require.LessOrEqual(t, arrived, int64(1), "write %d was sent again", i)
		if err == nil {
			require.EqualValues(t, 1, arrived)
		} else {
			// The connection broke while the request was on it.
			require.Equal(t, transport.OutcomeAmbiguous, transport.OutcomeOf(err))
		}
	}
	require.GreaterOrEqual(t, reads.Load(), int64(100))
}

// A read that meets a connection which has just been closed is repeated.
func TestTransport_P7_readOnKeptConnection(t *testing.T) {
	t.Parallel()
	var calls atomic.Int32
	client := transport.New(start(t, func(w http.ResponseWriter, _ *http.Request) {
		if calls.Add(1) == 2 {
			hangUp(t, w, "")
			return
		}
		_, _ = io.WriteString(w, `{"id":"7"}`)
	}))
	for range 2 {
		_, err := transport.Do(t.Context(), client, get(), decodeThing)
		require.NoError(t, err)
	}
	require.EqualValues(t, 3, calls.Load())
}

// With HTTP/2, net/http sends a POST again, and again, where the service resets its
// stream, be it after the POST was carried out. So it is not spoken, even if offered.
func TestTransport_P7_noHTTP2(t *testing.T) {
	t.Parallel()
	protocols := make(chan string, 1)
	server, caFile, _ := tlsServer(t, nil)
	server.Close()
	server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		protocols <- r.Proto
		_, _ = io.WriteString(w, `{}`)
	}))
	server.EnableHTTP2 = true
	server.StartTLS()
	t.Cleanup(server.Close)
	base, err := transport.Base(caFile)
	require.NoError(t, err)
	require.Nil(t, send(t, base, server.URL))
	require.Equal(t, "HTTP/1.1", <-protocols)
}

// peak runs f and returns by how much the heap was larger at most than before.
func peak(f func()) uint64 {
	var stats runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&stats)
	before, most := stats.HeapAlloc, stats.HeapAlloc
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			select {
			case <-stop:
				return
			case <-time.After(time.Millisecond):
				runtime.ReadMemStats(&stats)
				most = max(most, stats.HeapAlloc)
			}
		}
	}()
	f()
	close(stop)
	<-stopped
	return most - before
}

// An answer of any size takes a bounded amount of memory. It is not parallel to others,
// whose memory would count.
//
//nolint:paralleltest // See above.
func TestTransport_R14_memory(t *testing.T) {
	const most = 64 << 20
	chunk := []byte(strings.Repeat(`{"id":"7"},`, 1<<10))
	for name, test := range map[string]struct {
		size int
		says string
	}{
		"64 MiB":   {64 << 20, "the answer is larger than 16 MiB"},
		"10⁵ rows": {100_000 * len(`{"id":"7"},`), ""},
	} {
		t.Run(name, func(t *testing.T) {
			config := start(t, func(w http.ResponseWriter, _ *http.Request) {
				_, _ = io.WriteString(w, "[")
				for sent := 0; sent < test.size; sent += len(chunk) {
					if _, err := w.Write(chunk); err != nil {
						return
					}
				}
				_, _ = io.WriteString(w, `{"id":"8"}]`)
			})
			var rows []thing
			var err error
			extra := peak(func() {
				rows, err = transport.Do(t.Context(), transport.New(config), get(), func(body []byte) ([]thing, error) {
					var out []thing
					err := json.Unmarshal(body, &out)
					return out, err
				})
			})
			t.Logf("%d MiB more than before", extra>>20)
			require.Less(t, extra, uint64(most))
			if test.says == "" {
				require.NoError(t, err)
				require.Greater(t, len(rows), 90_000)
				return
			}
			require.Equal(t, test.says, failureOf(t, err).Message)
		})
	}
}

// An answer that comes drop by drop is given up when the time for one call is over.
func TestTransport_R14_slowDrip(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		transport.Request
		calls int
	}{{get(), 4}, {post(), 1}} {
		t.Run(test.Method, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				calls := 0
				client := transport.New(transport.Config{BaseURL: parse(t, "https://api.example.test"), Base: roundTripper(func(req *http.Request) (*http.Response, error) {
					calls++
					body, drip := io.Pipe()
					go func() {
						for req.Context().Err() == nil {
							_, _ = drip.Write([]byte(" "))
							time.Sleep(time.Second) //nolint:forbidigo // The clock of the bubble.
						}
						_ = drip.CloseWithError(req.Context().Err())
					}()
					return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: body}, nil
				})})
				begun := time.Now()
				_, err := transport.Do(t.Context(), client, test.Request, decodeThing)
				failure := failureOf(t, err)
				require.Equal(t, transport.OutcomeAmbiguous, failure.Outcome)
				require.Equal(t, "the connection broke while the answer was read", failure.Message)
				require.Equal(t, test.calls, calls)
				require.LessOrEqual(t, time.Since(begun), time.Duration(test.calls)*(time.Minute+10*time.Second))
			})
		})
	}
}

// No answer is asked for on a condition: validators of earlier ones are not kept, so
// that a stale or wrong one hides nothing, and a 304 is an error.
func TestTransport_R15_noValidators(t *testing.T) {
	t.Parallel()
	bodies := []string{`{"id":"7"}`, `{"id":"8"}`}
	var calls atomic.Int32
	client := transport.New(start(t, func(w http.ResponseWriter, r *http.Request) {
		for name := range r.Header {
			assert.False(t, strings.HasPrefix(name, "If-"), "%s is sent", name)
		}
		assert.Empty(t, r.Header.Get("Cache-Control"))
		n := calls.Add(1)
		w.Header().Set("ETag", `"the-same"`)
		w.Header().Set("Last-Modified", "Mon, 04 May 2026 03:02:31 GMT")
		w.Header().Set("Cache-Control", "max-age=3600")
		if int(n) > len(bodies) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = io.WriteString(w, bodies[n-1])
	}))
	for _, want := range []string{"7", "8"} {
		got, err := transport.Do(t.Context(), client, get(), decodeThing)
		require.NoError(t, err)
		require.Equal(t, want, got.ID, "what has changed is seen")
	}
	_, err := transport.Do(t.Context(), client, get(), decodeThing)
	require.True(t, transport.HasStatus(err, http.StatusNotModified))
}
