package providerdata

import (
	"context"
	"slices"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/batch"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/exactlyonce"
)

// GrantScope is what grants must have in common to share a call: the project, and whether
// their holders have one already.
type GrantScope struct {
	EnvironmentID, ProjectID string
	Exists                   bool
}

// Lock is the name of the lock of all bulk updates of the project: whether the service
// takes two at once is not documented.
func (s GrantScope) Lock() string { return "grants of " + s.EnvironmentID + " " + s.ProjectID }

// Grants lets grants of one project, which are written at the same time, share a call. The
// result of each is the grant as it is then, or nil if the service does not show it.
type Grants = batch.Batcher[GrantScope, workato.GrantInput, *workato.Grant]

// NewGrants returns what writes single grants through the client.
func NewGrants(client *workato.Client, locks *exactlyonce.Locks) *Grants {
	return &Grants{
		Window: writeWindow, Limit: workato.GrantLimit, Serial: true, Divide: workato.GrantAtFault,
		Send: func(ctx context.Context, scope GrantScope, inputs []workato.GrantInput) ([]*workato.Grant, error) {
			unlock, err := locks.Lock(ctx, scope.Lock())
			if err != nil {
				return nil, workato.GrantNotSent(err)
			}
			defer unlock()
			grants, err := client.PutGrants(ctx, scope.EnvironmentID, scope.ProjectID, inputs)
			if err != nil {
				return nil, err
			}
			out := make([]*workato.Grant, len(inputs))
			for i, input := range inputs {
				if at := slices.IndexFunc(grants, func(g workato.Grant) bool { return input.ShownIn([]workato.Grant{g}) }); at >= 0 {
					out[i] = &grants[at]
				}
			}
			return out, nil
		},
	}
}
