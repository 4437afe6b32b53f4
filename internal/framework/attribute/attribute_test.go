package attribute_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/framework/attribute"
)

// complaints returns what the validators say about a value.
func complaints(t *testing.T, validators []validator.String, value types.String) []string {
	t.Helper()
	out := []string{}
	for _, v := range validators {
		var resp validator.StringResponse
		v.ValidateString(t.Context(), validator.StringRequest{Path: path.Root("value"), ConfigValue: value}, &resp)
		for _, d := range resp.Diagnostics {
			out = append(out, d.Summary()+": "+d.Detail())
		}
	}
	return out
}

func TestTrimmed(t *testing.T) {
	t.Parallel()
	for text, ok := range map[string]bool{
		"a": true, "acme": true, "acme north": true, "a\nb": true, "é": true,
		"": false, " ": false, " acme": false, "acme ": false, "\tacme": false, "acme\n": false,
	} {
		got := complaints(t, attribute.Trimmed(), types.StringValue(text))
		if ok {
			require.Empty(t, got, "%q", text)
			continue
		}
		require.Len(t, got, 1, "%q", text)
		require.Contains(t, got[0], "must not be empty, nor begin or end with white space")
	}
	require.Empty(t, complaints(t, attribute.Trimmed(), types.StringNull()))
	require.Empty(t, complaints(t, attribute.Trimmed(), types.StringUnknown()))
}

func TestOneOf(t *testing.T) {
	t.Parallel()
	description, validators := attribute.OneOf("Where it is.", "us", "eu")
	require.Equal(t, "Where it is. One of `us`, `eu`.", description)
	require.Empty(t, complaints(t, validators, types.StringValue("eu")))
	require.Len(t, complaints(t, validators, types.StringValue("EU")), 1)
	require.Len(t, complaints(t, validators, types.StringValue("")), 1)
}

func TestResourceAttributes(t *testing.T) {
	t.Parallel()
	id := attribute.ID("project")
	require.True(t, id.IsComputed())
	require.False(t, id.IsOptional())
	require.Equal(t, "Id of the project, given by Workato.", id.MarkdownDescription)

	name := attribute.Name("project")
	require.True(t, name.IsRequired())
	require.Empty(t, name.PlanModifiers, "a rename does not replace")
	require.Contains(t, name.MarkdownDescription, "Changing it renames the project.")
	require.Len(t, complaints(t, name.Validators, types.StringValue(" x")), 1)

	for what, parent := range map[string]schema.StringAttribute{"customer": attribute.CustomerID(), "environment": attribute.EnvironmentID()} {
		require.True(t, parent.IsRequired(), what)
		require.Len(t, parent.PlanModifiers, 1, what)
		require.Contains(t, parent.PlanModifiers[0].Description(t.Context()), "destroy and recreate", what)
		require.Contains(t, parent.MarkdownDescription, "Changing it replaces the object.", what)
		require.Len(t, complaints(t, parent.Validators, types.StringValue("")), 1, what)
		require.Empty(t, complaints(t, parent.Validators, types.StringValue("Eacme")), what)
	}

	required, optional := attribute.Identity("It.", true), attribute.Identity("It.", false)
	require.True(t, required.IsRequiredForImport())
	require.False(t, required.IsOptionalForImport())
	require.False(t, optional.IsRequiredForImport())
	require.True(t, optional.IsOptionalForImport())
}
