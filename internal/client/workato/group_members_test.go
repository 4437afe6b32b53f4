package workato_test

import (
	"context"
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
)

func TestGroupMember(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		row  string
		want workato.GroupMember
	}{
		"user":               {`{"id":5,"name":"Ann","email":"ann@x.test"}`, workato.GroupMember{UserID: "5", Name: "Ann", Email: "ann@x.test"}},
		"text id":            {`{"id":"5","grant_type":"team"}`, workato.GroupMember{UserID: "5", GrantType: "team"}},
		"id of its own":      {`{"id":9,"user_id":5,"name":"Ann"}`, workato.GroupMember{UserID: "5", Name: "Ann"}},
		"user in it":         {`{"id":9,"user":{"id":5,"name":"Ann","email":"ann@x.test"}}`, workato.GroupMember{UserID: "5", Name: "Ann", Email: "ann@x.test"}},
		"active":             {`{"id":5,"status":"active","member_invitation_id":null}`, workato.GroupMember{UserID: "5"}},
		"invitation":         {`{"id":null,"member_invitation_id":8,"email":"a@x.test"}`, workato.GroupMember{InvitationID: "8", Email: "a@x.test"}},
		"invitation with id": {`{"id":8,"invitation_id":8}`, workato.GroupMember{InvitationID: "8"}},
		"pending":            {`{"id":8,"pending":true}`, workato.GroupMember{InvitationID: "8"}},
		"status":             {`{"id":8,"status":"Pending"}`, workato.GroupMember{InvitationID: "8"}},
		"invited":            {`{"id":8,"status":"invited"}`, workato.GroupMember{InvitationID: "8"}},
		"type":               {`{"id":8,"type":"MemberInvitation"}`, workato.GroupMember{InvitationID: "8"}},
		"accepted":           {`{"id":5,"user_id":5,"member_invitation_id":8}`, workato.GroupMember{UserID: "5", InvitationID: "8"}},
		"address alone":      {`{"email":"a@x.test"}`, workato.GroupMember{Email: "a@x.test"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got workato.GroupMember
			require.NoError(t, json.Unmarshal([]byte(test.row), &got))
			require.Equal(t, test.want, got)
			require.Equal(t, test.want.UserID == "", got.Pending())
		})
	}
}

// membersCall is a call with what went over the wire.
type membersCall struct{ method, query, body string }

// membersService is a service that answers each call as takes says.
func membersService(t *testing.T, takes func(n int, r *http.Request) (status int, body string)) (client *workato.Client, calls *[]membersCall) {
	t.Helper()
	calls = &[]membersCall{}
	service := &recorder{}
	service.answer = func(r *http.Request) (int, string) {
		*calls = append(*calls, membersCall{r.Method, r.URL.RawQuery, service.bodies[len(service.bodies)-1]})
		return takes(len(*calls), r)
	}
	return service.client(t, workato.RBACV2), calls
}

func TestGroupMembers_places(t *testing.T) {
	t.Parallel()
	const (
		body     = `{"user_ids":[5,"x"]}`
		brackets = "user_ids%5B%5D=5&user_ids%5B%5D=x"
		repeated = "user_ids=5&user_ids=x"
	)
	ids := []workato.ID{"5", "x"}
	refusal := `{"message":"user_ids is missing"}`
	for name, test := range map[string]struct {
		answers []int
		refusal string
		works   int // the call that has an effect, from 1
		add     []membersCall
		remove  []membersCall
		fails   string
	}{
		"at once": {[]int{200}, "", 1, []membersCall{{"POST", "", body}}, []membersCall{{"DELETE", brackets, body}}, ""},
		"success without effect": {
			[]int{200, 200},
			"", 2,
			[]membersCall{{"POST", "", body}, {"POST", brackets, ""}},
			[]membersCall{{"DELETE", brackets, body}, {"DELETE", repeated, body}},
			"",
		},
		"refused for want of them": {
			[]int{400, 200},
			refusal, 2,
			[]membersCall{{"POST", "", body}, {"POST", brackets, ""}},
			[]membersCall{{"DELETE", brackets, body}, {"DELETE", repeated, body}},
			"",
		},
		"refused otherwise": {[]int{422}, `{"message":"No"}`, 0, []membersCall{{"POST", "", body}}, []membersCall{{"DELETE", brackets, body}}, "No"},
		"forbidden":         {[]int{403}, refusal, 0, []membersCall{{"POST", "", body}}, []membersCall{{"DELETE", brackets, body}}, "user_ids is missing"},
		"no effect at all": {
			[]int{200, 200, 200},
			"", 0,
			[]membersCall{{"POST", "", body}, {"POST", brackets, ""}, {"POST", repeated, ""}},
			[]membersCall{{"DELETE", brackets, body}, {"DELETE", repeated, body}},
			"had no effect for 5, x",
		},
		"refused although it was done": {[]int{422}, `{"message":"No"}`, 1, []membersCall{{"POST", "", body}}, []membersCall{{"DELETE", brackets, body}}, ""},
		"lost, and not done":           {[]int{500, 200}, "", 2, []membersCall{{"POST", "", body}, {"POST", "", body}}, []membersCall{{"DELETE", brackets, body}, {"DELETE", brackets, body}}, ""},
		"lost twice":                   {[]int{500, 500}, "", 0, []membersCall{{"POST", "", body}, {"POST", "", body}}, []membersCall{{"DELETE", brackets, body}, {"DELETE", brackets, body}}, "status 500"},
	} {
		for verb, want := range map[string][]membersCall{"add": test.add, "remove": test.remove} {
			t.Run(name+", "+verb, func(t *testing.T) {
				t.Parallel()
				client, calls := membersService(t, func(n int, _ *http.Request) (int, string) {
					status := test.answers[min(n, len(test.answers))-1]
					if status == http.StatusOK {
						return status, `{"success":true}`
					}
					return status, test.refusal
				})
				pending := func(_ context.Context, ids []workato.ID, _ error) ([]workato.ID, error) {
					if len(*calls) == test.works {
						return nil, nil
					}
					return ids, nil
				}
				call := client.AddGroupMembers
				if verb == "remove" {
					call = client.RemoveGroupMembers
				}
				err := call(t.Context(), "209", "pf-1", ids, pending)
				if test.fails == "" {
					require.NoError(t, err)
				} else {
					require.ErrorContains(t, err, test.fails)
				}
				require.Equal(t, want, *calls)
			})
		}
	}
}

// A call that is refused for the sake of one is repeated for the others.
func TestGroupMembers_someAreThere(t *testing.T) {
	t.Parallel()
	client, calls := membersService(t, func(n int, _ *http.Request) (int, string) {
		if n == 1 {
			return http.StatusUnprocessableEntity, `{"message":"5 is there"}`
		}
		return http.StatusNoContent, ""
	})
	require.NoError(t, client.AddGroupMembers(t.Context(), "209", "pf-1", []workato.ID{"5", "6"}, func(_ context.Context, ids []workato.ID, err error) ([]workato.ID, error) {
		if err != nil {
			return []workato.ID{"6"}, nil //nolint:nilerr // The list says more than the answer.
		}
		return nil, nil
	}))
	require.Equal(t, []membersCall{{"POST", "", `{"user_ids":[5,6]}`}, {"POST", "", `{"user_ids":[6]}`}}, *calls)
}

func TestCustomerManager(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		rest string
		ids  []workato.ID
		ok   bool
	}{
		"moderated":     {`,"moderated_workspaces":[{"id":27123,"name":"Nutech"},{"id":"29456"}]`, []workato.ID{"27123", "29456"}, true},
		"all":           {`,"moderated_workspaces":[]`, []workato.ID{}, true},
		"permitted":     {`,"permitted_workspace_ids":[27123]`, []workato.ID{"27123"}, true},
		"all, in ids":   {`,"permitted_workspace_ids":[]`, []workato.ID{}, true},
		"null":          {`,"moderated_workspaces":null`, nil, false},
		"not mentioned": {``, nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			service := &recorder{answer: func(*http.Request) (int, string) {
				return http.StatusOK, `{"result":{"items":[{"id":1234,"user":{"id":4321,"name":"Alex"},"privilege_group":{"id":2}` + test.rest + `}]}}`
			}}
			got, err := service.client(t, workato.RBACAuto).CustomerManagers(t.Context())
			require.NoError(t, err)
			require.Equal(t, []string{"GET /api/customer_managers"}, service.calls)
			require.Len(t, got, 1)
			ids, ok := got[0].Workspaces()
			require.Equal(t, test.ok, ok)
			require.Equal(t, test.ids, ids)
		})
	}
}

// What else goes over the wire, and what is read back.
func TestPeopleRequests(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		call         func(context.Context, *workato.Client) error
		want, body   string
		answer, fail string
	}{
		"create manager": {func(ctx context.Context, c *workato.Client) error {
			_, err := c.CreateCustomerManager(ctx, workato.CustomerManagerInput{TeamCollaboratorID: "5", RoleID: "2", PermittedWorkspaceIDs: []workato.ID{"209"}})
			return err
		}, "POST /api/customer_managers", `{"team_collaborator_id":5,"role_id":2,"permitted_workspace_ids":[209]}`, `{"result":{"id":1234}}`, ""},
		"update manager": {func(ctx context.Context, c *workato.Client) error {
			_, err := c.UpdateCustomerManager(ctx, "1234", workato.CustomerManagerInput{RoleID: "2", PermittedWorkspaceIDs: []workato.ID{}})
			return err
		}, "PUT /api/customer_managers/1234", `{"role_id":2,"permitted_workspace_ids":[]}`, `{"result":{"id":1234}}`, ""},
		"delete manager": {func(ctx context.Context, c *workato.Client) error {
			return c.DeleteCustomerManager(ctx, "1234")
		}, "DELETE /api/customer_managers/1234", "", "", ""},
		"who am I": {func(ctx context.Context, c *workato.Client) error {
			_, err := c.Me(ctx)
			return err
		}, "GET /api/users/me", "", `{"id":1}`, ""},
		"who am I, unreadable": {func(ctx context.Context, c *workato.Client) error {
			_, err := c.Me(ctx)
			return err
		}, "GET /api/users/me", "", `{"name":"Partner"}`, "no object with an id"},
		"members": {func(ctx context.Context, c *workato.Client) error {
			rows, err := c.Members(ctx, "209")
			if len(rows) == 1 {
				require.Equal(t, workato.Member{ID: "7001", Name: "Ada", Email: "a@x.test", GrantType: "team"}, rows[0])
			}
			return err
		}, "GET /api/managed_users/209/members", "", `[{"id":7001,"name":"Ada","email":"a@x.test","grant_type":"team"}]`, ""},
		"group grants": {func(ctx context.Context, c *workato.Client) error {
			_, err := transport.Collect(c.GroupGrants(ctx, "210", "pf-1"))
			return err
		}, "GET /api/v2/managed_users/210/user_groups/pf-1/project_grants", "", `{"data":[],"total":0}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			service := &recorder{answer: func(*http.Request) (int, string) { return http.StatusOK, test.answer }}
			err := test.call(t.Context(), service.client(t, workato.RBACV2))
			if test.fail != "" {
				require.ErrorContains(t, err, test.fail)
				return
			}
			require.NoError(t, err)
			require.Equal(t, []string{test.want}, service.calls)
			if test.body != "" {
				require.JSONEq(t, test.body, service.bodies[0])
			}
		})
	}
}
