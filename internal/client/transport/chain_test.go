package transport_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// wire serves one connection and returns the head of each request byte by byte,
// which net/http's own server would have normalised.
func wire(t *testing.T) (*url.URL, <-chan string) {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = listener.Close() })
	heads := make(chan string, 1)
	go func() {
		conn, err := listener.Accept()
		if !assert.NoError(t, err) {
			return
		}
		defer func() { _ = conn.Close() }()
		var head strings.Builder
		reader := bufio.NewReader(conn)
		for {
			line, err := reader.ReadString('\n')
			head.WriteString(line)
			if err != nil || line == "\r\n" {
				break
			}
		}
		heads <- head.String()
		_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"+`{"id":"7"}`)
	}()
	return parse(t, "http://"+listener.Addr().String()), heads
}

func TestWire(t *testing.T) {
	t.Parallel()
	const key = "not-a-secret-key"
	tests := map[string]struct {
		request transport.Request
		has     []string
		hasNot  []string
	}{
		"read": {
			transport.Request{Method: http.MethodGet, Path: transport.NewPath("/things")},
			[]string{"GET /things HTTP/1.1\r\n", "\r\nAccept: application/json\r\n", "\r\nProvisioningKey: " + key + "\r\n", "\r\nUser-Agent: test-agent/1\r\n"},
			[]string{"content-length", "transfer-encoding", "content-type", "idempotency-key", "Provisioningkey"},
		},
		"POST without a body": {
			transport.Request{Method: http.MethodPost, Path: transport.NewPath("/things")},
			[]string{"\r\nContent-Length: 0\r\n", "\r\nProvisioningKey: " + key + "\r\n"},
			[]string{"transfer-encoding", "content-type", "idempotency-key"},
		},
		"PUT without a body": {
			transport.Request{Method: http.MethodPut, Path: transport.NewPath("/things")},
			[]string{"\r\nContent-Length: 0\r\n"},
			[]string{"transfer-encoding", "content-type", "idempotency-key"},
		},
		"DELETE without a body": {
			transport.Request{Method: http.MethodDelete, Path: transport.NewPath("/things")},
			[]string{"DELETE /things HTTP/1.1\r\n"},
			[]string{"transfer-encoding", "content-type", "idempotency-key"},
		},
		"POST with a body": {
			transport.Request{Method: http.MethodPost, Path: transport.NewPath("/things"), Body: map[string]string{"name": "a"}},
			[]string{"\r\nContent-Length: 12\r\n", "\r\nContent-Type: application/json\r\n"},
			[]string{"transfer-encoding", "idempotency-key"},
		},
		"values": {
			transport.Request{
				Method: http.MethodGet, Path: transport.NewPath("/things/{id}/parts/{part}", "EAM10:XV303/a b", "ü"),
				Query: url.Values{"page[number]": {"1"}, "name": {"a&b"}},
			},
			[]string{"GET /things/EAM10%3AXV303%2Fa%20b/parts/%C3%BC?name=a%26b&page%5Bnumber%5D=1 HTTP/1.1\r\n"},
			nil,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			base, heads := wire(t)
			client := transport.New(transport.Config{
				BaseURL: base, Timeout: 10 * time.Second, UserAgent: "test-agent/1",
				// An HTTP/1 header name is not case-sensitive, but the service
				// documents this one letter by letter.
				Credentials: http.Header{"ProvisioningKey": {key}},
			})
			_, err := transport.Do(t.Context(), client, test.request, decodeThing)
			require.NoError(t, err)
			head := <-heads
			for _, text := range test.has {
				assert.Contains(t, head, text)
			}
			for _, text := range test.hasNot {
				if text == strings.ToLower(text) {
					assert.NotContains(t, strings.ToLower(head), text)
				} else {
					assert.NotContains(t, head, text)
				}
			}
		})
	}
}

// Log lines group calls by route, and hold nothing that is a customer's.
func TestTransport_S2_logging(t *testing.T) {
	t.Parallel()
	request := transport.Request{
		Method: http.MethodGet, Path: transport.NewPath("/things/{id}", "Epath-canary"), Query: url.Values{"name": {"query-canary"}},
		Body: map[string]string{"name": "body-canary"},
	}
	hidden := []string{"path-canary", "query-canary", "body-canary", "header-canary", "answer-canary", "Bearer", "Authorization"}
	credentials := http.Header{"Authorization": {"Bearer header-canary"}}

	t.Run("answer", func(t *testing.T) {
		t.Parallel()
		lines := &logs{}
		client := transport.New(transport.Config{
			BaseURL: parse(t, "https://api.example.test"), Credentials: credentials, Log: lines.write,
			Base: roundTripper(func(*http.Request) (*http.Response, error) {
				return reply(200, http.Header{"X-Request-Id": {"r-1"}, "Set-Cookie": {"answer-canary"}}, `{"id":"answer-canary"}`), nil
			}),
		})
		_, err := transport.Do(t.Context(), client, request, decodeThing)
		require.NoError(t, err)
		got := lines.all()
		require.Len(t, got, 1)
		for _, text := range []string{"DEBUG API call", "method:GET", "route:/things/{id}", "status:200", "request_id:r-1", "duration_ms:"} {
			assert.Contains(t, got[0], text)
		}
		for _, text := range hidden {
			assert.NotContains(t, got[0], text)
		}
	})
	t.Run("no answer", func(t *testing.T) {
		t.Parallel()
		lines := &logs{}
		client := transport.New(transport.Config{
			BaseURL: parse(t, "https://api.example.test"), Credentials: credentials, Log: lines.write, Backoff: 1,
			Base: roundTripper(func(req *http.Request) (*http.Response, error) {
				return nil, &url.Error{Op: "Get", URL: req.URL.String(), Err: io.ErrUnexpectedEOF}
			}),
		})
		_, err := transport.Do(t.Context(), client, request, decodeThing)
		require.Error(t, err)
		got := lines.all()
		require.Len(t, got, 4)
		for _, text := range append(hidden, "unexpected EOF") {
			assert.NotContains(t, strings.Join(got, "\n"), text)
		}
		for _, text := range hidden {
			assert.NotContains(t, err.Error(), text)
		}
		assert.Contains(t, got[0], "API call without an answer")
		assert.Contains(t, got[0], "route:/things/{id}")
	})
}
