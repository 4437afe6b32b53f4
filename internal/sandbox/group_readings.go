package sandbox

// GroupReadings are the answers to questions that the public documents leave open
// about the members of groups and about deleting groups. The replies to adding and
// removing are not documented at all, nor are the fields of a member.
type GroupReadings struct {
	// GroupMemberIDs is where adding and removing take user_ids from. The generated
	// page calls it a query parameter that is repeated.
	GroupMemberIDs GroupMemberIDs `json:"group_member_ids"`
	// UnreadGroupMembersIgnored answers with success to a call whose user_ids are not
	// where they are looked for, and does nothing, instead of refusing it.
	UnreadGroupMembersIgnored bool `json:"unread_group_members_ignored"`
	// DeleteBodyDropped loses the body of DELETE on the way, as some proxies do.
	DeleteBodyDropped bool `json:"delete_body_dropped"`
	// GroupMembersReply is what adding and removing answer.
	GroupMembersReply GroupMembersReply `json:"group_members_reply"`
	// GroupMemberRow is what a member looks like in the list.
	GroupMemberRow GroupMemberRow `json:"group_member_row"`
	// GroupInvitations is whether the list has those who are invited, and how.
	GroupInvitations GroupInvitations `json:"group_invitations"`
	// RepeatedMembershipRefused answers 422 to adding who is in the group, and 404 to
	// removing who is not.
	RepeatedMembershipRefused bool `json:"repeated_membership_refused"`
	// StrangersIgnored leaves users out who are no collaborators of the customer,
	// instead of refusing the call.
	StrangersIgnored bool `json:"strangers_ignored"`
	// GroupInUseRefused refuses to delete a group that has members or grants.
	GroupInUseRefused bool `json:"group_in_use_refused"`
}

// GroupMemberIDs names the places in which user_ids may be.
type GroupMemberIDs int

// The places of user_ids. Anywhere is what frameworks do that merge body and query.
const (
	GroupMemberIDsAnywhere GroupMemberIDs = iota
	GroupMemberIDsInBody
	GroupMemberIDsInBrackets
	GroupMemberIDsRepeated
)

func (GroupMemberIDs) words() []string { return []string{"anywhere", "body", "brackets", "repeated"} }

// MarshalText writes the word for the value.
func (v GroupMemberIDs) MarshalText() ([]byte, error) { return spell(v) }

// UnmarshalText reads the word for a value.
func (v *GroupMemberIDs) UnmarshalText(text []byte) error { return read(v, text) }

// GroupMembersReply names the answers to adding and removing.
type GroupMembersReply int

// The answers to adding and removing.
const (
	GroupMembersReplySuccess GroupMembersReply = iota
	GroupMembersReplyGroup
	GroupMembersReplyMembers
	GroupMembersReplyOK
	GroupMembersReplyNothing
)

func (GroupMembersReply) words() []string {
	return []string{"success", "group", "members", "ok", "nothing"}
}

// MarshalText writes the word for the value.
func (v GroupMembersReply) MarshalText() ([]byte, error) { return spell(v) }

// UnmarshalText reads the word for a value.
func (v *GroupMembersReply) UnmarshalText(text []byte) error { return read(v, text) }

// GroupMemberRow names the forms of a member in the list.
type GroupMemberRow int

// The forms of a member: with the id of the user as its own, in a field of its own
// beside one of the membership, or in an object.
const (
	GroupMemberRowID GroupMemberRow = iota
	GroupMemberRowUserID
	GroupMemberRowUser
)

func (GroupMemberRow) words() []string { return []string{"id", "user_id", "user"} }

// MarshalText writes the word for the value.
func (v GroupMemberRow) MarshalText() ([]byte, error) { return spell(v) }

// UnmarshalText reads the word for a value.
func (v *GroupMemberRow) UnmarshalText(text []byte) error { return read(v, text) }

// GroupInvitations names the forms of somebody who is invited in the list.
type GroupInvitations int

// The forms of an invitation: not listed, with an id of its own and none of a user, by
// its status, by its type, or with nothing but an e-mail address.
const (
	GroupInvitationsUnlisted GroupInvitations = iota
	GroupInvitationsByID
	GroupInvitationsByStatus
	GroupInvitationsByType
	GroupInvitationsByEmail
)

func (GroupInvitations) words() []string {
	return []string{"unlisted", "id", "status", "type", "email"}
}

// MarshalText writes the word for the value.
func (v GroupInvitations) MarshalText() ([]byte, error) { return spell(v) }

// UnmarshalText reads the word for a value.
func (v *GroupInvitations) UnmarshalText(text []byte) error { return read(v, text) }
