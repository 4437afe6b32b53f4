// Package schemalock keeps the provider's schema in files, and says of two versions of it what changed and whether that
// can break a configuration. A test compares the schema with the files, so that no change of it goes unnoticed, and with
// that of the last release, so that no change goes unannounced.
//
// Descriptions are no part of it: docs/ shows them, and they break nothing.
package schemalock

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/zclconf/go-cty/cty"
)

// Provider is the key of the provider's own configuration in a Lock.
const Provider = "provider"

// kinds are what a provider offers: the directory of its files, as in docs/ and examples/, and what it is called.
var kinds = map[string]string{
	"resources":           "resource",
	"data-sources":        "data source",
	"ephemeral-resources": "ephemeral resource",
	"list-resources":      "list resource",
	"actions":             "action",
	"state-stores":        "state store",
	"functions":           "function",
}

// Lock is a schema without its descriptions. Keys are the directory of the kind and the type, such as
// "resources/workato_project", or Provider.
type Lock map[string]Entry

// Entry is what is kept of one type.
type Entry struct {
	// Schema is nil for functions.
	Schema *tfjson.Schema `json:"schema,omitempty"`
	// Identity is nil for what has none.
	Identity *tfjson.IdentitySchema `json:"identity,omitempty"`
	// Function is nil for everything else.
	Function *tfjson.FunctionSignature `json:"function,omitempty"`
}

// title says what the type of a key is called.
func title(key string) string {
	directory, name, _ := strings.Cut(key, "/")
	if name == "" {
		return "provider configuration"
	}
	return kinds[directory] + " " + name
}

// Of reduces a schema to what is locked. It takes the descriptions out of the schema that it is given.
func Of(schema *tfjson.ProviderSchema) Lock {
	lock := Lock{}
	add := func(kind string, schemas map[string]*tfjson.Schema) {
		for name, schema := range schemas {
			lock[kind+"/"+name] = Entry{Schema: withoutText(schema)}
		}
	}
	if schema.ConfigSchema != nil {
		lock[Provider] = Entry{Schema: withoutText(schema.ConfigSchema)}
	}
	add("resources", schema.ResourceSchemas)
	add("data-sources", schema.DataSourceSchemas)
	add("ephemeral-resources", schema.EphemeralResourceSchemas)
	add("list-resources", schema.ListResourceSchemas)
	add("state-stores", schema.StateStoreSchemas)
	for name, action := range schema.ActionSchemas {
		lock["actions/"+name] = Entry{Schema: withoutText(&tfjson.Schema{Block: action.Block})}
	}
	for name, identity := range schema.ResourceIdentitySchemas {
		for _, attribute := range identity.Attributes {
			attribute.Description = ""
		}
		entry := lock["resources/"+name]
		entry.Identity = identity
		lock["resources/"+name] = entry
	}
	for name, function := range schema.Functions {
		lock["functions/"+name] = Entry{Function: functionWithoutText(function)}
	}
	return lock
}

func withoutText(schema *tfjson.Schema) *tfjson.Schema {
	blockWithoutText(schema.Block)
	return schema
}

func blockWithoutText(block *tfjson.SchemaBlock) {
	if block == nil {
		return
	}
	block.Description, block.DescriptionKind = "", ""
	attributesWithoutText(block.Attributes)
	for _, nested := range block.NestedBlocks {
		blockWithoutText(nested.Block)
	}
}

func attributesWithoutText(attributes map[string]*tfjson.SchemaAttribute) {
	for _, attribute := range attributes {
		attribute.Description, attribute.DescriptionKind = "", ""
		if attribute.AttributeNestedType != nil {
			attributesWithoutText(attribute.AttributeNestedType.Attributes)
		}
	}
}

func functionWithoutText(function *tfjson.FunctionSignature) *tfjson.FunctionSignature {
	function.Description, function.Summary = "", ""
	parameters := function.Parameters
	if function.VariadicParameter != nil {
		parameters = append(slices.Clip(parameters), function.VariadicParameter)
	}
	for _, parameter := range parameters {
		parameter.Description = ""
	}
	return function
}

// ReadDirectory reads a lock that WriteDirectory has written.
func ReadDirectory(directory string) (Lock, error) {
	lock := Lock{}
	files, err := lockFiles(directory)
	if err != nil {
		return nil, err
	}
	for key, file := range files {
		var entry Entry
		if err := readJSON(file, &entry); err != nil {
			return nil, err
		}
		lock[key] = entry
	}
	return lock, nil
}

// WriteDirectory writes a lock, one file for each type, and removes the files of types that are gone. With a file each,
// branches that add types do not meet.
func WriteDirectory(directory string, lock Lock) error {
	files, err := lockFiles(directory)
	if err != nil {
		return err
	}
	for key, file := range files {
		if _, kept := lock[key]; !kept {
			if err := os.Remove(file); err != nil {
				return err
			}
		}
	}
	for key, entry := range lock {
		file := filepath.Join(directory, filepath.FromSlash(key)+".json")
		if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
			return err
		}
		if err := writeJSON(file, entry); err != nil {
			return err
		}
	}
	return nil
}

// lockFiles finds the files of a lock by their keys.
func lockFiles(directory string) (map[string]string, error) {
	files := map[string]string{}
	err := filepath.WalkDir(directory, func(file string, entry fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil // nothing has been locked yet
		case err != nil || entry.IsDir():
			return err
		}
		relative, err := filepath.Rel(directory, file)
		if err != nil {
			return err
		}
		key := strings.TrimSuffix(filepath.ToSlash(relative), ".json")
		if kind, _, _ := strings.Cut(key, "/"); key != Provider && kinds[kind] == "" {
			return fmt.Errorf("%s is no file of a schema", file)
		}
		files[key] = file
		return nil
	})
	return files, err
}

// ReadFile reads a lock that is in one file.
func ReadFile(file string) (Lock, error) {
	var lock Lock
	err := readJSON(file, &lock)
	return lock, err
}

// WriteFile writes a lock into one file.
func WriteFile(file string, lock Lock) error { return writeJSON(file, lock) }

func readJSON(file string, into any) error {
	data, err := os.ReadFile(file) //nolint:gosec // The files of a lock are named by who calls.
	if err != nil {
		return err
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}

func writeJSON(file string, value any) error {
	data, err := json.MarshalIndent(value, "", "  ") // with the keys of maps in order
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(data, '\n'), 0o600)
}

// keysOf returns the keys of two maps in order, each once.
func keysOf[V any](before, after map[string]V) []string {
	keys := slices.AppendSeq(slices.Collect(maps.Keys(before)), maps.Keys(after))
	slices.Sort(keys)
	return slices.Compact(keys)
}

// typeText spells a type as it is in the files.
func typeText(attribute *tfjson.SchemaAttribute) string {
	if nested := attribute.AttributeNestedType; nested != nil {
		return "attributes nested as " + string(nested.NestingMode)
	}
	return ctyText(attribute.AttributeType)
}

func ctyText(t cty.Type) string {
	text, err := t.MarshalJSON()
	if err != nil {
		return t.FriendlyName()
	}
	return string(text)
}
