package jsonpart_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/seed7333113f/terraform-provider-workato/internal/framework/jsonpart"
)

func parse(t require.TestingT, text string) jsonpart.Value {
	value, err := jsonpart.Parse(text)
	require.NoError(t, err, text)
	return value
}

func TestParse(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`{}`:              "",
		` {"a":1}` + "\n": "",
		`[]`:              "it is a list",
		`"all"`:           "it is a string",
		`7`:               "it is a number",
		`true`:            "it is a boolean",
		`null`:            "it is null",
		`{} {}`:           "there is something after the JSON value",
		`{"a":1`:          "unexpected EOF",
		``:                "EOF",
		`{'a':1}`:         "invalid character",
	} {
		_, err := jsonpart.ParseObject(text)
		if want == "" {
			require.NoError(t, err, text)
			continue
		}
		require.ErrorContains(t, err, want, text)
	}
}

func TestFormat(t *testing.T) {
	t.Parallel()
	value := parse(t, ` {"b" : [1.50, 9007199254740993, "<&>"], "a": {"z": null, "y": true}, "c": {}, "d": [] } `)
	spelled := func(want, got string) { require.Equal(t, want, got) }
	spelled(`{"a":{"y":true,"z":null},"b":[1.50,9007199254740993,"<&>"],"c":{},"d":[]}`, value.Compact())
	spelled(`{
  "a": {
    "y": true,
    "z": null
  },
  "b": [
    1.50,
    9007199254740993,
    "<&>"
  ],
  "c": {},
  "d": []
}`, value.Pretty())
	require.Equal(t, "null", jsonpart.Value{}.Compact())
}

func TestIn(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		// kept is as declared if it is empty, want as declared if it is.
		declared, kept, actual, want string
	}{
		"the same":                   {`{"a":{"p":"all"}}`, "", `{"a":{"p":"all"}}`, ""},
		"order of keys":              {`{"a":1,"b":2}`, "", `{"b":2,"a":1}`, ""},
		"added keys":                 {`{"a":{"p":"all"}}`, "", `{"a":{"p":"all","q":[]},"b":{}}`, ""},
		"nothing declared":           {`{}`, "", `{"a":1}`, ""},
		"nothing declared of a part": {`{"a":{}}`, "", `{"a":{"p":1}}`, ""},
		"another value":              {`{"a":{"p":"all"},"b":1}`, "", `{"a":{"p":"none","q":1},"b":1}`, `{"a":{"p":"none"},"b":1}`},
		"a key is missing":           {`{"a":1,"b":2}`, "", `{"b":2}`, `{"b":2}`},
		"null and missing":           {`{"a":null,"b":2}`, "", `{"b":2}`, ""},
		"null and null":              {`{"a":null}`, "", `{"a":null}`, ""},
		"null and something":         {`{"a":null}`, "", `{"a":1}`, `{"a":1}`},
		"something and null":         {`{"a":1}`, "", `{"a":null}`, `{"a":null}`},
		"all and a list":             {`{"p":"all"}`, "", `{"p":["read"]}`, `{"p":["read"]}`},
		"order of a list":            {`{"p":["a","b"]}`, "", `{"p":["b","a"]}`, `{"p":["b","a"]}`},
		"a longer list":              {`{"p":["a"]}`, "", `{"p":["a","b"]}`, `{"p":["a","b"]}`},
		"added keys within a list":   {`{"p":[{"a":1}]}`, "", `{"p":[{"a":1,"b":2}]}`, ""},
		"no object":                  {`{"a":{"p":1}}`, "", `{"a":[]}`, `{"a":[]}`},
		"nothing":                    {`{"a":1}`, "", `null`, `null`},
		"a number is no string":      {`{"a":1}`, "", `{"a":"1"}`, `{"a":"1"}`},
		"kept as a list":             {`{"p":"all"}`, `{"p":["a","b"]}`, `{"p":["a","b"],"q":1}`, ""},
		"kept as a list, but longer": {`{"p":"all"}`, `{"p":["a","b"]}`, `{"p":["a"]}`, `{"p":["a"]}`},
		"kept, and another changed":  {`{"p":"all","q":1}`, `{"p":["a"],"q":1}`, `{"p":["a"],"q":2}`, `{"p":"all","q":2}`},
		"kept, but now as sent":      {`{"p":"all"}`, `{"p":["a"]}`, `{"p":"all"}`, ""},
		"kept within a list":         {`{"l":[{"p":"all"}]}`, `{"l":[{"p":["a"]}]}`, `{"l":[{"p":["a"],"x":1}]}`, ""},
		"kept for another shape":     {`{"a":{"p":1}}`, `"all"`, `{"a":{"p":null}}`, `{"a":{"p":null}}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			declared := jsonpart.Declared{Value: parse(t, test.declared), Kept: parse(t, test.declared)}
			if test.kept != "" {
				declared.Kept = parse(t, test.kept)
			}
			want := declared.Value
			if test.want != "" {
				want = parse(t, test.want)
			}
			got := declared.In(parse(t, test.actual))
			require.Equal(t, want.Compact(), got.Compact())
			require.True(t, got.Equal(want))
		})
	}
}

func TestAccept(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		sent, reply, kept string
		ignored           []string
	}{
		"as sent":              {`{"a":{"p":"all"}}`, `{"a":{"p":"all"}}`, `{"a":{"p":"all"}}`, nil},
		"with defaults":        {`{"a":{"p":"all"}}`, `{"a":{"p":"all","q":1},"b":2}`, `{"a":{"p":"all"}}`, nil},
		"all as a list":        {`{"a":{"p":"all"}}`, `{"a":{"p":["x","y"]}}`, `{"a":{"p":["x","y"]}}`, nil},
		"a list as all":        {`{"a":{"p":["x","y"]}}`, `{"a":{"p":"all"}}`, `{"a":{"p":"all"}}`, nil},
		"a sorted list":        {`{"p":["y","x","y"]}`, `{"p":["x","y","y"]}`, `{"p":["x","y","y"]}`, nil},
		"null is dropped":      {`{"a":null,"b":1}`, `{"b":1}`, `{"a":null,"b":1}`, nil},
		"within a list":        {`{"l":[{"p":"all"}]}`, `{"l":[{"p":["x"],"q":1}]}`, `{"l":[{"p":["x"]}]}`, nil},
		"all as nothing":       {`{"p":"all"}`, `{"p":[]}`, `{"p":"all"}`, []string{"p"}},
		"nothing as all":       {`{"p":[]}`, `{"p":"all"}`, `{"p":[]}`, []string{"p"}},
		"numbers as all":       {`{"p":[1]}`, `{"p":"all"}`, `{"p":[1]}`, []string{"p"}},
		"another word":         {`{"p":"none"}`, `{"p":["x"]}`, `{"p":"none"}`, []string{"p"}},
		"a key is dropped":     {`{"a":{"p":"all"},"b":{"q":1}}`, `{"a":{}}`, `{"a":{"p":"all"},"b":{"q":1}}`, []string{"a.p", "b"}},
		"an element too few":   {`{"p":["x","y"]}`, `{"p":["x"]}`, `{"p":["x","y"]}`, []string{"p"}},
		"one element differs":  {`{"p":["x","y"]}`, `{"p":["x","z"]}`, `{"p":["x","y"]}`, []string{"p"}},
		"one is, one is not":   {`{"a":"all","b":"all"}`, `{"a":["x"],"b":"none"}`, `{"a":["x"],"b":"all"}`, []string{"b"}},
		"no object":            {`{"a":{"p":1}}`, `{"a":null}`, `{"a":{"p":1}}`, []string{"a"}},
		"nothing at all":       {`{"a":1}`, `null`, `{"a":1}`, []string{""}},
		"another element type": {`{"l":[{"p":1}]}`, `{"l":[1]}`, `{"l":[{"p":1}]}`, []string{"l"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			kept, ignored := jsonpart.Accept(parse(t, test.sent), parse(t, test.reply))
			require.Equal(t, parse(t, test.kept).Compact(), kept.Compact())
			require.Equal(t, test.ignored, ignored)
		})
	}
}

// values draws any JSON value.
func values(depth int) *rapid.Generator[any] {
	leaves := []*rapid.Generator[any]{
		rapid.Just[any](nil), rapid.Map(rapid.Bool(), func(b bool) any { return b }),
		rapid.Map(rapid.IntRange(-3, 3), func(n int) any { return n }),
		rapid.Map(rapid.SampledFrom([]string{"all", "read", "", "ü"}), func(s string) any { return s }),
	}
	if depth == 0 {
		return rapid.OneOf(leaves...)
	}
	return rapid.OneOf(append(leaves,
		rapid.Map(rapid.SliceOfN(values(depth-1), 0, 3), func(list []any) any { return list }),
		rapid.Map(objects(depth-1), func(object map[string]any) any { return object }))...)
}

func objects(depth int) *rapid.Generator[map[string]any] {
	return rapid.MapOfN(rapid.SampledFrom([]string{"a", "b", "c", "d"}), values(depth), 0, 3)
}

// grown adds keys, which no declaration has, to a value and all that is in it.
func grown(t *rapid.T, value any) any {
	switch value := value.(type) {
	case map[string]any:
		out := map[string]any{}
		for _, key := range slices.Sorted(maps.Keys(value)) {
			out[key] = grown(t, value[key])
		}
		if rapid.Bool().Draw(t, "add") {
			out["added"] = values(1).Draw(t, "added")
		}
		return out
	case []any:
		out := []any{}
		for _, item := range value {
			out = append(out, grown(t, item))
		}
		return out
	default:
		return value
	}
}

// changed changes one thing in a value, somewhere, so that it means something else.
func changed(t *rapid.T, value any) any {
	switch value := value.(type) {
	case map[string]any:
		if len(value) > 0 {
			out := maps.Clone(value)
			key := rapid.SampledFrom(slices.Sorted(maps.Keys(value))).Draw(t, "key")
			if value[key] != nil && rapid.Bool().Draw(t, "drop") {
				delete(out, key)
			} else {
				out[key] = changed(t, value[key])
			}
			return out
		}
	case []any:
		if len(value) > 0 {
			out := slices.Clone(value)
			i := rapid.IntRange(0, len(value)-1).Draw(t, "index")
			out[i] = changed(t, value[i])
			return out
		}
	}
	return "something else"
}

// respelled writes the forms in which a service may keep a value.
func respelled(t *rapid.T, value any) any {
	switch value := value.(type) {
	case map[string]any:
		out := map[string]any{}
		for _, key := range slices.Sorted(maps.Keys(value)) {
			out[key] = respelled(t, value[key])
		}
		return out
	case []any:
		isNames := len(value) > 0
		for _, item := range value {
			_, isText := item.(string)
			isNames = isNames && isText
		}
		switch {
		case isNames && rapid.Bool().Draw(t, "as all"):
			return "all"
		case rapid.Bool().Draw(t, "in another order"):
			return rapid.Permutation(value).Draw(t, "order")
		}
	case string:
		if value == "all" && rapid.Bool().Draw(t, "as a list") {
			return rapid.SliceOfN(rapid.Map(rapid.SampledFrom([]string{"read", "run", "edit"}), func(s string) any { return s }), 1, 3).Draw(t, "list")
		}
	}
	return value
}

func encoded(t *rapid.T, value any) jsonpart.Value {
	text, err := json.MarshalIndent(value, "", fmt.Sprintf("%*s", rapid.IntRange(0, 3).Draw(t, "indent"), ""))
	require.NoError(t, err)
	return parse(t, string(text))
}

// Whatever is declared, it is found in what the service keeps of it, with any keys that
// the service adds; and nothing that differs passes for the same.
func TestIn_properties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		object := objects(3).Draw(t, "declared")
		declared := jsonpart.Declared{Value: encoded(t, object), Kept: encoded(t, object)}
		require.True(t, declared.In(encoded(t, grown(t, object))).Equal(declared.Value), "added keys are no difference")

		if len(object) == 0 {
			return
		}
		drifted := changed(t, object)
		got := declared.In(encoded(t, grown(t, drifted)))
		require.False(t, got.Equal(declared.Value), "a changed value is a difference")
		require.True(t, declared.In(got).Equal(got), "what is found once is found again")
	})
}

// What is accepted as another form of what was sent is the same from then on, and only
// it.
func TestAccept_properties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		object := objects(3).Draw(t, "sent")
		sent, form := encoded(t, object), respelled(t, object)
		kept, ignored := jsonpart.Accept(sent, encoded(t, grown(t, form)))
		declared := jsonpart.Declared{Value: sent, Kept: kept}
		require.True(t, declared.In(sent).Equal(sent), "as it was sent is always the same")
		if len(ignored) == 0 {
			require.True(t, declared.In(encoded(t, grown(t, decoded(t, kept)))).Equal(sent))
		}
		if len(object) > 0 {
			require.False(t, declared.In(encoded(t, changed(t, object))).Equal(sent), "what is not the same does not pass")
		}
	})
}

func decoded(t *rapid.T, value jsonpart.Value) any {
	var out any
	require.NoError(t, json.Unmarshal([]byte(value.Compact()), &out))
	return out
}
