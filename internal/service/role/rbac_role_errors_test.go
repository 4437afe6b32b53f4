package role_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

func TestRBACRole_createFailsLate(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		t.Helper()
		for name, fault := range acctest.LostAnswers(http.MethodPost, k.list) {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				account := accountOf(t, sandbox.RoleReadings{RoleConfigDefaults: true})
				role := account.Server(t).Instance(t, k.typeName)
				account.InjectFault(fault)
				diags := role.MustApply(t, keeper(nil))
				id := k.only(t, account)
				require.Equal(t, []string{k.typeName + " " + id + " was created although the answer was lost"}, diags.Summaries())
				require.Equal(t, id, role.Value(t, "id"))
				require.Len(t, account.RequestsMatching(http.MethodPost, k.list), 1)
				role.MustStay(t, keeper(nil))
			})
		}
	})
}

// A role that was only found says nothing about how the service keeps what was sent: if
// it has another form, that shows once, and the update settles it.
func TestRBACRole_lostAnswerTeachesNothing(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		t.Helper()
		account := accountOf(t, sandbox.RoleReadings{RoleConfigForm: sandbox.RoleConfigLists})
		role := account.Server(t).Instance(t, k.typeName)
		account.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: k.list, When: sandbox.AfterCommit, Action: sandbox.Drop})
		require.Len(t, role.MustApply(t, keeper(nil)), 1)
		require.Empty(t, role.Refresh(t))
		requireSpelled(t, `{"team":{"privileges":["create","delete","read","update"]}}`, role.Value(t, "config"))
		require.Empty(t, role.MustApply(t, keeper(nil)))
		role.MustStay(t, keeper(nil))
		require.Len(t, account.Writes(), 2)
	})
}

func TestRBACRole_exists(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		t.Helper()
		for _, name := range []string{"Keeper", "KEEPER"} {
			account := accountOf(t, sandbox.RoleReadings{})
			id, err := account.AddRole(209, k.ledger, name, "custom", map[string]any{})
			require.NoError(t, err)
			state, diags := account.Server(t).Create(t, k.typeName, keeper(nil))
			require.False(t, state.Exists())
			require.Equal(t, []string{"Cannot create " + k.typeName}, diags.Summaries())
			require.Contains(t, diags[0].Detail, fmt.Sprintf("import {\n    to = %s.NAME\n    id = \"209/%s\"\n  }", k.typeName, id))
			require.Contains(t, diags[0].Detail, "Nothing was created.")
			require.Empty(t, account.Writes())
		}
	})
}

// The service notices first: between the look and the create, somebody else made one.
func TestRBACRole_existsMeanwhile(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		t.Helper()
		account := accountOf(t, sandbox.RoleReadings{})
		id, err := account.AddRole(209, k.ledger, "Keeper", "custom", map[string]any{})
		require.NoError(t, err)
		account.InjectFault(sandbox.Fault{Method: http.MethodGet, Route: k.list, Status: http.StatusOK, Body: `{"data":[],"total":0,"page":{"number":1,"size":100}}`})
		state, diags := account.Server(t).Create(t, k.typeName, keeper(nil))
		require.False(t, state.Exists())
		require.Contains(t, diags[0].Detail, "209/"+id)
		require.Contains(t, diags[0].Detail, "The API said: Validation failed: name has already been taken.")
		require.Len(t, account.RequestsMatching(http.MethodPost, k.list), 1)
	})
}

// What cannot be imported is not offered for it.
func TestRBACRole_nameOfForeignRole(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		t.Helper()
		account := accountOf(t, sandbox.RoleReadings{})
		_, err := account.AddRole(209, k.ledger, "Partner support", "inherited", map[string]any{})
		require.NoError(t, err)
		for name, origin := range map[string]string{k.system: "system", "partner support": "inherited"} {
			state, diags := account.Server(t).Create(t, k.typeName, keeper(acctest.Object{"name": name}))
			require.False(t, state.Exists())
			require.Equal(t, []string{"Cannot create " + k.typeName}, diags.Summaries())
			require.Equal(t, []string{"name"}, diags.Paths())
			require.Contains(t, diags[0].Detail, "is the name of a role of the type "+origin)
			require.Contains(t, diags[0].Detail, "Choose another name")
			require.NotContains(t, diags[0].Detail, "import")
		}
		require.Empty(t, account.Writes())
	})
}

func TestRBACRole_renameTaken(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		t.Helper()
		account, role := k.made(t, sandbox.RoleReadings{}, keeper(nil))
		before := role.Attributes
		diags := role.Apply(t, keeper(acctest.Object{"name": k.system}))
		require.Equal(t, []string{"Cannot update " + k.typeName}, diags.Errors().Summaries())
		require.Equal(t, []string{"name"}, diags.Errors().Paths())
		require.Equal(t, before, role.Attributes)
		require.Len(t, account.Writes(), 1)
	})
}

// What the service does not take over is a warning, and the plan shows it until the
// configuration is right.
func TestRBACRole_configIgnored(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		t.Helper()
		account, role := k.made(t, sandbox.RoleReadings{}, keeper(nil))
		id := k.only(t, account)
		config := keeper(acctest.Object{"config": `{"team":{"privileges":"all"},"recipse":{"privileges":"all"}}`})
		body := fmt.Sprintf(`{"data":{"id":%q,"name":"Keeper","type":"custom","config":{"team":{"privileges":["read"],"scope":"x"}}}}`, id)
		account.InjectFault(sandbox.Fault{Method: http.MethodPut, Route: k.one, Status: http.StatusOK, Body: body})
		diags := role.MustApply(t, config)
		require.Equal(t, []string{fmt.Sprintf("%s %s was not given its config as it was sent", k.typeName, id)}, diags.Summaries())
		require.Equal(t, []string{"config"}, diags.Paths())
		require.Contains(t, diags[0].Detail, "another value for it: recipse.")
		require.Contains(t, diags[0].Detail, "make a role like this by hand, and read it with the data source "+k.typeName)

		account.InjectFault(sandbox.Fault{Method: http.MethodGet, Route: k.one, Status: http.StatusOK, Body: body})
		require.Empty(t, role.Refresh(t))
		requireSpelled(t, teamConfig, role.Value(t, "config"), "the other form is accepted, what is missing is shown")
		plan, _ := role.Plan(t, config)
		require.False(t, plan.NoChange())
	})
}

// A reply without the config says nothing about it, whatever was learned before.
func TestRBACRole_replyWithoutConfig(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		t.Helper()
		account, role := k.made(t, sandbox.RoleReadings{RoleConfigForm: sandbox.RoleConfigLists}, keeper(nil))
		id := k.only(t, account)
		body := fmt.Sprintf(`{"data":{"id":%q,"name":"Warden","type":"custom"}}`, id)
		account.InjectFault(sandbox.Fault{Method: http.MethodPut, Route: k.one, When: sandbox.AfterCommit, Status: http.StatusOK, Body: body})
		account.InjectFault(sandbox.Fault{Method: http.MethodGet, Route: k.one, Status: http.StatusOK, Body: body})
		config := keeper(acctest.Object{"name": "Warden"})
		require.Empty(t, role.MustApply(t, config))
		role.MustStay(t, config)
		require.Len(t, account.Writes(), 1)
	})
}

func TestRBACRole_deleteInUse(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		use   func(t *testing.T, account *acctest.Account, id string)
		words []string
	}{
		"environment role": {func(t *testing.T, account *acctest.Account, _ string) {
			t.Helper()
			member, err := account.AddMember(209, "Ada", "ada@acme.example")
			require.NoError(t, err)
			require.NoError(t, account.SetMemberRole(209, member, "dev", "Keeper"))
		}, []string{"The role is in use: 1 of the customer's collaborators have it (members_count).", "Give the collaborators another role first"}},
		"project role": {func(t *testing.T, account *acctest.Account, id string) {
			t.Helper()
			account.API(t, http.MethodPost, "/api/managed_users/209/folders", map[string]any{"name": "Sales"})
			group, isObject := account.API(t, http.MethodPost, "/api/managed_users/209/user_groups", map[string]any{"user_group": map[string]any{"name": "G"}}).(map[string]any)["data"].(map[string]any)
			require.True(t, isObject)
			account.API(t, http.MethodPut, "/api/managed_users/209/projects/"+account.Live(sandbox.KindProject)[0]+"/project_grants", map[string]any{"project_grants": []any{
				map[string]any{"assignment_type": "UserGroup", "assignment_id": group["id"], "project_role_id": id},
			}})
		}, []string{"The role is in use: 1 of the customer's collaborators and groups, through project grants have it (members_count).", "The API does not list grants by role"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := kinds[name]
			account, role := k.made(t, sandbox.RoleReadings{}, keeper(nil))
			test.use(t, account, k.only(t, account))
			role.MustStay(t, keeper(nil))
			account.ResetRequests()

			diags := role.Apply(t, nil)
			require.True(t, role.Exists(), "what could not be deleted stays in the state")
			require.Equal(t, []string{"Cannot delete " + k.typeName}, diags.Errors().Summaries())
			for _, words := range test.words {
				require.Contains(t, diags[0].Detail, words)
			}
			require.Len(t, account.RequestsMatching(http.MethodGet, k.one), 1, "one read, after the refusal")

			account.SetReadings(sandbox.Readings{RoleReadings: sandbox.RoleReadings{RolesInUseDeletable: true}})
			account.ResetRequests()
			require.Empty(t, role.Apply(t, nil))
			require.Empty(t, account.RequestsMatching(http.MethodGet, k.one))
		})
	}
}

func TestRBACRole_deleteRefused(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		t.Helper()
		account, role := k.made(t, sandbox.RoleReadings{}, keeper(nil))
		account.InjectFault(k.fault(http.MethodDelete, k.one, http.StatusConflict, `{"message":"Role cannot be deleted"}`))
		diags := role.Apply(t, nil)
		require.Contains(t, diags[0].Detail, "The role may still be in use; the API does not show by whom.")
		require.True(t, role.Exists())
	})
}

// A refusal alone does not say which of its causes it has; the message says all of
// them, and what a read tells.
func TestRBACRole_accessModel(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		t.Helper()
		const causes = "Either the workspace of this customer is not on the role-based access model (RBAC 2.0), which"
		t.Run("legacy", func(t *testing.T) {
			t.Parallel()
			for refusal, status := range map[sandbox.LegacyRefusal]string{
				sandbox.LegacyRefusalForbidden: "status 403", sandbox.LegacyRefusalUnauthorized: "status 401", sandbox.LegacyRefusalNotFound: "status 404",
			} {
				for _, withRole := range []bool{true, false} {
					account := acctest.NewAccount(t, sandbox.WithReadings(sandbox.Readings{RoleReadings: sandbox.RoleReadings{LegacyRefusal: refusal}}))
					legacy := account.AddLegacyCustomer("Old")
					words := "Which one it is could not be found out: no list of roles tells."
					if withRole {
						_, err := account.AddLegacyRole(legacy, "Author")
						require.NoError(t, err)
						words = "The workspace is most likely on the legacy model: GET /api/managed_users/{id}/roles lists custom roles"
					}
					_, diags := account.Server(t).Create(t, k.typeName, keeper(nil))
					require.Equal(t, []string{"Cannot create " + k.typeName}, diags.Errors().Summaries())
					require.Contains(t, diags[0].Detail, causes)
					require.Contains(t, diags[0].Detail, "or the role of the API client lacks the endpoints")
					require.Contains(t, diags[0].Detail, status)
					require.Contains(t, diags[0].Detail, words)
					require.Empty(t, account.Writes(), "the look before the create is refused already")
				}
			}
		})
		t.Run("checkbox", func(t *testing.T) {
			t.Parallel()
			account := accountOf(t, sandbox.RoleReadings{})
			account.InjectFault(forbidden(k.list))
			_, diags := account.Server(t).Create(t, k.typeName, keeper(nil))
			require.Contains(t, diags[0].Detail, causes)
			require.Contains(t, diags[0].Detail, "The workspace is on RBAC 2.0: GET /managed_users/{id}/")
			require.Contains(t, diags[0].Detail, "So the cause is the API client: tick the endpoint of the call above")
		})
		t.Run("no such customer", func(t *testing.T) {
			t.Parallel()
			account := accountOf(t, sandbox.RoleReadings{})
			_, diags := account.Server(t).Create(t, k.typeName, keeper(acctest.Object{"managed_customer_id": "999"}))
			require.Contains(t, diags[0].Detail, "the token does not see this customer at all")
			require.Contains(t, diags[0].Detail, "Check managed_customer_id as well.")
		})
		t.Run("token", func(t *testing.T) {
			t.Parallel()
			account := accountOf(t, sandbox.RoleReadings{})
			account.RevokeToken()
			_, diags := account.Server(t).Create(t, k.typeName, keeper(nil))
			require.Contains(t, diags[0].Detail, "If every call fails like this, the token is not accepted: check api_token")
		})
		t.Run("write alone", func(t *testing.T) {
			t.Parallel()
			account := accountOf(t, sandbox.RoleReadings{})
			account.InjectFault(k.fault(http.MethodPost, k.list, http.StatusForbidden, `{"message":"Forbidden"}`))
			_, diags := account.Server(t).Create(t, k.typeName, keeper(nil))
			require.Contains(t, diags[0].Detail, "So the cause is the API client")
			require.Contains(t, diags[0].Detail, "The call changed nothing.")
			require.Equal(t, 1, strings.Count(diags[0].Detail, "Call: POST"))
		})
	})
}

func TestRBACRole_notGone(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		t.Helper()
		cannot := []string{"Cannot read " + k.typeName}
		notFound := k.fault(http.MethodGet, k.one, http.StatusNotFound, `{"message":"Not found"}`)
		once := notFound
		once.Count = 1
		for name, test := range map[string]struct {
			faults []sandbox.Fault
			errors []string
		}{
			"unauthorized":          {[]sandbox.Fault{k.fault(http.MethodGet, k.one, http.StatusUnauthorized, `{"message":"Unauthorized"}`)}, cannot},
			"forbidden":             {[]sandbox.Fault{forbidden(k.one)}, cannot},
			"customer is not shown": {[]sandbox.Fault{notFound, forbidden("/api/managed_users/{id}")}, cannot},
			"service down":          {[]sandbox.Fault{k.fault(http.MethodGet, k.one, http.StatusInternalServerError, "")}, cannot},
			"web page":              {[]sandbox.Fault{{Method: http.MethodGet, Route: k.one, Count: sandbox.Always, Action: sandbox.HTML}}, cannot},
			"no object":             {[]sandbox.Fault{k.fault(http.MethodGet, k.one, http.StatusOK, `{"data":{}}`)}, cannot},
			"not found once":        {[]sandbox.Fault{once}, nil},
		} {
			account, role := k.made(t, sandbox.RoleReadings{}, keeper(nil))
			for _, fault := range test.faults {
				account.InjectFault(fault)
			}
			after, diags := account.Server(t).Read(t, role.State)
			require.Equal(t, test.errors, diags.Errors().Summaries(), name)
			require.Empty(t, diags.Warnings(), name)
			require.Equal(t, role.Attributes, after.Attributes, name)
		}
	})
}

func TestRBACRole_disappears(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		t.Helper()
		for gone, how := range map[string]string{
			k.ledger:             "The API answers 404 for it, twice and a moment apart, while its customer 209 answers.",
			sandbox.KindCustomer: "Its customer 209 is gone, and its " + strings.ReplaceAll(k.ledger, "_", " ") + "s with it.",
		} {
			account, role := k.made(t, sandbox.RoleReadings{}, keeper(nil))
			account.Delete(t, gone)
			id := role.Value(t, "id")
			diags := role.Refresh(t)
			require.False(t, role.Exists())
			require.Equal(t, []string{fmt.Sprintf("%s %s no longer exists", k.typeName, id)}, diags.Summaries())
			require.Contains(t, diags[0].Detail, how)
		}
	})
}
