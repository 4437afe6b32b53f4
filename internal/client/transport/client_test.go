package transport_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// thing is what the test services answer with.
type thing struct {
	ID string `json:"id"`
}

func decodeThing(body []byte) (thing, error) {
	var out thing
	if err := json.Unmarshal(body, &out); err != nil {
		return out, err
	}
	if out.ID == "" {
		return out, errors.New("it has no id")
	}
	return out, nil
}

// roundTripper is a service without a network, for tests whose clock is not real.
type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) {
	if trace := httptrace.ContextClientTrace(req.Context()); trace != nil && trace.WroteHeaders != nil {
		trace.WroteHeaders()
	}
	return f(req)
}

// reply makes the answer of a roundTripper.
func reply(status int, header http.Header, body string) *http.Response {
	if header == nil {
		header = http.Header{}
	}
	return &http.Response{StatusCode: status, Header: header, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body))}
}

// logs collects log lines.
type logs struct {
	mutex sync.Mutex
	lines []string
}

func (l *logs) write(_ context.Context, level slog.Level, message string, fields map[string]any) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.lines = append(l.lines, fmt.Sprint(level, " ", message, " ", fields))
}

func (l *logs) all() []string {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return append([]string{}, l.lines...)
}

// start serves handler and returns a client for it that repeats without delay.
func start(t *testing.T, handler http.HandlerFunc) transport.Config {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return transport.Config{BaseURL: parse(t, server.URL), Backoff: time.Nanosecond, Timeout: 10 * time.Second}
}

func parse(t *testing.T, raw string) *url.URL {
	t.Helper()
	parsed, err := transport.ParseBaseURL(raw)
	require.NoError(t, err)
	return parsed
}

func get() transport.Request {
	return transport.Request{Method: http.MethodGet, Path: transport.NewPath("/things/{id}", "1")}
}

func post() transport.Request {
	return transport.Request{Method: http.MethodPost, Path: transport.NewPath("/things"), Body: map[string]string{"name": "acme"}}
}

func failureOf(t *testing.T, err error) *transport.Error {
	t.Helper()
	failure, ok := errors.AsType[*transport.Error](err)
	require.True(t, ok, "%v is not a transport.Error", err)
	return failure
}

// hangUp closes the connection after the given bytes.
func hangUp(t *testing.T, w http.ResponseWriter, text string) {
	t.Helper()
	hijacker, ok := w.(http.Hijacker)
	if !assert.True(t, ok) {
		return
	}
	conn, buffer, err := hijacker.Hijack()
	if err != nil {
		t.Error(err)
		return
	}
	_, _ = buffer.WriteString(text)
	_ = buffer.Flush()
	_ = conn.Close()
}

func TestDo_outcomes(t *testing.T) {
	t.Parallel()
	const (
		page   = "<!DOCTYPE html><html><body>Sign in</body></html>"
		reason = `{"message":"Not this way"}`
	)
	// answer sends one and the same answer each time.
	answer := func(status int, body string, header ...string) func(*testing.T, http.ResponseWriter) {
		return func(_ *testing.T, w http.ResponseWriter) {
			w.Header().Set("Content-Type", "application/json; charset=utf-8")
			for i := 0; i < len(header); i += 2 {
				w.Header().Set(header[i], header[i+1])
			}
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}
	}
	const html = "text/html; charset=utf-8"
	type row struct {
		answer func(*testing.T, http.ResponseWriter)
		// outcome is that of the call, and reads and writes are how often the
		// service sees it.
		outcome       transport.Outcome
		reads, writes int32
		message       string
		status        int
	}
	tests := map[string]row{
		"200 unreadable":          {answer(200, `{"id":`), transport.OutcomeAmbiguous, 1, 1, "the answer could not be read: ", 200},
		"200 without id":          {answer(200, `{"success":true}`), transport.OutcomeAmbiguous, 1, 1, "the answer could not be read: it has no id", 200},
		"200 page by type":        {answer(200, "Sign in", "Content-Type", html), transport.OutcomeAmbiguous, 1, 1, "the answer is a web page instead of JSON: Sign in", 200},
		"200 page by content":     {answer(200, "\n  "+page), transport.OutcomeAmbiguous, 1, 1, "the answer is a web page instead of JSON: " + page, 200},
		"200 empty":               {answer(200, ""), transport.OutcomeAmbiguous, 1, 1, "the answer is empty", 200},
		"200 empty of type HTML":  {answer(200, "", "Content-Type", html), transport.OutcomeAmbiguous, 1, 1, "the answer is empty", 200},
		"204":                     {answer(204, ""), transport.OutcomeAmbiguous, 1, 1, "the answer is empty", 204},
		"400":                     {answer(400, reason), transport.OutcomeRefused, 1, 1, "Not this way", 400},
		"400 page":                {answer(400, page, "Content-Type", html), transport.OutcomeAmbiguous, 1, 1, "the answer is a web page instead of JSON: " + page, 400},
		"400 empty":               {answer(400, ""), transport.OutcomeRefused, 1, 1, "no reason was given", 400},
		"400 plain text":          {answer(400, "upstream said no", "Content-Type", "text/plain"), transport.OutcomeAmbiguous, 1, 1, "upstream said no", 400},
		"401":                     {answer(401, reason), transport.OutcomeRefused, 1, 1, "Not this way", 401},
		"401 page":                {answer(401, page), transport.OutcomeAmbiguous, 1, 1, "web page", 401},
		"403":                     {answer(403, reason), transport.OutcomeRefused, 1, 1, "Not this way", 403},
		"403 page":                {answer(403, page), transport.OutcomeAmbiguous, 1, 1, "web page", 403},
		"404":                     {answer(404, reason), transport.OutcomeRefused, 1, 1, "Not this way", 404},
		"404 page":                {answer(404, page), transport.OutcomeAmbiguous, 1, 1, "web page", 404},
		"404 empty":               {answer(404, ""), transport.OutcomeRefused, 1, 1, "no reason was given", 404},
		"405":                     {answer(405, reason), transport.OutcomeRefused, 1, 1, "Not this way", 405},
		"407 of a proxy":          {answer(407, page), transport.OutcomeAmbiguous, 1, 1, "web page", 407},
		"408":                     {answer(408, reason), transport.OutcomeAmbiguous, 4, 1, "Not this way", 408},
		"409":                     {answer(409, reason), transport.OutcomeRefused, 1, 1, "Not this way", 409},
		"422":                     {answer(422, `{"message":"Validation failed","errors":{"name":["can't be blank"]}}`), transport.OutcomeRefused, 1, 1, "Validation failed: name can't be blank", 422},
		"422 page":                {answer(422, page), transport.OutcomeAmbiguous, 1, 1, "web page", 422},
		"422 empty":               {answer(422, ""), transport.OutcomeRefused, 1, 1, "no reason was given", 422},
		"500":                     {answer(500, `{"message":"Server error","id":"7c0f"}`), transport.OutcomeAmbiguous, 4, 1, "Server error", 500},
		"502 page":                {answer(502, page, "Content-Type", html), transport.OutcomeAmbiguous, 4, 1, "the answer is a web page instead of JSON: " + page, 502},
		"503":                     {answer(503, ""), transport.OutcomeAmbiguous, 4, 1, "no reason was given", 503},
		"503, again at once":      {answer(503, "", "Retry-After", "0"), transport.OutcomeRefused, 4, 1, "no reason was given", 503},
		"504":                     {answer(504, reason), transport.OutcomeAmbiguous, 4, 1, "Not this way", 504},
		"300":                     {answer(300, reason), transport.OutcomeAmbiguous, 1, 1, "the service redirects, and redirects are not followed", 300},
		"304":                     {answer(304, ""), transport.OutcomeAmbiguous, 1, 1, "redirects are not followed", 304},
		"closed before an answer": {func(t *testing.T, w http.ResponseWriter) { t.Helper(); hangUp(t, w, "") }, transport.OutcomeAmbiguous, 4, 1, "broke before an answer arrived", 0},
		"closed in the headers":   {func(t *testing.T, w http.ResponseWriter) { t.Helper(); hangUp(t, w, "HTTP/1.1 200 OK\r\nContent-") }, transport.OutcomeAmbiguous, 4, 1, "broke before an answer arrived", 0},
		"closed after the headers": {func(t *testing.T, w http.ResponseWriter) {
			t.Helper()
			hangUp(t, w, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n")
		}, transport.OutcomeAmbiguous, 4, 1, "the connection broke while the answer was read", 200},
		"truncated": {func(t *testing.T, w http.ResponseWriter) {
			t.Helper()
			hangUp(t, w, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n"+`{"id":"7"}`)
		}, transport.OutcomeAmbiguous, 4, 1, "the connection broke while the answer was read", 200},
		"refusal truncated": {func(t *testing.T, w http.ResponseWriter) {
			t.Helper()
			hangUp(t, w, "HTTP/1.1 422 No\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n"+reason)
		}, transport.OutcomeAmbiguous, 4, 1, "the connection broke while the answer was read", 422},
	}
	for _, status := range []int{301, 302, 303, 307, 308} {
		tests[fmt.Sprint(status)] = row{
			answer(status, "", "Location", "https://login.example.test/in?secret=1"), transport.OutcomeAmbiguous, 1, 1,
			"the service redirects to login.example.test, and redirects are not followed: the base URL is probably not that of the API", status,
		}
	}
	for name, test := range tests {
		for _, request := range []struct {
			transport.Request
			calls int32
		}{{get(), test.reads}, {post(), test.writes}} {
			t.Run(name+" "+request.Method, func(t *testing.T) {
				t.Parallel()
				var calls atomic.Int32
				client := transport.New(start(t, func(w http.ResponseWriter, r *http.Request) {
					calls.Add(1)
					_, _ = io.Copy(io.Discard, r.Body)
					test.answer(t, w)
				}))
				value, err := transport.Do(t.Context(), client, request.Request, decodeThing)
				require.Error(t, err)
				require.Empty(t, value)
				failure := failureOf(t, err)
				assert.Equal(t, test.outcome, failure.Outcome)
				assert.Equal(t, test.outcome, transport.OutcomeOf(fmt.Errorf("wrapped: %w", err)))
				assert.Equal(t, request.calls, calls.Load(), "calls")
				assert.Contains(t, failure.Message, test.message)
				assert.Equal(t, test.status, failure.Status)
				assert.Equal(t, request.Method, failure.Method)
				assert.Equal(t, request.Path.String(), failure.Route)
			})
		}
	}
}

// endless is a body that never ends.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	e.read += len(p)
	return len(p), nil
}

func (e *endless) Close() error { return nil }

// A service must not be able to exhaust the memory.
func TestTransport_R14_endlessAnswer(t *testing.T) {
	t.Parallel()
	body := &endless{}
	client := transport.New(transport.Config{
		BaseURL: parse(t, "https://api.example.test"),
		Base: roundTripper(func(*http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: body}, nil
		}),
	})
	_, err := transport.Do(t.Context(), client, post(), decodeThing)
	failure := failureOf(t, err)
	require.Equal(t, "the answer is larger than 16 MiB", failure.Message)
	require.Equal(t, transport.OutcomeAmbiguous, failure.Outcome)
	require.LessOrEqual(t, body.read, 16<<20+1)
}

func TestDo_applied(t *testing.T) {
	t.Parallel()
	for _, status := range []int{200, 201, 202, 203} {
		for _, request := range []transport.Request{get(), post()} {
			t.Run(fmt.Sprint(status, " ", request.Method), func(t *testing.T) {
				t.Parallel()
				client := transport.New(start(t, func(w http.ResponseWriter, _ *http.Request) {
					w.WriteHeader(status)
					_, _ = io.WriteString(w, `{"id":"7"}`)
				}))
				value, err := transport.Do(t.Context(), client, request, decodeThing)
				require.NoError(t, err)
				require.Equal(t, thing{ID: "7"}, value)
			})
		}
	}
}

// What failed in passing is repeated for reads, and the answer that comes at last counts.
func TestDo_readRecovers(t *testing.T) {
	t.Parallel()
	var calls atomic.Int32
	client := transport.New(start(t, func(w http.ResponseWriter, _ *http.Request) {
		switch calls.Add(1) {
		case 1:
			w.WriteHeader(http.StatusBadGateway)
		case 2:
			hangUp(t, w, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
		case 3:
			hangUp(t, w, "")
		default:
			_, _ = io.WriteString(w, `{"id":"7"}`)
		}
	}))
	value, err := transport.Do(t.Context(), client, get(), decodeThing)
	require.NoError(t, err)
	require.Equal(t, thing{ID: "7"}, value)
	require.EqualValues(t, 4, calls.Load())
}

// net/http replays requests by itself when a kept connection turns out to be
// closed. For a write it must not.
func TestTransport_P7_writeOnKeptConnection(t *testing.T) {
	t.Parallel()
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		for _, body := range []any{nil, map[string]string{"name": "acme"}} {
			t.Run(fmt.Sprint(method, " ", body != nil), func(t *testing.T) {
				t.Parallel()
				var writes atomic.Int32
				var connections sync.Map
				client := transport.New(start(t, func(w http.ResponseWriter, r *http.Request) {
					connections.Store(r.RemoteAddr, true)
					if r.Method == http.MethodGet {
						_, _ = io.WriteString(w, `{"id":"7"}`)
						return
					}
					writes.Add(1)
					hangUp(t, w, "")
				}))
				_, err := transport.Do(t.Context(), client, get(), decodeThing)
				require.NoError(t, err)
				_, err = transport.Do(t.Context(), client, transport.Request{Method: method, Path: transport.NewPath("/things"), Body: body}, decodeThing)
				require.Equal(t, transport.OutcomeAmbiguous, transport.OutcomeOf(err))
				require.EqualValues(t, 1, writes.Load())
				seen := 0
				connections.Range(func(any, any) bool { seen++; return true })
				require.Equal(t, 1, seen, "the write was to meet a connection that had been used")
			})
		}
	}
}

func TestDo_notSent(t *testing.T) {
	t.Parallel()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	address := listener.Addr().String()
	require.NoError(t, listener.Close())

	for _, request := range []transport.Request{get(), post()} {
		t.Run(request.Method, func(t *testing.T) {
			t.Parallel()
			lines := &logs{}
			client := transport.New(transport.Config{BaseURL: parse(t, "http://"+address), Backoff: time.Nanosecond, Log: lines.write})
			_, err := transport.Do(t.Context(), client, request, decodeThing)
			failure := failureOf(t, err)
			require.Equal(t, transport.OutcomeNotSent, failure.Outcome)
			require.Contains(t, failure.Message, address+" could not be reached")
			require.Len(t, lines.all(), 4, "what was not sent may be tried again, be it a write")
		})
	}

	t.Run("a write that is sent at last", func(t *testing.T) {
		t.Parallel()
		tries := 0
		client := transport.New(transport.Config{
			BaseURL: parse(t, "https://api.example.test"), Backoff: time.Nanosecond,
			Base: plainRoundTripper(func(*http.Request) (*http.Response, error) {
				if tries++; tries < 3 {
					return nil, &net.OpError{Op: "dial", Err: errors.New("no route")}
				}
				return reply(200, nil, `{"id":"7"}`), nil
			}),
		})
		value, err := transport.Do(t.Context(), client, post(), decodeThing)
		require.NoError(t, err)
		require.Equal(t, "7", value.ID)
		require.Equal(t, 3, tries)
	})
}

// plainRoundTripper reports nothing as sent.
type plainRoundTripper func(*http.Request) (*http.Response, error)

func (f plainRoundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

func TestTransport_P6_timeout(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		transport.Request
		calls int
	}{{get(), 4}, {post(), 1}} {
		t.Run(test.Method, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				calls := 0
				client := transport.New(transport.Config{
					BaseURL: parse(t, "https://api.example.test"), Timeout: time.Minute,
					Base: roundTripper(func(req *http.Request) (*http.Response, error) {
						calls++
						<-req.Context().Done()
						return nil, req.Context().Err()
					}),
				})
				begun := time.Now()
				_, err := transport.Do(t.Context(), client, test.Request, decodeThing)
				failure := failureOf(t, err)
				require.Equal(t, transport.OutcomeAmbiguous, failure.Outcome)
				require.Equal(t, "api.example.test did not answer within 1m0s", failure.Message)
				require.Equal(t, test.calls, calls)
				require.GreaterOrEqual(t, time.Since(begun), time.Duration(test.calls)*time.Minute)
			})
		})
	}

	t.Run("over a network", func(t *testing.T) {
		t.Parallel()
		config := start(t, func(_ http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			<-r.Context().Done()
		})
		config.Timeout = 50 * time.Millisecond
		_, err := transport.Do(t.Context(), transport.New(config), post(), decodeThing)
		require.Equal(t, transport.OutcomeAmbiguous, transport.OutcomeOf(err))
		require.Equal(t, config.BaseURL.Host+" did not answer within 50ms", failureOf(t, err).Message)
	})
}

func TestDo_operationDeadline(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var calls int
		client := transport.New(transport.Config{
			BaseURL: parse(t, "https://api.example.test"), Timeout: time.Minute,
			Base: roundTripper(func(req *http.Request) (*http.Response, error) {
				calls++
				<-req.Context().Done()
				return nil, req.Context().Err()
			}),
		})
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		begun := time.Now()
		_, err := transport.Do(ctx, client, get(), decodeThing)
		require.Equal(t, 5*time.Second, time.Since(begun))
		require.Equal(t, 1, calls)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Equal(t, "the time for this operation was over before api.example.test answered", failureOf(t, err).Message)
	})
}

// A write is not ended by an interrupt, but by its own time.
func TestDo_writeSurvivesCancellation(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		client := transport.New(transport.Config{
			BaseURL: parse(t, "https://api.example.test"),
			Base: roundTripper(func(req *http.Request) (*http.Response, error) {
				cancel()
				select {
				case <-req.Context().Done():
					return nil, req.Context().Err()
				case <-time.After(30 * time.Second):
					return reply(201, nil, `{"id":"7"}`), nil
				}
			}),
		})
		value, err := transport.Do(ctx, client, post(), decodeThing)
		require.NoError(t, err)
		require.Equal(t, thing{ID: "7"}, value)
	})
}

func TestDo_writeIsBoundedAfterCancellation(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		client := transport.New(transport.Config{
			BaseURL: parse(t, "https://api.example.test"), Timeout: time.Minute,
			Base: roundTripper(func(req *http.Request) (*http.Response, error) {
				cancel()
				<-req.Context().Done()
				return nil, req.Context().Err()
			}),
		})
		begun := time.Now()
		_, err := transport.Do(ctx, client, post(), decodeThing)
		require.Equal(t, time.Minute, time.Since(begun))
		require.Equal(t, transport.OutcomeAmbiguous, transport.OutcomeOf(err))
	})
}

func TestDo_readEndsWithCancellation(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		calls := 0
		client := transport.New(transport.Config{
			BaseURL: parse(t, "https://api.example.test"),
			Base: roundTripper(func(req *http.Request) (*http.Response, error) {
				calls++
				time.AfterFunc(time.Second, cancel)
				<-req.Context().Done()
				return nil, req.Context().Err()
			}),
		})
		begun := time.Now()
		_, err := transport.Do(ctx, client, get(), decodeThing)
		require.ErrorIs(t, err, context.Canceled)
		require.Equal(t, time.Second, time.Since(begun))
		require.Equal(t, 1, calls)
	})
}

func TestDo_nothingBeginsAfterCancellation(t *testing.T) {
	t.Parallel()
	for _, request := range []transport.Request{get(), post()} {
		t.Run(request.Method, func(t *testing.T) {
			t.Parallel()
			var calls atomic.Int32
			client := transport.New(start(t, func(http.ResponseWriter, *http.Request) { calls.Add(1) }))
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			_, err := transport.Do(ctx, client, request, decodeThing)
			require.ErrorIs(t, err, context.Canceled)
			require.Equal(t, transport.OutcomeNotSent, transport.OutcomeOf(err))
			require.Zero(t, calls.Load())
		})
	}
}

// canary is a credential which, were it to leak, would be found.
const canary = "canary-not-a-secret-5f2e"

// Whatever a service says about what it was sent, credentials and the secrets of
// the request are shown nowhere.
func TestTransport_S3_echoes(t *testing.T) {
	t.Parallel()
	secrets := []string{canary, "p\"ss<w>&" + canary + "\nsecond line", canary[:10]}
	echo := func(w http.ResponseWriter, r *http.Request) (body, authorization string) {
		raw, err := io.ReadAll(r.Body)
		assert.NoError(t, err)
		assert.Contains(t, string(raw), canary)
		w.Header().Set("Content-Type", "application/json")
		return string(raw), r.Header.Get("Authorization")
	}
	send := func(w http.ResponseWriter, status int, value any) {
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(value)
	}
	for name, handler := range map[string]http.HandlerFunc{
		"message": func(w http.ResponseWriter, r *http.Request) {
			body, auth := echo(w, r)
			send(w, 400, map[string]any{"message": "cannot read " + body + " of " + auth})
		},
		"message of the values": func(w http.ResponseWriter, r *http.Request) {
			_, auth := echo(w, r)
			send(w, 400, map[string]any{"message": strings.Join(secrets, " or ") + " of " + auth})
		},
		"fields": func(w http.ResponseWriter, r *http.Request) {
			body, auth := echo(w, r)
			send(w, 422, map[string]any{"message": "Validation failed", "errors": map[string]any{"name": []string{body, auth}}})
		},
		"error": func(w http.ResponseWriter, r *http.Request) {
			body, auth := echo(w, r)
			send(w, 400, map[string]any{"error": body + auth, "error_type": "x"})
		},
		"request id": func(w http.ResponseWriter, r *http.Request) {
			body, auth := echo(w, r)
			send(w, 500, map[string]any{"message": "Server error", "id": auth + body})
		},
		"page": func(w http.ResponseWriter, r *http.Request) {
			body, auth := echo(w, r)
			w.WriteHeader(http.StatusBadGateway)
			_, _ = io.WriteString(w, "<html>"+auth+body)
		},
		"text": func(w http.ResponseWriter, r *http.Request) {
			body, auth := echo(w, r)
			w.WriteHeader(http.StatusBadRequest)
			_, _ = io.WriteString(w, body+auth)
		},
		"JSON that is not an object": func(w http.ResponseWriter, r *http.Request) {
			body, auth := echo(w, r)
			send(w, 400, []string{body, auth})
		},
		"200 of the request": func(w http.ResponseWriter, r *http.Request) {
			body, _ := echo(w, r)
			_, _ = io.WriteString(w, body)
		},
		"cut off within a secret": func(w http.ResponseWriter, r *http.Request) {
			_, auth := echo(w, r)
			w.WriteHeader(http.StatusBadGateway)
			_, _ = io.WriteString(w, strings.Repeat("x", 190)+" "+auth)
		},
		"no answer": func(w http.ResponseWriter, r *http.Request) {
			echo(w, r)
			hangUp(t, w, "")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lines := &logs{}
			config := start(t, handler)
			config.Credentials = http.Header{"Authorization": {"Bearer " + canary}, "ProvisioningKey": {canary}}
			config.Log = lines.write
			_, err := transport.Do(t.Context(), transport.New(config), transport.Request{
				Method: http.MethodPost, Path: transport.NewPath("/things/{id}", "1"), Secrets: secrets,
				Body: map[string]any{"name": "acme", "values": secrets},
			}, decodeThing)
			shown := fmt.Sprintf("%v %+v %v", err, *failureOf(t, err), lines.all())
			require.NotContains(t, shown, canary)
			require.NotContains(t, shown, canary[:10])
			require.NotContains(t, shown, "second line")
		})
	}
}

// An answer is shown on terminals and in pull requests.
func TestDo_messagesAreFitToBeShown(t *testing.T) {
	t.Parallel()
	client := transport.New(start(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		text := "\x1b[31mred\r\n\u0000" + strings.Repeat("é", 1<<13)
		_ = json.NewEncoder(w).Encode(map[string]any{"message": text, "errors": map[string]any{"name": text}, "id": strings.ReplaceAll(text, "\r\n", "")})
	}))
	_, err := transport.Do(t.Context(), client, post(), decodeThing)
	failure := failureOf(t, err)
	for _, text := range []string{failure.Message, failure.Fields["name"][0], failure.RequestID} {
		require.Contains(t, text, "[31mred é")
		require.Less(t, len(text), 2100)
		require.NotContains(t, text, "\uFFFD")
		require.True(t, strings.HasSuffix(text, "é…"), "cut off, and it says so")
	}
}

func TestDo_requestID(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		header http.Header
		body   string
		want   string
	}{
		"none":                {http.Header{}, `{"message":"no"}`, ""},
		"X-Request-Id":        {http.Header{"X-Request-Id": {"r-1"}}, `{}`, "r-1"},
		"X-Correlation-Id":    {http.Header{"X-Correlation-Id": {"c-1"}}, `{}`, "c-1"},
		"Request-Id":          {http.Header{"Request-Id": {"q-1"}}, `{}`, "q-1"},
		"body":                {http.Header{}, `{"message":"Server error","id":"b-1"}`, "b-1"},
		"header before body":  {http.Header{"X-Request-Id": {"r-1"}}, `{"id":"b-1"}`, "r-1"},
		"a text is no id":     {http.Header{"X-Request-Id": {"sent: all that"}}, `{"id":"b-1"}`, "b-1"},
		"a number is no text": {http.Header{}, `{"id":7}`, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client := transport.New(transport.Config{
				BaseURL: parse(t, "https://api.example.test"),
				Base:    roundTripper(func(*http.Request) (*http.Response, error) { return reply(400, test.header, test.body), nil }),
			})
			_, err := transport.Do(t.Context(), client, post(), decodeThing)
			require.Equal(t, test.want, failureOf(t, err).RequestID)
		})
	}
}
