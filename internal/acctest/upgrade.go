package acctest

import (
	"encoding/json"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/stretchr/testify/require"
)

// Kept is a state as it is in a state file.
type Kept struct {
	// SchemaVersion and IdentityVersion are those of the schemas that it was written by.
	SchemaVersion   int64           `json:"schema_version"`
	IdentityVersion int64           `json:"identity_schema_version"`
	Attributes      json.RawMessage `json:"attributes"`
	Identity        json.RawMessage `json:"identity"`
	Private         []byte          `json:"private"`
}

// Keep returns a state as a state file has it.
func (s *Server) Keep(t *testing.T, state State) Kept {
	t.Helper()
	attributes, err := json.Marshal(state.Attributes)
	require.NoError(t, err)
	identity, err := json.Marshal(state.Identity)
	require.NoError(t, err)
	return Kept{
		SchemaVersion: s.resource(t, state.Type).Version, IdentityVersion: s.identities[state.Type].Version,
		Attributes: attributes, Identity: identity, Private: state.private,
	}
}

// Upgrade reads a state from a state file, which may be that of another version of the
// provider, as Terraform does before anything else.
func (s *Server) Upgrade(t *testing.T, typeName string, kept Kept) (State, Diagnostics) {
	t.Helper()
	upgraded, err := s.UpgradeResourceState(t.Context(), &tfprotov6.UpgradeResourceStateRequest{
		TypeName: typeName, Version: kept.SchemaVersion, RawState: &tfprotov6.RawState{JSON: kept.Attributes},
	})
	require.NoError(t, err)
	diags := Diagnostics(upgraded.Diagnostics)
	if len(diags.Errors()) > 0 {
		return s.Absent(t, typeName), diags
	}
	identity, problems := s.upgradeIdentity(t, typeName, kept)
	if diags = append(diags, problems...); len(diags.Errors()) > 0 {
		return s.Absent(t, typeName), diags
	}
	return s.state(t, typeName, upgraded.UpgradedState, kept.Private, identity), diags
}

// upgradeIdentity is only asked for where the version differs.
func (s *Server) upgradeIdentity(t *testing.T, typeName string, kept Kept) (*tfprotov6.ResourceIdentityData, Diagnostics) {
	t.Helper()
	raw := tfprotov6.RawState{JSON: kept.Identity}
	if schema := s.identities[typeName]; kept.IdentityVersion == schema.Version {
		value, err := raw.Unmarshal(schema.ValueType())
		require.NoError(t, err)
		return &tfprotov6.ResourceIdentityData{IdentityData: dynamic(t, value)}, nil
	}
	resp, err := s.UpgradeResourceIdentity(t.Context(), &tfprotov6.UpgradeResourceIdentityRequest{
		TypeName: typeName, Version: kept.IdentityVersion, RawIdentity: &raw,
	})
	require.NoError(t, err)
	return resp.UpgradedIdentity, resp.Diagnostics
}
