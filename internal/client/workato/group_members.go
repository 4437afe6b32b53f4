package workato

import (
	"context"
	"encoding/json"
	"iter"
	"net/http"
	"strings"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// GroupMember is a row of the members of a group (OEM API, Collaborator groups, List
// collaborator group members). Its fields are not documented. Invitations seem to
// belong to groups as well, since Remove members takes their ids, so a row may stand
// for one.
type GroupMember struct {
	// UserID is that of a collaborator; it is empty for somebody who is invited and
	// has not accepted yet.
	UserID ID
	// InvitationID is that of an invitation, if the row says so.
	InvitationID ID
	Name, Email  string
	// GrantType is how the collaborator came by the workspace, if the row says so; see
	// [Member].
	GrantType string
}

func (m GroupMember) identifier() ID {
	switch {
	case m.UserID != "":
		return m.UserID
	case m.InvitationID != "":
		return "invitation " + m.InvitationID
	default:
		return firstID(ID(m.Email), ID(m.Name))
	}
}

// Pending reports whether it is somebody who has not accepted the invitation yet.
func (m GroupMember) Pending() bool { return m.UserID == "" }

// UnmarshalJSON implements json.Unmarshaler. The id of the user may be that of the
// row, in a field of its own, or in an object; the id of the row may also be that of
// an invitation.
func (m *GroupMember) UnmarshalJSON(data []byte) error {
	var row struct {
		ID                 ID     `json:"id"`
		UserID             ID     `json:"user_id"`
		MemberInvitationID ID     `json:"member_invitation_id"`
		InvitationID       ID     `json:"invitation_id"`
		Name               string `json:"name"`
		Email              string `json:"email"`
		GrantType          string `json:"grant_type"`
		Type               string `json:"type"`
		Status             string `json:"status"`
		Pending            bool   `json:"pending"`
		User               *struct {
			ID    ID     `json:"id"`
			Name  string `json:"name"`
			Email string `json:"email"`
		} `json:"user"`
	}
	if err := json.Unmarshal(data, &row); err != nil {
		return err
	}
	*m = GroupMember{UserID: row.UserID, InvitationID: row.MemberInvitationID, Name: row.Name, Email: row.Email, GrantType: row.GrantType}
	if m.InvitationID == "" {
		m.InvitationID = row.InvitationID
	}
	if row.User != nil {
		m.UserID, m.Name, m.Email = firstID(m.UserID, row.User.ID), row.User.Name, row.User.Email
	}
	status := strings.ToLower(row.Status)
	invited := row.Pending || status == "pending" || status == "invited" || strings.Contains(strings.ToLower(row.Type), "invitation")
	switch {
	case invited:
		m.InvitationID, m.UserID = firstID(m.InvitationID, row.ID), ""
	case m.UserID == "" && m.InvitationID == "":
		m.UserID = row.ID
	}
	return nil
}

func firstID(ids ...ID) ID {
	for _, id := range ids {
		if id != "" {
			return id
		}
	}
	return ""
}

const groupMembersPath = groupPath + "/members"

// MembersBatch is how many members one call should add or remove. No limit is
// documented; this is the one of the bulk call for grants.
const MembersBatch = 100

// GroupMembers lists the members of a group, pending ones among them if the service
// has them there (OEM API, Collaborator groups, List collaborator group members; 10
// calls a second). For the system group it is everybody.
func (c *Client) GroupMembers(ctx context.Context, customerID, groupID string) iter.Seq2[GroupMember, error] {
	return rows(ctx, c, rbacList[GroupMember](c, ClassGroups, groupMembersPath, []string{customerID, groupID}, nil))
}

// GroupGrants lists the project grants of a group in one environment (OEM API,
// Collaborator groups, List group project grants; 60 calls a minute).
func (c *Client) GroupGrants(ctx context.Context, environmentID, groupID string) iter.Seq2[Grant, error] {
	return rows(ctx, c, rbacListOf[Grant](c, ClassGroups, ClassGroupGrants, groupPath+"/project_grants", []string{environmentID, groupID}, nil))
}

// Pending returns those of the ids on which a call has had no effect yet. err is what
// the call returned. An error ends the matter.
type Pending func(ctx context.Context, ids []ID, err error) ([]ID, error)

// AddGroupMembers adds up to [MembersBatch] collaborators to a group (OEM API,
// Collaborator groups, Add members; 10 calls a second). The reply is not documented;
// what the call has done is for pending to say. If it has done nothing, it is sent
// again with the ids in another place: adding is idempotent.
func (c *Client) AddGroupMembers(ctx context.Context, customerID, groupID string, ids []ID, pending Pending) error {
	root, err := root(ctx, c, ClassGroups, c.probeGroups(customerID))
	if err != nil {
		return err
	}
	return c.adding.try(ctx, []place{inBody, inBrackets, inQuery}, ids, pending, func(p place, ids []ID) error {
		request := transport.Request{Method: http.MethodPost, Path: transport.NewPath(root+groupMembersPath, customerID, groupID), Class: ClassGroups, Noted: true}
		if p == inBody {
			request.Body = userIDs{ids}
		} else {
			request.Query = p.query(ids)
		}
		_, err := transport.Do(ctx, c.transport, request, nothing)
		return err
	})
}

// RemoveGroupMembers removes up to [MembersBatch] collaborators from a group (OEM API,
// Collaborator groups, Remove members; 10 calls a second), like [Client.AddGroupMembers].
func (c *Client) RemoveGroupMembers(ctx context.Context, customerID, groupID string, ids []ID, pending Pending) error {
	root, err := root(ctx, c, ClassGroups, c.probeGroups(customerID))
	if err != nil {
		return err
	}
	return c.removing.try(ctx, []place{inBrackets, inQuery}, ids, pending, func(p place, ids []ID) error {
		_, err := transport.Do(ctx, c.transport, transport.Request{
			Method: http.MethodDelete, Path: transport.NewPath(root+groupMembersPath, customerID, groupID), Class: ClassGroups, Noted: true,
			// The body of a DELETE may be lost on the way, so the ids are in the query too.
			Body: userIDs{ids}, Query: p.query(ids),
		}, nothing)
		return err
	})
}

type userIDs struct {
	UserIDs []ID `json:"user_ids"`
}

func texts(ids []ID) []string {
	out := make([]string, 0, len(ids))
	for _, id := range ids {
		out = append(out, string(id))
	}
	return out
}
