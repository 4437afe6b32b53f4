package sandbox

// GrantReadings are the answers to questions that the public documents leave open
// about project grants.
type GrantReadings struct {
	// GrantParameters is where the bulk update takes project_grants from.
	GrantParameters GrantParameters `json:"grant_parameters"`
	// GrantBatch is what becomes of a bulk update of which a part is wrong.
	GrantBatch GrantBatch `json:"grant_batch"`
	// GrantReply is what the bulk update answers.
	GrantReply GrantReply `json:"grant_reply"`
	// CreatorGrant gives the first collaborator of a customer, who stands for the
	// creator, the system role ProjectAdmin in each new project
	// (docs.workato.com, "New model: privileges reference": whoever creates a
	// project becomes its admin). Who that is for a project made through the API
	// is not documented.
	CreatorGrant bool `json:"creator_grant"`
}

// GrantParameters tells where the bulk update takes project_grants from. The
// generated reference lists it under the query parameters.
type GrantParameters int

// The places of project_grants.
const (
	// GrantParametersBody is a JSON body.
	GrantParametersBody GrantParameters = iota
	// GrantParametersQuery is the query; without it, the call is refused.
	GrantParametersQuery
	// GrantParametersSilentQuery is the query; without it, the call succeeds and
	// does nothing.
	GrantParametersSilentQuery
)

func (GrantParameters) words() []string { return []string{"body", "query", "silent_query"} }

// MarshalText returns the word for the value.
func (v GrantParameters) MarshalText() ([]byte, error) { return spell(v) }

// UnmarshalText accepts the words that [ReadingChoices] lists.
func (v *GrantParameters) UnmarshalText(text []byte) error { return read(v, text) }

// GrantBatch tells what becomes of a bulk update of which a part is wrong.
type GrantBatch int

// The ways to deal with it.
const (
	// GrantBatchWhole writes all or nothing.
	GrantBatchWhole GrantBatch = iota
	// GrantBatchRefused writes what is right, and refuses the call.
	GrantBatchRefused
	// GrantBatchAccepted writes what is right, and answers with that.
	GrantBatchAccepted
)

func (GrantBatch) words() []string { return []string{"whole", "refused", "accepted"} }

// MarshalText returns the word for the value.
func (v GrantBatch) MarshalText() ([]byte, error) { return spell(v) }

// UnmarshalText accepts the words that [ReadingChoices] lists.
func (v *GrantBatch) UnmarshalText(text []byte) error { return read(v, text) }

// GrantReply tells what the bulk update answers. Its page speaks of the list of
// grants.
type GrantReply int

// The answers of the bulk update.
const (
	// GrantReplyWritten is the grants that were sent.
	GrantReplyWritten GrantReply = iota
	// GrantReplyProject is the first page of the grants of the project.
	GrantReplyProject
	// GrantReplyEmpty is an empty list.
	GrantReplyEmpty
)

func (GrantReply) words() []string { return []string{"written", "project", "empty"} }

// MarshalText returns the word for the value.
func (v GrantReply) MarshalText() ([]byte, error) { return spell(v) }

// UnmarshalText accepts the words that [ReadingChoices] lists.
func (v *GrantReply) UnmarshalText(text []byte) error { return read(v, text) }
