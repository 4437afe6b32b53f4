package transport

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Error is a call that failed. It never holds a credential: what the service
// said is redacted and shortened, and URLs appear as templates.
type Error struct {
	// Outcome says whether the call may have had an effect.
	Outcome Outcome
	// Method and Route name the call, the route as a template.
	Method, Route string
	// Status is the HTTP status, 0 if no answer arrived.
	Status int
	// RequestID identifies the call at the service, if it said so.
	RequestID string
	// Message is what the service said, or what went wrong before it could.
	Message string
	// Fields holds the service's messages per field, from a 422 or 400.
	Fields map[string][]string
	// WebPage marks an answer that is a page for people: of a sign-in, a proxy or a
	// gateway rather than of the API.
	WebPage bool
	// RetryAfter is how long the service asked to wait; 0 if it did not.
	RetryAfter time.Duration
	// Err is the underlying error, if there is one that is safe to show.
	Err error

	// cut says that the answer began to arrive, but not all of it came.
	cut bool
}

// Error implements error.
func (e *Error) Error() string {
	return fmt.Sprintf("%s: %s", e.Call(), e.Message)
}

// Unwrap implements the interface of errors.Unwrap.
func (e *Error) Unwrap() error { return e.Err }

// Call names the call, its status and the request id, as error messages show them.
func (e *Error) Call() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s", e.Method, e.Route)
	if e.Status != 0 {
		fmt.Fprintf(&b, ", status %d", e.Status)
		if text := http.StatusText(e.Status); text != "" {
			fmt.Fprintf(&b, " (%s)", text)
		}
	}
	if e.RequestID != "" {
		fmt.Fprintf(&b, ", request id %s", e.RequestID)
	}
	return b.String()
}

// HasStatus reports whether err is an answer with one of the given HTTP statuses.
func HasStatus(err error, statuses ...int) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && slices.Contains(statuses, e.Status)
}

// IsNotFound reports whether the service answered 404.
func IsNotFound(err error) bool { return HasStatus(err, http.StatusNotFound) }

// IsRedirect reports whether the service answered with a redirect, as it will when the
// call is sent again: it is not followed.
func IsRedirect(err error) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.Status/100 == 3
}

// IsTaken reports whether the service refused a create because something with
// the same key exists. Workato is seen to answer 400 with "has already been
// taken"; 409 and 422 are what other endpoints may use.
func IsTaken(err error) bool {
	e, ok := errors.AsType[*Error](err)
	if !ok || e.Outcome != OutcomeRefused {
		return false
	}
	if e.Status == http.StatusConflict {
		return true
	}
	if e.Status != http.StatusBadRequest && e.Status != http.StatusUnprocessableEntity {
		return false
	}
	text := strings.ToLower(e.Message)
	return strings.Contains(text, "already been taken") || strings.Contains(text, "already exists") ||
		strings.Contains(text, "already in use")
}

// ErrorDecoder reads the body of an error: what the service says, in all and per
// field, the id of the call if it is there, and whether the body is the service's
// own at all.
type ErrorDecoder func(body []byte) (message string, fields map[string][]string, id string, ok bool)

// DecodeError reads every form of error body that the APIs are known to use:
//
//	{"message": "..."}                           general, 400 to 500
//	{"message": "...", "errors": {field: msg}}   422, msg a string or a list
//	{"errors": [{"code": "...", "title": "..."}]}
//	{"error": "...", "error_type": "..."}
//	{"message": "Server error", "id": "..."}     500
//
// It is the [ErrorDecoder] of services that say nothing else.
func DecodeError(body []byte) (message string, fields map[string][]string, id string, ok bool) {
	var parsed struct {
		Message string          `json:"message"`
		Error   json.RawMessage `json:"error"`
		Errors  json.RawMessage `json:"errors"`
		ID      json.RawMessage `json:"id"`
	}
	if err := json.Unmarshal(body, &parsed); err != nil {
		return "", nil, "", json.Valid(body)
	}
	parts := []string{}
	if parsed.Message != "" {
		parts = append(parts, parsed.Message)
	}
	if texts := messagesOf(parsed.Error); len(texts) > 0 {
		parts = append(parts, texts...)
	}
	var byField map[string]json.RawMessage
	if json.Unmarshal(parsed.Errors, &byField) == nil && len(byField) > 0 {
		fields = map[string][]string{}
		for name, raw := range byField {
			fields[name] = messagesOf(raw)
		}
		parts = append(parts, flatten(fields))
	} else if texts := messagesOf(parsed.Errors); len(texts) > 0 {
		parts = append(parts, texts...)
	}
	_ = json.Unmarshal(parsed.ID, &id)
	return strings.Join(parts, ": "), fields, id, true
}

// messagesOf reads a message that may be a string, a list, or objects with a
// title, a message or a code.
func messagesOf(raw json.RawMessage) []string {
	if len(raw) == 0 {
		return nil
	}
	var text string
	if json.Unmarshal(raw, &text) == nil {
		if text == "" {
			return nil
		}
		return []string{text}
	}
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) == nil {
		var out []string
		for _, item := range list {
			out = append(out, messagesOf(item)...)
		}
		return out
	}
	var object struct{ Title, Message, Code string }
	if json.Unmarshal(raw, &object) == nil {
		for _, candidate := range []string{object.Title, object.Message, object.Code} {
			if candidate != "" {
				return []string{candidate}
			}
		}
	}
	return nil
}

// flatten joins field messages in a stable order.
func flatten(fields map[string][]string) string {
	names := make([]string, 0, len(fields))
	for name := range fields {
		names = append(names, name)
	}
	slices.Sort(names)
	parts := make([]string, 0, len(names))
	for _, name := range names {
		parts = append(parts, name+" "+strings.Join(fields[name], ", "))
	}
	return strings.Join(parts, "; ")
}

// NotSent is the error of a call that was not made, since the run ended before.
func NotSent(method, route string, err error) *Error {
	return &Error{Outcome: OutcomeNotSent, Method: method, Route: route, Message: interrupted, Err: err}
}

const interrupted = "the run was interrupted before the call"
