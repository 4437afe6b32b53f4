package apiclient_test

import (
	"maps"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

func (h house) copyOf(more acctest.Object) acctest.Object {
	out := acctest.Object{"managed_customer_id": h.customer, "source_role_id": h.role}
	maps.Copy(out, more)
	return out
}

func (h house) copied(t *testing.T) *acctest.Instance {
	t.Helper()
	role := h.Server(t).Instance(t, roleType)
	role.MustApply(t, h.copyOf(nil))
	return role
}

func TestAPIClientRole_basic(t *testing.T) {
	t.Parallel()
	for name, readings := range map[string]sandbox.Readings{
		"plainest": {}, "wrapped": {APIClientReadings: sandbox.APIClientReadings{APIClientRoleCopyWrapped: true}}, "strings": {StringIDs: true}, "bare": {BareLists: true}, "lag": {ReadLag: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, sandbox.WithReadings(readings))
			role := h.Server(t).Instance(t, roleType)
			require.Empty(t, role.MustApply(t, h.copyOf(nil)))
			require.Equal(t, "Copy of Agent write", role.Value(t, "name"))
			require.NotEqual(t, h.role, role.Value(t, "id"))
			require.Len(t, h.Requests(), 2, "one look and one copy")
			require.Nil(t, h.RequestsMatching(http.MethodPost, copyRoute)[0].Body, "the reference has no body")
			role.MustStay(t, h.copyOf(nil))
		})
	}
}

// After an import, what the API does not show is null, makes no plan, and can be written
// down without a call.
func TestAPIClientRole_import(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id, _ := h.copied(t).Value(t, "id").(string)
	role := h.Server(t).Instance(t, roleType)
	require.Empty(t, role.Import(t, h.customer+"/"+id))
	require.Nil(t, role.Value(t, "source_role_id"))
	role.MustStay(t, h.copyOf(acctest.Object{"source_role_id": nil}))
	h.ResetRequests()
	require.Empty(t, role.MustApply(t, h.copyOf(nil)))
	require.Empty(t, h.Requests())
	diags := h.Server(t).Instance(t, roleType).Import(t, h.customer+"/1")
	require.Equal(t, []string{"Cannot import workato_api_client_role"}, diags.Errors().Summaries())
	require.Contains(t, diags[0].Detail, "<managed_customer_id>/<role_id>")
}

// A change makes another copy, and the plan names the role that stays behind.
func TestAPIClientRole_changes(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	role := h.copied(t)
	id, _ := role.Value(t, "id").(string)
	for attribute, value := range map[string]any{"source_role_id": h.other, "managed_customer_id": "4711"} {
		plan, diags := role.Plan(t, h.copyOf(acctest.Object{attribute: value}))
		require.Contains(t, plan.Replaces, attribute)
		require.Equal(t, []string{"workato_api_client_role " + id + " (Copy of Agent write) will be left behind"}, diags.Summaries())
		require.Equal(t, []string{attribute}, diags.Paths())
	}
	_, diags := role.Plan(t, h.copyOf(acctest.Object{"source_role_id": nil, "managed_customer_id": "4711"}))
	require.Equal(t, []string{"source_role_id"}, diags.Errors().Paths(), "another copy needs to know of what")
	h.ResetRequests()
	require.Empty(t, role.MustApply(t, h.copyOf(acctest.Object{"source_role_id": nil})))
	require.Empty(t, role.MustApply(t, h.copyOf(nil)))
	require.Empty(t, h.Requests(), "leaving the source out, and writing it down, is no other role")

	require.NoError(t, h.SetObjectField(sandbox.KindAPIClientRole, id, "name", "Deployment"))
	require.Empty(t, role.Refresh(t))
	require.Equal(t, "Deployment", role.Value(t, "name"), "names are given in the workspace")
	role.MustStay(t, h.copyOf(nil))

	diags = role.Apply(t, nil)
	require.Equal(t, []string{
		"workato_api_client_role " + id + " (Deployment) will be left behind", "workato_api_client_role " + id + " (Deployment) was left behind",
	}, diags.Summaries())
	require.Equal(t, []string{id}, h.Live(sandbox.KindAPIClientRole))
}

func TestAPIClientRole_validation(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	role := h.Server(t).Instance(t, roleType)
	_, diags := role.Plan(t, h.copyOf(acctest.Object{"source_role_id": nil}))
	require.Equal(t, []string{"source_role_id"}, diags.Errors().Paths())
	diags = role.Apply(t, h.copyOf(acctest.Object{"source_role_id": "1"}))
	require.Equal(t, []string{"Cannot create workato_api_client_role"}, diags.Errors().Summaries())
	require.Contains(t, diags.Errors()[0].Detail, "the role to copy does not exist")
}

// However the answer is lost, there is one copy, and it is the one in the state.
func TestAPIClientRole_createFailsLate(t *testing.T) {
	t.Parallel()
	for name, fault := range acctest.LostAnswers(http.MethodPost, copyRoute) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			h.InjectFault(fault)
			role := h.Server(t).Instance(t, roleType)
			diags := role.MustApply(t, h.copyOf(nil))
			require.Contains(t, diags.Warnings().String(), "was created although the answer was lost")
			require.Equal(t, []string{role.Value(t, "id").(string)}, h.Live(sandbox.KindAPIClientRole)) //nolint:forcetypeassert // An id is a text.
			require.Len(t, h.RequestsMatching(http.MethodPost, copyRoute), 1)
			role.MustStay(t, h.copyOf(nil))
		})
	}
}

// If somebody else has made a role meanwhile, none is picked, and both are named.
func TestAPIClientRole_severalNew(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: copyRoute, Action: sandbox.Drop, When: sandbox.AfterCommit, Delay: 300 * time.Millisecond})
	role := h.ServerThatSettles(t, 5*time.Second).Instance(t, roleType)
	plan, _ := role.Plan(t, h.copyOf(nil))
	done := make(chan acctest.Diagnostics, 1)
	go func() { done <- role.Carry(t, plan) }()
	require.Eventually(t, func() bool { return len(h.Live(sandbox.KindAPIClientRole)) == 1 }, 5*time.Second, time.Millisecond)
	other, err := h.AddAPIClientRole(h.number, "By hand")
	require.NoError(t, err)
	diags := <-done
	require.Equal(t, []string{"Cannot create workato_api_client_role"}, diags.Errors().Summaries())
	require.Contains(t, diags.Errors()[0].Detail, itoa(other))
	require.False(t, role.Exists())
}

// Copies of one customer exclude each other, or one could take the other's for its own.
func TestAPIClientRole_parallel(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: copyRoute, Action: sandbox.Drop, When: sandbox.AfterCommit, Count: 2})
	server := h.Server(t)
	roles := make([]*acctest.Instance, 4)
	plans := make([]acctest.Plan, len(roles))
	for i := range roles {
		roles[i] = server.Instance(t, roleType)
		plans[i], _ = roles[i].Plan(t, h.copyOf(nil))
	}
	var wait sync.WaitGroup
	for i := range roles {
		wait.Go(func() { roles[i].State, _ = server.Apply(t, plans[i]) })
	}
	wait.Wait()
	ids := map[any]bool{}
	for _, role := range roles {
		ids[role.Value(t, "id")] = true
	}
	require.Len(t, ids, len(roles))
	require.Len(t, h.Live(sandbox.KindAPIClientRole), len(roles))
}

func TestAPIClientRole_disappears(t *testing.T) {
	t.Parallel()
	for kind, how := range map[string]string{
		sandbox.KindAPIClientRole: "Two lists of the customer's roles of API clients, a moment apart, lack it.",
		sandbox.KindCustomer:      "Its customer 209 is gone, and its roles of API clients with it.",
	} {
		h := newHouse(t)
		role := h.copied(t)
		h.Delete(t, kind)
		diags := role.Refresh(t)
		require.False(t, role.Exists())
		require.Contains(t, diags.String(), how)
	}
}
