//go:build unix

package pipeline

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// newRunner makes a repository on GitHub.
func newRunner(t *testing.T) *runner {
	t.Helper()
	r := &runner{repository: newRepository(t, "gpg"), store: t.TempDir()}
	bin := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(bin, "gh"), []byte(fakeGH), 0o700)) //nolint:gosec // It is to be run.
	for i, entry := range r.environ {
		if path, found := cutName(entry, "PATH"); found {
			r.environ[i] = "PATH=" + bin + string(os.PathListSeparator) + path
		}
	}
	r.values = map[string]string{
		"vars.WORKATO_REGION": "", "vars.WORKSPACE365_BASE_URL": "", "secrets.WORKSPACE365_PROVISIONING_KEY": "",
		"github.token": "job-token", "github.event.pull_request.number": "7", "secrets.PLAN_KEY": "not-a-secret-passphrase",
	}
	return r
}

// plan runs the workflow of a pull request with labels.
func (r *runner) plan(branch, labels string) result {
	r.t.Helper()
	_ = os.Remove(filepath.Join(r.store, "comment.md"))
	return r.run("plan", r.checkout(branch), map[string]string{
		"join(github.event.pull_request.labels.*.name, ',')": labels,
		"secrets.WORKATO_API_TOKEN":                          sandbox.ReadOnlyToken,
	})
}

// apply runs the workflow of main in a checkout of it.
func (r *runner) apply() result {
	r.t.Helper()
	return r.run("apply", r.checkout(""), map[string]string{"secrets.WORKATO_API_TOKEN": sandbox.DefaultToken})
}

func (r *runner) drift() result {
	r.t.Helper()
	return r.run("drift", r.checkout(""), map[string]string{"secrets.WORKATO_API_TOKEN": sandbox.ReadOnlyToken})
}

// stored is what was left on GitHub.
func (r *runner) stored(name string) string {
	r.t.Helper()
	return read(r.t, filepath.Join(r.store, name))
}

const (
	developmentOnly  = "environments = false, protected = false"
	withEnvironments = "environments = true, protected = false"
)

// TestGitHub takes a customer from pull request to pull request, as the workflows of the example do.
func TestGitHub(t *testing.T) {
	t.Parallel()
	r := newRunner(t)
	_, code := run(t, r.checkout(""), append(r.environ, "DIRECTORY=onboarding"), "ci/check")
	require.NotZero(t, code, "without a plan, nothing passes")

	r.branch("new-customer", map[string]string{"acme": developmentOnly})
	planned := r.plan("new-customer", "")
	require.Empty(t, planned.failed, planned.output)
	comment := r.stored("comment.md")
	require.Contains(t, comment, "OK: no customer")
	require.Contains(t, comment, "<summary>Plan: 1 to add, 0 to change, 0 to destroy.</summary>")
	require.Contains(t, comment, "Customer acme")
	require.NotContains(t, comment, "has been successfully initialized")
	require.NotContains(t, r.artifacts(), "PK\x03\x04", "a plan is a ZIP archive, and this one is encrypted")
	require.Empty(t, r.names())

	// What is on main without the pull request was not planned.
	refused := r.apply()
	require.Equal(t, "ci/apply", refused.failed)
	require.Contains(t, refused.output, "There is no plan for the tree")

	r.merge("new-customer")
	applied := r.apply()
	require.Empty(t, applied.failed, applied.output)
	require.Equal(t, []string{"external_id=acme"}, r.names())
	quiet := r.drift()
	require.Empty(t, quiet.failed, quiet.output)
	require.NoFileExists(t, filepath.Join(r.store, "issue.md"))

	// The customer gets Environments: not without the label.
	r.branch("environments", map[string]string{"acme": withEnvironments})
	stopped := r.plan("environments", "urgent")
	require.Equal(t, "ci/check", stopped.failed, stopped.output)
	const verdict = "the plan does what cannot be undone.\n\n- `workato_managed_customer.this[\"acme\"]` gets TEST and PROD"
	require.Contains(t, r.stored("comment.md"), "\n\nFAIL: "+verdict)
	allowed := r.plan("environments", "urgent,allow-environments")
	require.Empty(t, allowed.failed, allowed.output)
	require.Contains(t, r.stored("comment.md"), "\n\nOK, by its labels: "+verdict)
	r.merge("environments")
	r.refusesOthers()
	applied = r.apply()
	require.Empty(t, applied.failed, applied.output)
	require.Equal(t, map[string]int{"POST": 2}, writes(r.called(sandbox.DefaultToken)), "one call makes the customer, and one turns on Environments")

	// A change by hand is reported, and the next night commented on.
	require.NoError(t, r.SetCustomerField(r.customer("acme"), "name", "Acme by hand"))
	require.Equal(t, "ci/drift", r.drift().failed)
	require.Contains(t, r.stored("issue.md"), "What there is differs from what main declares.")
	require.Contains(t, r.stored("issue.md"), "Acme by hand")
	output, code := run(t, r.checkout(""), append(r.environ, "STORE="+r.store, "OUT="+r.drifted(), "GH_TOKEN=job-token", "GITHUB_REPOSITORY=example/onboarding"), "ci/github report")
	require.Zero(t, code, output)
	require.Equal(t, "The next night\n", r.stored("issue-comment.md"))

	// A plan that fails says so in its comment.
	r.branch("broken", map[string]string{"acme": "environments = maybe"})
	require.Equal(t, "ci/plan", r.plan("broken", "").failed)
	require.Contains(t, r.stored("comment.md"), "The plan failed.\n\n~~~~~~text\n")
	require.Contains(t, r.stored("comment.md"), "Variables not allowed")

	require.Equal(t, []string{"GET"}, slices.Collect(maps.Keys(r.called(sandbox.ReadOnlyToken))), "planning reads, and nothing else")
}

// drifted is what another night has found.
func (r *runner) drifted() string {
	r.t.Helper()
	dir := r.t.TempDir()
	require.NoError(r.t, os.WriteFile(filepath.Join(dir, "drift.md"), []byte("The next night\n"), 0o600))
	return dir
}

// refusesOthers holds that somebody who knows the name of the artifact, and not the key, can slip in neither a plan of
// their own nor one for something else.
func (r *runner) refusesOthers() {
	r.t.Helper()
	name := filepath.Join("plan-"+r.must("git rev-parse 'HEAD^{tree}'"), "plan.sealed")
	path, right := filepath.Join(r.store, name), r.stored(name)
	others, err := filepath.Glob(filepath.Join(r.store, "plan-*", "plan.sealed"))
	require.NoError(r.t, err)
	others = slices.DeleteFunc(others, func(other string) bool { return other == path })
	require.NotEmpty(r.t, others)
	for what, text := range map[string]string{"changed": right[:len(right)-1] + "x", "for another tree": read(r.t, others[0])} {
		require.NoError(r.t, os.WriteFile(path, []byte(text), 0o600))
		before := maps.Clone(r.called(sandbox.DefaultToken))
		require.Equal(r.t, "ci/apply", r.apply().failed, what)
		require.Equal(r.t, before, r.called(sandbox.DefaultToken), what)
	}
	require.NoError(r.t, os.WriteFile(path, []byte(right), 0o600))
}

// artifacts are all sealed plans.
func (r *runner) artifacts() string {
	r.t.Helper()
	found, err := filepath.Glob(filepath.Join(r.store, "plan-*", "plan.sealed"))
	require.NoError(r.t, err)
	require.NotEmpty(r.t, found)
	var text string
	for _, path := range found {
		text += read(r.t, path)
	}
	return text
}

var pinned = regexp.MustCompile(`^[\w-]+/[\w-]+@[0-9a-f]{40}$`)

// TestGitHub_workflows holds what must be so in every workflow, whatever it does.
func TestGitHub_workflows(t *testing.T) {
	t.Parallel()
	tokens := map[string]string{"plan": "plan", "apply": "production", "drift": "plan"}
	files, err := os.ReadDir(filepath.Join(gitops, "github", "workflows"))
	require.NoError(t, err)
	require.Len(t, files, len(tokens))
	for name, environment := range tokens {
		w := readWorkflow(t, name)
		require.NotNil(t, w.Permissions, "%s takes all permissions that it does not name", name)
		require.Empty(t, w.Permissions)
		require.False(t, w.Concurrency.CancelInProgress, "%s can be given up half-way", name)
		for _, job := range w.Jobs {
			require.Equal(t, environment, job.Environment, "%s has the credentials of another environment", name)
			require.Positive(t, job.TimeoutMinutes)
			require.Equal(t, "read", job.Permissions["contents"])
			for _, step := range job.Steps {
				if step.Uses != "" {
					require.Regexp(t, pinned, step.Uses)
				}
				require.NotRegexp(t, expression, step.Run, "what an expression comes to may be a command")
			}
		}
	}
}

// writes are the calls that are meant to change something.
func writes(calls map[string]int) map[string]int {
	calls = maps.Clone(calls)
	delete(calls, "GET")
	return calls
}
