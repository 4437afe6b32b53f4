package acctest

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/stretchr/testify/require"
)

// Object is a configuration, a state or a part of one: attributes by name. In a
// configuration, what is left out is null; a nil Object is null as a whole.
type Object map[string]any

type unknownValue struct{}

// Unknown is a value that is not known while planning.
var Unknown = unknownValue{}

// encode turns a Go value into one of Terraform.
func encode(t *testing.T, typ tftypes.Type, value any) tftypes.Value {
	t.Helper()
	if typ.Is(tftypes.DynamicPseudoType) {
		typ = typeOf(t, value)
	}
	switch value := value.(type) {
	case nil:
		return tftypes.NewValue(typ, nil)
	case unknownValue:
		return tftypes.NewValue(typ, tftypes.UnknownValue)
	case Object:
		if value == nil {
			return tftypes.NewValue(typ, nil)
		}
		return tftypes.NewValue(typ, encodeObject(t, typ, value))
	case []any:
		var element tftypes.Type
		switch typ := typ.(type) {
		case tftypes.Tuple:
			out := make([]tftypes.Value, 0, len(value))
			for i, item := range value {
				out = append(out, encode(t, typ.ElementTypes[i], item))
			}
			return tftypes.NewValue(typ, out)
		case tftypes.List:
			element = typ.ElementType
		case tftypes.Set:
			element = typ.ElementType
		default:
			t.Fatalf("a list was given where %s is expected", typ)
		}
		out := make([]tftypes.Value, 0, len(value))
		for _, item := range value {
			out = append(out, encode(t, element, item))
		}
		return tftypes.NewValue(typ, out)
	default:
		return tftypes.NewValue(typ, value)
	}
}

// typeOf is the type that Terraform gives to a value of an argument that takes any.
func typeOf(t *testing.T, value any) tftypes.Type {
	t.Helper()
	switch value := value.(type) {
	case nil, unknownValue:
		return tftypes.DynamicPseudoType
	case string:
		return tftypes.String
	case bool:
		return tftypes.Bool
	case int, float64:
		return tftypes.Number
	case []any:
		types := make([]tftypes.Type, 0, len(value))
		for _, item := range value {
			types = append(types, typeOf(t, item))
		}
		return tftypes.Tuple{ElementTypes: types}
	case Object:
		types := map[string]tftypes.Type{}
		for name, member := range value {
			types[name] = typeOf(t, member)
		}
		return tftypes.Object{AttributeTypes: types}
	}
	require.FailNow(t, "no type for this value", "%T", value)
	return nil
}

func encodeObject(t *testing.T, typ tftypes.Type, value Object) map[string]tftypes.Value {
	t.Helper()
	out := map[string]tftypes.Value{}
	switch typ := typ.(type) {
	case tftypes.Map:
		for key, item := range value {
			out[key] = encode(t, typ.ElementType, item)
		}
	case tftypes.Object:
		for key := range value {
			require.Contains(t, typ.AttributeTypes, key)
		}
		for key, attribute := range typ.AttributeTypes {
			out[key] = encode(t, attribute, value[key])
		}
	default:
		t.Fatalf("an object was given where %s is expected", typ)
	}
	return out
}

// decode turns a value of Terraform into one of Go.
func decode(t *testing.T, value tftypes.Value) any {
	t.Helper()
	switch {
	case !value.IsKnown():
		return Unknown
	case value.IsNull():
		return nil
	case value.Type().Is(tftypes.String):
		return as[string](t, value)
	case value.Type().Is(tftypes.Bool):
		return as[bool](t, value)
	case value.Type().Is(tftypes.Number):
		number, _ := as[*big.Float](t, value).Float64()
		return number
	case value.Type().Is(tftypes.List{}), value.Type().Is(tftypes.Set{}), value.Type().Is(tftypes.Tuple{}):
		out := []any{}
		for _, item := range as[[]tftypes.Value](t, value) {
			out = append(out, decode(t, item))
		}
		return out
	default:
		out := Object{}
		for key, item := range as[map[string]tftypes.Value](t, value) {
			out[key] = decode(t, item)
		}
		return out
	}
}

func as[T any](t *testing.T, value tftypes.Value) T {
	t.Helper()
	var out T
	if number, ok := any(&out).(**big.Float); ok {
		*number = new(big.Float)
	}
	require.NoError(t, value.As(&out))
	return out
}

// objectOf is nil for null.
func objectOf(t *testing.T, value tftypes.Value) Object {
	t.Helper()
	object, _ := decode(t, value).(Object)
	return object
}

func dynamic(t *testing.T, value tftypes.Value) *tfprotov6.DynamicValue {
	t.Helper()
	out, err := tfprotov6.NewDynamicValue(value.Type(), value)
	require.NoError(t, err)
	return &out
}

func static(t *testing.T, schema *tfprotov6.Schema, value *tfprotov6.DynamicValue) tftypes.Value {
	t.Helper()
	if value == nil {
		return tftypes.NewValue(schema.ValueType(), nil)
	}
	out, err := value.Unmarshal(schema.ValueType())
	require.NoError(t, err)
	return out
}

// pathText writes an attribute path as people do: requests.per_minute["customers"].
func pathText(at *tftypes.AttributePath) string {
	var b strings.Builder
	for _, step := range at.Steps() {
		switch step := step.(type) {
		case tftypes.AttributeName:
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.WriteString(string(step))
		case tftypes.ElementKeyString:
			fmt.Fprintf(&b, "[%q]", string(step))
		case tftypes.ElementKeyInt:
			fmt.Fprintf(&b, "[%d]", int64(step))
		default:
			b.WriteString("[*]")
		}
	}
	return b.String()
}
