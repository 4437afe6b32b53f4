package workato_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// bulk answers the calls of a bulk update: the list, and a PUT with a body or a query.
type bulk struct{ list, body, query string }

// An answer is a status and, behind a blank, a text.
func (b bulk) service(queries *[]string) *recorder {
	return &recorder{answer: func(r *http.Request) (int, string) {
		answer := b.list
		switch {
		case r.Method == http.MethodPut && r.URL.RawQuery != "":
			*queries = append(*queries, r.URL.RawQuery)
			answer = b.query
		case r.Method == http.MethodPut:
			answer = b.body
		}
		var status int
		_, err := fmt.Sscan(answer, &status)
		if err != nil {
			return http.StatusTeapot, err.Error()
		}
		return status, answer[4:]
	}}
}

// Where the grants go is not documented for certain: they are sent as a body, and once
// more as a query where the body was not looked at.
func TestPutGrants_form(t *testing.T) {
	t.Parallel()
	const (
		path     = "/api/managed_users/210/projects/77/project_grants"
		shown    = `200 {"data":[{"id":"pg-1","user_group":{"id":"pf-1"},"project_role":{"id":"pr-1"}}]}`
		other    = `200 {"data":[{"id":"pg-1","user_group":{"id":"pf-1"},"project_role":{"id":"pr-2"}}]}`
		none     = `200 {"data":[]}`
		missing  = `400 {"message":"param is missing or the value is empty: project_grants"}`
		required = `422 {"message":"Validation failed","errors":{"project_grants":["is required"]}}`
		wrong    = `422 {"message":"Validation failed","errors":{"project_grants[0]":["assignment_id \"pf-1\" does not exist"]}}`
		denied   = `403 {"message":"Forbidden"}`
		broken   = `500 {"message":"Server error"}`
	)
	const put, get = "PUT " + path, "GET " + path
	for name, test := range map[string]struct {
		service bulk
		calls   []string
		query   bool
		err     string
	}{
		"body":                              {service: bulk{body: shown}, calls: []string{put}},
		"body, told by the list":            {service: bulk{body: none, list: shown}, calls: []string{put, get}},
		"body is refused for what it says":  {service: bulk{body: wrong}, calls: []string{put}, err: "does not exist"},
		"forbidden":                         {service: bulk{body: denied}, calls: []string{put}, err: "Forbidden"},
		"ambiguous":                         {service: bulk{body: broken}, calls: []string{put}, err: "Server error"},
		"the list is refused":               {service: bulk{body: none, list: denied}, calls: []string{put, get}, err: "was accepted, but its answer does not show all of them"},
		"body lacks the parameter":          {service: bulk{body: missing, query: shown}, calls: []string{put, put}, query: true},
		"body lacks a field":                {service: bulk{body: required, query: shown}, calls: []string{put, put}, query: true},
		"body has no effect":                {service: bulk{body: none, list: other, query: shown}, calls: []string{put, get, put}, query: true},
		"neither has an effect":             {service: bulk{body: none, list: other, query: none}, calls: []string{put, get, put, get}, query: true},
		"neither has the parameter":         {service: bulk{body: missing, query: required}, calls: []string{put, put}, query: true, err: "param is missing"},
		"no effect, and the query is wrong": {service: bulk{body: none, list: none, query: wrong}, calls: []string{put, get, put}, query: true, err: "does not exist"},
		"the query is ambiguous":            {service: bulk{body: missing, query: broken}, calls: []string{put, put}, query: true, err: "Server error"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var queries []string
			service := test.service.service(&queries)
			client := service.client(t, workato.RBACV1)
			_, err := client.PutGrants(t.Context(), "210", "77", []workato.GrantInput{{Holder: workato.Holder{Group: true, ID: "pf-1"}, ProjectRoleID: "pr-1"}})
			if test.err == "" {
				require.NoError(t, err)
			} else {
				require.ErrorContains(t, err, test.err)
			}
			require.Equal(t, test.calls, service.calls)
			if !test.query {
				require.Empty(t, queries)
				return
			}
			const want = "project_grants[][assignment_type]=UserGroup&project_grants[][assignment_id]=pf-1&project_grants[][project_role_id]=pr-1"
			require.Len(t, slices.Compact(queries), 1)
			got, err := url.QueryUnescape(queries[0])
			require.NoError(t, err)
			require.Equal(t, want, got)
			require.Empty(t, service.bodies[1], "the body is not sent again")
		})
	}
}

// A list that is refused after the update was accepted does not mean that nothing was
// done.
func TestPutGrants_unclear(t *testing.T) {
	t.Parallel()
	var queries []string
	service := bulk{body: `200 {"data":[]}`, list: `403 {"message":"Forbidden"}`}.service(&queries)
	_, err := service.client(t, workato.RBACV1).PutGrants(t.Context(), "210", "77", []workato.GrantInput{{Holder: workato.Holder{ID: "5"}, ProjectRoleID: "1"}})
	require.Equal(t, transport.OutcomeAmbiguous, transport.OutcomeOf(err))
}

// Both forms of a query-only service are found out once, and what does not fit into a
// URL is sent in parts.
func TestPutGrants_query(t *testing.T) {
	t.Parallel()
	for _, reading := range []sandbox.GrantParameters{sandbox.GrantParametersQuery, sandbox.GrantParametersSilentQuery} {
		t.Run(fmt.Sprint(reading), func(t *testing.T) {
			t.Parallel()
			sb := sandbox.New(sandbox.WithoutSeed(), sandbox.WithReadings(sandbox.Readings{GrantReadings: sandbox.GrantReadings{GrantParameters: reading}}))
			customer := sb.AddCustomer("Acme")
			project, err := sb.AddProject(customer, "Sales")
			require.NoError(t, err)
			client := clientFor(t, sb, workato.RBACAuto)
			var role workato.ID
			for r, err := range client.ProjectRoles(t.Context(), fmt.Sprint(customer), "ProjectOperator") {
				require.NoError(t, err)
				role = r.ID
			}
			var inputs []workato.GrantInput
			for n := range 60 {
				group, err := sb.AddGroup(customer, fmt.Sprint("Group ", n))
				require.NoError(t, err)
				inputs = append(inputs, workato.GrantInput{Holder: workato.Holder{Group: true, ID: workato.ID(group)}, ProjectRoleID: role})
			}
			puts := func() int {
				count := 0
				for _, request := range sb.Writes() {
					require.Equal(t, http.MethodPut, request.Method)
					if strings.Contains(request.Query, "assignment_id") {
						count++
					}
				}
				return count
			}
			for i, expected := range []struct{ inputs, queries, writes int }{{60, 3, 4}, {1, 4, 5}} {
				part := inputs[:expected.inputs]
				got, err := client.PutGrants(t.Context(), fmt.Sprint(customer), fmt.Sprint(project), part)
				require.NoError(t, err)
				for _, input := range part {
					require.True(t, input.ShownIn(got))
				}
				require.Equal(t, expected.queries, puts(), "step %d", i)
				require.Len(t, sb.Writes(), expected.writes)
			}
		})
	}
}
