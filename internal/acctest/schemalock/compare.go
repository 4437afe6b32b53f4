package schemalock

import (
	"fmt"
	"reflect"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"
)

// Change is one difference between two versions of a schema.
type Change struct {
	// Type is what changed, such as "resource workato_project".
	Type string
	// At is the attribute in it, such as "environments.dev.id", or empty.
	At string
	// What happened.
	What string
	// Breaking is set if a configuration, a module or a state that worked before may not work any more, or may show a
	// secret.
	Breaking bool
}

// String says it in a line.
func (c Change) String() string {
	class, at := "compatible", ""
	if c.Breaking {
		class = "breaking"
	}
	if c.At != "" {
		at = ", " + c.At
	}
	return fmt.Sprintf("%s: %s%s: %s", class, c.Type, at, c.What)
}

// Compare lists what changed between two versions, in the order of types and attributes.
func Compare(before, after Lock) []Change {
	var c comparison
	for _, key := range keysOf(before, after) {
		c.of = title(key)
		was, had := before[key]
		is, has := after[key]
		switch {
		case !had:
			c.compatible("", "is new")
		case !has:
			c.breaking("", "is gone")
		default:
			c.schema(was.Schema, is.Schema)
			c.identity(was.Identity, is.Identity)
			c.function(was.Function, is.Function)
		}
	}
	return c.changes
}

type comparison struct {
	of      string
	changes []Change
}

func (c *comparison) compatible(at, what string, values ...any) {
	c.changes = append(c.changes, Change{Type: c.of, At: at, What: fmt.Sprintf(what, values...)})
}

func (c *comparison) breaking(at, what string, values ...any) {
	c.changes = append(c.changes, Change{Type: c.of, At: at, What: fmt.Sprintf(what, values...), Breaking: true})
}

func (c *comparison) schema(before, after *tfjson.Schema) {
	if before == nil || after == nil {
		return // of a function
	}
	switch {
	case after.Version > before.Version:
		c.compatible("", "has schema version %d, was %d: states are upgraded", after.Version, before.Version)
	case after.Version < before.Version:
		c.breaking("", "has schema version %d, was %d: states cannot be read", after.Version, before.Version)
	}
	c.block("", before.Block, after.Block)
}

func (c *comparison) block(at string, before, after *tfjson.SchemaBlock) {
	if before == nil {
		before = &tfjson.SchemaBlock{}
	}
	if after == nil {
		after = &tfjson.SchemaBlock{}
	}
	c.deprecation(at, before.Deprecated, after.Deprecated)
	c.attributes(at, before.Attributes, after.Attributes)
	for _, name := range keysOf(before.NestedBlocks, after.NestedBlocks) {
		c.nestedBlock(join(at, name), before.NestedBlocks[name], after.NestedBlocks[name])
	}
}

func (c *comparison) nestedBlock(at string, before, after *tfjson.SchemaBlockType) {
	switch {
	case before == nil && after.MinItems > 0:
		c.breaking(at, "is a new block that must be there")
		return
	case before == nil:
		c.compatible(at, "is a new block")
		return
	case after == nil:
		c.breaking(at, "is gone")
		return
	case before.NestingMode != after.NestingMode:
		c.breaking(at, "is nested as %s, was nested as %s", after.NestingMode, before.NestingMode)
	}
	c.bound(at, "least", before.MinItems, after.MinItems, after.MinItems > before.MinItems)
	// 0 is no limit.
	c.bound(at, "most", before.MaxItems, after.MaxItems, before.MaxItems == 0 || after.MaxItems != 0 && after.MaxItems < before.MaxItems)
	c.block(at, before.Block, after.Block)
}

func (c *comparison) bound(at, which string, before, after uint64, tighter bool) {
	switch {
	case before == after:
	case tighter:
		c.breaking(at, "takes at %s %d blocks, was %d", which, after, before)
	default:
		c.compatible(at, "takes at %s %d blocks, was %d", which, after, before)
	}
}

func (c *comparison) attributes(at string, before, after map[string]*tfjson.SchemaAttribute) {
	for _, name := range keysOf(before, after) {
		was, is, at := before[name], after[name], join(at, name)
		switch {
		case was == nil && is.Required:
			c.breaking(at, "is new and required")
		case was == nil:
			c.compatible(at, "is new and %s", mode(is))
		case is == nil:
			c.breaking(at, "is gone")
		default:
			c.attribute(at, was, is)
		}
	}
}

func (c *comparison) attribute(at string, before, after *tfjson.SchemaAttribute) {
	c.typ(at, before, after)
	c.mode(at, before, after)
	c.deprecation(at, before.Deprecated, after.Deprecated)
	switch {
	case after.Sensitive && !before.Sensitive:
		// Terraform refuses an output with a sensitive value in it that is not marked itself.
		c.breaking(at, "is sensitive now: outputs with it must be marked")
	case before.Sensitive && !after.Sensitive:
		c.breaking(at, "is no longer sensitive: plans show it")
	}
	switch {
	case after.WriteOnly && !before.WriteOnly:
		c.breaking(at, "is write-only now: nothing can refer to it")
	case before.WriteOnly && !after.WriteOnly:
		c.breaking(at, "is no longer write-only: the state holds it")
	}
}

func (c *comparison) typ(at string, before, after *tfjson.SchemaAttribute) {
	was, is := typeText(before), typeText(after)
	switch {
	case was != is:
		c.breaking(at, "is %s, was %s", is, was)
	case before.AttributeNestedType != nil && after.AttributeNestedType != nil:
		c.attributes(at, before.AttributeNestedType.Attributes, after.AttributeNestedType.Attributes)
	}
}

// mode compares who gives the attribute its value.
func (c *comparison) mode(at string, before, after *tfjson.SchemaAttribute) {
	was, is := mode(before), mode(after)
	settable := before.Required || before.Optional
	switch {
	case was == is:
	case after.Required:
		c.breaking(at, "is required, was %s", was)
	case settable && !after.Optional:
		c.breaking(at, "is computed, was %s: it can no longer be set", was)
	case before.Computed && !after.Computed:
		c.breaking(at, "is optional, was %s: it has no value unless it is set", was)
	default:
		c.compatible(at, "is %s, was %s", is, was)
	}
}

// mode says who gives an attribute its value.
func mode(attribute *tfjson.SchemaAttribute) string {
	switch {
	case attribute.Required:
		return "required"
	case attribute.Optional && attribute.Computed:
		return "optional with a default"
	case attribute.Optional:
		return "optional"
	default:
		return "computed"
	}
}

func (c *comparison) deprecation(at string, before, after bool) {
	switch {
	case after && !before:
		c.compatible(at, "is deprecated")
	case before && !after:
		c.compatible(at, "is no longer deprecated")
	}
}

// identity compares identities. They are in states and in import blocks, and Terraform takes it for a fault of the
// provider if the identity of an object changes; so all but demanding less breaks something.
func (c *comparison) identity(before, after *tfjson.IdentitySchema) {
	switch {
	case before == nil && after == nil:
		return
	case before == nil:
		c.compatible("", "has an identity now")
		return
	case after == nil:
		c.breaking("", "has no identity any more")
		return
	case before.Version != after.Version:
		c.breaking("", "has an identity of version %d, was %d", after.Version, before.Version)
	}
	for _, name := range keysOf(before.Attributes, after.Attributes) {
		c.identityAttribute("identity "+name, before.Attributes[name], after.Attributes[name])
	}
}

func (c *comparison) identityAttribute(at string, before, after *tfjson.IdentityAttribute) {
	switch {
	case before == nil:
		c.breaking(at, "is new")
		return
	case after == nil:
		c.breaking(at, "is gone")
		return
	case !before.IdentityType.Equals(after.IdentityType):
		c.breaking(at, "is %s, was %s", ctyText(after.IdentityType), ctyText(before.IdentityType))
	}
	switch {
	case before.RequiredForImport == after.RequiredForImport && before.OptionalForImport == after.OptionalForImport:
	case after.OptionalForImport && before.RequiredForImport && !after.RequiredForImport:
		c.compatible(at, "may be left out when importing")
	default:
		c.breaking(at, "must be given when importing, or can no longer be given")
	}
}

func (c *comparison) function(before, after *tfjson.FunctionSignature) {
	if before == nil || after == nil {
		return
	}
	c.deprecation("", before.DeprecationMessage != "", after.DeprecationMessage != "")
	was, is := *before, *after
	was.DeprecationMessage, is.DeprecationMessage = "", ""
	if !reflect.DeepEqual(was, is) {
		c.breaking("", "has another signature")
	}
}

func join(at, name string) string { return strings.TrimPrefix(at+"."+name, ".") }
