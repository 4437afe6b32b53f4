package policy_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/policy"
)

// plan is a plan with one change, as `terraform show -json` prints it.
func plan(kind, change string) string {
	return fmt.Sprintf(`{"format_version": "1.2", "configuration": {}, "resource_changes": [
		{"address": "a.this", "mode": "managed", "type": "workato_project", "change": {"actions": ["delete"], "before": {}, "after": null}},
		{"address": "module.x[\"acme\"].%[1]s.this", "mode": "managed", "type": %[1]q, "change": %[2]s}
	]}`, kind, change)
}

const (
	customer     = "workato_managed_customer"
	workspace365 = "workspace365_environment"
)

// check runs the subcommand on a plan that is piped in.
func check(plan string, args ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	code = policy.Main(args, strings.NewReader(plan), &out, &err)
	return code, out.String(), err.String()
}

func TestMain_passes(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"nothing":                              `{"format_version": "1.2", "configuration": {}}`,
		"no change":                            plan(customer, `{"actions": ["no-op"], "before": {"provision_environments": true}, "after": {"provision_environments": true}}`),
		"new":                                  plan(customer, `{"actions": ["create"], "before": null, "after": {"provision_environments": true}}`),
		"other change":                         plan(customer, `{"actions": ["update"], "before": {"name": "a"}, "after": {"name": "b"}, "after_unknown": {}}`),
		"on before":                            plan(customer, `{"actions": ["update"], "before": {"provision_environments": true}, "after": {"provision_environments": true}}`),
		"dropped from the state":               plan(customer, `{"actions": ["forget"], "before": {"provision_environments": false}, "after": null}`),
		"environment of Workspace 365 changed": plan(workspace365, `{"actions": ["update"], "before": {"active": true}, "after": {"active": false}}`),
		"data source":                          strings.ReplaceAll(plan(customer, `{"actions": ["read"], "before": null, "after": {}}`), `"managed"`, `"data"`),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			code, stdout, stderr := check(text)
			require.Zero(t, code, stdout)
			require.True(t, strings.HasPrefix(stdout, "OK: "), stdout)
			require.Empty(t, stderr)
		})
	}
}

func TestMain_stops(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ kind, change, want, label string }{
		"customer deleted":        {customer, `{"actions": ["delete"], "before": {}, "after": null}`, "is deleted: the customer's workspace", "allow-deletion"},
		"customer replaced":       {customer, `{"actions": ["delete", "create"], "before": {}, "after": {}}`, "is replaced by an empty one: the customer's workspace", "allow-deletion"},
		"created before deletion": {customer, `{"actions": ["create", "delete"], "before": {}, "after": {}}`, "is replaced", "allow-deletion"},
		"environment deleted":     {workspace365, `{"actions": ["delete"], "before": {}, "after": null}`, "is deleted: the customer's Workspace 365", "allow-deletion"},
		"environment replaced":    {workspace365, `{"actions": ["delete", "create"], "before": {}, "after": {}}`, "is replaced", "allow-deletion"},
		"turned on":               {customer, `{"actions": ["update"], "before": {"provision_environments": false}, "after": {"provision_environments": true}}`, "TEST and PROD", "allow-environments"},
		"turned on, never said":   {customer, `{"actions": ["update"], "before": {"provision_environments": null}, "after": {"provision_environments": true}}`, "TEST and PROD", "allow-environments"},
		"turned on, perhaps":      {customer, `{"actions": ["update"], "before": {"provision_environments": false}, "after": {}, "after_unknown": {"provision_environments": true}}`, "TEST and PROD", "allow-environments"},
		"turned on, imported":     {customer, `{"actions": ["update"], "importing": {"id": "1"}, "before": {"provision_environments": false}, "after": {"provision_environments": true}}`, "TEST and PROD", "allow-environments"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, labels := range []string{"", "urgent", "allow", "not-" + test.label, other(test.label)} {
				code, stdout, stderr := check(plan(test.kind, test.change), "--labels", labels)
				require.Equal(t, 1, code, stdout)
				require.True(t, strings.HasPrefix(stdout, "FAIL: "), stdout)
				require.Contains(t, stdout, "- `module.x[\"acme\"]."+test.kind+".this` ")
				require.Contains(t, stdout, test.want)
				require.Contains(t, stdout, "It needs the label `"+test.label+"`.")
				require.NotContains(t, stdout, "a.this`")
				require.Empty(t, stderr)
			}
			code, stdout, _ := check(plan(test.kind, test.change), "--labels", "urgent, "+test.label)
			require.Zero(t, code, stdout)
			require.True(t, strings.HasPrefix(stdout, "OK, by its labels: "), stdout)
			require.Contains(t, stdout, test.want)
		})
	}
}

func other(label string) string {
	if label == policy.LabelDeletion {
		return policy.LabelEnvironments
	}
	return policy.LabelDeletion
}

// TestMain_countsOneLabelForOneThing has a plan with one thing that its label lets pass, and one that none does.
func TestMain_countsOneLabelForOneThing(t *testing.T) {
	t.Parallel()
	text := `{"format_version": "1.2", "configuration": {}, "resource_changes": [
		{"address": "c.gone", "mode": "managed", "type": "workato_managed_customer", "deposed": "abcd", "change": {"actions": ["delete"]}}
	], "deferred_changes": [{"reason": "instance_count_unknown", "resource_change":
		{"address": "c[\"` + "`" + `\"]", "mode": "managed", "type": "workato_managed_customer", "change":
			{"actions": ["update"], "before": {"provision_environments": false}, "after": {"provision_environments": true}}}
	}]}`
	code, stdout, _ := check(text, "--labels=allow-deletion")
	require.Equal(t, 1, code)
	require.Equal(t, "FAIL: the plan does what cannot be undone.\n\n"+
		"- `c.gone (deposed object abcd)` is deleted: the customer's workspace with all that is in it. The label `allow-deletion` lets it pass.\n"+
		"- `c[\"'\"]` gets TEST and PROD: there is no way back to a single workspace. It needs the label `allow-environments`.\n", stdout)
}

// TestMain_unclear stops what is no whole plan.
func TestMain_unclear(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ text, want string }{
		"nothing":        {" \n", "nothing was read"},
		"no JSON":        {"Error: no plan", "not what `terraform show -json` prints"},
		"half of it":     {`{"format_version": "1.2", "configuration": {}`, "not what `terraform show -json` prints"},
		"other format":   {`{"format_version": "9.0", "configuration": {}}`, "unsupported"},
		"a state":        {`{"format_version": "1.0", "values": {}}`, "a state and no plan"},
		"failed":         {`{"format_version": "1.2", "configuration": {}, "errored": true}`, "failed half-way"},
		"no change":      {plan(customer, `null`), "does not say what becomes of"},
		"unknown action": {plan(customer, `{"actions": ["melt"]}`), "is to melt"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			code, stdout, stderr := check(test.text, "--labels", "allow-deletion,allow-environments")
			require.Equal(t, 2, code)
			require.Empty(t, stdout)
			require.True(t, strings.HasPrefix(stderr, "FAIL: "), stderr)
			require.Contains(t, stderr, test.want)
		})
	}
}

func TestMain_file(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "plan.json")
	require.NoError(t, os.WriteFile(file, []byte(plan(customer, `{"actions": ["delete"]}`)), 0o600))
	code, stdout, _ := check("", file)
	require.Equal(t, 1, code, stdout)

	code, _, stderr := check("", file+".missing")
	require.Equal(t, 2, code)
	require.Contains(t, stderr, "FAIL: the plan cannot be checked")
}

func TestMain_usage(t *testing.T) {
	t.Parallel()
	code, stdout, _ := check("", "-h")
	require.Zero(t, code)
	for _, word := range []string{"--labels", policy.LabelDeletion, policy.LabelEnvironments} {
		require.Contains(t, stdout, word)
	}
	for _, args := range [][]string{{"--force"}, {"a", "b"}} {
		code, _, stderr := check("", args...)
		require.Equal(t, 2, code)
		require.True(t, strings.HasPrefix(stderr, "FAIL: "), stderr)
	}
}

// FuzzMain holds that what cannot be read is never let pass.
func FuzzMain(f *testing.F) {
	f.Add(plan(customer, `{"actions": ["delete"], "before": {}, "after": null}`))
	f.Add(`{"format_version": "1.2", "configuration": {}}`)
	f.Fuzz(func(t *testing.T, text string) {
		code, stdout, stderr := check(text)
		require.Equal(t, code == 2, strings.HasPrefix(stderr, "FAIL: "))
		require.Equal(t, code == 0, strings.HasPrefix(stdout, "OK"))
	})
}
