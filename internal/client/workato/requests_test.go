package workato_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// What goes over the wire, as the reference prints it.
func TestRequests(t *testing.T) {
	t.Parallel()
	const (
		anObject = `{"id":7}`
		none     = ""
	)
	for name, test := range map[string]struct {
		call   func(context.Context, *workato.Client) error
		want   string
		body   string
		answer string
	}{
		"create customer": {func(ctx context.Context, c *workato.Client) error {
			_, err := c.CreateCustomer(ctx, workato.CustomerInput{
				Name: workato.Set("Acme"), NotificationEmail: workato.Set("ops@x.test"), ExternalID: workato.Set("007"), PlanID: workato.Set("oem_plan"),
				OriginURL: workato.Set("https://x.test"), FrameAncestors: workato.Set("https://x.test,https://y.test"), FullEmbedding: workato.Set(false),
				TimeZone: workato.Set("Pacific Time (US & Canada)"), WhitelistedApps: workato.Set([]string{"salesforce"}), OAuthID: workato.Set("o-1"),
				AuthSettings: workato.Set(map[string]any{"type": "saml_sso"}), ProvisionEnvironments: workato.Set(true),
				Environments: []workato.EnvironmentInput{{Type: "test", ExternalID: workato.Set("T1")}, {Type: "prod", ErrorNotificationEmails: workato.Set("p@x.test")}},
			})
			return err
		}, "POST /api/managed_users", `{
			"name":"Acme","notification_email":"ops@x.test","external_id":"007","plan_id":"oem_plan","origin_url":"https://x.test",
			"frame_ancestors":"https://x.test,https://y.test","full_embedding":false,"time_zone":"Pacific Time (US & Canada)",
			"whitelisted_apps":["salesforce"],"oauth_id":"o-1","auth_settings":{"type":"saml_sso"},"provision_environments":true,
			"environments":[{"type":"test","external_id":"T1"},{"type":"prod","error_notification_emails":"p@x.test"}]}`, anObject},
		"create customer, the least": {func(ctx context.Context, c *workato.Client) error {
			_, err := c.CreateCustomer(ctx, workato.CustomerInput{Name: workato.Set("Acme"), NotificationEmail: workato.Set("ops@x.test")})
			return err
		}, "POST /api/managed_users", `{"name":"Acme","notification_email":"ops@x.test"}`, anObject},
		// Only what is present changes, and null clears.
		"update customer": {func(ctx context.Context, c *workato.Client) error {
			_, err := c.UpdateCustomer(ctx, "209", workato.CustomerInput{
				ExternalID: workato.Null[string](), FullEmbedding: workato.Null[bool](), InTrial: workato.Set(false), CustomTaskLimit: workato.Set(int64(5000)),
				AdminNotificationEmails: workato.Set("a@x.test"), ErrorNotificationEmails: workato.Null[string](), WhitelistedApps: workato.Set([]string{}),
				Environments: []workato.EnvironmentInput{{EnvironmentType: "prod", ExternalID: workato.Null[string]()}},
			})
			return err
		}, "PUT /api/managed_users/209", `{
			"external_id":null,"full_embedding":null,"in_trial":false,"custom_task_limit":5000,"admin_notification_emails":"a@x.test",
			"error_notification_emails":null,"whitelisted_apps":[],"environments":[{"environment_type":"prod","external_id":null}]}`, anObject},
		"provision environments": {func(ctx context.Context, c *workato.Client) error {
			return c.ProvisionEnvironments(ctx, "209")
		}, "POST /api/managed_users/209/environments", `{}`, `{"anything":1}`},
		"delete customer": {func(ctx context.Context, c *workato.Client) error {
			return c.DeleteCustomer(ctx, "EAM10:XV303/a")
		}, "DELETE /api/managed_users/EAM10%3AXV303%2Fa", none, `{"success":true}`},
		"create group": {func(ctx context.Context, c *workato.Client) error {
			_, err := c.CreateGroup(ctx, "209", workato.GroupInput{Name: workato.Set("Developers"), Description: workato.Set("")})
			return err
		}, "POST /api/v2/managed_users/209/user_groups", `{"user_group":{"name":"Developers","description":""}}`, `{"data":{"id":"pf-1"}}`},
		"update group": {func(ctx context.Context, c *workato.Client) error {
			_, err := c.UpdateGroup(ctx, "209", "pf-1", workato.GroupInput{Description: workato.Null[string]()})
			return err
		}, "PUT /api/v2/managed_users/209/user_groups/pf-1", `{"user_group":{"description":null}}`, `{"data":{"id":"pf-1"}}`},
		"delete group": {func(ctx context.Context, c *workato.Client) error {
			return c.DeleteGroup(ctx, "209", "pf-1")
		}, "DELETE /api/v2/managed_users/209/user_groups/pf-1", none, none},
		// A user is known by a number and a group by a text, and so they are sent.
		"put grants": {func(ctx context.Context, c *workato.Client) error {
			grants, err := c.PutGrants(ctx, "210", "77", []workato.GrantInput{
				{Holder: workato.Holder{Group: true, ID: "pf-1"}, ProjectRoleID: "pr-1"}, {Holder: workato.Holder{ID: "5"}, ProjectRoleID: "1"},
			})
			if err == nil && len(grants) != 2 {
				return fmt.Errorf("%d grants", len(grants))
			}
			return err
		}, "PUT /api/v2/managed_users/210/projects/77/project_grants", `{"project_grants":[
			{"assignment_type":"UserGroup","assignment_id":"pf-1","project_role_id":"pr-1"},
			{"assignment_type":"User","assignment_id":5,"project_role_id":1}]}`, `{"data":[
			{"id":"pg-1","user_group":{"id":"pf-1"},"project_role":{"id":"pr-1"}},{"id":"pg-2","user":{"id":5},"project_role":{"id":1}}]}`},
		"delete grant": {func(ctx context.Context, c *workato.Client) error {
			return c.DeleteGrant(ctx, "210", "pg-1")
		}, "DELETE /api/v2/managed_users/210/project_grants/pg-1", none, none},
		"create folder": {func(ctx context.Context, c *workato.Client) error {
			_, err := c.CreateFolder(ctx, "210", workato.FolderInput{Name: "Sales"})
			return err
		}, "POST /api/managed_users/210/folders", `{"name":"Sales"}`, `{"result":{"id":7}}`},
		"create folder in another": {func(ctx context.Context, c *workato.Client) error {
			_, err := c.CreateFolder(ctx, "210", workato.FolderInput{Name: "Sales", ParentID: workato.Set(workato.ID("9"))})
			return err
		}, "POST /api/managed_users/210/folders", `{"name":"Sales","parent_id":9}`, anObject},
		"rename folder": {func(ctx context.Context, c *workato.Client) error {
			return c.UpdateFolder(ctx, "210", "7", workato.FolderUpdate{Name: workato.Set("Leads")})
		}, "PUT /api/managed_users/210/folders/7", `{"name":"Leads"}`, none},
		"move folder": {func(ctx context.Context, c *workato.Client) error {
			return c.UpdateFolder(ctx, "210", "7", workato.FolderUpdate{ParentID: workato.Set(workato.ID("9"))})
		}, "PUT /api/managed_users/210/folders/7", `{"parent_id":9}`, anObject},
		"delete folder": {func(ctx context.Context, c *workato.Client) error {
			return c.DeleteFolder(ctx, "210", "7")
		}, "DELETE /api/managed_users/210/folders/7", none, `{"success":true}`},
		"set properties": {func(ctx context.Context, c *workato.Client) error {
			return c.SetProperties(ctx, workato.PropertyScope{EnvironmentID: "210"}, []workato.PropertyInput{{Name: "a", Value: "1"}, {Name: "b"}})
		}, "POST /api/managed_users/210/properties", `{"properties":{"a":"1","b":""}}`, `{"success":true}`},
		"update project": {func(ctx context.Context, c *workato.Client) error {
			return c.UpdateProject(ctx, "210", "77", workato.ProjectInput{Name: workato.Set("Sales"), Description: workato.Null[string]()})
		}, "PUT /api/managed_users/210/projects/77", `{"name":"Sales","description":null}`, none},
		"delete project": {func(ctx context.Context, c *workato.Client) error {
			return c.DeleteProject(ctx, "210", "77")
		}, "DELETE /api/managed_users/210/projects/77", none, `{"result":"ok"}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			service := &recorder{answer: func(*http.Request) (int, string) { return http.StatusOK, test.answer }}
			require.NoError(t, test.call(t.Context(), service.client(t, workato.RBACV2)))
			require.Equal(t, []string{test.want}, service.calls)
			require.Len(t, service.bodies, 1)
			if test.body == none {
				require.Empty(t, service.bodies[0])
				return
			}
			require.JSONEq(t, test.body, service.bodies[0])
		})
	}
}

// How lists are asked for page by page, in both styles.
func TestLists(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		call  func(context.Context, *workato.Client) error
		path  string
		query []url.Values
	}{
		"customers": {func(ctx context.Context, c *workato.Client) error {
			_, err := transport.Collect(c.Customers(ctx))
			return err
		}, "/api/managed_users", []url.Values{{"page": {"1"}, "per_page": {"100"}}, {"page": {"2"}, "per_page": {"100"}}}},
		"one customer": {func(ctx context.Context, c *workato.Client) error {
			return c.CanListCustomers(ctx)
		}, "/api/managed_users", []url.Values{{"page": {"1"}, "per_page": {"100"}}}},
		"projects": {func(ctx context.Context, c *workato.Client) error {
			_, err := transport.Collect(c.Projects(ctx, "209"))
			return err
		}, "/api/managed_users/209/projects", []url.Values{{"page": {"1"}, "per_page": {"100"}}, {"page": {"2"}, "per_page": {"100"}}}},
		"folders at the top": {func(ctx context.Context, c *workato.Client) error {
			_, err := transport.Collect(c.Folders(ctx, "209", ""))
			return err
		}, "/api/managed_users/209/folders", []url.Values{{"page": {"1"}, "per_page": {"100"}}, {"page": {"2"}, "per_page": {"100"}}}},
		"folders in another": {func(ctx context.Context, c *workato.Client) error {
			rows, err := transport.Collect(c.Folders(ctx, "209", "7"))
			if err == nil && rows[0].ParentID != "7" {
				return fmt.Errorf("parent %q", rows[0].ParentID)
			}
			return err
		}, "/api/managed_users/209/folders", []url.Values{
			{"page": {"1"}, "per_page": {"100"}, "parent_id": {"7"}}, {"page": {"2"}, "per_page": {"100"}, "parent_id": {"7"}},
		}},
		"groups": {func(ctx context.Context, c *workato.Client) error {
			_, err := transport.Collect(c.Groups(ctx, "209", ""))
			return err
		}, "/api/managed_users/209/user_groups", []url.Values{{"page[number]": {"1"}, "page[size]": {"100"}}, {"page[number]": {"2"}, "page[size]": {"100"}}}},
		"groups by name": {func(ctx context.Context, c *workato.Client) error {
			_, err := transport.Collect(c.Groups(ctx, "209", "a&b"))
			return err
		}, "/api/managed_users/209/user_groups", []url.Values{
			{"page[number]": {"1"}, "page[size]": {"100"}, "name": {"a&b"}}, {"page[number]": {"2"}, "page[size]": {"100"}, "name": {"a&b"}},
		}},
		"project roles by name": {func(ctx context.Context, c *workato.Client) error {
			_, err := transport.Collect(c.ProjectRoles(ctx, "209", "Builder"))
			return err
		}, "/api/managed_users/209/project_roles", []url.Values{
			{"page[number]": {"1"}, "page[size]": {"100"}, "name": {"Builder"}}, {"page[number]": {"2"}, "page[size]": {"100"}, "name": {"Builder"}},
		}},
		"grants": {func(ctx context.Context, c *workato.Client) error {
			_, err := transport.Collect(c.Grants(ctx, "210", "77"))
			return err
		}, "/api/managed_users/210/projects/77/project_grants", []url.Values{{"page[number]": {"1"}, "page[size]": {"100"}}, {"page[number]": {"2"}, "page[size]": {"100"}}}},
		"grants of a user": {func(ctx context.Context, c *workato.Client) error {
			_, err := transport.Collect(c.UserGrants(ctx, "210", "5"))
			return err
		}, "/api/managed_users/210/members/5/project_grants", []url.Values{{"page[number]": {"1"}, "page[size]": {"100"}}, {"page[number]": {"2"}, "page[size]": {"100"}}}},
		"grants of a group": {func(ctx context.Context, c *workato.Client) error {
			_, err := transport.Collect(c.GroupGrants(ctx, "210", "pf-1"))
			return err
		}, "/api/managed_users/210/user_groups/pf-1/project_grants", []url.Values{{"page[number]": {"1"}, "page[size]": {"100"}}, {"page[number]": {"2"}, "page[size]": {"100"}}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var queries []url.Values
			service := &recorder{answer: func(r *http.Request) (int, string) {
				queries = append(queries, r.URL.Query())
				// A full page and one more row.
				rows := []string{}
				for n := 1; n <= 100; n++ {
					rows = append(rows, fmt.Sprintf(`{"id":%d}`, n))
				}
				if len(queries) > 1 {
					rows = []string{`{"id":101}`}
				}
				return http.StatusOK, `{"data":[` + strings.Join(rows, ",") + `],"total":101}`
			}}
			require.NoError(t, test.call(t.Context(), service.client(t, workato.RBACV1)))
			require.Equal(t, test.query, queries)
			for _, call := range service.calls {
				require.Equal(t, "GET "+test.path, call)
			}
		})
	}
}

func TestCanListCustomers(t *testing.T) {
	t.Parallel()
	sb := sandbox.New()
	client := clientFor(t, sb, workato.RBACAuto)
	require.NoError(t, client.CanListCustomers(t.Context()))
	sb.HideCustomers(true)
	require.NoError(t, client.CanListCustomers(t.Context()), "an empty list is a list")
	sb.RevokeToken()
	require.True(t, transport.HasStatus(client.CanListCustomers(t.Context()), http.StatusUnauthorized))
}

// A customer, from its creation to its end, under every spelling of the answers.
func TestCustomer_sandbox(t *testing.T) {
	t.Parallel()
	for _, readings := range []sandbox.Readings{{}, {StringIDs: true}, {WrapCustomers: true, BareLists: true}} {
		t.Run(fmt.Sprintf("%+v", readings), func(t *testing.T) {
			t.Parallel()
			sb := sandbox.New(sandbox.WithoutSeed(), sandbox.WithReadings(readings))
			client := clientFor(t, sb, workato.RBACAuto)
			created, err := client.CreateCustomer(t.Context(), workato.CustomerInput{
				Name: workato.Set("Acme"), NotificationEmail: workato.Set("ops@x.test"), ExternalID: workato.Set("AM10:XV/303"),
			})
			require.NoError(t, err)
			require.False(t, created.EnvironmentsOn())

			_, err = client.CreateCustomer(t.Context(), workato.CustomerInput{
				Name: workato.Set("Other"), NotificationEmail: workato.Set("ops@x.test"), ExternalID: workato.Set("AM10:XV/303"),
			})
			require.True(t, transport.IsTaken(err), "%v", err)

			byExternalID, err := client.Customer(t.Context(), "EAM10:XV/303")
			require.NoError(t, err)
			require.Equal(t, created.ID, byExternalID.ID)

			require.NoError(t, client.ProvisionEnvironments(t.Context(), string(created.ID)))
			got, err := client.UpdateCustomer(t.Context(), string(created.ID), workato.CustomerInput{
				ExternalID: workato.Null[string](), Environments: []workato.EnvironmentInput{{Type: workato.EnvironmentTest, ExternalID: workato.Set("T1")}},
			})
			require.NoError(t, err)
			require.True(t, got.EnvironmentsReady())
			require.False(t, got.ExternalID.IsSet())
			require.Equal(t, "Acme", got.Name, "what is not sent stays")
			test, ok := got.Environment(workato.EnvironmentTest)
			require.True(t, ok)
			require.Equal(t, workato.Set(workato.Text("T1")), test.ExternalID)

			rows, err := transport.Collect(client.Customers(t.Context()))
			require.NoError(t, err)
			require.Len(t, workato.OnlyCustomers(rows), 1)

			require.NoError(t, client.DeleteCustomer(t.Context(), string(created.ID)))
			_, err = client.Customer(t.Context(), string(created.ID))
			require.True(t, transport.IsNotFound(err))
		})
	}
}

func TestGrant(t *testing.T) {
	t.Parallel()
	const head = `{"data":{"id":"pg-1","project":{"id":123,"name":"Sales","environment":{"id":1,"type":"TEST"}},"project_role":{"id":"pr-1","name":"Builder"},`
	for name, test := range map[string]struct {
		body string
		want workato.Holder
	}{
		"group":   {head + `"user_group":{"id":"pf-1","name":"G"},"user":null}}`, workato.Holder{Group: true, ID: "pf-1"}},
		"user":    {head + `"user_group":null,"user":{"id":5,"name":"Ann","email":"ann@x.test"}}}`, workato.Holder{ID: "5"}},
		"neither": {head + `"user_group":null,"user":null}}`, workato.Holder{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			service := &recorder{answer: func(*http.Request) (int, string) { return http.StatusOK, test.body }}
			got, err := service.client(t, workato.RBACV1).Grant(t.Context(), "210", "pg-1")
			require.NoError(t, err)
			require.Equal(t, []string{"GET /api/managed_users/210/project_grants/pg-1"}, service.calls)
			require.Equal(t, test.want, got.Holder())
			if got.User != nil {
				require.Equal(t, workato.GrantUser{NamedID: workato.NamedID{ID: "5", Name: "Ann"}, Email: "ann@x.test"}, *got.User)
			}
			require.Equal(t, "test", got.Project.EnvironmentType())
			require.Equal(t, workato.ID("123"), got.Project.ID)
			require.Equal(t, workato.NamedID{ID: "pr-1", Name: "Builder"}, got.ProjectRole)
		})
	}
}
