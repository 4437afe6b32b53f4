package diagnostics_test

import (
	"net/http"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/diagnostics"
)

// A panic in a call is to be reported, and not looked for in the network.
func TestOperation_C15_bug(t *testing.T) {
	t.Parallel()
	bug := transport.Caught("s3cret")
	var diags diag.Diagnostics
	diagnostics.Operation{Verb: "create", Type: "workato_project"}.Failed(&diags, &transport.Error{
		Method: http.MethodPost, Route: "/api/managed_users/{id}/folders", Message: bug.Error(), Err: bug,
	})
	require.Len(t, diags, 1)
	require.Equal(t, "Cannot create workato_project", diags[0].Summary())
	require.Contains(t, diags[0].Detail(), "Please report this text at")
	require.Contains(t, diags[0].Detail(), "It is not known whether the call had an effect.")
	require.NotContains(t, diags[0].Detail(), "Check the network")
	require.NotContains(t, diags[0].Detail(), "s3cret")
}
