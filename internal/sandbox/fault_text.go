package sandbox

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// FaultGrammar describes the text that [ParseFault] reads.
const FaultGrammar = `METHOD ROUTE ACTION [before|after|later] [skip=N] [count=N|always]
    [delay=DURATION] [header=NAME:VALUE]... [content-type=TYPE] [body=TEXT TO THE END]
  METHOD  an HTTP method, or * for any
  ROUTE   such as /api/managed_users/{id} or /Provisioning/Environment/; the
          piece * stands for any one piece, and at the end for any number of them
  ACTION  drop      close the connection without an answer
          truncate  cut the answer off in the middle
          empty     answer 200 without a body
          html      answer 200 with a login page
          pass      answer truly, after the delay
          NNN       answer with this status, and with header, content-type and body
  WHEN    before    the request has no effect (unless ACTION is pass); the default
          after     the request has its effect, only the answer is replaced
          later     the answer comes at once, the effect when the delay has passed
  A fault meets one request unless count says otherwise.`

// ParseFault reads a fault from text such as
//
//	POST /api/managed_users drop after
//	* /api/managed_users/* 429 count=3 header=Retry-After:1 body={"message":"Too many requests"}
//	PUT /api/managed_users/{id}/projects/{id}/project_grants 504 later delay=5s
//
// The whole grammar is in [FaultGrammar].
func ParseFault(text string) (Fault, error) {
	f, err := parseFault(text)
	if err == nil {
		err = f.normalize()
	}
	if err != nil {
		return Fault{}, fmt.Errorf("fault %q: %w", text, err)
	}
	return f, nil
}

func parseFault(text string) (Fault, error) {
	var f Fault
	if head, body, found := strings.Cut(text, " body="); found {
		text, f.Body = head, body
	}
	parts := strings.Fields(text)
	if len(parts) < 3 {
		return f, fmt.Errorf("expected METHOD ROUTE ACTION, such as POST /api/managed_users drop")
	}
	f.Method, f.Route = parts[0], parts[1]
	if f.Route != "*" && !strings.HasPrefix(f.Route, "/") {
		return f, fmt.Errorf("the route %q does not begin with /", f.Route)
	}
	f.Action = Action(parts[2])
	if status, err := strconv.Atoi(parts[2]); err == nil {
		f.Action, f.Status = Respond, status
	} else if f.Action == Respond {
		return f, fmt.Errorf("give the status instead of %q", Respond)
	}
	for _, part := range parts[3:] {
		if err := f.parseOption(part); err != nil {
			return f, err
		}
	}
	return f, nil
}

func (f *Fault) parseOption(part string) error {
	name, value, _ := strings.Cut(part, "=")
	var err error
	switch name {
	case "before":
		f.When = BeforeCommit
	case "after":
		f.When = AfterCommit
	case "later":
		f.When = CommitLater
	case "skip":
		f.Skip, err = strconv.Atoi(value)
	case "count":
		if value == "always" {
			f.Count = Always
			return nil
		}
		f.Count, err = strconv.Atoi(value)
	case "delay":
		f.Delay, err = time.ParseDuration(value)
	case "content-type":
		f.ContentType = value
	case "header":
		key, text, found := strings.Cut(value, ":")
		if !found {
			return fmt.Errorf("header %q is not of the form NAME:VALUE", value)
		}
		if f.Header == nil {
			f.Header = map[string]string{}
		}
		f.Header[key] = text
	default:
		return fmt.Errorf("unknown word %q", part)
	}
	return err
}
