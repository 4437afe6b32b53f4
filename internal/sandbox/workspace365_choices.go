package sandbox

// Workspace365Sanitizing tells what becomes of the name of a new environment.
type Workspace365Sanitizing int

// The ways to clean a name.
const (
	// Workspace365SanitizingStrip turns it to lower case and drops what is no letter a to z and no digit.
	Workspace365SanitizingStrip Workspace365Sanitizing = iota
	// Workspace365SanitizingLower turns it to lower case only.
	Workspace365SanitizingLower
	// Workspace365SanitizingSuffix does as strip and appends the first number that is free, always.
	Workspace365SanitizingSuffix
	// Workspace365SanitizingNone keeps it as it is.
	Workspace365SanitizingNone
)

func (Workspace365Sanitizing) words() []string {
	return []string{"strip", "lower", "suffix", "none"}
}

// MarshalText returns the word for the value.
func (v Workspace365Sanitizing) MarshalText() ([]byte, error) { return spell(v) }

// UnmarshalText accepts the words that [ReadingChoices] lists.
func (v *Workspace365Sanitizing) UnmarshalText(text []byte) error { return read(v, text) }

// Workspace365Duplicates tells what happens when a name is taken.
type Workspace365Duplicates int

// The answers to a name that is taken.
const (
	// Workspace365DuplicatesRefused answers 400.
	Workspace365DuplicatesRefused Workspace365Duplicates = iota
	// Workspace365DuplicatesConflict answers 409.
	Workspace365DuplicatesConflict
	// Workspace365DuplicatesRenamed creates an environment under another name.
	Workspace365DuplicatesRenamed
	// Workspace365DuplicatesExisting creates nothing and answers 200 with the name of the environment that is there.
	Workspace365DuplicatesExisting
)

func (Workspace365Duplicates) words() []string {
	return []string{"refused", "conflict", "renamed", "existing"}
}

// MarshalText returns the word for the value.
func (v Workspace365Duplicates) MarshalText() ([]byte, error) { return spell(v) }

// UnmarshalText accepts the words that [ReadingChoices] lists.
func (v *Workspace365Duplicates) UnmarshalText(text []byte) error { return read(v, text) }

// Workspace365InvitePath tells where an empty environment is created. In "Provisioning Environment"
// the heading has the name in the path, the example has not.
type Workspace365InvitePath int

// The paths at which an empty environment is created.
const (
	// Workspace365InvitePathName is /Environment/{EnvironmentName}/.
	Workspace365InvitePathName Workspace365InvitePath = iota
	// Workspace365InvitePathRoot is /Environment/; the other one answers 404.
	Workspace365InvitePathRoot
	// Workspace365InvitePathRootOnly is /Environment/; the other one answers 405, as it takes DELETE.
	Workspace365InvitePathRootOnly
	// Workspace365InvitePathBoth is either.
	Workspace365InvitePathBoth
)

func (Workspace365InvitePath) words() []string {
	return []string{"name", "root", "root_only", "both"}
}

// MarshalText returns the word for the value.
func (v Workspace365InvitePath) MarshalText() ([]byte, error) { return spell(v) }

// UnmarshalText accepts the words that [ReadingChoices] lists.
func (v *Workspace365InvitePath) UnmarshalText(text []byte) error { return read(v, text) }

// Workspace365V2Reply is what the creation with a temporary password answers.
type Workspace365V2Reply int

// The answers of the creation with a temporary password.
const (
	// Workspace365V2ReplyObject has the name in environmentName.
	Workspace365V2ReplyObject Workspace365V2Reply = iota
	// Workspace365V2ReplyPassword has the temporary password beside the name.
	Workspace365V2ReplyPassword
	// Workspace365V2ReplyString is the name, as in the first version.
	Workspace365V2ReplyString
	// Workspace365V2ReplyEmpty has no body.
	Workspace365V2ReplyEmpty
	// Workspace365V2ReplyNameless is an object in which no name can be found.
	Workspace365V2ReplyNameless
)

func (Workspace365V2Reply) words() []string {
	return []string{"object", "password", "string", "empty", "nameless"}
}

// MarshalText returns the word for the value.
func (v Workspace365V2Reply) MarshalText() ([]byte, error) { return spell(v) }

// UnmarshalText accepts the words that [ReadingChoices] lists.
func (v *Workspace365V2Reply) UnmarshalText(text []byte) error { return read(v, text) }

// Workspace365InviteReply is what the creation of an empty environment answers.
type Workspace365InviteReply int

// The answers of the creation of an empty environment.
const (
	// Workspace365InviteReplyObject has environmentName and registerUrl, as documented.
	Workspace365InviteReplyObject Workspace365InviteReply = iota
	// Workspace365InviteReplyString is the name, as from the endpoint that the example shows.
	Workspace365InviteReplyString
)

func (Workspace365InviteReply) words() []string {
	return []string{"object", "string"}
}

// MarshalText returns the word for the value.
func (v Workspace365InviteReply) MarshalText() ([]byte, error) { return spell(v) }

// UnmarshalText accepts the words that [ReadingChoices] lists.
func (v *Workspace365InviteReply) UnmarshalText(text []byte) error { return read(v, text) }

// Workspace365DoneReply is what activating, deactivating and deleting answer.
type Workspace365DoneReply int

// The answers of activating, deactivating and deleting.
const (
	// Workspace365DoneReplyText is the documented sentence as a JSON string.
	Workspace365DoneReplyText Workspace365DoneReply = iota
	// Workspace365DoneReplyEmpty is 200 without a body.
	Workspace365DoneReplyEmpty
	// Workspace365DoneReplyNoContent is 204.
	Workspace365DoneReplyNoContent
)

func (Workspace365DoneReply) words() []string {
	return []string{"text", "empty", "no_content"}
}

// MarshalText returns the word for the value.
func (v Workspace365DoneReply) MarshalText() ([]byte, error) { return spell(v) }

// UnmarshalText accepts the words that [ReadingChoices] lists.
func (v *Workspace365DoneReply) UnmarshalText(text []byte) error { return read(v, text) }

// Workspace365List is the shape of the list of environments.
type Workspace365List int

// The shapes of the list.
const (
	// Workspace365ListObjects has objects with environmentName and isActive.
	Workspace365ListObjects Workspace365List = iota
	// Workspace365ListStrings has names only.
	Workspace365ListStrings
	// Workspace365ListPlain has objects without a flag.
	Workspace365ListPlain
	// Workspace365ListStatus has objects with name and the status Active or Inactive.
	Workspace365ListStatus
	// Workspace365ListInverted has objects with name and isInactive.
	Workspace365ListInverted
	// Workspace365ListDetailed has objects with fields that no document mentions.
	Workspace365ListDetailed
	// Workspace365ListWrapped has the list inside an object, under environments.
	Workspace365ListWrapped
	// Workspace365ListUnreadable has elements in which no name can be found.
	Workspace365ListUnreadable
	// Workspace365ListPartlyUnreadable has one such element, the first.
	Workspace365ListPartlyUnreadable
)

func (Workspace365List) words() []string {
	return []string{"objects", "strings", "plain", "status", "inverted", "detailed", "wrapped", "unreadable", "partly_unreadable"}
}

// MarshalText returns the word for the value.
func (v Workspace365List) MarshalText() ([]byte, error) { return spell(v) }

// UnmarshalText accepts the words that [ReadingChoices] lists.
func (v *Workspace365List) UnmarshalText(text []byte) error { return read(v, text) }

// Workspace365ValidationResults is the form of a 400: the documents say [ValidationResult]
// and not what that is.
type Workspace365ValidationResults int

// The forms of a 400.
const (
	// Workspace365ValidationResultsObjects is an array with errorMessage and memberNames, the fields of .NET's class of that
	// name (learn.microsoft.com, System.ComponentModel.DataAnnotations).
	Workspace365ValidationResultsObjects Workspace365ValidationResults = iota
	// Workspace365ValidationResultsStrings is an array of messages.
	Workspace365ValidationResultsStrings
	// Workspace365ValidationResultsObject is the first such object alone.
	Workspace365ValidationResultsObject
	// Workspace365ValidationResultsFieldErrors has globalError and fieldErrors, as "Workspace 365 API (environment)" documents
	// for the neighbouring API.
	Workspace365ValidationResultsFieldErrors
	// Workspace365ValidationResultsModelState has message and modelState, as ASP.NET sends unless told otherwise.
	Workspace365ValidationResultsModelState
	// Workspace365ValidationResultsUnparsable is no JSON.
	Workspace365ValidationResultsUnparsable
)

func (Workspace365ValidationResults) words() []string {
	return []string{"objects", "strings", "object", "field_errors", "model_state", "unparsable"}
}

// MarshalText returns the word for the value.
func (v Workspace365ValidationResults) MarshalText() ([]byte, error) { return spell(v) }

// UnmarshalText accepts the words that [ReadingChoices] lists.
func (v *Workspace365ValidationResults) UnmarshalText(text []byte) error { return read(v, text) }

// Workspace365ForbiddenReply is the body of a 403.
type Workspace365ForbiddenReply int

// The bodies of a 403.
const (
	// Workspace365ForbiddenReplyText is the documented sentence as a JSON string.
	Workspace365ForbiddenReplyText Workspace365ForbiddenReply = iota
	// Workspace365ForbiddenReplyResults is a validation result, as some rows of the documents have it.
	Workspace365ForbiddenReplyResults
	// Workspace365ForbiddenReplyEmpty is no body, as most rows have it.
	Workspace365ForbiddenReplyEmpty
)

func (Workspace365ForbiddenReply) words() []string {
	return []string{"text", "results", "empty"}
}

// MarshalText returns the word for the value.
func (v Workspace365ForbiddenReply) MarshalText() ([]byte, error) { return spell(v) }

// UnmarshalText accepts the words that [ReadingChoices] lists.
func (v *Workspace365ForbiddenReply) UnmarshalText(text []byte) error { return read(v, text) }

// Workspace365Access is the instance's configuration of the API.
type Workspace365Access int

// The configurations of the API.
const (
	// Workspace365AccessOpen serves those who have the key.
	Workspace365AccessOpen Workspace365Access = iota
	// Workspace365AccessDisabled has the API switched off, and answers 403.
	Workspace365AccessDisabled
	// Workspace365AccessNoKey has no key in the instance's configuration, and answers 403.
	Workspace365AccessNoKey
)

func (Workspace365Access) words() []string {
	return []string{"open", "disabled", "no_key"}
}

// MarshalText returns the word for the value.
func (v Workspace365Access) MarshalText() ([]byte, error) { return spell(v) }

// UnmarshalText accepts the words that [ReadingChoices] lists.
func (v *Workspace365Access) UnmarshalText(text []byte) error { return read(v, text) }

// Workspace365MissingSlash is the answer to a path without the slash at its end.
type Workspace365MissingSlash int

// The answers to a path without the slash at its end.
const (
	// Workspace365MissingSlashRedirect is 301 to the path with it.
	Workspace365MissingSlashRedirect Workspace365MissingSlash = iota
	// Workspace365MissingSlashNotFound is 404.
	Workspace365MissingSlashNotFound
	// Workspace365MissingSlashServed is the same as with it.
	Workspace365MissingSlashServed
)

func (Workspace365MissingSlash) words() []string {
	return []string{"redirect", "not_found", "served"}
}

// MarshalText returns the word for the value.
func (v Workspace365MissingSlash) MarshalText() ([]byte, error) { return spell(v) }

// UnmarshalText accepts the words that [ReadingChoices] lists.
func (v *Workspace365MissingSlash) UnmarshalText(text []byte) error { return read(v, text) }
