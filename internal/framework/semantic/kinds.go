package semantic

import "strings"

// Emails is one e-mail address, or several with commas between them. White space
// around them and letter case do not matter; their order does.
var Emails = StringType{name: "Emails", canonical: func(s string) string {
	return strings.ToLower(strings.Join(SplitList(s), ","))
}}

// Certificate is an X.509 certificate: PEM with its armour, or the base64 text
// alone, however it is broken into lines.
var Certificate = StringType{name: "Certificate", canonical: func(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		if !strings.HasPrefix(strings.TrimSpace(line), "-----") {
			b.WriteString(strings.Join(strings.Fields(line), ""))
		}
	}
	return b.String()
}}

// SplitList splits a text at commas, drops white space around the parts, and
// empty parts.
func SplitList(s string) []string {
	out := []string{}
	for part := range strings.SplitSeq(s, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
