package workato

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// Member is a collaborator of a customer (OEM API, Manage customers, List members in a
// customer workspace). Collaborators belong to the customer with all its environments.
type Member struct {
	ID    ID     `json:"id"`
	Name  string `json:"name"`
	Email string `json:"email"`
	// GrantType tells collaborators from customer managers; its values are not
	// documented. See [Member.Manager].
	GrantType string `json:"grant_type"`
	// RoleName is the role in DEV. Newer replies have Roles.
	RoleName   string       `json:"role_name"`
	Roles      []MemberRole `json:"roles"`
	ExternalID Text         `json:"external_id"`
	TimeZone   string       `json:"time_zone"`
	CreatedAt  string       `json:"created_at"`
}

func (m Member) identifier() ID { return m.ID }

// Manager reports whether the member is a customer manager, who comes from the admin
// workspace, and whether that is known: GrantType is documented to tell, and not how.
// Samples have team and user, and other replies call managers moderators.
func (m Member) Manager() (manager, known bool) {
	kind := strings.ToLower(m.GrantType)
	manager = strings.Contains(kind, "manager") || strings.Contains(kind, "moderator")
	return manager, manager || kind == "team"
}

// MemberRole is the role of a member in one environment.
type MemberRole struct {
	EnvironmentType string `json:"environment_type"`
	RoleName        string `json:"role_name"`
	// RoleType is environment or privilege_group, or "" where the reply does not say.
	RoleType string `json:"role_type"`
}

// RolesShown returns the roles that a reply shows: those of all environments, or the
// one in DEV alone, which older replies have. all says which.
func (m Member) RolesShown() (roles []MemberRole, all bool) {
	if len(m.Roles) == 0 && m.RoleName != "" {
		return []MemberRole{{EnvironmentType: EnvironmentDev, RoleName: m.RoleName}}, false
	}
	for _, role := range m.Roles {
		role.EnvironmentType = strings.ToLower(role.EnvironmentType)
		roles = append(roles, role)
	}
	return roles, true
}

// The types of roles. RoleTypeLegacy is the default of the API, which is why a type is
// always sent.
const (
	RoleTypeEnvironment = "environment"
	RoleTypeLegacy      = "privilege_group"
)

// NoAccess is the role that takes away access to an environment (Developer API,
// Workspace collaborators, Update collaborator roles).
const NoAccess = "NoAccess"

// EnvironmentRoleInput is an element of env_roles (OEM API, Customer workspace
// collaborators, Invite a collaborator).
type EnvironmentRoleInput struct {
	EnvironmentType string `json:"environment_type"`
	Name            string `json:"name"`
	RoleType        string `json:"role_type"`
}

// InvitationInput is the body of an invitation (OEM API, Customer workspace
// collaborators, Invite a collaborator).
type InvitationInput struct {
	Name             string                 `json:"name"`
	Email            string                 `json:"email"`
	EnvironmentRoles []EnvironmentRoleInput `json:"env_roles"`
	// UserGroupIDs are groups to join on acceptance.
	UserGroupIDs []string `json:"user_group_ids,omitempty"`
}

// MemberInput is the body of adding a member (OEM API, Customer workspace collaborators,
// Add collaborator to customer workspace). An existing user of Workato is added by
// OAuthID, with nothing else but the roles.
type MemberInput struct {
	Name             Field[string]          `json:"name,omitzero"`
	OAuthID          Field[string]          `json:"oauth_id,omitzero"`
	ExternalID       Field[string]          `json:"external_id,omitzero"`
	TimeZone         Field[string]          `json:"time_zone,omitzero"`
	EnvironmentRoles []EnvironmentRoleInput `json:"env_roles"`
}

const (
	membersPath   = customerPath + "/members"
	memberPath    = membersPath + "/{member}"
	invitePath    = customerPath + "/member_invitations"
	inviteOnePath = customerPath + "/member_invitation"
)

// Members lists the collaborators of a customer, customer managers among them, but no
// invitations (OEM API, Manage customers, List members in a customer workspace; 60 calls
// a minute). The list has no pages.
func (c *Client) Members(ctx context.Context, customerID string) ([]Member, error) {
	return transport.Collect(objects(rows(ctx, c, c.members(customerID))))
}

func (c *Client) members(customerID string) shared.Source[shown[Member]] {
	return whole[shown[Member]](c, ClassMembers, membersPath, customerID)
}

// Member reads a collaborator (OEM API, Manage customers, Get a member in a customer
// workspace; 60 calls a minute).
func (c *Client) Member(ctx context.Context, customerID, id string) (Member, error) {
	return one(ctx, c, ClassMembers, c.members(customerID), id, func(ctx context.Context, decode func([]byte) (shown[Member], error)) (shown[Member], error) {
		return transport.Do(ctx, c.transport, transport.Request{
			Method: http.MethodGet, Path: transport.NewPath(memberPath, customerID, id), Class: ClassMembers,
		}, decode)
	})
}

// AddMember adds a collaborator without an invitation (OEM API, Customer workspace
// collaborators, Add collaborator to customer workspace; 60 calls a minute).
func (c *Client) AddMember(ctx context.Context, customerID string, input MemberInput) (Member, error) {
	return addShown(ctx, c, c.members(customerID), transport.Request{
		Method: http.MethodPost, Path: transport.NewPath(membersPath, customerID), Body: input, Class: ClassMembers,
	}, func(added Member) bool { return added.Email != "" })
}

// UpdateMember changes roles. Environments that are not named keep theirs (OEM API,
// Manage customers, Update a member in a customer workspace; 60 calls a minute). The
// reply is not read.
func (c *Client) UpdateMember(ctx context.Context, customerID, id string, roles []EnvironmentRoleInput) error {
	_, err := transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodPut, Path: transport.NewPath(memberPath, customerID, id), Class: ClassMembers, Repeatable: true,
		Body: map[string]any{"env_roles": roles},
	}, nothing)
	return err
}

// DeleteMember removes a collaborator from the workspace (OEM API, Manage customers,
// Remove a member from a customer workspace; 1,000 calls a minute).
func (c *Client) DeleteMember(ctx context.Context, customerID, id string) error {
	_, err := transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodDelete, Path: transport.NewPath(memberPath, customerID, id), Class: ClassMemberDelete, Repeatable: true,
	}, nothing)
	return err
}

// InviteMember invites somebody to a workspace (OEM API, Customer workspace
// collaborators, Invite a collaborator to a customer workspace; 60 calls a minute, and
// one in 20 minutes for each address and workspace). The reply has no id, and no
// endpoint shows or withdraws an invitation.
//
// The pages spell the path with and without an s at the end. Where the one is not found
// although the customer's members are, the other is tried, once: a 404 invites nobody.
//
// A 429 is an error at once, since it may stand for the 20 minutes.
func (c *Client) InviteMember(ctx context.Context, customerID string, input InvitationInput) error {
	if c.invitesOne.Load() {
		return c.invite(ctx, inviteOnePath, customerID, input)
	}
	err := c.invite(ctx, invitePath, customerID, input)
	if !transport.IsNotFound(err) {
		return err
	}
	if _, unseen := c.Members(ctx, customerID); unseen != nil {
		return err
	}
	other := c.invite(ctx, inviteOnePath, customerID, input)
	if transport.IsNotFound(other) {
		return err
	}
	c.invitesOne.Store(true)
	return other
}

func (c *Client) invite(ctx context.Context, path, customerID string, input InvitationInput) error {
	_, err := transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodPost, Path: transport.NewPath(path, customerID), Body: input, Class: ClassInvitations, ReportsQuota: true,
		// Who was invited is in no list until it is accepted.
		Noted: true,
	}, nothing)
	return err
}

// Privileges are what a member may do in one environment.
type Privileges struct {
	EnvironmentType string `json:"environment_type"`
	// Name is that of the role.
	Name string `json:"name"`
	// Privileges are operations by area.
	Privileges map[string]Operations `json:"privileges"`
	// FolderIDs are the folders that the role is limited to, if it is.
	FolderIDs []ID `json:"folder_ids"`
}

// Operations are names of operations, or one name alone, such as "all".
type Operations []string

// UnmarshalJSON implements json.Unmarshaler.
func (o *Operations) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*o = nil
		if one != "" {
			*o = Operations{one}
		}
		return nil
	}
	return json.Unmarshal(data, (*[]string)(o))
}

// MemberPrivileges lists what a member may do, by environment (Developer API, Workspace
// collaborators, List privileges; 60 calls a minute). The list has no pages.
func (c *Client) MemberPrivileges(ctx context.Context, customerID, id string) ([]Privileges, error) {
	return transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodGet, Path: transport.NewPath(memberPath+"/privileges", customerID, id), Class: ClassMembers,
	}, func(body []byte) ([]Privileges, error) {
		var total, size int
		rows, err := unwrapRows(body, &total, &size)
		if err != nil {
			return nil, err
		}
		var out []Privileges
		if err := json.Unmarshal(rows, &out); err != nil {
			return nil, err
		}
		for i := range out {
			out[i].EnvironmentType = strings.ToLower(out[i].EnvironmentType)
			if out[i].EnvironmentType == "" {
				return nil, fmt.Errorf("row %d of the list has no environment_type", i+1)
			}
		}
		return out, nil
	})
}
