package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// membership is a collaborator in a group.
type membership struct {
	member *member
	shy
}

// invitee is somebody who is invited, and joins the group on acceptance
// (docs.workato.com/oem/oem-api/team, user_group_ids).
type invitee struct {
	invitation  int
	name, email string
}

func membershipID(g *group, m *member) string { return naturalKey(g.id, strconv.Itoa(m.id)) }

// listGroupMembers follows
// api-docs.workato.com/oem-api/resources/customer-workspace-collaborators/get-managed-users-groups-id-members:
// text filters by name or e-mail address.
func listGroupMembers(c *call) (reply, error) {
	cu, g, err := c.group()
	if err != nil {
		return reply{}, err
	}
	items := []any{}
	for _, ms := range cu.memberships(g) {
		if c.textMatches(ms.member.name, idText(ms.member.email)) && ms.shows() {
			items = append(items, c.groupMemberObject(ms.member))
		}
	}
	if c.sb.readings.GroupInvitations != GroupInvitationsUnlisted {
		for _, i := range g.invitees {
			if c.textMatches(i.name, i.email) {
				items = append(items, c.inviteeObject(i))
			}
		}
	}
	return c.dataList(items)
}

// memberships lists who is in a group: everybody is in the system group.
func (cu *customer) memberships(g *group) []*membership {
	if !g.system {
		return g.members
	}
	everybody := make([]*membership, 0, len(cu.members))
	for _, m := range cu.members {
		everybody = append(everybody, &membership{member: m})
	}
	return everybody
}

func (c *call) textMatches(texts ...string) bool {
	filter := strings.ToLower(c.request.URL.Query().Get("text"))
	return slices.ContainsFunc(texts, func(s string) bool { return strings.Contains(strings.ToLower(s), filter) })
}

// groupMemberObject is a member as the list shows it. Its fields are not documented.
func (c *call) groupMemberObject(m *member) map[string]any {
	object := map[string]any{"id": c.number(m.id), "name": m.name, "email": m.email}
	switch c.sb.readings.GroupMemberRow {
	case GroupMemberRowUserID:
		object["id"], object["user_id"] = c.number(90000+m.id), c.number(m.id)
	case GroupMemberRowUser:
		return map[string]any{"id": c.number(90000 + m.id), "user": object}
	case GroupMemberRowID:
	}
	return object
}

// inviteeObject is somebody who has not accepted yet. That the list has them is a
// guess: removing takes member_invitation_ids.
func (c *call) inviteeObject(i *invitee) map[string]any {
	object := map[string]any{"name": i.name, "email": i.email}
	switch c.sb.readings.GroupInvitations {
	case GroupInvitationsByID:
		object["id"], object["member_invitation_id"] = nil, c.number(i.invitation)
	case GroupInvitationsByStatus:
		object["id"], object["status"] = c.number(i.invitation), "pending"
	case GroupInvitationsByType:
		object["id"], object["type"] = c.number(i.invitation), "MemberInvitation"
	case GroupInvitationsUnlisted, GroupInvitationsByEmail:
	}
	return object
}

// addGroupMembers follows
// api-docs.workato.com/workato-api/resources/workspace-collaborators/post-add-user-groups-id-members.
func addGroupMembers(c *call) (reply, error) {
	cu, g, err := c.ownGroup()
	if err != nil {
		return reply{}, err
	}
	ids, err := c.idsOf("user_ids")
	if err != nil {
		return reply{}, err
	}
	if len(ids) == 0 {
		return c.withoutIDs(cu, g)
	}
	var joining []*member
	for _, id := range ids {
		m, err := cu.member(id)
		switch {
		case err != nil && c.sb.readings.StrangersIgnored:
		case err != nil:
			return reply{}, invalidField("user_ids", "user %s is not a collaborator of this workspace", id)
		case g.has(m) && c.sb.readings.RepeatedMembershipRefused:
			return reply{}, invalidField("user_ids", "user %s is already in the group", id)
		case !g.has(m) && !slices.Contains(joining, m):
			joining = append(joining, m)
		}
	}
	for _, m := range joining {
		c.sb.joinGroup(g, m, c.newborn(), c.sequence)
	}
	c.idle = len(joining) == 0
	return c.membersReply(cu, g)
}

// removeGroupMembers takes user_ids, member_invitation_ids, or both (page
// delete-managed-users-groups-id-members of the same reference).
func removeGroupMembers(c *call) (reply, error) {
	cu, g, err := c.ownGroup()
	if err != nil {
		return reply{}, err
	}
	if c.sb.readings.DeleteBodyDropped {
		c.raw = nil
	}
	users, err := c.idsOf("user_ids")
	if err != nil {
		return reply{}, err
	}
	invitations, err := c.idsOf("member_invitation_ids")
	if err != nil {
		return reply{}, err
	}
	if len(users)+len(invitations) == 0 {
		return c.withoutIDs(cu, g)
	}
	var leaving []*member
	for _, id := range users {
		i := slices.IndexFunc(g.members, func(ms *membership) bool { return strconv.Itoa(ms.member.id) == id })
		if i >= 0 {
			leaving = append(leaving, g.members[i].member)
		} else if c.sb.readings.RepeatedMembershipRefused {
			return reply{}, errNotFound
		}
	}
	for _, m := range leaving {
		g.remove(c.sb.ledger, m, c.sequence)
	}
	before := len(g.invitees)
	g.invitees = slices.DeleteFunc(g.invitees, func(i *invitee) bool { return slices.Contains(invitations, strconv.Itoa(i.invitation)) })
	c.idle = len(leaving) == 0 && len(g.invitees) == before
	return c.membersReply(cu, g)
}

// ownGroup is group for calls that change its members. Those of the system group
// cannot be chosen.
func (c *call) ownGroup() (*customer, *group, error) {
	cu, g, err := c.group()
	if err == nil && g.system {
		err = forbidden("The members of a system group cannot be changed")
	}
	return cu, g, err
}

// idsOf returns a list of ids from where the chosen reading looks for it.
func (c *call) idsOf(name string) ([]string, error) {
	place := c.sb.readings.GroupMemberIDs
	anywhere := place == GroupMemberIDsAnywhere
	if len(c.raw) > 0 && (anywhere || place == GroupMemberIDsInBody) {
		body, err := c.body(shape{"user_ids": isIDs, "member_invitation_ids": isIDs})
		if err != nil {
			return nil, err
		}
		list, _ := body[name].([]any)
		var ids []string
		for _, id := range list {
			ids = append(ids, idText(id))
		}
		if len(ids) > 0 {
			return ids, nil
		}
	}
	query := c.request.URL.Query()
	if bracketed := query[name+"[]"]; len(bracketed) > 0 && (anywhere || place == GroupMemberIDsInBrackets) {
		return bracketed, nil
	}
	if anywhere || place == GroupMemberIDsRepeated {
		return query[name], nil
	}
	return nil, nil
}

// withoutIDs answers a call that names nobody, as far as the reading sees.
func (c *call) withoutIDs(cu *customer, g *group) (reply, error) {
	if !c.sb.readings.UnreadGroupMembersIgnored {
		return reply{}, badRequest("Bad request: user_ids is missing")
	}
	c.idle = true
	return c.membersReply(cu, g)
}

// membersReply answers adding and removing, which the documents do not show.
func (c *call) membersReply(cu *customer, g *group) (reply, error) {
	switch c.sb.readings.GroupMembersReply {
	case GroupMembersReplyGroup:
		return data(groupObject(cu, g))
	case GroupMembersReplyMembers:
		return c.dataList([]any{})
	case GroupMembersReplyOK:
		return ok(map[string]any{"result": "ok"})
	case GroupMembersReplyNothing:
		return reply{status: http.StatusNoContent}, nil
	case GroupMembersReplySuccess:
	}
	return done()
}

func (g *group) has(m *member) bool {
	return slices.ContainsFunc(g.members, func(ms *membership) bool { return ms.member == m })
}

func (sb *Sandbox) joinGroup(g *group, m *member, s shy, by int) {
	g.members = append(g.members, &membership{member: m, shy: s})
	sb.ledger.made(KindGroupMember, membershipID(g, m), membershipID(g, m), by)
}

// remove takes a collaborator out of the group, if it is in it.
func (g *group) remove(l *ledger, m *member, by int) {
	g.members = slices.DeleteFunc(g.members, func(ms *membership) bool {
		if ms.member == m {
			l.deleted(KindGroupMember, membershipID(g, m), by)
			return true
		}
		return false
	})
}

// heldBy tells what a group is still in use for, or nothing.
func (cu *customer) heldBy(g *group) string {
	if len(g.members) > 0 {
		return "The group has members"
	}
	for _, ws := range cu.workspaces() {
		if slices.ContainsFunc(ws.grants, func(gr *grant) bool { return gr.group == g }) {
			return "The group has project grants"
		}
	}
	return ""
}

// AddToGroup puts a collaborator into a group.
func (sb *Sandbox) AddToGroup(customerID int, groupID string, memberID int) error {
	return sb.onMembership(customerID, groupID, memberID, func(g *group, m *member) error {
		if g.has(m) {
			return fmt.Errorf("%d is in the group %s already", memberID, groupID)
		}
		sb.joinGroup(g, m, shy{}, 0)
		return nil
	})
}

// RemoveFromGroup takes a collaborator out of a group.
func (sb *Sandbox) RemoveFromGroup(customerID int, groupID string, memberID int) error {
	return sb.onMembership(customerID, groupID, memberID, func(g *group, m *member) error {
		if !g.has(m) {
			return fmt.Errorf("%d is not in the group %s", memberID, groupID)
		}
		g.remove(sb.ledger, m, 0)
		return nil
	})
}

// InviteToGroup adds somebody to a group who is invited and has not accepted, and
// returns the id of the invitation.
func (sb *Sandbox) InviteToGroup(customerID int, groupID, name, email string) (int, error) {
	id := 0
	err := sb.onCustomer(customerID, func(cu *customer) error {
		g, err := cu.group(groupID)
		if err != nil {
			return err
		}
		id = next(&sb.world.lastInvitation)
		g.invitees = append(g.invitees, &invitee{invitation: id, name: name, email: email})
		return nil
	})
	return id, err
}

// GroupMembers returns the ids of the collaborators in a group, in the order in which
// they joined.
func (sb *Sandbox) GroupMembers(customerID int, groupID string) ([]string, error) {
	ids := []string{}
	err := sb.onCustomer(customerID, func(cu *customer) error {
		g, err := cu.group(groupID)
		if err != nil {
			return err
		}
		for _, ms := range cu.memberships(g) {
			ids = append(ids, strconv.Itoa(ms.member.id))
		}
		return nil
	})
	return ids, err
}

// GroupInvitees returns how many are invited to a group.
func (sb *Sandbox) GroupInvitees(customerID int, groupID string) (int, error) {
	count := 0
	err := sb.onCustomer(customerID, func(cu *customer) error {
		g, err := cu.group(groupID)
		if err == nil {
			count = len(g.invitees)
		}
		return err
	})
	return count, err
}

func (sb *Sandbox) onMembership(customerID int, groupID string, memberID int, change func(*group, *member) error) error {
	return sb.onCustomer(customerID, func(cu *customer) error {
		g, err := cu.group(groupID)
		if err != nil {
			return err
		}
		if g.system {
			return fmt.Errorf("the members of the system group %s cannot be chosen", groupID)
		}
		m, err := cu.member(strconv.Itoa(memberID))
		if err != nil {
			return err
		}
		return change(g, m)
	})
}
