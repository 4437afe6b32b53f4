package acctest

import (
	"net/http"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// LostAnswers are the ways in which the answer to a write is lost after the write
// was done, by a name for the test.
func LostAnswers(method, route string) map[string]sandbox.Fault {
	faults := map[string]sandbox.Fault{
		"dropped":     {Action: sandbox.Drop},
		"truncated":   {Action: sandbox.Truncate},
		"empty":       {Action: sandbox.Empty},
		"login page":  {Action: sandbox.HTML},
		"bad gateway": {Status: http.StatusBadGateway, ContentType: "text/html", Body: "<html><h1>502 Bad Gateway</h1></html>"},
	}
	for name, fault := range faults {
		fault.Method, fault.Route, fault.When = method, route, sandbox.AfterCommit
		faults[name] = fault
	}
	return faults
}
