package providerdata

import (
	"context"
	"time"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/batch"
)

// Properties lets properties of one environment or project, which are written at the
// same time, share a call.
type Properties = batch.Batcher[workato.PropertyScope, workato.PropertyInput, struct{}]

const (
	// writeWindow is far below the time between two calls that the quota leaves.
	writeWindow = 30 * time.Millisecond
	// propertyLimit is that of the bulk endpoints that document one. There can be
	// 1,000 in all, and no limit of a call is documented.
	propertyLimit = 100
)

// NewProperties returns what writes properties through the client.
func NewProperties(client *workato.Client) *Properties {
	return &Properties{
		Window: writeWindow, Limit: propertyLimit,
		Send: func(ctx context.Context, scope workato.PropertyScope, inputs []workato.PropertyInput) ([]struct{}, error) {
			return make([]struct{}, len(inputs)), client.SetProperties(ctx, scope, inputs)
		},
		Divide: workato.PropertyAtFault,
	}
}
