package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// durationText is a duration that JSON spells as "1.5s".
type durationText time.Duration

// MarshalText implements encoding.TextMarshaler.
func (d durationText) MarshalText() ([]byte, error) {
	return []byte(time.Duration(d).String()), nil
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (d *durationText) UnmarshalText(text []byte) error {
	parsed, err := time.ParseDuration(string(text))
	if err != nil {
		return err
	}
	*d = durationText(parsed)
	return nil
}

// decodeStrictly decodes one JSON value and refuses fields that v lacks.
func decodeStrictly(data []byte, v any) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(v); err != nil {
		return err
	}
	if decoder.More() {
		return errors.New("more than one JSON value")
	}
	return nil
}

// decodeBody decodes a request body and keeps numbers as they were written.
func decodeBody(data []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("more than one JSON value")
	}
	return v, nil
}

// secretKeys are parts of key names whose values never reach the ledger. The input of
// a connection is one as a whole: which of it is secret, only its connector knows.
var secretKeys = []string{"password", "secret", "token", "x509", "private_key", "api_key", "provisioningkey", "registerurl", "input"}

// masked copies a decoded JSON value with the secrets in it blanked out.
func masked(v any) any {
	switch v := v.(type) {
	case map[string]any:
		safe := make(map[string]any, len(v))
		for key, value := range v {
			safe[key] = masked(value)
			for _, part := range secretKeys {
				if value != nil && strings.Contains(strings.ToLower(key), part) {
					safe[key] = "(masked)"
				}
			}
		}
		return safe
	case []any:
		safe := make([]any, len(v))
		for i, value := range v {
			safe[i] = masked(value)
		}
		return safe
	default:
		return v
	}
}

// idText spells an id from a request body, which may be a number or a string.
func idText(v any) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}
