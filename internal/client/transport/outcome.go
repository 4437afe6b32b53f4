package transport

import (
	"errors"
	"net/http"
)

// Outcome says what is known about the effect of a call that did not end well.
type Outcome int

const (
	// OutcomeAmbiguous means that the call may or may not have had its effect:
	// a timeout, a dropped connection, a 5xx, a redirect, an unreadable answer.
	// It is the zero value, so that what nobody classified is repeated only if the
	// request says that this does no harm.
	OutcomeAmbiguous Outcome = iota
	// OutcomeNotSent means that no byte of the request left this machine.
	OutcomeNotSent
	// OutcomeRefused means that the service answered and did nothing.
	OutcomeRefused
	// OutcomeApplied means that the service did what was asked.
	OutcomeApplied
)

// String names the outcome for logs.
func (o Outcome) String() string {
	switch o {
	case OutcomeNotSent:
		return "not sent"
	case OutcomeRefused:
		return "refused"
	case OutcomeApplied:
		return "applied"
	case OutcomeAmbiguous:
	}
	return "ambiguous"
}

// OutcomeOf returns the outcome of the call that returned err: applied for nil,
// and ambiguous for an error that did not come from this package.
func OutcomeOf(err error) Outcome {
	if err == nil {
		return OutcomeApplied
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Outcome
	}
	return OutcomeAmbiguous
}

// outcomeOfStatus classes a non-2xx answer. A 4xx counts as a refusal only if
// its body is the API's own (JSON) or empty: an HTML page comes from something
// in between, which may have forwarded the call before it failed.
func outcomeOfStatus(status int, header http.Header, readable bool) Outcome {
	switch {
	case status == http.StatusTooManyRequests:
		return OutcomeRefused
	case status == http.StatusServiceUnavailable && header.Get("Retry-After") != "":
		return OutcomeRefused
	case status == http.StatusRequestTimeout:
		return OutcomeAmbiguous
	case status >= 400 && status < 500 && readable:
		return OutcomeRefused
	default:
		return OutcomeAmbiguous
	}
}
