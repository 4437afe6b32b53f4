package transport_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

func TestDescribe(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]struct {
		message string
		fields  map[string][]string
		id      string
		json    bool
	}{
		`{"message":"Not found"}`:                         {"Not found", nil, "", true},
		`{"message":"Server error","id":"7c0f-11"}`:       {"Server error", nil, "7c0f-11", true},
		`{"message":"Server error","id":7}`:               {"Server error", nil, "", true},
		`{"error":"No such plan","error_type":"invalid"}`: {"No such plan", nil, "", true},
		`{"error":{"code":"E1","message":"No such plan"}}`: {
			"No such plan", nil, "", true,
		},
		`{"message":"Validation failed","errors":{"name":["can't be blank","is too short"],"external_id":"has already been taken"}}`: {
			"Validation failed: external_id has already been taken; name can't be blank, is too short",
			map[string][]string{"name": {"can't be blank", "is too short"}, "external_id": {"has already been taken"}},
			"", true,
		},
		`{"errors":{"name":["can't be blank"]}}`: {
			"name can't be blank", map[string][]string{"name": {"can't be blank"}}, "", true,
		},
		`{"errors":[{"code":"not_allowed","title":"Not allowed here"},{"code":"limit"}]}`: {"Not allowed here: limit", nil, "", true},
		`{"errors":["one","two"]}`:                                    {"one: two", nil, "", true},
		`{"errors":"just a text"}`:                                    {"just a text", nil, "", true},
		`{"errors":{}}`:                                               {"", nil, "", true},
		`{"errors":null,"message":null,"error":null}`:                 {"", nil, "", true},
		`{"message":"Bad request","error":"Bad request of a client"}`: {"Bad request: Bad request of a client", nil, "", true},
		`{"message":["a","list"]}`:                                    {"", nil, "", true},
		`{}`:                                                          {"", nil, "", true},
		`[]`:                                                          {"", nil, "", true},
		`null`:                                                        {"", nil, "", true},
		`"text"`:                                                      {"", nil, "", true},
		``:                                                            {"", nil, "", false},
		`{"message":"cut`:                                             {"", nil, "", false},
		`<html>`:                                                      {"", nil, "", false},
		`{"message":"a"} trailing`:                                    {"", nil, "", false},
	} {
		t.Run(body, func(t *testing.T) {
			t.Parallel()
			message, fields, id, isJSON := transport.Describe([]byte(body))
			require.Equal(t, want.message, message)
			require.Equal(t, want.fields, fields)
			require.Equal(t, want.id, id)
			require.Equal(t, want.json, isJSON)
		})
	}
}

func FuzzDescribe(f *testing.F) {
	for _, seed := range []string{
		``, `{}`, `null`, `[]`, `{"message":"Not found"}`, `{"message":"m","errors":{"name":["a","b"],"x":"y"}}`,
		`{"errors":[{"code":"c","title":"t"}]}`, `{"error":"e","error_type":"t"}`, `{"message":"Server error","id":"7c0f"}`,
		`{"errors":{"name":{"title":["deep"]}}}`, `{"errors":[[[["deep"]]]]}`, "\xff{", `<html></html>`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		message, fields, id, isJSON := transport.Describe(body)
		if isJSON != json.Valid(body) {
			t.Fatalf("%q is taken for JSON: %t", body, isJSON)
		}
		if !isJSON && (message != "" || len(fields) > 0 || id != "") {
			t.Fatalf("%q is not JSON but says %q, %v, %q", body, message, fields, id)
		}
		if again, _, _, _ := transport.Describe(body); again != message {
			t.Fatalf("%q is worded in two ways: %q and %q", body, message, again)
		}
	})
}

func TestError(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		failure transport.Error
		call    string
		text    string
	}{
		"no answer": {
			transport.Error{Method: "GET", Route: "/things/{id}", Message: "broke"},
			"GET /things/{id}", "GET /things/{id}: broke",
		},
		"answer": {
			transport.Error{Method: "GET", Route: "/things/{id}", Status: 404, Message: "Not found", RequestID: "r-1"},
			"GET /things/{id}, status 404 (Not Found), request id r-1", "GET /things/{id}, status 404 (Not Found), request id r-1: Not found",
		},
		"unknown status": {
			transport.Error{Method: "GET", Route: "/", Status: 599, Message: "x"}, "GET /, status 599", "GET /, status 599: x",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, test.call, test.failure.Call())
			require.EqualError(t, &test.failure, test.text)
		})
	}
	require.ErrorIs(t, fmt.Errorf("wrapped: %w", &transport.Error{Err: context.Canceled}), context.Canceled)
}

func TestHasStatus(t *testing.T) {
	t.Parallel()
	notFound := fmt.Errorf("wrapped: %w", &transport.Error{Status: 404})
	require.True(t, transport.HasStatus(notFound, 403, 404))
	require.False(t, transport.HasStatus(notFound, 403))
	require.True(t, transport.IsNotFound(notFound))
	require.False(t, transport.IsNotFound(&transport.Error{Status: 410}))
	require.False(t, transport.IsNotFound(errors.New("404")))
	require.False(t, transport.IsNotFound(nil))
}

func TestIsTaken(t *testing.T) {
	t.Parallel()
	refused := func(status int, message string) error {
		return &transport.Error{Outcome: transport.OutcomeRefused, Status: status, Message: message}
	}
	tests := map[string]struct {
		err  error
		want bool
	}{
		"Workato":                      {refused(400, "External has already been taken"), true},
		"capitals":                     {refused(400, "EXTERNAL HAS ALREADY BEEN TAKEN"), true},
		"validation":                   {refused(422, "Validation failed: name already exists"), true},
		"in use":                       {refused(422, "name is already in use"), true},
		"conflict":                     {refused(409, "no"), true},
		"wrapped":                      {fmt.Errorf("creating: %w", refused(409, "")), true},
		"another reason":               {refused(400, "name can't be blank"), false},
		"another status":               {refused(403, "has already been taken"), false},
		"not clearly refused":          {&transport.Error{Status: 409, Message: "has already been taken"}, false},
		"a server error that says so":  {&transport.Error{Status: 500, Message: "already exists"}, false},
		"not an answer":                {errors.New("already exists"), false},
		"nothing went wrong":           {nil, false},
		"refused, but it is not there": {refused(404, "already exists"), false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, test.want, transport.IsTaken(test.err))
		})
	}
}
