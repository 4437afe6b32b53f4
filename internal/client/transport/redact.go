package transport

import (
	"regexp"
	"strings"
	"unicode"
)

// excerptLimit is how many bytes of an unreadable body an error may show.
const excerptLimit = 200

const mask = "(redacted)"

// secretPair finds values of keys that hold credentials in any of the bodies the
// APIs answer with, for the case that a service echoes what it was sent.
var secretPair = regexp.MustCompile(
	`(?i)("?[a-z_]*(?:password|secret|token|provisioning_?key|api_?key|authorization)"?\s*[:=]\s*)("(?:[^"\\]|\\.)*"|[^\s,;&}"]+)`)

// redact removes the given secrets, and the values of keys that look like
// credentials, from a text that will be shown.
func redact(text string, secrets []string) string {
	for _, secret := range secrets {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, mask)
		}
	}
	return secretPair.ReplaceAllString(text, "${1}"+mask)
}

// excerpt shortens a body for an error message and strips control characters.
func excerpt(body []byte, secrets []string) string {
	text := redact(string(body), secrets)
	text = strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || r == unicode.ReplacementChar
	}), " ")
	if len(text) > excerptLimit {
		text = strings.ToValidUTF8(text[:excerptLimit], "") + "…"
	}
	return text
}
