package transport

import (
	"bytes"
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// excerptLimit is how many bytes of an unreadable body an error may show.
const excerptLimit = 200

// messageLimit is the same for a message that the service meant to be read.
const messageLimit = 2000

const mask = "(redacted)"

// secretPair finds values of keys that hold credentials in any of the bodies the
// APIs answer with, for the case that a service echoes what it was sent.
var secretPair = regexp.MustCompile(
	`(?i)("?[a-z_]*(?:password|secret|token|provisioning_?key|api_?key|authorization)"?\s*[:=]\s*)("(?:[^"\\]|\\.)*"|(?:(?:bearer|basic) +)?[^\s,;&}"]+)`)

// Redact removes the given secrets, and the values of keys that look like
// credentials, from a text that will be shown.
func Redact(text string, secrets []string) string {
	// One character stands for the mask until the end, or a secret that is part of
	// the mask would be found in it.
	const hole = "\x00"
	text = strings.ReplaceAll(text, hole, " ")
	for _, spelling := range spellings(secrets) {
		if len(spelling) < wordLength {
			text = replaceWord(text, spelling, hole)
		} else {
			text = strings.ReplaceAll(text, spelling, hole)
		}
	}
	return strings.ReplaceAll(secretPair.ReplaceAllString(text, "${1}"+hole), hole, mask)
}

// wordLength is the length from which on a secret is removed wherever it stands.
// Shorter ones are removed where they are words of their own: with the text "1"
// removed everywhere, no message would be readable.
const wordLength = 4

// replaceWord replaces a text where no letter or digit is next to it.
func replaceWord(text, word, by string) string {
	var b strings.Builder
	rest := text
	for last := ' '; ; {
		i := strings.Index(rest, word)
		if i < 0 {
			return b.String() + rest
		}
		if i > 0 {
			last, _ = utf8.DecodeLastRuneInString(rest[:i])
		}
		next, _ := utf8.DecodeRuneInString(rest[i+len(word):])
		b.WriteString(rest[:i])
		if inWord(last) || inWord(next) {
			b.WriteString(word)
		} else {
			b.WriteString(by)
		}
		last, _ = utf8.DecodeLastRuneInString(word)
		rest = rest[i+len(word):]
	}
}

func inWord(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// spellings returns the secrets as they are, as they look in an address, and as they
// look inside of JSON, in which an echoed body holds them. Longer ones come first: a
// secret that begins another one would leave the rest of that standing.
func spellings(secrets []string) []string {
	out := slices.DeleteFunc(slices.Clone(secrets), func(s string) bool { return s == "" })
	for _, text := range slices.Clone(out) {
		out = append(out, url.QueryEscape(text), url.PathEscape(text))
	}
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
	text = oneLine(Redact(text, secrets))
	// A secret of several lines may have been put on one, by the service or just now.
	var lines []string
	for _, secret := range secrets {
		if line := oneLine(secret); line != secret {
			lines = append(lines, line)
		}
	}
	if len(lines) > 0 {
		text = Redact(text, lines)
	}
	if len(text) > limit {
		text = strings.ToValidUTF8(text[:limit], "") + "…"
	}
	return text
}

// oneLine puts a text on one line, without what a terminal would not show.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || r == unicode.ReplacementChar
	}), " ")
}
