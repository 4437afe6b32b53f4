// Package jsonpart compares JSON objects of which a configuration declares only a
// part with those that a service keeps: the service may add keys, which are none of the
// configuration's business, and may spell what was sent in another way.
//
// What is compared is what the JSON means. The order of keys and white space do not
// matter; the order of lists does.
package jsonpart

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Value is a decoded JSON value; numbers are kept as they were written. The zero value
// is null.
type Value struct{ v any }

// Parse decodes a text with one JSON value.
func Parse(text string) (Value, error) {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var out Value
	if err := decoder.Decode(&out.v); err != nil {
		return Value{}, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return Value{}, errors.New("there is something after the JSON value")
	}
	return out, nil
}

// ParseObject decodes a text with one JSON object.
func ParseObject(text string) (Value, error) {
	out, err := Parse(text)
	if err != nil {
		return Value{}, err
	}
	if _, isObject := out.v.(map[string]any); !isObject {
		return Value{}, fmt.Errorf("it is %s", out.Kind())
	}
	return out, nil
}

// Kind says for people what the value is: "an object", "a list".
func (v Value) Kind() string {
	switch v.v.(type) {
	case map[string]any:
		return "an object"
	case []any:
		return "a list"
	case string:
		return "a string"
	case json.Number:
		return "a number"
	case bool:
		return "a boolean"
	default:
		return "null"
	}
}

// Equal reports whether two values mean the same.
func (v Value) Equal(other Value) bool { return reflect.DeepEqual(v.v, other.v) }

// Compact writes the value without white space and with sorted keys, as Terraform's
// jsonencode does.
func (v Value) Compact() string { return v.encode("") }

// Pretty writes the value for people, with sorted keys.
func (v Value) Pretty() string { return v.encode("  ") }

func (v Value) encode(indent string) string {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", indent)
	if err := encoder.Encode(v.v); err != nil {
		return "null" // Decoded values can always be encoded.
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// Declared is what a configuration declares.
type Declared struct {
	// Value is how the configuration has it.
	Value Value
	// Kept is how the service keeps it, as [Accept] has found it. Without such a
	// finding it is the same.
	Kept Value
}

// In returns what actual says about the declared keys, in the words of the declaration
// where both mean the same. So the result equals the declaration if, and only if, actual
// has all that is declared. A declared null is the same as a key that is missing.
func (d Declared) In(actual Value) Value { return Value{part(d.Value.v, d.Kept.v, actual.v)} }

func part(declared, kept, actual any) any {
	if reflect.DeepEqual(actual, kept) {
		return declared
	}
	switch declared := declared.(type) {
	case map[string]any:
		actual, same := actual.(map[string]any)
		if !same {
			break
		}
		kept, _ := kept.(map[string]any)
		out := map[string]any{}
		for key, value := range declared {
			inner, known := kept[key]
			if !known {
				inner = value
			}
			if there, found := actual[key]; found {
				out[key] = part(value, inner, there)
			} else if value == nil {
				out[key] = nil
			}
		}
		return out
	case []any:
		actual, same := actual.([]any)
		if !same || len(actual) != len(declared) {
			break
		}
		kept, _ := kept.([]any)
		out := make([]any, len(declared))
		for i, value := range declared {
			inner := value
			if len(kept) == len(declared) {
				inner = kept[i]
			}
			out[i] = part(value, inner, actual[i])
		}
		return out
	}
	return actual
}

// Accept compares what was sent with the direct reply of the service. Another form of
// the same is accepted, and kept is then how the service spells it: "all" for a list of
// names or the other way round, and such a list in another order. Everything else that the
// reply lacks, or has otherwise, is ignored by the service; the paths say what.
func Accept(sent, reply Value) (kept Value, ignored []string) {
	out := accept(sent.v, reply.v, "", &ignored)
	slices.Sort(ignored)
	return Value{out}, ignored
}

func accept(sent, reply any, at string, ignored *[]string) any {
	switch typed := sent.(type) {
	case map[string]any:
		if reply, same := reply.(map[string]any); same {
			return acceptObject(typed, reply, at, ignored)
		}
	case []any:
		if out, ok := acceptList(typed, reply, at); ok {
			return out
		}
	case string:
		if list, isList := reply.([]any); isList && typed == all && isNames(list) {
			return reply
		}
	}
	if !reflect.DeepEqual(sent, reply) {
		*ignored = append(*ignored, at)
	}
	return sent
}

func acceptObject(sent, reply map[string]any, at string, ignored *[]string) any {
	out := map[string]any{}
	for key, value := range sent {
		out[key] = value
		if there, found := reply[key]; found {
			out[key] = accept(value, there, join(at, key), ignored)
		} else if value != nil {
			*ignored = append(*ignored, join(at, key))
		}
	}
	return out
}

func acceptList(sent []any, reply any, at string) (any, bool) {
	list, isList := reply.([]any)
	if !isList {
		return reply, reply == all && isNames(sent)
	}
	if len(list) != len(sent) {
		return nil, false
	}
	out := make([]any, len(sent))
	var ignored []string
	for i, value := range sent {
		out[i] = accept(value, list[i], join(at, strconv.Itoa(i)), &ignored)
	}
	if len(ignored) == 0 {
		return out, true
	}
	return list, isNames(sent) && isNames(list) && slices.Equal(sorted(sent), sorted(list))
}

// all is how the documented sample of a role gives every privilege of an area (OEM API,
// Environment roles, Update an environment role).
const all = "all"

// isNames tells whether a list has something, and only names.
func isNames(list []any) bool {
	return len(list) > 0 && !slices.ContainsFunc(list, func(v any) bool { _, isText := v.(string); return !isText })
}

func sorted(list []any) []string {
	out := make([]string, 0, len(list))
	for _, value := range list {
		out = append(out, Value{value}.Compact())
	}
	slices.Sort(out)
	return out
}

func join(at, key string) string {
	if at == "" {
		return key
	}
	return at + "." + key
}
