package transport

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// excerptLimit is how many bytes of an unreadable body an error may show.
const excerptLimit = 200

// messageLimit is the same for a message that the service meant to be read.
const messageLimit = 2000

const mask = "(redacted)"

// secretPair finds values of keys that hold credentials in any of the bodies the
// APIs answer with, for the case that a service echoes what it was sent.
var secretPair = regexp.MustCompile(
	`(?i)("?[a-z_]*(?:password|secret|token|provisioning_?key|api_?key|authorization)"?\s*[:=]\s*)("(?:[^"\\]|\\.)*"|[^\s,;&}"]+)`)

// redact removes the given secrets, and the values of keys that look like
// credentials, from a text that will be shown.
func redact(text string, secrets []string) string {
	for _, spelling := range spellings(secrets) {
		text = strings.ReplaceAll(text, spelling, mask)
	}
	return secretPair.ReplaceAllString(text, "${1}"+mask)
}

// spellings returns the secrets as they are and as they look inside of JSON, in
// which an echoed body holds them. Longer ones come first: a secret that begins
// another one would leave the rest of that standing.
func spellings(secrets []string) []string {
	out := slices.DeleteFunc(slices.Clone(secrets), func(s string) bool { return s == "" })
	// Twice, for a body that is quoted inside of another one.
	for range 2 {
		for _, text := range slices.Clone(out) {
			out = append(out, inJSON(text, true), inJSON(text, false))
		}
		slices.Sort(out)
		out = slices.Compact(out)
	}
	slices.SortStableFunc(out, func(a, b string) int { return len(b) - len(a) })
	return out
}

// inJSON returns a text as it stands between the quotes of a JSON string.
func inJSON(text string, escapeHTML bool) string {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(escapeHTML)
	if encoder.Encode(text) != nil {
		return text
	}
	quoted := strings.TrimSpace(b.String())
	return quoted[1 : len(quoted)-1]
}

// excerpt shortens a body for an error message and strips control characters.
func excerpt(body []byte, secrets []string) string {
	return shorten(string(body), secrets, excerptLimit)
}

// shorten makes a text of the service fit to be shown.
func shorten(text string, secrets []string, limit int) string {
	text = redact(text, secrets)
	text = strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || r == unicode.ReplacementChar
	}), " ")
	if len(text) > limit {
		text = strings.ToValidUTF8(text[:limit], "") + "…"
	}
	return text
}
