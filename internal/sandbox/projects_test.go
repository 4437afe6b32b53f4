package sandbox_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

func TestFolders(t *testing.T) {
	t.Parallel()
	c := start(t)
	customer := c.customer(nil)

	top := c.must(http.MethodPost, customer+"/folders", object{"name": "Sales"})
	require.ElementsMatch(t, []string{"id", "name", "parent_id", "created_at", "updated_at"}, keys(top))
	projects := items(t, c.must(http.MethodGet, customer+"/projects", nil), "result")
	require.Len(t, projects, 1)
	require.Equal(t, top["id"], projects[0]["folder_id"])
	require.NotEqual(t, top["id"], projects[0]["id"], "a project has an id of its own")
	require.Nil(t, projects[0]["description"])
	topPath := customer + "/folders/" + idText(top["id"])

	child := c.must(http.MethodPost, customer+"/folders", object{"name": "Leads", "parent_id": top["id"]})
	grandchild := c.must(http.MethodPost, customer+"/folders", object{"name": "Old", "parent_id": idText(child["id"])})
	require.Len(t, items(t, c.must(http.MethodGet, customer+"/projects", nil), "result"), 1)
	require.Equal(t, []string{"Sales"}, names(items(t, c.must(http.MethodGet, customer+"/folders", nil), "result")))
	require.Equal(t, []string{"Leads"}, names(items(t, c.must(http.MethodGet, customer+"/folders?parent_id="+idText(top["id"]), nil), "result")))

	childPath := customer + "/folders/" + idText(child["id"])
	c.call(http.MethodPut, childPath, object{"parent_id": grandchild["id"]}).refused(http.StatusUnprocessableEntity, "parent_id")
	c.call(http.MethodPut, childPath, object{"parent_id": top["parent_id"]}).refused(http.StatusUnprocessableEntity, "parent_id")
	require.Equal(t, "Contacts", c.must(http.MethodPut, childPath, object{"name": "Contacts"})["name"])
	moved := c.must(http.MethodPut, customer+"/folders/"+idText(grandchild["id"]), object{"parent_id": top["id"]})
	require.Equal(t, top["id"], moved["parent_id"])
	c.must(http.MethodDelete, childPath, nil)
	c.call(http.MethodDelete, childPath, nil).refused(http.StatusNotFound, "Not found")

	c.call(http.MethodDelete, topPath, nil).refused(http.StatusForbidden, "Cannot destroy folder")
	c.call(http.MethodGet, topPath, nil).refused(http.StatusNotFound, "Not found") // no endpoint reads one folder
	c.call(http.MethodPost, customer+"/folders", object{"folder_name": "x"}).refused(http.StatusBadRequest, "folder_name")
	c.call(http.MethodPost, customer+"/folders", object{"name": "x", "parent_id": 1}).refused(http.StatusNotFound, "Not found")
}

func keys(o object) []string {
	list := []string{}
	for key := range o {
		list = append(list, key)
	}
	return list
}

func TestProjects(t *testing.T) {
	t.Parallel()
	c := start(t)
	customer := c.customer(nil)
	path := customer + "/projects/" + c.project(customer, "Sales")

	got := c.must(http.MethodPut, path, object{"name": "Procure to Pay", "description": "Coupa"})
	require.Equal(t, "Coupa", got["description"])
	require.Equal(t, []string{"Procure to Pay"}, names(items(t, c.must(http.MethodGet, customer+"/folders", nil), "result")))
	c.must(http.MethodPut, customer+"/folders/"+idText(got["folder_id"]), object{"name": "P2P"})
	require.Equal(t, []string{"P2P"}, names(items(t, c.must(http.MethodGet, customer+"/projects", nil), "result")))
	require.Nil(t, c.must(http.MethodPut, path, object{"description": nil})["description"])

	c.must(http.MethodDelete, path, nil)
	require.Empty(t, items(t, c.must(http.MethodGet, customer+"/folders", nil), "result"))
	require.Empty(t, c.sb.LiveObjects(sandbox.KindFolder))

	times(101, func(i int) { c.must(http.MethodPost, customer+"/folders", object{"name": fmt.Sprint(i)}) })
	require.Len(t, items(t, c.must(http.MethodGet, customer+"/projects", nil), "result"), 100)
	require.Len(t, items(t, c.must(http.MethodGet, customer+"/projects?page=2", nil), "result"), 1)
}

func TestGrants(t *testing.T) {
	t.Parallel()
	c := start(t)
	customer := c.customer(nil)
	project := c.project(customer, "Sales")
	bulk := customer + "/projects/" + project + "/project_grants"
	builder, operator := c.role(customer, "Builder"), c.role(customer, "ProjectOperator")
	group := c.group(customer, "Developers")
	member, err := c.sb.AddMember(209, "Bo", "bo@acme.example")
	require.NoError(t, err)

	got := items(t, c.must(http.MethodPut, bulk, grants(
		userGroup(group, builder),
		object{"assignment_type": "User", "assignment_id": member, "project_role_id": builder},
	)), "data")
	require.Regexp(t, `^pg-\w{8}-\w{6}$`, got[0]["id"])
	require.Equal(t, object{
		"id":           got[0]["id"],
		"project":      object{"id": idNumber(t, project), "name": "Sales", "environment": object{"id": 209.0, "type": "dev"}},
		"project_role": object{"id": builder, "name": "Builder"},
		"user":         nil,
		"user_group":   object{"id": group, "name": "Developers"},
	}, got[0])
	require.Equal(t, object{"id": float64(member), "name": "Bo", "email": "bo@acme.example"}, got[1]["user"])

	again := items(t, c.must(http.MethodPut, bulk, grants(userGroup(group, operator))), "data")
	require.Equal(t, got[0]["id"], again[0]["id"], "one grant for each project and holder")
	list := c.must(http.MethodGet, bulk, nil)
	require.InDelta(t, 2, list["total"], 0, "holders that are not named are left alone")

	path := customer + "/project_grants/" + idText(got[0]["id"])
	for _, body := range []object{{"project_role_id": builder}, {"project_grant": object{"project_role_id": operator}}} {
		c.must(http.MethodPut, path, body)
	}
	require.Equal(t, operator, inner(t, inner(t, c.must(http.MethodGet, path, nil), "data"), "project_role")["id"])
	require.Len(t, items(t, c.must(http.MethodGet, customer+"/user_groups/"+group+"/project_grants", nil), "data"), 1)
	require.Len(t, items(t, c.must(http.MethodGet, fmt.Sprintf("%s/members/%d/project_grants", customer, member), nil), "data"), 1)

	c.must(http.MethodDelete, path, nil)
	c.call(http.MethodDelete, path, nil).refused(http.StatusNotFound, "Not found")
	c.must(http.MethodDelete, fmt.Sprintf("%s/members/%d", customer, member), nil)
	require.Empty(t, c.sb.LiveObjects(sandbox.KindProjectGrant), "a grant goes with its holder")
}

func idNumber(t *testing.T, id string) float64 {
	t.Helper()
	var number float64
	_, err := fmt.Sscan(id, &number)
	require.NoError(t, err)
	return number
}

func TestGrants_allOrNothing(t *testing.T) {
	t.Parallel()
	c := start(t)
	customer := c.customer(nil)
	bulk := customer + "/projects/" + c.project(customer, "Sales") + "/project_grants"
	builder, group := c.role(customer, "Builder"), c.group(customer, "Developers")
	good := userGroup(group, builder)
	tooMany := []object{}
	times(101, func(int) { tooMany = append(tooMany, good) })

	for name, test := range map[string]struct {
		body   object
		status int
		words  string
	}{
		"unknown role":   {grants(good, userGroup(group, "pr-none")), http.StatusUnprocessableEntity, "project_grants[1]"},
		"unknown group":  {grants(good, userGroup("pf-none", builder)), http.StatusUnprocessableEntity, "does not exist"},
		"unknown type":   {grants(good, object{"assignment_type": "Robot", "assignment_id": 1, "project_role_id": builder}), http.StatusUnprocessableEntity, "User or UserGroup"},
		"missing key":    {grants(good, object{"assignment_type": "User", "project_role_id": builder}), http.StatusUnprocessableEntity, "can't be blank"},
		"unexpected key": {grants(good, object{"user_id": 1}), http.StatusBadRequest, "user_id"},
		"none":           {grants(), http.StatusBadRequest, "missing"},
		"too many":       {grants(tooMany...), http.StatusBadRequest, "more than 100"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.call(http.MethodPut, bulk, test.body).refused(test.status, test.words)
			require.Empty(t, c.sb.Objects(sandbox.KindProjectGrant))
		})
	}
	c.call(http.MethodPut, customer+"/projects/1/project_grants", grants(good)).refused(http.StatusNotFound, "Not found")
}

func TestGrants_environments(t *testing.T) {
	t.Parallel()
	for name, reaches := range map[string]bool{"strict": false, "DEV id reaches all": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := start(t, sandbox.WithReadings(sandbox.Readings{DevIDReachesAll: reaches}))
			customer := c.customer(object{"provision_environments": true})
			testID := c.environments(customer)["test"]
			project := c.project(testID, "Sales")
			entry := grants(userGroup(c.group(customer, "Developers"), c.role(customer, "Builder")))

			grant := items(t, c.must(http.MethodPut, testID+"/projects/"+project+"/project_grants", entry), "data")[0]
			require.Equal(t, object{"id": 210.0, "type": "test"}, inner(t, grant, "project")["environment"])
			viaDev := customer + "/project_grants/" + idText(grant["id"])
			if !reaches {
				c.call(http.MethodPut, customer+"/projects/"+project+"/project_grants", entry).refused(http.StatusNotFound, "Not found")
				c.call(http.MethodGet, viaDev, nil).refused(http.StatusNotFound, "Not found")
				return
			}
			c.must(http.MethodPut, customer+"/projects/"+project+"/project_grants", entry)
			got := inner(t, inner(t, c.must(http.MethodGet, viaDev, nil), "data"), "project")
			require.Equal(t, object{"id": 210.0, "type": "test"}, got["environment"])
		})
	}
}
