package grant_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

func TestProjectGrants_createFailsLate(t *testing.T) {
	t.Parallel()
	for name, fault := range acctest.LostAnswers(http.MethodPut, grants) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMany(t)
			instance := m.Server(t).Instance(t, grantsType)
			m.InjectFault(fault)
			diags := instance.MustApply(t, m.two())
			require.Equal(t, []string{"workato_project_grants 209/60001 is done although an answer was lost"}, diags.Summaries())
			require.Len(t, m.RequestsMatching(http.MethodPut, grants), 1)
			instance.MustStay(t, m.two())
			require.Len(t, m.Objects(sandbox.KindProjectGrant), 2)
		})
	}
}

func TestProjectGrants_createCommitsLate(t *testing.T) {
	t.Parallel()
	m := newMany(t)
	m.InjectFault(sandbox.Fault{
		Method: http.MethodPut, Route: grants, When: sandbox.CommitLater, Delay: 50 * time.Millisecond, Status: http.StatusGatewayTimeout,
	})
	instance := m.ServerThatSettles(t, time.Minute).Instance(t, grantsType)
	instance.MustApply(t, m.two())
	require.Len(t, m.RequestsMatching(http.MethodPut, grants), 1)
	instance.MustStay(t, m.two())
}

// What never arrives is sent once more when the list has shown that it did not, and no
// third time. Nothing is left behind that the state does not have.
func TestProjectGrants_C4_neverArrives(t *testing.T) {
	t.Parallel()
	m := newMany(t)
	instance := m.Server(t).Instance(t, grantsType)
	m.InjectFault(sandbox.Fault{Method: http.MethodPut, Route: grants, Status: http.StatusBadGateway, Count: sandbox.Always})
	diags := instance.Apply(t, m.two())
	require.False(t, instance.Exists())
	require.Equal(t, []string{"Cannot create workato_project_grants"}, diags.Summaries())
	require.Contains(t, diags[0].Detail, "The answer to the call was lost.")
	require.Contains(t, diags[0].Detail, "Of 2 grants to be made or changed, 0 are there.")
	require.Len(t, m.RequestsMatching(http.MethodPut, grants), 2)
	m.ClearFaults()
	instance.MustApply(t, m.two())
}

// Where neither an answer nor the list can be had, what may have arrived is in the
// state, so that it is not lost.
func TestProjectGrants_nothingCanBeRead(t *testing.T) {
	t.Parallel()
	m := newMany(t)
	instance := m.Server(t).Instance(t, grantsType)
	m.InjectFault(sandbox.Fault{Method: http.MethodPut, Route: grants, When: sandbox.AfterCommit, Action: sandbox.Drop})
	m.InjectFault(sandbox.Fault{Method: http.MethodGet, Route: grants, Skip: 1, Count: sandbox.Always, Status: http.StatusForbidden, Body: `{"message":"Forbidden"}`})
	diags := instance.Apply(t, m.two())
	require.Equal(t, []string{"Cannot create workato_project_grants"}, diags.Errors().Summaries())
	require.Contains(t, diags.Errors()[0].Detail, "What is there now could not be read")
	require.True(t, instance.Tainted)
	require.Equal(t, acctest.Object{m.groups[0]: m.roles["Builder"]}, instance.Value(t, "user_group_roles"))
	m.ClearFaults()
	instance.MustStay(t, m.two())
}

// Of a bulk update of which a part is wrong, the service may do nothing or the rest,
// and say so or not: the state holds what is there, and the error is at the holders at
// fault.
func TestProjectGrants_U1_partly(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		batch sandbox.GrantBatch
		made  bool
		words []string
	}{
		"whole":    {sandbox.GrantBatchWhole, false, []string{"status 422", `assignment_id "pf-none" does not exist`, "Of 3 grants to be made or changed, 0 are there."}},
		"refused":  {sandbox.GrantBatchRefused, true, []string{"status 422", `assignment_id "pf-none" does not exist`, "Of 3 grants to be made or changed, 2 are there."}},
		"accepted": {sandbox.GrantBatchAccepted, true, []string{"neither its answer nor the list of the project's grants shows all of it", "Of 3 grants to be made or changed, 2 are there."}},
	} {
		wrong := func(m *many) acctest.Object {
			return m.config(map[string]string{m.groups[0]: "Builder", "pf-none": "Builder"}, map[string]string{m.users[0]: "ProjectOperator"})
		}
		readings := sandbox.WithReadings(sandbox.Readings{GrantReadings: sandbox.GrantReadings{GrantBatch: test.batch}})
		t.Run("create, "+name, func(t *testing.T) {
			t.Parallel()
			m := newMany(t, readings)
			instance := m.Server(t).Instance(t, grantsType)
			diags := instance.Apply(t, wrong(m))
			require.Equal(t, []string{"Cannot create workato_project_grants"}, diags.Errors().Summaries())
			require.Equal(t, []string{`user_group_roles["pf-none"]`}, diags.Errors().Paths())
			for _, words := range append(test.words, "At fault: group pf-none.") {
				require.Contains(t, diags.Errors()[0].Detail, words)
			}
			require.Equal(t, test.made, instance.Tainted)
			if !test.made {
				require.False(t, instance.Exists())
				require.Empty(t, m.Objects(sandbox.KindProjectGrant))
				return
			}
			require.Equal(t, []string{"workato_project_grants 209/60001 was created in part"}, diags.Warnings().Summaries())
			require.Contains(t, diags.Warnings()[0].Detail, "terraform untaint")
			require.Equal(t, acctest.Object{m.groups[0]: m.roles["Builder"]}, instance.Value(t, "user_group_roles"))
			instance.MustApply(t, m.two())
			instance.MustStay(t, m.two())
		})
		t.Run("update, "+name, func(t *testing.T) {
			t.Parallel()
			m := newMany(t, readings)
			instance := m.Server(t).Instance(t, grantsType)
			before := m.config(map[string]string{m.groups[1]: "Builder"}, nil)
			instance.MustApply(t, before)
			diags := instance.Apply(t, wrong(m))
			require.Equal(t, []string{"Cannot update workato_project_grants"}, diags.Summaries())
			require.Equal(t, []string{`user_group_roles["pf-none"]`}, diags.Paths())
			require.Contains(t, diags[0].Detail, "of 1 grants to be revoked, 1 are left.")
			if test.made {
				require.Equal(t, acctest.Object{m.groups[0]: m.roles["Builder"], m.groups[1]: m.roles["Builder"]}, instance.Value(t, "user_group_roles"))
				require.Equal(t, acctest.Object{m.users[0]: m.roles["ProjectOperator"]}, instance.Value(t, "user_roles"))
			} else {
				require.Equal(t, acctest.Object{m.groups[1]: m.roles["Builder"]}, instance.Value(t, "user_group_roles"))
			}
			m.ResetRequests()
			instance.MustApply(t, m.two())
			instance.MustStay(t, m.two())
			requireThere(t, m, map[string]string{m.groups[0]: "Builder", m.users[0]: "ProjectOperator"})
		})
	}
}

// The answer names ids, or places, or nothing of use.
func TestProjectGrants_refusedFields(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		status int
		body   string
		at     []string
		next   string
	}{
		"by place":          {http.StatusUnprocessableEntity, `{"message":"Validation failed","errors":{"project_grants[1]":["is not allowed"]}}`, []string{`user_roles["7001"]`}, "Correct the value"},
		"by place, dotted":  {http.StatusUnprocessableEntity, `{"message":"Validation failed","errors":{"project_grants.0.project_role_id":["is not allowed"]}}`, []string{`user_group_roles["GROUP"]`}, ""},
		"by id":             {http.StatusBadRequest, `{"message":"User 7001 is not a collaborator"}`, []string{`user_roles["7001"]`}, ""},
		"by role":           {http.StatusBadRequest, `{"message":"Role ROLE is not available"}`, []string{`user_group_roles["GROUP"]`}, ""},
		"by id, not a part": {http.StatusBadRequest, `{"message":"User 70015 is not a collaborator"}`, []string{""}, ""},
		"nothing":           {http.StatusUnprocessableEntity, `{"message":"Validation failed"}`, []string{""}, ""},
		"out of bounds":     {http.StatusUnprocessableEntity, `{"errors":{"project_grants[7]":["is not allowed"]}}`, []string{""}, ""},
		"forbidden":         {http.StatusForbidden, `{"message":"Forbidden"}`, []string{""}, "Either the workspace of this customer is not on the role-based access model (RBAC 2.0)"},
		"unauthorized":      {http.StatusUnauthorized, `{"message":"Unauthorized"}`, []string{""}, "the token is not accepted"},
		"not found":         {http.StatusNotFound, `{"message":"Not found"}`, []string{""}, "See that project 60001 is in environment 209"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMany(t)
			fill := func(text string) string {
				for key, value := range map[string]string{"GROUP": m.groups[0], "ROLE": m.roles["Builder"]} {
					text = replace(text, key, value)
				}
				return text
			}
			m.InjectFault(sandbox.Fault{Method: http.MethodPut, Route: grants, Status: test.status, Body: fill(test.body), Count: sandbox.Always})
			diags := m.Server(t).Instance(t, grantsType).Apply(t, m.two())
			require.Equal(t, []string{"Cannot create workato_project_grants"}, diags.Summaries())
			var want []string
			for _, at := range test.at {
				want = append(want, fill(at))
			}
			require.Equal(t, want, diags.Paths(), diags.String())
			require.Contains(t, diags[0].Detail, test.next)
			require.Len(t, m.RequestsMatching(http.MethodPut, grants), 1)
		})
	}
}

// A revocation that fails ends the operation; one whose answer is lost, or whose grant
// is gone already, does not.
func TestProjectGrants_revoke(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		fault sandbox.Fault
		fails bool
	}{
		"refused":       {sandbox.Fault{Status: http.StatusForbidden, Body: `{"message":"Forbidden"}`}, true},
		"not done":      {sandbox.Fault{Status: http.StatusBadGateway, Count: 4}, true},
		"lost":          {sandbox.Fault{When: sandbox.AfterCommit, Action: sandbox.Drop}, false},
		"gone":          {sandbox.Fault{When: sandbox.AfterCommit, Status: http.StatusNotFound, Body: `{"message":"Not found"}`}, false},
		"another id":    {sandbox.Fault{Status: http.StatusNotFound, Body: `{"message":"Not found"}`}, false},
		"as documented": {},
	} {
		for _, how := range []string{"destroy", "remove"} {
			t.Run(how+", "+name, func(t *testing.T) {
				t.Parallel()
				m := newMany(t)
				instance := m.Server(t).Instance(t, grantsType)
				instance.MustApply(t, m.two())
				fault := test.fault
				if fault.Status != 0 || fault.Action != "" {
					fault.Method, fault.Route = http.MethodDelete, grant
					m.InjectFault(fault)
				}
				var config acctest.Object
				verb, left := "delete", map[string]string{}
				if how == "remove" {
					config, verb, left = m.config(nil, map[string]string{m.users[0]: "ProjectOperator"}), "update", map[string]string{m.users[0]: "ProjectOperator"}
				}
				diags := instance.Apply(t, config)
				if !test.fails {
					require.Empty(t, diags.Errors().String())
					requireThere(t, m, left)
					return
				}
				require.Equal(t, []string{"Cannot " + verb + " workato_project_grants"}, diags.Summaries())
				require.Equal(t, []string{fmt.Sprintf("user_group_roles[%q]", m.groups[0])}, diags.Paths())
				require.Contains(t, diags[0].Detail, "At fault: group "+m.groups[0])
				require.Equal(t, acctest.Object{m.groups[0]: m.roles["Builder"]}, instance.Value(t, "user_group_roles"))
				require.Empty(t, instance.Apply(t, config).Errors().String(), "the next try does the rest")
				requireThere(t, m, left)
			})
		}
	}
}

func TestProjectGrants_legacyCustomer(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	legacy := account.AddLegacyCustomer("Old")
	project, err := account.AddProject(legacy, "Onboarding")
	require.NoError(t, err)
	diags := account.Server(t).Instance(t, grantsType).Apply(t, acctest.Object{
		"environment_id": fmt.Sprint(legacy), "project_id": fmt.Sprint(project), "user_group_roles": acctest.Object{"pf-x": "pr-x"},
	})
	require.Equal(t, []string{"Cannot create workato_project_grants"}, diags.Summaries())
	require.Contains(t, diags[0].Detail, "not on the role-based access model (RBAC 2.0)")
	require.Empty(t, account.Writes())
}

// A project of TEST with the id of the customer, which is that of DEV.
func TestProjectGrants_otherEnvironment(t *testing.T) {
	t.Parallel()
	for name, readings := range map[string]sandbox.Readings{"refused": {}, "accepted": {DevIDReachesAll: true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMany(t, sandbox.WithReadings(readings))
			config := m.two()
			config["project_id"] = m.testProject
			instance := m.Server(t).Instance(t, grantsType)
			diags := instance.Apply(t, config)
			if !readings.DevIDReachesAll {
				require.Equal(t, []string{"Cannot create workato_project_grants"}, diags.Summaries())
				require.Contains(t, diags[0].Detail, "environments.test.id of the customer, not the id of the customer, which is that of DEV")
				return
			}
			require.Equal(t, []string{"workato_project_grants 209/60002 is in another environment than its environment_id"}, diags.Summaries())
			require.Contains(t, diags[0].Detail, "environment_id 209 is that of dev, but project 60002 is in test. Workato accepted it, and the grants hold in test.")
			config["environment_id"] = m.test
			plan, diags := instance.Plan(t, config)
			require.Empty(t, diags)
			require.Equal(t, []string{"environment_id"}, plan.Replaces)
		})
	}
}
