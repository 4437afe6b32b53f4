package samples

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// RequireRequest demands that a request was sent as the sample has it: method, path, query, the headers that the sample
// shows, and the JSON of the body. The host is that of the test.
func (s Sample) RequireRequest(t *testing.T, sent *http.Request, body []byte) {
	t.Helper()
	require.Equal(t, s.Request.Method, sent.Method)
	require.Equal(t, s.Request.URL.EscapedPath(), sent.URL.EscapedPath())
	require.Equal(t, s.Request.URL.Query(), sent.URL.Query())
	for name := range s.Request.Header {
		switch http.CanonicalHeaderKey(name) {
		case "Host":
		case "Content-Length": // net/http takes it out of the headers
			require.Equal(t, s.Request.Header.Get(name), fmt.Sprint(sent.ContentLength), name)
		default:
			require.Equal(t, s.Request.Header.Get(name), sent.Header.Get(name), name)
		}
	}
	if s.Request.Body == "" {
		require.Empty(t, body)
		return
	}
	require.JSONEq(t, s.Request.Body, string(body))
}

// RequireDecoded demands of what a client made of the response that every member that is printed has the value that is
// printed, but for those listed as not modelled.
func (s Sample) RequireDecoded(t *testing.T, decoded any) {
	t.Helper()
	data, err := json.Marshal(decoded)
	require.NoError(t, err)
	missing := map[string]bool{}
	compare(t, "", parse(t, s.Response), parse(t, data), missing)
	require.ElementsMatch(t, s.Unmodelled, slices.Collect(maps.Keys(missing)), "members that the client does not keep")
}

// compare looks for everything that is printed in what was decoded.
func compare(t *testing.T, at string, printed, decoded any, missing map[string]bool) {
	t.Helper()
	switch printed := printed.(type) {
	case map[string]any:
		members, isMap := decoded.(map[string]any)
		require.True(t, isMap, "%s is an object", at)
		for name, value := range printed {
			where := strings.TrimPrefix(at+"."+name, ".")
			if got, has := members[name]; has {
				compare(t, where, value, got, missing)
			} else {
				missing[where] = true
			}
		}
	case []any:
		items, isList := decoded.([]any)
		require.True(t, isList, "%s is a list", at)
		require.Len(t, items, len(printed), at)
		for i, value := range printed {
			compare(t, at, value, items[i], missing)
		}
	default:
		// Ids are text in the client, whether they are printed as numbers or in quotes.
		require.Equal(t, fmt.Sprint(printed), fmt.Sprint(decoded), at)
	}
}

// RequireSameMembers demands that an answer has the members of the response, and their types, but for the differences
// that are listed. What is in an object of the given names is data, and is not looked at.
func (s Sample) RequireSameMembers(t *testing.T, answer []byte, data ...string) {
	t.Helper()
	want, got := map[string]string{}, map[string]string{}
	members("", parse(t, s.Response), data, want)
	members("", parse(t, answer), data, got)
	for name, kind := range want {
		if other, has := got[name]; has && kind != "null" && other != "null" {
			require.Equal(t, kind, other, "the type of %s", name)
		}
	}
	require.ElementsMatch(t, slices.Collect(maps.Keys(s.OnlySample)), extra(want, got), "what the sandbox does not answer")
	require.ElementsMatch(t, slices.Collect(maps.Keys(s.OnlySandbox)), extra(got, want), "what only the sandbox answers")
}

// extra lists what one side has and the other has not. What is in a list that is empty on the other side does not count.
func extra(one, other map[string]string) []string {
	var list []string
	for name := range one {
		at := strings.LastIndex(name, "[]")
		inEmpty := at > 0 && other[name[:at]] == "list" && other[name[:at]+"[]"] == ""
		if _, has := other[name]; !has && !inEmpty {
			list = append(list, name)
		}
	}
	return list
}

// members lists the paths in a value with their types.
func members(at string, value any, data []string, into map[string]string) {
	switch value := value.(type) {
	case map[string]any:
		into[at] = "object"
		if slices.Contains(data, at) {
			return
		}
		for name, member := range value {
			members(strings.TrimPrefix(at+"."+name, "."), member, data, into)
		}
	case []any:
		into[at] = "list"
		for _, item := range value {
			members(at+"[]", item, data, into)
		}
	case nil:
		into[at] = "null"
	default:
		into[at] = fmt.Sprintf("%T", value)
	}
}

// parse keeps numbers as they are written.
func parse(t *testing.T, data []byte) any {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var value any
	require.NoError(t, decoder.Decode(&value), "%s", data)
	return value
}
