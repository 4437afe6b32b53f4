// Package semantic holds string types whose values may be spelled in several ways.
// If the service answers with another spelling of the same value, the state keeps
// the one from the configuration, and no plan shows a difference.
package semantic

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

var (
	_ basetypes.StringTypable                    = StringType{}
	_ basetypes.StringValuableWithSemanticEquals = String{}
)

// StringType is a string type with a canonical form.
type StringType struct {
	basetypes.StringType
	name      string
	canonical func(string) string
}

// String returns a name for debugging.
func (t StringType) String() string { return "semantic." + t.name }

// Equal reports whether o is the same type.
func (t StringType) Equal(o attr.Type) bool {
	other, ok := o.(StringType)
	return ok && other.name == t.name
}

// ValueFromString implements basetypes.StringTypable.
func (t StringType) ValueFromString(_ context.Context, in basetypes.StringValue) (basetypes.StringValuable, diag.Diagnostics) {
	return String{StringValue: in, kind: t}, nil
}

// ValueFromTerraform implements attr.Type.
func (t StringType) ValueFromTerraform(ctx context.Context, in tftypes.Value) (attr.Value, error) {
	value, err := t.StringType.ValueFromTerraform(ctx, in)
	if err != nil {
		return nil, err
	}
	base, ok := value.(basetypes.StringValue)
	if !ok {
		return nil, fmt.Errorf("unexpected value type %T", value)
	}
	return String{StringValue: base, kind: t}, nil
}

// ValueType implements attr.Type.
func (t StringType) ValueType(context.Context) attr.Value { return String{kind: t} }

// Value returns a known value of the type.
func (t StringType) Value(value string) String {
	return String{StringValue: basetypes.NewStringValue(value), kind: t}
}

// Null returns the null value of the type.
func (t StringType) Null() String {
	return String{StringValue: basetypes.NewStringNull(), kind: t}
}

// Unknown returns the unknown value of the type.
func (t StringType) Unknown() String {
	return String{StringValue: basetypes.NewStringUnknown(), kind: t}
}

// Same reports whether two strings mean the same.
func (t StringType) Same(a, b string) bool { return t.canonical(a) == t.canonical(b) }

// String is a value of a [StringType].
type String struct {
	basetypes.StringValue
	kind StringType
}

// Type implements attr.Value.
func (v String) Type(context.Context) attr.Type { return v.kind }

// Equal reports whether o is the same value in the same spelling.
func (v String) Equal(o attr.Value) bool {
	other, ok := o.(String)
	return ok && other.kind.name == v.kind.name && v.StringValue.Equal(other.StringValue)
}

// StringSemanticEquals implements basetypes.StringValuableWithSemanticEquals.
func (v String) StringSemanticEquals(_ context.Context, o basetypes.StringValuable) (bool, diag.Diagnostics) {
	other, ok := o.(String)
	return ok && v.kind.Same(v.ValueString(), other.ValueString()), nil
}
