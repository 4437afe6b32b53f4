package transport

import (
	"context"
	"log/slog"
	"maps"
	"net/http"
	"time"
)

type callKey struct{}

// callInfo is what the logging layer knows of a call.
type callInfo struct {
	// route is the template of the path, which itself must not be shown.
	route string
	// secrets are what the service might echo.
	secrets []string
}

func withCall(ctx context.Context, route string, secrets []string) context.Context {
	return context.WithValue(ctx, callKey{}, callInfo{route, secrets})
}

// logging writes one line per attempt. It sees neither credentials, which are
// added below it, nor anything of the request but method and route.
type logging struct {
	log  LogFunc
	next http.RoundTripper
}

// RoundTrip implements http.RoundTripper.
func (l *logging) RoundTrip(req *http.Request) (*http.Response, error) {
	start := time.Now()
	call, _ := req.Context().Value(callKey{}).(callInfo)
	resp, err := l.next.RoundTrip(req)
	fields := map[string]any{
		"method":      req.Method,
		"route":       call.route,
		"duration_ms": time.Since(start).Milliseconds(),
	}
	if err != nil {
		// The text of the error may hold the URL, so only that there was one.
		fields["error"] = true
		l.log(req.Context(), slog.LevelDebug, "API call without an answer", fields)
		return resp, err
	}
	fields["status"] = resp.StatusCode
	if id := requestID(resp.Header, call.secrets); id != "" {
		fields["request_id"] = id
	}
	l.log(req.Context(), slog.LevelDebug, "API call", fields)
	return resp, nil
}

// credentials adds what authenticates a request, as the innermost layer.
type credentials struct {
	header http.Header
	fixed  http.Header
	agent  string
	next   http.RoundTripper
}

// RoundTrip implements http.RoundTripper.
func (c *credentials) RoundTrip(req *http.Request) (*http.Response, error) {
	// A round tripper must not change the request that it was given.
	req = req.Clone(req.Context())
	// Copied name by name: Header.Set would rewrite the spelling of names such
	// as ProvisioningKey, which a service may document byte by byte.
	maps.Copy(req.Header, c.header)
	maps.Copy(req.Header, c.fixed)
	if c.agent != "" {
		req.Header.Set("User-Agent", c.agent)
	}
	return c.next.RoundTrip(req)
}
