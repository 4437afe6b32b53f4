package idle

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/stretchr/testify/require"
)

var nested = tftypes.Object{AttributeTypes: map[string]tftypes.Type{"id": tftypes.String, "on": tftypes.Bool}}

var example = tftypes.Object{AttributeTypes: map[string]tftypes.Type{
	"id": tftypes.String, "name": tftypes.String, "count": tftypes.Number, "tags": tftypes.Set{ElementType: tftypes.String},
	"roles": tftypes.Map{ElementType: tftypes.String}, "inner": nested,
}}

// unknownExcept is an object of which only the name is known.
func unknownExcept(name string) tftypes.Value {
	values := map[string]tftypes.Value{}
	for attribute, typ := range example.AttributeTypes {
		values[attribute] = tftypes.NewValue(typ, tftypes.UnknownValue)
	}
	values["name"] = tftypes.NewValue(tftypes.String, name)
	return tftypes.NewValue(example, values)
}

func attributes(t *testing.T, value tftypes.Value) map[string]tftypes.Value {
	t.Helper()
	out := map[string]tftypes.Value{}
	require.NoError(t, value.As(&out))
	return out
}

func TestKnown(t *testing.T) {
	t.Parallel()
	one, err := known(unknownExcept("Acme"))
	require.NoError(t, err)
	require.True(t, one.IsFullyKnown())
	require.True(t, one.Type().Equal(example))
	got := attributes(t, one)
	require.Equal(t, tftypes.NewValue(tftypes.String, "Acme"), got["name"], "what is known stays")
	require.False(t, got["id"].IsNull())

	other, err := known(unknownExcept("Acme"))
	require.NoError(t, err)
	require.NotEqual(t, got["id"], attributes(t, other)["id"], "no two objects have the same id")
}

func TestKnown_nullStays(t *testing.T) {
	t.Parallel()
	got, err := known(tftypes.NewValue(nested, map[string]tftypes.Value{
		"id": tftypes.NewValue(tftypes.String, nil), "on": tftypes.NewValue(tftypes.Bool, tftypes.UnknownValue),
	}))
	require.NoError(t, err)
	require.True(t, attributes(t, got)["id"].IsNull())
	require.Equal(t, tftypes.NewValue(tftypes.Bool, false), attributes(t, got)["on"])
}

func TestIdentityOf(t *testing.T) {
	t.Parallel()
	state, err := known(unknownExcept("Acme"))
	require.NoError(t, err)
	typ := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"id": tftypes.String, "environment_name": tftypes.String}}
	identity, err := identityOf(state, typ)
	require.NoError(t, err)
	got := attributes(t, identity)
	require.Equal(t, attributes(t, state)["id"], got["id"], "what is in the state is taken from there")
	require.True(t, got["environment_name"].IsKnown())
}
