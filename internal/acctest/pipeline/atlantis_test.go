//go:build unix

package pipeline

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// atlantisRepository is the part of Atlantis's repository configuration that the example uses.
type atlantisRepository struct {
	Version   int  `yaml:"version"`
	Automerge bool `yaml:"automerge"`
	Projects  []struct {
		Name     string `yaml:"name"`
		Dir      string `yaml:"dir"`
		Autoplan struct {
			WhenModified []string `yaml:"when_modified"`
		} `yaml:"autoplan"`
	} `yaml:"projects"`
}

// atlantisServer is likewise that of the configuration of the server.
type atlantisServer struct {
	Repos []struct {
		ID                   string   `yaml:"id"`
		Workflow             string   `yaml:"workflow"`
		CustomPolicyCheck    bool     `yaml:"custom_policy_check"`
		PlanRequirements     []string `yaml:"plan_requirements"`
		ApplyRequirements    []string `yaml:"apply_requirements"`
		AllowedOverrides     []string `yaml:"allowed_overrides"`
		AllowCustomWorkflows bool     `yaml:"allow_custom_workflows"`
	} `yaml:"repos"`
	Policies struct {
		ApproveCount       int  `yaml:"approve_count"`
		PreventSelfApprove bool `yaml:"prevent_self_approve"`
		Owners             struct {
			Teams []string `yaml:"teams"`
		} `yaml:"owners"`
		PolicySets []struct {
			Name   string `yaml:"name"`
			Path   string `yaml:"path"`
			Source string `yaml:"source"`
		} `yaml:"policy_sets"`
	} `yaml:"policies"`
	Workflows map[string]struct {
		Plan        atlantisStage `yaml:"plan"`
		PolicyCheck atlantisStage `yaml:"policy_check"`
		Apply       atlantisStage `yaml:"apply"`
	} `yaml:"workflows"`
}

type atlantisStage struct {
	// Steps are a name, or a map from it to more.
	Steps []any `yaml:"steps"`
}

// runAtlantis runs the steps of a stage in the directory of the project.
func (r *repository) runAtlantis(stage atlantisStage, dir, home, plan string) (output string) {
	r.t.Helper()
	environ := append(slices.Clone(r.environ), "HOME="+home, "PLANFILE="+plan)
	for _, step := range stage.Steps {
		line, token := "", ""
		switch step := step.(type) {
		case string:
			line = map[string]string{"plan": `terraform plan -input=false -out "$PLANFILE"`, "apply": `terraform apply -input=false "$PLANFILE"`}[step]
		case map[string]any:
			if env, is := step["env"].(map[string]any); is {
				require.Equal(r.t, "WORKATO_API_TOKEN", env["name"])
				text, code := run(r.t, dir, environ, env["command"].(string)) //nolint:forcetypeassert // The test fails as well.
				require.Zero(r.t, code, text)
				token = text
			} else if init, is := step["init"].(map[string]any); is {
				require.Equal(r.t, []any{"-lockfile=readonly"}, init["extra_args"])
				line = "terraform init -input=false -lockfile=readonly"
			} else {
				line, _ = step["run"].(string)
			}
		}
		if token != "" {
			environ = append(environ, "WORKATO_API_TOKEN="+token)
			continue
		}
		require.NotEmpty(r.t, line, "the test does not know the step %v", step)
		text, code := run(r.t, dir, environ, line)
		require.Zero(r.t, code, text)
		output = text
	}
	return output
}

// TestAtlantis plans and checks as an Atlantis server does.
func TestAtlantis(t *testing.T) {
	t.Parallel()
	var repo atlantisRepository
	readStrictly(t, filepath.Join(gitops, "atlantis", "atlantis.yaml"), &repo)
	require.Equal(t, 3, repo.Version)
	require.Len(t, repo.Projects, 1)
	var server atlantisServer
	readStrictly(t, filepath.Join(gitops, "atlantis", "repos.yaml"), &server)
	require.Len(t, server.Repos, 1)
	require.True(t, server.Repos[0].CustomPolicyCheck)
	require.False(t, server.Repos[0].AllowCustomWorkflows, "a pull request could bring steps of its own")
	require.Empty(t, server.Repos[0].AllowedOverrides)
	require.Contains(t, server.Repos[0].ApplyRequirements, "undiverged")
	require.True(t, server.Policies.PreventSelfApprove)
	stages, found := server.Workflows[server.Repos[0].Workflow]
	require.True(t, found)

	r := newRepository(t)
	id := r.AddCustomer("Customer acme")
	require.NoError(t, r.SetCustomerField(id, "external_id", "acme"))
	home := t.TempDir()
	require.NoError(t, os.CopyFS(filepath.Join(home, "ci"), os.DirFS(filepath.Join(gitops, "ci"))))
	require.NoError(t, os.Mkdir(filepath.Join(home, "secrets"), 0o700))
	for name, token := range map[string]string{"workato-read-only": sandbox.ReadOnlyToken, "workato": sandbox.DefaultToken} {
		require.NoError(t, os.WriteFile(filepath.Join(home, "secrets", name), []byte(token), 0o600))
	}
	// The customer is imported and gets Environments at once.
	r.branch("environments", map[string]string{"acme": withEnvironments})
	dir := filepath.Join(r.checkout("environments"), repo.Projects[0].Dir)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "imports.tf"), []byte("import {\n  to = workato_managed_customer.this[\"acme\"]\n  id = \"Eacme\"\n}\n"), 0o600))
	plan := filepath.Join(t.TempDir(), "default.tfplan")

	require.Contains(t, r.runAtlantis(stages.Plan, dir, home, plan), "Plan: 1 to import, 0 to add, 1 to change, 0 to destroy.")
	verdict := r.runAtlantis(stages.PolicyCheck, dir, home, plan)
	require.Regexp(t, `^FAIL: the plan does what cannot be undone\.`, verdict)
	require.NotContains(t, r.called(sandbox.ReadOnlyToken), "POST")
	require.Contains(t, r.runAtlantis(stages.Apply, dir, home, plan), "Apply complete!")

	// Whatever cannot be checked fails as well, as Atlantis sees it.
	require.NoError(t, os.WriteFile(plan, []byte("no plan"), 0o600))
	require.Regexp(t, `^FAIL: `, r.runAtlantis(stages.PolicyCheck, dir, home, plan))
}
