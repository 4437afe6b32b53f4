package workato_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
)

func TestField(t *testing.T) {
	t.Parallel()
	type body struct {
		Text workato.Field[string]   `json:"text,omitzero"`
		List workato.Field[[]string] `json:"list,omitzero"`
		Flag workato.Field[bool]     `json:"flag,omitzero"`
	}
	for name, test := range map[string]struct {
		body         body
		text         string
		present, set bool
	}{
		"absent":    {body{}, `{}`, false, false},
		"null":      {body{Text: workato.Null[string]()}, `{"text":null}`, true, false},
		"set":       {body{Text: workato.Set("a")}, `{"text":"a"}`, true, true},
		"set, zero": {body{Text: workato.Set(""), List: workato.Set([]string{}), Flag: workato.Set(false)}, `{"text":"","list":[],"flag":false}`, true, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out, err := json.Marshal(test.body)
			require.NoError(t, err)
			require.Equal(t, test.text, string(out))
			var in body
			require.NoError(t, json.Unmarshal([]byte(test.text), &in))
			require.Equal(t, test.body, in)
			require.Equal(t, test.present, in.Text.IsPresent())
			require.Equal(t, test.set, in.Text.IsSet())
			require.Equal(t, !test.present, in.Text.IsZero())
		})
	}
	t.Run("null after a value", func(t *testing.T) {
		t.Parallel()
		in := body{Text: workato.Set("old")}
		require.NoError(t, json.Unmarshal([]byte(`{"text": null}`), &in))
		require.Equal(t, workato.Null[string](), in.Text)
	})
	t.Run("another type", func(t *testing.T) {
		t.Parallel()
		var in body
		require.Error(t, json.Unmarshal([]byte(`{"flag":"yes"}`), &in))
	})
}
