// Package schemajson writes down what a provider offers in the format of `terraform providers schema -json`, without
// Terraform. A CLI leaves out whatever is newer than itself: identities before 1.12, list resources and actions before
// 1.14. Asking the provider server directly gives the whole schema on every machine.
package schemajson

import (
	"context"
	"errors"
	"fmt"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/zclconf/go-cty/cty"
)

// formatVersion is the version of the JSON format that Terraform 1.x writes.
const formatVersion = "1.0"

// FromServer asks a provider server for all its schemas and files them under address, which is what Terraform calls the
// provider, such as "registry.terraform.io/namespace/name".
func FromServer(ctx context.Context, server tfprotov6.ProviderServer, address string) (*tfjson.ProviderSchemas, error) {
	schemas, err := server.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return nil, fmt.Errorf("reading the provider's schemas: %w", err)
	}

	identities, err := server.GetResourceIdentitySchemas(ctx, &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		return nil, fmt.Errorf("reading the provider's identity schemas: %w", err)
	}

	if err := errorOf(append(schemas.Diagnostics, identities.Diagnostics...)); err != nil {
		return nil, err
	}

	var c converter

	provider := &tfjson.ProviderSchema{
		ConfigSchema:             c.schema("provider", schemas.Provider),
		ResourceSchemas:          convertMap("resource ", schemas.ResourceSchemas, c.schema),
		DataSourceSchemas:        convertMap("data source ", schemas.DataSourceSchemas, c.schema),
		EphemeralResourceSchemas: convertMap("ephemeral resource ", schemas.EphemeralResourceSchemas, c.schema),
		ListResourceSchemas:      convertMap("list resource ", schemas.ListResourceSchemas, c.schema),
		ActionSchemas:            convertMap("action ", schemas.ActionSchemas, c.action),
		StateStoreSchemas:        convertMap("state store ", schemas.StateStoreSchemas, c.schema),
		Functions:                convertMap("function ", schemas.Functions, c.function),
		ResourceIdentitySchemas:  convertMap("identity of ", identities.IdentitySchemas, c.identity),
	}

	if err := errors.Join(c.errs...); err != nil {
		return nil, err
	}

	return &tfjson.ProviderSchemas{
		FormatVersion: formatVersion,
		Schemas:       map[string]*tfjson.ProviderSchema{address: provider},
	}, nil
}

// PrefixTypes renames every type that does not start with the provider's name, so that all of them do:
// "workspace365_environment" of the provider "workato" becomes "workato_workspace365_environment". It is for tools that
// find a type by putting the provider's name in front of a file name.
func PrefixTypes(schema *tfjson.ProviderSchema, provider string) {
	prefix := provider + "_"

	schema.ResourceSchemas = prefixKeys(schema.ResourceSchemas, prefix)
	schema.DataSourceSchemas = prefixKeys(schema.DataSourceSchemas, prefix)
	schema.EphemeralResourceSchemas = prefixKeys(schema.EphemeralResourceSchemas, prefix)
	schema.ListResourceSchemas = prefixKeys(schema.ListResourceSchemas, prefix)
	schema.ActionSchemas = prefixKeys(schema.ActionSchemas, prefix)
	schema.StateStoreSchemas = prefixKeys(schema.StateStoreSchemas, prefix)
	schema.ResourceIdentitySchemas = prefixKeys(schema.ResourceIdentitySchemas, prefix)
}

func prefixKeys[V any](in map[string]V, prefix string) map[string]V {
	out := make(map[string]V, len(in))

	for name, value := range in {
		if !strings.HasPrefix(name, prefix) {
			name = prefix + name
		}

		out[name] = value
	}

	return out
}

func errorOf(diagnostics []*tfprotov6.Diagnostic) error {
	var errs []error

	for _, d := range diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			errs = append(errs, fmt.Errorf("%s: %s", d.Summary, d.Detail))
		}
	}

	return errors.Join(errs...)
}

// converter collects what could not be converted, so that one run names every fault of a schema.
type converter struct {
	errs []error
}

func convertMap[In, Out any](kind string, in map[string]In, convert func(path string, in In) Out) map[string]Out {
	out := make(map[string]Out, len(in))

	for name, value := range in {
		out[name] = convert(kind+name, value)
	}

	return out
}

func (c *converter) schema(path string, in *tfprotov6.Schema) *tfjson.Schema {
	if in == nil {
		return nil
	}

	return &tfjson.Schema{
		Version: c.unsigned(path+": version", in.Version),
		Block:   c.block(path, in.Block),
	}
}

func (c *converter) action(path string, in *tfprotov6.ActionSchema) *tfjson.ActionSchema {
	if in == nil || in.Schema == nil {
		return nil
	}

	return &tfjson.ActionSchema{Block: c.block(path, in.Schema.Block)}
}

func (c *converter) identity(path string, in *tfprotov6.ResourceIdentitySchema) *tfjson.IdentitySchema {
	if in == nil {
		return nil
	}

	out := &tfjson.IdentitySchema{
		Version:    c.unsigned(path+": version", in.Version),
		Attributes: make(map[string]*tfjson.IdentityAttribute, len(in.IdentityAttributes)),
	}

	for _, attribute := range in.IdentityAttributes {
		out.Attributes[attribute.Name] = &tfjson.IdentityAttribute{
			IdentityType:      c.typ(path+"."+attribute.Name, attribute.Type),
			Description:       attribute.Description,
			RequiredForImport: attribute.RequiredForImport,
			OptionalForImport: attribute.OptionalForImport,
		}
	}

	return out
}

func (c *converter) block(path string, in *tfprotov6.SchemaBlock) *tfjson.SchemaBlock {
	if in == nil {
		return nil
	}

	out := &tfjson.SchemaBlock{
		Attributes:      c.attributes(path, in.Attributes),
		NestedBlocks:    make(map[string]*tfjson.SchemaBlockType, len(in.BlockTypes)),
		Description:     in.Description,
		DescriptionKind: descriptionKind(in.DescriptionKind),
		Deprecated:      in.Deprecated,
	}

	for _, nested := range in.BlockTypes {
		path := path + "." + nested.TypeName

		out.NestedBlocks[nested.TypeName] = &tfjson.SchemaBlockType{
			NestingMode: c.blockNesting(path, nested.Nesting),
			Block:       c.block(path, nested.Block),
			MinItems:    c.unsigned(path+": min_items", nested.MinItems),
			MaxItems:    c.unsigned(path+": max_items", nested.MaxItems),
		}
	}

	return out
}

func (c *converter) attributes(path string, in []*tfprotov6.SchemaAttribute) map[string]*tfjson.SchemaAttribute {
	out := make(map[string]*tfjson.SchemaAttribute, len(in))

	for _, attribute := range in {
		path := path + "." + attribute.Name

		converted := &tfjson.SchemaAttribute{
			Description:     attribute.Description,
			DescriptionKind: descriptionKind(attribute.DescriptionKind),
			Deprecated:      attribute.Deprecated,
			Required:        attribute.Required,
			Optional:        attribute.Optional,
			Computed:        attribute.Computed,
			Sensitive:       attribute.Sensitive,
			WriteOnly:       attribute.WriteOnly,
		}

		if nested := attribute.NestedType; nested != nil {
			converted.AttributeNestedType = &tfjson.SchemaNestedAttributeType{
				Attributes:  c.attributes(path, nested.Attributes),
				NestingMode: c.attributeNesting(path, nested.Nesting),
			}
		} else {
			converted.AttributeType = c.typ(path, attribute.Type)
		}

		out[attribute.Name] = converted
	}

	return out
}

func (c *converter) function(path string, in *tfprotov6.Function) *tfjson.FunctionSignature {
	if in == nil {
		return nil
	}

	out := &tfjson.FunctionSignature{
		Description:        in.Description,
		Summary:            in.Summary,
		DeprecationMessage: in.DeprecationMessage,
		VariadicParameter:  c.parameter(path, in.VariadicParameter),
	}

	if in.Return != nil {
		out.ReturnType = c.typ(path+": return", in.Return.Type)
	}

	for _, parameter := range in.Parameters {
		out.Parameters = append(out.Parameters, c.parameter(path, parameter))
	}

	return out
}

func (c *converter) parameter(path string, in *tfprotov6.FunctionParameter) *tfjson.FunctionParameter {
	if in == nil {
		return nil
	}

	return &tfjson.FunctionParameter{
		Name:        in.Name,
		Description: in.Description,
		IsNullable:  in.AllowNullValue,
		Type:        c.typ(path+"."+in.Name, in.Type),
	}
}

// typ translates a type of the plugin protocol into the type system whose JSON form Terraform prints.
func (c *converter) typ(path string, in tftypes.Type) cty.Type {
	switch t := in.(type) {
	case tftypes.List:
		return cty.List(c.typ(path, t.ElementType))
	case tftypes.Set:
		return cty.Set(c.typ(path, t.ElementType))
	case tftypes.Map:
		return cty.Map(c.typ(path, t.ElementType))
	case tftypes.Tuple:
		elements := make([]cty.Type, 0, len(t.ElementTypes))
		for _, element := range t.ElementTypes {
			elements = append(elements, c.typ(path, element))
		}

		return cty.Tuple(elements)
	case tftypes.Object:
		attributes := make(map[string]cty.Type, len(t.AttributeTypes))
		for name, attribute := range t.AttributeTypes {
			attributes[name] = c.typ(path+"."+name, attribute)
		}

		return cty.Object(attributes)
	}

	switch {
	case in == nil:
		return fail(c, path, "has no type", cty.DynamicPseudoType)
	case in.Is(tftypes.String):
		return cty.String
	case in.Is(tftypes.Number):
		return cty.Number
	case in.Is(tftypes.Bool):
		return cty.Bool
	case in.Is(tftypes.DynamicPseudoType):
		return cty.DynamicPseudoType
	default:
		return fail(c, path, fmt.Sprintf("has the unknown type %s", in), cty.DynamicPseudoType)
	}
}

func (c *converter) attributeNesting(path string, in tfprotov6.SchemaObjectNestingMode) tfjson.SchemaNestingMode {
	switch in {
	case tfprotov6.SchemaObjectNestingModeSingle:
		return tfjson.SchemaNestingModeSingle
	case tfprotov6.SchemaObjectNestingModeList:
		return tfjson.SchemaNestingModeList
	case tfprotov6.SchemaObjectNestingModeSet:
		return tfjson.SchemaNestingModeSet
	case tfprotov6.SchemaObjectNestingModeMap:
		return tfjson.SchemaNestingModeMap
	case tfprotov6.SchemaObjectNestingModeInvalid:
	}

	return fail(c, path, "has an invalid nesting mode", tfjson.SchemaNestingMode(""))
}

func (c *converter) blockNesting(path string, in tfprotov6.SchemaNestedBlockNestingMode) tfjson.SchemaNestingMode {
	switch in {
	case tfprotov6.SchemaNestedBlockNestingModeSingle:
		return tfjson.SchemaNestingModeSingle
	case tfprotov6.SchemaNestedBlockNestingModeGroup:
		return tfjson.SchemaNestingModeGroup
	case tfprotov6.SchemaNestedBlockNestingModeList:
		return tfjson.SchemaNestingModeList
	case tfprotov6.SchemaNestedBlockNestingModeSet:
		return tfjson.SchemaNestingModeSet
	case tfprotov6.SchemaNestedBlockNestingModeMap:
		return tfjson.SchemaNestingModeMap
	case tfprotov6.SchemaNestedBlockNestingModeInvalid:
	}

	return fail(c, path, "has an invalid nesting mode", tfjson.SchemaNestingMode(""))
}

func (c *converter) unsigned(path string, in int64) uint64 {
	if in < 0 {
		return fail(c, path, "is negative", uint64(0))
	}

	return uint64(in)
}

func descriptionKind(in tfprotov6.StringKind) tfjson.SchemaDescriptionKind {
	if in == tfprotov6.StringKindMarkdown {
		return tfjson.SchemaDescriptionKindMarkdown
	}

	return tfjson.SchemaDescriptionKindPlain
}

// fail notes what is wrong and gives back a placeholder, so that the conversion can go on.
func fail[T any](c *converter, path, problem string, placeholder T) T {
	c.errs = append(c.errs, fmt.Errorf("%s %s", path, problem))

	return placeholder
}
