package role_test

import (
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// add makes a role in the console.
func (l legacy) add(t *testing.T, name string) string {
	t.Helper()
	customer, err := strconv.Atoi(l.customer)
	require.NoError(t, err)
	id, err := l.AddLegacyRole(customer, name)
	require.NoError(t, err)
	return strconv.Itoa(id)
}

// A copy that comes later than its answer is waited for, and made once.
func TestCustomRole_C3_committedLater(t *testing.T) {
	t.Parallel()
	account := newLegacy(t)
	account.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: copyRoute, Status: http.StatusGatewayTimeout, When: sandbox.CommitLater, Delay: 50 * time.Millisecond})
	role := account.ServerThatSettles(t, 5*time.Second).Instance(t, customRoleType)
	diags := role.MustApply(t, account.config(nil))
	require.Len(t, diags.Warnings(), 1)
	require.Equal(t, 1, account.copies())
	require.Len(t, account.RequestsMatching(http.MethodPost, copyRoute), 1)
}

// A copy that had no effect is asked for once more, when that is certain, and then
// given up.
func TestCustomRole_C4_neverCommitted(t *testing.T) {
	t.Parallel()
	for _, attempts := range []int{1, 2} {
		t.Run(strconv.Itoa(attempts), func(t *testing.T) {
			t.Parallel()
			const settle = 300 * time.Millisecond
			account := newLegacy(t)
			account.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: copyRoute, Action: sandbox.Drop, Count: attempts})
			role := account.ServerThatSettles(t, settle).Instance(t, customRoleType)
			diags := role.Apply(t, account.config(nil))
			sent := account.RequestsMatching(http.MethodPost, copyRoute)
			require.Len(t, sent, 2)
			require.GreaterOrEqual(t, sent[1].Time.Sub(sent[0].Time), settle/2)
			require.Equal(t, attempts == 1, role.Exists())
			require.Equal(t, 2-attempts, account.copies())
			require.Len(t, diags.Errors(), attempts-1)
		})
	}
}

// Several namesakes have come since the request: none is picked, and all are named.
func TestCustomRole_C9_severalNew(t *testing.T) {
	t.Parallel()
	account := newLegacy(t)
	account.add(t, "Customer developer") // There before, so it does not count.
	account.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: copyRoute, Action: sandbox.Drop, When: sandbox.AfterCommit, Delay: 300 * time.Millisecond})
	role := account.ServerThatSettles(t, 5*time.Second).Instance(t, customRoleType)
	plan, diags := role.Plan(t, account.config(nil))
	require.Empty(t, diags)
	done := make(chan acctest.Diagnostics, 1)
	go func() { done <- role.Carry(t, plan) }()
	require.Eventually(t, func() bool { return account.copies() == 1 }, 5*time.Second, time.Millisecond)
	other := account.add(t, "Customer developer")
	diags = <-done
	require.Equal(t, []string{"Cannot create workato_custom_role"}, diags.Errors().Summaries())
	require.Contains(t, diags.Errors()[0].Detail, other)
	require.False(t, role.Exists())
	require.Len(t, account.RequestsMatching(http.MethodPost, copyRoute), 1)
}

// What others make meanwhile under another name is not taken for the copy.
func TestCustomRole_otherNew(t *testing.T) {
	t.Parallel()
	account := newLegacy(t)
	account.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: copyRoute, Action: sandbox.Drop, When: sandbox.AfterCommit, Delay: 300 * time.Millisecond})
	role := account.ServerThatSettles(t, 5*time.Second).Instance(t, customRoleType)
	plan, _ := role.Plan(t, account.config(nil))
	done := make(chan acctest.Diagnostics, 1)
	go func() { done <- role.Carry(t, plan) }()
	require.Eventually(t, func() bool { return account.copies() == 1 }, 5*time.Second, time.Millisecond)
	other := account.add(t, "customer developer")
	require.Empty(t, (<-done).Errors().String())
	require.NotEqual(t, other, role.Value(t, "id"))
}

// The copy is in the state although what follows it fails.
func TestCustomRole_C5_listFails(t *testing.T) {
	t.Parallel()
	account := newLegacy(t)
	fault := account.InjectFault(sandbox.Fault{Method: http.MethodGet, Route: rolesRoute, Skip: 1, Count: sandbox.Always, Status: http.StatusForbidden, Body: `{"message":"no"}`})
	role := account.Server(t).Instance(t, customRoleType)
	require.Empty(t, role.MustApply(t, account.config(nil)))
	require.False(t, role.Tainted)
	require.NotEmpty(t, role.Value(t, "id"))
	account.ClearFault(fault)
	role.Refresh(t)
	require.NotEmpty(t, role.Value(t, "privileges"))
	role.MustStay(t, account.config(nil))
}

// Ids as numbers or as strings, and lists in either wrapping, are the same role.
func TestCustomRole_C7_readings(t *testing.T) {
	t.Parallel()
	for name, readings := range map[string]sandbox.Readings{"strings": {StringIDs: true}, "bare": {BareLists: true}, "both": {StringIDs: true, BareLists: true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := newLegacy(t)
			account.SetReadings(readings)
			role := account.Server(t).Instance(t, customRoleType)
			require.Empty(t, role.MustApply(t, account.config(nil)))
			role.MustStay(t, account.config(nil))
			imported := account.Server(t).Instance(t, customRoleType)
			id, _ := role.Value(t, "id").(string)
			require.Empty(t, imported.Import(t, account.customer+"/"+id))
			require.Equal(t, role.Value(t, "privileges"), imported.Value(t, "privileges"))
			require.Equal(t, role.Identity, imported.Identity)
		})
	}
}

// A role that one list lacks is still there if the next one has it.
func TestCustomRole_R8_oneBadList(t *testing.T) {
	t.Parallel()
	account := newLegacy(t)
	role := account.Server(t).Instance(t, customRoleType)
	role.MustApply(t, account.config(nil))
	account.InjectFault(sandbox.Fault{Method: http.MethodGet, Route: rolesRoute, Status: http.StatusOK, Body: `[]`})
	require.Empty(t, role.Refresh(t))
	require.True(t, role.Exists())
}

// A source role that does not exist is the service's refusal, with what to do.
func TestCustomRole_noSource(t *testing.T) {
	t.Parallel()
	account := newLegacy(t)
	role := account.Server(t).Instance(t, customRoleType)
	diags := role.Apply(t, account.config(acctest.Object{"source_role_id": "999999"}))
	require.Equal(t, []string{"Cannot create workato_custom_role"}, diags.Errors().Summaries())
	require.Contains(t, diags[0].Detail, "status 404")
	require.Contains(t, diags[0].Detail, "the source role does not exist")
	require.Contains(t, diags[0].Detail, "destroy = false")
	require.False(t, role.Exists())
}

// The documents say what the list leaves out, where people look for it.
func TestCustomRolesDataSource_note(t *testing.T) {
	t.Parallel()
	schema := acctest.NewServer(t).Schemas().DataSourceSchemas[customRolesType]
	require.Contains(t, schema.Block.Description, "leaves out the inheritable roles of the admin workspace")
}
