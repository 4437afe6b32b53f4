package grant

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
)

// grantsOf is the list of a project.
func grantsOf(n int) []workato.Grant {
	out := make([]workato.Grant, n)
	for i := range out {
		out[i] = workato.Grant{
			ID: workato.ID(fmt.Sprintf("gr-%d", i)), Project: workato.GrantProject{ID: "60001"},
			ProjectRole: workato.NamedID{ID: "pr-1"}, UserGroup: &workato.NamedID{ID: workato.ID(fmt.Sprintf("ug-%d", i))},
		}
	}
	return out
}

// BenchmarkModel_refresh takes over a grant, as each refresh of each grant does.
func BenchmarkModel_refresh(b *testing.B) {
	given := grantsOf(1)[0]
	b.ReportAllocs()
	for b.Loop() {
		var m model
		m.refresh(given)
		require.True(b, m.hasHolder())
	}
}

// BenchmarkGrantsModel_set takes over the list of a project, for few and many grants. What one grant costs must stay the
// same.
func BenchmarkGrantsModel_set(b *testing.B) {
	for _, n := range []int{10, 100, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			grants := grantsOf(n)
			b.ReportAllocs()
			for b.Loop() {
				m := grantsModel{UserGroupRoles: types.MapNull(types.StringType), UserRoles: types.MapNull(types.StringType)}
				m.set(rolesIn(grants, nil))
				require.Len(b, m.roles().inputs(), n)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/grant")
		})
	}
}
