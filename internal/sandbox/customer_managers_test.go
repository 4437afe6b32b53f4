package sandbox_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

const managersPath = "/api/customer_managers"

func TestCustomerManagers(t *testing.T) {
	t.Parallel()
	c := start(t)
	c.customer(nil)
	c.sb.AddTeamCollaborator("Alex", "alex@partner.example")
	list := func() []object {
		return items(t, inner(t, c.must(http.MethodGet, managersPath, nil), "result"), "items")
	}
	require.Empty(t, list())
	got := inner(t, c.must(http.MethodPost, managersPath, object{"team_collaborator_id": 4321, "role_id": 247, "permitted_workspace_ids": []int{209}}), "result")
	require.Equal(t, object{
		"id": 1234.0, "user": object{"id": 4321.0, "name": "Alex", "email": "alex@partner.example", "avatar_url": ""},
		"privilege_group":      object{"id": 247.0, "name": "Customer Admin", "system": false},
		"moderated_workspaces": []any{object{"id": 209.0, "name": "Acme"}},
	}, got)
	require.Equal(t, []object{got}, list())

	path := managersPath + "/1234"
	got = inner(t, c.must(http.MethodPut, path, object{"role_id": "2"}), "result")
	require.Equal(t, object{"id": 2.0, "name": "Admin", "system": true}, got["privilege_group"])
	require.Equal(t, []any{}, got["moderated_workspaces"], "left out, it is all customers")

	refused := func(method, at string, body object, status int, words string) {
		t.Helper()
		c.call(method, at, body).refused(status, words)
	}
	refused(http.MethodPost, managersPath, object{"team_collaborator_id": 4321, "role_id": 2}, http.StatusUnprocessableEntity, "taken")
	refused(http.MethodPost, managersPath, object{"team_collaborator_id": 1, "role_id": 2}, http.StatusUnprocessableEntity, "team_collaborator_id")
	refused(http.MethodPost, managersPath, object{"role_id": 2}, http.StatusUnprocessableEntity, "can't be blank")
	refused(http.MethodPost, managersPath, object{"name": "x"}, http.StatusBadRequest, "name")
	refused(http.MethodPut, path, object{"role_id": 9}, http.StatusUnprocessableEntity, "role_id")
	refused(http.MethodPut, path, object{"role_id": 2, "permitted_workspace_ids": []int{1}}, http.StatusUnprocessableEntity, "permitted_workspace_ids")
	refused(http.MethodPut, path, object{"permitted_workspace_ids": []int{209}}, http.StatusUnprocessableEntity, "role_id")
	refused(http.MethodPut, path, object{"role_id": 2, "team_collaborator_id": 4321}, http.StatusBadRequest, "team_collaborator_id")
	refused(http.MethodPut, managersPath+"/1", object{"role_id": 2}, http.StatusNotFound, "Not found")
	c.call(http.MethodGet, path, nil).refused(http.StatusNotFound, "Not found") // no endpoint reads one

	c.must(http.MethodDelete, path, nil)
	c.call(http.MethodDelete, path, nil).refused(http.StatusNotFound, "Not found")
	require.Empty(t, c.sb.LiveObjects(sandbox.KindCustomerManager))
}

func TestCustomerManagers_readings(t *testing.T) {
	t.Parallel()
	for item, key := range map[sandbox.CustomerManagerItem]string{
		sandbox.CustomerManagerItemModerated: "moderated_workspaces", sandbox.CustomerManagerItemPlain: "", sandbox.CustomerManagerItemPermitted: "permitted_workspace_ids",
	} {
		c := startWith(t, sandbox.Readings{ManagerReadings: sandbox.ManagerReadings{CustomerManagerItem: item, CustomerManagerUserIDs: true, CustomerManagerRoleOnly: true}})
		c.customer(nil)
		id := c.sb.AddTeamCollaborator("Alex", "alex@partner.example")
		got := inner(t, c.must(http.MethodPost, managersPath, object{"team_collaborator_id": id, "role_id": 2, "permitted_workspace_ids": []int{209}}), "result")
		require.NotEqual(t, fmt.Sprint(id), idText(inner(t, got, "user")["id"]))
		require.Len(t, got, map[bool]int{true: 3, false: 4}[key == ""])
		got = inner(t, c.must(http.MethodPut, managersPath+"/1234", object{"role_id": 247}), "result")
		if key != "" {
			require.Len(t, got[key], 1, "an older endpoint leaves the customers as they are")
		}
		require.NoError(t, c.sb.SetCustomerManager("1234", 3))
		require.Error(t, c.sb.SetCustomerManager("1", 3))
		require.NoError(t, c.sb.DeleteObject(sandbox.KindCustomerManager, "1234"))
	}
}

func TestGrantTypes(t *testing.T) {
	t.Parallel()
	for reading, want := range map[sandbox.MembersHaveManagers][]any{
		sandbox.ManagersAreManagers: {"team", "customer_manager"}, sandbox.ManagersAreUsers: {"team", "user"}, sandbox.EverybodyIsUser: {"user", "user"},
	} {
		c := startWith(t, sandbox.Readings{ManagerReadings: sandbox.ManagerReadings{MembersHaveManagers: reading}})
		customer := c.customer(nil)
		for _, name := range []string{"Ada", "Max"} {
			_, err := c.sb.AddMember(209, name, name+"@acme.example")
			require.NoError(t, err)
		}
		require.NoError(t, c.sb.ManageCustomer(209, 7002))
		var got []any
		for _, row := range c.call(http.MethodGet, customer+"/members", nil).list() {
			got = append(got, row.(object)["grant_type"]) //nolint:forcetypeassert // Rows are objects.
		}
		require.Equal(t, want, got)
		require.Len(t, c.sb.LiveObjects(sandbox.KindCustomerManager), 1)
	}
}
