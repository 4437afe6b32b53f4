package sandbox_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

func TestRewriteAnswers(t *testing.T) {
	t.Parallel()
	c := start(t)
	path := c.customer(object{"external_id": "acme", "whitelisted_apps": []any{"rest", "jira", "slack"}})
	seen := map[string]bool{}
	c.sb.RewriteAnswers(
		sandbox.Rewrite{Method: http.MethodGet, Route: "/api/managed_users/{id}", To: func(at string, value any) any {
			seen[at] = true
			switch at {
			case "name":
				return strings.ToUpper(idText(value))
			case "external_id":
				return sandbox.Omitted
			case "whitelisted_apps":
				if list, isList := value.([]any); isList {
					slices.Reverse(list)
					return list
				}
				if value == "jira" {
					return sandbox.Omitted
				}
			case "auth_settings":
				return nil
			}
			return value
		}},
		sandbox.Rewrite{To: func(at string, value any) any {
			if id, isNumber := value.(json.Number); at == "id" && isNumber {
				return id.String()
			}
			return value
		}},
	)
	got := c.must(http.MethodGet, path, nil)
	require.Equal(t, "ACME", got["name"])
	require.NotContains(t, got, "external_id")
	require.Equal(t, []any{"slack", "rest"}, got["whitelisted_apps"])
	require.Contains(t, got, "auth_settings")
	require.Nil(t, got["auth_settings"])
	require.Equal(t, "209", got["id"])
	require.True(t, seen[""] && seen["auth_settings.type"], "the answer and what is in it were asked for")

	require.Equal(t, "Acme", c.must(http.MethodPut, path, object{"time_zone": "Berlin"})["name"], "another method")
	require.Equal(t, []string{"Acme"}, names(items(t, c.must(http.MethodGet, "/api/managed_users", nil), "result")), "another route")
	c.call(http.MethodGet, customerPath(999), nil).refused(http.StatusNotFound, "Not found")
	c.sb.RewriteAnswers()
	require.Equal(t, "Acme", c.must(http.MethodGet, path, nil)["name"], "no more rewrites")
}

func TestWithIDsAfter(t *testing.T) {
	t.Parallel()
	c := start(t, sandbox.WithIDsAfter(1<<53))
	got := c.call(http.MethodPost, "/api/managed_users", object{"name": "Acme", "notification_email": "ops@acme.example"})
	require.Contains(t, got.raw, `"id":9007199254741201,`, "the next odd number that a float cannot hold")
}
