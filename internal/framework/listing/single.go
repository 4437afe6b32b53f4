package listing

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/diagnostics"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/providerdata"
)

// Single describes a data source that reads one object, as the model M.
type Single[M any] struct {
	// Type is the type name, Description what it reads.
	Type, Description string
	Attributes        map[string]schema.Attribute
	// Read completes the model, which holds the arguments. An error of the type
	// [NotOneError] lands on the argument that it names.
	Read func(ctx context.Context, client *workato.Client, model *M) error
	// Next says what to do about a failure that is particular to this type; it may
	// return "", and may be nil.
	Next func(err error) string
	// Explain is Next with the means to read what the cause is. Where it says nothing,
	// Next is asked; it may be nil.
	Explain func(ctx context.Context, client *workato.Client, model *M, err error) string
}

// NewSingle returns the constructor of a data source.
func NewSingle[M any](definition Single[M]) func() datasource.DataSource {
	return func() datasource.DataSource { return &single[M]{definition: definition} }
}

type single[M any] struct {
	providerdata.WorkatoDataSource
	definition Single[M]
}

// Metadata implements datasource.DataSource.
func (s *single[M]) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = s.definition.Type
}

// Schema implements datasource.DataSource.
func (s *single[M]) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{MarkdownDescription: s.definition.Description, Attributes: s.definition.Attributes}
}

// Read implements datasource.DataSource.
func (s *single[M]) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var state M
	resp.Diagnostics.Append(req.Config.Get(ctx, &state)...)
	client, ok := s.Client(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	if err := s.definition.Read(ctx, client, &state); err != nil {
		op := diagnostics.Reading(s.definition.Type)
		op.Next = explained(ctx, client, &state, s.definition.Explain, s.definition.Next)
		if notOne, ok := err.(*NotOneError); ok { //nolint:errorlint // Read returns it as it is.
			resp.Diagnostics.AddAttributeError(path.Root(notOne.Argument), op.Summary(), notOne.Error())
			return
		}
		op.Failed(&resp.Diagnostics, err)
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
}

// NotOneError says that a list has none, or several, of what was asked for.
type NotOneError struct {
	// Argument is the one that asked, Value what it said.
	Argument, Value string
	// Matches are the ids of those that match, Others what the list has instead.
	Matches, Others []string
}

// Error says what is there instead.
func (e *NotOneError) Error() string {
	if len(e.Matches) > 1 {
		return fmt.Sprintf("There are %d with the %s %q: ids %s. Choose one by its id.", len(e.Matches), e.Argument, e.Value, strings.Join(e.Matches, ", "))
	}
	if len(e.Others) == 0 {
		return fmt.Sprintf("There is none with the %s %q; the list is empty.", e.Argument, e.Value)
	}
	return fmt.Sprintf("There is none with the %s %q. There are: %s.", e.Argument, e.Value, strings.Join(e.Others, ", "))
}

// Only returns the one row of a list whose key is value, spelled exactly like it.
// Otherwise the error is a [NotOneError] with what the list has, or that of the list.
func Only[T any](rows iter.Seq2[T, error], argument, value string, key, id func(T) string) (T, error) {
	var found, none T
	missing := &NotOneError{Argument: argument, Value: value}
	for row, err := range rows {
		if err != nil {
			return none, err
		}
		if key(row) != value {
			missing.Others = append(missing.Others, key(row))
			continue
		}
		found = row
		missing.Matches = append(missing.Matches, id(row))
	}
	if len(missing.Matches) != 1 {
		slices.Sort(missing.Others)
		return none, missing
	}
	return found, nil
}
