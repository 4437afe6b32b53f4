package grant_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

const grantsType = "workato_project_grants"

// many is a world with some more groups and users.
type many struct {
	*world
	groups []string
	users  []string
}

func newMany(t *testing.T, options ...sandbox.Option) *many {
	t.Helper()
	m := &many{world: newWorld(t, options...)}
	m.groups, m.users = []string{m.group}, []string{m.user}
	for n := range 3 {
		group, err := m.AddGroup(m.customer, fmt.Sprint("Group ", n))
		require.NoError(t, err)
		user, err := m.AddMember(m.customer, fmt.Sprint("User ", n), fmt.Sprintf("user%d@acme.example", n))
		require.NoError(t, err)
		m.groups, m.users = append(m.groups, group), append(m.users, strconv.Itoa(user))
	}
	return m
}

// number is the id of a project as the console has it.
func number(t *testing.T, id string) int {
	t.Helper()
	n, err := strconv.Atoi(id)
	require.NoError(t, err)
	return n
}

// hand gives a holder a role behind Terraform's back.
func (m *many) hand(t *testing.T, holder, role string) string {
	t.Helper()
	id, err := m.GrantInConsole(number(t, m.project), holder, m.roles[role])
	require.NoError(t, err)
	return id
}

// config declares roles by their names.
func (m *many) config(groups, users map[string]string) acctest.Object {
	named := func(holders map[string]string) any {
		if holders == nil {
			return nil
		}
		out := acctest.Object{}
		for id, role := range holders {
			out[id] = m.roles[role]
		}
		return out
	}
	return acctest.Object{
		"environment_id": m.environment, "project_id": m.project,
		"user_group_roles": named(groups), "user_roles": named(users),
	}
}

// two is a configuration with a group and a user.
func (m *many) two() acctest.Object {
	return m.config(map[string]string{m.groups[0]: "Builder"}, map[string]string{m.users[0]: "ProjectOperator"})
}

// exclusive is a configuration that tolerates nothing else.
func exclusive(config acctest.Object) acctest.Object {
	out := maps.Clone(config)
	out["exclusive"] = true
	return out
}

// there are the grants of the project by holder, with the names of the roles.
func (m *many) there(t *testing.T) map[string]string {
	t.Helper()
	answer, ok := m.API(t, "GET", m.path("/projects/"+m.project+"/project_grants"), nil).(map[string]any)
	require.True(t, ok)
	rows, ok := answer["data"].([]any)
	require.True(t, ok)
	out := map[string]string{}
	for _, row := range rows {
		for _, kind := range []string{"user", "user_group"} {
			if holder := member(row, kind); holder != nil {
				out[text(member(holder, "id"))] = text(member(member(row, "project_role"), "name"))
			}
		}
	}
	return out
}

// member is a member of a decoded object, spelled as a text where it is a number.
func member(object any, name string) any {
	members, _ := object.(map[string]any)
	if number, ok := members[name].(json.Number); ok {
		return number.String()
	}
	return members[name]
}

func requireThere(t *testing.T, m *many, want map[string]string) {
	t.Helper()
	quoted := map[string]string{}
	for holder, role := range want {
		quoted[text(holder)] = text(role)
	}
	require.Equal(t, quoted, m.there(t))
	m.ResetRequests()
}

// methods counts the calls by method.
func (m *many) methods() map[string]int {
	out := map[string]int{}
	for _, request := range m.Requests() {
		out[request.Method]++
	}
	return out
}

// entries are the holders that the bulk updates named, in the order of the calls.
func (m *many) entries(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, request := range m.RequestsMatching("PUT", grants) {
		body, ok := request.Body.(map[string]any)
		require.True(t, ok)
		list, ok := body["project_grants"].([]any)
		require.True(t, ok)
		for _, entry := range list {
			object, ok := entry.(map[string]any)
			require.True(t, ok)
			out = append(out, fmt.Sprint(object["assignment_id"]))
		}
	}
	slices.Sort(out)
	return out
}
