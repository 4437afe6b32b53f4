package workspace_test

import (
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// Writes to one instance wait for each other. So what is new in the list is one's own,
// even where no answer names it and the service gives names as it likes: none of many
// creations at once takes another's tenant for its own.
func TestWorkspace365_U24_serialWrites(t *testing.T) {
	t.Parallel()
	account := newAccount(t, readings{V2Reply: sandbox.Workspace365V2ReplyEmpty, Sanitizing: sandbox.Workspace365SanitizingSuffix, ListLag: 1})
	account.InjectFault(sandbox.Fault{Method: http.MethodPost, Route: listRoute, When: sandbox.AfterCommit, Delay: 20 * time.Millisecond, Count: sandbox.Always})
	server := account.ServerThatSettles(t, 5*time.Second)
	const many = 6
	environments, plans := make([]*acctest.Instance, many), make([]acctest.Plan, many)
	for i := range many {
		environments[i] = server.Instance(t, typeName)
		plan, diags := environments[i].Plan(t, config(acctest.Object{"name": fmt.Sprintf("Tenant %c", 'a'+i), "active": i%2 == 0}))
		require.Empty(t, diags.Errors())
		plans[i] = plan
	}
	diags := make([]acctest.Diagnostics, many)
	var group sync.WaitGroup
	for i := range many {
		group.Go(func() { environments[i].State, diags[i] = server.Apply(t, plans[i]) })
	}
	group.Wait()
	for i, environment := range environments {
		require.Empty(t, diags[i].Errors().String())
		require.Equal(t, fmt.Sprintf("tenant%c1", 'a'+i), environment.Value(t, "environment_name"))
	}
	require.Len(t, tenants(account), many)
	require.Len(t, posts(account), many)
}
