package role_test

import (
	"fmt"
	"maps"
	"net/http"
	"strconv"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

const (
	customRoleType  = "workato_custom_role"
	customRolesType = "workato_custom_roles"
	copyRoute       = "/api/managed_users/{id}/roles/{role_id}/copy"
	rolesRoute      = "/api/managed_users/{id}/roles"
)

// legacy is an account with one customer on the legacy model, and a role to copy.
type legacy struct {
	*acctest.Account
	customer, source string
}

func newLegacy(t *testing.T) legacy {
	t.Helper()
	account := acctest.NewAccount(t)
	customer := account.AddLegacyCustomer("Acme")
	source, err := account.AddLegacyRole(customer, "Developer role")
	require.NoError(t, err)
	return legacy{Account: account, customer: strconv.Itoa(customer), source: strconv.Itoa(source)}
}

func (l legacy) config(more acctest.Object) acctest.Object {
	out := acctest.Object{"managed_customer_id": l.customer, "source_role_id": l.source, "name": "Customer developer"}
	maps.Copy(out, more)
	return out
}

// copies are the roles that were made through the API.
func (l legacy) copies() int {
	made := 0
	for _, object := range l.LiveObjects(sandbox.KindCustomRole) {
		if object.CreatedBy > 0 {
			made++
		}
	}
	return made
}

func TestCustomRole_basic(t *testing.T) {
	t.Parallel()
	account := newLegacy(t)
	role := account.Server(t).Instance(t, customRoleType)
	require.Empty(t, role.MustApply(t, account.config(nil)))
	require.NotEqual(t, account.source, role.Value(t, "id"))
	require.Equal(t, false, role.Value(t, "inheritable"))
	require.NotEmpty(t, role.Value(t, "created_at"))
	require.NotEmpty(t, role.Value(t, "privileges"), "the reply to a copy has none, the list does")
	role.MustStay(t, account.config(nil))
	require.Len(t, account.RequestsMatching(http.MethodPost, copyRoute), 1)
}

func TestCustomRole_folders(t *testing.T) {
	t.Parallel()
	account := newLegacy(t)
	folder, _ := account.API(t, http.MethodPost, "/api/managed_users/"+account.customer+"/folders", map[string]any{"name": "Orders"}).(map[string]any)
	id := fmt.Sprint(folder["id"])
	role := account.Server(t).Instance(t, customRoleType)
	want := account.config(acctest.Object{"folder_ids": []any{id}})
	role.MustApply(t, want)
	require.Equal(t, []any{id}, role.Value(t, "folder_ids"))
	role.MustStay(t, want)
	role.MustStay(t, account.config(nil))
	body, _ := account.RequestsMatching(http.MethodPost, copyRoute)[0].Body.(map[string]any)
	require.Equal(t, map[string]any{"name": "Customer developer", "folder_ids": []any{id}}, body, "ids are sent as strings, as in the sample")
}

// After an import, what the API does not show is null, makes no plan, and can be
// written down without a call.
func TestCustomRole_import(t *testing.T) {
	t.Parallel()
	account := newLegacy(t)
	server := account.Server(t)
	server.Instance(t, customRoleType).MustApply(t, account.config(nil))
	copied := account.LiveObjects(sandbox.KindCustomRole)[1].ID
	role := server.Instance(t, customRoleType)
	require.Empty(t, role.Import(t, account.customer+"/"+copied))
	require.Nil(t, role.Value(t, "source_role_id"))
	role.MustStay(t, acctest.Object{"managed_customer_id": account.customer, "name": "Customer developer"})
	account.ResetRequests()
	require.Empty(t, role.MustApply(t, account.config(nil)))
	require.Empty(t, account.Requests())
	require.Equal(t, account.source, role.Value(t, "source_role_id"))

	diags := server.Instance(t, customRoleType).Import(t, account.customer+"/404")
	require.Contains(t, diags.Errors().String(), "<managed_customer_id>/<role_id>")
	require.Contains(t, diags.Errors().String(), `"209/546"`)
}

// Any change makes another copy, and the plan names the role that stays behind.
func TestCustomRole_changes(t *testing.T) {
	t.Parallel()
	account := newLegacy(t)
	customer, err := strconv.Atoi(account.customer)
	require.NoError(t, err)
	other, err := account.AddLegacyRole(customer, "Other role")
	require.NoError(t, err)
	role := account.Server(t).Instance(t, customRoleType)
	role.MustApply(t, account.config(acctest.Object{"folder_ids": []any{}}))
	id, _ := role.Value(t, "id").(string)
	for attribute, value := range map[string]any{
		"name": "Renamed", "source_role_id": strconv.Itoa(other), "folder_ids": []any{"1"}, "managed_customer_id": "4711",
	} {
		plan, diags := role.Plan(t, account.config(acctest.Object{"folder_ids": []any{}, attribute: value}))
		require.Contains(t, plan.Replaces, attribute)
		require.Equal(t, []string{"workato_custom_role " + id + " (Customer developer) will be left behind"}, diags.Summaries(), attribute)
	}
	_, diags := role.Plan(t, account.config(acctest.Object{"name": "Renamed", "source_role_id": nil}))
	require.Equal(t, []string{"source_role_id"}, diags.Errors().Paths(), "another copy needs to know of what")
	role.MustStay(t, account.config(nil))
	role.MustStay(t, account.config(acctest.Object{"folder_ids": []any{}}))
}

func TestCustomRole_destroyForgets(t *testing.T) {
	t.Parallel()
	account := newLegacy(t)
	role := account.Server(t).Instance(t, customRoleType)
	role.MustApply(t, account.config(nil))
	id, _ := role.Value(t, "id").(string)
	diags := role.Apply(t, nil)
	require.Empty(t, diags.Errors())
	require.Equal(t, []string{
		"workato_custom_role " + id + " (Customer developer) will be left behind",
		"workato_custom_role " + id + " (Customer developer) was left behind",
	}, diags.Summaries())
	require.False(t, role.Exists())
	require.Equal(t, 1, account.copies())
}

func TestCustomRole_validation(t *testing.T) {
	t.Parallel()
	account := newLegacy(t)
	role := account.Server(t).Instance(t, customRoleType)
	_, diags := role.Plan(t, account.config(acctest.Object{"source_role_id": nil}))
	require.Equal(t, []string{"source_role_id"}, diags.Errors().Paths())
	_, diags = role.Plan(t, account.config(acctest.Object{"name": ""}))
	require.Equal(t, []string{"name"}, diags.Errors().Paths())
	require.Empty(t, account.Requests())
}

// Names are no key: a namesake of before is never taken over, and is warned about.
func TestCustomRole_namesakes(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]*sandbox.Fault{"answered": nil, "answer lost": {Action: sandbox.Drop, When: sandbox.AfterCommit}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := newLegacy(t)
			server := account.Server(t)
			first := server.Instance(t, customRoleType)
			first.MustApply(t, account.config(nil))
			if fault != nil {
				fault.Method, fault.Route = http.MethodPost, copyRoute
				account.InjectFault(*fault)
			}
			second := server.Instance(t, customRoleType)
			diags := second.MustApply(t, account.config(nil))
			require.NotEqual(t, first.Value(t, "id"), second.Value(t, "id"))
			require.Contains(t, diags.Warnings().String(), "has namesakes")
			require.Equal(t, 2, account.copies())
		})
	}
}

// However the answer is lost, there is one copy, and it is the one in the state.
func TestCustomRole_createFailsLate(t *testing.T) {
	t.Parallel()
	for name, fault := range acctest.LostAnswers(http.MethodPost, copyRoute) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := newLegacy(t)
			account.InjectFault(fault)
			role := account.Server(t).Instance(t, customRoleType)
			diags := role.MustApply(t, account.config(nil))
			require.Contains(t, diags.Warnings().String(), "was created although the answer was lost")
			require.Equal(t, 1, account.copies())
			require.Len(t, account.RequestsMatching(http.MethodPost, copyRoute), 1)
			role.MustStay(t, account.config(nil))
		})
	}
}

// Copies of one customer exclude each other, or one could take the other's for its own.
func TestCustomRole_parallel(t *testing.T) {
	t.Parallel()
	account := newLegacy(t)
	account.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: copyRoute, Action: sandbox.Drop, When: sandbox.AfterCommit, Count: 2})
	server := account.Server(t)
	roles := make([]*acctest.Instance, 4)
	plans := make([]acctest.Plan, len(roles))
	for i := range roles {
		roles[i] = server.Instance(t, customRoleType)
		plans[i], _ = roles[i].Plan(t, account.config(nil))
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
	require.Equal(t, len(roles), account.copies())
}

// A role leaves the state when two lists lack it, or when its customer is gone.
func TestCustomRole_disappears(t *testing.T) {
	t.Parallel()
	for name, gone := range map[string]func(*testing.T, legacy, string){
		"by itself": func(t *testing.T, account legacy, id string) {
			t.Helper()
			require.NoError(t, account.DeleteObject(sandbox.KindCustomRole, id))
		},
		"with its customer": func(t *testing.T, account legacy, _ string) {
			t.Helper()
			require.NoError(t, account.DeleteObject(sandbox.KindCustomer, account.customer))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := newLegacy(t)
			role := account.Server(t).Instance(t, customRoleType)
			role.MustApply(t, account.config(nil))
			id, _ := role.Value(t, "id").(string)
			gone(t, account, id)
			diags := role.Refresh(t)
			require.Equal(t, []string{"workato_custom_role " + id + " no longer exists"}, diags.Summaries())
			require.False(t, role.Exists())
		})
	}
}

// The end of the legacy model is explained, and drops nothing from the state.
func TestCustomRole_endOfLegacyModel(t *testing.T) {
	t.Parallel()
	for _, status := range []int{http.StatusNotFound, http.StatusGone, http.StatusForbidden} {
		account := newLegacy(t)
		server := account.Server(t)
		role := server.Instance(t, customRoleType)
		role.MustApply(t, account.config(nil))
		account.InjectFault(sandbox.Fault{Method: http.MethodGet, Route: rolesRoute, Status: status, Count: sandbox.Always, Body: `{"message":"no"}`})
		_, diags := server.Read(t, role.State)
		require.Equal(t, []string{"Cannot read workato_custom_role"}, diags.Errors().Summaries(), status)
		require.Contains(t, diags.Errors().String(), "RBAC 2.0")
		_, diags = server.Data(t, customRolesType, acctest.Object{"managed_customer_id": account.customer})
		require.Contains(t, diags.Errors().String(), "RBAC 2.0")
		diags = server.Instance(t, customRoleType).Apply(t, account.config(nil))
		require.Contains(t, diags.Errors().String(), "RBAC 2.0")
	}
}

func TestCustomRolesDataSource(t *testing.T) {
	t.Parallel()
	account := newLegacy(t)
	customer, err := strconv.Atoi(account.customer)
	require.NoError(t, err)
	for i := range 250 {
		_, err := account.AddLegacyRole(customer, fmt.Sprintf("Role %d", i))
		require.NoError(t, err)
	}
	server := account.Server(t)
	all, diags := server.Data(t, customRolesType, acctest.Object{"managed_customer_id": account.customer})
	require.Empty(t, diags)
	require.Len(t, all["custom_roles"], 251, "all pages")
	account.ResetRequests()
	one, diags := server.Data(t, customRolesType, acctest.Object{"managed_customer_id": account.customer, "role_name": "Role 24"})
	require.Empty(t, diags)
	require.Len(t, one["custom_roles"], 1, "the API searches for parts of names, among them Role 240")
	require.Contains(t, account.Requests()[0].Query, "role_name=Role+24")
}

func TestAccCustomRole_basic(t *testing.T) {
	t.Parallel()
	account := newLegacy(t)
	config := func(name string) string {
		return fmt.Sprintf(`
data "workato_custom_roles" "source" {
  managed_customer_id = %q
  role_name           = "Developer role"
}
resource "workato_custom_role" "copy" {
  managed_customer_id = %q
  source_role_id      = data.workato_custom_roles.source.custom_roles[0].id
  name                = %q
}`, account.customer, account.customer, name)
	}
	account.Run(t,
		resource.TestStep{Config: config("Customer developer")},
		resource.TestStep{
			Config: config("Renamed"),
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction("workato_custom_role.copy", plancheck.ResourceActionDestroyBeforeCreate),
			}},
		},
	)
	require.Equal(t, 2, account.copies(), "neither the change nor the destruction deletes one")
}
