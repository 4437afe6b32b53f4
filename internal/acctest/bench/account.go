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

// newAccount serves an account. Where a minute has a length, calls are counted as the documents say, in such minutes.
func newAccount(minute time.Duration, options ...sandbox.Option) *account {
	options = append([]sandbox.Option{sandbox.WithoutSeed()}, options...)
	a := &account{}
	handler := http.Handler(a)
	if minute > 0 {
		times := int64(time.Minute / minute)
		begun := time.Now()
		options = append(options,
			sandbox.WithClock(func() time.Time { return begun.Add(time.Duration(times * int64(time.Since(begun)))) }),
			sandbox.WithReadings(sandbox.Readings{QuotaPerMinute: sandbox.DocumentedQuotas()}))
		handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { a.ServeHTTP(&hurried{w, times}, r) })
	}
	a.Sandbox = sandbox.New(options...)
	a.server = httptest.NewServer(handler)
	a.url = a.server.URL
	return a
}

func (a *account) close() {
	a.server.CloseClientConnections()
	a.server.Close()
	a.Wait()
}

// hurried tells clients, whose clocks are real, how long to wait in real time. The sandbox knows only its own, which is so
// many times as fast.
type hurried struct {
	http.ResponseWriter
	times int64
}

// WriteHeader implements http.ResponseWriter.
func (h *hurried) WriteHeader(status int) {
	var seconds int64
	if _, err := fmt.Sscan(h.Header().Get("Retry-After"), &seconds); err == nil {
		h.Header().Set("Retry-After", strconv.FormatInt((seconds+h.times-1)/h.times, 10))
	}
	h.ResponseWriter.WriteHeader(status)
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
