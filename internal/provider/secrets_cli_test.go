package provider_test

import (
	"archive/zip"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/cli"
	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/faults"
	"github.com/seed7333113f/terraform-provider-workato/internal/provider"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// apart are values without which cases would be in the way of others in one account, or
// would not be valid as a whole.
var apart = map[string]map[string]any{
	"workato_project_grant":              {"project_id": "${other_project}"},
	"workato_collaborator_group_members": {"group_id": "${other_group}"},
	"data source workspace365_environment_validation": {
		"admin_email": "ada@acme.example", "admin_first_name": "Ada", "admin_last_name": "Example",
	},
}

// bugged is a directory in which the real CLI runs with this provider, as a process that
// it starts, and with everything in the log.
type bugged struct {
	*searched
	dir, cli string
	env      []string
	logs     int
	// calls counts the lines of the log that are about calls of the API.
	calls int
}

func newBugged(t *testing.T, search *searched) *bugged {
	t.Helper()
	if os.Getenv("TF_ACC") == "" {
		t.Skip("TF_ACC is not set")
	}
	path, err := cli.Find(os.Environ())
	require.NoError(t, err)
	h := &bugged{searched: search, dir: t.TempDir(), cli: path}
	bin := t.TempDir()
	self, err := os.Executable()
	require.NoError(t, err)
	require.NoError(t, os.Symlink(self, filepath.Join(bin, "terraform-provider-workato")))
	settings := filepath.Join(bin, "settings.tfrc")
	require.NoError(t, os.WriteFile(settings, fmt.Appendf(nil, `provider_installation {
  dev_overrides {
    "registry.terraform.io/seed7333113f/workato" = %[1]q
    "registry.opentofu.org/seed7333113f/workato" = %[1]q
  }
}
`, bin), 0o600))
	h.env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + h.dir, "TMPDIR=" + h.dir, asProvider + "=1", "TF_CLI_CONFIG_FILE=" + settings, "CHECKPOINT_DISABLE=1",
		"WORKATO_API_TOKEN=" + sandbox.DefaultToken, "WORKSPACE365_PROVISIONING_KEY=" + sandbox.DefaultProvisioningKey,
	}
	return h
}

// run runs a command, and searches what it prints and logs.
func (h *bugged) run(t *testing.T, place string, args ...string) {
	t.Helper()
	h.logs++
	log := filepath.Join(h.dir, fmt.Sprintf("trace-%d.log", h.logs))
	command := exec.CommandContext(t.Context(), h.cli, args...) //nolint:gosec // The CLI that was asked for.
	command.Dir, command.Env = h.dir, append(slices.Clone(h.env), "TF_LOG=TRACE", "TF_LOG_PATH="+log)
	said, err := command.CombinedOutput()
	require.NoError(t, err, string(said))
	h.in(place, string(said))
	text, err := os.ReadFile(log) //nolint:gosec // The name is one of this test's.
	require.NoError(t, err)
	require.Contains(t, string(text), "provider.terraform-provider-workato: ", "the log is that of the provider, too")
	h.calls += strings.Count(string(text), "API call")
	h.in(placeLog, string(text))
	require.NoError(t, os.Remove(log))
}

// write writes the configuration, and the secrets into variables of the environment.
func (h *bugged) write(t *testing.T, accounts map[string]*acctest.World, resources []exhibit, data map[string]acctest.Object, edition int) {
	t.Helper()
	variables, blocks, reads := map[string]any{}, map[string]map[string]any{}, map[string]any{}
	h.env = slices.DeleteFunc(h.env, func(entry string) bool { return strings.HasPrefix(entry, "TF_VAR_") })
	for i, e := range resources {
		config := e.armed(t, h.canaries, edition, func(name, text string) string {
			variable := fmt.Sprintf("secret_%d_%d", i, len(variables))
			variables[variable] = map[string]any{"type": "string", "ephemeral": true}
			h.env = append(h.env, "TF_VAR_"+variable+"="+text)
			return "${var." + variable + "}"
		})
		if blocks[e.typeName] == nil {
			blocks[e.typeName] = map[string]any{}
		}
		config["provider"] = "workato"
		blocks[e.typeName][fmt.Sprintf("e%d", i)] = config
	}
	for typeName, config := range data {
		config["provider"] = "workato.data"
		reads[typeName] = map[string]any{"this": config}
	}
	block := func(alias string, w *acctest.World) map[string]any {
		out := map[string]any{"base_url": w.URL, "requests": map[string]any{"timeout": "5s", "settle": "5s"}, "workspace365": map[string]any{"base_url": w.URL}}
		if alias != "" {
			out["alias"] = alias
		}
		return out
	}
	configuration := map[string]any{
		"terraform": map[string]any{"required_providers": map[string]any{"workato": map[string]any{"source": "seed7333113f/workato"}}},
		"provider":  map[string]any{"workato": []any{block("", accounts["resources"]), block("data", accounts["data"])}},
		"resource":  blocks,
	}
	// What is empty is not valid.
	if len(reads) > 0 {
		configuration["data"] = reads
	}
	if len(variables) > 0 {
		configuration["variable"] = variables
	}
	text, err := json.MarshalIndent(configuration, "", " ")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(h.dir, "main.tf.json"), text, 0o600))
}

// state searches the state files, and what is encoded in them.
func (h *bugged) state(t *testing.T) {
	t.Helper()
	for _, name := range []string{"terraform.tfstate", "terraform.tfstate.backup"} {
		text, err := os.ReadFile(filepath.Join(h.dir, name)) //nolint:gosec // The name is one of this test's.
		if os.IsNotExist(err) {
			continue
		}
		require.NoError(t, err)
		h.in(placeState, string(text))
		var state struct {
			Resources []struct{ Instances []struct{ Private string } }
		}
		require.NoError(t, json.Unmarshal(text, &state))
		for _, resource := range state.Resources {
			for _, instance := range resource.Instances {
				private, err := base64.StdEncoding.DecodeString(instance.Private)
				require.NoError(t, err)
				h.in(placePrivate, string(private))
			}
		}
	}
}

// learn takes the secrets that the API has shown from the state.
func (h *bugged) learn(t *testing.T, server *acctest.Server) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(h.dir, "terraform.tfstate"))
	require.NoError(t, err)
	var state struct {
		Resources []struct {
			Mode, Type string
			Instances  []struct{ Attributes map[string]any }
		}
	}
	require.NoError(t, json.Unmarshal(text, &state))
	for _, resource := range state.Resources {
		for _, instance := range resource.Instances {
			if resource.Mode != "managed" {
				continue
			}
			for _, name := range shownSecrets(server.Schemas().ResourceSchemas[resource.Type].Block.Attributes) {
				if secret, isText := instance.Attributes[name].(string); isText {
					h.canaries.add(resource.Type+"."+name, secret)
				}
			}
		}
	}
}

// plan searches a plan file, which is an archive.
func (h *bugged) plan(t *testing.T, file string) {
	t.Helper()
	archive, err := zip.OpenReader(filepath.Join(h.dir, file))
	require.NoError(t, err)
	defer archive.Close() //nolint:errcheck // It was read.
	for _, member := range archive.File {
		content, err := member.Open()
		require.NoError(t, err)
		text, err := io.ReadAll(content)
		require.NoError(t, err)
		h.in(placePlan, string(text))
	}
	h.run(t, placeShown, "show", "-json", file)
}

// TestAccSecrets_S2_wholeRun takes every resource and every data source through the real
// CLI, which logs all it can and starts the provider itself, with a text of its own in
// every credential and every sensitive or write-only attribute. None of them is anywhere
// but where the list of exceptions has it.
func TestAccSecrets_S2_wholeRun(t *testing.T) {
	t.Parallel()
	search := newSearch()
	h := newBugged(t, search)
	server := acctest.NewServer(t)
	accounts := map[string]*acctest.World{
		"resources": acctest.NewWorld(t, sandbox.WithReadings(talkative())), "data": acctest.NewWorld(t),
	}
	resources := wholeHouse(t, accounts["resources"], server)
	data := wholeLook(t, accounts["data"], search.canaries)

	h.write(t, accounts, resources, data, 1)
	h.run(t, placeOutput, "plan", "-no-color", "-out=first.tfplan")
	h.plan(t, "first.tfplan")
	h.run(t, placeOutput, "apply", "-no-color", "first.tfplan")
	require.Positive(t, h.calls, "the log has the calls of the API")
	h.learn(t, server)
	h.state(t)
	h.write(t, accounts, resources, data, 2)
	h.run(t, placeOutput, "plan", "-no-color", "-out=second.tfplan")
	h.plan(t, "second.tfplan")
	h.run(t, placeOutput, "apply", "-no-color", "second.tfplan")
	h.learn(t, server)
	h.state(t)
	h.run(t, placeShown, "show", "-json")
	h.run(t, placeOutput, "apply", "-destroy", "-auto-approve", "-no-color")
	h.state(t)

	found := search.judge(t, allowed())
	require.Subset(t, found.Canaries, everySecret(t, server))
	require.NoFileExists(t, filepath.Join(h.dir, "crash.log"))
	report(t, faults.SecretsFile, found)
}

// wholeHouse is everything that can be declared, in one account.
func wholeHouse(t *testing.T, w *acctest.World, server *acctest.Server) (out []exhibit) {
	t.Helper()
	for _, typeName := range slices.Sorted(maps.Keys(server.Schemas().ResourceSchemas)) {
		for _, e := range exhibits(t, w, typeName, server.Schemas().ResourceSchemas[typeName]) {
			for name, value := range apart[typeName] {
				e.config = with(e.config, name, w.Expand(t, value))
			}
			out = append(out, e)
		}
	}
	return out
}

// wholeLook is everything that can be looked up, in one account. The value of the property
// that is looked up is secret.
func wholeLook(t *testing.T, w *acctest.World, secrets *canaries) map[string]acctest.Object {
	t.Helper()
	out := map[string]acctest.Object{}
	for _, construct := range provider.New("test")().DataSources(t.Context()) {
		var metadata datasource.MetadataResponse
		construct().Metadata(t.Context(), datasource.MetadataRequest{ProviderTypeName: provider.TypeName}, &metadata)
		c := caseOf[dataCase](t, "data-sources", metadata.TypeName)
		for _, thing := range c.There {
			w.ID(t, thing)
		}
		config := w.Object(t, c.Configs[0])
		for name, value := range apart["data source "+metadata.TypeName] {
			config = with(config, name, value)
		}
		out[metadata.TypeName] = config
	}
	var environment int
	_, err := fmt.Sscan(w.ID(t, "dev"), &environment)
	require.NoError(t, err)
	require.NoError(t, w.SetProperty(environment, "", w.ID(t, "property"), secrets.of("data source workato_property.value", 1)))
	return out
}

// TestAccSecrets_S4_protocolData shows what the guide warns of: with the variable
// TF_LOG_SDK_PROTO_DATA_DIR, all that Terraform and the provider exchange is written down,
// secrets included. It is a facility of the plugin SDK, which no provider can turn off.
func TestAccSecrets_S4_protocolData(t *testing.T) {
	t.Parallel()
	h := newBugged(t, newSearch())
	w := acctest.NewWorld(t)
	server := acctest.NewServer(t)
	resources := exhibits(t, w, "workato_property", server.Schemas().ResourceSchemas["workato_property"])
	h.write(t, map[string]*acctest.World{"resources": w, "data": w}, resources, nil, 1)
	directory := t.TempDir()
	h.env = append(h.env, "TF_LOG_SDK_PROTO_DATA_DIR="+directory)
	h.run(t, placeOutput, "plan", "-no-color")
	require.Zero(t, h.judge(t, nil).Hits, "without the variable there is none")
	files, err := filepath.Glob(filepath.Join(directory, "*"))
	require.NoError(t, err)
	for _, file := range files {
		text, err := os.ReadFile(file) //nolint:gosec // The names are those of this test's directory.
		require.NoError(t, err)
		h.in(placeProtocol, string(text))
	}
	found := h.judge(t, map[string]map[string]string{"workato_property.value_wo": {placeProtocol: byDesign}})
	require.Zero(t, found.Hits)
	guide, err := os.ReadFile(filepath.Join("..", "..", "docs", "guides", "secrets.md"))
	require.NoError(t, err)
	require.Contains(t, string(guide), "TF_LOG_SDK_PROTO_DATA_DIR")
}

// The guide names every secret of every resource, and every place where one may be.
func TestSecrets_S2_guide(t *testing.T) {
	t.Parallel()
	guide, err := os.ReadFile(filepath.Join("..", "..", "docs", "guides", "secrets.md"))
	require.NoError(t, err)
	names := everySecret(t, acctest.NewServer(t))
	for name := range allowed() {
		names = append(names, strings.TrimPrefix(name, "data source "))
	}
	for _, name := range names {
		typeName, path, _ := strings.Cut(name, ".")
		require.Regexp(t, "(?m)^\\|.*`"+typeName+"`.*`"+path+"`", string(guide))
	}
}
