//go:build unix

package interrupt

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// life is three boundaries: one while everything is made, one while it is changed, one while it is destroyed.
type life [3]boundary

// sample is what is tested unless everything is: moments of all kinds, in requests of all kinds.
var sample = []life{
	{
		{"create", call{"POST /api/managed_users", 1}, during, sigint},
		{"update", call{"PUT /api/managed_users/{id}", 1}, before, sigterm},
		{"delete", call{"DELETE /api/managed_users/{id}", 1}, during, sigint},
	},
	{
		{"create", call{"POST /api/managed_users/{id}/folders", 1}, during, sigterm},
		{"update", call{"PUT /api/managed_users/{id}/projects/{project_id}/project_grants", 1}, during, sigint},
		{"delete", call{"GET /api/managed_users/{id}", 1}, before, sigterm},
	},
	{
		{"create", call{"GET /api/managed_users/{id}/members", 1}, before, sigint},
		{"update", call{"DELETE /api/managed_users/{id}/user_groups/{group_id}/members", 1}, after, sigtermAlone},
		{"delete", call{"DELETE /Provisioning/Environment/{EnvironmentName}/", 1}, during, sigterm},
	},
}

// TestInterrupt_C13_everyBoundary interrupts the real CLI with the real provider around requests. It goes through a
// sample, or through all if that is asked for.
func TestInterrupt_C13_everyBoundary(t *testing.T) {
	t.Parallel()
	lives := sample
	if faultsDirectory() != "" {
		lives = spread(everyLife(t))
	}
	for i, life := range lives {
		t.Run(fmt.Sprint(i+1), func(t *testing.T) {
			t.Parallel()
			life.live(t)
		})
	}
}

func (l life) live(t *testing.T) {
	t.Helper()
	w := newWorld(t)
	r := w.run(t, everything(t))
	r.survive(t, l[0])
	r.SetEnv("TF_VAR_changed", "true")
	r.survive(t, l[1])
	r.survive(t, l[2])
	w.requireEmpty(t)
}

// requireEmpty demands that nothing is left that runs have made, but for what the API cannot delete.
func (w *world) requireEmpty(t *testing.T) {
	t.Helper()
	left := slices.DeleteFunc(w.LiveObjects(""), func(o sandbox.Object) bool {
		return o.CreatedBy == 0 || o.Kind == sandbox.KindCustomRole
	})
	require.Empty(t, left)
}

// everyLife pairs all boundaries of the three operations, as an uninterrupted life shows them.
func everyLife(t *testing.T) []life {
	t.Helper()
	w := newWorld(t)
	r := w.run(t, everything(t))
	var all [3][]boundary
	for i, operation := range []string{"create", "update", "delete"} {
		if operation == "update" {
			r.SetEnv("TF_VAR_changed", "true")
		}
		w.gate.arm(call{}, "", nil)
		r.ends(t, 0, map[string]string{"create": "apply", "update": "apply", "delete": "destroy"}[operation])
		for _, c := range w.gate.passed() {
			for _, at := range moments {
				all[i] = append(all[i], boundary{operation, c, at, sigint}, boundary{operation, c, at, sigterm})
			}
		}
	}
	lives := make([]life, max(len(all[0]), len(all[1]), len(all[2])))
	for i := range lives {
		for j, boundaries := range all {
			lives[i][j] = boundaries[i%len(boundaries)]
		}
	}
	return lives
}
