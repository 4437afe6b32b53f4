package provider_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
)

// resourceCase is what the suite has to know of a resource that its schema does not
// say: values. It is the file testdata/resources/<type>.json of the service package. In
// its texts ${name} stands for the id of a thing that the world makes, see
// acctest.World.
type resourceCase struct {
	// Kind is that of the object in the ledger of the sandbox; Undeletable is the
	// reason why nobody can delete it behind Terraform's back.
	Kind        string `json:"kind"`
	Undeletable string `json:"undeletable"`
	// Parent is the kind of what it goes with; "" if it stands by itself.
	Parent string `json:"parent"`
	// ImportID has {attribute} where a value of the state belongs.
	ImportID string `json:"import_id"`
	// Minimal has the required arguments alone, Full every one that goes together.
	Minimal map[string]any `json:"minimal"`
	Full    map[string]any `json:"full"`
	// Changes has another value of every argument, by its path. Where one cannot
	// change alone, With has what changes beside it.
	Changes map[string]any            `json:"changes"`
	With    map[string]map[string]any `json:"with"`
	// From has what differs from Full before an argument changes that does not go
	// together with the rest.
	From map[string]map[string]any `json:"from"`
	// NotRead are arguments that the API does not give back, or does not have: after
	// an import they are filled in, in place and without a call. Resent are those that
	// filling in sends again, since they can be changed.
	NotRead []string `json:"not_read"`
	Resent  []string `json:"resent"`
	// NotAlone are optional arguments of Full that cannot be left out by themselves,
	// each with the reason.
	NotAlone map[string]string `json:"not_alone"`
	// MustBeKnown are arguments that may not be unknown once the resource exists,
	// each with the reason.
	MustBeKnown map[string]string `json:"must_be_known"`
	// Drift says how somebody changes behind Terraform's back what attributes show, where
	// it is not by giving the field of that name of the object the value of Changes.
	Drift map[string]drift `json:"drift"`
	// Beside are changes of what the resource does not have, or leaves undeclared in its
	// minimal configuration.
	Beside []drift `json:"beside"`
	// Fixed are attributes that nobody can change so, or whose change is none to
	// Terraform, each with the reason.
	Fixed map[string]string `json:"fixed"`
}

// drift is a change in the ledger, see sandbox.SetObjectField. What is left out is the
// object that the resource has made, the last part of the attribute's path, and the
// value of Changes.
type drift struct {
	Kind  string `json:"kind"`
	ID    string `json:"id"` // has {attribute} where a value of the state belongs
	Field string `json:"field"`
	Value any    `json:"value"`
	// From has what differs before in the configuration, beside the From of the case.
	From map[string]any `json:"from"`
	// Also are other attributes that show the same.
	Also []string `json:"also"`
	// TakenBack is the reason why an update may undo a change that is beside the
	// configuration.
	TakenBack string `json:"taken_back"`
	// Readings are needed for the API to show it.
	Readings json.RawMessage `json:"readings"`
}

// dataCase is the same for a data source, in testdata/data-sources/<type>.json.
type dataCase struct {
	// There are the things to be made before it reads.
	There []string `json:"there"`
	// Configs find something, Missing asks for what is not there. NeverMissing is the
	// reason why there is no such thing.
	Configs      []map[string]any `json:"configs"`
	Missing      map[string]any   `json:"missing"`
	NeverMissing string           `json:"never_missing"`
	// List is the attribute that lists, if it is one.
	List string `json:"list"`
}

// caseOf reads the case of a type. A type without one fails the suite.
func caseOf[T any](t *testing.T, directory, typeName string) T {
	t.Helper()
	found, err := filepath.Glob(filepath.Join("..", "service", "*", "testdata", directory, typeName+".json"))
	require.NoError(t, err)
	require.Len(t, found, 1, "the suite does not cover %s: write internal/service/<package>/testdata/%s/%s.json (CONTRIBUTING.md, Tests)", typeName, directory, typeName)
	text, err := os.ReadFile(found[0])
	require.NoError(t, err)
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	var out T
	require.NoError(t, decoder.Decode(&out), found[0])
	return out
}

// argument is something that can be configured.
type argument struct {
	path      string
	attribute *tfprotov6.SchemaAttribute
}

// argumentsOf lists what can be configured, with the attributes of single nested
// objects under their own paths: those objects are not listed themselves.
func argumentsOf(attributes []*tfprotov6.SchemaAttribute, prefix string) []argument {
	var out []argument
	for _, attribute := range attributes {
		if !attribute.Required && !attribute.Optional {
			continue
		}
		if nested := attribute.NestedType; nested != nil && nested.Nesting == tfprotov6.SchemaObjectNestingModeSingle {
			out = append(out, argumentsOf(nested.Attributes, prefix+attribute.Name+".")...)
			continue
		}
		out = append(out, argument{prefix + attribute.Name, attribute})
	}
	return out
}

// attributesOf lists all attributes in the same way.
func attributesOf(attributes []*tfprotov6.SchemaAttribute, prefix string) []argument {
	var out []argument
	for _, attribute := range attributes {
		if nested := attribute.NestedType; nested != nil && nested.Nesting == tfprotov6.SchemaObjectNestingModeSingle {
			out = append(out, attributesOf(nested.Attributes, prefix+attribute.Name+".")...)
			continue
		}
		out = append(out, argument{prefix + attribute.Name, attribute})
	}
	return out
}

// with returns a copy of an object with another value at a path. A nil value removes
// what is there.
func with(object acctest.Object, path string, value any) acctest.Object {
	out := maps.Clone(object)
	if out == nil {
		out = acctest.Object{}
	}
	name, rest, nested := strings.Cut(path, ".")
	switch {
	case nested:
		inner, _ := out[name].(acctest.Object)
		out[name] = with(inner, rest, value)
	case value == nil:
		delete(out, name)
	default:
		out[name] = value
	}
	return out
}

func valueAt(object acctest.Object, path string) any {
	return acctest.At(object, strings.Split(path, ".")...)
}

// emptyOf returns the empty value of a type, or nil if it has none.
func emptyOf(typ tftypes.Type) any {
	switch {
	case typ.Is(tftypes.String):
		return ""
	case typ.Is(tftypes.Set{}), typ.Is(tftypes.List{}):
		return []any{}
	case typ.Is(tftypes.Map{}):
		return acctest.Object{}
	default:
		return nil
	}
}

// requireCovered demands that the case has values for every argument.
func (c resourceCase) requireCovered(t *testing.T, schema *tfprotov6.Schema) {
	t.Helper()
	var all []string
	for _, a := range argumentsOf(schema.Block.Attributes, "") {
		all = append(all, a.path)
		require.Contains(t, c.Changes, a.path, "the case has no other value of this argument")
		if a.attribute.Required && !strings.Contains(a.path, ".") {
			require.Contains(t, c.Minimal, a.path, "the minimal configuration lacks a required argument")
		}
	}
	for path := range c.Changes {
		require.Contains(t, all, path, "there is no such argument to change")
	}
	names := slices.Concat(c.NotRead, c.Resent, slices.Collect(maps.Keys(c.NotAlone)), slices.Collect(maps.Keys(c.MustBeKnown)),
		slices.Collect(maps.Keys(c.With)), slices.Collect(maps.Keys(c.From)))
	for _, name := range names {
		known := slices.ContainsFunc(all, func(path string) bool { return path == name || strings.HasPrefix(path, name+".") })
		require.True(t, known, "there is no argument %s", name)
	}
	all = nil
	for _, a := range attributesOf(schema.Block.Attributes, "") {
		all = append(all, a.path)
	}
	for _, path := range slices.Concat(slices.Collect(maps.Keys(c.Drift)), slices.Collect(maps.Keys(c.Fixed))) {
		require.Contains(t, all, path, "there is no such attribute")
	}
	require.NotEqual(t, c.Kind == "", c.Undeletable == "", "either kind or undeletable")
}
