package sandbox

import (
	"net/http"
	"strings"
)

// Rewrite spells a part of true answers in another way, as a service may that tidies
// up what it is given, or that has grown since its documents were written. Errors and
// the answers of faults stay as they are.
type Rewrite struct {
	// Method and Route choose requests as in a [Fault]; empty stands for any.
	Method, Route string
	// To returns what is answered in the place of a value. It is asked for every value
	// of an answer, the innermost first: the members of objects, the elements of
	// lists, and the answer itself. The path joins the names of members with dots,
	// such as data.config.team; elements have that of their list, and the answer
	// itself has "". Numbers are json.Number. [Omitted] leaves the value out.
	To func(path string, value any) any
}

type omitted struct{}

// Omitted is the answer of a [Rewrite] that leaves out a member or an element.
var Omitted any = omitted{}

// RewriteAnswers rewrites answers from now on, in the place of what was set before;
// without arguments, answers are as they are.
func (sb *Sandbox) RewriteAnswers(rewrites ...Rewrite) {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	sb.rewrites = rewrites
}

// rewritten is an answer as the rewrites have it. The sandbox's lock is held.
func (sb *Sandbox) rewritten(answer reply, r *Request) reply {
	if answer.status >= http.StatusMultipleChoices {
		return answer
	}
	for _, rewrite := range sb.rewrites {
		if !methodMatches(rewrite.Method, r.Method) || !routeMatches(rewrite.Route, r.Route, r.Path) {
			continue
		}
		body, err := decodeBody(encode(answer.body))
		if err != nil {
			continue // There is no JSON to rewrite.
		}
		answer.body = rewrite.in("", body)
	}
	return answer
}

// in rewrites a value and all that is in it.
func (rw Rewrite) in(path string, value any) any {
	switch inner := value.(type) {
	case map[string]any:
		for name, member := range inner {
			member = rw.in(strings.TrimPrefix(path+"."+name, "."), member)
			if inner[name] = member; member == Omitted {
				delete(inner, name)
			}
		}
	case []any:
		kept := []any{}
		for _, element := range inner {
			if element = rw.in(path, element); element != Omitted {
				kept = append(kept, element)
			}
		}
		value = kept
	}
	return rw.To(path, value)
}
