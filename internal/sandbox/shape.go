package sandbox

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// kind is the JSON type that a field of a request must have.
type kind int

const (
	isText kind = iota
	isFlag
	isInteger
	isID // a number or a string
	isTexts
	isIDs
	isIntegers
	isObject
	isObjects
)

// words describes each kind in a validation message.
var words = map[kind]string{
	isText:     "must be a string",
	isFlag:     "must be a boolean",
	isInteger:  "must be an integer",
	isID:       "must be an id",
	isTexts:    "must be an array of strings",
	isIDs:      "must be an array of ids",
	isIntegers: "must be an array of integers",
	isObject:   "must be an object",
	isObjects:  "must be an array of objects",
}

// shape is the closed list of fields that a request body may have. Null is
// allowed everywhere: the documents define it as "clear this".
type shape map[string]kind

// check refuses fields that are not listed with 400, and fields of another type
// with 422.
func (s shape) check(body map[string]any) error {
	if unknown := s.unknown(body); len(unknown) > 0 {
		return badRequest("Bad request: unexpected field %q", unknown[0])
	}
	wrong := map[string]any{}
	for field, value := range body {
		if value != nil && !s[field].fits(value) {
			wrong[field] = []string{words[s[field]]}
		}
	}
	if len(wrong) > 0 {
		return invalid(wrong)
	}
	return nil
}

// unknown lists the fields of a body that the shape lacks.
func (s shape) unknown(body map[string]any) []string {
	var fields []string
	for _, field := range slices.Sorted(maps.Keys(body)) {
		if _, known := s[field]; !known {
			fields = append(fields, field)
		}
	}
	return fields
}

func (k kind) fits(value any) bool {
	switch k {
	case isText:
		_, fits := value.(string)
		return fits
	case isFlag:
		_, fits := value.(bool)
		return fits
	case isInteger:
		number, fits := value.(json.Number)
		if !fits {
			return false
		}
		_, err := number.Int64()
		return err == nil
	case isID:
		return isInteger.fits(value) || isText.fits(value)
	case isTexts:
		return each(value, isText.fits)
	case isIDs:
		return each(value, isID.fits)
	case isIntegers:
		return each(value, isInteger.fits)
	case isObject:
		_, fits := value.(map[string]any)
		return fits
	case isObjects:
		return each(value, isObject.fits)
	}
	return false
}

func each(value any, fits func(any) bool) bool {
	list, isList := value.([]any)
	return isList && !slices.ContainsFunc(list, func(v any) bool { return !fits(v) })
}

// required refuses a body in which one of the fields is missing or blank.
func required(body map[string]any, fields ...string) error {
	missing := map[string]any{}
	for _, field := range fields {
		text, isString := body[field].(string)
		if body[field] == nil || isString && strings.TrimSpace(text) == "" {
			missing[field] = []string{"can't be blank"}
		}
	}
	if len(missing) > 0 {
		return invalid(missing)
	}
	return nil
}

// notBlank refuses a body that blanks one of the fields, but lets it be absent.
func notBlank(body map[string]any, fields ...string) error {
	for _, field := range fields {
		if _, given := body[field]; given {
			if err := required(body, field); err != nil {
				return err
			}
		}
	}
	return nil
}

// text returns a string field of a body that has been checked, or "".
func text(body map[string]any, field string) string {
	s, _ := body[field].(string)
	return s
}

// objects returns an array-of-objects field of a body that has been checked.
func objects(body map[string]any, field string) []map[string]any {
	list, _ := body[field].([]any)
	result := make([]map[string]any, 0, len(list))
	for _, item := range list {
		if object, isMap := item.(map[string]any); isMap {
			result = append(result, object)
		}
	}
	return result
}
