package sandbox

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// invitation waits to be accepted. No endpoint shows or withdraws it.
type invitation struct {
	id    int
	name  string
	email string
	roles map[string]string
	sent  time.Time
	// lists counts the lists of collaborators since.
	lists int
}

func (i *invitation) key(cu *customer) string {
	return naturalKey(strconv.Itoa(cu.id), strings.ToLower(i.email))
}

// invitationInterval is how long the same address cannot be invited again to the
// same workspace (docs.workato.com/oem/oem-api/team).
const invitationInterval = 20 * time.Minute

// inviteFields is the list on docs.workato.com/oem/oem-api/team.
var inviteFields = shape{"name": isText, "email": isText, "role_name": isText, "env_roles": isObjects, "user_group_ids": isTexts}

// inviteMember invites a collaborator. The reply holds no id
// (docs.workato.com/oem/oem-api/team).
func inviteMember(c *call) (reply, error) {
	singular := strings.HasSuffix(c.request.URL.Path, "/member_invitation")
	switch c.sb.readings.InvitationPath {
	case InvitationPathPlural:
		if singular {
			return reply{}, errNotFound
		}
	case InvitationPathSingular:
		if !singular {
			return reply{}, errNotFound
		}
	case InvitationPathBoth:
	}
	cu, err := c.customer()
	if err != nil {
		return reply{}, err
	}
	body, err := c.body(inviteFields)
	if err != nil {
		return reply{}, err
	}
	if err := required(body, "name", "email"); err != nil {
		return reply{}, err
	}
	invited, err := c.invitation(cu, body)
	if err != nil {
		return reply{}, err
	}
	if c.sb.readings.InvitedUsersJoin {
		c.sb.accept(cu, invited, c.now, c.sequence)
	}
	return ok(map[string]any{"result": "ok"})
}

// invitation checks a body, and adds the invitation or renews the one of before.
func (c *call) invitation(cu *customer, body map[string]any) (*invitation, error) {
	email, _ := c.email(body["email"]).(string)
	if !strings.Contains(email, "@") {
		return nil, invalidField("email", "is invalid")
	}
	if cu.memberWithEmail(email) != nil {
		// Not documented. The words are those of other duplicates.
		return nil, invalidField("email", "has already been taken")
	}
	roles, err := cu.memberRoles(body)
	if err != nil {
		return nil, err
	}
	groups, _ := body["user_group_ids"].([]any)
	var groupIDs []string
	for _, id := range groups {
		if g, err := cu.group(idText(id)); err != nil || g.system {
			return nil, invalidField("user_group_ids", "group %s does not exist", idText(id))
		}
		groupIDs = append(groupIDs, idText(id))
	}
	invited := cu.invitationOf(email)
	if invited == nil {
		if err := cu.checkLimit(); err != nil {
			return nil, err
		}
		invited = &invitation{id: next(&c.sb.world.lastInvitation), email: email}
		cu.invitations = append(cu.invitations, invited)
		c.sb.ledger.made(KindMemberInvitation, strconv.Itoa(invited.id), invited.key(cu), c.sequence)
	} else if left := invitationInterval - c.now.Sub(invited.sent); left > 0 {
		return nil, c.tooSoon(left)
	}
	invited.name, invited.roles, invited.sent = c.name(text(body, "name")), roles, c.now
	cu.inviteToGroups(invited, groupIDs)
	return invited, nil
}

// tooSoon refuses an invitation of an address that was invited already.
func (c *call) tooSoon(left time.Duration) error {
	refusal := &apiError{status: http.StatusTooManyRequests, message: "This user was already invited to this workspace"}
	switch c.sb.readings.InvitationTooSoon {
	case InvitationTooSoonRetryAfter:
		refusal.header = http.Header{"Retry-After": {strconv.Itoa(int((left + time.Second - 1) / time.Second))}}
	case InvitationTooSoonUnprocessable:
		refusal.status = http.StatusUnprocessableEntity
	case InvitationTooSoonBare:
	}
	return refusal
}

// memberLimit is how many collaborators a workspace can have (docs.workato.com,
// platform limits). Whether invitations count is not said there.
const memberLimit = 100

func (cu *customer) checkLimit() error {
	people := slices.DeleteFunc(slices.Clone(cu.members), func(m *member) bool { return m.manages })
	if len(people)+len(cu.invitations) >= memberLimit {
		return &apiError{status: http.StatusUnprocessableEntity, message: fmt.Sprintf("The workspace has reached the limit of %d collaborators", memberLimit)}
	}
	return nil
}

func (cu *customer) invitationOf(email string) *invitation {
	for _, i := range cu.invitations {
		if strings.EqualFold(i.email, email) {
			return i
		}
	}
	return nil
}

func (cu *customer) memberWithEmail(email string) *member {
	for _, m := range cu.members {
		if strings.EqualFold(idText(m.email), email) {
			return m
		}
	}
	return nil
}

// inviteToGroups puts somebody who is invited among the invitees of these groups, and
// of no others.
func (cu *customer) inviteToGroups(invited *invitation, groupIDs []string) {
	for _, g := range cu.groups {
		g.invitees = slices.DeleteFunc(g.invitees, func(i *invitee) bool { return i.invitation == invited.id })
		if slices.Contains(groupIDs, g.id) {
			g.invitees = append(g.invitees, &invitee{invitation: invited.id, name: invited.name, email: invited.email})
		}
	}
}

// accept makes a collaborator of an invitation, who joins the groups that it names.
func (sb *Sandbox) accept(cu *customer, invited *invitation, now time.Time, by int) *member {
	cu.invitations = slices.DeleteFunc(cu.invitations, func(i *invitation) bool { return i == invited })
	sb.ledger.deleted(KindMemberInvitation, strconv.Itoa(invited.id), by)
	m := &member{name: invited.name, email: invited.email, timeZone: defaultTimeZone, roles: invited.roles, stamps: stamped(now)}
	sb.addMember(cu, m, by)
	for _, g := range cu.groups {
		if slices.ContainsFunc(g.invitees, func(i *invitee) bool { return i.invitation == invited.id }) {
			sb.joinGroup(g, m, shy{}, by)
		}
	}
	cu.inviteToGroups(invited, nil)
	return m
}

// acceptDue lets the invitations be accepted that the chosen reading accepts by
// itself.
func (c *call) acceptDue(cu *customer) {
	after := c.sb.readings.InvitationAcceptedAfter
	if after == 0 {
		return
	}
	for _, invited := range slices.Clone(cu.invitations) {
		if invited.lists++; invited.lists >= after {
			c.sb.accept(cu, invited, c.now, 0)
		}
	}
}

// AcceptInvitation lets a person accept an invitation, who becomes a collaborator
// with the roles that it names, and returns the id. An empty address stands for the
// only invitation that there is.
func (sb *Sandbox) AcceptInvitation(customerID int, email string) (int, error) {
	id := 0
	err := sb.onCustomer(customerID, func(cu *customer) error {
		invited := cu.invitationOf(email)
		if email == "" && len(cu.invitations) == 1 {
			invited = cu.invitations[0]
		}
		if invited == nil {
			return fmt.Errorf("customer %d has no invitation of %s", customerID, cmp.Or(email, "one person alone"))
		}
		id = sb.accept(cu, invited, sb.clock(), 0).id
		return nil
	})
	return id, err
}
