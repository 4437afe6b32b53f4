package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRead(t *testing.T) {
	t.Parallel()
	got := read(`workato_managed_customer.acme: Refreshing state... [id=209]

OpenTofu will perform the following actions:

  # data.workato_project_roles.all will be read during apply
  # (config refers to values not yet known)

  # workato_managed_customer.acme will be updated in-place
  ~ resource "workato_managed_customer" "acme" {
        id   = "209"
      ~ name = "Acme" -> "Acme GmbH"
    }

Plan: 0 to add, 1 to change, 0 to destroy.

Warning: Cannot be undone

  with workato_managed_customer.acme,

Think twice.

Error: Protected

Once.

Error: Protected

Twice.
─────────────────

Saved the plan to: plan.tfplan
`)
	require.Equal(t, said{
		objects:  []string{"# workato_managed_customer.acme will be updated in-place", `    ~ name = "Acme" -> "Acme GmbH"`},
		results:  []string{"Plan: 0 to add, 1 to change, 0 to destroy."},
		problems: [][]string{{"Warning: Cannot be undone", "", "  with workato_managed_customer.acme,", "", "Think twice."}, {"Error: Protected", "", "Once."}},
		repeated: 1,
	}, got)
}
