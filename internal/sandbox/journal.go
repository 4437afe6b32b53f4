package sandbox

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Event is something that has changed the sandbox: a request that had an effect, or what a person did in the console. A
// journal has one on each line, as JSON, and the sandbox comes to the same when it carries all of them out again: ids are
// counted, and nothing is left to chance.
type Event struct {
	// Time is when it happened; left out, it happens when the journal is read.
	Time   time.Time `json:"time,omitzero"`
	Method string    `json:"method"`
	// Path is that of the API, or of the sandbox's own controls, with the query.
	Path string `json:"path"`
	// Body is what was sent, if it was JSON; otherwise Text is, of the given type.
	Body        json.RawMessage `json:"body,omitempty"`
	Text        string          `json:"text,omitempty"`
	ContentType string          `json:"content_type,omitempty"`
}

// Journal writes a line to w for each event from now on. Lines hold what was sent, so secrets too, but no credential of the
// APIs.
func (sb *Sandbox) Journal(w io.Writer) {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	sb.journal = w
}

// record writes an event down. The lock is held.
func (sb *Sandbox) record(r *http.Request, raw []byte, now time.Time) {
	if sb.journal == nil {
		return
	}
	event := Event{Time: now, Method: r.Method, Path: r.URL.RequestURI()}
	if json.Valid(raw) {
		event.Body = raw
	} else if len(raw) > 0 {
		event.Text, event.ContentType = string(raw), r.Header.Get("Content-Type")
	}
	line, err := json.Marshal(event)
	if err != nil {
		return // plain fields and valid JSON always encode
	}
	_, _ = sb.journal.Write(append(line, '\n')) // the writer says what it could not keep
}

// recordControl writes down what a person did in the console.
func (sb *Sandbox) recordControl(r *http.Request, body any) {
	raw, err := json.Marshal(body)
	if err != nil || body == nil {
		raw = nil
	}
	sb.mu.Lock()
	defer sb.mu.Unlock()
	sb.record(r, raw, sb.clock())
}

// Replay carries the events of a journal out, before the sandbox is served. Faults, latency and quotas are for later.
// What is not answered with success is an error that names its line.
func (sb *Sandbox) Replay(ctx context.Context, journal io.Reader) error {
	clock, readings := sb.clock, sb.readings
	sb.readings.QuotaPerMinute = nil
	defer func() { sb.clock, sb.readings.QuotaPerMinute = clock, readings.QuotaPerMinute }()

	lines := bufio.NewScanner(journal)
	lines.Buffer(nil, bodyLimit)
	for number := 1; lines.Scan(); number++ {
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 {
			continue
		}
		var event Event
		if err := decodeStrictly(line, &event); err != nil {
			return fmt.Errorf("line %d: %w", number, err)
		}
		sb.clock = clock
		if !event.Time.IsZero() {
			sb.clock = func() time.Time { return event.Time }
		}
		if err := sb.repeat(ctx, event); err != nil {
			return fmt.Errorf("line %d, %s %s: %w", number, event.Method, event.Path, err)
		}
	}
	return lines.Err()
}

// repeat carries one event out.
func (sb *Sandbox) repeat(ctx context.Context, event Event) error {
	at, err := url.ParseRequestURI(event.Path)
	if err != nil || !strings.HasPrefix(event.Path, "/") {
		return errors.New("it has no path of the API")
	}
	raw := []byte(event.Body)
	contentType := "application/json"
	if len(raw) == 0 {
		raw, contentType = []byte(event.Text), event.ContentType
	}
	r := (&http.Request{
		Method: event.Method, URL: at, RequestURI: event.Path, Header: http.Header{}, Body: io.NopCloser(bytes.NewReader(raw)), ContentLength: int64(len(raw)),
	}).WithContext(context.WithValue(ctx, repeated{}, true))
	r.Header.Set("Content-Type", contentType)
	r.Header.Set("Accept", "application/json")
	r.Header.Set("Content-Length", strconv.Itoa(len(raw)))
	r.Header.Set("X-Requested-With", "XMLHttpRequest")
	r.Header.Set("Authorization", "Bearer "+sb.token)
	r.Header.Set("ProvisioningKey", sb.currentProvisioningKey())
	answer := &collected{header: http.Header{}, status: http.StatusOK}
	sb.ServeHTTP(answer, r)
	if answer.status >= http.StatusMultipleChoices {
		return fmt.Errorf("it is answered with %d now: %s", answer.status, strings.TrimSpace(answer.body.String()))
	}
	return nil
}

// repeated marks the context of an event that is carried out again.
type repeated struct{}

// again answers a request that is an event, with no more than its effect: no fault, no latency, no line in the log.
func (sb *Sandbox) again(w http.ResponseWriter, rt *route, r *http.Request, raw []byte) {
	sb.mu.Lock()
	entry := sb.ledger.arrived(Request{Time: sb.clock(), Method: r.Method, Path: r.URL.EscapedPath(), Query: r.URL.RawQuery, Route: rt.template})
	sb.mu.Unlock()
	answer := sb.run(rt, r, raw, entry)
	sb.mu.Lock()
	entry.Status = answer.status
	sb.mu.Unlock()
	w.WriteHeader(answer.status)
	_, _ = w.Write(encode(answer.body))
}

// collected is an answer that goes nowhere.
type collected struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header implements http.ResponseWriter.
func (c *collected) Header() http.Header { return c.header }

// WriteHeader implements http.ResponseWriter.
func (c *collected) WriteHeader(status int) { c.status = status }

// Write implements http.ResponseWriter.
func (c *collected) Write(p []byte) (int, error) { return c.body.Write(p) }
