package sandbox_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

func privileges(value any) object { return object{"team": object{"privileges": value}} }

func environmentRole(name string, config any) object {
	return object{"environment_role": object{"name": name, "config": config}}
}

// byName finds a row of a list.
func byName(t *testing.T, rows []object, name string) object {
	t.Helper()
	for _, row := range rows {
		if row["name"] == name {
			return row
		}
	}
	require.Fail(t, "no such row", name)
	return nil
}

func TestEnvironmentRoles(t *testing.T) {
	t.Parallel()
	c := start(t)
	customer := c.customer(nil)
	roles := customer + "/environment_roles"
	got := inner(t, c.must(http.MethodPost, roles, environmentRole("Builder", privileges("all"))), "data")
	require.InDelta(t, 304, got["id"], 0, "an integer, as in the samples")
	require.Equal(t, "custom", got["type"])
	require.Equal(t, privileges("all"), got["config"])
	require.InDelta(t, 0, got["members_count"], 0)
	path := roles + "/" + idText(got["id"])
	require.Equal(t, got, inner(t, c.must(http.MethodGet, path, nil), "data"))
	require.Equal(t, got, inner(t, c.must(http.MethodGet, "/api/v2"+path[len("/api"):], nil), "data"))
	row := byName(t, items(t, c.must(http.MethodGet, roles, nil), "data"), "Builder")
	require.NotContains(t, row, "config", "lists leave it out")

	for _, body := range []object{{"name": "Maker"}, {"config": object{}}, {"name": "", "config": object{}}, {"name": "Maker", "config": nil}} {
		c.call(http.MethodPut, path, object{"environment_role": body}).refused(http.StatusUnprocessableEntity, "can't be blank")
		c.call(http.MethodPost, roles, object{"environment_role": body}).refused(http.StatusUnprocessableEntity, "can't be blank")
	}
	c.call(http.MethodPost, roles, object{"name": "x", "config": object{}}).refused(http.StatusBadRequest, "unexpected field")
	c.call(http.MethodPost, roles, environmentRole("x", "all")).refused(http.StatusUnprocessableEntity, "must be an object")
	c.call(http.MethodPost, roles, object{"environment_role": object{"name": "x", "config": object{}, "inheritable": true}}).refused(http.StatusBadRequest, "inheritable")
	c.call(http.MethodPost, roles, environmentRole("Builder", object{})).refused(http.StatusUnprocessableEntity, "has already been taken")
	c.call(http.MethodPut, path, environmentRole("Member", object{})).refused(http.StatusUnprocessableEntity, "has already been taken")

	c.must(http.MethodPut, path, environmentRole("Maker", object{"a": object{"privileges": []any{"x"}}}))
	require.Equal(t, object{"a": object{"privileges": []any{"x"}}}, inner(t, c.must(http.MethodGet, path, nil), "data")["config"], "an update replaces the config")
	require.Len(t, c.sb.LiveObjects(sandbox.KindEnvironmentRole), 1)
	c.must(http.MethodDelete, path, nil)
	c.call(http.MethodDelete, path, nil).refused(http.StatusNotFound, "Not found")
	require.Empty(t, c.sb.LiveObjects(sandbox.KindEnvironmentRole))
}

// Roles that are not the customer's own can be read and nothing else.
func TestRoles_foreign(t *testing.T) {
	t.Parallel()
	c := startSeeded(t)
	customer := customerPath(sandbox.SeedCustomerID)
	for kind, wrapper := range map[string]string{"/environment_roles": "environment_role", "/project_roles": "project_role"} {
		for _, row := range items(t, c.must(http.MethodGet, customer+kind, nil), "data") {
			path := customer + kind + "/" + idText(row["id"])
			require.NotEmpty(t, inner(t, c.must(http.MethodGet, path, nil), "data")["config"])
			require.Contains(t, []any{"system", "inherited"}, row["type"])
			c.call(http.MethodPut, path, object{wrapper: object{"name": "x", "config": object{}}}).refused(http.StatusForbidden, row["type"].(string)+" role") //nolint:forcetypeassert // It is one of the above.
			c.call(http.MethodDelete, path, nil).refused(http.StatusForbidden, row["type"].(string)+" role")                                                   //nolint:forcetypeassert // It is one of the above.
		}
	}
}

// Collaborators have environment roles by name: a new name follows them, and a role that
// somebody has stays.
func TestEnvironmentRoles_holders(t *testing.T) {
	t.Parallel()
	c := start(t)
	customer := c.customer(nil)
	path := customer + "/environment_roles/" + idText(inner(t, c.must(http.MethodPost, customer+"/environment_roles", environmentRole("Builder", privileges("all"))), "data")["id"])
	member, err := c.sb.AddMember(209, "Bo", "bo@acme.example")
	require.NoError(t, err)
	require.NoError(t, c.sb.SetMemberRole(209, member, "dev", "Builder"))
	require.Error(t, c.sb.SetMemberRole(209, 1, "dev", "Builder"))
	roleOf := func() any {
		return c.must(http.MethodGet, fmt.Sprintf("%s/members/%d", customer, member), nil)["role_name"]
	}

	c.must(http.MethodPut, path, environmentRole("Maker", privileges("all")))
	require.Equal(t, "Maker", roleOf())
	require.InDelta(t, 1, inner(t, c.must(http.MethodGet, path, nil), "data")["members_count"], 0)
	c.call(http.MethodDelete, path, nil).refused(http.StatusUnprocessableEntity, "in use")

	c.sb.SetReadings(sandbox.Readings{RoleReadings: sandbox.RoleReadings{RolesInUseDeletable: true}})
	c.must(http.MethodDelete, path, nil)
	require.Empty(t, roleOf())
}

func TestReadings_roles(t *testing.T) {
	t.Parallel()
	every := []any{"create", "delete", "read", "update"}
	for name, test := range map[string]struct {
		readings   sandbox.RoleReadings
		sent, kept object
	}{
		"as sent":          {sandbox.RoleReadings{}, privileges([]any{"b", "a"}), privileges([]any{"b", "a"})},
		"all to a list":    {sandbox.RoleReadings{RoleConfigForm: sandbox.RoleConfigLists}, privileges("all"), privileges(every)},
		"a list to all":    {sandbox.RoleReadings{RoleConfigForm: sandbox.RoleConfigAll}, privileges([]any{"update", "read", "create", "delete"}), privileges("all")},
		"part of the list": {sandbox.RoleReadings{RoleConfigForm: sandbox.RoleConfigAll}, privileges([]any{"read"}), privileges([]any{"read"})},
		"sorted":           {sandbox.RoleReadings{RoleConfigForm: sandbox.RoleConfigSorted}, privileges([]any{"b", "a"}), privileges([]any{"a", "b"})},
		"defaults": {sandbox.RoleReadings{RoleConfigDefaults: true}, privileges("all"), object{
			"team":          object{"privileges": "all", "scope": "workspace"},
			"notifications": object{"privileges": []any{}, "scope": "workspace"},
		}},
		"no area": {sandbox.RoleReadings{RoleConfigDefaults: true, RoleConfigForm: sandbox.RoleConfigLists}, object{"team": "all", "notifications": "all"}, object{"team": "all", "notifications": "all"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := startWith(t, sandbox.Readings{RoleReadings: test.readings})
			customer := c.customer(nil)
			got := inner(t, c.must(http.MethodPost, customer+"/environment_roles", environmentRole("Builder", test.sent)), "data")
			require.Equal(t, test.kept, got["config"])
			path := customer + "/environment_roles/" + idText(got["id"])
			require.Equal(t, test.kept, inner(t, c.must(http.MethodPut, path, environmentRole("Builder", test.sent)), "data")["config"])
			require.Equal(t, test.kept, inner(t, c.must(http.MethodGet, path, nil), "data")["config"])
		})
	}
}

func TestReadings_partialRoleUpdates(t *testing.T) {
	t.Parallel()
	c := startWith(t, sandbox.Readings{RoleReadings: sandbox.RoleReadings{PartialRoleUpdates: true}})
	customer := c.customer(nil)
	path := customer + "/environment_roles/" + idText(inner(t, c.must(http.MethodPost, customer+"/environment_roles", environmentRole("Builder", privileges("all"))), "data")["id"])
	require.Equal(t, privileges("all"), inner(t, c.must(http.MethodPut, path, object{"environment_role": object{"name": "Maker"}}), "data")["config"])
	require.Equal(t, "Maker", inner(t, c.must(http.MethodPut, path, object{"environment_role": object{"config": object{}}}), "data")["name"])
	c.call(http.MethodPut, path, object{"environment_role": object{"config": nil}}).refused(http.StatusUnprocessableEntity, "can't be blank")
}

func TestReadings_roleIDs(t *testing.T) {
	t.Parallel()
	c := startWith(t, sandbox.Readings{RoleReadings: sandbox.RoleReadings{NumericRoleIDs: true}})
	customer := c.customer(nil)
	id := byName(t, items(t, c.must(http.MethodGet, customer+"/project_roles", nil), "data"), "Builder")["id"]
	require.IsType(t, float64(0), id)
	bulk := customer + "/projects/" + c.project(customer, "Sales") + "/project_grants"
	grant := items(t, c.must(http.MethodPut, bulk, object{"project_grants": []any{object{
		"assignment_type": "UserGroup", "assignment_id": c.group(customer, "Developers"), "project_role_id": id,
	}}}), "data")[0]
	require.Equal(t, object{"id": id, "name": "Builder"}, grant["project_role"])
}

func TestReadings_legacyRefusal(t *testing.T) {
	t.Parallel()
	for refusal, status := range map[sandbox.LegacyRefusal]int{
		sandbox.LegacyRefusalForbidden: http.StatusForbidden, sandbox.LegacyRefusalUnauthorized: http.StatusUnauthorized, sandbox.LegacyRefusalNotFound: http.StatusNotFound,
	} {
		c := startWith(t, sandbox.Readings{RoleReadings: sandbox.RoleReadings{LegacyRefusal: refusal}})
		legacy := customerPath(c.sb.AddLegacyCustomer("Old"))
		require.Equal(t, status, c.call(http.MethodGet, legacy+"/environment_roles", nil).status)
		require.Empty(t, c.call(http.MethodGet, legacy+"/roles", nil).list())
	}
}

func TestReadings_roleText(t *testing.T) {
	t.Parallel()
	var readings sandbox.Readings
	require.NoError(t, readings.Set("role_config_form", "lists"))
	require.NoError(t, readings.Set("legacy_refusal", "not_found"))
	require.Equal(t, sandbox.RoleConfigLists, readings.RoleConfigForm)
	require.Equal(t, sandbox.LegacyRefusalNotFound, readings.LegacyRefusal)
	require.Equal(t, []string{"as_sent", "lists", "all", "sorted"}, sandbox.ReadingChoices("role_config_form"))
	require.Error(t, readings.Set("legacy_refusal", "500"))
}

func TestConsole_roles(t *testing.T) {
	t.Parallel()
	c := start(t)
	customer := c.customer(nil)
	for kind, list := range map[string]string{sandbox.KindEnvironmentRole: "/environment_roles", sandbox.KindProjectRole: "/project_roles"} {
		inherited, err := c.sb.AddRole(209, kind, "Partner", "inherited", privileges("all"))
		require.NoError(t, err)
		require.Error(t, c.sb.DeleteObject(kind, inherited))
		require.Error(t, c.sb.SetObjectField(kind, inherited, "name", "x"))
		id, err := c.sb.AddRole(209, kind, "Own", "custom", privileges("all"))
		require.NoError(t, err)
		require.NoError(t, c.sb.SetObjectField(kind, id, "name", "Mine"))
		require.NoError(t, c.sb.SetObjectField(kind, id, "config", object{}))
		got := inner(t, c.must(http.MethodGet, customer+list+"/"+id, nil), "data")
		require.Equal(t, "Mine", got["name"])
		require.Equal(t, object{}, got["config"])
		require.Len(t, c.sb.LiveObjects(kind), 1)
		require.NoError(t, c.sb.DeleteObject(kind, id))
		require.Empty(t, c.sb.LiveObjects(kind))
	}
	_, err := c.sb.AddRole(209, sandbox.KindMember, "Own", "custom", nil)
	require.Error(t, err)
	_, err = c.sb.AddRole(c.sb.AddLegacyCustomer("Old"), sandbox.KindProjectRole, "Own", "custom", nil)
	require.Error(t, err)
}
