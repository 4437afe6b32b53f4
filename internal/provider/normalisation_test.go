package provider_test

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/faults"
	"github.com/seed7333113f/terraform-provider-workato/internal/provider"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// spellings are ways in which a service may tidy up a text; one that changes nothing is
// not tried.
func spellings() map[string]func(string) string {
	return map[string]func(string) string{
		"upper case": strings.ToUpper,
		"lower case": strings.ToLower,
		"padded":     func(s string) string { return " " + s + " " },
		"stripped":   func(s string) string { return strings.Map(withoutPunctuation, s) },
		"words":      words,
		"long name":  func(s string) string { return cmp.Or(longNames[strings.ToLower(s)], s) },
	}
}

func withoutPunctuation(r rune) rune {
	if unicode.IsLetter(r) || unicode.IsDigit(r) || r == ' ' {
		return r
	}
	return -1
}

// words writes EnvironmentAdmin as "Environment admin".
func words(s string) string {
	var b strings.Builder
	for i, r := range s {
		if i > 0 && unicode.IsUpper(r) {
			b.WriteByte(' ')
			r = unicode.ToLower(r)
		}
		b.WriteRune(r)
	}
	return b.String()
}

var longNames = map[string]string{"dev": "Development", "test": "Testing", "prod": "Production"}

// meansTheSame is what an attribute declares of two spellings, by its type.
func meansTheSame(a schema.Attribute, one, other string) bool {
	switch kind := a.GetType().(type) {
	case interface{ Same(a, b string) bool }:
		return kind.Same(one, other)
	default:
		return one == other
	}
}

// schemasOf are the schemas of the resources as they are written.
func schemasOf(t *testing.T) map[string]schema.Schema {
	t.Helper()
	out := map[string]schema.Schema{}
	for _, construct := range provider.New("test")().Resources(t.Context()) {
		r := construct()
		var resp resource.SchemaResponse
		r.Schema(t.Context(), resource.SchemaRequest{}, &resp)
		out[typeOf(t, r)] = resp.Schema
	}
	return out
}

// attributeAt finds an attribute by its path.
func attributeAt(t *testing.T, attributes map[string]schema.Attribute, path string) schema.Attribute {
	t.Helper()
	name, rest, nested := strings.Cut(path, ".")
	require.Contains(t, attributes, name)
	if !nested {
		return attributes[name]
	}
	single, ok := attributes[name].(schema.SingleNestedAttribute)
	require.True(t, ok, path)
	return attributeAt(t, single.Attributes, rest)
}

// objectOf is an object of a case as it is written there.
func objectOf(value map[string]any) acctest.Object {
	out := acctest.Object{}
	for name, member := range value {
		if inner, isObject := member.(map[string]any); isObject {
			member = objectOf(inner)
		}
		out[name] = member
	}
	return out
}

// isID reports whether a text of a case is an id, which has no other spelling.
func isID(text string) bool {
	return strings.Contains(text, "${") || strings.Trim(text, "0123456789") == ""
}

// inFull are readings under which the API shows as much as it may.
var inFull = sandbox.WithReadings(sandbox.Readings{AuthSettingsInFull: true, EnvironmentErrorEmails: true})

// findings are what came of the spellings that were tried.
type findings struct {
	mu   sync.Mutex
	rows []faults.Spelling
}

func (f *findings) add(row faults.Spelling) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.rows = append(f.rows, row)
}

// TestNormalisation_C11_R12_R13 lets the API answer in other words than it was told, from
// the creation on. Whatever means the same comes to nothing, and no difference is hidden;
// and no creation fails for it, so that nothing is replaced for the sake of a spelling.
func TestNormalisation_C11_R12_R13(t *testing.T) {
	t.Parallel()
	found := &findings{}
	t.Cleanup(func() { found.report(t) })
	t.Run("C11 spellings", func(t *testing.T) { t.Parallel(); testSpellings(t, found) })
	t.Run("R12 nothing", func(t *testing.T) { t.Parallel(); testNothings(t, found) })
	t.Run("R13 order", func(t *testing.T) { t.Parallel(); testShuffled(t, found) })
}

// testSpellings lets the API answer with another spelling of each text that a
// configuration may have. Where the type of the attribute declares that the two mean the
// same, nothing may come of it; where it does not, the plan must show it.
func testSpellings(t *testing.T, found *findings) {
	t.Helper()
	schemas := schemasOf(t)
	for typeName, wire := range acctest.NewServer(t).Schemas().ResourceSchemas {
		c := caseOf[resourceCase](t, "resources", typeName)
		for _, a := range argumentsOf(wire.Block.Attributes, "") {
			configured, isText := valueAt(objectOf(c.Full), a.path).(string)
			declaring := attributeAt(t, schemas[typeName].Attributes, a.path)
			// What is JSON to Terraform is no text to the API, see testShuffled.
			_, isJSON := declaring.GetType().(jsontypes.NormalizedType)
			if !isText || isJSON || a.attribute.WriteOnly || isID(configured) || c.unread(a.path) && !slices.Contains(c.Resent, a.path) {
				continue
			}
			for name, spell := range spellings() {
				other := spell(configured)
				if other == configured {
					continue
				}
				row := faults.Spelling{Type: typeName, Attribute: a.path, Spelling: name, Declared: meansTheSame(declaring, configured, other)}
				t.Run(typeName+" "+a.path+" in "+name, func(t *testing.T) {
					t.Parallel()
					row.Result = testSpelling(t, c.specimen(t, typeName, inFull), a.path, configured, other, row.Declared)
					found.add(row)
				})
			}
		}
	}
}

// testSpelling answers with another text wherever the configured one would be.
func testSpelling(t *testing.T, s specimen, path, configured, other string, declared bool) string {
	t.Helper()
	config := s.world.Object(t, s.Full)
	require.Equal(t, configured, valueAt(config, path))
	answered := false
	s.world.RewriteAnswers(sandbox.Rewrite{To: func(_ string, value any) any {
		if text, isText := value.(string); isText && strings.EqualFold(text, configured) {
			answered = true
			return other
		}
		return value
	}})
	s.MustApply(t, config)
	require.Equal(t, configured, valueAt(s.Attributes, path), "the creation forgets how it is configured")
	s.nextRun(t)
	_, fixed := s.Fixed[path]
	s.Refresh(t)
	require.True(t, answered || fixed, "the API never answers with it")
	if fixed {
		s.MustStay(t, config)
		return faults.NotCompared
	}
	if declared {
		s.MustStay(t, config)
		require.Equal(t, configured, valueAt(s.Attributes, path), "a refresh forgets how it is configured")
		s.requireImport(t, config)
		return faults.Kept
	}
	plan, diags := s.Plan(t, config)
	require.Empty(t, diags.Errors().String())
	if s.Type == customerType || s.Type == "workspace365_environment" {
		require.Empty(t, plan.Replaces, "a spelling costs a whole workspace")
	}
	require.Contains(t, s.differences(s.Attributes, plan.Attributes), path, "the plan hides that the API has another value")
	return faults.Shown
}

// requireImport demands that the plan after an import shows nothing but what the API does
// not give back.
func (s specimen) requireImport(t *testing.T, config acctest.Object) {
	t.Helper()
	id := s.importID(t)
	imported := s.server.Instance(t, s.Type)
	require.Empty(t, imported.Import(t, id).Errors().String())
	plan, diags := imported.Plan(t, config)
	require.Empty(t, diags.Errors().String())
	require.Empty(t, plan.Replaces, "the plan after an import replaces")
	shown := slices.DeleteFunc(s.differences(imported.Attributes, plan.Attributes), s.unread)
	require.Empty(t, shown, "the plan after an import is not empty")
}

func (f *findings) report(t *testing.T) {
	t.Helper()
	slices.SortFunc(f.rows, func(a, b faults.Spelling) int {
		return cmp.Or(cmp.Compare(a.Type, b.Type), cmp.Compare(a.Attribute, b.Attribute), cmp.Compare(a.Spelling, b.Spelling))
	})
	groups, counts := map[string]bool{}, map[string]int{}
	for _, row := range f.rows {
		what := "of whole answers"
		if row.Attribute != "" {
			what = "of an attribute"
		}
		groups[what] = true
		counts[what+" "+row.Result]++
	}
	for _, result := range slices.Sorted(maps.Keys(counts)) {
		t.Logf("%d spellings %s", counts[result], result)
	}
	if len(groups) == 2 { // and not only one of them was run
		report(t, faults.SpellingsFile, f.rows)
	}
}
