package acctest

import (
	"maps"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/stretchr/testify/require"
)

// Instance is one resource that a test takes through its life, with the demands
// that Terraform makes on the way: that a plan keeps to the configuration or to
// what there was, and that what was planned is what comes out.
type Instance struct {
	State
	// Tainted is set where a creation failed after it had made the object.
	Tainted bool

	server *Server
}

// Instance returns a resource that does not exist yet.
func (s *Server) Instance(t *testing.T, typeName string) *Instance {
	t.Helper()
	return &Instance{State: s.Absent(t, typeName), server: s}
}

// Plan validates and plans a configuration.
func (i *Instance) Plan(t *testing.T, config Object) (Plan, Diagnostics) {
	t.Helper()
	if config != nil {
		if diags := i.server.Validate(t, i.Type, config); len(diags.Errors()) > 0 {
			return Plan{}, diags
		}
	}
	plan, diags := i.server.Plan(t, i.State, config)
	if len(diags.Errors()) == 0 && config != nil {
		requireFaithful(t, i.Type, i.value, stored(t, i.server.resource(t, i.Type), plan.config), plan.value)
	}
	return plan, diags
}

// Carry carries out a plan.
func (i *Instance) Carry(t *testing.T, plan Plan) Diagnostics {
	t.Helper()
	creates := !i.Exists()
	state, diags := i.server.Apply(t, plan)
	i.State = state
	if len(diags.Errors()) > 0 {
		i.Tainted = creates && state.Exists()
		return diags
	}
	require.True(t, state.value.IsFullyKnown(), "the new state holds unknown values: %s", state.value)
	requireSame(t, plan.value, state.value)
	return diags
}

// Apply plans a configuration and carries the plan out; nil destroys. The plan
// must not replace the resource.
func (i *Instance) Apply(t *testing.T, config Object) Diagnostics {
	t.Helper()
	plan, diags := i.Plan(t, config)
	if len(diags.Errors()) > 0 {
		return diags
	}
	require.Empty(t, plan.Replaces, "the plan replaces the resource")
	return append(diags, i.Carry(t, plan)...)
}

// MustApply applies a configuration, and there must be no error.
func (i *Instance) MustApply(t *testing.T, config Object) Diagnostics {
	t.Helper()
	diags := i.Apply(t, config)
	require.Empty(t, diags.Errors().String())
	return diags
}

// Rewrite changes an attribute of the state, as if a run at another time had written it.
func (i *Instance) Rewrite(t *testing.T, name string, value any) {
	t.Helper()
	attributes := maps.Clone(as[map[string]tftypes.Value](t, i.value))
	attributes[name] = encode(t, attributes[name].Type(), value)
	i.value = tftypes.NewValue(i.value.Type(), attributes)
	i.Attributes = objectOf(t, i.value)
}

// Refresh reads the resource; there must be no error.
func (i *Instance) Refresh(t *testing.T) Diagnostics {
	t.Helper()
	state, diags := i.server.Read(t, i.State)
	require.Empty(t, diags.Errors().String())
	i.State = state
	return diags
}

// Import imports the resource by an id, and reads it.
func (i *Instance) Import(t *testing.T, id string) Diagnostics {
	t.Helper()
	state, diags := i.server.Import(t, i.Type, id)
	i.State = state
	return diags
}

// MustStay demands that a configuration gives no change, now and after a refresh.
func (i *Instance) MustStay(t *testing.T, config Object) {
	t.Helper()
	for range 2 {
		plan, diags := i.Plan(t, config)
		require.Empty(t, diags.Errors().String())
		difference, err := i.value.Diff(plan.value)
		require.NoError(t, err)
		require.Empty(t, difference, "the second plan is not empty")
		i.Refresh(t)
	}
}

// Value returns an attribute of the state; path steps are attribute names.
func (i *Instance) Value(t *testing.T, path ...string) any {
	t.Helper()
	return At(i.Attributes, path...)
}

// At returns an attribute of an object, or nil if there is none.
func At(object Object, path ...string) any {
	var value any = object
	for _, name := range path {
		members, ok := value.(Object)
		if !ok {
			return value
		}
		value = members[name]
	}
	return value
}

// requireFaithful demands of a plan that it keeps to the configuration, except
// where it keeps to the prior state.
func requireFaithful(t *testing.T, where string, prior, config, planned tftypes.Value) {
	t.Helper()
	if config.IsNull() || !config.IsKnown() || planned.Equal(config) || planned.Equal(prior) {
		return
	}
	require.False(t, planned.IsNull(), "%s: the plan drops the configured value %s", where, config)
	require.True(t, planned.IsKnown(), "%s: the plan forgets the configured value %s", where, config)
	require.True(t, config.Type().Is(tftypes.Object{}), "%s: configured is %s, planned %s", where, config, planned)
	want, got := as[map[string]tftypes.Value](t, config), as[map[string]tftypes.Value](t, planned)
	have := map[string]tftypes.Value{}
	if !prior.IsNull() && prior.IsKnown() {
		have = as[map[string]tftypes.Value](t, prior)
	}
	for name, value := range want {
		before, ok := have[name]
		if !ok {
			before = tftypes.NewValue(value.Type(), nil)
		}
		requireFaithful(t, where+"."+name, before, value, got[name])
	}
}

// requireSame demands that each known planned value came out as planned.
func requireSame(t *testing.T, planned, got tftypes.Value) {
	t.Helper()
	differences, err := planned.Diff(got)
	require.NoError(t, err)
	for _, difference := range differences {
		if difference.Value1 != nil && difference.Value1.IsFullyKnown() {
			require.Failf(t, "inconsistent result", "%s: planned %s, got %s", pathText(difference.Path), difference.Value1, difference.Value2)
		}
	}
}
