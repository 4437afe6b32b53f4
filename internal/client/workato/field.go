package workato

import (
	"bytes"
	"encoding/json"
)

// Field is a JSON member with three states: absent, null, and set. The API tells
// them apart in both directions: an update changes only the members that are
// present, and null clears one (OEM API, Manage customers, Update a customer); an
// answer that lacks a member says nothing about it.
//
// Use it with the option omitzero.
type Field[T any] struct {
	// Value is the value, if the field is set.
	Value T
	state fieldState
}

type fieldState int

const (
	fieldAbsent fieldState = iota
	fieldNull
	fieldSet
)

// Set returns a field with a value.
func Set[T any](value T) Field[T] { return Field[T]{Value: value, state: fieldSet} }

// Null returns a field that is null.
func Null[T any]() Field[T] { return Field[T]{state: fieldNull} }

// IsSet reports whether the field has a value.
func (f Field[T]) IsSet() bool { return f.state == fieldSet }

// IsPresent reports whether the field is there at all, be it null.
func (f Field[T]) IsPresent() bool { return f.state != fieldAbsent }

// IsZero reports whether the field is absent, for omitzero.
func (f Field[T]) IsZero() bool { return f.state == fieldAbsent }

// MarshalJSON implements json.Marshaler.
func (f Field[T]) MarshalJSON() ([]byte, error) {
	if f.state != fieldSet {
		return []byte("null"), nil
	}
	return json.Marshal(f.Value)
}

// UnmarshalJSON implements json.Unmarshaler.
func (f *Field[T]) UnmarshalJSON(data []byte) error {
	if bytes.Equal(data, []byte("null")) {
		*f = Null[T]()
		return nil
	}
	f.state = fieldSet
	return json.Unmarshal(data, &f.Value)
}
