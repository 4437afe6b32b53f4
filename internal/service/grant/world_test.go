package grant_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

const typeName = "workato_project_grant"

// world is an account in which there is everything that a grant needs: a customer
// with Environments, a project in DEV and one in TEST, a group and a user.
type world struct {
	*acctest.Account
	customer             int
	environment, test    string
	project, testProject string
	group, user          string
	roles                map[string]string
}

func newWorld(t *testing.T, options ...sandbox.Option) *world {
	t.Helper()
	w := &world{Account: acctest.NewAccount(t, options...), roles: map[string]string{}}
	w.customer = w.AddCustomer("Acme")
	require.NoError(t, w.ProvisionInConsole(w.customer))
	w.environment, w.test = fmt.Sprint(w.customer), fmt.Sprint(w.customer+1)
	user, err := w.AddMember(w.customer, "Ada", "ada@acme.example")
	require.NoError(t, err)
	w.user = fmt.Sprint(user)
	for _, environment := range []string{w.environment, w.test} {
		w.API(t, http.MethodPost, "/api/managed_users/"+environment+"/folders", map[string]any{"name": "Onboarding"})
	}
	projects := w.Live(sandbox.KindProject)
	w.project, w.testProject = projects[0], projects[1]
	w.API(t, http.MethodPost, w.path("/user_groups"), map[string]any{"user_group": map[string]any{"name": "Builders"}})
	w.group = w.Live(sandbox.KindUserGroup)[0]
	server := w.Server(t)
	listed, diags := server.Data(t, "workato_project_roles", acctest.Object{"managed_customer_id": w.environment})
	require.Empty(t, diags)
	for _, row := range listed["project_roles"].([]any) { //nolint:forcetypeassert // The schema says so.
		role := row.(acctest.Object)                         //nolint:forcetypeassert // The schema says so.
		w.roles[role["name"].(string)] = role["id"].(string) //nolint:forcetypeassert // The schema says so.
	}
	w.ResetRequests()
	return w
}

// path is a path below the customer, at the version that the account has.
func (w *world) path(rest string) string {
	root := "/api"
	if w.Readings().RBACPaths == sandbox.RBACPathsV2 {
		root = "/api/v2"
	}
	return root + "/managed_users/" + w.environment + rest
}

func (w *world) groupGrant() acctest.Object {
	return acctest.Object{
		"environment_id": w.environment, "project_id": w.project, "project_role_id": w.roles["Builder"], "user_group_id": w.group,
	}
}

func (w *world) userGrant() acctest.Object {
	return acctest.Object{
		"environment_id": w.environment, "project_id": w.project, "project_role_id": w.roles["Builder"], "user_id": w.user,
	}
}

// grantInConsole gives the group a role in the project behind Terraform's back.
func (w *world) grantInConsole(t *testing.T, role string) {
	t.Helper()
	w.API(t, http.MethodPut, w.path("/projects/"+w.project+"/project_grants"), map[string]any{"project_grants": []any{
		map[string]any{"assignment_type": "UserGroup", "assignment_id": w.group, "project_role_id": role},
	}})
}

// onlyGrant is the id of the one grant that exists.
func (w *world) onlyGrant(t *testing.T) string {
	t.Helper()
	ids := w.Live(sandbox.KindProjectGrant)
	require.Len(t, ids, 1)
	return ids[0]
}
