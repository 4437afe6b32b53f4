package acctest

import (
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/provider"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// Server is the provider under test, driven over its protocol and in process: in the
// way Terraform does it, but without Terraform. So a test takes milliseconds, and
// sees diagnostics as the provider gives them, warnings and attributes included.
//
// What it leaves out is what Terraform adds: the check that a result agrees with its
// plan, and everything that spans several objects.
type Server struct {
	tfprotov6.ProviderServer
	schemas    *tfprotov6.GetProviderSchemaResponse
	identities map[string]*tfprotov6.ResourceIdentitySchema
}

// NewServer starts the provider without configuring it.
func NewServer(t *testing.T, options ...provider.Option) *Server {
	t.Helper()
	// A test goes on with the same server where Terraform would start another one.
	options = append([]provider.Option{provider.WithAges(shared.Ages{})}, options...)
	server, err := Factories(options...)[provider.TypeName]()
	require.NoError(t, err)
	schemas, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	require.NoError(t, err)
	require.Empty(t, Diagnostics(schemas.Diagnostics))
	identities, err := server.GetResourceIdentitySchemas(t.Context(), &tfprotov6.GetResourceIdentitySchemasRequest{})
	require.NoError(t, err)
	require.Empty(t, Diagnostics(identities.Diagnostics))
	return &Server{ProviderServer: server, schemas: schemas, identities: identities.IdentitySchemas}
}

// Settle is how long a Server of an account looks for what a lost answer may have made.
const Settle = 200 * time.Millisecond

// Server starts the provider and configures it for the account.
func (a *Account) Server(t *testing.T, options ...provider.Option) *Server {
	t.Helper()
	return a.ServerThatSettles(t, Settle, options...)
}

// ServerThatSettles is Server with another settle time: a long one for tests in which
// something does appear, which then may take its time.
func (a *Account) ServerThatSettles(t *testing.T, settle time.Duration, options ...provider.Option) *Server {
	t.Helper()
	s := NewServer(t, options...)
	require.Empty(t, s.Configure(t, Object{
		"base_url": a.URL, "api_token": sandbox.DefaultToken,
		"requests":     Object{"timeout": "5s", "settle": settle.String()},
		"workspace365": Object{"base_url": a.URL, "provisioning_key": sandbox.DefaultProvisioningKey},
	}))
	return s
}

// Schemas returns everything that the provider offers, by its schemas.
func (s *Server) Schemas() *tfprotov6.GetProviderSchemaResponse { return s.schemas }

// IdentitySchemas returns the identities of the resources, by type.
func (s *Server) IdentitySchemas() map[string]*tfprotov6.ResourceIdentitySchema { return s.identities }

// ValidateProvider validates a provider block.
func (s *Server) ValidateProvider(t *testing.T, config Object) Diagnostics {
	t.Helper()
	resp, err := s.ValidateProviderConfig(t.Context(), &tfprotov6.ValidateProviderConfigRequest{
		Config: dynamic(t, encode(t, s.schemas.Provider.ValueType(), config)),
	})
	require.NoError(t, err)
	return resp.Diagnostics
}

// Configure configures the provider.
func (s *Server) Configure(t *testing.T, config Object) Diagnostics {
	t.Helper()
	resp, err := s.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{
		TerraformVersion: "1.11.4",
		Config:           dynamic(t, encode(t, s.schemas.Provider.ValueType(), config)),
	})
	require.NoError(t, err)
	return resp.Diagnostics
}

// Validate validates a resource block.
func (s *Server) Validate(t *testing.T, typeName string, config Object) Diagnostics {
	t.Helper()
	resp, err := s.ValidateResourceConfig(t.Context(), &tfprotov6.ValidateResourceConfigRequest{
		TypeName: typeName, Config: dynamic(t, encode(t, s.resource(t, typeName).ValueType(), config)),
		// As Terraform from 1.11 on says.
		ClientCapabilities: &tfprotov6.ValidateResourceConfigClientCapabilities{WriteOnlyAttributesAllowed: true},
	})
	require.NoError(t, err)
	return resp.Diagnostics
}

// Data reads a data source.
func (s *Server) Data(t *testing.T, typeName string, config Object) (Object, Diagnostics) {
	t.Helper()
	schema, ok := s.schemas.DataSourceSchemas[typeName]
	require.True(t, ok, "there is no data source %s", typeName)
	recordType(t, "data source "+typeName)
	resp, err := s.ReadDataSource(t.Context(), &tfprotov6.ReadDataSourceRequest{
		TypeName: typeName, Config: dynamic(t, encode(t, schema.ValueType(), config)),
	})
	require.NoError(t, err)
	return objectOf(t, static(t, schema, resp.State)), resp.Diagnostics
}

// State is what Terraform keeps of a resource.
type State struct {
	Type string
	// Attributes is nil if the resource is not in the state.
	Attributes Object
	// Identity is nil if there is none.
	Identity Object

	value    tftypes.Value
	private  []byte
	identity *tfprotov6.ResourceIdentityData
}

// Exists reports whether the resource is in the state.
func (s State) Exists() bool { return s.Attributes != nil }

// Plan is a planned change.
type Plan struct {
	// Attributes are the planned ones.
	Attributes Object
	// Replaces are the attributes whose change replaces the resource.
	Replaces []string

	typeName       string
	prior          State
	config, value  tftypes.Value
	plannedPrivate []byte
	identity       *tfprotov6.ResourceIdentityData
}

// NoChange reports whether the plan leaves everything as it is.
func (p Plan) NoChange() bool { return p.value.Equal(p.prior.value) }

// Absent is the state of a resource that is not there.
func (s *Server) Absent(t *testing.T, typeName string) State {
	t.Helper()
	return State{Type: typeName, value: tftypes.NewValue(s.resource(t, typeName).ValueType(), nil)}
}

// Plan plans to bring a resource from a state to a configuration; nil destroys it.
func (s *Server) Plan(t *testing.T, prior State, config Object) (Plan, Diagnostics) {
	t.Helper()
	schema := s.resource(t, prior.Type)
	plan := Plan{typeName: prior.Type, prior: prior, config: encode(t, schema.ValueType(), config)}
	resp, err := s.PlanResourceChange(t.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: prior.Type, PriorState: dynamic(t, prior.value), Config: dynamic(t, plan.config),
		ProposedNewState: dynamic(t, proposed(t, schema.Block.Attributes, prior.value, stored(t, schema, plan.config))),
		PriorPrivate:     prior.private, PriorIdentity: prior.identity,
	})
	require.NoError(t, err)
	plan.value = static(t, schema, resp.PlannedState)
	plan.Attributes = objectOf(t, plan.value)
	plan.plannedPrivate, plan.identity = resp.PlannedPrivate, resp.PlannedIdentity
	for _, at := range resp.RequiresReplace {
		plan.Replaces = append(plan.Replaces, pathText(at))
	}
	return plan, resp.Diagnostics
}

// proposed merges prior state and configuration as Terraform does: what the provider
// computes and the configuration leaves out stays as it was, the rest is as configured.
func proposed(t *testing.T, attributes []*tfprotov6.SchemaAttribute, prior, config tftypes.Value) tftypes.Value {
	t.Helper()
	if config.IsNull() || !config.IsKnown() {
		return config
	}
	// Cloned, since what a value gives away is its own map.
	before, after := map[string]tftypes.Value{}, maps.Clone(as[map[string]tftypes.Value](t, config))
	if !prior.IsNull() && prior.IsKnown() {
		before = as[map[string]tftypes.Value](t, prior)
	}
	for _, attribute := range attributes {
		value, had := before[attribute.Name]
		if !had {
			value = tftypes.NewValue(attribute.ValueType(), nil)
		}
		switch nested := attribute.NestedType; {
		case after[attribute.Name].IsNull() && attribute.Computed:
			after[attribute.Name] = value
		case nested != nil && nested.Nesting == tfprotov6.SchemaObjectNestingModeSingle:
			after[attribute.Name] = proposed(t, nested.Attributes, value, after[attribute.Name])
		}
	}
	return tftypes.NewValue(config.Type(), after)
}

// Apply carries out a plan.
func (s *Server) Apply(t *testing.T, plan Plan) (State, Diagnostics) {
	t.Helper()
	resp, err := s.ApplyResourceChange(t.Context(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: plan.typeName, PriorState: dynamic(t, plan.prior.value), PlannedState: dynamic(t, plan.value),
		Config: dynamic(t, plan.config), PlannedPrivate: plan.plannedPrivate, PlannedIdentity: plan.identity,
	})
	require.NoError(t, err)
	return s.state(t, plan.typeName, resp.NewState, resp.Private, resp.NewIdentity), resp.Diagnostics
}

// Create plans and creates a resource. Diagnostics are those of the creation; the
// plan must have none.
func (s *Server) Create(t *testing.T, typeName string, config Object) (State, Diagnostics) {
	t.Helper()
	return s.Change(t, s.Absent(t, typeName), config)
}

// Change plans and applies a change; nil destroys. Diagnostics are those of applying;
// the plan must have none.
func (s *Server) Change(t *testing.T, prior State, config Object) (State, Diagnostics) {
	t.Helper()
	plan, diags := s.Plan(t, prior, config)
	require.Empty(t, diags)
	require.Empty(t, plan.Replaces)
	return s.Apply(t, plan)
}

// Read refreshes a resource.
func (s *Server) Read(t *testing.T, state State) (State, Diagnostics) {
	t.Helper()
	resp, err := s.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{
		TypeName: state.Type, CurrentState: dynamic(t, state.value), Private: state.private, CurrentIdentity: state.identity,
	})
	require.NoError(t, err)
	return s.state(t, state.Type, resp.NewState, resp.Private, resp.NewIdentity), resp.Diagnostics
}

// Import imports a resource by its id, and reads it, as Terraform does.
func (s *Server) Import(t *testing.T, typeName, id string) (State, Diagnostics) {
	t.Helper()
	return s.importState(t, &tfprotov6.ImportResourceStateRequest{TypeName: typeName, ID: id})
}

// ImportIdentity imports a resource by its identity, and reads it.
func (s *Server) ImportIdentity(t *testing.T, typeName string, identity Object) (State, Diagnostics) {
	t.Helper()
	schema, ok := s.identities[typeName]
	require.True(t, ok, "%s has no identity", typeName)
	return s.importState(t, &tfprotov6.ImportResourceStateRequest{TypeName: typeName, Identity: &tfprotov6.ResourceIdentityData{
		IdentityData: dynamic(t, encode(t, schema.ValueType(), identity)),
	}})
}

func (s *Server) importState(t *testing.T, req *tfprotov6.ImportResourceStateRequest) (State, Diagnostics) {
	t.Helper()
	resp, err := s.ImportResourceState(t.Context(), req)
	require.NoError(t, err)
	if diags := Diagnostics(resp.Diagnostics); len(diags.Errors()) > 0 {
		return s.Absent(t, req.TypeName), diags
	}
	require.Len(t, resp.ImportedResources, 1)
	imported := resp.ImportedResources[0]
	state, diags := s.Read(t, s.state(t, req.TypeName, imported.State, imported.Private, imported.Identity))
	return state, append(resp.Diagnostics, diags...)
}

func (s *Server) state(t *testing.T, typeName string, value *tfprotov6.DynamicValue, private []byte, identity *tfprotov6.ResourceIdentityData) State {
	t.Helper()
	state := State{Type: typeName, value: static(t, s.resource(t, typeName), value), private: private, identity: identity}
	state.Attributes = objectOf(t, state.value)
	if identity != nil && identity.IdentityData != nil {
		value, err := identity.IdentityData.Unmarshal(s.identities[typeName].ValueType())
		require.NoError(t, err)
		state.Identity = objectOf(t, value)
	}
	return state
}

func (s *Server) resource(t *testing.T, typeName string) *tfprotov6.Schema {
	t.Helper()
	schema, ok := s.schemas.ResourceSchemas[typeName]
	require.True(t, ok, "there is no resource %s", typeName)
	recordType(t, "resource "+typeName)
	return schema
}

// Diagnostics are messages of the provider.
type Diagnostics []*tfprotov6.Diagnostic

// Errors returns the errors among them.
func (d Diagnostics) Errors() Diagnostics { return d.only(tfprotov6.DiagnosticSeverityError) }

// Warnings returns the warnings among them.
func (d Diagnostics) Warnings() Diagnostics { return d.only(tfprotov6.DiagnosticSeverityWarning) }

func (d Diagnostics) only(severity tfprotov6.DiagnosticSeverity) Diagnostics {
	var out Diagnostics
	for _, diagnostic := range d {
		if diagnostic.Severity == severity {
			out = append(out, diagnostic)
		}
	}
	return out
}

// String writes them down in full: severity and attribute, summary, detail.
func (d Diagnostics) String() string {
	var b strings.Builder
	for i, diagnostic := range d {
		if i > 0 {
			b.WriteString("\n---\n\n")
		}
		b.WriteString(strings.ToLower(diagnostic.Severity.String()))
		if at := diagnostic.Attribute; at != nil && len(at.Steps()) > 0 {
			b.WriteString(" at " + pathText(at))
		}
		b.WriteString("\n" + diagnostic.Summary + "\n\n" + diagnostic.Detail + "\n")
	}
	return b.String()
}

// Paths returns the attributes that they are about, "" for none.
func (d Diagnostics) Paths() []string {
	var out []string
	for _, diagnostic := range d {
		out = append(out, pathText(diagnostic.Attribute))
	}
	return out
}

// Summaries returns what each of them is about.
func (d Diagnostics) Summaries() []string {
	var out []string
	for _, diagnostic := range d {
		out = append(out, diagnostic.Summary)
	}
	return out
}
