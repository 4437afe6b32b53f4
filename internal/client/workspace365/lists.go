package workspace365

import (
	"context"
	"strings"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// source is the list of environments, the only witness of what exists. It has no pages.
func (c *Client) source() shared.Source[Environment] {
	return shared.Source[Environment]{
		Name: environmentsPath,
		Paging: transport.Paging[Environment]{
			Whole: true,
			Key:   func(e Environment) string { return strings.ToLower(e.Name) },
			Fetch: func(ctx context.Context, _ int) (transport.Page[Environment], error) {
				rows, err := c.list(ctx)
				return transport.Page[Environment]{Items: rows}, err
			},
		},
	}
}

// Environments reads the list of environments (PE, GET /Environment/), or takes it from
// others, see [shared].
func (c *Client) Environments(ctx context.Context) ([]Environment, error) {
	return transport.Collect(shared.Rows(ctx, c.lists, c.source()))
}

// Find looks for an environment by its effective name. What the list lacks that all
// share, a second one is asked for, some seconds later; nil means that both lack it.
func (c *Client) Find(ctx context.Context, name string) (*Environment, error) {
	for attempt := range 2 {
		looking := shared.Reads(ctx)
		if attempt > 0 {
			looking = shared.Again(ctx, c.confirm)
		}
		found, err := transport.First(shared.Rows(looking, c.lists, c.source()), func(e Environment) bool { return Same(e.Name, name) })
		if found != nil || err != nil {
			return found, err
		}
	}
	return nil, nil
}
