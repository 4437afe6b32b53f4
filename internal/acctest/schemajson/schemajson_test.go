package schemajson_test

import (
	"context"
	"encoding/json"
	"testing"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/schemajson"
)

const address = "registry.terraform.io/example/thing"

// stubServer answers the two calls that a schema takes and panics at every other.
type stubServer struct {
	tfprotov6.ProviderServer

	schemas    *tfprotov6.GetProviderSchemaResponse
	identities *tfprotov6.GetResourceIdentitySchemasResponse
}

func (s stubServer) GetProviderSchema(
	context.Context, *tfprotov6.GetProviderSchemaRequest,
) (*tfprotov6.GetProviderSchemaResponse, error) {
	return s.schemas, nil
}

func (s stubServer) GetResourceIdentitySchemas(
	context.Context, *tfprotov6.GetResourceIdentitySchemasRequest,
) (*tfprotov6.GetResourceIdentitySchemasResponse, error) {
	if s.identities == nil {
		return &tfprotov6.GetResourceIdentitySchemasResponse{}, nil
	}

	return s.identities, nil
}

func schemaOf(attributes ...*tfprotov6.SchemaAttribute) *tfprotov6.Schema {
	return &tfprotov6.Schema{Block: &tfprotov6.SchemaBlock{Attributes: attributes}}
}

func nested(name string, mode tfprotov6.SchemaObjectNestingMode) *tfprotov6.SchemaAttribute {
	return &tfprotov6.SchemaAttribute{
		Name:     name,
		Optional: true,
		NestedType: &tfprotov6.SchemaObject{
			Nesting:    mode,
			Attributes: []*tfprotov6.SchemaAttribute{{Name: "leaf", Type: tftypes.Bool, Required: true}},
		},
	}
}

func nestedBlock(name string, mode tfprotov6.SchemaNestedBlockNestingMode) *tfprotov6.SchemaNestedBlock {
	return &tfprotov6.SchemaNestedBlock{TypeName: name, Nesting: mode, Block: &tfprotov6.SchemaBlock{}}
}

func TestFromServer(t *testing.T) {
	t.Parallel()

	object := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"id": tftypes.String, "rank": tftypes.Number}}

	tests := map[string]struct {
		schemas    tfprotov6.GetProviderSchemaResponse
		identities map[string]*tfprotov6.ResourceIdentitySchema
		want       string
	}{
		"provider configuration": {
			schemas: tfprotov6.GetProviderSchemaResponse{
				Provider: schemaOf(&tfprotov6.SchemaAttribute{
					Name: "token", Type: tftypes.String, Optional: true, Sensitive: true,
					Description: "Which **token**.", DescriptionKind: tfprotov6.StringKindMarkdown,
				}),
			},
			want: `{"provider": {"version": 0, "block": {"description_kind": "plain", "attributes": {"token": {
				"type": "string", "optional": true, "sensitive": true,
				"description": "Which **token**.", "description_kind": "markdown"
			}}}}}`,
		},
		"types of attributes": {
			schemas: tfprotov6.GetProviderSchemaResponse{
				DataSourceSchemas: map[string]*tfprotov6.Schema{"thing": schemaOf(
					&tfprotov6.SchemaAttribute{Name: "bool", Type: tftypes.Bool, Computed: true},
					&tfprotov6.SchemaAttribute{Name: "any", Type: tftypes.DynamicPseudoType, Computed: true},
					&tfprotov6.SchemaAttribute{Name: "list", Type: tftypes.List{ElementType: object}, Computed: true},
					&tfprotov6.SchemaAttribute{Name: "set", Type: tftypes.Set{ElementType: tftypes.String}, Computed: true},
					&tfprotov6.SchemaAttribute{Name: "map", Type: tftypes.Map{ElementType: tftypes.Number}, Computed: true},
					&tfprotov6.SchemaAttribute{
						Name: "tuple", Type: tftypes.Tuple{ElementTypes: []tftypes.Type{tftypes.Bool, object}}, Computed: true,
					},
				)},
			},
			want: `{"data_source_schemas": {"thing": {"version": 0, "block": {"description_kind": "plain", "attributes": {
				"bool":  {"type": "bool", "computed": true, "description_kind": "plain"},
				"any":   {"type": "dynamic", "computed": true, "description_kind": "plain"},
				"list":  {"type": ["list", ["object", {"id": "string", "rank": "number"}]], "computed": true, "description_kind": "plain"},
				"set":   {"type": ["set", "string"], "computed": true, "description_kind": "plain"},
				"map":   {"type": ["map", "number"], "computed": true, "description_kind": "plain"},
				"tuple": {"type": ["tuple", ["bool", ["object", {"id": "string", "rank": "number"}]]], "computed": true, "description_kind": "plain"}
			}}}}}`,
		},
		"nested attributes": {
			schemas: tfprotov6.GetProviderSchemaResponse{
				ResourceSchemas: map[string]*tfprotov6.Schema{"thing": schemaOf(
					nested("single", tfprotov6.SchemaObjectNestingModeSingle),
					nested("list", tfprotov6.SchemaObjectNestingModeList),
					nested("set", tfprotov6.SchemaObjectNestingModeSet),
					nested("map", tfprotov6.SchemaObjectNestingModeMap),
				)},
			},
			want: `{"resource_schemas": {"thing": {"version": 0, "block": {"description_kind": "plain", "attributes": {
				"single": {"optional": true, "description_kind": "plain", "nested_type": {"nesting_mode": "single",
					"attributes": {"leaf": {"type": "bool", "required": true, "description_kind": "plain"}}}},
				"list":   {"optional": true, "description_kind": "plain", "nested_type": {"nesting_mode": "list",
					"attributes": {"leaf": {"type": "bool", "required": true, "description_kind": "plain"}}}},
				"set":    {"optional": true, "description_kind": "plain", "nested_type": {"nesting_mode": "set",
					"attributes": {"leaf": {"type": "bool", "required": true, "description_kind": "plain"}}}},
				"map":    {"optional": true, "description_kind": "plain", "nested_type": {"nesting_mode": "map",
					"attributes": {"leaf": {"type": "bool", "required": true, "description_kind": "plain"}}}}
			}}}}}`,
		},
		"versions, write-only and deprecated": {
			schemas: tfprotov6.GetProviderSchemaResponse{
				ResourceSchemas: map[string]*tfprotov6.Schema{"thing": {
					Version: 3,
					Block: &tfprotov6.SchemaBlock{
						Deprecated: true,
						Attributes: []*tfprotov6.SchemaAttribute{
							{Name: "secret_wo", Type: tftypes.String, Optional: true, WriteOnly: true},
							{Name: "old", Type: tftypes.String, Optional: true, Deprecated: true},
						},
					},
				}},
			},
			want: `{"resource_schemas": {"thing": {"version": 3, "block": {"deprecated": true, "description_kind": "plain", "attributes": {
				"secret_wo": {"type": "string", "optional": true, "write_only": true, "description_kind": "plain"},
				"old":       {"type": "string", "optional": true, "deprecated": true, "description_kind": "plain"}
			}}}}}`,
		},
		"nested blocks": {
			schemas: tfprotov6.GetProviderSchemaResponse{
				ResourceSchemas: map[string]*tfprotov6.Schema{"thing": {Block: &tfprotov6.SchemaBlock{
					BlockTypes: []*tfprotov6.SchemaNestedBlock{
						nestedBlock("single", tfprotov6.SchemaNestedBlockNestingModeSingle),
						nestedBlock("group", tfprotov6.SchemaNestedBlockNestingModeGroup),
						nestedBlock("set", tfprotov6.SchemaNestedBlockNestingModeSet),
						nestedBlock("map", tfprotov6.SchemaNestedBlockNestingModeMap),
						{
							TypeName: "list", Nesting: tfprotov6.SchemaNestedBlockNestingModeList, MinItems: 1, MaxItems: 2,
							Block: &tfprotov6.SchemaBlock{
								Attributes: []*tfprotov6.SchemaAttribute{{Name: "leaf", Type: tftypes.String, Optional: true}},
							},
						},
					},
				}}},
			},
			want: `{"resource_schemas": {"thing": {"version": 0, "block": {"description_kind": "plain", "block_types": {
				"single": {"nesting_mode": "single", "block": {"description_kind": "plain"}},
				"group":  {"nesting_mode": "group", "block": {"description_kind": "plain"}},
				"set":    {"nesting_mode": "set", "block": {"description_kind": "plain"}},
				"map":    {"nesting_mode": "map", "block": {"description_kind": "plain"}},
				"list":   {"nesting_mode": "list", "min_items": 1, "max_items": 2, "block": {"description_kind": "plain",
					"attributes": {"leaf": {"type": "string", "optional": true, "description_kind": "plain"}}}}
			}}}}}`,
		},
		"identities": {
			identities: map[string]*tfprotov6.ResourceIdentitySchema{"thing": {
				Version: 1,
				IdentityAttributes: []*tfprotov6.ResourceIdentitySchemaAttribute{
					{Name: "id", Type: tftypes.String, RequiredForImport: true, Description: "Which."},
					{Name: "parents", Type: tftypes.List{ElementType: tftypes.Number}, OptionalForImport: true},
				},
			}},
			want: `{"resource_identity_schemas": {"thing": {"version": 1, "attributes": {
				"id":      {"type": "string", "required_for_import": true, "description": "Which."},
				"parents": {"type": ["list", "number"], "optional_for_import": true}
			}}}}`,
		},
		"list resources, ephemeral resources, actions and state stores": {
			schemas: tfprotov6.GetProviderSchemaResponse{
				ListResourceSchemas:      map[string]*tfprotov6.Schema{"listed": schemaOf()},
				EphemeralResourceSchemas: map[string]*tfprotov6.Schema{"ephemeral": schemaOf()},
				ActionSchemas:            map[string]*tfprotov6.ActionSchema{"action": {Schema: schemaOf()}},
				StateStoreSchemas:        map[string]*tfprotov6.Schema{"store": schemaOf()},
			},
			want: `{
				"list_resource_schemas":      {"listed":    {"version": 0, "block": {"description_kind": "plain"}}},
				"ephemeral_resource_schemas": {"ephemeral": {"version": 0, "block": {"description_kind": "plain"}}},
				"action_schemas":             {"action":    {"block": {"description_kind": "plain"}}},
				"state_store_schemas":        {"store":     {"version": 0, "block": {"description_kind": "plain"}}}
			}`,
		},
		"functions": {
			schemas: tfprotov6.GetProviderSchemaResponse{
				Functions: map[string]*tfprotov6.Function{"join": {
					Summary:           "Joins.",
					Description:       "Joins parts.",
					Parameters:        []*tfprotov6.FunctionParameter{{Name: "separator", Type: tftypes.String, AllowNullValue: true}},
					VariadicParameter: &tfprotov6.FunctionParameter{Name: "parts", Type: tftypes.String, Description: "What to join."},
					Return:            &tfprotov6.FunctionReturn{Type: tftypes.String},
				}},
			},
			want: `{"functions": {"join": {
				"summary": "Joins.", "description": "Joins parts.", "return_type": "string",
				"parameters": [{"name": "separator", "type": "string", "is_nullable": true}],
				"variadic_parameter": {"name": "parts", "type": "string", "description": "What to join."}
			}}}`,
		},
	}

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			server := stubServer{
				schemas:    &test.schemas,
				identities: &tfprotov6.GetResourceIdentitySchemasResponse{IdentitySchemas: test.identities},
			}

			schemas, err := schemajson.FromServer(t.Context(), server, address)
			require.NoError(t, err)

			got, err := json.Marshal(schemas)
			require.NoError(t, err)
			assert.JSONEq(t, `{"format_version": "1.0", "provider_schemas": {"`+address+`": `+test.want+`}}`, string(got))

			// What reads the file decodes it with this very type.
			var decoded tfjson.ProviderSchemas
			require.NoError(t, json.Unmarshal(got, &decoded))
		})
	}
}

func TestFromServer_namesEveryFault(t *testing.T) {
	t.Parallel()

	server := stubServer{schemas: &tfprotov6.GetProviderSchemaResponse{
		ResourceSchemas: map[string]*tfprotov6.Schema{"thing": {
			Version: -1,
			Block: &tfprotov6.SchemaBlock{
				Attributes: []*tfprotov6.SchemaAttribute{
					{Name: "untyped", Optional: true},
					nested("shapeless", tfprotov6.SchemaObjectNestingModeInvalid),
				},
				BlockTypes: []*tfprotov6.SchemaNestedBlock{
					nestedBlock("formless", tfprotov6.SchemaNestedBlockNestingModeInvalid),
				},
			},
		}},
	}}

	_, err := schemajson.FromServer(t.Context(), server, address)
	require.ErrorContains(t, err, "resource thing: version is negative")
	require.ErrorContains(t, err, "resource thing.untyped has no type")
	require.ErrorContains(t, err, "resource thing.shapeless has an invalid nesting mode")
	require.ErrorContains(t, err, "resource thing.formless has an invalid nesting mode")
}

func TestFromServer_reportsDiagnostics(t *testing.T) {
	t.Parallel()

	server := stubServer{schemas: &tfprotov6.GetProviderSchemaResponse{
		Diagnostics: []*tfprotov6.Diagnostic{
			{Severity: tfprotov6.DiagnosticSeverityWarning, Summary: "Only a warning"},
			{Severity: tfprotov6.DiagnosticSeverityError, Summary: "Duplicate type", Detail: "There are two."},
		},
	}}

	_, err := schemajson.FromServer(t.Context(), server, address)
	require.EqualError(t, err, "Duplicate type: There are two.")
}

func TestPrefixTypes(t *testing.T) {
	t.Parallel()

	schema := &tfjson.ProviderSchema{
		ResourceSchemas:         map[string]*tfjson.Schema{"thing_box": {}, "other_box": {}},
		ResourceIdentitySchemas: map[string]*tfjson.IdentitySchema{"other_box": {}},
		ActionSchemas:           map[string]*tfjson.ActionSchema{"other_open": {}},
		Functions:               map[string]*tfjson.FunctionSignature{"join": {}},
	}

	schemajson.PrefixTypes(schema, "thing")

	assert.Contains(t, schema.ResourceSchemas, "thing_box")
	assert.Contains(t, schema.ResourceSchemas, "thing_other_box")
	assert.Contains(t, schema.ResourceIdentitySchemas, "thing_other_box")
	assert.Contains(t, schema.ActionSchemas, "thing_other_open")
	assert.Contains(t, schema.Functions, "join", "functions carry no prefix")
}
