//go:build unix

package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"time"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// account is a service that a run has for itself.
type account struct {
	*sandbox.Sandbox
	url    string
	server *httptest.Server
}

func newAccount(options ...sandbox.Option) *account {
	a := &account{Sandbox: sandbox.New(append([]sandbox.Option{sandbox.WithoutSeed()}, options...)...)}
	a.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a.ServeHTTP(&hurried{w}, r)
	}))
	a.url = a.server.URL
	return a
}

func (a *account) close() {
	a.server.CloseClientConnections()
	a.server.Close()
	a.Wait()
}

// hurried gives times to wait in minutes as short as those in which calls are counted: the sandbox, which is without quotas
// otherwise, knows only its own.
type hurried struct{ http.ResponseWriter }

// WriteHeader implements http.ResponseWriter.
func (h *hurried) WriteHeader(status int) {
	var seconds int
	if _, err := fmt.Sscan(h.Header().Get("Retry-After"), &seconds); err == nil {
		times := int(time.Minute / minute)
		h.Header().Set("Retry-After", strconv.Itoa((seconds+times-1)/times))
	}
	h.ResponseWriter.WriteHeader(status)
}

// Unwrap lets the server hijack the connection, for http.ResponseController.
func (h *hurried) Unwrap() http.ResponseWriter { return h.ResponseWriter }

// withQuotas counts calls as the documents say, in minutes of the given length.
func withQuotas(minute time.Duration) []sandbox.Option {
	begun := time.Now()
	times := int64(time.Minute / minute)
	return []sandbox.Option{
		sandbox.WithClock(func() time.Time { return begun.Add(time.Duration(times * int64(time.Since(begun)))) }),
		sandbox.WithReadings(sandbox.Readings{QuotaPerMinute: sandbox.DocumentedQuotas()}),
	}
}

// calls counts the calls of one command.
type calls struct {
	// Routes counts them by method and route, such as "GET /api/managed_users".
	Routes map[string]int
	// Reads and Writes are all calls that read, and all that mean to change something.
	Reads, Writes int
	// Methods counts them by method.
	Methods map[string]int
	// Refused are those that were one too many for a quota.
	Refused int
}

// All is the number of calls.
func (c calls) All() int { return c.Reads + c.Writes }

// taken returns the calls so far, and begins anew.
func (a *account) taken() calls {
	out := calls{Routes: map[string]int{}, Methods: map[string]int{}}
	for _, r := range a.Requests() {
		out.Routes[r.Method+" "+r.Route]++
		out.Methods[r.Method]++
		if r.Write() {
			out.Writes++
		} else {
			out.Reads++
		}
		if r.Status == http.StatusTooManyRequests {
			out.Refused++
		}
	}
	a.ResetRequests()
	return out
}
