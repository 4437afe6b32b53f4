//go:build unix

package interrupt

import (
	"os"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// TestInterrupt_D5_tainted has Terraform replace what it holds for broken. It then calls Delete without the private
// state, which must not take the protection away, and must not make deleting go wrong where there is none.
func TestInterrupt_D5_tainted(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.run(t, everything(t))
	precious := []string{"workato_managed_customer.acme", "workspace365_environment.acme"}
	targets := []string{"-target=" + precious[0], "-target=" + precious[1]}
	r.SetEnv("TF_VAR_protected", "true")
	r.ends(t, 0, "apply", targets...)
	for _, address := range precious {
		r.ends(t, 0, "taint", address)
	}
	w.ResetRequests()
	refused := r.ends(t, 1, "apply", targets...)
	require.Regexp(t, `(?s)deletion_protection.*deletion_protection`, refused)
	require.Empty(t, w.Writes(), "protected, and nevertheless changed")
	require.Empty(t, w.deleted())

	r.SetEnv("TF_VAR_protected", "false")
	for _, address := range precious {
		r.ends(t, 0, "untaint", address)
	}
	r.ends(t, 0, "apply")
	r.taintAll(t)
	r.ends(t, 0, "apply")
	r.ends(t, 0, "plan")
	require.Empty(t, w.Duplicates())
	require.Len(t, w.Objects(sandbox.KindWorkspace365Environment), 2, "the tainted one was replaced")
	for _, orphan := range w.orphans(t, r) {
		require.Equal(t, sandbox.KindCustomRole, orphan.Kind, "%+v was left behind", orphan)
	}
}

var instance = regexp.MustCompile(`"schema_version": `)

// taintAll marks everything in the state, as `terraform taint` does with one resource at a time.
func (r *run) taintAll(t *testing.T) {
	t.Helper()
	text, err := os.ReadFile(r.StateFile())
	require.NoError(t, err)
	r.write(t, "terraform.tfstate", string(instance.ReplaceAll(text, []byte(`"status": "tainted", $0`))))
}
