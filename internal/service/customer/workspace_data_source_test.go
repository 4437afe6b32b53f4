package customer_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

const me = "/api/users/me"

func TestWorkspaceDataSource(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		body string
		want acctest.Object
	}{
		"everything": {`{"id":17,"name":"Partner","email":"partner@example.com","company_name":"Partner Inc","location":"Berlin","plan_id":"oem_partner",
			"root_folder_id":"23","recipes_count":0,"active_recipes_count":3,"created_at":"2024-08-02T13:35:11.691-07:00",
			"current_billing_period_start":"2026-11-01","current_billing_period_end":"2026-12-01","something_new":{"a":1}}`, acctest.Object{
			"id": "17", "name": "Partner", "email": "partner@example.com", "company_name": "Partner Inc", "location": "Berlin", "plan_id": "oem_partner",
			"root_folder_id": "23", "recipes_count": 0.0, "active_recipes_count": 3.0, "created_at": "2024-08-02T13:35:11.691-07:00",
			"current_billing_period_start": "2026-11-01", "current_billing_period_end": "2026-12-01",
		}},
		"the least, wrapped": {`{"data":{"id":"17","location":null,"plan_id":null,"recipes_count":null}}`, acctest.Object{
			"id": "17", "name": nil, "email": nil, "company_name": nil, "location": nil, "plan_id": nil, "root_folder_id": nil, "recipes_count": nil,
			"active_recipes_count": nil, "created_at": nil, "current_billing_period_start": nil, "current_billing_period_end": nil,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := acctest.NewAccount(t)
			account.InjectFault(sandbox.Fault{Method: http.MethodGet, Route: me, Status: http.StatusOK, Body: test.body})
			got, diags := account.Server(t).Data(t, "workato_workspace", acctest.Object{})
			require.Empty(t, diags)
			require.Equal(t, test.want, got)
			require.Len(t, account.Requests(), 1)
		})
	}
}

func TestWorkspaceDataSource_refused(t *testing.T) {
	t.Parallel()
	account := acctest.NewAccount(t)
	account.InjectFault(sandbox.Fault{Method: http.MethodGet, Route: me, Status: http.StatusForbidden, Body: `{"message":"Forbidden"}`})
	server := account.Server(t)
	_, diags := server.Data(t, "workato_workspace", acctest.Object{})
	require.Equal(t, []string{"Cannot read workato_workspace"}, diags.Summaries())
	require.Contains(t, diags[0].Detail, "tick the endpoint GET /api/users/me in the client role")
	account.RevokeToken()
	_, diags = server.Data(t, "workato_workspace", acctest.Object{})
	require.Contains(t, diags[0].Detail, "The API token was not accepted.")
}
