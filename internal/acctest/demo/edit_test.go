package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

const twoCustomers = `customers = {
  acme = {
    environments        = false # DEV only, for now
    deletion_protection = true
  }

  globex = {
    environments        = false
    deletion_protection = true

    workspace365 = {
      admin_email = "it@globex.example"
      active      = true
    }
  }
}
`

func TestSet(t *testing.T) {
	t.Parallel()
	changed, before, err := set(twoCustomers, "acme", "environments", "true")
	require.NoError(t, err)
	require.Equal(t, "false # DEV only, for now", before)
	require.Contains(t, changed, "  acme = {\n    environments        = true\n")

	changed, before, err = set(changed, "globex", "active", "false")
	require.NoError(t, err)
	require.Equal(t, "true", before)
	require.Contains(t, changed, "      active      = false\n    }\n  }\n}\n")
	require.Contains(t, changed, "  globex = {\n    environments        = false\n", "only what was named changes")

	_, _, err = set(twoCustomers, "acme", "active", "false")
	require.EqualError(t, err, "customer acme has no active", "that of the next customer is not meant")
	_, _, err = set(twoCustomers, "initech", "active", "false")
	require.EqualError(t, err, "there is no customer initech")
}
