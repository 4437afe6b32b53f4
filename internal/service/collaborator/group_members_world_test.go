package collaborator_test

import (
	"fmt"
	"net/http"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

const (
	membersTypeName = "workato_collaborator_group_members"
	members         = "/api/managed_users/{id}/user_groups/{id}/members"
)

// team is a customer with a group and collaborators, none of whom is in it.
type team struct {
	*acctest.Account
	customer int
	group    string
	users    []string
}

func newTeam(t *testing.T, size int, options ...sandbox.Option) *team {
	t.Helper()
	w := &team{Account: acctest.NewAccount(t, options...)}
	w.customer = w.AddCustomer("Acme")
	for i := range size {
		id, err := w.AddMember(w.customer, fmt.Sprintf("Person %d", i+1), fmt.Sprintf("person%d@acme.example", i+1))
		require.NoError(t, err)
		w.users = append(w.users, strconv.Itoa(id))
	}
	root := "/api"
	if w.Readings().RBACPaths == sandbox.RBACPathsV2 {
		root = "/api/v2"
	}
	w.API(t, http.MethodPost, fmt.Sprintf("%s/managed_users/%d/user_groups", root, w.customer), map[string]any{"user_group": map[string]any{"name": "Builders"}})
	w.group = onlyGroup(t, w.Account)
	w.ResetRequests()
	return w
}

// config declares some of the users, by their places.
func (w *team) config(places ...int) acctest.Object {
	ids := []any{}
	for _, place := range places {
		ids = append(ids, w.users[place])
	}
	return acctest.Object{"managed_customer_id": fmt.Sprint(w.customer), "group_id": w.group, "user_ids": ids}
}

func (w *team) exclusive(places ...int) acctest.Object {
	config := w.config(places...)
	config["exclusive"] = true
	return config
}

func (w *team) user(t *testing.T, place int) int {
	t.Helper()
	id, err := strconv.Atoi(w.users[place])
	require.NoError(t, err)
	return id
}

// join and leave act behind Terraform's back.
func (w *team) join(t *testing.T, places ...int) {
	t.Helper()
	for _, place := range places {
		require.NoError(t, w.AddToGroup(w.customer, w.group, w.user(t, place)))
	}
}

func (w *team) leave(t *testing.T, place int) {
	t.Helper()
	require.NoError(t, w.RemoveFromGroup(w.customer, w.group, w.user(t, place)))
}

// mustHave demands that the group has exactly these users.
func (w *team) mustHave(t *testing.T, places ...int) {
	t.Helper()
	want := []string{}
	for _, place := range places {
		want = append(want, w.users[place])
	}
	got, err := w.GroupMembers(w.customer, w.group)
	require.NoError(t, err)
	require.ElementsMatch(t, want, got)
	require.Empty(t, w.Duplicates())
}

// values are the ids of some of the users as a state has them.
func (w *team) values(places ...int) []any {
	out := []any{}
	for _, place := range places {
		out = append(out, w.users[place])
	}
	return out
}

func (w *team) instance(t *testing.T) *acctest.Instance {
	t.Helper()
	return w.Server(t).Instance(t, membersTypeName)
}
