package provider_test

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// patience is how long the provider waits for what is made or deleted to show. Nothing
// here is lost, so a long time costs none.
const patience = 10 * time.Second

// specimen is a resource of a case in a world of its own.
type specimen struct {
	resourceCase
	*acctest.Instance
	world  *acctest.World
	server *acctest.Server
}

func (c resourceCase) specimen(t *testing.T, typeName string, options ...sandbox.Option) specimen {
	t.Helper()
	w := acctest.NewWorld(t, options...)
	server := w.ServerThatSettles(t, patience)
	return specimen{c, server.Instance(t, typeName), w, server}
}

// nextRun goes on with a provider that was started anew, and has read nothing yet.
func (s *specimen) nextRun(t *testing.T) {
	t.Helper()
	s.server = s.world.ServerThatSettles(t, patience)
	next := s.server.Instance(t, s.Type)
	next.State = s.State
	s.Instance = next
}

// full creates the resource with the full configuration, which it returns.
func (s specimen) full(t *testing.T) acctest.Object {
	t.Helper()
	config := s.world.Object(t, s.Full)
	s.MustApply(t, config)
	return config
}

// fullFor is the full configuration as it is before an argument changes.
func (s specimen) fullFor(t *testing.T, path string) acctest.Object {
	t.Helper()
	return s.altered(t, s.world.Object(t, s.Full), s.From[path])
}

func (s specimen) altered(t *testing.T, config acctest.Object, values map[string]any) acctest.Object {
	t.Helper()
	for path, value := range values {
		config = with(config, path, s.world.Expand(t, value))
	}
	return config
}

// testLife takes a resource through all that Terraform may do with it.
func testLife(t *testing.T, typeName string, schema *tfprotov6.Schema) {
	t.Helper()
	c := caseOf[resourceCase](t, "resources", typeName)
	c.requireCovered(t, schema)
	for name, test := range map[string]func(*testing.T, specimen){
		"minimal":            testMinimal,
		"full":               testFull,
		"import":             testImport,
		"delete twice":       testDeleteTwice,
		"gone":               testGone,
		"gone with parent":   testGoneWithParent,
		"token not accepted": testTokenRefused,
		"everything unknown": testUnknownAltogether,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, c.specimen(t, typeName))
		})
	}
	for _, a := range argumentsOf(schema.Block.Attributes, "") {
		t.Run("change of "+a.path, func(t *testing.T) {
			t.Parallel()
			testChange(t, c.specimen(t, typeName), a)
		})
		t.Run("unknown "+a.path, func(t *testing.T) {
			t.Parallel()
			testUnknown(t, c.specimen(t, typeName), a)
		})
		if a.attribute.Optional {
			t.Run("null "+a.path, func(t *testing.T) {
				t.Parallel()
				testNull(t, c.specimen(t, typeName), a)
			})
			t.Run("empty "+a.path, func(t *testing.T) {
				t.Parallel()
				testEmpty(t, c.specimen(t, typeName), a)
			})
		}
	}
}

func testMinimal(t *testing.T, s specimen) {
	t.Helper()
	config := s.world.Object(t, s.Minimal)
	s.MustApply(t, config)
	s.MustStay(t, config)
	s.requireIdentity(t)
	s.MustApply(t, nil)
	require.False(t, s.Exists())
}

func testFull(t *testing.T, s specimen) {
	t.Helper()
	config := s.full(t)
	s.MustStay(t, config)
	s.requireIdentity(t)
	require.Empty(t, s.world.Duplicates())
}

// requireIdentity demands that the identity says what attributes of the same names do.
func (s specimen) requireIdentity(t *testing.T) {
	t.Helper()
	require.NotEmpty(t, s.Identity)
	for name, value := range s.Identity {
		require.Equal(t, s.Value(t, name), value, "identity and attribute %s differ", name)
	}
}

var placeholder = regexp.MustCompile(`\{(\w+)\}`)

// testImport demands that an import, by id or by identity, is followed by a plan that
// needs no call and is empty but for what the API does not give back, and that filling
// that in needs no write.
func testImport(t *testing.T, s specimen) {
	t.Helper()
	config := s.full(t)
	id := s.importID(t)
	identity := maps.Clone(s.Identity)
	byIdentity, diags := s.server.ImportIdentity(t, s.Type, identity)
	require.Empty(t, diags.Errors().String())
	require.Empty(t, s.Import(t, id).Errors().String())
	require.Equal(t, s.Attributes, byIdentity.Attributes, "the two ways to import differ")
	require.Equal(t, identity, s.Identity)

	s.world.ResetRequests()
	plan, diags := s.Plan(t, config)
	require.Empty(t, diags.Errors().String())
	require.Empty(t, plan.Replaces, "the plan after an import replaces")
	require.Empty(t, s.world.Requests(), "the plan after an import calls the API")
	want := s.Attributes
	for _, path := range slices.Concat(s.NotRead, s.Resent) {
		if value := valueAt(plan.Attributes, path); value != nil {
			want = with(want, path, value)
		}
	}
	require.Equal(t, want, plan.Attributes, "the plan after an import is not empty")
	if !plan.NoChange() {
		require.Empty(t, s.Carry(t, plan).Errors().String())
	}
	if len(s.Resent) == 0 {
		require.Empty(t, s.world.Writes(), "filling in what cannot be read needs no write")
	}
	s.MustStay(t, config)
}

// importID is what the resource is imported by.
func (s specimen) importID(t *testing.T) string {
	t.Helper()
	return placeholder.ReplaceAllStringFunc(s.ImportID, func(match string) string {
		value, ok := s.Value(t, strings.Trim(match, "{}")).(string)
		require.True(t, ok, "the state has no text %s", match)
		return value
	})
}

func testDeleteTwice(t *testing.T, s specimen) {
	t.Helper()
	s.full(t)
	plan, diags := s.Plan(t, nil)
	require.Empty(t, diags.Errors().String())
	for range 2 {
		state, diags := s.server.Apply(t, plan)
		require.Empty(t, diags.Errors().String())
		require.False(t, state.Exists())
	}
}

// delete deletes behind Terraform's back what was made since the things of the world.
func (s specimen) delete(t *testing.T, kind string, except map[string]bool) {
	t.Helper()
	for _, id := range s.world.Live(kind) {
		if !except[id] {
			require.NoError(t, s.world.DeleteObject(kind, id))
			return
		}
	}
	require.Failf(t, "nothing to delete", "there is no %s", kind)
}

func testGone(t *testing.T, s specimen) {
	t.Helper()
	if s.Undeletable != "" {
		t.Logf("nobody can delete it: %s", s.Undeletable)
		return
	}
	config := s.world.Object(t, s.Full)
	before := map[string]bool{}
	for _, id := range s.world.Live(s.Kind) {
		before[id] = true
	}
	s.MustApply(t, config)
	s.delete(t, s.Kind, before)
	s.requireGone(t)
}

func testGoneWithParent(t *testing.T, s specimen) {
	t.Helper()
	if s.Parent == "" {
		return
	}
	s.full(t)
	s.world.Delete(t, s.Parent)
	s.requireGone(t)
}

// requireGone demands that a refresh drops the resource, and says so.
func (s specimen) requireGone(t *testing.T) {
	t.Helper()
	s.nextRun(t)
	diags := s.Refresh(t)
	require.False(t, s.Exists(), "it is still in the state")
	require.Len(t, diags.Warnings(), 1)
	require.Contains(t, diags.Warnings()[0].Summary, s.Type+" ")
	require.Contains(t, diags.Warnings()[0].Summary, "no longer exists")
}

// testTokenRefused demands that nothing is dropped because a credential is not accepted.
func testTokenRefused(t *testing.T, s specimen) {
	t.Helper()
	s.full(t)
	s.nextRun(t)
	s.world.RevokeToken()
	s.world.RenewProvisioningKey()
	state, diags := s.server.Read(t, s.State)
	require.Equal(t, []string{"Cannot read " + s.Type}, diags.Errors().Summaries())
	require.Equal(t, s.Attributes, state.Attributes)
}

// testChange demands that another value is applied in place or replaces.
func testChange(t *testing.T, s specimen, a argument) {
	t.Helper()
	before := s.fullFor(t, a.path)
	s.MustApply(t, before)
	config := s.altered(t, with(before, a.path, s.world.Expand(t, s.Changes[a.path])), s.With[a.path])
	require.NotEqual(t, before, config, "the other value is the same")
	plan, diags := s.Plan(t, config)
	require.Empty(t, diags.Errors().String(), "a change may not be refused while planning")
	if len(plan.Replaces) > 0 {
		return
	}
	require.False(t, !a.attribute.WriteOnly && plan.NoChange(), "the plan shows no change")
	require.Empty(t, s.Carry(t, plan).Errors().String(), "a change that was planned may not be refused")
	s.MustStay(t, config)
}

func testNull(t *testing.T, s specimen, a argument) {
	t.Helper()
	if reason, has := s.NotAlone[a.path]; has {
		t.Logf("it is not left out alone: %s", reason)
		return
	}
	config := s.fullFor(t, a.path)
	s.MustApply(t, config)
	config = with(config, a.path, nil)
	plan, diags := s.Plan(t, config)
	require.Empty(t, diags.Errors().String())
	if len(plan.Replaces) == 0 {
		require.Empty(t, s.Carry(t, plan).Errors().String())
		s.MustStay(t, config)
	}
}

// testEmpty demands that an empty value is refused at its argument, or works.
func testEmpty(t *testing.T, s specimen, a argument) {
	t.Helper()
	empty := emptyOf(a.attribute.ValueType())
	if empty == nil {
		return
	}
	config := s.fullFor(t, a.path)
	s.MustApply(t, config)
	config = with(config, a.path, empty)
	plan, diags := s.Plan(t, config)
	if errors := diags.Errors(); len(errors) > 0 {
		for _, at := range errors.Paths() {
			require.True(t, strings.HasPrefix(at, a.path), "the refusal is at %q: %s", at, errors)
		}
		return
	}
	if len(plan.Replaces) == 0 {
		require.Empty(t, s.Carry(t, plan).Errors().String())
		s.MustStay(t, config)
	}
}

// testUnknown plans with a value that is not known yet, which comes out as the one of
// the full configuration.
func testUnknown(t *testing.T, s specimen, a argument) {
	t.Helper()
	config := s.fullFor(t, a.path)
	unknown := with(config, a.path, acctest.Unknown)
	_, diags := s.Plan(t, unknown)
	require.Empty(t, diags.Errors().String(), "before it exists")
	s.MustApply(t, config)
	_, diags = s.Plan(t, unknown)
	if _, must := s.MustBeKnown[a.path]; must {
		require.Equal(t, []string{a.path}, diags.Errors().Paths())
		return
	}
	require.Empty(t, diags.Errors().String(), "once it exists")
}

func testUnknownAltogether(t *testing.T, s specimen) {
	t.Helper()
	config := acctest.Object{}
	for _, attribute := range s.server.Schemas().ResourceSchemas[s.Type].Block.Attributes {
		if attribute.Required || attribute.Optional {
			config[attribute.Name] = acctest.Unknown
		}
	}
	require.Empty(t, s.server.Validate(t, s.Type, config).Errors().String())
	_, diags := s.server.Plan(t, s.server.Absent(t, s.Type), config)
	require.Empty(t, diags.Errors().String())
}

// testReads demands that a data source finds what is there, and copes with what is not.
func testReads(t *testing.T, typeName string) {
	t.Helper()
	c := caseOf[dataCase](t, "data-sources", typeName)
	require.NotEmpty(t, c.Configs)
	for _, config := range c.Configs {
		w := acctest.NewWorld(t)
		for _, thing := range c.There {
			w.ID(t, thing)
		}
		config := w.Object(t, config)
		w.ResetRequests()
		state, diags := w.Server(t).Data(t, typeName, config)
		require.Empty(t, diags.Errors().String(), config)
		for name, value := range config {
			require.Equal(t, value, state[name], "the argument %s came out differently", name)
		}
		if c.List != "" {
			require.NotEmpty(t, state[c.List], config)
		}
		require.Empty(t, w.Writes(), "a data source wrote")
	}
	if c.NeverMissing != "" {
		return
	}
	w := acctest.NewWorld(t)
	state, diags := w.Server(t).Data(t, typeName, w.Object(t, c.Missing))
	switch {
	case c.List == "" || len(diags.Errors()) > 0:
		require.Equal(t, []string{"Cannot read " + typeName}, diags.Errors().Summaries())
	default:
		require.Empty(t, state[c.List])
	}
}
