package schemalock

import (
	"fmt"
	"strings"
)

// Unannounced lists, in words, what a changelog in the format of keepachangelog.com does not say of changes: an entry
// of "Unreleased" must name each type that changed, with its kind, and each breaking change must be under "Breaking".
func Unannounced(changes []Change, changelog string) []string {
	var missing []string
	entries := unreleased(changelog)
	seen := map[string]bool{}
	for _, change := range changes {
		section := "[Unreleased]"
		if change.Breaking {
			section = "[Unreleased], ### Breaking"
		}
		if seen[change.Type+section] {
			continue
		}
		seen[change.Type+section] = true
		if !announced(change, entries) {
			missing = append(missing, fmt.Sprintf("no entry under %s names the %s (%s)", section, quoted(change.Type), change))
		}
	}
	return missing
}

func announced(change Change, entries []entry) bool {
	kind, name, isType := cutType(change.Type)
	for _, entry := range entries {
		named := strings.Contains(entry.text, kind)
		if isType {
			named = named && strings.Contains(entry.text, "`"+name+"`")
		}
		if named && (!change.Breaking || entry.heading == "breaking") {
			return true
		}
	}
	return false
}

func quoted(typ string) string {
	if kind, name, isType := cutType(typ); isType {
		return kind + " `" + name + "`"
	}
	return typ
}

// cutType separates kind and name; the provider's own configuration has no name.
func cutType(typ string) (kind, name string, isType bool) {
	if typ == title(Provider) {
		return typ, "", false
	}
	at := strings.LastIndex(typ, " ")
	return typ[:at], typ[at+1:], true
}

// entry is one item of a changelog, in lower case and one line.
type entry struct{ heading, text string }

// unreleased returns the entries under "## [Unreleased]".
func unreleased(changelog string) []entry {
	var entries []entry
	inside, heading := false, ""
	for line := range strings.Lines(changelog) {
		line = strings.ToLower(strings.TrimSpace(line))
		switch {
		case strings.HasPrefix(line, "## "):
			inside, heading = strings.HasPrefix(line, "## [unreleased]"), ""
		case !inside:
		case strings.HasPrefix(line, "### "):
			heading = strings.TrimPrefix(line, "### ")
		case strings.HasPrefix(line, "- "), line == "":
			entries = append(entries, entry{heading: heading, text: line})
		case len(entries) > 0:
			entries[len(entries)-1].text += " " + line
		}
	}
	return entries
}
