//go:build unix

package pipeline

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// gitlabPipeline is a pipeline of GitLab, with the keys that the example uses; each is in the schema that GitLab
// publishes, and others may be misspelt.
type gitlabPipeline struct {
	Workflow struct {
		Rules []gitlabRule `yaml:"rules"`
	} `yaml:"workflow"`
	Variables map[string]string `yaml:"variables"`
	Default   struct {
		Image struct {
			Name       string   `yaml:"name"`
			Entrypoint []string `yaml:"entrypoint"`
		} `yaml:"image"`
		BeforeScript []string `yaml:"before_script"`
	} `yaml:"default"`
	Jobs map[string]gitlabJob `yaml:",inline"`
}

type gitlabRule struct {
	If string `yaml:"if"`
}

type gitlabJob struct {
	Stage       string       `yaml:"stage"`
	Rules       []gitlabRule `yaml:"rules"`
	Environment struct {
		Name   string `yaml:"name"`
		Action string `yaml:"action"`
	} `yaml:"environment"`
	Variables     map[string]string `yaml:"variables"`
	ResourceGroup string            `yaml:"resource_group"`
	Interruptible bool              `yaml:"interruptible"`
	Script        []string          `yaml:"script"`
	AfterScript   []string          `yaml:"after_script"`
}

// gitlabServer answers what the scripts ask GitLab.
type gitlabServer struct {
	mutex    sync.Mutex
	packages map[string]string
	written  map[string]string // by path
	issues   string
}

func (g *gitlabServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	path, ofProject := strings.CutPrefix(r.URL.Path, "/api/v4/projects/5/")
	plan := strings.HasPrefix(path, "packages/generic/plans/") && strings.HasSuffix(path, "/plan.sealed") && r.Header.Get("JOB-TOKEN") == "job-token"
	bot := r.Header.Get("PRIVATE-TOKEN") == "bot-token"
	switch {
	case ofProject && plan && r.Method == http.MethodPut:
		body, _ := io.ReadAll(r.Body) // a broken one has no plan in it
		g.packages[path] = string(body)
		w.WriteHeader(http.StatusCreated)
	case ofProject && plan && r.Method == http.MethodGet && g.packages[path] != "":
		_, _ = io.WriteString(w, g.packages[path])
	case ofProject && bot && r.Method == http.MethodGet && path == "issues" && r.URL.Query().Get("labels") == "drift" && r.URL.Query().Get("state") == "opened":
		_, _ = io.WriteString(w, g.issues)
	case ofProject && bot && r.Method == http.MethodPost && r.ParseForm() == nil && r.PostForm.Get("title") != "":
		g.written[path] = r.PostForm.Get("title") + ", " + r.PostForm.Get("labels") + ": " + r.PostForm.Get("description")
		w.WriteHeader(http.StatusCreated)
	case ofProject && bot && r.Method == http.MethodPost && r.PostForm.Get("body") != "":
		g.written[path] = r.PostForm.Get("body")
		w.WriteHeader(http.StatusCreated)
	default:
		http.NotFound(w, r)
	}
}

// readGitLab reads the pipeline of the example.
func readGitLab(t *testing.T) *gitlabPipeline {
	t.Helper()
	var p gitlabPipeline
	readStrictly(t, filepath.Join(gitops, "gitlab", ".gitlab-ci.yml"), &p)
	return &p
}

// runGitLab runs a job as a runner of GitLab does. What before_script installs is there.
func (r *repository) runGitLab(name, dir string, environ ...string) result {
	r.t.Helper()
	p := readGitLab(r.t)
	job, found := p.Jobs[name]
	require.True(r.t, found)
	environ = append(append(r.environ, "DIRECTORY="+p.Variables["DIRECTORY"]), environ...)
	for name, value := range job.Variables {
		require.Equal(r.t, "LABELS=$CI_MERGE_REQUEST_LABELS", name+"="+value)
		environ = append(environ, `LABELS=urgent`)
	}
	var got result
	for _, line := range job.Script {
		text, code := run(r.t, dir, environ, line)
		got.output += text
		if code != 0 {
			got.failed = line
			break
		}
	}
	for _, line := range job.AfterScript {
		text, code := run(r.t, dir, environ, line)
		require.Zero(r.t, code, text)
	}
	return got
}

// TestGitLab plans a merge request and applies it once it is merged.
func TestGitLab(t *testing.T) {
	t.Parallel()
	r := newRepository(t, "gpg", "curl")
	g := &gitlabServer{packages: map[string]string{}, written: map[string]string{}, issues: "[]"}
	server := httptest.NewServer(g)
	t.Cleanup(server.Close)
	r.environ = append(r.environ, "CI_API_V4_URL="+server.URL+"/api/v4", "CI_PROJECT_ID=5", "CI_MERGE_REQUEST_IID=7",
		"CI_JOB_TOKEN=job-token", "GITLAB_TOKEN=bot-token", "PLAN_KEY=not-a-secret-passphrase")

	r.branch("new-customer", map[string]string{"acme": developmentOnly})
	planned := r.runGitLab("plan", r.checkout("new-customer"), "WORKATO_API_TOKEN="+sandbox.ReadOnlyToken)
	require.Empty(t, planned.failed, planned.output)
	require.Contains(t, g.written["merge_requests/7/notes"], "OK: no customer")
	require.Contains(t, g.written["merge_requests/7/notes"], "<summary>Plan: 1 to add, 0 to change, 0 to destroy.</summary>")
	require.Len(t, g.packages, 1)
	require.Empty(t, r.names())

	// Before it is merged there is nothing to apply.
	early := r.runGitLab("apply", r.checkout(""), "WORKATO_API_TOKEN="+sandbox.DefaultToken)
	require.Equal(t, "ci/apply", early.failed)
	require.Contains(t, early.output, "There is no plan for the tree")

	r.merge("new-customer")
	applied := r.runGitLab("apply", r.checkout(""), "WORKATO_API_TOKEN="+sandbox.DefaultToken)
	require.Empty(t, applied.failed, applied.output)
	require.Equal(t, []string{"external_id=acme"}, r.names())
	require.NotContains(t, r.called(sandbox.ReadOnlyToken), http.MethodPost)

	// Without a token that works, nobody knows whether there is drift, and that is reported as well.
	drifted := r.runGitLab("drift", r.checkout(""), "WORKATO_API_TOKEN=wrong")
	require.Equal(t, "ci/drift", drifted.failed)
	require.Contains(t, g.written["issues"], "Drift, drift: Planning failed, so nobody knows")
	g.issues = `[{"id":91,"iid":4,"project_id":5,"title":"Drift"}]`
	out := (&runner{repository: r}).drifted()
	output, code := run(t, r.checkout(""), append(r.environ, "OUT="+out), "ci/gitlab report")
	require.Zero(t, code, output)
	require.Equal(t, "The next night\n", g.written["issues/4/notes"])
}

// TestGitLab_jobs holds when each job runs, and with the credentials of which environment.
func TestGitLab_jobs(t *testing.T) {
	t.Parallel()
	p := readGitLab(t)
	var jobs []string
	for name, job := range p.Jobs {
		require.Len(t, job.Rules, 1, name)
		jobs = append(jobs, fmt.Sprintf("%s: %s: %s", name, job.Environment.Name, job.Rules[0].If))
	}
	require.ElementsMatch(t, []string{
		`plan: plan: $CI_PIPELINE_SOURCE == "merge_request_event"`,
		`apply: production: $CI_PIPELINE_SOURCE != "schedule" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH`,
		`drift: plan: $CI_PIPELINE_SOURCE == "schedule"`,
	}, jobs)
	require.Equal(t, "apply", p.Jobs["apply"].ResourceGroup, "two could apply at once")
	require.False(t, p.Jobs["apply"].Interruptible)
	require.Equal(t, []string{""}, p.Default.Image.Entrypoint)
}
