package grant_test

import (
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// team is a world with some groups, which are granted roles at the same time.
type team struct {
	*world
	groups    []string
	instances []*acctest.Instance
}

func newTeam(t *testing.T, size int, options ...sandbox.Option) *team {
	t.Helper()
	team := &team{world: newWorld(t, options...)}
	for i := range size {
		team.API(t, http.MethodPost, team.path("/user_groups"), map[string]any{"user_group": map[string]any{"name": fmt.Sprintf("Team %d", i)}})
	}
	for _, group := range team.Live(sandbox.KindUserGroup) {
		if group != team.group {
			team.groups = append(team.groups, group)
		}
	}
	require.Len(t, team.groups, size)
	server := team.Server(t)
	for range size {
		team.instances = append(team.instances, server.Instance(t, "workato_project_grant"))
	}
	team.ResetRequests()
	return team
}

// config grants a role to the group of a number.
func (team *team) config(i int, role string) acctest.Object {
	config := team.groupGrant()
	config["user_group_id"], config["project_role_id"] = team.groups[i], role
	return config
}

// atOnce applies a configuration to each grant at the same time, as one run of Terraform does.
func (team *team) atOnce(t *testing.T, config func(i int) acctest.Object) []acctest.Diagnostics {
	t.Helper()
	out := make([]acctest.Diagnostics, len(team.instances))
	plans := make([]acctest.Plan, len(team.instances))
	for i, instance := range team.instances {
		plans[i], out[i] = instance.Plan(t, config(i))
		require.Empty(t, out[i])
	}
	var group sync.WaitGroup
	for i, instance := range team.instances {
		group.Go(func() { out[i] = instance.Carry(t, plans[i]) })
	}
	group.Wait()
	return out
}

// Grants of one project that are made, or changed, at the same time go together.
func TestProjectGrant_together(t *testing.T) {
	t.Parallel()
	const size = 10
	team := newTeam(t, size)
	for _, role := range []string{team.roles["Builder"], team.roles["ProjectAdmin"]} {
		team.ResetRequests()
		for _, diags := range team.atOnce(t, func(i int) acctest.Object { return team.config(i, role) }) {
			require.Empty(t, diags)
		}
		// One call would do. A slow machine may need some more.
		require.Less(t, len(team.Writes()), size)
	}
	require.Len(t, team.Live(sandbox.KindProjectGrant), size)
	require.Empty(t, team.Duplicates())
	for i, instance := range team.instances {
		instance.MustStay(t, team.config(i, team.roles["ProjectAdmin"]))
	}
}

// A refused batch is taken apart: only those at fault fail, each with its own error.
func TestProjectGrant_togetherRefused(t *testing.T) {
	t.Parallel()
	const size, guilty = 6, 4
	team := newTeam(t, size)
	for i, diags := range team.atOnce(t, func(i int) acctest.Object {
		if i == guilty {
			return team.config(i, "pr-nobody-has-this")
		}
		return team.config(i, team.roles["Builder"])
	}) {
		if i != guilty {
			require.Empty(t, diags)
			continue
		}
		require.Equal(t, []string{"Cannot create workato_project_grant"}, diags.Summaries())
	}
	require.Len(t, team.Live(sandbox.KindProjectGrant), size-1)
	require.False(t, team.instances[guilty].Exists())
}

// A refusal that is nobody's own is that of all, and the others are not asked for again.
func TestProjectGrant_togetherForbidden(t *testing.T) {
	t.Parallel()
	team := newTeam(t, 6)
	team.InjectFault(sandbox.Fault{Method: http.MethodPut, Route: grants, Status: http.StatusForbidden, Body: `{"message":"Forbidden"}`, Count: sandbox.Always})
	for _, diags := range team.atOnce(t, func(i int) acctest.Object { return team.config(i, team.roles["Builder"]) }) {
		require.Equal(t, []string{"Cannot create workato_project_grant"}, diags.Summaries())
		require.Contains(t, diags[0].Detail, "The call changed nothing.")
	}
	require.Less(t, len(team.Writes()), 6)
}

// A lost answer is one of all, and each finds out for itself.
func TestProjectGrant_togetherLost(t *testing.T) {
	t.Parallel()
	for name, fault := range acctest.LostAnswers(http.MethodPut, grants) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			team := newTeam(t, 4)
			team.InjectFault(fault)
			for _, diags := range team.atOnce(t, func(i int) acctest.Object { return team.config(i, team.roles["Builder"]) }) {
				require.Empty(t, diags.Errors(), diags.String())
			}
			require.Len(t, team.Live(sandbox.KindProjectGrant), 4)
			require.Empty(t, team.Duplicates())
		})
	}
}

// A bulk update of a project waits for the one before, and takes along who has come by then.
func TestProjectGrant_togetherSlow(t *testing.T) {
	t.Parallel()
	const size = 10
	team := newTeam(t, size, sandbox.WithLatency(100*time.Millisecond))
	for _, diags := range team.atOnce(t, func(i int) acctest.Object { return team.config(i, team.roles["Builder"]) }) {
		require.Empty(t, diags)
	}
	require.LessOrEqual(t, len(team.Writes()), 5)
	require.Len(t, team.Live(sandbox.KindProjectGrant), size)
}
