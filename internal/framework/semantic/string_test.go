package semantic_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

func TestStringType(t *testing.T) {
	t.Parallel()
	emails := semantic.Emails
	require.Equal(t, "semantic.Emails", emails.String())
	require.True(t, emails.Equal(semantic.Emails))
	require.False(t, emails.Equal(semantic.Certificate))
	require.False(t, emails.Equal(basetypes.StringType{}))
	require.True(t, emails.ValueType(t.Context()).Type(t.Context()).Equal(emails))

	for name, test := range map[string]struct {
		raw  tftypes.Value
		want semantic.String
	}{
		"known":   {tftypes.NewValue(tftypes.String, "a@x.test"), emails.Value("a@x.test")},
		"null":    {tftypes.NewValue(tftypes.String, nil), emails.Null()},
		"unknown": {tftypes.NewValue(tftypes.String, tftypes.UnknownValue), emails.Unknown()},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := emails.ValueFromTerraform(t.Context(), test.raw)
			require.NoError(t, err)
			require.True(t, test.want.Equal(got), "%s", got)
			require.True(t, got.Type(t.Context()).Equal(emails))
			base, err := basetypes.StringType{}.ValueFromTerraform(t.Context(), test.raw)
			require.NoError(t, err)
			value, ok := base.(basetypes.StringValue)
			require.True(t, ok)
			from, diags := emails.ValueFromString(t.Context(), value)
			require.Empty(t, diags)
			require.True(t, test.want.Equal(from))
		})
	}
	_, err := emails.ValueFromTerraform(t.Context(), tftypes.NewValue(tftypes.Bool, true))
	require.Error(t, err)
}

func TestString(t *testing.T) {
	t.Parallel()
	value := semantic.Emails.Value("Ann@x.test")

	// Equal is about the spelling; the framework asks for semantics apart.
	require.True(t, value.Equal(semantic.Emails.Value("Ann@x.test")))
	for _, other := range []attr.Value{
		semantic.Emails.Value("ann@x.test"), semantic.Emails.Null(), semantic.Emails.Unknown(),
		semantic.Certificate.Value("Ann@x.test"), basetypes.NewStringValue("Ann@x.test"),
	} {
		require.False(t, value.Equal(other), "%s", other)
	}

	for _, test := range []struct {
		other basetypes.StringValuable
		want  bool
	}{
		{semantic.Emails.Value(" ann@X.test"), true},
		{semantic.Emails.Value("bob@x.test"), false},
		{basetypes.NewStringValue("Ann@x.test"), false},
	} {
		got, diags := value.StringSemanticEquals(t.Context(), test.other)
		require.Empty(t, diags)
		require.Equal(t, test.want, got, "%s", test.other)
	}
}
