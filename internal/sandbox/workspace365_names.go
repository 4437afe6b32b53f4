package sandbox

import (
	"fmt"
	"net/http"
	"strings"
	"unicode"
)

// w365ForbiddenNames are names that cannot be had. The first is documented
// (support.workspace365.net, "Full guide for admin(s)"); the second would be
// mistaken for POST /Environment/Validate/, so that it is refused is an
// assumption.
var w365ForbiddenNames = []string{"demo", "validate"}

// w365Name turns a wanted name into the one that the environment gets, which
// "can differ with the entered data since it is sanitized"
// (support.workspace365.net, "Provisioning Environment"). What is taken is the
// environment that has the name already, if the chosen reading keeps it.
func (c *call) w365Name(wanted string) (name string, taken *w365Environment, err error) {
	name = c.w365Sanitized(wanted)
	if name == "" {
		return "", nil, c.w365BadName("The EnvironmentName has no character that can be used.")
	}
	for _, forbidden := range w365ForbiddenNames {
		if strings.EqualFold(name, forbidden) {
			return "", nil, c.w365BadName("The name " + name + " cannot be used.")
		}
	}
	if strings.ContainsFunc(name, cannotBeInPath) {
		return "", nil, c.w365BadName("The EnvironmentName has a character that cannot be used.")
	}
	instance := &c.sb.world.workspace365
	if c.sb.readings.Sanitizing == Workspace365SanitizingSuffix {
		return instance.numbered(name, 1), nil, nil
	}
	if !instance.isTaken(name) {
		return name, nil, nil
	}
	// What a duplicate does is not documented. A validation result is what the
	// documents have for input that is refused.
	problem := w365Result{"EnvironmentName", "An environment with this name already exists."}
	switch c.sb.readings.Duplicates {
	case Workspace365DuplicatesConflict:
		return "", nil, c.w365Invalid(http.StatusConflict, problem)
	case Workspace365DuplicatesRenamed:
		return instance.numbered(name, 2), nil, nil
	case Workspace365DuplicatesExisting:
		if taken := instance.find(name); taken != nil {
			return taken.name, taken, nil
		}
	case Workspace365DuplicatesRefused:
	}
	return "", nil, c.w365Invalid(http.StatusBadRequest, problem)
}

func (c *call) w365BadName(message string) error {
	return c.w365Invalid(http.StatusBadRequest, w365Result{"EnvironmentName", message})
}

// w365Sanitized cleans a name as the chosen reading says. The names in the
// documents are in lower case where they are used (support.workspace365.net,
// "How do I delete a Workspace environment").
func (c *call) w365Sanitized(name string) string {
	switch c.sb.readings.Sanitizing {
	case Workspace365SanitizingStrip, Workspace365SanitizingSuffix:
		name = strings.Map(func(r rune) rune {
			if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, strings.ToLower(name))
	case Workspace365SanitizingLower:
		name = strings.ToLower(name)
	case Workspace365SanitizingNone:
	}
	if letters, limit := []rune(name), c.sb.readings.NameLimit; limit > 0 && len(letters) > limit {
		name = string(letters[:limit])
	}
	return name
}

// cannotBeInPath tells which characters no reading lets into a name: it is the
// first piece of the path of the environment's own address
// (support.workspace365.net, "Change Workspace environment name (CR-01)").
func cannotBeInPath(r rune) bool { return strings.ContainsRune(`/\?#%`, r) || unicode.IsControl(r) }

// isTaken tells whether an environment has the name, or one that is being
// deleted.
func (i *w365Instance) isTaken(name string) bool {
	for _, e := range i.environments {
		if strings.EqualFold(e.name, name) {
			return true
		}
	}
	for _, l := range i.lingering {
		if strings.EqualFold(l.environment.name, name) && l.lists != 0 {
			return true
		}
	}
	return false
}

// find returns the environment with the name, or nil.
func (i *w365Instance) find(name string) *w365Environment {
	for _, e := range i.environments {
		if strings.EqualFold(e.name, name) {
			return e
		}
	}
	return nil
}

// numbered returns the first free name with a number from first on.
func (i *w365Instance) numbered(name string, first int) string {
	for number := first; ; number++ {
		if candidate := fmt.Sprintf("%s%d", name, number); !i.isTaken(candidate) {
			return candidate
		}
	}
}
