package workato

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// identified is an object with an id.
type identified interface{ identifier() ID }

// wrapper lists the members in which the endpoint families wrap their payload:
// data (role-based access), result (folders, projects, customer list), items
// inside of result (API clients).
type wrapper struct {
	ID     json.RawMessage `json:"id"`
	Data   json.RawMessage `json:"data"`
	Result json.RawMessage `json:"result"`
	Items  json.RawMessage `json:"items"`
}

// listWrapper adds what lists say about themselves. An object may have members of
// these names that mean something else.
type listWrapper struct {
	wrapper

	Total   *int            `json:"total"`
	Count   *int            `json:"count"`
	PerPage int             `json:"per_page"`
	Page    json.RawMessage `json:"page"`
}

func (w wrapper) inner() json.RawMessage {
	for _, candidate := range []json.RawMessage{w.Data, w.Result, w.Items} {
		if len(candidate) > 0 {
			return candidate
		}
	}
	return nil
}

// object decodes one object, bare or in any known envelope, and insists on its id.
func object[T identified](body []byte) (T, error) {
	var out T
	payload := json.RawMessage(body)
	var w wrapper
	if err := json.Unmarshal(body, &w); err != nil {
		return out, fmt.Errorf("it is not a JSON object: %w", err)
	}
	// A bare object is known by its id: it might have a member called data.
	if len(w.ID) == 0 {
		if payload = w.inner(); payload == nil {
			return out, errors.New("it holds no object with an id")
		}
	}
	if err := json.Unmarshal(payload, &out); err != nil {
		return out, err
	}
	if out.identifier() == "" {
		return out, errors.New("it holds no object with an id")
	}
	return out, nil
}

// page decodes one page of a list, bare or in any known envelope. Each row must
// have an id.
func page[T identified](body []byte) (transport.Page[T], error) {
	out := transport.Page[T]{}
	rows, err := unwrapRows(body, &out.Total, &out.Size)
	if err != nil {
		return out, err
	}
	if err := json.Unmarshal(rows, &out.Items); err != nil {
		return out, err
	}
	for i, item := range out.Items {
		if item.identifier() == "" {
			return out, fmt.Errorf("row %d of the list has no id", i+1)
		}
	}
	return out, nil
}

func unwrapRows(body json.RawMessage, total, size *int) (json.RawMessage, error) {
	// Two layers are known: {"result": {"items": [...]}}.
	for range 3 {
		if isArray(body) {
			return body, nil
		}
		var w listWrapper
		if err := json.Unmarshal(body, &w); err != nil {
			return nil, fmt.Errorf("it is not JSON: %w", err)
		}
		if w.Total != nil {
			*total = *w.Total
		} else if w.Count != nil {
			*total = *w.Count
		}
		*size = max(*size, w.PerPage)
		var paging struct{ Size int }
		if json.Unmarshal(w.Page, &paging) == nil {
			*size = max(*size, paging.Size)
		}
		if body = w.inner(); body == nil {
			break
		}
	}
	// Also null: what is not a list must not be taken for an empty one.
	return nil, errors.New("it holds no list")
}

func isArray(body json.RawMessage) bool {
	for _, b := range body {
		switch b {
		case ' ', '\t', '\r', '\n':
		default:
			return b == '['
		}
	}
	return false
}

// nothing accepts any answer: what it says does not matter, or is not documented.
func nothing([]byte) (struct{}, error) { return struct{}{}, nil }
