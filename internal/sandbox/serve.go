package sandbox

import (
	"bytes"
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// bodyLimit keeps a runaway client from filling the memory.
const bodyLimit = 8 << 20

// ServeHTTP answers the API, and the sandbox's own controls below /_sandbox/.
func (sb *Sandbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, adminPrefix) {
		sb.admin.ServeHTTP(w, r)
		return
	}
	if found, _ := sb.api.Handler(r); found != nil {
		if _, known := found.(*route); known {
			sb.api.ServeHTTP(w, r) // for the wildcards of the path
			return
		}
	}
	unknown := &route{sb: sb, admit: admitWorkato, answer: func(*call) (reply, error) { return reply{}, errNotFound }}
	if meantForWorkspace365(r) {
		unknown.admit, unknown.answer = admitWorkspace365, w365Unknown
	}
	unknown.ServeHTTP(w, r)
}

// ServeHTTP takes a request through the ledger, the faults and its handler.
func (rt *route) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	sb := rt.sb
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, bodyLimit))
	if err != nil {
		return // the client has gone away or sent too much
	}
	if r.Context().Value(repeated{}) != nil {
		sb.again(w, rt, r, raw)
		return
	}
	entry, fault := sb.arrive(rt, r, raw)
	if err := pause(r.Context(), sb.latency); err != nil {
		return
	}
	if fault == nil {
		fault = &Fault{When: AfterCommit, Action: Pass}
	}

	var answer reply
	switch fault.When {
	case BeforeCommit:
		fault.met()
		if err := pause(r.Context(), fault.Delay); err != nil {
			return
		}
		if fault.Action == Pass {
			answer = sb.run(rt, r, raw, entry)
		}
	case AfterCommit:
		answer = sb.run(rt, r, raw, entry)
		fault.met()
		if err := pause(r.Context(), fault.Delay); err != nil {
			return
		}
	case CommitLater:
		fault.met()
		// The request outlives its connection, so it needs a context that does.
		late := r.Clone(context.WithoutCancel(r.Context()))
		sb.later.Add(1)
		time.AfterFunc(fault.Delay, func() {
			defer sb.later.Done()
			sb.run(rt, late, raw, entry)
		})
	}
	sb.send(w, fault, answer, entry)
}

func (f *Fault) met() {
	if f.Met != nil {
		f.Met()
	}
}

// pause waits, unless the client gives up first.
func pause(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// arrive enters a request into the ledger and finds the fault that it meets.
func (sb *Sandbox) arrive(rt *route, r *http.Request, raw []byte) (*Request, *Fault) {
	body, err := decodeBody(raw)
	if err != nil && len(raw) > 0 {
		body = fmt.Sprintf("(not JSON, %d bytes)", len(raw))
	}
	sb.mu.Lock()
	defer sb.mu.Unlock()
	entry := sb.ledger.arrived(Request{
		Time:   sb.clock(),
		Method: r.Method,
		Path:   r.URL.EscapedPath(),
		Query:  r.URL.RawQuery,
		Route:  rt.template,
		Body:   masked(body),
	})
	return entry, sb.meet(entry)
}

// run lets the request have its effect.
func (sb *Sandbox) run(rt *route, r *http.Request, raw []byte, entry *Request) reply {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	c := &call{sb: sb, request: r, raw: raw, sequence: entry.Sequence, now: sb.clock(), endpoint: rt.endpoint()}
	answer, err := sb.answer(rt, c)
	var refused refusal
	switch {
	case errors.As(err, &refused):
		return refused.reply()
	case err != nil:
		// The body of 500 is that of the general page (docs.workato.com/oem/oem-api).
		return reply{status: http.StatusInternalServerError, body: map[string]any{"message": "Server error", "id": "00000000-0000-0000-0000-000000000000"}}
	}
	if sb.observe != nil && sb.api.endpoints[c.endpoint] && answer.status < http.StatusMultipleChoices {
		sb.observe(r, c.endpoint)
	}
	entry.Committed = entry.Write() && !c.idle
	if entry.Committed {
		sb.record(r, raw, c.now)
	}
	return sb.rewritten(answer, entry)
}

func (sb *Sandbox) answer(rt *route, c *call) (reply, error) {
	sb.provisionDue(c.now)
	if err := rt.admit(c, rt); err != nil {
		return reply{}, err
	}
	if limit, limited := sb.readings.QuotaPerMinute[rt.class]; limited {
		if err := sb.quotas.take(rt.class, limit, c.now); err != nil {
			return reply{}, err
		}
	}
	return rt.answer(c)
}

// admitWorkato lets in what carries the bearer token and asks for a path that
// the chosen reading has.
func admitWorkato(c *call, rt *route) error {
	if !c.sb.authorized(c.request) {
		return errUnauthorized
	}
	if !rt.on(c.sb.readings) {
		return errNotFound
	}
	return nil
}

// authorized checks the bearer token (docs.workato.com/oem/oem-api, "Authentication").
func (sb *Sandbox) authorized(r *http.Request) bool {
	token, isBearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	// What a client gets whose role lacks an endpoint is not documented. Assumption: what it gets without a token.
	mayRead := token == ReadOnlyToken && r.Method == http.MethodGet
	return isBearer && !sb.tokenRevoked && (mayRead || subtle.ConstantTimeCompare([]byte(token), []byte(sb.token)) == 1)
}

// loginPage is what a portal in between sends instead of an answer.
const loginPage = `<!DOCTYPE html><html><head><title>Sign in</title></head><body><form action="/login">Sign in to continue</form></body></html>`

// send answers as the fault says, or truly.
func (sb *Sandbox) send(w http.ResponseWriter, fault *Fault, answer reply, entry *Request) {
	status, body := answer.status, encode(answer.body)
	header := answer.header.Clone()
	if header == nil {
		header = http.Header{}
	}
	// Replies are JSON in UTF-8 (docs.workato.com/oem/oem-api, "Supported
	// formats"), unless the handler has chosen to send something else.
	if header.Get("Content-Type") == "" {
		header.Set("Content-Type", "application/json; charset=utf-8")
	}

	switch fault.Action {
	case Respond:
		status, body = fault.Status, []byte(fault.Body)
		header = http.Header{}
		header.Set("Content-Type", "application/json; charset=utf-8")
		if fault.ContentType != "" {
			header.Set("Content-Type", fault.ContentType)
		}
		for name, value := range fault.Header {
			header.Set(name, value)
		}
	case Drop:
		status = 0
	case Truncate:
		if status == 0 {
			status, body = http.StatusOK, encode(map[string]any{"message": "this answer is cut off in the middle"})
		}
	case Empty:
		status, body = http.StatusOK, nil
	case HTML:
		status, body = http.StatusOK, []byte(loginPage)
		header.Set("Content-Type", "text/html; charset=utf-8")
	case Pass:
	}

	sb.finish(entry, status)
	if fault.Action == Drop {
		panic(http.ErrAbortHandler) // the documented way to close without an answer
	}
	maps.Copy(w.Header(), header)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if fault.Action == Truncate {
		body = body[:len(body)/2]
	}
	_, _ = w.Write(body)
	if fault.Action == Truncate {
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}
}

// encode leaves characters such as & alone, as the API does.
func encode(body any) []byte {
	switch body := body.(type) {
	case nil:
		return nil
	case rawBody:
		return body
	}
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(body); err != nil {
		return fmt.Appendf(nil, `{"message":"Server error: %s"}`, err)
	}
	return buffer.Bytes()
}

// finish completes the request's entry in the ledger and the log.
func (sb *Sandbox) finish(entry *Request, status int) {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	entry.Status = status
	if sb.requestLog == nil {
		return
	}
	note := ""
	if entry.Fault != 0 {
		note = fmt.Sprintf(" (fault %d)", entry.Fault)
	}
	_, _ = fmt.Fprintf(sb.requestLog, "%s %s %s %d%s\n", entry.Time.Format(time.TimeOnly), entry.Method, entry.Path, status, note)
}
