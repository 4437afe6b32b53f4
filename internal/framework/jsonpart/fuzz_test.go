package jsonpart_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/framework/jsonpart"
)

// FuzzValues holds of any two JSON texts what a plan relies on: writing and reading give
// the same, equality is one, what is in itself is unchanged, and a part is found as it was
// declared if, and only if, it is there.
func FuzzValues(f *testing.F) {
	for _, seed := range [][2]string{
		{`{"a":1}`, `{"a":1,"b":2}`},
		{`{"a":"all"}`, `{"a":["x","y"]}`},
		{`{"a":["y","x"]}`, `{"a":["x","y"]}`},
		{`{"a":null}`, `{}`},
		{`{}`, `[]`},
		{`1`, `1.0`},
		{`{"a":{"b":[{"c":1}]}}`, `{"a":{"b":[{"c":1,"d":2}]}}`},
		{`"\u0000"`, `"x"`},
		{`{"":1}`, `{"":null}`},
		{`[[]]`, `[null]`},
		{`{"a":1,"a":2}`, `{"a":2}`},
		{`1e400`, `-0`},
		{"\"\xff\"", `"\ufffd"`},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, one, other string) {
		a, err := jsonpart.Parse(one)
		if err != nil {
			return
		}
		b, err := jsonpart.Parse(other)
		if err != nil {
			return
		}
		for _, v := range []jsonpart.Value{a, b} {
			for _, text := range []string{v.Compact(), v.Pretty()} {
				again, err := jsonpart.Parse(text)
				require.NoError(t, err)
				require.True(t, again.Equal(v), text)
				require.Equal(t, v.Compact(), again.Compact(), "writing is not stable")
			}
			itself := v
			require.True(t, v.Equal(itself), "equality is reflexive")
			require.True(t, jsonpart.Declared{Value: v, Kept: v}.In(v).Equal(v))
			kept, ignored := jsonpart.Accept(v, v)
			require.Empty(t, ignored)
			require.True(t, kept.Equal(v))
		}
		require.Equal(t, a.Equal(b), b.Equal(a), "equality is symmetric")
		kept, ignored := jsonpart.Accept(a, b)
		found := jsonpart.Declared{Value: a, Kept: kept}.In(b)
		if len(ignored) == 0 {
			require.True(t, found.Equal(a), "%s was accepted as %s, and is then found as %s", one, other, found.Compact())
		}
	})
}
