package workspace365

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// decodeError reads the refusals of the API. A ValidationResult is nowhere spelled
// out; the forms are, in the order in which they are tried:
//
//	[{"errorMessage": "...", "memberNames": ["..."]}]   .NET's own, any letter case
//	["..."]
//	{"errorMessage": "...", "memberNames": ["..."]}
//	{"globalError": "...", "fieldErrors": {...}}        the environment-level API
//	{"message": "...", "modelState": {field: ["..."]}}  ASP.NET
//
// Names of fields are returned in lower case; what names none is returned under "".
func decodeError(data []byte) (message string, fields map[string][]string, id string, ok bool) {
	data = trim(data)
	fields = map[string][]string{}
	var list []json.RawMessage
	if json.Unmarshal(data, &list) == nil {
		var messages []string
		for _, item := range list {
			messages = append(messages, result(item, fields))
		}
		return strings.Join(without(messages), "; "), fields, "", true
	}
	var text string
	if json.Unmarshal(data, &text) == nil {
		return text, nil, "", true
	}
	if _, isObject := object(data); isObject {
		return result(data, fields), fields, "", true
	}
	return "", nil, "", json.Valid(data)
}

// result reads one result, notes its fields, and returns its message.
func result(raw json.RawMessage, fields map[string][]string) string {
	if text := textOf(raw); text != "" {
		fields[""] = append(fields[""], text)
		return text
	}
	members, ok := object(raw)
	if !ok {
		return ""
	}
	named := 0
	messages := []string{firstText(members, "errormessage", "globalerror", "message", "error")}
	for _, key := range []string{"membernames", "members", "propertyname", "field"} {
		for _, name := range texts(members[key]) {
			named++
			fields[strings.ToLower(name)] = append(fields[strings.ToLower(name)], messages[0])
		}
	}
	for _, key := range []string{"fielderrors", "modelstate", "errors"} {
		var byField map[string]json.RawMessage
		if json.Unmarshal(members[key], &byField) != nil {
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(byField)) {
			named++
			value := byField[name]
			// ASP.NET puts the name of the argument before that of the member.
			name = strings.ToLower(name[strings.LastIndex(name, ".")+1:])
			fields[name] = append(fields[name], texts(value)...)
			messages = append(messages, name+": "+strings.Join(texts(value), ", "))
		}
	}
	// With field errors beside it, a message is but their heading.
	if global := firstText(members, "globalerror"); global != "" || named == 0 && messages[0] != "" {
		fields[""] = append(fields[""], messages[0])
	}
	return strings.Join(without(messages), "; ")
}

// texts reads a string, or a list of strings.
func texts(raw json.RawMessage) []string {
	if text := textOf(raw); text != "" {
		return []string{text}
	}
	var list []string
	if json.Unmarshal(raw, &list) != nil {
		return nil
	}
	return list
}

func without(texts []string) []string {
	var out []string
	for _, text := range texts {
		if text != "" {
			out = append(out, text)
		}
	}
	return out
}
