package role

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/jsonpart"
)

// configMemory is what private state remembers of a role's config. Nothing is
// remembered of a role that was imported, until it is first applied: what its
// configuration declares is not known when it is read.
type configMemory struct {
	// Declared is the config as the configuration has it.
	Declared string `json:"declared"`
	// Kept is how the service keeps it, see [jsonpart.Accept].
	Kept json.RawMessage `json:"kept"`
}

const configMemoryKey = "config"

// privateReader is the private state of a request, privateWriter that of a response.
type (
	privateReader interface {
		GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
	}
	privateWriter interface {
		SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
	}
)

func loadConfigMemory(ctx context.Context, private privateReader, diags *diag.Diagnostics) configMemory {
	data, d := private.GetKey(ctx, configMemoryKey)
	diags.Append(d...)
	var memory configMemory
	if len(data) > 0 {
		if err := json.Unmarshal(data, &memory); err != nil {
			diags.AddError("Unreadable private state", "What this provider remembers of the last apply cannot be read: "+err.Error())
		}
	}
	return memory
}

func (m configMemory) save(ctx context.Context, private privateWriter, diags *diag.Diagnostics) {
	data, err := json.Marshal(m)
	if err != nil {
		diags.AddError("Cannot write private state", err.Error())
		return
	}
	diags.Append(private.SetKey(ctx, configMemoryKey, data)...)
}

// declared is what the configuration declares, if that is known.
func (m configMemory) declared() (jsonpart.Declared, bool) {
	value, err := jsonpart.Parse(m.Declared)
	if err != nil {
		return jsonpart.Declared{}, false
	}
	kept, err := jsonpart.Parse(string(m.Kept))
	if err != nil {
		kept = value
	}
	return jsonpart.Declared{Value: value, Kept: kept}, true
}

// refresh is the config for the state: as it was declared if the service has all of it,
// or else what the service has of the keys that were declared. Where that is not known,
// it is all that the service has.
func (m configMemory) refresh(before jsontypes.Normalized, read workato.Field[json.RawMessage]) jsontypes.Normalized {
	if !read.IsSet() {
		return before // A reply that does not show it says nothing about it.
	}
	actual, err := jsonpart.Parse(string(read.Value))
	if err != nil {
		return before // It was decoded before, so it is JSON.
	}
	if declared, known := m.declared(); known {
		actual = declared.In(actual)
		if actual.Equal(declared.Value) {
			return jsontypes.NewNormalizedValue(m.Declared)
		}
	}
	return jsontypes.NewNormalizedValue(actual.Compact())
}

// written remembers a config that was sent, and how the reply has it. What the reply has
// otherwise, so that it is no other form of the same, is returned.
func (m configMemory) written(sent string, reply workato.Field[json.RawMessage]) (next configMemory, ignored []string) {
	next = configMemory{Declared: sent, Kept: json.RawMessage(sent)}
	value, err := jsonpart.Parse(sent)
	if err != nil {
		return next, nil // It was parsed in order to be sent.
	}
	if !reply.IsSet() {
		// What was learned of the same config still holds.
		if before, known := m.declared(); known && before.Value.Equal(value) {
			next.Kept = m.Kept
		}
		return next, nil
	}
	actual, err := jsonpart.Parse(string(reply.Value))
	if err != nil {
		return next, nil
	}
	kept, ignored := jsonpart.Accept(value, actual)
	next.Kept = json.RawMessage(kept.Compact())
	return next, ignored
}

// sameConfig reports whether two configs differ in spelling at most.
func sameConfig(a, b jsontypes.Normalized) bool {
	first, err1 := jsonpart.Parse(a.ValueString())
	second, err2 := jsonpart.Parse(b.ValueString())
	return err1 == nil && err2 == nil && first.Equal(second)
}

// declaredIn reports whether all that a config declares is in another one.
func declaredIn(config, all jsontypes.Normalized) bool {
	value, err1 := jsonpart.Parse(config.ValueString())
	actual, err2 := jsonpart.Parse(all.ValueString())
	return err1 == nil && err2 == nil && jsonpart.Declared{Value: value, Kept: value}.In(actual).Equal(value)
}

// parseConfig demands a JSON object.
func parseConfig(at path.Path, text string, diags *diag.Diagnostics) (jsonpart.Value, bool) {
	value, err := jsonpart.ParseObject(text)
	if err == nil {
		return value, true
	}
	hint := `Write jsonencode({ team = { privileges = "all" } }), or load a JSON file with file("${path.module}/role.json").`
	var inner string
	if json.Unmarshal([]byte(text), &inner) == nil {
		if _, err := jsonpart.ParseObject(inner); err == nil {
			hint = "The string holds a JSON object, so it was encoded twice: leave out jsonencode around what is JSON already, such as file(…) or the config of a data source."
		}
	}
	if strings.TrimSpace(text) == "" {
		err = fmt.Errorf("it is empty")
	}
	diags.AddAttributeError(at, "Invalid config of a role", fmt.Sprintf("config must be a JSON object: %s. %s", err, hint))
	return jsonpart.Value{}, false
}
