// Package diagnostics turns errors of the API clients into messages for people:
// what the service said, which call that was, what to do next, and whether
// anything was changed.
package diagnostics

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/absence"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/exactlyonce"
)

// Operation is what failed.
type Operation struct {
	// Verb and Type make the summary: "Cannot create workato_managed_customer".
	Verb, Type string
	// Fields maps the API's field names to attributes, so that a refusal lands
	// on the attribute at fault.
	Fields map[string]path.Path
	// ImportID builds the import id of an object that exists already.
	ImportID func(id string) string
	// Next says what to do about a failure that this operation knows more about
	// than the general advice does; it may return "".
	Next func(err error) string
	// At are the attributes at fault, where the operation knows them better than
	// Fields tells.
	At []path.Path
	// Effect says what the failure left behind, where the operation knows it better
	// than the outcome of the call tells.
	Effect string
	// reads marks operations that only read.
	reads bool
}

// Reading returns the operation of refreshing a type.
func Reading(typeName string) Operation {
	return Operation{Verb: "read", Type: typeName, reads: true}
}

// Summary is the fixed, greppable title of the operation's errors.
func (o Operation) Summary() string { return fmt.Sprintf("Cannot %s %s", o.Verb, o.Type) }

// Failed reports err.
func (o Operation) Failed(diags *diag.Diagnostics, err error) {
	if exists, ok := errors.AsType[*exactlyonce.ExistsError](err); ok {
		o.exists(diags, exists)
		return
	}
	if lost, ok := errors.AsType[*exactlyonce.LostError](err); ok {
		o.lost(diags, lost)
		return
	}
	if mass, ok := errors.AsType[*absence.MassError](err); ok {
		diags.AddError("All "+mass.Kind+" are missing", paragraphs("What went wrong: "+sentence(mass.Error()),
			"Check that api_token, region and base_url are those of this account, and that the token's client role and its projects are as before. If they really are all gone, set allow_mass_removal = true in the provider block for one run.",
			"The state was left as it is."))
		return
	}
	failure, ok := errors.AsType[*transport.Error](err)
	if !ok {
		diags.AddError(o.Summary(), o.interrupted(err))
		return
	}
	detail := o.detail(failure)
	at := o.attributes(failure)
	if len(at) == 0 {
		diags.AddError(o.Summary(), detail)
	}
	for _, p := range at {
		diags.AddAttributeError(p, o.Summary(), detail)
	}
}

// detail words a failed call.
func (o Operation) detail(failure *transport.Error) string {
	said := "What went wrong: "
	if failure.Status != 0 {
		said = "The API said: "
	}
	next := ""
	if o.Next != nil {
		next = o.Next(failure)
	}
	if next == "" {
		next = advice(failure)
	}
	return paragraphs(said+sentence(failure.Message), "Call: "+failure.Call()+".", next, o.effect(failure))
}

// effect says whether anything was changed.
func (o Operation) effect(failure *transport.Error) string {
	switch {
	case o.Effect != "":
		return o.Effect
	case o.reads, failure.Method == http.MethodGet:
		return "The state was left as it is."
	case failure.Outcome == transport.OutcomeAmbiguous:
		return "It is not known whether the call had an effect. The next plan reads what is there."
	default:
		return "The call changed nothing."
	}
}

// attributes returns the attributes that the service complains about.
func (o Operation) attributes(failure *transport.Error) []path.Path {
	if len(o.At) > 0 {
		return o.At
	}
	var out []path.Path
	for _, name := range sortedKeys(failure.Fields) {
		if p, ok := o.Fields[name]; ok {
			out = append(out, p)
		}
	}
	return out
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// advice says what to do about a status.
func advice(failure *transport.Error) string {
	switch failure.Status {
	case http.StatusUnauthorized:
		return "The API token was not accepted. Check api_token (or WORKATO_API_TOKEN), and that it belongs to the data center that region or base_url names: tokens do not work across data centers. If other calls with the same token succeed, the role of its API client lacks this endpoint."
	case http.StatusForbidden:
		return fmt.Sprintf("The role of the API client does not include this call, or the workspace does not have the feature. In the Embed admin workspace, under Workspace admin > API clients, tick the endpoint %s %s in the client role, and see that the client has access to this environment and project.", failure.Method, failure.Route)
	case http.StatusNotFound:
		return "Something on the path does not exist, or the token cannot see it. Check the ids: projects, folders and grants take the id of their environment (environments.dev.id, .test.id or .prod.id of the customer), everything else the id of the customer."
	case http.StatusUnprocessableEntity, http.StatusBadRequest:
		return "Correct the value that the API names, and apply again."
	case http.StatusTooManyRequests:
		return "The quota of this endpoint, which all API clients of the admin workspace share, is used up. Try again later, or see that other tools and runs leave more of it (requests.max_share)."
	}
	_, bug := errors.AsType[*transport.BugError](failure.Err)
	switch {
	case bug:
		return "" // The message says whom to tell.
	case failure.Status >= 300 && failure.Status < 400, failure.WebPage:
		return "Something other than the API answered. Check region and base_url, and whether a proxy stands in between."
	case failure.Status >= 500:
		return "The service has a problem of its own. Try again; if it persists, give Workato support the call and the request id above."
	case failure.Status == 0 && errors.Is(failure, context.Canceled):
		return "The run was interrupted. Start it again."
	case failure.Status == 0 && errors.Is(failure, context.DeadlineExceeded):
		return "The time for this operation is over. Raise it with the timeouts argument, or apply again."
	case failure.Status == 0:
		return "Check the network, a proxy (HTTPS_PROXY), and the address: region or base_url for Workato, workspace365.base_url for Workspace 365."
	case failure.Status >= 200 && failure.Status < 300:
		return "The call was answered, but not as documented. Something may stand between, such as a proxy; if not, please report this with the call above."
	}
	return ""
}

// exists words that there is such an object already, with the way to take it over.
func (o Operation) exists(diags *diag.Diagnostics, err *exactlyonce.ExistsError) {
	parts := []string{sentence("There is already one with the " + err.Key + idList(err.IDs))}
	if failure, ok := errors.AsType[*transport.Error](err.Err); ok {
		parts = append(parts, "The API said: "+sentence(failure.Message), "Call: "+failure.Call()+".")
	}
	switch {
	case len(err.IDs) == 1 && o.ImportID != nil:
		parts = append(parts, "If it is the one you mean, take it over by adding this block to the configuration:\n\n"+ImportBlock(o.Type, o.ImportID(err.IDs[0])))
	case len(err.IDs) > 1 && o.ImportID != nil:
		parts = append(parts, "There are several, so this provider does not choose. Take the right one over with an import block such as:\n\n"+ImportBlock(o.Type, o.ImportID(err.IDs[0])))
	default:
		parts = append(parts, "It may be one that this token cannot list. Import it, or choose another value.")
	}
	diags.AddError(o.Summary(), paragraphs(append(parts, "Nothing was created.")...))
}

// lost words that an answer was lost and nothing clear was found since.
func (o Operation) lost(diags *diag.Diagnostics, err *exactlyonce.LostError) {
	parts := []string{"What went wrong: " + sentence(err.Error())}
	if failure, ok := errors.AsType[*transport.Error](err.Err); ok {
		parts = []string{"The call failed in a way that leaves open whether it had an effect: " + sentence(failure.Message), "What was found since: " + sentence(err.Finding())}
		parts = append(parts, "Call: "+failure.Call()+".")
	}
	if len(err.IDs) > 0 && o.ImportID != nil {
		parts = append(parts, "Look at them in the console, delete what is too much, and import the one that stays, for example:\n\n"+ImportBlock(o.Type, o.ImportID(err.IDs[0])))
	} else {
		parts = append(parts, "Apply again: this provider looks for the object before it creates one, and if it has appeared by then, the message holds the import block for it.")
	}
	diags.AddError(o.Summary(), paragraphs(parts...))
}

// interrupted words an error without a call.
func (o Operation) interrupted(err error) string {
	switch {
	case errors.Is(err, context.Canceled):
		return "The run was interrupted before the call was sent. Nothing was changed by it."
	case errors.Is(err, context.DeadlineExceeded):
		return sentence("The time for this operation is over: "+err.Error()) + " Raise it with the timeouts argument, or apply again."
	default:
		return sentence(err.Error())
	}
}

// Found warns that an object was created although the answer was lost.
func (o Operation) Found(diags *diag.Diagnostics, id string, lost error) {
	diags.AddWarning(fmt.Sprintf("%s %s was created although the answer was lost", o.Type, id),
		paragraphs(sentence("The call that created it ended without a usable answer ("+lost.Error()+")"),
			"It was absent before the call and is there now, so this is the object that the call made. It was not sent again, and nothing needs to be done."))
}

// Unfinished warns that an object was created, but that a step after that failed. It
// is a warning for objects whose deletion hurts: Terraform marks what ends in an
// error as tainted, and would delete it with the next apply. rest says what is
// missing until then.
func Unfinished(diags *diag.Diagnostics, typeName, id string, err error, rest string) {
	reason := sentence(err.Error())
	if failure, ok := errors.AsType[*transport.Error](err); ok {
		reason = sentence(failure.Message) + " Call: " + failure.Call() + "."
	}
	diags.AddWarning(fmt.Sprintf("%s %s was created but is not finished", typeName, id), paragraphs(
		"It exists and is in the state, but a step after its creation failed: "+reason,
		"This is a warning and not an error because Terraform would delete it after an error. Run plan and apply again: what is missing shows as an update in place. "+rest))
}

// Removed warns that an object is dropped from the state, and how it was found
// to be gone.
func Removed(diags *diag.Diagnostics, typeName, id, how string) {
	diags.AddWarning(fmt.Sprintf("%s %s no longer exists", typeName, id),
		paragraphs(sentence(how), "It is dropped from the state, and the plan will create it again if the configuration still declares it. If it should exist, find out who deleted it before applying."))
}

// ImportBlock is what takes an object over that exists already, for a message.
func ImportBlock(typeName, id string) string {
	return fmt.Sprintf("  import {\n    to = %s.NAME\n    id = %q\n  }", typeName, id)
}

func idList(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	return " (id " + strings.Join(ids, ", ") + ")"
}

func paragraphs(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "\n\n")
}

// sentence ends a text with a full stop.
func sentence(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "…") {
		return s
	}
	return s + "."
}
