package workato

import (
	"encoding/json"
	"fmt"
)

// ID is an identifier. The API has integer ids and string ids, and the reference
// shows both for the same object (project roles), so either is accepted, digit by
// digit, and kept as a string.
type ID string

// UnmarshalJSON implements json.Unmarshaler.
func (id *ID) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		var s string
		if err := json.Unmarshal(data, &s); err != nil {
			return err
		}
		*id = ID(s)
		return nil
	}
	if string(data) == "null" {
		*id = ""
		return nil
	}
	var n json.Number
	if err := json.Unmarshal(data, &n); err != nil {
		return fmt.Errorf("an id is neither a number nor a string")
	}
	*id = ID(n)
	return nil
}

// MarshalJSON implements json.Marshaler: a number where the id is all digits, as
// the samples of the reference have it, else a string.
func (id ID) MarshalJSON() ([]byte, error) {
	if isInteger(string(id)) {
		return []byte(id), nil
	}
	return json.Marshal(string(id))
}

func isInteger(s string) bool {
	if s == "" || len(s) > 18 || (len(s) > 1 && s[0] == '0') {
		return false
	}
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}

// Text is a string that an older generation of the API may send as a number, or
// as a list, which is then joined with commas.
type Text string

// UnmarshalJSON implements json.Unmarshaler.
func (t *Text) UnmarshalJSON(data []byte) error {
	var list []Text
	if len(data) > 0 && data[0] == '[' {
		if err := json.Unmarshal(data, &list); err != nil {
			return err
		}
		*t = ""
		for i, item := range list {
			if i > 0 {
				*t += ","
			}
			*t += item
		}
		return nil
	}
	var id ID
	if err := id.UnmarshalJSON(data); err != nil {
		return fmt.Errorf("a text is neither a string nor a number")
	}
	*t = Text(id)
	return nil
}
