package grant_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
)

// estate is a customer with ten projects, and forty groups that have a role in each.
func estate(t *testing.T) (*many, []acctest.Object) {
	t.Helper()
	m := newMany(t)
	roles := acctest.Object{}
	for n := range 40 {
		group, err := m.AddGroup(m.customer, fmt.Sprint("Team ", n))
		require.NoError(t, err)
		roles[group] = m.roles["Builder"]
	}
	var configs []acctest.Object
	for n := range 10 {
		project, err := m.AddProject(m.customer, fmt.Sprint("Project ", n))
		require.NoError(t, err)
		configs = append(configs, acctest.Object{"environment_id": m.environment, "project_id": fmt.Sprint(project), "user_group_roles": roles})
	}
	return m, configs
}

// The quota of grants is 60 calls a minute: 400 grants of 10 projects are made with 10
// writes, and read with one call for each project.
func TestProjectGrants_calls(t *testing.T) {
	t.Parallel()
	m, configs := estate(t)
	server := m.Server(t)
	var instances []*acctest.Instance
	for _, config := range configs {
		instance := server.Instance(t, grantsType)
		require.Empty(t, instance.MustApply(t, config))
		instances = append(instances, instance)
	}
	require.Len(t, m.LiveObjects("project_grant"), 400)
	require.Len(t, m.Writes(), 10)
	require.Len(t, m.RequestsMatching(http.MethodPut, grants), 10)
	// A look before each creation, and one at the customer, whose environments say
	// whether the id is that of the project's.
	require.Equal(t, map[string]int{http.MethodPut: 10, http.MethodGet: 11}, m.methods())

	// A plan is a run of its own, with a provider that has read nothing yet.
	m.ResetRequests()
	server = m.Server(t)
	for i, instance := range instances {
		state, diags := server.Read(t, instance.State)
		require.Empty(t, diags)
		plan, diags := server.Plan(t, state, configs[i])
		require.Empty(t, diags)
		require.True(t, plan.NoChange())
	}
	require.Equal(t, map[string]int{http.MethodGet: 10}, m.methods())
}

// More than a hundred take a call for each hundred, and their list as many.
func TestProjectGrants_hundreds(t *testing.T) {
	t.Parallel()
	m := newMany(t)
	roles := acctest.Object{}
	for n := range 250 {
		group, err := m.AddGroup(m.customer, fmt.Sprint("Team ", n))
		require.NoError(t, err)
		roles[group] = m.roles["Builder"]
	}
	config := acctest.Object{"environment_id": m.environment, "project_id": m.project, "user_group_roles": roles}
	instance := m.Server(t).Instance(t, grantsType)
	require.Empty(t, instance.MustApply(t, config))
	require.Len(t, m.RequestsMatching(http.MethodPut, grants), 3)
	require.Len(t, m.entries(t), 250)
	m.ResetRequests()
	require.Empty(t, instance.Refresh(t))
	require.Equal(t, map[string]int{http.MethodGet: 3}, m.methods())
	instance.MustStay(t, config)
}

// A later hundred is refused: those before are there, and in the state.
func TestProjectGrants_laterHundredRefused(t *testing.T) {
	t.Parallel()
	m := newMany(t)
	roles := acctest.Object{}
	for n := range 150 {
		group, err := m.AddGroup(m.customer, fmt.Sprint("Team ", n))
		require.NoError(t, err)
		roles[group] = m.roles["Builder"]
	}
	roles["zz-none-of-those-that-there-are"] = m.roles["Builder"]
	instance := m.Server(t).Instance(t, grantsType)
	diags := instance.Apply(t, acctest.Object{"environment_id": m.environment, "project_id": m.project, "user_group_roles": roles})
	require.Equal(t, []string{`user_group_roles["zz-none-of-those-that-there-are"]`}, diags.Errors().Paths())
	require.Contains(t, diags.Errors()[0].Detail, "Of 151 grants to be made or changed, 100 are there.")
	require.Len(t, instance.Value(t, "user_group_roles"), 100)
	require.Len(t, m.LiveObjects("project_grant"), 100)
}
