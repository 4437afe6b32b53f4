package sandbox

// MemberReadings are the answers to questions that the public documents leave open
// about collaborators and invitations.
type MemberReadings struct {
	// InvitationPath is where invitations are sent: the pages show
	// member_invitations and member_invitation. Paths that are off answer 404.
	InvitationPath InvitationPath `json:"invitation_path"`
	// InvitationTooSoon is the answer to a second invitation of the same address
	// to the same workspace within twenty minutes.
	InvitationTooSoon InvitationTooSoon `json:"invitation_too_soon"`
	// InvitationAcceptedAfter lets every invitation be accepted by that many
	// lists of collaborators. With 0, only [Sandbox.AcceptInvitation] does.
	InvitationAcceptedAfter int `json:"invitation_accepted_after"`
	// InvitedUsersJoin makes a collaborator of the invited at once: the documents
	// say only what happens where the address does not belong to a user.
	InvitedUsersJoin bool `json:"invited_users_join"`

	// MemberRoleNameOnly shows role_name, the role in DEV, instead of roles.
	MemberRoleNameOnly bool `json:"member_role_name_only"`
	// MemberRoleTypeHidden leaves role_type out of roles.
	MemberRoleTypeHidden bool `json:"member_role_type_hidden"`
	// MemberNoAccessShown shows the pseudo role NoAccess in roles.
	MemberNoAccessShown bool `json:"member_no_access_shown"`
	// MemberRoleTitles shows system roles as the console does, such as
	// "Environment admin" for EnvironmentAdmin. Either is accepted.
	MemberRoleTitles bool `json:"member_role_titles"`
	// MemberUpdate is the answer to changing roles, which one page calls
	// deprecated.
	MemberUpdate MemberUpdate `json:"member_update"`
}

// InvitationPath names the spellings of the invitation path that answer.
type InvitationPath int

// The spellings of docs.workato.com/oem/oem-api/team, the newest page, and of
// docs.workato.com/oem/oem-api/permissions-model.
const (
	InvitationPathPlural InvitationPath = iota
	InvitationPathSingular
	InvitationPathBoth
)

func (InvitationPath) words() []string { return []string{"plural", "singular", "both"} }

// MarshalText implements encoding.TextMarshaler.
func (p InvitationPath) MarshalText() ([]byte, error) { return spell(p) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (p *InvitationPath) UnmarshalText(text []byte) error { return read(p, text) }

// InvitationTooSoon is an answer to an invitation that comes too soon.
type InvitationTooSoon int

// The limit is listed among the rate limits, which suggests 429.
const (
	InvitationTooSoonBare InvitationTooSoon = iota
	// InvitationTooSoonRetryAfter says how many seconds are left.
	InvitationTooSoonRetryAfter
	InvitationTooSoonUnprocessable
)

func (InvitationTooSoon) words() []string {
	return []string{"too_many_requests", "retry_after", "unprocessable"}
}

// MarshalText implements encoding.TextMarshaler.
func (a InvitationTooSoon) MarshalText() ([]byte, error) { return spell(a) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (a *InvitationTooSoon) UnmarshalText(text []byte) error { return read(a, text) }

// MemberUpdate is an answer to PUT members/{member_id}.
type MemberUpdate int

// One index of api-docs.workato.com marks the endpoint as deprecated, and every
// other page describes it.
const (
	MemberUpdateWorks MemberUpdate = iota
	MemberUpdateNotFound
	MemberUpdateNotAllowed
	MemberUpdateGone
)

func (MemberUpdate) words() []string {
	return []string{"works", "not_found", "method_not_allowed", "gone"}
}

// MarshalText implements encoding.TextMarshaler.
func (u MemberUpdate) MarshalText() ([]byte, error) { return spell(u) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (u *MemberUpdate) UnmarshalText(text []byte) error { return read(u, text) }
