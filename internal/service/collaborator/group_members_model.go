package collaborator

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
)

// groupMembersModel is the membership of a group in plan and state.
type groupMembersModel struct {
	ManagedCustomerID types.String `tfsdk:"managed_customer_id"`
	GroupID           types.String `tfsdk:"group_id"`
	UserIDs           types.Set    `tfsdk:"user_ids"`
	Exclusive         types.Bool   `tfsdk:"exclusive"`
}

// groupMembersIdentityModel is the identity of it: a group has one membership.
type groupMembersIdentityModel struct {
	ManagedCustomerID types.String `tfsdk:"managed_customer_id"`
	GroupID           types.String `tfsdk:"group_id"`
}

func (m *groupMembersModel) identity() groupMembersIdentityModel {
	return groupMembersIdentityModel{ManagedCustomerID: m.ManagedCustomerID, GroupID: m.GroupID}
}

// name is what messages call it.
func (m *groupMembersModel) name() string {
	return m.ManagedCustomerID.ValueString() + "/" + m.GroupID.ValueString()
}

// ids are those of the users. A null among them is left out.
func (m *groupMembersModel) ids() []workato.ID {
	var ids []workato.ID
	for _, element := range m.UserIDs.Elements() {
		if text, ok := element.(types.String); ok && !text.IsNull() && !text.IsUnknown() {
			ids = append(ids, workato.ID(text.ValueString()))
		}
	}
	slices.Sort(ids)
	return ids
}

// hasPending reports whether one of the users has no id.
func (m *groupMembersModel) hasPending() bool {
	return slices.ContainsFunc(m.UserIDs.Elements(), attr.Value.IsNull)
}

func (m *groupMembersModel) set(ids []workato.ID) { m.UserIDs = setOf(ids) }

func setOf(ids []workato.ID) types.Set {
	elements := make([]attr.Value, 0, len(ids))
	for _, id := range ids {
		elements = append(elements, types.StringValue(string(id)))
	}
	return types.SetValueMust(types.StringType, elements)
}

// minus returns the ids that are not among others.
func minus(ids, others []workato.ID) []workato.ID {
	return slices.DeleteFunc(slices.Clone(ids), func(id workato.ID) bool { return slices.Contains(others, id) })
}

// both returns the ids that are among others, too.
func both(ids, others []workato.ID) []workato.ID { return minus(ids, minus(ids, others)) }

// shown is how many of a list a message names.
const shown = 10

// listed writes ids, or names, as a message does.
func listed[S ~string](items []S) string {
	texts := make([]string, 0, len(items))
	for _, item := range items[:min(len(items), shown)] {
		texts = append(texts, string(item))
	}
	text := strings.Join(texts, ", ")
	if more := len(items) - shown; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// person is how a message names somebody.
func person(name, email string, id workato.ID) string {
	if name == "" {
		name = email
	}
	return strings.TrimSpace(fmt.Sprintf("%s (%s)", name, id))
}
