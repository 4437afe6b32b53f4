package sandbox

import (
	"fmt"
	"net/http"
)

// reply is what a handler answers. Handlers never see the ResponseWriter, so
// that a fault can keep their effect and replace their words.
type reply struct {
	status int
	body   any
	header http.Header
}

// rawBody is a body that is sent as it is.
type rawBody []byte

// refusal is an error in the words of the API that refuses.
type refusal interface {
	error
	reply() reply
}

func ok(body any) (reply, error) {
	return reply{status: http.StatusOK, body: body}, nil
}

// done is the answer where only success matters. The general page of the API
// shows {"Success": true}, newer pages write it in lower case.
func done() (reply, error) {
	return ok(map[string]any{"success": true})
}

// apiError is a refusal in the words of the Workato API.
type apiError struct {
	status  int
	message string
	errors  map[string]any
	header  http.Header
}

func (e *apiError) Error() string { return fmt.Sprintf("%d %s", e.status, e.message) }

func (e *apiError) reply() reply {
	body := map[string]any{"message": e.message}
	if e.errors != nil {
		body["errors"] = e.errors
	}
	return reply{status: e.status, body: body, header: e.header}
}

// The bodies of 401, 404 and 400 are those of the general page
// (docs.workato.com/oem/oem-api, "HTTP response codes").
var (
	errUnauthorized = &apiError{status: http.StatusUnauthorized, message: "Unauthorized"}
	errNotFound     = &apiError{status: http.StatusNotFound, message: "Not found"}
)

func badRequest(format string, args ...any) error {
	return &apiError{status: http.StatusBadRequest, message: fmt.Sprintf(format, args...)}
}

func forbidden(message string) error {
	return &apiError{status: http.StatusForbidden, message: message}
}

// invalid has the shape of ValidationError in the API's own specification
// (github.com/workato-devs/workato-platform-cli, workato-api-spec.yaml).
func invalid(errs map[string]any) error {
	return &apiError{status: http.StatusUnprocessableEntity, message: "Validation failed", errors: errs}
}

func invalidField(field, format string, args ...any) error {
	return invalid(map[string]any{field: []string{fmt.Sprintf(format, args...)}})
}
