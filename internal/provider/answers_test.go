package provider_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/faults"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// envelopes are the members of answers that wrap what was asked for.
var envelopes = []string{"", "result", "data", "items", "result.items", "data.items"}

func last(path string) string { return path[strings.LastIndex(path, ".")+1:] }

// shuffled turns each list by one more than the one before. Lists within the config of a
// role stay, since their order is documented to matter.
func shuffled() sandbox.Rewrite {
	turns := 0
	return sandbox.Rewrite{To: func(path string, value any) any {
		list, isList := value.([]any)
		if !isList || len(list) < 2 || slices.Contains(strings.Split(path, "."), "config") {
			return value
		}
		turns++
		by := turns % len(list)
		return slices.Concat(list[by:], list[:by])
	}}
}

// reversed turns every list round, in every answer.
func reversed() sandbox.Rewrite {
	return sandbox.Rewrite{To: func(_ string, value any) any {
		if list, isList := value.([]any); isList {
			slices.Reverse(list)
		}
		return value
	}}
}

// nothings are the ways to say that there is nothing, in the place of the one that the
// API has.
func nothings(attributes []*tfprotov6.SchemaAttribute) map[string]sandbox.Rewrite {
	texts, lists := map[string]bool{}, map[string]bool{}
	for _, a := range attributesOf(attributes, "") {
		typ := a.attribute.ValueType()
		texts[last(a.path)] = typ.Is(tftypes.String)
		lists[last(a.path)] = typ.Is(tftypes.Set{}) || typ.Is(tftypes.List{})
	}
	emptyList := func(path string, value any) bool {
		list, isList := value.([]any)
		return isList && len(list) == 0 && !slices.Contains(envelopes, path)
	}
	return map[string]sandbox.Rewrite{
		"null left out": {To: func(_ string, value any) any {
			if value == nil {
				return sandbox.Omitted
			}
			return value
		}},
		"null as empty": {To: func(path string, value any) any {
			switch {
			case value == nil && texts[last(path)]:
				return ""
			case value == nil && lists[last(path)]:
				return []any{}
			default:
				return value
			}
		}},
		"empty left out": {To: func(path string, value any) any {
			if emptyList(path, value) || value == "" {
				return sandbox.Omitted
			}
			return value
		}},
		"empty as null": {To: func(path string, value any) any {
			if emptyList(path, value) || value == "" {
				return nil
			}
			return value
		}},
	}
}

// grown are answers of a service that has grown since its documents were written.
func grown() map[string]sandbox.Rewrite {
	return map[string]sandbox.Rewrite{
		"fields": {To: func(_ string, value any) any {
			// What is listed by name, such as properties, is no object that can grow.
			if object, isObject := value.(map[string]any); isObject && !listedByName(object) {
				object["x_new"] = map[string]any{"words": []any{"a", nil}, "number": json.Number("9007199254740993")}
			}
			return value
		}},
		"words": {To: func(path string, value any) any {
			name, text := last(path), false
			_, text = value.(string)
			if enumerates := strings.HasSuffix(name, "status") || name == "type" || name == "grant_type"; enumerates && text && path != "auth_settings.type" {
				return "brand_new"
			}
			return value
		}},
		"environments": {To: func(path string, value any) any {
			list, isList := value.([]any)
			if isList && last(path) == "environments" {
				return append(list, map[string]any{"id": json.Number("999"), "environment_type": "staging", "external_id": nil})
			}
			return value
		}},
		"null lists": {To: func(path string, value any) any {
			_, isList := value.([]any)
			// Without environments, there are none: that is no list that became unknown.
			// The config of a role is no list of the API's own.
			if isList && !slices.Contains(envelopes, path) && last(path) != "environments" && !slices.Contains(strings.Split(path, "."), "config") {
				return nil
			}
			return value
		}},
	}
}

// listedByName reports whether an object is a list by names that people have chosen.
func listedByName(object map[string]any) bool {
	documented := []string{"id", "name", "email", "result", "data", "items", "type", "environment_type", "success"}
	return !slices.ContainsFunc(documented, func(name string) bool { _, has := object[name]; return has })
}

// emptied are the configurations in which one list or map is empty, where that is allowed.
func (s specimen) emptied(t *testing.T, config acctest.Object, arguments []argument) map[string]acctest.Object {
	t.Helper()
	out := map[string]acctest.Object{}
	for _, a := range arguments {
		empty := emptyOf(a.attribute.ValueType())
		if _, isText := empty.(string); empty == nil || isText || a.attribute.WriteOnly {
			continue
		}
		variant := with(config, a.path, empty)
		if _, diags := s.Plan(t, variant); len(diags.Errors()) == 0 {
			out["empty "+a.path] = variant
		}
	}
	return out
}

// testNothings lets the API say in another way that there is nothing:
// null, an empty text or list, or no member at all. Whichever way the configuration says
// it, the second plan is empty.
func testNothings(t *testing.T, found *findings) {
	t.Helper()
	for typeName, schema := range acctest.NewServer(t).Schemas().ResourceSchemas {
		c := caseOf[resourceCase](t, "resources", typeName)
		arguments := argumentsOf(schema.Block.Attributes, "")
		for name, rewrite := range nothings(schema.Block.Attributes) {
			t.Run(typeName+" "+name, func(t *testing.T) {
				t.Parallel()
				trial := c.specimen(t, typeName)
				variants := trial.emptied(t, trial.world.Object(t, c.Minimal), arguments)
				variants["minimal"], variants["full"] = nil, nil
				for variant := range variants {
					s := c.specimen(t, typeName)
					config := s.world.Object(t, map[string]map[string]any{"full": c.Full}[variant])
					if variant != "full" {
						config = s.world.Object(t, c.Minimal)
					}
					if path, empty := strings.CutPrefix(variant, "empty "); empty {
						config = s.emptied(t, config, arguments)["empty "+path]
					}
					s.world.RewriteAnswers(rewrite)
					s.MustApply(t, config)
					s.nextRun(t)
					s.MustStay(t, config)
					if variant == "full" {
						s.requireImport(t, config)
					}
					found.add(faults.Spelling{Type: typeName, Spelling: name + ", " + variant, Declared: true, Result: faults.Kept})
				}
			})
		}
	}
}

// testShuffled answers in another order each time, or always in the reverse one, which is
// how the config of a role is kept, too. Of data sources, the order of rows may differ and
// that of texts in them: it is documented to be that of the API.
func testShuffled(t *testing.T, found *findings) {
	t.Helper()
	for typeName := range acctest.NewServer(t).Schemas().ResourceSchemas {
		c := caseOf[resourceCase](t, "resources", typeName)
		for name, rewrite := range map[string]sandbox.Rewrite{"shuffled": shuffled(), "reversed": reversed()} {
			t.Run(typeName+" "+name, func(t *testing.T) {
				t.Parallel()
				s := c.specimen(t, typeName)
				config := s.world.Object(t, c.Full)
				s.world.RewriteAnswers(rewrite)
				s.MustApply(t, config)
				s.nextRun(t)
				s.MustStay(t, config)
				if name == "shuffled" {
					s.requireImport(t, config)
				}
				found.add(faults.Spelling{Type: typeName, Spelling: "lists " + name, Declared: true, Result: faults.Kept})
			})
		}
	}
	eachData(t, func(t *testing.T, typeName string, w *acctest.World, config acctest.Object) {
		t.Helper()
		before, diags := w.Server(t).Data(t, typeName, config)
		require.Empty(t, diags.Errors().String())
		w.RewriteAnswers(shuffled())
		for range 2 {
			after, diags := w.Server(t).Data(t, typeName, config)
			require.Empty(t, diags.Errors().String())
			list := caseOf[dataCase](t, "data-sources", typeName).List
			rows, _ := before[list].([]any)
			again, _ := after[list].([]any)
			require.ElementsMatch(t, unordered(rows), unordered(again))
			require.Equal(t, unordered(with(before, list, nil)), unordered(with(after, list, nil)), "another order comes out as another value")
		}
		found.add(faults.Spelling{Type: "data source " + typeName, Spelling: "lists shuffled", Declared: true, Result: faults.Kept})
	})
}

// unordered is a value with its lists of texts sorted, in which sets are decoded too.
func unordered(value any) any {
	switch value := value.(type) {
	case acctest.Object:
		out := acctest.Object{}
		for name, member := range value {
			out[name] = unordered(member)
		}
		return out
	case []any:
		out := make([]any, 0, len(value))
		for _, element := range value {
			out = append(out, unordered(element))
		}
		slices.SortStableFunc(out, func(a, b any) int {
			first, _ := a.(string)
			second, _ := b.(string)
			return strings.Compare(first, second)
		})
		return out
	default:
		return value
	}
}

// eachData reads each data source as its case has it.
func eachData(t *testing.T, test func(*testing.T, string, *acctest.World, acctest.Object)) {
	t.Helper()
	for typeName := range acctest.NewServer(t).Schemas().DataSourceSchemas {
		c := caseOf[dataCase](t, "data-sources", typeName)
		for _, config := range c.Configs {
			t.Run("data source "+typeName, func(t *testing.T) {
				t.Parallel()
				w := acctest.NewWorld(t)
				for _, thing := range c.There {
					w.ID(t, thing)
				}
				test(t, typeName, w, w.Object(t, config))
			})
		}
	}
}

// TestNormalisation_R11_grown answers with what the documents do not have: other fields,
// other words where some are listed, another environment, and null for a list.
func TestNormalisation_R11_grown(t *testing.T) {
	t.Parallel()
	for typeName := range acctest.NewServer(t).Schemas().ResourceSchemas {
		c := caseOf[resourceCase](t, "resources", typeName)
		for name, rewrite := range grown() {
			t.Run(typeName+" "+name, func(t *testing.T) {
				t.Parallel()
				s := c.specimen(t, typeName)
				config := s.world.Object(t, c.Full)
				s.world.RewriteAnswers(rewrite)
				s.MustApply(t, config)
				s.nextRun(t)
				if name != "null lists" {
					s.MustStay(t, config)
					return
				}
				s.Refresh(t)
				plan, diags := s.Plan(t, config)
				require.Empty(t, diags.Errors().String())
				for _, path := range s.differences(s.Attributes, plan.Attributes) {
					_, isList := valueAt(config, path).([]any)
					require.True(t, isList, "%s differs, which is no list that is configured", path)
				}
			})
		}
	}
	eachData(t, func(t *testing.T, typeName string, w *acctest.World, config acctest.Object) {
		t.Helper()
		for name, rewrite := range grown() {
			w.RewriteAnswers(rewrite)
			_, diags := w.Server(t).Data(t, typeName, config)
			require.Empty(t, diags.Errors().String(), name)
		}
	})
}
