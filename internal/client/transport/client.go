package transport

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"time"
	"unicode"
)

// bodyLimit caps what is read of one answer, so that a runaway service cannot
// exhaust the memory of a pipeline runner.
const bodyLimit = 16 << 20

// patience bounds an operation that has no deadline, its waits for quota included.
const patience = 15 * time.Minute

// LogFunc receives what the transport logs: call, status, duration, outcome,
// never a header, a query or a body.
type LogFunc func(ctx context.Context, level slog.Level, message string, fields map[string]any)

// Config describes a service. BaseURL is required.
type Config struct {
	// BaseURL is the root that all paths are appended to.
	BaseURL *url.URL
	// Credentials are set on each request, inside of logging.
	Credentials http.Header
	// Header is sent with each request; it holds nothing secret.
	Header http.Header
	// UserAgent is sent with each request.
	UserAgent string
	// Timeout bounds one call. For writes it should be above the service's own
	// limit, so that the service decides first. Default 60 s.
	Timeout time.Duration
	// Limiter paces calls by quota class; default one without quotas.
	Limiter *Limiter
	// Backoff is the wait before the first repetition; it doubles from there,
	// to at most 30 s. Default 1 s.
	Backoff time.Duration
	// Log receives log lines; nil drops them.
	Log LogFunc
	// DecodeError reads the bodies of errors; default [DecodeError].
	DecodeError ErrorDecoder
	// Writing is told of each call that may change something, before it is sent; what it
	// returns is called when the call is over. nil tells nobody.
	Writing func(class string, noted bool) (done func())
	// Base is the round tripper at the bottom; default a pooled one that
	// honours proxy variables.
	Base http.RoundTripper
}

// Client sends requests to one service. It is safe for concurrent use.
type Client struct {
	config  Config
	http    *http.Client
	secrets []string
}

// New returns a client for the service that config describes.
func New(config Config) *Client {
	if config.Timeout <= 0 {
		config.Timeout = 60 * time.Second
	}
	if config.Backoff <= 0 {
		config.Backoff = time.Second
	}
	if config.Log == nil {
		config.Log = func(context.Context, slog.Level, string, map[string]any) {}
	}
	if config.Base == nil {
		config.Base = pooled()
	}
	if config.Limiter == nil {
		config.Limiter = NewLimiter(nil)
	}
	if config.DecodeError == nil {
		config.DecodeError = DecodeError
	}
	c := &Client{config: config}
	for _, values := range config.Credentials {
		for _, value := range values {
			c.secrets = append(c.secrets, value)
			// A scheme such as "Bearer" comes before the secret proper.
			if _, secret, ok := strings.Cut(value, " "); ok {
				c.secrets = append(c.secrets, secret)
			}
		}
	}
	c.http = &http.Client{
		// Logging sits outside of the credentials, so that it cannot see them.
		Transport: &logging{log: config.Log, next: &credentials{header: config.Credentials, fixed: config.Header, agent: config.UserAgent, next: config.Base}},
		// A followed redirect turns a PUT into a GET and may carry credentials
		// to another host.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return c
}

// Do sends a request and decodes a 2xx answer. It repeats reads that failed in
// passing, writes that certainly were not carried out, see [Outcome], and writes that
// say that doing them twice does no harm, see [Request].
//
// A write, once begun, is not ended by the cancellation of ctx, but by Timeout:
// an interrupted run should still learn what its last write did.
//
// Every error is an [*Error].
func Do[T any](ctx context.Context, c *Client, r Request, decode func([]byte) (T, error)) (T, error) {
	if _, bounded := ctx.Deadline(); !bounded {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, patience)
		defer cancel()
	}
	if c.config.Writing != nil && r.write() && !r.Idle {
		defer c.config.Writing(r.Class, r.Noted)()
	}
	var zero T
	for attempt := 1; ; attempt++ {
		value, failure, wait := turn(ctx, c, r, decode, attempt)
		switch {
		case failure == nil:
			return value, nil
		case wait < 0:
			return zero, failure
		}
		if err := sleep(ctx, wait); err != nil {
			if errors.Is(err, errLongerThanLeft) {
				failure.Message += fmt.Sprintf(" (the next try would be in %s, which is longer than this operation has left)", wait.Round(time.Second))
			}
			return zero, failure
		}
	}
}

// turn waits for quota and sends the request once. After a failure it returns how long
// to wait before the next try, or less than nothing if there is to be none.
func turn[T any](ctx context.Context, c *Client, r Request, decode func([]byte) (T, error), attempt int) (T, *Error, time.Duration) {
	var zero T
	pass, err := c.config.Limiter.Begin(ctx, r.Class, c.config.Log)
	if err != nil {
		return zero, &Error{Outcome: OutcomeNotSent, Method: r.Method, Route: r.Path.String(), Message: err.Error(), Err: err}, -1
	}
	defer pass.End()
	value, failure := guarded(ctx, c, r, decode)
	if failure == nil {
		pass.Taken()
		return value, nil, 0
	}
	switch {
	case failure.Status == http.StatusTooManyRequests && !r.ReportsQuota:
		attempt = pass.Refused()
	case failure.Status != 0 && failure.Status != http.StatusTooManyRequests:
		pass.Taken()
	}
	wait, again := c.retryable(r, failure, attempt)
	if !again {
		return zero, failure, -1
	}
	if failure.Status == http.StatusTooManyRequests {
		c.config.Limiter.Close(r.Class, wait)
	}
	return zero, failure, wait
}

// guarded sends the request once. A panic on the way, such as one in decode, leaves open
// whether the call had its effect, as a lost answer does, and must not end the provider.
func guarded[T any](ctx context.Context, c *Client, r Request, decode func([]byte) (T, error)) (value T, failure *Error) {
	defer func() {
		if panicked := recover(); panicked != nil {
			bug := Caught(panicked)
			failure = &Error{Method: r.Method, Route: r.Path.String(), Message: bug.Error(), Err: bug}
		}
	}()
	return attemptOnce(ctx, c, r, decode)
}

// attemptOnce sends the request once.
func attemptOnce[T any](ctx context.Context, c *Client, r Request, decode func([]byte) (T, error)) (T, *Error) {
	var zero T
	failure := &Error{Method: r.Method, Route: r.Path.String()}
	if err := ctx.Err(); err != nil {
		return zero, NotSent(r.Method, r.Path.String(), err)
	}
	req, err := r.httpRequest(c.config.BaseURL)
	if err != nil {
		failure.Outcome, failure.Message = OutcomeNotSent, err.Error()
		return zero, failure
	}
	secrets := c.secretsOf(r)
	callCtx := withCall(ctx, r.Path.String(), secrets)
	if r.write() {
		callCtx = context.WithoutCancel(callCtx)
	}
	callCtx, cancel := context.WithTimeout(callCtx, c.config.Timeout)
	defer cancel()

	var sent atomic.Bool
	callCtx = httptrace.WithClientTrace(callCtx, &httptrace.ClientTrace{WroteHeaders: func() { sent.Store(true) }})
	resp, err := c.http.Do(req.WithContext(callCtx))
	if err != nil {
		if !sent.Load() {
			failure.Outcome = OutcomeNotSent
		}
		failure.Message, failure.Err = c.connectionProblem(err, sent.Load(), secrets), ctx.Err()
		if errors.Is(failure.Err, context.DeadlineExceeded) && errors.Is(err, context.DeadlineExceeded) && !r.write() {
			failure.Message = "the time for this operation was over before " + c.config.BaseURL.Host + " answered"
		}
		return zero, failure
	}
	defer resp.Body.Close() //nolint:errcheck // Nothing is left to do with an answer that was read.
	return receive(c, r, resp, failure, decode)
}

// receive reads and classes an answer.
func receive[T any](c *Client, r Request, resp *http.Response, failure *Error, decode func([]byte) (T, error)) (T, *Error) {
	var zero T
	secrets := c.secretsOf(r)
	failure.Status = resp.StatusCode
	failure.RequestID = requestID(resp.Header, secrets)
	failure.RetryAfter = retryAfter(resp.Header, time.Now())

	body, err := io.ReadAll(io.LimitReader(resp.Body, bodyLimit+1))
	switch {
	case err != nil:
		failure.Message, failure.cut = "the connection broke while the answer was read", true
		return zero, failure
	case len(body) > bodyLimit:
		failure.Message = fmt.Sprintf("the answer is larger than %d MiB", bodyLimit>>20)
		return zero, failure
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		c.explain(failure, r, resp, body, secrets)
		return zero, failure
	}
	if isHTML(resp.Header, body) {
		failure.WebPage = true
		failure.Message = "the answer is a web page instead of JSON" + quoted(r, body, secrets)
		return zero, failure
	}
	value, err := decode(body)
	if err != nil {
		switch {
		case len(body) == 0:
			failure.Message = "the answer is empty"
		case r.SecretAnswer:
			failure.Message = "the answer could not be read" + notShown
		default:
			failure.Message = fmt.Sprintf("the answer could not be read: %s", Redact(err.Error(), secrets))
		}
		return zero, failure
	}
	return value, nil
}

// notShown stands for an answer that may hold a secret.
const notShown = " (it is not shown, as it may hold a secret)"

// quoted puts an excerpt of an answer behind what is wrong with it.
func quoted(r Request, body []byte, secrets []string) string {
	if r.SecretAnswer {
		return notShown
	}
	return ": " + excerpt(body, secrets)
}

// explain fills in what a non-2xx answer says.
func (c *Client) explain(failure *Error, r Request, resp *http.Response, body []byte, secrets []string) {
	message, fields, id, readable := c.config.DecodeError(body)
	failure.Message = shorten(message, secrets, messageLimit)
	failure.Outcome = outcomeOfStatus(resp.StatusCode, resp.Header, readable || len(body) == 0)
	for name, texts := range fields {
		for i := range texts {
			texts[i] = shorten(texts[i], secrets, messageLimit)
		}
		fields[name] = texts
	}
	failure.Fields = fields
	if failure.RequestID == "" {
		failure.RequestID = showID(id, secrets)
	}
	switch {
	case resp.StatusCode >= 300 && resp.StatusCode < 400:
		host := ""
		if target, err := resp.Location(); err == nil {
			host = " to " + shorten(target.Host, secrets, excerptLimit)
		}
		failure.Message = "the service redirects" + host + ", and redirects are not followed: the base URL is probably not that of the API"
	case failure.Message != "":
	case len(body) == 0:
		failure.Message = "no reason was given"
	case isHTML(resp.Header, body):
		failure.WebPage = true
		failure.Message = "the answer is a web page instead of JSON" + quoted(r, body, secrets)
	case r.SecretAnswer:
		failure.Message = "no reason was given that could be read" + notShown
	default:
		failure.Message = excerpt(body, secrets)
	}
}

// connectionProblem words a failure without an answer. The error of net/http is
// not shown as it is, since it holds the URL with its query.
func (c *Client) connectionProblem(err error, sent bool, secrets []string) string {
	host := c.config.BaseURL.Host
	if netErr, ok := errors.AsType[net.Error](err); ok && netErr.Timeout() {
		return fmt.Sprintf("%s did not answer within %s", host, c.config.Timeout)
	}
	for urlErr, ok := errors.AsType[*url.Error](err); ok; urlErr, ok = errors.AsType[*url.Error](err) {
		err = urlErr.Err
	}
	cause := shorten(err.Error(), secrets, messageLimit)
	if sent {
		return fmt.Sprintf("the connection to %s broke before an answer arrived: %s", host, cause)
	}
	return fmt.Sprintf("%s could not be reached: %s", host, cause)
}

// secretsOf returns what no message and no log line about a call may hold.
func (c *Client) secretsOf(r Request) []string { return slices.Concat(c.secrets, r.Secrets) }

func requestID(header http.Header, secrets []string) string {
	for _, name := range []string{"X-Request-Id", "X-Correlation-Id", "Request-Id"} {
		if id := showID(header.Get(name), secrets); id != "" {
			return id
		}
	}
	return ""
}

// showID returns an id of a call as it may be shown. What has blanks in it is none.
func showID(id string, secrets []string) string {
	if strings.ContainsFunc(strings.TrimSpace(id), unicode.IsSpace) {
		return ""
	}
	return excerpt([]byte(id), secrets)
}

func isHTML(header http.Header, body []byte) bool {
	// An answer without a body may still have the type of a page.
	if len(body) == 0 {
		return false
	}
	if strings.Contains(strings.ToLower(header.Get("Content-Type")), "html") {
		return true
	}
	return strings.HasPrefix(strings.TrimSpace(strings.ToLower(string(body[:min(len(body), 64)]))), "<")
}
