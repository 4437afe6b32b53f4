package workspace365

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// Environment is one element of the list. Its shape is not documented.
type Environment struct {
	// Name is the effective name, which is used in paths in lower case.
	Name string
	// Active is nil where the list does not say.
	Active *bool
	// Raw is the element as the service sent it.
	Raw json.RawMessage
}

// Same reports whether two names are of one environment.
func Same(a, b string) bool { return strings.EqualFold(a, b) }

// decodeList reads a list in any of the likely shapes: names, objects, or either in
// an object with one array. What has elements of which none can be read is an error,
// never an empty list.
func decodeList(data []byte) ([]Environment, error) {
	elements, err := elementsOf(trim(data))
	if err != nil {
		return nil, err
	}
	out := make([]Environment, 0, len(elements))
	for i, raw := range elements {
		environment, ok := decodeEnvironment(raw)
		if !ok {
			return nil, fmt.Errorf("element %d of the list has no name", i+1)
		}
		out = append(out, environment)
	}
	return out, nil
}

func elementsOf(data []byte) ([]json.RawMessage, error) {
	var elements []json.RawMessage
	if len(data) > 0 && data[0] == '[' {
		err := json.Unmarshal(data, &elements)
		return elements, err
	}
	members, ok := object(data)
	if !ok {
		return nil, errors.New("it holds no list")
	}
	found := 0
	// Only these: an array under another name, such as that of an error, would
	// be read as a list from which everything is gone.
	for _, key := range []string{"environments", "items", "value", "data", "result"} {
		if m := trim(members[key]); len(m) > 0 && m[0] == '[' {
			found++
			if err := json.Unmarshal(m, &elements); err != nil {
				return nil, err
			}
		}
	}
	if found != 1 {
		return nil, fmt.Errorf("it holds %d lists instead of one", found)
	}
	return elements, nil
}

func decodeEnvironment(raw json.RawMessage) (Environment, bool) {
	var name string
	if json.Unmarshal(raw, &name) == nil {
		return Environment{Name: name, Raw: raw}, name != ""
	}
	members, ok := object(raw)
	if !ok {
		return Environment{}, false
	}
	name = firstText(members, "environmentname", "name")
	return Environment{Name: name, Active: activeOf(members), Raw: raw}, name != ""
}

// activeOf finds a flag or a status word, in this order.
func activeOf(members map[string]json.RawMessage) *bool {
	for _, key := range []string{"isactive", "active", "isenabled", "enabled"} {
		if flag := boolOf(members[key]); flag != nil {
			return flag
		}
	}
	for _, key := range []string{"isinactive", "inactive", "deactivated", "isdisabled", "disabled"} {
		if flag := boolOf(members[key]); flag != nil {
			inverse := !*flag
			return &inverse
		}
	}
	word := strings.ToLower(firstText(members, "status", "state"))
	yes, no := true, false
	switch {
	case strings.HasPrefix(word, "activ"), strings.HasPrefix(word, "enabl"):
		return &yes
	case strings.HasPrefix(word, "inactiv"), strings.HasPrefix(word, "deactiv"), strings.HasPrefix(word, "disabl"):
		return &no
	default:
		return nil
	}
}

// decodeCreated reads the answer to a create: a name as a JSON string or as bare
// text, or an object with a name and perhaps what is shown only once.
func decodeCreated(data []byte) (Created, error) {
	data = trim(data)
	var name string
	if json.Unmarshal(data, &name) == nil && name != "" {
		return Created{Name: name}, nil
	}
	members, ok := object(data)
	if !ok {
		// What is JSON and no string, such as true or an id, names nothing.
		if text := string(data); !json.Valid(data) && bareName(text) {
			return Created{Name: text}, nil
		}
		return Created{}, errors.New("it holds no name")
	}
	created := Created{
		Name:              firstText(members, "environmentname", "name"),
		TemporaryPassword: firstText(members, keysWith(members, "temporarypassword", "password")...),
		RegisterURL:       firstText(members, keysWith(members, "registerurl", "url")...),
	}
	if created.Name == "" {
		return created, errors.New("it holds no name")
	}
	return created, nil
}

// bareName reports whether an answer that is not JSON can be the name by itself.
func bareName(text string) bool {
	return text != "" && len(text) <= 100 && !strings.ContainsFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune(`<>{}[]"`, r)
	})
}

// object reads a JSON object with its keys in lower case: requests are documented
// in PascalCase, replies in camelCase.
func object(data []byte) (map[string]json.RawMessage, bool) {
	var members map[string]json.RawMessage
	if json.Unmarshal(data, &members) != nil || members == nil {
		return nil, false
	}
	out := make(map[string]json.RawMessage, len(members))
	for key, value := range members {
		out[strings.ToLower(key)] = value
	}
	return out, true
}

// keysWith returns the likely key, and then those that hold a word, in order.
func keysWith(members map[string]json.RawMessage, likely, word string) []string {
	keys := []string{likely}
	for _, key := range slices.Sorted(maps.Keys(members)) {
		if strings.Contains(key, word) {
			keys = append(keys, key)
		}
	}
	return keys
}

func firstText(members map[string]json.RawMessage, keys ...string) string {
	for _, key := range keys {
		if text := textOf(members[key]); text != "" {
			return text
		}
	}
	return ""
}

func textOf(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) != nil {
		return ""
	}
	return text
}

func boolOf(raw json.RawMessage) *bool {
	var flag *bool
	if json.Unmarshal(raw, &flag) != nil {
		return nil
	}
	return flag
}

// trim drops white space and a byte order mark.
func trim(data []byte) []byte {
	return bytes.TrimSpace(bytes.TrimPrefix(bytes.TrimSpace(data), []byte("\ufeff")))
}
