package collaborator_test

import (
	"fmt"
	"maps"
	"net/http"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

const (
	typeName     = "workato_collaborator_group"
	listTypeName = "workato_collaborator_groups"
)

func builders(customer int) acctest.Object {
	return acctest.Object{"managed_customer_id": fmt.Sprint(customer), "name": "Builders"}
}

func addGroup(t *testing.T, account *acctest.Account, customer int, name string) {
	t.Helper()
	account.API(t, http.MethodPost, fmt.Sprintf("/api/managed_users/%d/user_groups", customer), map[string]any{"user_group": map[string]any{"name": name}})
}

// importID is the import id of the one group that exists.
func importID[T int | string](customer T, account *acctest.Account) resource.ImportStateIdFunc {
	return func(*terraform.State) (string, error) {
		return fmt.Sprintf("%v/%s", customer, account.Live(sandbox.KindUserGroup)[0]), nil
	}
}

func TestCollaboratorGroup_import(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	account.AddCustomer("Another")
	customer := account.AddCustomer("Acme")
	require.NoError(t, account.SetCustomerField(customer, "external_id", "AM10:X/303 100% Größe"))
	addGroup(t, account, customer, "Builders")
	id := onlyGroup(t, account)
	server := account.Server(t)

	for name, parent := range map[string]string{
		"numeric id":  fmt.Sprint(customer),
		"external id": "EAM10%3AX%2F303%20100%25%20Gr%C3%B6%C3%9Fe",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			state, diags := server.Import(t, typeName, parent+"/"+id)
			require.Empty(t, diags)
			require.Equal(t, acctest.Object{"managed_customer_id": fmt.Sprint(customer), "id": id}, state.Identity)
			plan, diags := server.Plan(t, state, builders(customer))
			require.Empty(t, diags)
			require.True(t, plan.NoChange(), "an import is followed by an empty plan")
		})
	}
	t.Run("identity", func(t *testing.T) {
		t.Parallel()
		state, diags := server.ImportIdentity(t, typeName, acctest.Object{"managed_customer_id": fmt.Sprint(customer), "id": id})
		require.Empty(t, diags)
		require.Equal(t, "Builders", state.Attributes["name"])
	})
}

func TestCollaboratorGroup_importWrong(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	account.AddCustomer("Acme")
	server := account.Server(t)
	all, diags := server.Data(t, listTypeName, acctest.Object{"managed_customer_id": "209", "name": "All collaborators"})
	require.Empty(t, diags)
	everybody := all["collaborator_groups"].([]any)[0].(acctest.Object)["id"].(string) //nolint:forcetypeassert // The schema says so.

	const format = `Expected <managed_customer_id>/<group_id>, for example "209/pf-APHDLgAD-cTXBtz"`
	for name, test := range map[string]struct {
		id, summary, reason string
	}{
		"no slash":            {"pf-x", "Invalid import id of workato_collaborator_group", format},
		"three parts":         {"209/pf-x/y", "Invalid import id of workato_collaborator_group", format},
		"no customer":         {"/pf-x", "Invalid import id of workato_collaborator_group", format},
		"no group":            {"209/", "Invalid import id of workato_collaborator_group", format},
		"not encoded":         {"E100%/pf-x", "Invalid import id of workato_collaborator_group", format},
		"no such group":       {"209/pf-x", "Cannot import workato_collaborator_group", format},
		"no such customer":    {"999/pf-x", "Cannot import workato_collaborator_group", format},
		"no such external id": {"Enone/pf-x", "Cannot import workato_collaborator_group", "Not found"},
		"system group":        {"209/" + everybody, "Cannot import workato_collaborator_group", "is a system group"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, diags := server.Import(t, typeName, test.id)
			require.Equal(t, []string{test.summary}, diags.Errors().Summaries())
			require.Contains(t, diags[0].Detail, test.reason)
		})
	}
}

func TestCollaboratorGroup_validation(t *testing.T) {
	t.Parallel()
	server := acctest.NewServer(t)
	for name, test := range map[string]struct {
		change acctest.Object
		at     string
	}{
		"no name":               {acctest.Object{"name": ""}, "name"},
		"blank before":          {acctest.Object{"name": " Builders"}, "name"},
		"blank after":           {acctest.Object{"name": "Builders "}, "name"},
		"system group":          {acctest.Object{"name": "All collaborators"}, "name"},
		"system group, spelled": {acctest.Object{"name": "ALL Collaborators"}, "name"},
		"empty description":     {acctest.Object{"description": ""}, "description"},
		"empty customer":        {acctest.Object{"managed_customer_id": ""}, "managed_customer_id"},
		"nearly system":         {acctest.Object{"name": "All collaborators of Acme", "description": "-"}, ""},
		"all unknown":           {acctest.Object{"name": acctest.Unknown, "description": acctest.Unknown, "managed_customer_id": acctest.Unknown}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config := builders(209)
			maps.Copy(config, test.change)
			diags := server.Validate(t, typeName, config)
			if test.at == "" {
				require.Empty(t, diags)
				return
			}
			require.Equal(t, []string{test.at}, diags.Errors().Paths(), diags.String())
		})
	}
}

func TestCollaboratorGroup_createFailsLate(t *testing.T) {
	t.Parallel()
	for name, fault := range acctest.LostAnswers(http.MethodPost, groups) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := acctest.NewAccount(t)
			customer := account.AddCustomer("Acme")
			server := account.Server(t)
			account.InjectFault(fault)

			state, diags := server.Create(t, typeName, builders(customer))
			require.Empty(t, diags.Errors(), "an error would taint the group")
			id := onlyGroup(t, account)
			require.Equal(t, []string{"workato_collaborator_group " + id + " was created although the answer was lost"}, diags.Summaries())
			require.Equal(t, id, state.Attributes["id"])
			require.Len(t, account.RequestsMatching(http.MethodPost, groups), 1)

			state, diags = server.Read(t, state)
			require.Empty(t, diags)
			plan, diags := server.Plan(t, state, builders(customer))
			require.Empty(t, diags)
			require.True(t, plan.NoChange())
		})
	}
}

// A request that never had an effect is sent again, but not before the settle time
// has shown it.
func TestCollaboratorGroup_createNeverArrives(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	customer := account.AddCustomer("Acme")
	account.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: groups, Action: sandbox.Drop})
	state, diags := account.Server(t).Create(t, typeName, builders(customer))
	require.Empty(t, diags)
	require.Equal(t, onlyGroup(t, account), state.Attributes["id"])
	sent := account.RequestsMatching(http.MethodPost, groups)
	require.Len(t, sent, 2)
	// The time runs from a little before the request arrives.
	require.Greater(t, sent[1].Time.Sub(sent[0].Time), acctest.Settle*3/4)
}

// Whether the service tells names apart by letter case is not documented.
func TestCollaboratorGroup_existsInOtherLetters(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	customer := account.AddCustomer("Acme")
	addGroup(t, account, customer, "BUILDERS")
	account.ResetRequests()
	state, diags := account.Server(t).Create(t, typeName, builders(customer))
	require.False(t, state.Exists())
	require.Equal(t, []string{"Cannot create workato_collaborator_group"}, diags.Summaries())
	require.Contains(t, diags[0].Detail, fmt.Sprintf(`id = "%d/%s"`, customer, onlyGroup(t, account)))
	require.Contains(t, diags[0].Detail, "Nothing was created.")
	require.Empty(t, account.Writes())
}

// The service notices first: between the look and the create, somebody else made one.
func TestCollaboratorGroup_existsMeanwhile(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	customer := account.AddCustomer("Acme")
	addGroup(t, account, customer, "Builders")
	account.ResetRequests()
	account.InjectFault(sandbox.Fault{Method: http.MethodGet, Route: groups, Status: http.StatusOK, Body: `{"data":[],"total":0,"page":{"number":1,"size":100}}`})
	state, diags := account.Server(t).Create(t, typeName, builders(customer))
	require.False(t, state.Exists())
	require.Contains(t, diags[0].Detail, fmt.Sprintf(`id = "%d/%s"`, customer, onlyGroup(t, account)))
	require.Contains(t, diags[0].Detail, "The API said: Validation failed: name has already been taken.")
	require.Len(t, account.RequestsMatching(http.MethodPost, groups), 1)
}

func TestCollaboratorGroup_createRefused(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	legacy := account.AddLegacyCustomer("Acme")
	state, diags := account.Server(t).Create(t, typeName, builders(legacy))
	require.False(t, state.Exists())
	require.Equal(t, []string{"Cannot create workato_collaborator_group"}, diags.Summaries())
	require.Contains(t, diags[0].Detail, "not on the role-based access model (RBAC 2.0)")
	require.Empty(t, account.Writes(), "the look before the create is refused already")
}

func TestCollaboratorGroup_deleteRefused(t *testing.T) {
	t.Parallel()
	account, server, state := created(t)
	account.InjectFault(sandbox.Fault{
		Method: http.MethodDelete, Route: group, Status: http.StatusUnprocessableEntity, Body: `{"message":"Group is in use"}`,
	})
	after, diags := server.Change(t, state, nil)
	require.Equal(t, state.Attributes, after.Attributes, "what could not be deleted stays in the state")
	require.Equal(t, []string{"Cannot delete workato_collaborator_group"}, diags.Summaries())
	require.Contains(t, diags[0].Detail, "Remove its project grants and its members first")

	account.Delete(t, sandbox.KindUserGroup)
	after, diags = server.Change(t, state, nil)
	require.Empty(t, diags, "what is gone already is deleted without a word")
	require.False(t, after.Exists())
}

// An update says what it would clear, and leaves out what was never set.
func TestCollaboratorGroup_updateSends(t *testing.T) {
	t.Parallel()
	account, server, state := created(t)
	config := builders(209)
	for _, description := range []any{"They build", nil, nil} {
		config["description"] = description
		config["name"] = fmt.Sprintf("Builders %d", len(account.Writes()))
		var diags acctest.Diagnostics
		state, diags = server.Change(t, state, config)
		require.Empty(t, diags)
	}
	bodies := []any{}
	for _, request := range account.RequestsMatching(http.MethodPut, group) {
		bodies = append(bodies, request.Body)
	}
	require.Equal(t, []any{
		map[string]any{"user_group": map[string]any{"name": "Builders 0", "description": "They build"}},
		map[string]any{"user_group": map[string]any{"name": "Builders 1", "description": nil}},
		map[string]any{"user_group": map[string]any{"name": "Builders 2"}},
	}, bodies)
}
