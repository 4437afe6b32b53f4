package acctest

import (
	"maps"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// stored returns what of a configuration may be kept: write-only arguments are null
// in every plan and state.
func stored(t *testing.T, schema *tfprotov6.Schema, config tftypes.Value) tftypes.Value {
	t.Helper()
	if config.IsNull() || !config.IsKnown() {
		return config
	}
	values := maps.Clone(as[map[string]tftypes.Value](t, config))
	for _, attribute := range schema.Block.Attributes {
		if attribute.WriteOnly {
			values[attribute.Name] = tftypes.NewValue(attribute.ValueType(), nil)
		}
	}
	return tftypes.NewValue(config.Type(), values)
}
