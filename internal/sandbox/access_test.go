package sandbox_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

func TestGroups(t *testing.T) {
	t.Parallel()
	c := start(t)
	customer := c.customer(nil)

	got := inner(t, c.must(http.MethodPost, customer+"/user_groups", object{"user_group": object{"name": "Developers", "description": "Group"}}), "data")
	require.Regexp(t, `^pf-\w{8}-\w{6}$`, got["id"])
	require.Equal(t, false, got["system"])
	require.InDelta(t, 0, got["members_count"], 0)
	path := customer + "/user_groups/" + idText(got["id"])

	c.call(http.MethodPost, customer+"/user_groups", object{"name": "x"}).refused(http.StatusBadRequest, `unexpected field \"name\"`)
	c.call(http.MethodPost, customer+"/user_groups", object{}).refused(http.StatusBadRequest, "user_group is missing")
	c.call(http.MethodPost, customer+"/user_groups", object{"user_group": object{"name": ""}}).refused(http.StatusUnprocessableEntity, "can't be blank")
	duplicate := c.call(http.MethodPost, customer+"/user_groups", object{"user_group": object{"name": "Developers"}}).object(http.StatusUnprocessableEntity)
	require.Equal(t, object{"message": "Validation failed", "errors": object{"name": []any{"has already been taken"}}}, duplicate)

	got = inner(t, c.must(http.MethodPut, path, object{"user_group": object{"description": nil}}), "data")
	require.Equal(t, "Developers", got["name"])
	require.Nil(t, got["description"])
	c.must(http.MethodPut, path, object{"user_group": object{"name": "Builders"}})
	require.Equal(t, "Builders", inner(t, c.must(http.MethodGet, path, nil), "data")["name"])

	c.must(http.MethodDelete, path, nil)
	c.call(http.MethodGet, path, nil).refused(http.StatusNotFound, "Not found")
}

func TestGroups_list(t *testing.T) {
	t.Parallel()
	c := start(t)
	customer := c.customer(nil)
	times(101, func(i int) { c.group(customer, fmt.Sprintf("Group %03d", i)) })

	first := c.must(http.MethodGet, customer+"/user_groups?page[size]=1000", nil)
	require.Len(t, items(t, first, "data"), 100)
	require.InDelta(t, 102, first["total"], 0, "the system group is in the list")
	require.Equal(t, object{"number": 1.0, "size": 100.0}, first["page"])
	second := c.must(http.MethodGet, customer+"/user_groups?page%5Bnumber%5D=2", nil)
	require.Len(t, items(t, second, "data"), 2)
	require.Equal(t, []string{"Group 007"}, names(items(t, c.must(http.MethodGet, customer+"/user_groups?name=group+007", nil), "data")))

	everybody := items(t, first, "data")[0]
	require.Equal(t, "All collaborators", everybody["name"])
	require.Equal(t, true, everybody["system"])
	path := customer + "/user_groups/" + idText(everybody["id"])
	c.call(http.MethodPut, path, object{"user_group": object{"name": "x"}}).refused(http.StatusForbidden, "system group")
	c.call(http.MethodDelete, path, nil).refused(http.StatusForbidden, "system group")
}

func TestProjectRoles(t *testing.T) {
	t.Parallel()
	c := start(t)
	customer := c.customer(nil)
	system := items(t, c.must(http.MethodGet, customer+"/project_roles", nil), "data")
	require.Equal(t, []string{"ProjectAdmin", "AdvancedBuilder", "Builder", "ProjectOperator"}, names(system))
	require.Equal(t, "system", system[0]["type"])
	require.NotContains(t, system[0], "config", "lists leave it out")
	path := customer + "/project_roles/" + idText(system[0]["id"])
	c.call(http.MethodPut, path, object{"project_role": object{"name": "x", "config": object{}}}).refused(http.StatusForbidden, "system role")
	c.call(http.MethodDelete, path, nil).refused(http.StatusForbidden, "system role")

	config := object{"recipes": object{"privileges": "all"}}
	got := inner(t, c.must(http.MethodPost, customer+"/project_roles", object{"project_role": object{"name": "Author", "config": config, "inheritable": true}}), "data")
	require.Regexp(t, `^pr-\w{8}-\w{6}$`, got["id"])
	require.Equal(t, "custom", got["type"])
	require.Equal(t, config, got["config"])
	path = customer + "/project_roles/" + idText(got["id"])

	for _, body := range []object{{"name": "Author 2"}, {"config": config}} {
		c.call(http.MethodPut, path, object{"project_role": body}).refused(http.StatusUnprocessableEntity, "can't be blank")
	}
	c.call(http.MethodPost, customer+"/project_roles", object{"project_role": object{"name": "Author", "config": config}}).
		refused(http.StatusUnprocessableEntity, "has already been taken")
	c.must(http.MethodPut, path, object{"project_role": object{"name": "Writer", "config": object{}}})
	require.Equal(t, object{}, inner(t, c.must(http.MethodGet, path, nil), "data")["config"])
	require.Equal(t, []string{"Writer"}, names(items(t, c.must(http.MethodGet, customer+"/project_roles?name=writer", nil), "data")))

	project := c.project(customer, "Sales")
	c.must(http.MethodPut, customer+"/projects/"+project+"/project_grants", grants(userGroup(c.group(customer, "Developers"), idText(got["id"]))))
	require.InDelta(t, 1, inner(t, c.must(http.MethodGet, path, nil), "data")["members_count"], 0)
	c.call(http.MethodDelete, path, nil).refused(http.StatusUnprocessableEntity, "in use")
	c.must(http.MethodDelete, customer+"/projects/"+project, nil)
	c.must(http.MethodDelete, path, nil)
}

func TestLegacyCustomer(t *testing.T) {
	t.Parallel()
	c := startSeeded(t)
	legacy := customerPath(sandbox.SeedLegacyCustomerID)
	for _, path := range []string{"/environment_roles", "/project_roles", "/user_groups", "/project_grants/pg-x", "/projects/1/project_grants"} {
		c.call(http.MethodGet, legacy+path, nil).refused(http.StatusForbidden, "access control model")
	}
	roles := c.call(http.MethodGet, legacy+"/roles", nil).list()
	require.Len(t, roles, 2)
	require.Len(t, c.call(http.MethodGet, legacy+"/roles?role_name=Recipe", nil).list(), 1)
	require.Len(t, c.call(http.MethodGet, legacy+"/roles?page=2&per_page=1", nil).list(), 1)

	original, isObject := roles[0].(object)
	require.True(t, isObject)
	copyPath := legacy + "/roles/" + idText(original["id"]) + "/copy"
	folder := c.must(http.MethodPost, legacy+"/folders", object{"name": "Sales"})
	made := c.must(http.MethodPost, copyPath, object{"name": "Author of Sales", "folder_ids": []any{folder["id"]}})
	require.Equal(t, []any{idText(folder["id"])}, made["folder_ids"])
	require.NotContains(t, made, "privileges")
	found, isObject := c.call(http.MethodGet, legacy+"/roles?role_name=of+Sales", nil).list()[0].(object)
	require.True(t, isObject)
	require.Equal(t, original["privileges"], found["privileges"])
	c.call(http.MethodPost, copyPath, object{"folder_ids": []any{}}).refused(http.StatusUnprocessableEntity, "can't be blank")
	c.call(http.MethodPost, copyPath, object{"name": "x", "folder_ids": []any{1}}).refused(http.StatusUnprocessableEntity, "does not exist")
	c.call(http.MethodPost, legacy+"/roles/1/copy", object{"name": "x"}).refused(http.StatusNotFound, "Not found")

	current := customerPath(sandbox.SeedCustomerID)
	require.Empty(t, c.call(http.MethodGet, current+"/roles", nil).list())
	require.Equal(t, []string{"EnvironmentAdmin", "EnvironmentManager", "Member", "Partner support"},
		names(items(t, c.must(http.MethodGet, current+"/environment_roles", nil), "data")))
}

func TestMembers(t *testing.T) {
	t.Parallel()
	c := start(t)
	customer := c.customer(nil)
	legacy := customerPath(c.sb.AddLegacyCustomer("Legacy"))
	role := func(name, roleType string) []any {
		return []any{object{"environment_type": "dev", "name": name, "role_type": roleType}}
	}

	got := c.must(http.MethodPost, customer+"/members", object{"name": "Bo", "oauth_id": "bo", "env_roles": role("Member", "environment")})
	require.Equal(t, []any{object{"environment_type": "dev", "role_name": "Member", "role_type": "environment"}}, got["roles"])
	id, err := c.sb.AddMember(209, "Cy", "cy@acme.example")
	require.NoError(t, err)
	require.Len(t, c.call(http.MethodGet, customer+"/members", nil).list(), 2)
	path := fmt.Sprintf("%s/members/%d", customer, id)
	require.Equal(t, "cy@acme.example", c.must(http.MethodGet, path, nil)["email"])
	c.must(http.MethodDelete, path, nil)
	c.call(http.MethodDelete, path, nil).refused(http.StatusNotFound, "Not found")

	for name, test := range map[string]struct {
		path  string
		body  object
		words string
	}{
		"role_name on the new model":  {customer, object{"role_name": "Admin"}, "role_name"},
		"role_type left to default":   {customer, object{"env_roles": role("Member", "")}, "role_type must be environment"},
		"legacy role type":            {customer, object{"env_roles": role("Member", "privilege_group")}, "role_type must be environment"},
		"unknown role":                {customer, object{"env_roles": role("Admin", "environment")}, "does not exist"},
		"no role":                     {customer, object{}, "env_roles"},
		"environment not provisioned": {customer, object{"env_roles": []any{object{"environment_type": "prod", "name": "Member", "role_type": "environment"}}}, "environment_type"},
		"new role type on legacy":     {legacy, object{"env_roles": role("Admin", "environment")}, "role_type must be privilege_group"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test.body["name"] = "Di"
			c.call(http.MethodPost, test.path+"/members", test.body).refused(http.StatusUnprocessableEntity, test.words)
		})
	}
	c.must(http.MethodPost, legacy+"/members", object{"name": "Ed", "role_name": "Analyst"})
}

func userGroup(id, role string) object {
	return object{"assignment_type": "UserGroup", "assignment_id": id, "project_role_id": role}
}

func grants(entries ...object) object { return object{"project_grants": entries} }
