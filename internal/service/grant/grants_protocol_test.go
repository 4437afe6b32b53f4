package grant_test

import (
	"maps"
	"net/http"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// One look and one call for all that is declared; nothing else of the project is shown
// or touched.
func TestProjectGrants_basic(t *testing.T) {
	t.Parallel()
	m := newMany(t)
	m.hand(t, m.groups[3], "ProjectAdmin")
	m.ResetRequests()
	instance := m.Server(t).Instance(t, grantsType)
	require.Empty(t, instance.MustApply(t, m.two()))
	require.Equal(t, acctest.Object{m.groups[0]: m.roles["Builder"]}, instance.Value(t, "user_group_roles"))
	require.Equal(t, acctest.Object{m.users[0]: m.roles["ProjectOperator"]}, instance.Value(t, "user_roles"))
	require.Equal(t, false, instance.Value(t, "exclusive"))
	require.Equal(t, acctest.Object{"environment_id": m.environment, "project_id": m.project}, instance.Identity)
	require.Len(t, m.Writes(), 1)
	require.Len(t, m.RequestsMatching(http.MethodGet, grants), 1)
	instance.MustStay(t, m.two())

	m.ResetRequests()
	require.Empty(t, instance.MustApply(t, nil))
	require.Equal(t, map[string]int{http.MethodGet: 1, http.MethodDelete: 2}, m.methods(), "a list, and a call for each")
	requireThere(t, m, map[string]string{m.groups[3]: "ProjectAdmin"})
}

// Only what is new or has another role is sent, and only what was removed is revoked.
func TestProjectGrants_update(t *testing.T) {
	t.Parallel()
	for name, readings := range map[string]sandbox.Readings{
		"plainest":                {},
		"ids change":              {GrantIDChanges: true},
		"ids are strings":         {StringIDs: true},
		"reads lag":               {ReadLag: 1},
		"v1":                      {RBACPaths: sandbox.RBACPathsV1},
		"v2":                      {RBACPaths: sandbox.RBACPathsV2},
		"replies with project":    {GrantReadings: sandbox.GrantReadings{GrantReply: sandbox.GrantReplyProject}},
		"replies with nothing":    {GrantReadings: sandbox.GrantReadings{GrantReply: sandbox.GrantReplyEmpty}},
		"query":                   {GrantReadings: sandbox.GrantReadings{GrantParameters: sandbox.GrantParametersQuery}},
		"query, without a word":   {GrantReadings: sandbox.GrantReadings{GrantParameters: sandbox.GrantParametersSilentQuery}},
		"creator is granted":      {GrantReadings: sandbox.GrantReadings{CreatorGrant: true}},
		"partial updates":         {GrantReadings: sandbox.GrantReadings{GrantBatch: sandbox.GrantBatchRefused}},
		"partial, without a word": {GrantReadings: sandbox.GrantReadings{GrantBatch: sandbox.GrantBatchAccepted}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMany(t, sandbox.WithReadings(readings))
			m.users = slices.Delete(m.users, 0, 1) // The first may be the creator.
			instance := m.Server(t).Instance(t, grantsType)
			instance.MustApply(t, m.config(
				map[string]string{m.groups[0]: "Builder", m.groups[1]: "Builder"},
				map[string]string{m.users[0]: "Builder", m.users[1]: "ProjectOperator"}))
			before := instance.Identity
			m.ResetRequests()
			changed := m.config(
				map[string]string{m.groups[0]: "Builder", m.groups[1]: "ProjectAdmin", m.groups[2]: "Builder"},
				map[string]string{m.users[1]: "ProjectOperator"})
			require.Empty(t, instance.MustApply(t, changed))
			if readings.GrantParameters == sandbox.GrantParametersBody {
				require.Equal(t, []string{m.groups[1], m.groups[2]}, sorted(m.entries(t), m.groups))
				require.Len(t, m.RequestsMatching(http.MethodPut, grants), 1)
			}
			require.Len(t, m.RequestsMatching(http.MethodDelete, grant), 1)
			require.Equal(t, before, instance.Identity)
			want := map[string]string{m.groups[0]: "Builder", m.groups[1]: "ProjectAdmin", m.groups[2]: "Builder", m.users[1]: "ProjectOperator"}
			if readings.CreatorGrant {
				want[m.user] = "ProjectAdmin"
			}
			if readings.ReadLag == 0 {
				requireThere(t, m, want)
			}
			instance.MustStay(t, changed)

			// Without a map, and with an empty one.
			for _, config := range []acctest.Object{
				m.config(map[string]string{m.groups[0]: "Builder"}, nil),
				m.config(map[string]string{m.groups[0]: "Builder"}, map[string]string{}),
			} {
				require.Empty(t, instance.MustApply(t, config))
				instance.MustStay(t, config)
			}
			// A role alone needs no look.
			m.ResetRequests()
			last := m.config(map[string]string{m.groups[0]: "ProjectOperator"}, nil)
			require.Empty(t, instance.MustApply(t, last))
			if readings.GrantParameters == sandbox.GrantParametersBody && readings.GrantReply != sandbox.GrantReplyEmpty {
				require.Equal(t, map[string]int{http.MethodPut: 1}, m.methods())
			}
			instance.MustStay(t, last)
			require.Empty(t, m.Duplicates())
			require.Empty(t, instance.MustApply(t, nil))
		})
	}
}

// sorted brings some ids into the order of others.
func sorted(ids, order []string) []string {
	var out []string
	for _, id := range order {
		if slices.Contains(ids, id) {
			out = append(out, id)
		}
	}
	return append(out, slices.DeleteFunc(ids, func(id string) bool { return slices.Contains(order, id) })...)
}

// What somebody has changed or revoked is shown and put back in place.
func TestProjectGrants_drift(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change  func(*testing.T, *many)
		entries func(*many) []string
	}{
		"role of a group": {func(t *testing.T, m *many) { t.Helper(); m.hand(t, m.groups[0], "ProjectAdmin") }, func(m *many) []string { return m.groups[:1] }},
		"role of a user":  {func(t *testing.T, m *many) { t.Helper(); m.hand(t, m.users[0], "ProjectAdmin") }, func(m *many) []string { return m.users[:1] }},
		"one revoked": {func(t *testing.T, m *many) {
			t.Helper()
			require.NoError(t, m.DeleteObject(sandbox.KindProjectGrant, m.Live(sandbox.KindProjectGrant)[0]))
		}, func(m *many) []string { return m.groups[:1] }},
		"all revoked": {func(t *testing.T, m *many) { t.Helper(); m.Delete(t, sandbox.KindProjectGrant) }, func(m *many) []string {
			return []string{m.groups[0], m.users[0]}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMany(t, sandbox.WithReadings(sandbox.Readings{GrantIDChanges: true}))
			instance := m.Server(t).Instance(t, grantsType)
			instance.MustApply(t, m.two())
			test.change(t, m)
			require.Empty(t, instance.Refresh(t))
			plan, diags := instance.Plan(t, m.two())
			require.Empty(t, diags)
			require.Empty(t, plan.Replaces)
			require.False(t, plan.NoChange(), "the difference is shown")
			m.ResetRequests()
			require.Empty(t, instance.Carry(t, plan))
			require.ElementsMatch(t, test.entries(m), m.entries(t))
			instance.MustStay(t, m.two())
			requireThere(t, m, map[string]string{m.groups[0]: "Builder", m.users[0]: "ProjectOperator"})
		})
	}
}

func TestProjectGrants_gone(t *testing.T) {
	t.Parallel()
	for kind, how := range map[string]string{
		sandbox.KindProject:  "Its project 60001 is gone, and its grants with it.",
		sandbox.KindCustomer: "The environment 209 is gone, and its grants with it.",
	} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			m := newMany(t)
			instance := m.Server(t).Instance(t, grantsType)
			instance.MustApply(t, m.two())
			m.Delete(t, kind)
			before := instance.State
			diags := instance.Refresh(t)
			require.False(t, instance.Exists())
			require.Equal(t, []string{"workato_project_grants 209/60001 no longer exists"}, diags.Summaries())
			require.Contains(t, diags[0].Detail, how)

			// A plan that was made before destroys nothing.
			instance.State = before
			require.Empty(t, instance.MustApply(t, nil))
		})
	}
}

func TestProjectGrants_notGone(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]sandbox.Fault{
		"unauthorized": {Status: http.StatusUnauthorized, Body: `{"message":"Unauthorized"}`},
		"forbidden":    {Status: http.StatusForbidden, Body: `{"message":"Forbidden"}`},
		"not found":    {Status: http.StatusNotFound, Body: `{"message":"Not found"}`},
		"service down": {Status: http.StatusInternalServerError},
		"no list":      {Status: http.StatusOK, Body: `{"data":{}}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMany(t)
			server := m.Server(t)
			instance := server.Instance(t, grantsType)
			instance.MustApply(t, m.two())
			fault.Method, fault.Route, fault.Count = http.MethodGet, grants, sandbox.Always
			m.InjectFault(fault)
			after, diags := server.Read(t, instance.State)
			require.Equal(t, []string{"Cannot read workato_project_grants"}, diags.Errors().Summaries())
			require.Equal(t, instance.Attributes, after.Attributes, "the state is as before")

			state, diags := server.Change(t, instance.State, nil)
			require.Equal(t, []string{"Cannot delete workato_project_grants"}, diags.Errors().Summaries())
			require.Equal(t, instance.Attributes, state.Attributes)
			m.ClearFaults()
			requireThere(t, m, map[string]string{m.groups[0]: "Builder", m.users[0]: "ProjectOperator"})
		})
	}
}

// The project and the environment are what the resource is; with another it is another.
func TestProjectGrants_replaces(t *testing.T) {
	t.Parallel()
	m := newMany(t)
	instance := m.Server(t).Instance(t, grantsType)
	instance.MustApply(t, m.two())
	for attribute, value := range map[string]string{"environment_id": m.test, "project_id": m.testProject} {
		config := m.two()
		config[attribute] = value
		plan, diags := instance.Plan(t, config)
		require.Empty(t, diags)
		require.Equal(t, []string{attribute}, plan.Replaces)
	}
}

func TestProjectGrants_validation(t *testing.T) {
	t.Parallel()
	server := acctest.NewServer(t)
	for name, test := range map[string]struct {
		groups, users any
		at            string
		summary, text string
	}{
		"group":                {groups: acctest.Object{"pf-x": "pr-x"}},
		"user":                 {users: acctest.Object{"7001": "pr-x"}},
		"role not known yet":   {groups: acctest.Object{"pf-x": acctest.Unknown}},
		"map not known yet":    {groups: acctest.Unknown},
		"empty and unknown":    {groups: acctest.Object{}, users: acctest.Unknown},
		"one map empty":        {groups: acctest.Object{}, users: acctest.Object{"7001": "pr-x"}},
		"neither":              {at: "", summary: "No grants", text: "leave the resource out"},
		"both empty":           {groups: acctest.Object{}, users: acctest.Object{}, summary: "No grants", text: "leave the resource out"},
		"empty key of a user":  {users: acctest.Object{"": "pr-x"}, at: "user_roles", summary: "A grant without a holder", text: "has not accepted the invitation yet has no user id: grant the role to a group"},
		"blank key of a group": {groups: acctest.Object{" ": "pr-x"}, at: "user_group_roles", summary: "A grant without a holder", text: "A key of user_group_roles is empty"},
		"e-mail address":       {users: acctest.Object{"ada@acme.example": "pr-x"}, at: `user_roles["ada@acme.example"]`, summary: "An e-mail address instead of a user id", text: "user_id of a workato_collaborator"},
		"null role":            {groups: acctest.Object{"pf-x": nil}, at: `user_group_roles["pf-x"]`, summary: "A grant without a role", text: "The role of the group pf-x is null"},
		"empty role":           {users: acctest.Object{"7001": ""}, at: `user_roles["7001"]`, summary: "A grant without a role", text: "workato_project_roles"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			diags := server.Validate(t, grantsType, acctest.Object{
				"environment_id": "209", "project_id": "60001", "user_group_roles": test.groups, "user_roles": test.users,
			})
			if test.summary == "" {
				require.Empty(t, diags)
				return
			}
			require.Equal(t, []string{test.summary}, diags.Errors().Summaries(), diags.String())
			require.Equal(t, []string{test.at}, diags.Errors().Paths())
			require.Contains(t, diags[0].Detail, test.text)
		})
	}
}

// What turns out to be null or empty only when the plan is carried out is told then,
// before any call.
func TestProjectGrants_unknownComesOutWrong(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change  acctest.Object
		summary string
	}{
		"null role": {acctest.Object{"user_group_roles": acctest.Object{"pf-x": nil}}, "A grant without a role"},
		"no grants": {acctest.Object{"user_group_roles": acctest.Object{}, "user_roles": nil}, "No grants"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMany(t)
			server := m.Server(t)
			config := m.two()
			maps.Copy(config, test.change)
			plan, diags := server.Plan(t, server.Absent(t, grantsType), config)
			require.Empty(t, diags)
			state, diags := server.Apply(t, plan)
			require.False(t, state.Exists())
			require.Equal(t, []string{test.summary}, diags.Errors().Summaries())
			require.Empty(t, m.Requests())
		})
	}
}
