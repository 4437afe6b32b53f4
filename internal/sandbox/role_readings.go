package sandbox

import (
	"maps"
	"net/http"
	"slices"
)

// RoleReadings are the answers to what the documents leave open about environment
// roles, project roles and the two models of access control.
type RoleReadings struct {
	// RoleConfigDefaults adds keys to the config of a role that is written: areas that
	// were not sent, and more than the privileges to those that were.
	RoleConfigDefaults bool `json:"role_config_defaults"`
	// RoleConfigForm is how privileges are kept that were sent otherwise.
	RoleConfigForm RoleConfigForm `json:"role_config_form"`
	// PartialRoleUpdates lets an update of a role leave out its name or its config,
	// which then stay.
	PartialRoleUpdates bool `json:"partial_role_updates"`
	// RolesInUseDeletable deletes roles that somebody has, with the project grants that
	// name them.
	RolesInUseDeletable bool `json:"roles_in_use_deletable"`
	// NumericRoleIDs gives new project roles ids that are numbers, as in the sample of
	// the list, in the place of opaque ones.
	NumericRoleIDs bool `json:"numeric_role_ids"`
	// LegacyRefusal is how a customer on legacy roles refuses the endpoints of the
	// current model.
	LegacyRefusal LegacyRefusal `json:"legacy_refusal"`
}

// RoleConfigForm tells how the privileges of an area are kept.
type RoleConfigForm int

// The ways to keep privileges.
const (
	// RoleConfigAsSent keeps them as they were sent.
	RoleConfigAsSent RoleConfigForm = iota
	// RoleConfigLists keeps all of them as a list.
	RoleConfigLists
	// RoleConfigAll keeps the whole list as "all".
	RoleConfigAll
	// RoleConfigSorted sorts lists.
	RoleConfigSorted
)

func (RoleConfigForm) words() []string { return []string{"as_sent", "lists", "all", "sorted"} }

// MarshalText returns the word for the value.
func (v RoleConfigForm) MarshalText() ([]byte, error) { return spell(v) }

// UnmarshalText accepts the words that [ReadingChoices] lists.
func (v *RoleConfigForm) UnmarshalText(text []byte) error { return read(v, text) }

// LegacyRefusal tells the status with which a customer on legacy roles refuses the
// endpoints of the current model. A client that lists environment roles takes 401 and
// 403 to mean that the workspace does not have them
// (github.com/ConductorOne/baton-workato).
type LegacyRefusal int

// The refusals.
const (
	// LegacyRefusalForbidden answers 403.
	LegacyRefusalForbidden LegacyRefusal = iota
	// LegacyRefusalUnauthorized answers 401.
	LegacyRefusalUnauthorized
	// LegacyRefusalNotFound answers 404.
	LegacyRefusalNotFound
)

func (LegacyRefusal) words() []string { return []string{"forbidden", "unauthorized", "not_found"} }

// MarshalText returns the word for the value.
func (v LegacyRefusal) MarshalText() ([]byte, error) { return spell(v) }

// UnmarshalText accepts the words that [ReadingChoices] lists.
func (v *LegacyRefusal) UnmarshalText(text []byte) error { return read(v, text) }

func (v LegacyRefusal) refusal() error {
	switch v {
	case LegacyRefusalUnauthorized:
		return errUnauthorized
	case LegacyRefusalNotFound:
		return errNotFound
	default:
		return &apiError{status: http.StatusForbidden, message: "This workspace does not use the new access control model"}
	}
}

// everyPrivilege is what "all" stands for where it is kept as a list. The privileges are
// not documented.
var everyPrivilege = []any{"create", "delete", "read", "update"}

// roleConfig turns the config of a role into what is kept of it.
func (c *call) roleConfig(sent any) any {
	areas, isObject := sent.(map[string]any)
	if !isObject {
		return sent
	}
	kept := map[string]any{}
	if c.sb.readings.RoleConfigDefaults {
		kept["notifications"] = map[string]any{"privileges": []any{}, "scope": "workspace"}
	}
	for name, value := range areas {
		area, isObject := value.(map[string]any)
		if !isObject {
			kept[name] = value
			continue
		}
		area = maps.Clone(area)
		if given, has := area["privileges"]; has {
			area["privileges"] = c.sb.readings.RoleConfigForm.of(given)
		}
		if _, has := area["scope"]; !has && c.sb.readings.RoleConfigDefaults {
			area["scope"] = "workspace"
		}
		kept[name] = area
	}
	return kept
}

// of turns privileges into the form in which they are kept.
func (v RoleConfigForm) of(privileges any) any {
	list, isList := privileges.([]any)
	switch {
	case v == RoleConfigLists && privileges == allPrivileges:
		return slices.Clone(everyPrivilege)
	case v == RoleConfigAll && isList && slices.Equal(sortedTexts(list), sortedTexts(everyPrivilege)):
		return allPrivileges
	case v == RoleConfigSorted && isList:
		sorted := []any{}
		for _, text := range sortedTexts(list) {
			sorted = append(sorted, text)
		}
		return sorted
	default:
		return privileges
	}
}

func sortedTexts(list []any) []string {
	texts := make([]string, 0, len(list))
	for _, value := range list {
		texts = append(texts, idText(value))
	}
	slices.Sort(texts)
	return texts
}
