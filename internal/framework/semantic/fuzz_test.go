package semantic_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

// FuzzSame holds of each kind that being the same is an equivalence: otherwise a plan
// would depend on which of two spellings came first.
func FuzzSame(f *testing.F) {
	for _, seed := range [][3]string{
		{"Ann@X.test", " ann@x.TEST ", "ann@x.test"},
		{"a@x.test,b@x.test", "A@x.test , b@x.test", ",a@x.test,,b@x.test"},
		{"EnvironmentAdmin", "Environment admin", "environment_admin"},
		{"-----BEGIN CERTIFICATE-----\nAA\n-----END CERTIFICATE-----", "AA", "A A"},
		{"Development", "dev", " DEV "},
		{"", " ", "\t"},
		{"ẞ", "ß", "SS"},
		{"İ", "i̇", "i"},
		{"K", "k", "K"},
		{"\xff", "\xfe", "\ufffd"},
	} {
		f.Add(seed[0], seed[1], seed[2])
	}
	kinds := []semantic.StringType{semantic.Emails, semantic.Email, semantic.RoleName, semantic.Certificate, semantic.EnvironmentName}
	f.Fuzz(func(t *testing.T, a, b, c string) {
		for _, kind := range kinds {
			require.True(t, kind.Same(a, a), "%s: not reflexive", kind)
			require.Equal(t, kind.Same(a, b), kind.Same(b, a), "%s: not symmetric", kind)
			if kind.Same(a, b) && kind.Same(b, c) {
				require.True(t, kind.Same(a, c), "%s: not transitive", kind)
			}
			canonical := kind.Canonical(a)
			require.Equal(t, canonical, kind.Canonical(canonical), "%s: not idempotent", kind)
			require.True(t, kind.Same(a, canonical), "%s: the canonical form is another value", kind)
		}
	})
}
