//go:build unix

package pipeline

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// workflow is a workflow of GitHub Actions, as far as those of the example go. actionlint knows the rest; see `make lint`.
type workflow struct {
	Name        string            `yaml:"name"`
	On          map[string]any    `yaml:"on"`
	Permissions map[string]string `yaml:"permissions"`
	Concurrency struct {
		Group            string `yaml:"group"`
		CancelInProgress bool   `yaml:"cancel-in-progress"`
	} `yaml:"concurrency"`
	Jobs map[string]*githubJob `yaml:"jobs"`
}

type githubJob struct {
	If             string            `yaml:"if"`
	RunsOn         string            `yaml:"runs-on"`
	TimeoutMinutes int               `yaml:"timeout-minutes"`
	Environment    string            `yaml:"environment"`
	Permissions    map[string]string `yaml:"permissions"`
	Env            map[string]string `yaml:"env"`
	Steps          []githubStep      `yaml:"steps"`
}

type githubStep struct {
	ID   string            `yaml:"id"`
	If   string            `yaml:"if"`
	Uses string            `yaml:"uses"`
	With map[string]string `yaml:"with"`
	Run  string            `yaml:"run"`
	Env  map[string]string `yaml:"env"`
}

// readStrictly reads YAML that has no keys but those of the given type.
func readStrictly(t *testing.T, path string, into any) {
	t.Helper()
	decoder := yaml.NewDecoder(bytes.NewReader([]byte(read(t, path))))
	decoder.KnownFields(true)
	require.NoError(t, decoder.Decode(into), path)
}

func readWorkflow(t *testing.T, name string) *workflow {
	t.Helper()
	var w workflow
	readStrictly(t, filepath.Join(gitops, "github", "workflows", name+".yml"), &w)
	return &w
}

// runner runs jobs as a runner of GitHub does, with what the expressions of the workflow come to.
type runner struct {
	*repository
	// values are those of expressions that are the same for each job.
	values map[string]string
	// store is where artifacts, comments and issues are.
	store string
}

// result is how a job ended.
type result struct {
	// failed is the command that failed, or empty.
	failed string
	output string
}

var expression = regexp.MustCompile(`\$\{\{ (.+?) \}\}`)

// expand puts values into a text of a workflow.
func (r *runner) expand(text string, values map[string]string) string {
	r.t.Helper()
	return expression.ReplaceAllStringFunc(text, func(found string) string {
		name := expression.FindStringSubmatch(found)[1]
		value, known := values[name]
		if !known {
			value, known = r.values[name]
		}
		require.True(r.t, known, "the runner does not know what %s is", name)
		return value
	})
}

func (r *runner) environment(env, values map[string]string) []string {
	var environ []string
	for name, value := range env {
		environ = append(environ, name+"="+r.expand(value, values))
	}
	return environ
}

// run runs the only job of a workflow in a checkout.
func (r *runner) run(workflow, dir string, values map[string]string) result {
	r.t.Helper()
	w := readWorkflow(r.t, workflow)
	require.Len(r.t, w.Jobs, 1)
	var got result
	for _, job := range w.Jobs {
		environ := append(append(r.environ, r.environment(job.Env, values)...), "GITHUB_REPOSITORY=example/onboarding", "STORE="+r.store)
		known := map[string]string{}
		maps.Copy(known, values)
		for _, step := range job.Steps {
			if !r.due(step, known, got.failed != "") {
				continue
			}
			if step.Uses != "" {
				r.use(step, dir, known)
				continue
			}
			outputs := filepath.Join(r.t.TempDir(), "outputs")
			text, code := run(r.t, dir, append(append(environ, "GITHUB_OUTPUT="+outputs), r.environment(step.Env, known)...), r.expand(step.Run, known))
			got.output += text
			known["steps."+step.ID+".outcome"] = "success"
			if code != 0 {
				known["steps."+step.ID+".outcome"] = "failure"
				got.failed = step.Run
			}
			r.remember(step.ID, outputs, known)
		}
	}
	return got
}

// due tells whether a step is run, after others that may have failed.
func (r *runner) due(step githubStep, values map[string]string, failed bool) bool {
	r.t.Helper()
	switch step.If {
	case "":
		return !failed
	case "success() || failure()":
		return true
	case "failure() && steps.drift.outcome == 'failure'":
		return failed && values["steps.drift.outcome"] == "failure"
	}
	require.Fail(r.t, "the runner does not know this condition", step.If)
	return false
}

// remember takes over what a step has said for others.
func (r *runner) remember(id, outputs string, values map[string]string) {
	text, _ := os.ReadFile(outputs) //nolint:gosec // Most steps write none.
	for line := range strings.Lines(string(text)) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		values["steps."+id+".outputs."+name] = value
	}
}

// use does what an action would.
func (r *runner) use(step githubStep, dir string, values map[string]string) {
	r.t.Helper()
	name, _, _ := strings.Cut(step.Uses, "@")
	switch name {
	case "actions/checkout", "hashicorp/setup-terraform": // done
	case "actions/upload-artifact":
		text := read(r.t, filepath.Join(dir, filepath.FromSlash(step.With["path"])))
		artifact := filepath.Join(r.store, r.expand(step.With["name"], values))
		require.NoError(r.t, os.MkdirAll(artifact, 0o700))
		require.NoError(r.t, os.WriteFile(filepath.Join(artifact, filepath.Base(step.With["path"])), []byte(text), 0o600))
	default:
		require.Fail(r.t, "the runner does not know this action", step.Uses)
	}
}

// fakeGH answers as the gh of GitHub does, from files. What the scripts ask for otherwise is an error.
const fakeGH = `#!/bin/sh
set -eu
[ "$GH_TOKEN" = job-token ] || exit 77
case "$*" in
"pr comment 7 --repo example/onboarding --body-file "*)
  cp "$7" "$STORE/comment.md" ;;
"api repos/example/onboarding/actions/artifacts?name=plan-"*" --jq first("*)
  name=${2#*name=}
  if [ -f "$STORE/${name%&per_page=100}/plan.sealed" ]; then echo 42; fi ;;
"run download 42 --repo example/onboarding --name plan-"*" --dir "*)
  cp "$STORE/$7/plan.sealed" "$9" ;;
"issue list --repo example/onboarding --state open --label drift --limit 1 --json number --jq .[].number")
  if [ -f "$STORE/issue.md" ]; then echo 3; fi ;;
"label create drift --repo example/onboarding --force --description "*) ;;
"issue create --repo example/onboarding --title Drift --label drift --body-file "*)
  cp "${10}" "$STORE/issue.md" ;;
"issue comment 3 --repo example/onboarding --body-file "*)
  cp "$7" "$STORE/issue-comment.md" ;;
*)
  echo "gh $*: not known here" >&2
  exit 64 ;;
esac
`
