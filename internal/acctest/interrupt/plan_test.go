//go:build unix

package interrupt

import (
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/cli"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// small is a configuration with little in it, in a customer that is there.
const small = `
terraform {
  required_providers {
    workato = {
      source = "seed7333113f/workato"
    }
  }
}

provider "workato" {}

variable "legacy_customer" { type = string }
variable "customer" { type = string }

resource "workato_collaborator_group" "kept" {
  managed_customer_id = var.customer
  name                = "Keepers"
}
`

// TestInterrupt_V4_worldChanged applies a plan that is not true any more: somebody has made what it creates, and deleted
// what it changes.
func TestInterrupt_V4_worldChanged(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	customer := w.AddCustomer("Acme")
	w.variables["customer"] = strconv.Itoa(customer)
	r := w.run(t, small)
	r.ends(t, 0, "apply")
	r.write(t, "more.tf", `
resource "workato_collaborator_group" "new" {
  managed_customer_id = var.customer
  name                = "Builders"
}
`)
	r.write(t, "main.tf", strings.Replace(small, `"Keepers"`, `"Guards"`, 1))
	r.ends(t, 2, "plan", "-out=saved.tfplan")

	w.Delete(t, sandbox.KindUserGroup)
	w.API(t, http.MethodPost, customers+"/"+strconv.Itoa(customer)+"/user_groups", map[string]any{"user_group": map[string]any{"name": "Builders"}})
	theirs := w.Live(sandbox.KindUserGroup)
	w.ResetRequests()
	said := r.ends(t, 1, "apply", "saved.tfplan")
	require.Contains(t, said, "Cannot update workato_collaborator_group")
	_, creation, found := strings.Cut(said, "\nError: Cannot create")
	require.True(t, found, said)
	blocks := r.importBlocks(t, "\nError: Cannot create"+creation)
	require.Len(t, blocks, 1)
	require.Empty(t, w.Duplicates())
	require.Equal(t, theirs, w.Live(sandbox.KindUserGroup), "nothing was made, nothing was deleted")

	// A new plan sees the world as it is.
	r.write(t, "imports.tf", blocks[0])
	r.ends(t, 0, "apply")
	r.ends(t, 0, "plan")
	require.Len(t, w.Live(sandbox.KindUserGroup), 2)
	require.Empty(t, w.Duplicates())
}

// TestInterrupt_V3_providerDies kills the provider while it reads. The state stays as it is, and the next plan is as
// empty as the one before.
func TestInterrupt_V3_providerDies(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.variables["customer"] = strconv.Itoa(w.AddCustomer("Acme"))
	r := w.run(t, small)
	r.ends(t, 0, "apply")
	before, err := os.ReadFile(r.StateFile())
	require.NoError(t, err)
	w.ResetRequests()

	process, met, _ := r.interrupt(t, boundary{"read", call{"GET " + groups, 1}, during, providerDies}, "apply")
	require.True(t, met, process.Output())
	require.Equal(t, 1, process.Wait(), process.Output())
	require.Contains(t, process.Output(), "Plugin did not respond")
	after, err := os.ReadFile(r.StateFile())
	require.NoError(t, err)
	require.Equal(t, string(before), string(after), "the state was written")
	require.Empty(t, w.Writes())
	r.ends(t, 0, "plan")
}

// providerDies ends the processes of the provider, and lets Terraform live.
var providerDies = ending{name: "SIGKILL to the provider", kills: true, send: killProviders}

func killProviders(p *cli.Process) error {
	pids, err := p.Providers()
	for _, pid := range pids {
		if err == nil {
			err = syscall.Kill(pid, syscall.SIGKILL)
		}
	}
	return err
}

// TestInterrupt_V5_options takes other ways to the same end.
func TestInterrupt_V5_options(t *testing.T) {
	t.Parallel()
	var ends [][]string
	for _, way := range [][][]string{
		{{"-parallelism=50"}, {"-parallelism=1", "-refresh=false"}},
		{{"-target=workato_managed_customer.acme", "-parallelism=1"}, {"-refresh=false", "-parallelism=50"}},
	} {
		w := newWorld(t)
		r := w.run(t, everything(t))
		r.ends(t, 0, "apply", way[0]...)
		r.SetEnv("TF_VAR_changed", "true")
		r.ends(t, 0, "apply", way[1]...)
		r.ends(t, 0, "plan")
		require.Empty(t, w.Duplicates())
		require.Empty(t, w.orphans(t, r))
		ends = append(ends, w.inventory())
	}
	require.Equal(t, ends[0], ends[1])
}

// inventory is what exists, without the ids.
func (w *world) inventory() []string {
	var out []string
	for _, object := range w.LiveObjects("") {
		name := object.Key[strings.LastIndex(object.Key, "/")+1:]
		if strings.ContainsAny(name, "=0123456789") {
			name = "" // It is an id.
		}
		out = append(out, object.Kind+" "+name)
	}
	slices.Sort(out)
	return out
}
