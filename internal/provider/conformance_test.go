package provider_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/provider"
)

// TestConformance demands of everything that is registered what users may rely on,
// so that a new resource or data source is held to it by being registered.
func TestConformance(t *testing.T) {
	t.Parallel()
	// Getting the schemas validates their implementation.
	server := acctest.NewServer(t)
	registered := provider.New("test")()
	t.Run("provider", func(t *testing.T) {
		t.Parallel()
		requireDescribed(t, "provider", server.Schemas().Provider)
	})
	for _, construct := range registered.Resources(t.Context()) {
		name := typeOf(t, construct())
		t.Run("resource "+name, func(t *testing.T) {
			t.Parallel()
			schema := server.Schemas().ResourceSchemas[name]
			require.NotNil(t, schema)
			requireName(t, name)
			requireDescribed(t, name, schema)
			requireResource(t, construct, server.IdentitySchemas()[name], schema)
			requireExamples(t, filepath.Join("resources", name), "resource.tf", "import.sh")
			testLife(t, name, schema)
		})
	}
	for _, construct := range registered.DataSources(t.Context()) {
		var metadata datasource.MetadataResponse
		construct().Metadata(t.Context(), datasource.MetadataRequest{ProviderTypeName: provider.TypeName}, &metadata)
		name := metadata.TypeName
		t.Run("data source "+name, func(t *testing.T) {
			t.Parallel()
			schema := server.Schemas().DataSourceSchemas[name]
			require.NotNil(t, schema)
			requireName(t, name)
			requireDescribed(t, name, schema)
			requireDataSource(t, construct)
			requireExamples(t, filepath.Join("data-sources", name), "data-source.tf")
			testReads(t, name)
		})
	}
}

func typeOf(t *testing.T, r resource.Resource) string {
	t.Helper()
	var metadata resource.MetadataResponse
	r.Metadata(t.Context(), resource.MetadataRequest{ProviderTypeName: provider.TypeName}, &metadata)
	return metadata.TypeName
}

func requireName(t *testing.T, name string) {
	t.Helper()
	require.True(t, strings.HasPrefix(name, "workato_") || strings.HasPrefix(name, "workspace365_"), name)
	require.Equal(t, strings.ToLower(name), name)
}

// requireResource demands identity, import, and a Configure that copes with anything.
func requireResource(t *testing.T, construct func() resource.Resource, identity *tfprotov6.ResourceIdentitySchema, schema *tfprotov6.Schema) {
	t.Helper()
	require.Implements(t, (*resource.ResourceWithImportState)(nil), construct())
	require.Implements(t, (*resource.ResourceWithIdentity)(nil), construct())
	require.NotNil(t, identity, "no identity schema")
	attributes, needed := map[string]bool{}, 0
	for _, attribute := range schema.Block.Attributes {
		attributes[attribute.Name] = true
	}
	for _, attribute := range identity.IdentityAttributes {
		require.Contains(t, attributes, attribute.Name, "the identity has an attribute that the resource has not")
		require.NotEmpty(t, attribute.Description, attribute.Name)
		require.NotEqual(t, attribute.RequiredForImport, attribute.OptionalForImport, attribute.Name)
		if attribute.RequiredForImport {
			needed++
		}
	}
	require.Positive(t, needed, "an identity is made of something")

	configurable, ok := construct().(resource.ResourceWithConfigure)
	require.True(t, ok)
	var resp resource.ConfigureResponse
	configurable.Configure(t.Context(), resource.ConfigureRequest{ProviderData: "no client"}, &resp)
	require.True(t, resp.Diagnostics.HasError(), "another type of provider data must be an error")
	require.Equal(t, "Unexpected provider data", resp.Diagnostics[0].Summary())
	resp = resource.ConfigureResponse{}
	configurable.Configure(t.Context(), resource.ConfigureRequest{}, &resp)
	require.Empty(t, resp.Diagnostics, "while Terraform validates there is no provider data")
}

func requireDataSource(t *testing.T, construct func() datasource.DataSource) {
	t.Helper()
	configurable, ok := construct().(datasource.DataSourceWithConfigure)
	require.True(t, ok)
	var resp datasource.ConfigureResponse
	configurable.Configure(t.Context(), datasource.ConfigureRequest{ProviderData: 7}, &resp)
	require.True(t, resp.Diagnostics.HasError(), "another type of provider data must be an error")
	require.Equal(t, "Unexpected provider data", resp.Diagnostics[0].Summary())
	resp = datasource.ConfigureResponse{}
	configurable.Configure(t.Context(), datasource.ConfigureRequest{}, &resp)
	require.Empty(t, resp.Diagnostics, "while Terraform validates there is no provider data")
}

// requireDescribed demands a description in Markdown of a schema and all that is in it.
func requireDescribed(t *testing.T, name string, schema *tfprotov6.Schema) {
	t.Helper()
	require.Empty(t, schema.Block.BlockTypes, "attributes, not blocks")
	require.NotEmpty(t, schema.Block.Description, name)
	require.Equal(t, tfprotov6.StringKindMarkdown, schema.Block.DescriptionKind, name)
	requireAttributes(t, name, schema.Block.Attributes)
}

func requireAttributes(t *testing.T, at string, attributes []*tfprotov6.SchemaAttribute) {
	t.Helper()
	require.NotEmpty(t, attributes, at)
	for _, attribute := range attributes {
		name := at + "." + attribute.Name
		require.NotEmpty(t, strings.TrimSpace(attribute.Description), "%s has no description", name)
		require.Equal(t, tfprotov6.StringKindMarkdown, attribute.DescriptionKind, "%s has no MarkdownDescription", name)
		require.True(t, strings.HasSuffix(attribute.Description, "."), "%s: a description consists of sentences", name)
		if attribute.NestedType != nil {
			requireAttributes(t, name, attribute.NestedType.Attributes)
		}
	}
}

// requireExamples demands examples, from which the documentation is made.
func requireExamples(t *testing.T, directory string, files ...string) {
	t.Helper()
	for _, file := range files {
		text, err := os.ReadFile(filepath.Join("..", "..", "examples", directory, file)) //nolint:gosec // The names are those of the registered types.
		require.NoError(t, err)
		require.Contains(t, string(text), filepath.Base(directory))
	}
}
