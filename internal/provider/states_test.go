package provider_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/schemalock"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

var keepStates = flag.String("states", "", "the release whose states are to be kept in testdata")

// stateFixture is a state that a release has written, in testdata/states/<release>/<type>.json.
type stateFixture struct {
	acctest.Kept

	// Config is the configuration that it came from, with names of things, and Things are
	// the ids that these had; see acctest.World.
	Config map[string]any    `json:"config"`
	Things map[string]string `json:"things"`
	// URL is where the account was.
	URL string `json:"url"`
}

// TestState_V1_everyRelease goes on with the states that releases have written: they are
// upgraded, refreshed, and nothing is left to plan. `make state-fixtures` keeps those of a
// release.
func TestState_V1_everyRelease(t *testing.T) {
	t.Parallel()
	server := acctest.NewServer(t)
	if *keepStates != "" {
		for typeName := range server.Schemas().ResourceSchemas {
			keepState(t, typeName)
		}
	}
	kept := map[string]map[int64]bool{}
	files, err := filepath.Glob(filepath.Join("testdata", "states", "*", "*.json"))
	require.NoError(t, err)
	for _, file := range files {
		typeName := strings.TrimSuffix(filepath.Base(file), ".json")
		text, err := os.ReadFile(file) //nolint:gosec // The names are those of this test's.
		require.NoError(t, err)
		var fixture stateFixture
		require.NoError(t, json.Unmarshal(text, &fixture))
		if kept[typeName] == nil {
			kept[typeName] = map[int64]bool{}
		}
		kept[typeName][fixture.SchemaVersion] = true
		t.Run(filepath.Base(filepath.Dir(file))+" "+typeName, func(t *testing.T) {
			t.Parallel()
			require.Contains(t, server.Schemas().ResourceSchemas, typeName, "a type that was released is gone")
			replay(t, typeName, fixture)
		})
	}
	requireKept(t, server, kept)
}

// requireKept demands a state of every type that was released, and of every version that
// its schema ever had.
func requireKept(t *testing.T, server *acctest.Server, kept map[string]map[int64]bool) {
	t.Helper()
	released, err := schemalock.ReadFile(filepath.Join("testdata", "schema_released.json"))
	require.NoError(t, err)
	for typeName, schema := range server.Schemas().ResourceSchemas {
		if _, was := released["resources/"+typeName]; was {
			require.NotEmpty(t, kept[typeName], "%s was released, and no state of it is kept: run make state-fixtures on the release", typeName)
		}
		for version := range schema.Version {
			require.True(t, kept[typeName][version], "no state of version %d of %s is kept, so nothing shows that it can be upgraded", version, typeName)
		}
	}
}

// keepState writes the state of the full configuration.
func keepState(t *testing.T, typeName string) {
	t.Helper()
	c := caseOf[resourceCase](t, "resources", typeName)
	s := c.specimen(t, typeName)
	s.full(t)
	text, err := json.MarshalIndent(stateFixture{Kept: s.server.Keep(t, s.State), Config: c.Full, Things: s.world.Made(), URL: s.world.URL}, "", "  ")
	require.NoError(t, err)
	file := filepath.Join("testdata", "states", *keepStates, typeName+".json")
	require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o750))
	require.NoError(t, os.WriteFile(file, append(text, '\n'), 0o600))
}

// replay makes the same object in an account of its own and forgets its state. The one
// that was kept, with the ids of this account, takes its place.
func replay(t *testing.T, typeName string, fixture stateFixture) {
	t.Helper()
	s := resourceCase{Full: fixture.Config}.specimen(t, typeName)
	config := s.full(t)
	before, now := fixture.Things, s.world.Made()
	require.ElementsMatch(t, slices.Collect(maps.Keys(before)), slices.Collect(maps.Keys(now)), "the account holds other things")
	ids := map[string]string{fixture.URL: s.world.URL}
	for name, id := range before {
		ids[id] = now[name]
	}
	var old acctest.Object
	require.NoError(t, json.Unmarshal(fixture.Attributes, &old))
	for name, value := range s.Identity {
		was, isText := old[name].(string)
		is, isTextToo := value.(string)
		if isText && isTextToo {
			ids[was] = is
		}
	}
	kept := fixture.Kept
	kept.Attributes, kept.Identity = renamed(t, kept.Attributes, ids), renamed(t, kept.Identity, ids)
	s.nextRun(t)
	state, diags := s.server.Upgrade(t, typeName, kept)
	require.Empty(t, diags.String())
	s.State = state
	require.Empty(t, s.Refresh(t).Errors().String())
	require.True(t, s.Exists(), "the object is not found by the state that was kept")
	s.world.ResetRequests()
	s.MustStay(t, config)
	require.Empty(t, s.world.Writes())
}

// renamed gives ids their new values, wherever a text or a key is one.
func renamed(t *testing.T, text json.RawMessage, ids map[string]string) json.RawMessage {
	t.Helper()
	var value any
	require.NoError(t, json.Unmarshal(text, &value))
	var walk func(any) any
	walk = func(value any) any {
		switch value := value.(type) {
		case string:
			if id, found := ids[value]; found {
				return id
			}
			return value
		case []any:
			for i := range value {
				value[i] = walk(value[i])
			}
			return value
		case map[string]any:
			out := map[string]any{}
			for key, member := range value {
				name, _ := walk(key).(string)
				out[name] = walk(member)
			}
			return out
		default:
			return value
		}
	}
	out, err := json.Marshal(walk(value))
	require.NoError(t, err)
	return out
}

// TestState_V2_newer has a state that a later version has written: there is an error, and
// nothing is made of the state.
func TestState_V2_newer(t *testing.T) {
	t.Parallel()
	server := acctest.NewServer(t)
	for typeName, schema := range server.Schemas().ResourceSchemas {
		state, diags := server.Upgrade(t, typeName, acctest.Kept{
			SchemaVersion: schema.Version + 1, IdentityVersion: server.IdentitySchemas()[typeName].Version,
			Attributes: json.RawMessage(`{"id":"209","of_a_later_version":true}`), Identity: json.RawMessage(`{}`),
		})
		require.NotEmpty(t, diags.Errors(), typeName)
		require.Contains(t, diags.String(), fmt.Sprintf("version %d upgrade", schema.Version+1), "the message names the version")
		require.False(t, state.Exists())
	}
}

// TestAccState_V2_newer is the same with the real CLI, which refuses the state before the
// provider sees it: the state file stays as it is.
func TestAccState_V2_newer(t *testing.T) {
	t.Parallel()
	h := newBugged(t, newSearch())
	w := acctest.NewWorld(t)
	group := exhibit{typeName: groupType, config: w.Object(t, map[string]any{"managed_customer_id": "${customer}", "name": "Builders"})}
	h.write(t, map[string]*acctest.World{"resources": w, "data": w}, []exhibit{group}, nil, 1)
	state := []byte(`{"version":4,"terraform_version":"1.11.0","serial":7,"lineage":"fake","outputs":{},"resources":[{
	"mode":"managed","type":"` + groupType + `","name":"e0","provider":"provider[\"registry.terraform.io/seed7333113f/workato\"]",
	"instances":[{"schema_version":99,"attributes":{"id":"pf-1","of_a_later_version":true},"sensitive_attributes":[]}]}]}`)
	file := filepath.Join(h.dir, "terraform.tfstate")
	require.NoError(t, os.WriteFile(file, state, 0o600))
	command := exec.CommandContext(t.Context(), h.cli, "apply", "-auto-approve", "-no-color") //nolint:gosec // The CLI that was asked for.
	command.Dir, command.Env = h.dir, h.env
	said, err := command.CombinedOutput()
	require.Error(t, err)
	require.Regexp(t, acctest.Message("newer provider version"), string(said))
	left, err := os.ReadFile(file) //nolint:gosec // The name is one of this test's.
	require.NoError(t, err)
	require.Equal(t, string(state), string(left))
	require.Empty(t, w.Live(sandbox.KindUserGroup), "nothing was made")
}
