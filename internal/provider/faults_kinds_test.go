package provider_test

import (
	"fmt"
	"net/http"
	"time"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// expectation is what must become of an operation that meets a fault once or for ever.
type expectation string

const (
	// recovers: the operation succeeds, as if nothing had happened.
	recovers expectation = "recovers"
	// reports: the operation ends with an error, and nothing was done.
	reports expectation = "reports"
	// either: the operation may end with an error, as long as nothing is lost.
	either expectation = "either"
)

// The waits of the provider for what a lost answer may have made: where it turns up, as
// long as a loaded machine may need, and where there is nothing to turn up, no longer
// than is needed to see that.
const (
	settleFound  = patience
	settleAbsent = 500 * time.Millisecond
)

// faultKind is a way in which a call can go wrong.
type faultKind struct {
	// id is that of the row in the fault catalogue, see docs/guides/reliability.md.
	id, name string
	fault    sandbox.Fault
	// everywhere says that all reads meet the fault, not only those of the call site.
	everywhere bool
	expect     expectation
	settle     time.Duration
	// stop has Terraform ask the provider to stop when the fault acts, and panics has the
	// round tripper panic when the answer is there.
	stop, panics bool
	// timeout is the requests.timeout argument.
	timeout string
}

const (
	gatewayPage = "<html><body><h1>502 Bad Gateway</h1></body></html>"
	// elsewhere stands for the URL of a server that no request may reach.
	elsewhere = "${elsewhere}"
)

func responds(status int, body string) sandbox.Fault {
	fault := sandbox.Fault{Status: status, Body: body}
	if status >= 500 {
		fault.ContentType = "text/html"
	}
	return fault
}

func (k faultKind) when(when sandbox.When) faultKind { k.fault.When = when; return k }

func (k faultKind) always() faultKind { k.fault.Count = sandbox.Always; return k }

// writeFaults are those that a call which changes something can meet.
func writeFaults() []faultKind {
	var out []faultKind
	after := func(id, name string, fault sandbox.Fault) {
		out = append(out, faultKind{id: id, name: name + ", after it was done", fault: fault, expect: recovers, settle: settleFound}.when(sandbox.AfterCommit))
	}
	after("C1", "connection dropped", sandbox.Fault{Action: sandbox.Drop})
	after("C2", "502 with a page", responds(http.StatusBadGateway, gatewayPage))
	after("C2", "504 with a page", responds(http.StatusGatewayTimeout, gatewayPage))
	after("C2", "500", responds(http.StatusInternalServerError, `{"message":"Server error"}`))
	after("C6", "200 with a login page", sandbox.Fault{Action: sandbox.HTML})
	after("C6", "200 without a body", sandbox.Fault{Action: sandbox.Empty})
	after("C6", "answer cut off", sandbox.Fault{Action: sandbox.Truncate})
	after("C6", "200 with invalid JSON", responds(http.StatusOK, `{"id": 7,`))
	after("C6", "200 with null", responds(http.StatusOK, `null`))

	later := faultKind{id: "C3", name: "504 at once, done later", fault: responds(http.StatusGatewayTimeout, gatewayPage), expect: recovers, settle: settleFound}
	later.fault.Delay = 60 * time.Millisecond
	slow := faultKind{id: "P6", name: "answer slower than the limit, after it was done", fault: sandbox.Fault{Action: sandbox.Pass, Delay: 2 * time.Second}, expect: recovers, settle: settleFound, timeout: "700ms"}
	out = append(out, later.when(sandbox.CommitLater), slow.when(sandbox.AfterCommit))

	for _, k := range []faultKind{
		{id: "C4", name: "connection dropped, nothing done", fault: sandbox.Fault{Action: sandbox.Drop}, expect: recovers},
		{id: "C4", name: "502 with a page, nothing done", fault: responds(http.StatusBadGateway, gatewayPage), expect: recovers},
		{id: "C4", name: "503 without a body, nothing done", fault: responds(http.StatusServiceUnavailable, ""), expect: recovers},
		{id: "R4", name: "401", fault: responds(http.StatusUnauthorized, `{"message":"Unauthorized"}`), expect: reports},
		{id: "R4", name: "403", fault: responds(http.StatusForbidden, `{"message":"Forbidden"}`), expect: reports},
		{id: "U1", name: "400", fault: responds(http.StatusBadRequest, `{"message":"Bad request"}`), expect: reports},
		{id: "U1", name: "422", fault: responds(http.StatusUnprocessableEntity, `{"message":"Unprocessable"}`), expect: reports},
	} {
		if k.settle = settleAbsent; k.expect == reports {
			k = k.always()
		}
		out = append(out, k)
	}
	out = append(out,
		faultKind{id: "C13", name: "interrupt, nothing done yet", fault: sandbox.Fault{Action: sandbox.Pass}, expect: either, stop: true, settle: settleFound},
		faultKind{id: "C13", name: "interrupt, after it was done", fault: sandbox.Fault{Action: sandbox.Pass}, expect: either, stop: true, settle: settleFound}.when(sandbox.AfterCommit),
		faultKind{id: "C15", name: "panic when it was answered", fault: sandbox.Fault{Action: sandbox.Pass}, expect: either, panics: true, settle: settleFound}.when(sandbox.AfterCommit),
	)
	return append(out, commonFaults()...)
}

// readFaults are those that a call which changes nothing can meet.
func readFaults() []faultKind {
	var out []faultKind
	once := func(id, name string, expect expectation, fault sandbox.Fault) {
		out = append(out, faultKind{id: id, name: name, fault: fault, expect: expect, settle: settleFound})
	}
	once("R9", "connection dropped once", recovers, sandbox.Fault{Action: sandbox.Drop})
	once("R9", "500 once", recovers, responds(http.StatusInternalServerError, `{"message":"Server error"}`))
	once("R9", "502 with a page once", recovers, responds(http.StatusBadGateway, gatewayPage))
	once("R9", "503 once", recovers, responds(http.StatusServiceUnavailable, ""))
	once("R9", "504 once", recovers, responds(http.StatusGatewayTimeout, gatewayPage))
	once("R9", "answer cut off once", recovers, sandbox.Fault{Action: sandbox.Truncate})
	once("R10", "200 with a login page", either, sandbox.Fault{Action: sandbox.HTML})
	once("R10", "200 without a body", either, sandbox.Fault{Action: sandbox.Empty})
	once("R10", "200 with invalid JSON", either, responds(http.StatusOK, `{"id": 7,`))
	once("R10", "200 with an error object", either, responds(http.StatusOK, `{"message":"Not authorized","code":"denied"}`))
	once("R10", "200 with null", either, responds(http.StatusOK, `null`))
	once("R8b", "200 with an empty list", either, responds(http.StatusOK, `[]`))
	once("R3", "404 once", either, responds(http.StatusNotFound, `{"message":"Not found"}`))
	once("P6", "answer slower than the limit", either, sandbox.Fault{Action: sandbox.Pass, Delay: 2 * time.Second})
	out[len(out)-1].timeout = "700ms"
	for _, k := range []faultKind{
		{id: "R9", name: "500 for ever", fault: responds(http.StatusInternalServerError, `{"message":"Server error"}`), expect: either},
		{id: "R4", name: "401", fault: responds(http.StatusUnauthorized, `{"message":"Unauthorized"}`), expect: either},
		{id: "R4", name: "403", fault: responds(http.StatusForbidden, `{"message":"Forbidden"}`), expect: either},
		{id: "R3", name: "404 from every read", fault: responds(http.StatusNotFound, `{"message":"Not found"}`), expect: either, everywhere: true},
	} {
		k.settle = settleAbsent
		out = append(out, k.always())
	}
	out = append(out,
		faultKind{id: "C13", name: "interrupt", fault: sandbox.Fault{Action: sandbox.Pass}, expect: either, stop: true, settle: settleFound},
		faultKind{id: "C15", name: "panic when it was answered", fault: sandbox.Fault{Action: sandbox.Pass}, expect: either, panics: true, settle: settleFound}.when(sandbox.AfterCommit),
	)
	return append(out, commonFaults()...)
}

// commonFaults have no effect, whatever the call.
func commonFaults() []faultKind {
	var out []faultKind
	for _, retryAfter := range []string{"", "1", "0", "-1", "Wed, 21 Oct 2015 07:28:00 GMT", "soon"} {
		fault := responds(http.StatusTooManyRequests, `{"message":"Too many requests"}`)
		name := "429 without Retry-After"
		if retryAfter != "" {
			fault.Header = map[string]string{"Retry-After": retryAfter}
			name = "429 with Retry-After: " + retryAfter
		}
		out = append(out, faultKind{id: "P1", name: name, fault: fault, expect: recovers, settle: settleFound})
	}
	for _, status := range []int{http.StatusFound, http.StatusTemporaryRedirect} {
		fault := responds(status, "")
		fault.Header = map[string]string{"Location": elsewhere}
		out = append(out, faultKind{id: "S1", name: fmt.Sprintf("redirect to another host with %d", status), fault: fault, expect: either, settle: settleAbsent}.always())
	}
	return out
}
