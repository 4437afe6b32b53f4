package semantic

import (
	"regexp"
	"strings"
	"unicode"
)

// Emails is one e-mail address, or several with commas between them. White space
// around them and letter case do not matter; their order does.
var Emails = StringType{name: "Emails", canonical: func(s string) string {
	return strings.ToLower(strings.Join(SplitList(s), ","))
}}

// Email is one e-mail address. White space around it and letter case do not matter.
var Email = StringType{name: "Email", canonical: func(s string) string {
	return strings.ToLower(strings.TrimSpace(s))
}}

// RoleName is the name of an environment role. Letter case, white space, "_" and "-" do
// not matter: the API and the console of Workato write EnvironmentAdmin and
// "Environment admin" for the same role.
var RoleName = StringType{name: "RoleName", canonical: func(s string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '_' || r == '-' {
			return -1
		}
		return r
	}, s))
}}

// Certificate is an X.509 certificate: PEM with its armour, or the base64 text
// alone, however it is broken into lines.
var Certificate = StringType{name: "Certificate", canonical: func(s string) string {
	return strings.Join(strings.Fields(armour.ReplaceAllString(s, "")), "")
}}

// armour is not a line of its own where a certificate was put on a single one.
var armour = regexp.MustCompile(`-----(?:BEGIN|END)[^-]*-----`)

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

// EnvironmentName is the name of an environment of a customer. Letter case does not
// matter. The samples of one page have Development where the product's own clients
// send DEV (Developer API, API clients), so the long names mean the same as the short.
var EnvironmentName = StringType{name: "EnvironmentName", canonical: func(s string) string {
	name := strings.ToLower(strings.TrimSpace(s))
	if short, ok := shortNames[name]; ok {
		return short
	}
	return name
}}

var shortNames = map[string]string{"development": "dev", "testing": "test", "production": "prod"}
