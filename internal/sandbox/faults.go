package sandbox

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// When places a fault relative to the effect of the request that it meets.
type When string

// The moments at which a fault can act. The zero value means [BeforeCommit].
const (
	// BeforeCommit acts instead of the request, which has no effect.
	BeforeCommit When = "before_commit"
	// AfterCommit lets the request have its effect and replaces the answer.
	AfterCommit When = "after_commit"
	// CommitLater answers first and lets the request have its effect when
	// [Fault.Delay] has passed, as a server does that goes on working after a
	// gateway has given up on it.
	CommitLater When = "commit_later"
)

// Action is what a fault does to the answer.
type Action string

// The actions of a fault.
const (
	// Pass sends the true answer, after the delay. It is the zero value,
	// unless a status is set.
	Pass Action = "pass"
	// Respond sends the fault's own status, headers and body. A fault with a
	// status and no action responds.
	Respond Action = "respond"
	// Drop closes the connection without an answer.
	Drop Action = "drop"
	// Truncate sends the status, headers and the first half of the body, then
	// closes the connection.
	Truncate Action = "truncate"
	// Empty sends 200 without a body.
	Empty Action = "empty"
	// HTML sends 200 with a login page.
	HTML Action = "html"
)

// Always is a [Fault.Count] for a fault that stays until it is cleared.
const Always = -1

// Fault is a piece of misbehaviour for the requests that match it.
type Fault struct {
	// Method is an HTTP method; empty or * stands for any.
	Method string `json:"method,omitempty"`
	// Route is the path of an endpoint such as /api/managed_users/{id}. It is
	// compared piece by piece with the template of the endpoint and with the
	// path itself, so that /api/managed_users/209 picks one customer. The piece
	// * stands for any one piece, and at the end for any number of them. The
	// names in braces and the v2 in /api/v2 do not matter. Empty stands for
	// every path.
	Route string `json:"route,omitempty"`
	// Skip lets that many matching requests through first.
	Skip int `json:"skip,omitempty"`
	// Count is how many requests the fault meets: 0 means one, [Always] means
	// every one until the fault is cleared.
	Count int `json:"count,omitempty"`
	// When tells whether the request has its effect.
	When When `json:"when,omitempty"`
	// Delay is waited before the answer; with [CommitLater], between the answer
	// and the effect.
	Delay time.Duration `json:"delay,omitempty"`
	// Action is what happens to the answer.
	Action Action `json:"action,omitempty"`
	// Status is the status for [Respond].
	Status int `json:"status,omitempty"`
	// Header holds headers for [Respond].
	Header map[string]string `json:"header,omitempty"`
	// ContentType is the content type for [Respond]; JSON unless set.
	ContentType string `json:"content_type,omitempty"`
	// Body is the body for [Respond].
	Body string `json:"body,omitempty"`
	// Met is called when the fault acts: before the request has its effect, or
	// right after it, as When says. It is for tests in the same process.
	Met func() `json:"-"`
}

type faultText Fault

type faultJSON struct {
	faultText
	Delay durationText `json:"delay,omitempty"`
}

// MarshalJSON writes the delay as text, such as "1.5s".
func (f Fault) MarshalJSON() ([]byte, error) {
	return json.Marshal(faultJSON{faultText(f), durationText(f.Delay)})
}

// UnmarshalJSON reads the delay as text and refuses unknown fields.
func (f *Fault) UnmarshalJSON(data []byte) error {
	var text faultJSON
	if err := decodeStrictly(data, &text); err != nil {
		return err
	}
	*f = Fault(text.faultText)
	f.Delay = time.Duration(text.Delay)
	return f.normalize()
}

// normalize fills in what zero values stand for.
func (f *Fault) normalize() error {
	switch f.When {
	case "":
		f.When = BeforeCommit
	case BeforeCommit, AfterCommit, CommitLater:
	default:
		return fmt.Errorf("when is %q, but must be before_commit, after_commit or commit_later", f.When)
	}
	switch f.Action {
	case "":
		f.Action = Pass
		if f.Status != 0 {
			f.Action = Respond
		}
	case Pass, Respond, Drop, Truncate, Empty, HTML:
	default:
		return fmt.Errorf("action is %q, but must be pass, respond, drop, truncate, empty or html", f.Action)
	}
	if f.Action == Respond && (f.Status < 200 || f.Status > 599) {
		return fmt.Errorf("status is %d, but must be between 200 and 599", f.Status)
	}
	if f.When == CommitLater && f.Action == Pass {
		return fmt.Errorf("%s needs an action other than pass: the true answer is not known yet", CommitLater)
	}
	if f.Count == 0 {
		f.Count = 1
	}
	return nil
}

// ArmedFault is a fault with its id and what is left of its counts.
type ArmedFault struct {
	// ID is what [Request.Fault] refers to.
	ID int `json:"id"`
	// Fault is the fault as it was injected.
	Fault Fault `json:"fault"`
	// SkipsLeft is how many matching requests still pass first.
	SkipsLeft int `json:"skips_left"`
	// HitsLeft is how many requests the fault still meets, or [Always].
	HitsLeft int `json:"hits_left"`
}

type armedFault ArmedFault

// InjectFault arms a fault and returns its id. Of several faults that match a
// request, the one injected first acts. It panics if the fault makes no sense,
// as that is a mistake in the test.
func (sb *Sandbox) InjectFault(f Fault) int {
	if err := f.normalize(); err != nil {
		panic("sandbox: " + err.Error())
	}
	sb.mu.Lock()
	defer sb.mu.Unlock()
	sb.nextFault++
	sb.faults = append(sb.faults, &armedFault{ID: sb.nextFault, Fault: f, SkipsLeft: f.Skip, HitsLeft: f.Count})
	return sb.nextFault
}

// ClearFaults disarms every fault.
func (sb *Sandbox) ClearFaults() {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	sb.faults = nil
}

// ClearFault disarms one fault and tells whether it was still armed.
func (sb *Sandbox) ClearFault(id int) bool {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	before := len(sb.faults)
	sb.faults = slices.DeleteFunc(sb.faults, func(f *armedFault) bool { return f.ID == id })
	return len(sb.faults) < before
}

// Faults lists the faults that are still armed.
func (sb *Sandbox) Faults() []ArmedFault {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	list := make([]ArmedFault, 0, len(sb.faults))
	for _, f := range sb.faults {
		list = append(list, ArmedFault(*f))
	}
	return list
}

// meet returns the fault that acts on a request, or nil, and counts the
// request. The sandbox's lock is held.
func (sb *Sandbox) meet(r *Request) *Fault {
	for i, f := range sb.faults {
		if !methodMatches(f.Fault.Method, r.Method) || !routeMatches(f.Fault.Route, r.Route, r.Path) {
			continue
		}
		if f.SkipsLeft > 0 {
			f.SkipsLeft--
			continue
		}
		if f.HitsLeft > 0 {
			f.HitsLeft--
		}
		if f.HitsLeft == 0 {
			sb.faults = slices.Delete(sb.faults, i, i+1)
		}
		r.Fault = f.ID
		return &f.Fault
	}
	return nil
}

func methodMatches(pattern, method string) bool {
	return pattern == "" || pattern == "*" || strings.EqualFold(pattern, method)
}

// routeMatches compares a pattern with the template of an endpoint and with the
// path that was asked for; either will do.
func routeMatches(pattern, template, path string) bool {
	if pattern == "" || pattern == "*" {
		return true
	}
	return piecesMatch(pieces(pattern), pieces(template)) || piecesMatch(pieces(pattern), pieces(path))
}

// pieces splits a path and levels what does not matter: versions and names of
// wildcards.
func pieces(path string) []string {
	path = strings.TrimSuffix(strings.Replace(path, "/api/v2/", "/api/", 1), "/")
	list := strings.Split(path, "/")
	for i, piece := range list {
		if strings.HasPrefix(piece, "{") {
			list[i] = "{}"
		}
	}
	return list
}

func piecesMatch(pattern, path []string) bool {
	if last := len(pattern) - 1; pattern[last] == "*" && len(path) > last {
		return piecesMatchExactly(pattern[:last], path[:last])
	}
	return piecesMatchExactly(pattern, path)
}

func piecesMatchExactly(pattern, path []string) bool {
	return slices.EqualFunc(pattern, path, func(want, have string) bool { return want == "*" || want == have })
}
