package schemalock_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/stretchr/testify/require"
	"github.com/zclconf/go-cty/cty"
	"pgregory.net/rapid"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/schemalock"
)

type (
	attribute  = tfjson.SchemaAttribute
	attributes = map[string]*tfjson.SchemaAttribute
)

// resourceOf is a lock of the one resource box with some attributes.
func resourceOf(in attributes) schemalock.Lock {
	return lockOf(&tfjson.Schema{Block: &tfjson.SchemaBlock{Attributes: in}}, nil)
}

func lockOf(schema *tfjson.Schema, identity *tfjson.IdentitySchema) schemalock.Lock {
	return schemalock.Lock{"resources/box": {Schema: schema, Identity: identity}}
}

func versionOf(version uint64) schemalock.Lock {
	return lockOf(&tfjson.Schema{Version: version, Block: &tfjson.SchemaBlock{}}, nil)
}

// change is a lock with one attribute "lid" of type string, changed.
func change(edit func(*attribute)) schemalock.Lock {
	lid := &attribute{AttributeType: cty.String, Optional: true}
	edit(lid)
	return resourceOf(attributes{"lid": lid})
}

func asIs(*attribute)          {}
func required(a *attribute)    { a.Optional, a.Required = false, true }
func computed(a *attribute)    { a.Optional, a.Computed = false, true }
func withDefault(a *attribute) { a.Computed = true }
func sensitive(a *attribute)   { a.Sensitive = true }
func writeOnly(a *attribute)   { a.WriteOnly = true }
func deprecated(a *attribute)  { a.Deprecated = true }
func ofType(t cty.Type) schemalock.Lock {
	return change(func(a *attribute) { a.AttributeType = t })
}

func nested(mode tfjson.SchemaNestingMode, in attributes) schemalock.Lock {
	return change(func(a *attribute) {
		a.AttributeType = cty.NilType
		a.AttributeNestedType = &tfjson.SchemaNestedAttributeType{NestingMode: mode, Attributes: in}
	})
}

func block(in tfjson.SchemaBlockType) schemalock.Lock {
	if in.Block == nil {
		in.Block = &tfjson.SchemaBlock{}
	}
	return lockOf(&tfjson.Schema{Block: &tfjson.SchemaBlock{NestedBlocks: map[string]*tfjson.SchemaBlockType{"hinge": &in}}}, nil)
}

func identity(version uint64, in map[string]*tfjson.IdentityAttribute) schemalock.Lock {
	return lockOf(&tfjson.Schema{Block: &tfjson.SchemaBlock{}}, &tfjson.IdentitySchema{Version: version, Attributes: in})
}

func identityOf(edit func(*tfjson.IdentityAttribute)) schemalock.Lock {
	id := &tfjson.IdentityAttribute{IdentityType: cty.String, RequiredForImport: true}
	edit(id)
	return identity(0, map[string]*tfjson.IdentityAttribute{"id": id})
}

func functionOf(edit func(*tfjson.FunctionSignature)) schemalock.Lock {
	signature := &tfjson.FunctionSignature{ReturnType: cty.String}
	edit(signature)
	return schemalock.Lock{"functions/fold": {Function: signature}}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	none := resourceOf(nil)
	leaf := attributes{"leaf": {AttributeType: cty.Bool, Required: true}}
	optionalForImport := func(a *tfjson.IdentityAttribute) { a.RequiredForImport, a.OptionalForImport = false, true }
	identityAsIs := func(*tfjson.IdentityAttribute) {}
	tests := map[string]struct {
		before, after schemalock.Lock
		want          []string
	}{
		"nothing":                  {change(asIs), change(asIs), nil},
		"new type":                 {nil, none, []string{"compatible: resource box: is new"}},
		"removed type":             {none, nil, []string{"breaking: resource box: is gone"}},
		"new provider":             {nil, schemalock.Lock{"provider": {}}, []string{"compatible: provider configuration: is new"}},
		"data source":              {nil, schemalock.Lock{"data-sources/box": {}}, []string{"compatible: data source box: is new"}},
		"new optional attribute":   {none, change(asIs), []string{"compatible: resource box, lid: is new and optional"}},
		"new attribute, default":   {none, change(withDefault), []string{"compatible: resource box, lid: is new and optional with a default"}},
		"new computed attribute":   {none, change(computed), []string{"compatible: resource box, lid: is new and computed"}},
		"new required attribute":   {none, change(required), []string{"breaking: resource box, lid: is new and required"}},
		"removed attribute":        {change(asIs), none, []string{"breaking: resource box, lid: is gone"}},
		"optional → required":      {change(asIs), change(required), []string{"breaking: resource box, lid: is required, was optional"}},
		"computed → required":      {change(computed), change(required), []string{"breaking: resource box, lid: is required, was computed"}},
		"default → required":       {change(withDefault), change(required), []string{"breaking: resource box, lid: is required, was optional with a default"}},
		"required → optional":      {change(required), change(asIs), []string{"compatible: resource box, lid: is optional, was required"}},
		"required → default":       {change(required), change(withDefault), []string{"compatible: resource box, lid: is optional with a default, was required"}},
		"required → computed":      {change(required), change(computed), []string{"breaking: resource box, lid: is computed, was required: it can no longer be set"}},
		"optional → computed":      {change(asIs), change(computed), []string{"breaking: resource box, lid: is computed, was optional: it can no longer be set"}},
		"default → computed":       {change(withDefault), change(computed), []string{"breaking: resource box, lid: is computed, was optional with a default: it can no longer be set"}},
		"computed dropped":         {change(withDefault), change(asIs), []string{"breaking: resource box, lid: is optional, was optional with a default: it has no value unless it is set"}},
		"computed → optional":      {change(computed), change(asIs), []string{"breaking: resource box, lid: is optional, was computed: it has no value unless it is set"}},
		"computed added":           {change(asIs), change(withDefault), []string{"compatible: resource box, lid: is optional with a default, was optional"}},
		"computed → default":       {change(computed), change(withDefault), []string{"compatible: resource box, lid: is optional with a default, was computed"}},
		"sensitive":                {change(asIs), change(sensitive), []string{"breaking: resource box, lid: is sensitive now: outputs with it must be marked"}},
		"no longer sensitive":      {change(sensitive), change(asIs), []string{"breaking: resource box, lid: is no longer sensitive: plans show it"}},
		"write-only":               {change(asIs), change(writeOnly), []string{"breaking: resource box, lid: is write-only now: nothing can refer to it"}},
		"no longer write-only":     {change(writeOnly), change(asIs), []string{"breaking: resource box, lid: is no longer write-only: the state holds it"}},
		"deprecated":               {change(asIs), change(deprecated), []string{"compatible: resource box, lid: is deprecated"}},
		"no longer deprecated":     {change(deprecated), change(asIs), []string{"compatible: resource box, lid: is no longer deprecated"}},
		"type":                     {ofType(cty.String), ofType(cty.Number), []string{`breaking: resource box, lid: is "number", was "string"`}},
		"type of elements":         {ofType(cty.List(cty.String)), ofType(cty.Set(cty.String)), []string{`breaking: resource box, lid: is ["set","string"], was ["list","string"]`}},
		"type → nested attributes": {ofType(cty.Map(cty.Bool)), nested("map", leaf), []string{`breaking: resource box, lid: is attributes nested as map, was ["map","bool"]`}},
		"nesting":                  {nested("list", leaf), nested("set", leaf), []string{"breaking: resource box, lid: is attributes nested as set, was attributes nested as list"}},
		"nested attribute removed": {nested("single", leaf), nested("single", nil), []string{"breaking: resource box, lid.leaf: is gone"}},
		"nested attribute new":     {nested("single", nil), nested("single", leaf), []string{"breaking: resource box, lid.leaf: is new and required"}},
		"schema version":           {versionOf(0), versionOf(1), []string{"compatible: resource box: has schema version 1, was 0: states are upgraded"}},
		"older schema version":     {versionOf(1), versionOf(0), []string{"breaking: resource box: has schema version 0, was 1: states cannot be read"}},
		"new block":                {none, block(tfjson.SchemaBlockType{}), []string{"compatible: resource box, hinge: is a new block"}},
		"new required block":       {none, block(tfjson.SchemaBlockType{MinItems: 1}), []string{"breaking: resource box, hinge: is a new block that must be there"}},
		"removed block":            {block(tfjson.SchemaBlockType{}), none, []string{"breaking: resource box, hinge: is gone"}},
		"nesting of a block": {
			block(tfjson.SchemaBlockType{NestingMode: "list"}), block(tfjson.SchemaBlockType{NestingMode: "set"}),
			[]string{"breaking: resource box, hinge: is nested as set, was nested as list"},
		},
		"more blocks demanded": {block(tfjson.SchemaBlockType{}), block(tfjson.SchemaBlockType{MinItems: 1}), []string{"breaking: resource box, hinge: takes at least 1 blocks, was 0"}},
		"less blocks demanded": {block(tfjson.SchemaBlockType{MinItems: 1}), block(tfjson.SchemaBlockType{}), []string{"compatible: resource box, hinge: takes at least 0 blocks, was 1"}},
		"less blocks taken":    {block(tfjson.SchemaBlockType{}), block(tfjson.SchemaBlockType{MaxItems: 1}), []string{"breaking: resource box, hinge: takes at most 1 blocks, was 0"}},
		"more blocks taken":    {block(tfjson.SchemaBlockType{MaxItems: 1}), block(tfjson.SchemaBlockType{}), []string{"compatible: resource box, hinge: takes at most 0 blocks, was 1"}},
		"in a block": {
			block(tfjson.SchemaBlockType{}), block(tfjson.SchemaBlockType{Block: &tfjson.SchemaBlock{Attributes: leaf}}),
			[]string{"breaking: resource box, hinge.leaf: is new and required"},
		},
		"identity":                  {none, identity(0, nil), []string{"compatible: resource box: has an identity now"}},
		"no identity":               {identity(0, nil), none, []string{"breaking: resource box: has no identity any more"}},
		"identity version":          {identity(0, nil), identity(1, nil), []string{"breaking: resource box: has an identity of version 1, was 0"}},
		"identity attribute":        {identity(0, nil), identityOf(optionalForImport), []string{"breaking: resource box, identity id: is new"}},
		"no identity attribute":     {identityOf(identityAsIs), identity(0, nil), []string{"breaking: resource box, identity id: is gone"}},
		"type of an identity":       {identityOf(identityAsIs), identityOf(func(a *tfjson.IdentityAttribute) { a.IdentityType = cty.Number }), []string{`breaking: resource box, identity id: is "number", was "string"`}},
		"identity may be left out":  {identityOf(identityAsIs), identityOf(optionalForImport), []string{"compatible: resource box, identity id: may be left out when importing"}},
		"identity must be given":    {identityOf(optionalForImport), identityOf(identityAsIs), []string{"breaking: resource box, identity id: must be given when importing, or can no longer be given"}},
		"signature":                 {functionOf(func(*tfjson.FunctionSignature) {}), functionOf(func(f *tfjson.FunctionSignature) { f.ReturnType = cty.Bool }), []string{"breaking: function fold: has another signature"}},
		"function deprecated":       {functionOf(func(*tfjson.FunctionSignature) {}), functionOf(func(f *tfjson.FunctionSignature) { f.DeprecationMessage = "Use bend." }), []string{"compatible: function fold: is deprecated"}},
		"several, each of its kind": {change(asIs), change(func(a *attribute) { required(a); sensitive(a) }), []string{"breaking: resource box, lid: is required, was optional", "breaking: resource box, lid: is sensitive now: outputs with it must be marked"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, change := range schemalock.Compare(test.before, test.after) {
				got = append(got, change.String())
			}
			require.Equal(t, test.want, got)
		})
	}
}

// A change that had no class would go unnoticed.
func TestCompare_findsEveryDifference(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		before, after := anyLock(t, "before"), anyLock(t, "after")
		one, err := json.Marshal(before)
		require.NoError(t, err)
		other, err := json.Marshal(after)
		require.NoError(t, err)
		require.Equal(t, string(one) == string(other), len(schemalock.Compare(before, after)) == 0, "%s\n%s", one, other)
	})
}

func anyLock(t *rapid.T, label string) schemalock.Lock {
	flag := func(name string) bool { return rapid.Bool().Draw(t, label+" "+name) }
	lid := &attribute{
		AttributeType: rapid.SampledFrom([]cty.Type{cty.String, cty.Bool}).Draw(t, label+" type"),
		Sensitive:     flag("sensitive"), WriteOnly: flag("write-only"), Deprecated: flag("deprecated"),
	}
	switch rapid.IntRange(0, 3).Draw(t, label+" mode") {
	case 0:
		lid.Required = true
	case 1:
		lid.Optional = true
	case 2:
		lid.Computed = true
	default:
		lid.Optional, lid.Computed = true, true
	}
	if flag("nested") {
		lid.AttributeType = cty.NilType
		lid.AttributeNestedType = &tfjson.SchemaNestedAttributeType{
			NestingMode: rapid.SampledFrom([]tfjson.SchemaNestingMode{"single", "list"}).Draw(t, label+" nesting"),
			Attributes:  attributes{"leaf": {AttributeType: cty.Bool, Optional: true, Computed: flag("leaf")}},
		}
	}
	id := &tfjson.IdentityAttribute{IdentityType: cty.String, RequiredForImport: flag("id")}
	id.OptionalForImport = !id.RequiredForImport
	return schemalock.Lock{"resources/box": {
		Schema: &tfjson.Schema{
			Version: uint64(rapid.IntRange(0, 1).Draw(t, label+" version")), //nolint:gosec // It is not negative.
			Block:   &tfjson.SchemaBlock{Attributes: attributes{"lid": lid}, Deprecated: flag("block")},
		},
		Identity: &tfjson.IdentitySchema{Attributes: map[string]*tfjson.IdentityAttribute{"id": id}},
	}}
}

func TestUnannounced(t *testing.T) {
	t.Parallel()
	const head = "# Changelog\n\n## [Unreleased]\n\n"
	isNew := []schemalock.Change{{Type: "data source boxes", What: "is new"}, {Type: "data source boxes", At: "lid", What: "is new"}}
	broken := []schemalock.Change{{Type: "resource box", At: "lid", What: "is gone", Breaking: true}}
	const missing = "no entry under [Unreleased] names the data source `boxes` (compatible: data source boxes: is new)"
	const missingBreak = "no entry under [Unreleased], ### Breaking names the resource `box` (breaking: resource box, lid: is gone)"
	tests := map[string]struct {
		changes   []schemalock.Change
		changelog string
		want      []string
	}{
		"nothing changed":       {nil, head, nil},
		"named":                 {isNew, head + "### Added\n\n- Data source `boxes`.\n", nil},
		"named among others":    {isNew, head + "- Data sources `bags`,\n  `cans` and\n  `boxes`.\n", nil},
		"not named":             {isNew, head + "- Data source `bags`.\n", []string{missing}},
		"only the resource":     {isNew, head + "- Resource `boxes`.\n- Data source `bags`.\n", []string{missing}},
		"only as part":          {isNew, head + "- Data source `boxes_of_bags`.\n", []string{missing}},
		"in another paragraph":  {isNew, head + "Data source.\n\nThe new `boxes`.\n", []string{missing}},
		"in an old release":     {isNew, head + "## [1.0.0]\n\n- Data source `boxes`.\n", []string{missing}},
		"no unreleased section": {isNew, "# Changelog\n\n- Data source `boxes`.\n", []string{missing}},
		"breaking":              {broken, head + "### Breaking\n\n- Resource `box` has no `lid`.\n", nil},
		"breaking, elsewhere":   {broken, head + "### Changed\n\n- Resource `box` has no `lid`.\n", []string{missingBreak}},
		"breaking in the past":  {broken, head + "## [1.0.0]\n\n### Breaking\n\n- Resource `box`.\n", []string{missingBreak}},
		"provider":              {[]schemalock.Change{{Type: "provider configuration", At: "region", What: "is new"}}, head + "- Provider configuration: `region`.\n", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, test.want, schemalock.Unannounced(test.changes, test.changelog))
		})
	}
}

func TestOf_dropsDescriptionsAlone(t *testing.T) {
	t.Parallel()
	described := func(text string) *tfjson.ProviderSchema {
		schema := func() *tfjson.Schema {
			return &tfjson.Schema{Version: 2, Block: &tfjson.SchemaBlock{
				Description: text, DescriptionKind: "markdown",
				Attributes: attributes{"lid": {
					Description: text, DescriptionKind: "markdown", Optional: true,
					AttributeNestedType: &tfjson.SchemaNestedAttributeType{
						NestingMode: "single", Attributes: attributes{"leaf": {Description: text, AttributeType: cty.Bool, Computed: true}},
					},
				}},
				NestedBlocks: map[string]*tfjson.SchemaBlockType{"hinge": {NestingMode: "list", Block: &tfjson.SchemaBlock{Description: text}}},
			}}
		}
		schemas := map[string]*tfjson.Schema{"box": schema()}
		return &tfjson.ProviderSchema{
			ConfigSchema: schema(), ResourceSchemas: schemas, DataSourceSchemas: map[string]*tfjson.Schema{"box": schema()},
			EphemeralResourceSchemas: map[string]*tfjson.Schema{"box": schema()}, ListResourceSchemas: map[string]*tfjson.Schema{"box": schema()},
			StateStoreSchemas: map[string]*tfjson.Schema{"box": schema()}, ActionSchemas: map[string]*tfjson.ActionSchema{"box": {Block: schema().Block}},
			ResourceIdentitySchemas: map[string]*tfjson.IdentitySchema{"box": {Attributes: map[string]*tfjson.IdentityAttribute{
				"id": {IdentityType: cty.String, Description: text, RequiredForImport: true},
			}}},
			Functions: map[string]*tfjson.FunctionSignature{"fold": {
				Description: text, Summary: text, ReturnType: cty.String,
				Parameters:        []*tfjson.FunctionParameter{{Name: "sheet", Description: text, Type: cty.String}},
				VariadicParameter: &tfjson.FunctionParameter{Name: "sheets", Description: text, Type: cty.String},
			}},
		}
	}
	one, err := json.Marshal(schemalock.Of(described("One.")))
	require.NoError(t, err)
	other, err := json.Marshal(schemalock.Of(described("Other.")))
	require.NoError(t, err)
	require.Equal(t, string(one), string(other))
	require.NotContains(t, string(one), "One.")
	require.NotContains(t, string(one), "markdown")
	for _, key := range []string{
		"provider", "resources/box", "data-sources/box", "ephemeral-resources/box", "list-resources/box", "state-stores/box",
		"actions/box", "functions/fold",
	} {
		require.Contains(t, string(one), fmt.Sprintf("%q:", key))
	}
}

func TestFiles(t *testing.T) {
	t.Parallel()
	directory := filepath.Join(t.TempDir(), "schema")
	empty, err := schemalock.ReadDirectory(directory)
	require.NoError(t, err)
	require.Empty(t, empty)

	lock := identityOf(func(*tfjson.IdentityAttribute) {})
	lock["provider"] = ofType(cty.List(cty.String))["resources/box"]
	lock["functions/fold"] = functionOf(func(*tfjson.FunctionSignature) {})["functions/fold"]
	require.NoError(t, schemalock.WriteDirectory(directory, lock))
	read, err := schemalock.ReadDirectory(directory)
	require.NoError(t, err)
	require.Equal(t, lock, read)

	delete(lock, "functions/fold")
	require.NoError(t, schemalock.WriteDirectory(directory, lock))
	require.NoFileExists(t, filepath.Join(directory, "functions", "fold.json"), "the file of a function that is gone")
	require.FileExists(t, filepath.Join(directory, "resources", "box.json"))

	file := filepath.Join(directory, "all.json")
	require.NoError(t, schemalock.WriteFile(file, lock))
	read, err = schemalock.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, lock, read)

	_, err = schemalock.ReadDirectory(directory)
	require.ErrorContains(t, err, "is no file of a schema")
	require.NoError(t, os.WriteFile(file, []byte(`{"resources/box": {"schemata": {}}}`), 0o600))
	_, err = schemalock.ReadFile(file)
	require.ErrorContains(t, err, "schemata")
	_, err = schemalock.ReadFile(filepath.Join(directory, "none.json"))
	require.ErrorIs(t, err, os.ErrNotExist)
}
