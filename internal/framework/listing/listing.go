// Package listing makes the plural data sources on the Embedded API, which differ
// in what they list and in nothing else.
package listing

import (
	"context"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/diagnostics"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/providerdata"
)

// Definition is one plural data source. M is its model: the arguments and the list.
type Definition[M any] struct {
	// Type is the type name, Description what it lists.
	Type, Description string
	// Arguments narrow the list.
	Arguments map[string]schema.Attribute
	// List is the name of the list, Row the attributes of its rows.
	List string
	Row  map[string]schema.Attribute
	// Read fills the list in, for the arguments that the model holds.
	Read func(ctx context.Context, client *workato.Client, model *M) error
	// Next says what to do about a failure that is particular to this list; it
	// may return "", and may be nil.
	Next func(err error) string
	// Explain is Next with the means to read what the cause is. Where it says nothing,
	// Next is asked; it may be nil.
	Explain func(ctx context.Context, client *workato.Client, model *M, err error) string
}

// New returns a constructor of the data source.
func New[M any](definition Definition[M]) func() datasource.DataSource {
	return func() datasource.DataSource { return &source[M]{definition: definition} }
}

type source[M any] struct {
	providerdata.WorkatoDataSource
	definition Definition[M]
}

// Metadata implements datasource.DataSource.
func (s *source[M]) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = s.definition.Type
}

// Schema implements datasource.DataSource.
func (s *source[M]) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	attributes := map[string]schema.Attribute{
		s.definition.List: schema.ListNestedAttribute{
			MarkdownDescription: "What was found, in the order of the API.",
			Computed:            true,
			NestedObject:        schema.NestedAttributeObject{Attributes: s.definition.Row},
		},
	}
	maps.Copy(attributes, s.definition.Arguments)
	resp.Schema = schema.Schema{MarkdownDescription: s.definition.Description, Attributes: attributes}
}

// Read implements datasource.DataSource.
func (s *source[M]) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var state M
	resp.Diagnostics.Append(req.Config.Get(ctx, &state)...)
	client, ok := s.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	if err := s.definition.Read(ctx, client, &state); err != nil {
		op := diagnostics.Reading(s.definition.Type)
		op.Next = explained(ctx, client, &state, s.definition.Explain, s.definition.Next)
		op.Failed(&resp.Diagnostics, err)
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}

// explained asks explain first, and then next, where they are given.
func explained[M any](ctx context.Context, client *workato.Client, model *M, explain func(context.Context, *workato.Client, *M, error) string, next func(error) string) func(error) string {
	return func(err error) string {
		text := ""
		if explain != nil {
			text = explain(ctx, client, model, err)
		}
		if text == "" && next != nil {
			text = next(err)
		}
		return text
	}
}

// Text describes a computed text.
func Text(description string) schema.Attribute {
	return schema.StringAttribute{MarkdownDescription: description, Computed: true}
}

// Flag describes a computed boolean.
func Flag(description string) schema.Attribute {
	return schema.BoolAttribute{MarkdownDescription: description, Computed: true}
}

// Count describes a computed number.
func Count(description string) schema.Attribute {
	return schema.Int64Attribute{MarkdownDescription: description, Computed: true}
}
