package sandbox_test

import (
	"net/http"
	"testing"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

func TestReadOnlyToken(t *testing.T) {
	t.Parallel()
	c := startSeeded(t)
	c.token = sandbox.ReadOnlyToken
	const path = "/api/managed_users/101"
	c.must(http.MethodGet, path, nil)
	for _, method := range []string{http.MethodPut, http.MethodDelete} {
		c.call(method, path, object{"name": "Other"}).refused(http.StatusUnauthorized, "Unauthorized")
	}
	c.call(http.MethodPost, "/api/managed_users", object{"name": "New", "notification_email": "it@new.example"}).refused(http.StatusUnauthorized, "Unauthorized")
	c.token += "x"
	c.call(http.MethodGet, path, nil).refused(http.StatusUnauthorized, "Unauthorized")
}
