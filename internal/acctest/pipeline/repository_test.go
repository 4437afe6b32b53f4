//go:build unix

package pipeline

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// gitops is where the pipelines are.
var gitops = filepath.Join(examples, "gitops")

// configuration has customers and nothing else, which is what the policy is about.
const configuration = `
terraform {
  required_providers {
    workato = {
      source = "seed7333113f/workato"
    }
  }

  # Where it is comes from the environment, as that of a team would.
  backend "local" {}
}

variable "customers" {
  type = map(object({ environments = bool, protected = bool }))
}

resource "workato_managed_customer" "this" {
  for_each = var.customers

  name                   = "Customer ${each.key}"
  external_id            = each.key
  notification_email     = "it@${each.key}.example"
  provision_environments = each.value.environments
  deletion_protection    = each.value.protected
}
`

// repository is that of a team, with a pipeline that works on an account in the sandbox.
type repository struct {
	*sandbox.Sandbox
	t       *testing.T
	origin  string
	environ []string

	mutex sync.Mutex
	calls map[string]map[string]int // by token and method
}

// newRepository makes a repository with customers, the scripts of the example, and what is needed besides.
func newRepository(t *testing.T, tools ...string) *repository {
	t.Helper()
	for _, tool := range append(tools, "git") {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("the pipelines need %s", tool)
		}
	}
	r := &repository{t: t, Sandbox: sandbox.New(sandbox.WithoutSeed()), origin: filepath.Join(t.TempDir(), "origin"), calls: map[string]map[string]int{}}
	server := httptest.NewServer(http.HandlerFunc(r.serve))
	t.Cleanup(server.Close)
	shared := t.TempDir()
	settings := filepath.Join(shared, "mirror.tfrc")
	mirror(t, filepath.Join(shared, "mirror"))
	require.NoError(t, os.WriteFile(settings, fmt.Appendf(nil, "provider_installation {\n  filesystem_mirror {\n    path = %q\n  }\n}\n", filepath.Join(shared, "mirror")), 0o600))
	r.environ = append(environment(t, filepath.Join(shared, "bin")),
		"TF_CLI_CONFIG_FILE="+settings,
		"TF_CLI_ARGS_init=-backend-config=path="+filepath.Join(shared, "terraform.tfstate"),
		"WORKATO_BASE_URL="+server.URL,
		"GIT_CONFIG_GLOBAL=/dev/null",
		"GIT_AUTHOR_NAME=Ada Example", "GIT_AUTHOR_EMAIL=ada@example.example",
		"GIT_COMMITTER_NAME=Ada Example", "GIT_COMMITTER_EMAIL=ada@example.example",
	)

	r.write("onboarding/main.tf", configuration)
	r.write(".gitignore", "out/\n.terraform/\n")
	require.NoError(t, os.CopyFS(filepath.Join(r.origin, "ci"), os.DirFS(filepath.Join(gitops, "ci"))))
	r.customers(map[string]string{})
	// The lock file is committed, and no pipeline changes it.
	r.must("git init -q -b main && terraform -chdir=onboarding init && git add -A && git commit -qm 'Start'")
	return r
}

// mirror makes the provider's binary what a registry has of it.
func mirror(t *testing.T, directory string) {
	t.Helper()
	for _, host := range []string{"registry.terraform.io", "registry.opentofu.org"} {
		dir := filepath.Join(directory, host, "seed7333113f", "workato", "1.2.3", runtime.GOOS+"_"+runtime.GOARCH)
		require.NoError(t, os.MkdirAll(dir, 0o700))
		require.NoError(t, os.Link(provider(t), filepath.Join(dir, "terraform-provider-workato_v1.2.3")))
	}
}

// serve counts the calls to Workato by the token that they come with.
func (r *repository) serve(w http.ResponseWriter, req *http.Request) {
	if strings.HasPrefix(req.URL.Path, "/api/") {
		token := strings.TrimPrefix(req.Header.Get("Authorization"), "Bearer ")
		r.mutex.Lock()
		if r.calls[token] == nil {
			r.calls[token] = map[string]int{}
		}
		r.calls[token][req.Method]++
		r.mutex.Unlock()
	}
	r.ServeHTTP(w, req)
}

// called returns how often each method was called with a token.
func (r *repository) called(token string) map[string]int {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return r.calls[token]
}

func (r *repository) write(name, text string) {
	r.t.Helper()
	path := filepath.Join(r.origin, filepath.FromSlash(name))
	require.NoError(r.t, os.MkdirAll(filepath.Dir(path), 0o700))
	require.NoError(r.t, os.WriteFile(path, []byte(text), 0o600))
}

// customers declares customers, each with its attributes.
func (r *repository) customers(customers map[string]string) {
	r.t.Helper()
	var text strings.Builder
	text.WriteString("customers = {\n")
	for id, attributes := range customers {
		_, _ = fmt.Fprintf(&text, "  %s = { %s }\n", id, attributes)
	}
	text.WriteString("}\n")
	r.write("onboarding/terraform.tfvars", text.String())
}

// must runs a command line in the repository.
func (r *repository) must(line string) string {
	r.t.Helper()
	output, code := run(r.t, r.origin, r.environ, line)
	require.Zero(r.t, code, output)
	return strings.TrimSpace(output)
}

// branch commits what was changed to a branch, of which a pull request is made.
func (r *repository) branch(name string, customers map[string]string) {
	r.t.Helper()
	r.must("git checkout -q -B " + name + " main")
	r.customers(customers)
	r.must("git commit -qam 'Change customers' && git checkout -q main")
}

// merge merges a branch as one commit, as most teams do. It is another commit than the one that was planned, of the same tree.
func (r *repository) merge(name string) {
	r.t.Helper()
	r.must("git merge -q --squash " + name + " && git commit -qm 'Merge " + name + "'")
}

// checkout is what a runner has checked out: main, or main with a branch merged.
func (r *repository) checkout(branch string) string {
	r.t.Helper()
	dir := filepath.Join(r.t.TempDir(), "work")
	line := "git clone -q " + r.origin + " " + dir
	if branch != "" {
		line += " && git -C " + dir + " merge -q --no-ff -m 'Merge' origin/" + branch
	}
	r.must(line)
	return dir
}

// names are the names of the customers of the account.
func (r *repository) names() []string {
	var names []string
	for _, object := range r.Objects(sandbox.KindCustomer) {
		if !object.Deleted {
			names = append(names, object.Key)
		}
	}
	return names
}

// customer is the id of a customer of the account, by its external id.
func (r *repository) customer(external string) int {
	r.t.Helper()
	for _, object := range r.Objects(sandbox.KindCustomer) {
		if object.Key == "external_id="+external && !object.Deleted {
			id, err := strconv.Atoi(object.ID)
			require.NoError(r.t, err)
			return id
		}
	}
	require.Fail(r.t, "there is no such customer", external)
	return 0
}
