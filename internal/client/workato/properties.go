package workato

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// The limits of a property, in characters (Developer API, Properties).
const (
	PropertyNameLimit  = 100
	PropertyValueLimit = 1024
)

// PropertyScope is what properties belong to: an environment, or one of its projects
// if ProjectID is not empty (OEM API, Properties; Developer API, Properties, project_id).
type PropertyScope struct{ EnvironmentID, ProjectID string }

// Property is a property as it is read.
type Property struct{ Name, Value string }

// PropertyInput is a property to be set.
type PropertyInput struct {
	Name, Value string
	// Secret keeps the value out of error messages that echo it.
	Secret bool
	// Exists says that there is such a property, which gets another value: a call with
	// such properties alone is sent again if its answer is lost. One that adds is not,
	// since by then somebody else may have done so.
	Exists bool
}

const propertiesPath = customerPath + "/properties"

// propertyFilters are the names of the one filter of the list: that of the
// reference, and that of its older copies.
var propertyFilters = []string{"prefix", "param"}

// Properties lists the properties whose names begin with prefix, which must not be
// empty (OEM API, Properties, List properties by prefix; limit not documented, at
// most 1,000 rows, which are not paged). Only if the service refuses the call for
// want of the filter's older name, that is tried, and kept.
func (c *Client) Properties(ctx context.Context, scope PropertyScope, prefix string) ([]Property, error) {
	filters := propertyFilters
	if c.propertyFilter.Load() {
		filters = filters[1:]
	}
	var refusal error
	for _, filter := range filters {
		query := scope.query()
		query.Set(filter, prefix)
		found, err := transport.Do(ctx, c.transport, transport.Request{
			Method: http.MethodGet, Path: transport.NewPath(propertiesPath, scope.EnvironmentID), Query: query, Class: ClassProperties,
		}, properties)
		if err == nil {
			c.propertyFilter.Store(filter != propertyFilters[0])
			// A service that knows the filter by another name would list all.
			return slices.DeleteFunc(found, func(p Property) bool { return !strings.HasPrefix(p.Name, prefix) }), nil
		}
		if refusal == nil {
			refusal = err
		}
		if !transport.HasStatus(err, http.StatusBadRequest, http.StatusUnprocessableEntity) {
			break
		}
	}
	return nil, refusal
}

// Property reads the property of exactly one name, or returns nil (OEM API, Properties,
// List properties by prefix; limit not documented). Its whole name is the prefix that is
// asked for; where the list may be shared it is the first letter, so that one call is
// enough for all that begin with it.
func (c *Client) Property(ctx context.Context, scope PropertyScope, name string) (*Property, error) {
	if !shared.May(ctx) {
		found, err := c.Properties(ctx, scope, name)
		return transport.First(each(found, err), func(p Property) bool { return p.Name == name })
	}
	return transport.First(rows(ctx, c, c.propertiesLike(scope, name)), func(p Property) bool { return p.Name == name })
}

// propertiesLike lists the properties that begin with the same letter.
func (c *Client) propertiesLike(scope PropertyScope, name string) shared.Source[Property] {
	_, size := utf8.DecodeRuneInString(name)
	letter := name[:size]
	return shared.Source[Property]{
		Name: listName(propertiesPath, []string{scope.EnvironmentID, scope.ProjectID, letter}, nil), Family: ClassProperties,
		Paging: transport.Paging[Property]{
			Whole: true,
			Key:   func(p Property) string { return p.Name },
			Fetch: func(ctx context.Context, _ int) (transport.Page[Property], error) {
				found, err := c.Properties(ctx, scope, letter)
				return transport.Page[Property]{Items: found}, err
			},
		},
	}
}

// each goes through rows that were read at once.
func each[T any](found []T, err error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, row := range found {
			if !yield(row, nil) {
				return
			}
		}
		if err != nil {
			var zero T
			yield(zero, err)
		}
	}
}

// SetProperties creates or changes properties, all in one call (OEM API, Properties,
// Upsert properties; limit not documented). Their names must differ. What is there
// under the same name is overwritten. If the service says that it has saved fewer
// than were sent, that is an error with status 200, and counts as a refusal: sending
// the same again does no harm.
func (c *Client) SetProperties(ctx context.Context, scope PropertyScope, inputs []PropertyInput) error {
	values, secrets := map[string]string{}, []string{}
	for _, input := range inputs {
		values[input.Name] = input.Value
		if input.Secret {
			secrets = append(secrets, input.Value)
		}
	}
	request := transport.Request{
		Method: http.MethodPost, Path: transport.NewPath(propertiesPath, scope.EnvironmentID), Query: scope.query(), Class: ClassProperties,
		Body: map[string]any{"properties": values}, Secrets: secrets,
		Repeatable: !slices.ContainsFunc(inputs, func(i PropertyInput) bool { return !i.Exists }),
		Noted:      true,
	}
	saved, err := transport.Do(ctx, c.transport, request, savedProperties)
	if err != nil || saved.known && saved.count < len(inputs) {
		c.lists.Unclear(ClassProperties)
	}
	for _, input := range inputs {
		shared.Note(c.lists, c.propertiesLike(scope, input.Name), Property{Name: input.Name, Value: input.Value})
	}
	if err == nil && saved.known && saved.count < len(inputs) {
		return &transport.Error{
			Outcome: transport.OutcomeRefused, Method: request.Method, Route: request.Path.String(), Status: http.StatusOK,
			Message: fmt.Sprintf("the service says that it has saved %d of %d properties", saved.count, len(inputs)),
		}
	}
	return err
}

// PropertyNotSent is the error of properties that were not sent because of err.
func PropertyNotSent(err error) error { return transport.NotSent(http.MethodPost, propertiesPath, err) }

// PropertyAtFault reports whether the refusal of several properties may be the fault
// of some of them, and not of the token, the environment or the quota.
func PropertyAtFault(err error) bool {
	return transport.OutcomeOf(err) == transport.OutcomeRefused && transport.HasStatus(err,
		http.StatusOK, http.StatusBadRequest, http.StatusConflict, http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity)
}

func (s PropertyScope) query() url.Values {
	query := url.Values{}
	if s.ProjectID != "" {
		query.Set("project_id", s.ProjectID)
	}
	return query
}

// properties decodes a list of properties: an object of names and values, as the
// reference has it, or an array of objects with name and value, as its older copies
// have it. An object must be in an envelope, or any answer could be taken for one.
func properties(body []byte) ([]Property, error) {
	payload, wrapped := json.RawMessage(body), false
	// A value is never an object or an array, so that a property of the name of an
	// envelope is none.
	for range 3 {
		var w wrapper
		if isArray(payload) || json.Unmarshal(payload, &w) != nil {
			break
		}
		inner := w.inner()
		if !isArray(inner) && !isObject(inner) {
			break
		}
		payload, wrapped = inner, true
	}
	switch {
	case isArray(payload):
		return propertyRows(payload)
	case wrapped && isObject(payload):
		var values map[string]json.RawMessage
		if err := json.Unmarshal(payload, &values); err != nil {
			return nil, err
		}
		out := []Property{}
		for name, raw := range values {
			value, err := propertyValue(raw)
			if err != nil {
				return nil, err
			}
			out = append(out, Property{Name: name, Value: value})
		}
		slices.SortFunc(out, func(a, b Property) int { return strings.Compare(a.Name, b.Name) })
		return out, nil
	default:
		return nil, errors.New("it holds no properties")
	}
}

func propertyRows(payload json.RawMessage) ([]Property, error) {
	var rows []struct {
		Name  string          `json:"name"`
		Value json.RawMessage `json:"value"`
	}
	if err := json.Unmarshal(payload, &rows); err != nil {
		return nil, errors.New("a row of the list is no property")
	}
	out := []Property{}
	for i, row := range rows {
		if row.Name == "" {
			return nil, fmt.Errorf("row %d of the list has no name", i+1)
		}
		value, err := propertyValue(row.Value)
		if err != nil {
			return nil, err
		}
		out = append(out, Property{Name: row.Name, Value: value})
	}
	return out, nil
}

// propertyValue reads a value, which is a string; what another generation of the API
// may send instead is read as it is written. The value is in no error.
func propertyValue(raw json.RawMessage) (string, error) {
	var text string
	switch {
	case isArray(raw), isObject(raw):
		return "", errors.New("the value of a property is no text")
	case len(raw) == 0, string(raw) == "null":
		return "", nil
	case json.Unmarshal(raw, &text) == nil:
		return text, nil
	default:
		return string(raw), nil
	}
}

func isObject(body json.RawMessage) bool {
	return strings.HasPrefix(strings.TrimLeft(string(body), " \t\r\n"), "{")
}

// saved is what a reply to setting properties says about its success.
type saved struct {
	count int
	known bool
}

// savedProperties reads the reply to setting properties, of which several forms are
// documented: that it worked, in several spellings, and how many were saved. Other
// JSON, and nothing at all, count as success: the status says so.
func savedProperties(body []byte) (saved, error) {
	if len(body) == 0 {
		return saved{}, nil
	}
	var value any
	if err := json.Unmarshal(body, &value); err != nil {
		return saved{}, fmt.Errorf("it is not JSON: %w", err)
	}
	return savedIn(value), nil
}

func savedIn(value any) saved {
	switch value := value.(type) {
	case bool:
		if !value {
			return saved{known: true}
		}
	case float64:
		if count, err := strconv.Atoi(strconv.FormatFloat(value, 'f', -1, 64)); err == nil && count >= 0 {
			return saved{count: count, known: true}
		}
	case map[string]any:
		for key, member := range value {
			switch strings.ToLower(key) {
			case "success", "result", "data", "saved", "count", "saved_count":
				if said := savedIn(member); said.known {
					return said
				}
			}
		}
	}
	return saved{}
}
