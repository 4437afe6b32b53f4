package sandbox

import (
	"fmt"
	"net/http"
)

// w365Error is a refusal in the words of the Provisioning API.
type w365Error struct {
	reason string
	answer reply
}

func (e *w365Error) Error() string { return fmt.Sprintf("%d %s", e.answer.status, e.reason) }

func (e *w365Error) reply() reply { return e.answer }

// missingPage is what a web server says where it has no application.
const missingPage = `<!DOCTYPE html><html><head><title>404 - File or directory not found.</title></head><body><h1>Server Error</h1></body></html>`

var (
	// errW365NoSuchPage is the web server's 404, which is not the API's.
	errW365NoSuchPage = &w365Error{reason: "no such page", answer: html(http.StatusNotFound, missingPage)}
	// errW365NotFound is the API's 404. It has no schema
	// (support.workspace365.net, "Provisioning Environment").
	errW365NotFound = &w365Error{reason: "no such environment", answer: reply{status: http.StatusNotFound}}
)

func elsewhere(status int, location string) reply {
	return reply{status: status, header: http.Header{"Location": {location}, "Content-Type": {"text/html; charset=utf-8"}}}
}

func html(status int, page string) reply {
	return reply{status: status, body: rawBody(page), header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}}
}

// w365Problem is a refusal that no document describes, in the form that ASP.NET
// gives it.
func w365Problem(status int, message string) error {
	return &w365Error{reason: message, answer: reply{status: status, body: map[string]any{"message": message}}}
}

func (c *call) w365Forbidden(cause string) error {
	answer := reply{status: http.StatusForbidden}
	switch c.sb.readings.ForbiddenReply {
	case Workspace365ForbiddenReplyText:
		answer.body = cause
	case Workspace365ForbiddenReplyResults:
		answer = c.w365Results(http.StatusForbidden, []w365Result{{message: cause}})
	case Workspace365ForbiddenReplyEmpty:
	}
	return &w365Error{reason: cause, answer: c.w365Marked(answer)}
}

// w365Result is one validation result.
type w365Result struct{ field, message string }

// w365Required has the words of .NET's required attribute, which is where the
// name ValidationResult comes from (learn.microsoft.com,
// System.ComponentModel.DataAnnotations.RequiredAttribute).
func w365Required(field string) w365Result {
	return w365Result{field, fmt.Sprintf("The %s field is required.", field)}
}

// w365Invalid refuses with validation results.
func (c *call) w365Invalid(status int, results ...w365Result) error {
	return &w365Error{reason: results[0].message, answer: c.w365Marked(c.w365Results(status, results))}
}

// w365Results puts validation results into the chosen form.
func (c *call) w365Results(status int, results []w365Result) reply {
	objects, messages, fields := []any{}, []string{}, map[string][]string{}
	var global any
	summary := "The request is invalid."
	for _, r := range results {
		members := []string{}
		if r.field == "" {
			global, summary = r.message, r.message
		} else {
			members = append(members, r.field)
			fields[r.field] = append(fields[r.field], r.message)
		}
		objects = append(objects, c.w365Object("errorMessage", r.message, "memberNames", members))
		messages = append(messages, r.message)
	}
	answer := reply{status: status, body: objects}
	switch c.sb.readings.ValidationResults {
	case Workspace365ValidationResultsStrings:
		answer.body = messages
	case Workspace365ValidationResultsObject:
		answer.body = objects[0]
	case Workspace365ValidationResultsFieldErrors:
		answer.body = c.w365Object("globalError", global, "fieldErrors", fields)
	case Workspace365ValidationResultsModelState:
		answer.body = c.w365Object("message", summary, "modelState", fields)
	case Workspace365ValidationResultsUnparsable:
		answer = html(status, "<html><body><h1>Bad Request</h1>"+messages[0]+"</body></html>")
	case Workspace365ValidationResultsObjects:
	}
	return answer
}
