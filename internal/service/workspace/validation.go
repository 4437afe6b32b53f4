package workspace

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workspace365"
)

// verdict is what the API says of an environment that could be created.
type verdict struct {
	// name is the name that it would have, if it would be accepted.
	name string
	// problems are what the API refuses.
	problems []problem
	// existing is set if it refuses, be it for what does not count, and an
	// environment of the name is listed.
	existing bool
	// unreachable is why there is no verdict.
	unreachable error
}

// problem is one refusal. field is the API's, in lower case, or "".
type problem struct{ field, message string }

// validate asks the API. What it says of a field that was left empty does not count:
// the call knows one way to create, and the others need fewer fields.
func validate(ctx context.Context, client *workspace365.Client, name string, admin workspace365.Admin) verdict {
	effective, err := client.Validate(ctx, name, admin)
	if err == nil {
		return verdict{name: effective}
	}
	failure, ok := errors.AsType[*transport.Error](err)
	if !ok || failure.Status != http.StatusBadRequest || failure.Outcome != transport.OutcomeRefused {
		return verdict{unreachable: err}
	}
	empty := map[string]bool{"password": admin.Password == "", "firstname": admin.FirstName == "", "lastname": admin.LastName == ""}
	var v verdict
	for _, field := range slices.Sorted(maps.Keys(failure.Fields)) {
		var messages []string
		for _, message := range failure.Fields[field] {
			if !empty[field] && (field != "" || !speaksOf(message, empty)) {
				messages = append(messages, message)
			}
		}
		if len(messages) > 0 {
			v.problems = append(v.problems, problem{field: field, message: strings.Join(messages, ", ")})
		}
	}
	if len(failure.Fields) == 0 {
		v.problems = []problem{{message: failure.Message}}
	}
	// Even where the call says nothing that counts, a name that is there is taken.
	if rows, err := client.Environments(ctx); err == nil {
		v.existing = slices.ContainsFunc(rows, func(e workspace365.Environment) bool { return workspace365.Same(e.Name, name) })
	}
	return v
}

// speaksOf reports whether a message that names no field is about one that was left
// empty: some forms of a refusal have nothing but texts.
func speaksOf(message string, empty map[string]bool) bool {
	text := strings.ReplaceAll(strings.ToLower(message), " ", "")
	for field, left := range empty {
		if left && strings.Contains(text, field) {
			return true
		}
	}
	return false
}
