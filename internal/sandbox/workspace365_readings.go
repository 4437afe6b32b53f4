package sandbox

import (
	"fmt"
	"slices"
	"strings"
)

// Workspace365Readings are the answers to questions that the public documents
// of the Workspace 365 Provisioning API leave open. They are few and partly cut
// off, so most of what a provider meets there is one of these.
type Workspace365Readings struct {
	// Sanitizing is what happens to a name: "Provisioning Environment" only says
	// that the returned name can differ.
	Sanitizing Workspace365Sanitizing `json:"w365_sanitizing"`
	// NameLimit cuts names to that many characters; 0 leaves them alone.
	NameLimit int `json:"w365_name_limit"`
	// Duplicates is the answer to creating a name that is taken.
	Duplicates Workspace365Duplicates `json:"w365_duplicates"`
	// InvitePath is where an empty environment is created.
	InvitePath Workspace365InvitePath `json:"w365_invite_path"`
	// LicenseCountRequired refuses an empty environment without LicenseCount.
	LicenseCountRequired bool `json:"w365_license_count_required"`
	// CreatedInactive leaves new environments inactive.
	CreatedInactive bool `json:"w365_created_inactive"`
	// RepeatedActivationRefused answers 400 to activating what is active, and to
	// deactivating what is not.
	RepeatedActivationRefused bool `json:"w365_repeated_activation_refused"`

	// V2Reply is what the creation with a temporary password answers: its schema
	// is cut off.
	V2Reply Workspace365V2Reply `json:"w365_v2_reply"`
	// InviteReply is what the creation of an empty environment answers.
	InviteReply Workspace365InviteReply `json:"w365_invite_reply"`
	// DoneReply is what activating, deactivating and deleting answer.
	DoneReply Workspace365DoneReply `json:"w365_done_reply"`
	// List is the shape of the list: the schema of its elements is cut off.
	List Workspace365List `json:"w365_list"`
	// ValidationResults is the form of a 400.
	ValidationResults Workspace365ValidationResults `json:"w365_validation_results"`
	// BadObjectFails answers 500 instead of 400 to a body that has not the
	// documented fields: the documents say that an incorrect data object can
	// cause it.
	BadObjectFails bool `json:"w365_bad_object_fails"`
	// ForbiddenReply is the body of a 403.
	ForbiddenReply Workspace365ForbiddenReply `json:"w365_forbidden_reply"`
	// PascalCase spells the keys of replies as those of requests.
	PascalCase bool `json:"w365_pascal_case"`
	// BOM begins replies with a byte order mark.
	BOM bool `json:"w365_bom"`
	// BareNames sends replies that are strings as plain text instead of JSON.
	BareNames bool `json:"w365_bare_names"`

	// ListLag keeps a new environment out of that many lists, or out of all if
	// it is [Never].
	ListLag int `json:"w365_list_lag"`
	// InvitedUnlisted keeps an empty environment out of lists until its
	// administrator has registered, see [Sandbox.RegisterWorkspace365Admin].
	InvitedUnlisted bool `json:"w365_invited_unlisted"`
	// DeleteLag keeps a deleted environment in that many lists, or in all if it
	// is [Never], and its name taken until then.
	DeleteLag int `json:"w365_delete_lag"`

	// Access is the instance's configuration of the API.
	Access Workspace365Access `json:"w365_access"`
	// WrongPrefix answers 404 to everything, as a host does on which the API has
	// another address.
	WrongPrefix bool `json:"w365_wrong_prefix"`
	// MissingSlash is the answer to a path without the slash at its end, which
	// every documented path has.
	MissingSlash Workspace365MissingSlash `json:"w365_missing_slash"`
	// HeadersOptional answers without X-Requested-With and Accept too. "How do I
	// delete a Workspace environment" has a script that sends neither, while
	// "Provisioning API" wants both.
	HeadersOptional bool `json:"w365_headers_optional"`
}

// Never is a lag of lists of Workspace 365 that does not end.
const Never = -1

// closedList is a reading with a closed list of values, the first of which is
// the default.
type closedList interface{ words() []string }

// wordIndex is such a reading whose values are the indices of its words.
type wordIndex interface {
	~int
	closedList
}

// indexOf finds a value in a closed list.
func indexOf(words []string, text []byte) (int, error) {
	index := slices.Index(words, string(text))
	if index < 0 {
		return 0, fmt.Errorf("%q is none of %s", text, strings.Join(words, ", "))
	}
	return index, nil
}

// spell returns the word for a value of a closed list.
func spell[T wordIndex](value T) ([]byte, error) {
	words := value.words()
	if value < 0 || int(value) >= len(words) {
		return nil, fmt.Errorf("%d is not the index of one of %s", int(value), strings.Join(words, ", "))
	}
	return []byte(words[value]), nil
}

// read sets a value of a closed list by its word.
func read[T wordIndex](value *T, text []byte) error {
	index, err := indexOf((*value).words(), text)
	if err == nil {
		*value = T(index)
	}
	return err
}
