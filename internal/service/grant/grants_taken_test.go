package grant_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

func replace(text, old, with string) string { return strings.ReplaceAll(text, old, with) }

// Whatever role a declared holder has already, it is not taken over. The import block
// of the error takes these over and no others, and the plan then shows what changes.
func TestProjectGrants_exists(t *testing.T) {
	t.Parallel()
	for _, role := range []string{"Builder", "ProjectAdmin"} {
		t.Run(role, func(t *testing.T) {
			t.Parallel()
			m := newMany(t)
			m.hand(t, m.groups[0], role)
			m.hand(t, m.groups[3], "ProjectAdmin")
			server := m.Server(t)
			instance := server.Instance(t, grantsType)
			m.ResetRequests()
			diags := instance.Apply(t, m.two())
			require.False(t, instance.Exists())
			require.Equal(t, []string{"Cannot create workato_project_grants"}, diags.Summaries())
			require.Equal(t, []string{fmt.Sprintf("user_group_roles[%q]", m.groups[0])}, diags.Paths())
			id := m.environment + "/" + m.project + "/" + m.groups[0]
			require.Contains(t, diags[0].Detail, fmt.Sprintf("group %s has the role %s (%s)", m.groups[0], role, m.roles[role]))
			require.Contains(t, diags[0].Detail, "import {\n    to = workato_project_grants.NAME\n    id = \""+id+"\"")
			require.Contains(t, diags[0].Detail, "Nothing was created.")
			require.Empty(t, m.Writes())

			require.Empty(t, instance.Import(t, id))
			require.Equal(t, acctest.Object{m.groups[0]: m.roles[role]}, instance.Value(t, "user_group_roles"))
			require.Nil(t, instance.Value(t, "user_roles"))
			require.Empty(t, instance.MustApply(t, m.two()))
			instance.MustStay(t, m.two())
			requireThere(t, m, map[string]string{m.groups[0]: "Builder", m.users[0]: "ProjectOperator", m.groups[3]: "ProjectAdmin"})
		})
	}
}

// Several at once are told together.
func TestProjectGrants_existSeveral(t *testing.T) {
	t.Parallel()
	m := newMany(t)
	m.hand(t, m.groups[0], "ProjectAdmin")
	m.hand(t, m.users[0], "Builder")
	diags := m.Server(t).Instance(t, grantsType).Apply(t, m.two())
	require.Equal(t, []string{"Cannot create workato_project_grants"}, diags.Summaries())
	require.Equal(t, []string{""}, diags.Paths())
	require.Contains(t, diags[0].Detail, fmt.Sprintf("id = %q", m.environment+"/"+m.project+"/"+m.groups[0]+","+m.users[0]))
}

// Nor is a grant taken over by adding its holder: of somebody in the console, or of a
// workato_project_grant beside.
func TestProjectGrants_existsAtUpdate(t *testing.T) {
	t.Parallel()
	m := newMany(t)
	server := m.Server(t)
	single := server.Instance(t, typeName)
	single.MustApply(t, acctest.Object{
		"environment_id": m.environment, "project_id": m.project, "project_role_id": m.roles["Builder"], "user_group_id": m.groups[1],
	})
	instance := server.Instance(t, grantsType)
	instance.MustApply(t, m.two())
	more := m.config(map[string]string{m.groups[0]: "Builder", m.groups[1]: "Builder", m.groups[2]: "Builder"}, map[string]string{m.users[0]: "ProjectOperator"})
	m.ResetRequests()
	before := instance.Attributes
	diags := instance.Apply(t, more)
	require.Equal(t, []string{"Cannot update workato_project_grants"}, diags.Summaries())
	require.Equal(t, []string{fmt.Sprintf("user_group_roles[%q]", m.groups[1])}, diags.Paths())
	require.Contains(t, diags[0].Detail, "a workato_project_grant or another workato_project_grants. Declare each holder in one place only.")
	id := fmt.Sprintf("%s/%s/%s,%s,%s", m.environment, m.project, m.groups[0], m.users[0], m.groups[1])
	require.Contains(t, diags[0].Detail, "terraform state rm")
	require.Contains(t, diags[0].Detail, id)
	require.Equal(t, before, instance.Attributes)
	require.Empty(t, m.Writes())

	// As the error says.
	require.Empty(t, instance.Import(t, id))
	require.Empty(t, instance.MustApply(t, more))
	instance.MustStay(t, more)

	// The other way round, the single one finds it as well.
	other := server.Instance(t, typeName)
	diags = other.Apply(t, acctest.Object{
		"environment_id": m.environment, "project_id": m.project, "project_role_id": m.roles["Builder"], "user_id": m.users[0],
	})
	require.Equal(t, []string{"Cannot create workato_project_grant"}, diags.Summaries())
}

// Two resources for one project do not meet unless a holder is in both.
func TestProjectGrants_twoOfOneProject(t *testing.T) {
	t.Parallel()
	m := newMany(t)
	server := m.Server(t)
	first, second := server.Instance(t, grantsType), server.Instance(t, grantsType)
	theirs := m.config(map[string]string{m.groups[1]: "Builder"}, nil)
	first.MustApply(t, m.two())
	second.MustApply(t, theirs)
	first.MustStay(t, m.two())
	second.MustStay(t, theirs)
	second.MustApply(t, nil)
	first.MustStay(t, m.two())
}

// An exclusive resource shows what is not declared, and revokes it; what looks like the
// grant of a project's creator is left alone unless it is declared.
func TestProjectGrants_exclusive(t *testing.T) {
	t.Parallel()
	m := newMany(t, sandbox.WithReadings(sandbox.Readings{GrantReadings: sandbox.GrantReadings{CreatorGrant: true}}))
	project, err := m.AddProject(number(t, m.environment), "Billing")
	require.NoError(t, err)
	m.project = fmt.Sprint(project)
	creator := m.users[0]
	require.Equal(t, map[string]string{text(creator): text("ProjectAdmin")}, m.there(t))
	config := exclusive(m.config(map[string]string{m.groups[0]: "Builder"}, map[string]string{m.users[1]: "Builder"}))
	instance := m.Server(t).Instance(t, grantsType)
	require.Empty(t, instance.MustApply(t, config))
	instance.MustStay(t, config)

	m.hand(t, m.groups[1], "ProjectAdmin")
	m.hand(t, m.users[2], "Builder")
	m.hand(t, m.users[3], "ProjectAdmin")
	require.Empty(t, instance.Refresh(t))
	require.Equal(t, acctest.Object{m.groups[0]: m.roles["Builder"], m.groups[1]: m.roles["ProjectAdmin"]}, instance.Value(t, "user_group_roles"))
	require.Equal(t, acctest.Object{m.users[1]: m.roles["Builder"], m.users[2]: m.roles["Builder"]}, instance.Value(t, "user_roles"))
	m.ResetRequests()
	require.Empty(t, instance.MustApply(t, config))
	require.Equal(t, map[string]int{http.MethodGet: 1, http.MethodDelete: 2}, m.methods())
	requireThere(t, m, map[string]string{m.groups[0]: "Builder", m.users[1]: "Builder", creator: "ProjectAdmin", m.users[3]: "ProjectAdmin"})
	instance.MustStay(t, config)

	// The way to revoke an automatic one: in the console, or declared and removed. To
	// declare it, it is imported.
	diags := instance.Apply(t, exclusive(m.config(map[string]string{m.groups[0]: "Builder"}, map[string]string{creator: "ProjectAdmin"})))
	require.Equal(t, []string{"Cannot update workato_project_grants"}, diags.Summaries())
	require.Empty(t, instance.Import(t, fmt.Sprintf("%s/%s/%s,%s,%s", m.environment, m.project, m.groups[0], m.users[1], creator)))
	require.Equal(t, m.roles["ProjectAdmin"], instance.Value(t, "user_roles", creator))
	diags = instance.MustApply(t, config)
	require.Equal(t, []string{"workato_project_grants " + m.environment + "/" + m.project + " revokes grants that came with its import"}, diags.Summaries())
	requireThere(t, m, map[string]string{m.groups[0]: "Builder", m.users[1]: "Builder", m.users[3]: "ProjectAdmin"})
}

// It begins with an import where there is something to be revoked, so that a plan shows
// what.
func TestProjectGrants_exclusiveFromTheStart(t *testing.T) {
	t.Parallel()
	m := newMany(t)
	m.hand(t, m.groups[1], "Builder")
	m.hand(t, m.users[3], "ProjectAdmin")
	m.ResetRequests()
	instance := m.Server(t).Instance(t, grantsType)
	diags := instance.Apply(t, exclusive(m.two()))
	require.Equal(t, []string{"Cannot create workato_project_grants"}, diags.Summaries())
	id := m.environment + "/" + m.project
	require.Contains(t, diags[0].Detail, "group "+m.groups[1]+" has the role Builder")
	require.NotContains(t, diags[0].Detail, m.users[3])
	require.Contains(t, diags[0].Detail, fmt.Sprintf("id = %q", id))
	require.Contains(t, diags[0].Detail, "Nothing is revoked that no plan has shown.")
	require.Empty(t, m.Writes())

	require.Empty(t, instance.Import(t, id))
	diags = instance.MustApply(t, exclusive(m.two()))
	require.Equal(t, []string{"workato_project_grants 209/60001 revokes grants that came with its import"}, diags.Summaries())
	instance.MustStay(t, exclusive(m.two()))
	requireThere(t, m, map[string]string{m.groups[0]: "Builder", m.users[0]: "ProjectOperator", m.users[3]: "ProjectAdmin"})
}

// Turned on later, the plan says what is about to be revoked. Turned off, nothing is.
func TestProjectGrants_exclusiveTurnedOn(t *testing.T) {
	t.Parallel()
	m := newMany(t)
	m.hand(t, m.groups[1], "Builder")
	instance := m.Server(t).Instance(t, grantsType)
	instance.MustApply(t, m.two())
	m.ResetRequests()
	plan, diags := instance.Plan(t, exclusive(m.two()))
	require.Equal(t, []string{"workato_project_grants 209/60001 revokes grants that are not declared"}, diags.Summaries())
	require.Equal(t, []string{"exclusive"}, diags.Paths())
	require.Contains(t, diags[0].Detail, "group "+m.groups[1]+" has the role Builder")
	require.Equal(t, map[string]int{http.MethodGet: 1}, m.methods())
	require.Empty(t, instance.Carry(t, plan))
	instance.MustStay(t, exclusive(m.two()))
	requireThere(t, m, map[string]string{m.groups[0]: "Builder", m.users[0]: "ProjectOperator"})

	require.Empty(t, instance.MustApply(t, m.two()))
	m.hand(t, m.groups[1], "Builder")
	instance.MustStay(t, m.two())
	m.ResetRequests()

	// Without others there is nothing to warn of; unknown holders are not guessed at.
	config := exclusive(m.two())
	config["user_roles"] = acctest.Unknown
	_, diags = instance.Plan(t, config)
	require.Empty(t, diags)
	m.InjectFault(sandbox.Fault{Method: http.MethodGet, Route: grants, Status: http.StatusForbidden, Body: `{"message":"Forbidden"}`})
	_, diags = instance.Plan(t, exclusive(m.two()))
	require.Equal(t, []string{"Cannot read workato_project_grants"}, diags.Summaries())
}

func TestProjectGrants_import(t *testing.T) {
	t.Parallel()
	const external = "AM10:X/303"
	m := newMany(t)
	require.NoError(t, m.SetCustomerField(m.customer, "external_id", external))
	m.hand(t, m.groups[0], "Builder")
	m.hand(t, m.users[0], "ProjectOperator")
	m.hand(t, m.users[1], "ProjectAdmin")
	server := m.Server(t)
	identity := acctest.Object{"environment_id": m.environment, "project_id": m.project}
	for name, begin := range map[string]func(t *testing.T) (acctest.State, acctest.Diagnostics){
		"numeric id": func(t *testing.T) (acctest.State, acctest.Diagnostics) {
			t.Helper()
			return server.Import(t, grantsType, "209/60001")
		},
		"external id": func(t *testing.T) (acctest.State, acctest.Diagnostics) {
			t.Helper()
			return server.Import(t, grantsType, "EAM10%3AX%2F303/60001")
		},
		"identity": func(t *testing.T) (acctest.State, acctest.Diagnostics) {
			t.Helper()
			return server.ImportIdentity(t, grantsType, identity)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			state, diags := begin(t)
			require.Empty(t, diags)
			require.Equal(t, identity, state.Identity)
			plan, diags := server.Plan(t, state, m.two())
			require.Empty(t, diags)
			require.True(t, plan.NoChange(), "an import is followed by an empty plan")

			// What came with it and is not declared is about to be revoked: the plan says so.
			one := m.config(map[string]string{m.groups[0]: "Builder"}, nil)
			_, diags = server.Plan(t, state, one)
			require.Equal(t, []string{"workato_project_grants 209/60001 revokes grants that came with its import"}, diags.Summaries())
			require.Contains(t, diags[0].Detail, "user "+m.users[0])
			require.Contains(t, diags[0].Detail, `"209/60001/<holder id>,<holder id>"`)
		})
	}
	t.Run("some", func(t *testing.T) {
		t.Parallel()
		state, diags := server.Import(t, grantsType, "209/60001/"+m.users[1]+","+m.groups[0])
		require.Empty(t, diags)
		plan, diags := server.Plan(t, state, m.config(map[string]string{m.groups[0]: "Builder"}, map[string]string{m.users[1]: "ProjectAdmin"}))
		require.Empty(t, diags)
		require.True(t, plan.NoChange())
	})
	for name, test := range map[string]struct{ id, summary, reason string }{
		"one part":            {"60001", "Invalid import id of workato_project_grants", "Expected <environment_id>/<project_id>"},
		"four parts":          {"209/60001/pf-x/7001", "Invalid import id of workato_project_grants", "Expected <environment_id>/<project_id>"},
		"no project":          {"209/", "Invalid import id of workato_project_grants", "project_id is empty"},
		"no holders":          {"209/60001/", "Invalid import id of workato_project_grants", "is empty"},
		"no such holder":      {"209/60001/pf-none,7001", "Cannot import workato_project_grants", "Project 60001 has no direct grant of: pf-none"},
		"no such project":     {"209/4711", "Cannot import workato_project_grants", "Its project 4711 is gone"},
		"no such environment": {"999/60001", "Cannot import workato_project_grants", "The environment 999 is gone"},
		"no such external id": {"Enone/60001", "Cannot import workato_project_grants", "Not found"},
		"no grants":           {"210/60002", "Cannot import workato_project_grants", "has no direct grants"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, diags := server.Import(t, grantsType, test.id)
			require.Equal(t, []string{test.summary}, diags.Errors().Summaries())
			require.Contains(t, diags[0].Detail, test.reason)
		})
	}
}

// Once a configuration was applied, what is removed from it is no surprise any more.
func TestProjectGrants_importForgotten(t *testing.T) {
	t.Parallel()
	m := newMany(t)
	m.hand(t, m.groups[0], "Builder")
	instance := m.Server(t).Instance(t, grantsType)
	require.Empty(t, instance.Import(t, "209/60001"))
	instance.MustApply(t, m.two())
	require.Empty(t, instance.MustApply(t, m.config(map[string]string{m.groups[0]: "Builder"}, nil)))
}
