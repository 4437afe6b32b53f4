package transport

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// Path is a route template with its values. Logs and errors show the template,
// so that they can be grouped and hold no customer data; the wire gets the values.
type Path struct {
	template string
	values   []string
}

// NewPath fills the placeholders of a template such as
// "/api/managed_users/{id}/folders/{folder}" with values, in order.
// It panics if their numbers differ, since that is a mistake in the program.
func NewPath(template string, values ...string) Path {
	if strings.Count(template, "{") != len(values) {
		panic(fmt.Sprintf("transport: %q takes another number of values than %d", template, len(values)))
	}
	return Path{template: template, values: values}
}

// String returns the template.
func (p Path) String() string { return p.template }

// escaped returns the path as it goes over the wire.
func (p Path) escaped() string {
	var b strings.Builder
	rest := p.template
	for _, value := range p.values {
		before, after, _ := strings.Cut(rest, "{")
		_, after, _ = strings.Cut(after, "}")
		b.WriteString(before)
		b.WriteString(EscapeSegment(value))
		rest = after
	}
	b.WriteString(rest)
	return b.String()
}

// EscapeSegment percent-encodes everything but RFC 3986's unreserved
// characters. It is stricter than url.PathEscape, which leaves the colon alone,
// where the Embedded API documents "EAM10%3AXV303" for the external id AM10:XV303.
func EscapeSegment(s string) string {
	return strings.ReplaceAll(url.QueryEscape(s), "+", "%20")
}

// Request is one call. The zero value of everything but Method and Path is usable.
type Request struct {
	// Method is the HTTP method.
	Method string
	// Path is the route.
	Path Path
	// Query is appended to the URL. It is never logged.
	Query url.Values
	// RawQuery is a query that is encoded already, for one whose order matters; it
	// counts where there is no Query.
	RawQuery string
	// Body is marshalled as JSON; nil sends none, with Content-Length: 0.
	Body any
	// Class names the quota class that the call counts against.
	Class string
	// Repeatable says of a write that it states what shall be, by an id that is never
	// given again, so that sending it a second time changes nothing that the first one
	// has not. Only such a write is sent again when it may have been done.
	Repeatable bool
	// Noted says of a write that no other object has its name afterwards, or that who
	// sends it notes down what does. Idle says that it changes nothing at all. See
	// [Config], Writing.
	Noted, Idle bool
	// ReportsQuota makes a 429 an error at once, for calls whose 429 may mean more
	// than that the quota of the class is used up.
	ReportsQuota bool
	// Secrets are values inside Body which an error must not show, should the
	// service echo them.
	Secrets []string
	// SecretAnswer says that an answer holds a secret that is shown once. No error
	// quotes any of it then, but for what the service meant to be read.
	SecretAnswer bool
}

// write reports whether the call may change something at the service.
func (r Request) write() bool {
	return r.Method != http.MethodGet && r.Method != http.MethodHead
}

// httpRequest builds the request anew for each attempt, as a body can be read once.
func (r Request) httpRequest(base *url.URL) (*http.Request, error) {
	for _, value := range r.Path.values {
		// Such a segment, escaped or not, would name another path.
		if value == "" || value == "." || value == ".." {
			return nil, fmt.Errorf("%q is no id that could be part of the path", value)
		}
	}
	target := *base
	target.RawPath = strings.TrimRight(base.EscapedPath(), "/") + r.Path.escaped()
	path, err := url.PathUnescape(target.RawPath)
	if err != nil {
		return nil, fmt.Errorf("building the path of %s %s: %w", r.Method, r.Path, err)
	}
	target.Path = path
	if target.RawQuery = r.RawQuery; len(r.Query) > 0 {
		target.RawQuery = r.Query.Encode()
	}

	// http.NoBody and not an empty reader: an opaque one would be sent chunked,
	// and some endpoints demand Content-Length: 0.
	var body io.Reader = http.NoBody
	if r.Body != nil {
		data, err := json.Marshal(r.Body)
		if err != nil {
			return nil, fmt.Errorf("encoding the body of %s %s: %w", r.Method, r.Path, err)
		}
		body = bytes.NewReader(data)
	}
	req, err := http.NewRequest(r.Method, target.String(), body) //nolint:noctx // do attaches the context of the attempt.
	if err != nil {
		return nil, fmt.Errorf("building %s %s: the URL is not usable", r.Method, r.Path)
	}
	req.Header.Set("Accept", "application/json")
	if r.Body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	return req, nil
}
