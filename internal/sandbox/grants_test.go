package sandbox_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// bulk is a customer with a project and two groups, and the path of its bulk update.
func bulk(t *testing.T, readings sandbox.GrantReadings) (c *client, path string, groups []string, role string) {
	t.Helper()
	c = startWith(t, sandbox.Readings{GrantReadings: readings})
	customer := c.customer(nil)
	path = customer + "/projects/" + c.project(customer, "Sales") + "/project_grants"
	groups = []string{c.group(customer, "One"), c.group(customer, "Two")}
	role = c.role(customer, "Builder")
	return c, path, groups, role
}

// holders are the groups that have a grant.
func holders(t *testing.T, c *client, path string) []string {
	t.Helper()
	out := []string{}
	for _, row := range items(t, c.must(http.MethodGet, path, nil), "data") {
		out = append(out, idText(inner(t, row, "user_group")["id"]))
	}
	return out
}

func TestGrants_parameters(t *testing.T) {
	t.Parallel()
	query := func(groups []string, role string) string {
		parts := []string{}
		for _, group := range groups {
			for name, value := range map[string]string{"assignment_type": "UserGroup", "assignment_id": group, "project_role_id": role} {
				parts = append(parts, "project_grants%5B%5D%5B"+name+"%5D="+value)
			}
		}
		return "?" + strings.Join(parts, "&")
	}
	for _, reading := range []sandbox.GrantParameters{sandbox.GrantParametersBody, sandbox.GrantParametersQuery, sandbox.GrantParametersSilentQuery} {
		t.Run(fmt.Sprint(reading), func(t *testing.T) {
			t.Parallel()
			c, path, groups, role := bulk(t, sandbox.GrantReadings{GrantParameters: reading})
			body := grants(userGroup(groups[0], role), userGroup(groups[1], role))
			switch reading {
			case sandbox.GrantParametersBody:
				c.call(http.MethodPut, path+query(groups, role), nil).refused(http.StatusBadRequest, "the body is empty")
				c.must(http.MethodPut, path, body)
			case sandbox.GrantParametersQuery:
				c.call(http.MethodPut, path, body).refused(http.StatusBadRequest, "param is missing or the value is empty: project_grants")
			case sandbox.GrantParametersSilentQuery:
				require.Empty(t, items(t, c.must(http.MethodPut, path, body), "data"))
			}
			if reading != sandbox.GrantParametersBody {
				require.Empty(t, holders(t, c, path))
				require.False(t, c.sb.RequestsMatching(http.MethodPut, path)[0].Committed)
				c.call(http.MethodPut, path+"?project_grants=1", nil).refused(http.StatusBadRequest, "unexpected parameter")
				c.call(http.MethodPut, path+"?x="+strings.Repeat("x", 9000), nil).refused(http.StatusRequestURITooLong, "too long")
				c.must(http.MethodPut, path+query(groups, role), nil)
			}
			require.Equal(t, groups, holders(t, c, path))
		})
	}
}

func TestGrants_batch(t *testing.T) {
	t.Parallel()
	for reading, want := range map[sandbox.GrantBatch]struct{ status, made int }{
		sandbox.GrantBatchWhole:    {http.StatusUnprocessableEntity, 0},
		sandbox.GrantBatchRefused:  {http.StatusUnprocessableEntity, 2},
		sandbox.GrantBatchAccepted: {http.StatusOK, 2},
	} {
		t.Run(fmt.Sprint(reading), func(t *testing.T) {
			t.Parallel()
			c, path, groups, role := bulk(t, sandbox.GrantReadings{GrantBatch: reading})
			got := c.call(http.MethodPut, path, grants(userGroup(groups[0], role), userGroup("pf-none", role), userGroup(groups[1], "pr-none"), userGroup(groups[1], role)))
			require.Equal(t, want.status, got.status)
			if want.status != http.StatusOK {
				got.refused(want.status, `assignment_id \"pf-none\" does not exist`)
			}
			require.Len(t, holders(t, c, path), want.made)
		})
	}
}

func TestGrants_reply(t *testing.T) {
	t.Parallel()
	for reading, want := range map[sandbox.GrantReply]int{sandbox.GrantReplyWritten: 1, sandbox.GrantReplyProject: 2, sandbox.GrantReplyEmpty: 0} {
		c, path, groups, role := bulk(t, sandbox.GrantReadings{GrantReply: reading})
		c.must(http.MethodPut, path, grants(userGroup(groups[0], role)))
		require.Len(t, items(t, c.must(http.MethodPut, path, grants(userGroup(groups[1], role))), "data"), want)
	}
}

// Whoever creates a project is its admin.
func TestGrants_creator(t *testing.T) {
	t.Parallel()
	c := startWith(t, sandbox.Readings{GrantReadings: sandbox.GrantReadings{CreatorGrant: true}})
	customer := c.customer(nil)
	c.project(customer, "Nobody's")
	require.Empty(t, c.sb.LiveObjects(sandbox.KindProjectGrant))
	id, err := c.sb.AddMember(209, "Cy", "cy@acme.example")
	require.NoError(t, err)
	project := c.project(customer, "Sales")
	rows := items(t, c.must(http.MethodGet, customer+"/projects/"+project+"/project_grants", nil), "data")
	require.Len(t, rows, 1)
	require.Equal(t, fmt.Sprint(id), idText(inner(t, rows[0], "user")["id"]))
	require.Equal(t, "ProjectAdmin", inner(t, rows[0], "project_role")["name"])
}

func TestGrants_console(t *testing.T) {
	t.Parallel()
	c := start(t)
	c.customer(nil)
	role := c.role(customerPath("209"), "Builder")
	group, err := c.sb.AddGroup(209, "One")
	require.NoError(t, err)
	_, err = c.sb.AddGroup(209, "One")
	require.Error(t, err)
	_, err = c.sb.AddProject(4711, "Sales")
	require.Error(t, err)
	project, err := c.sb.AddProject(209, "Sales")
	require.NoError(t, err)
	for _, wrong := range []struct {
		project      int
		holder, role string
	}{{4711, group, role}, {project, "pf-none", role}, {project, group, "pr-none"}} {
		_, err = c.sb.GrantInConsole(wrong.project, wrong.holder, wrong.role)
		require.Error(t, err)
	}
	id, err := c.sb.GrantInConsole(project, group, role)
	require.NoError(t, err)
	c.must(http.MethodGet, customerPath("209")+"/project_grants/"+id, nil)
	require.Len(t, c.sb.LiveObjects(sandbox.KindProjectGrant), 1)
}
