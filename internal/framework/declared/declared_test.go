package declared_test

import (
	"context"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/framework/declared"
)

// private is private state in memory.
type private struct {
	data  map[string][]byte
	diags diag.Diagnostics
}

func (p private) GetKey(_ context.Context, key string) ([]byte, diag.Diagnostics) {
	return p.data[key], p.diags
}

func (p private) SetKey(_ context.Context, key string, value []byte) diag.Diagnostics {
	p.data[key] = value
	return p.diags
}

func TestRecord(t *testing.T) {
	t.Parallel()
	record := declared.Record{"provision_environments": false, "time_zone": true}
	require.True(t, record.Has("provision_environments"))
	require.True(t, record.Has("time_zone"))
	require.False(t, record.Has("plan_id"))
	require.True(t, record.Was("provision_environments", false))
	require.False(t, record.Was("provision_environments", true))
	require.True(t, record.Was("time_zone", true))
	require.False(t, record.Was("plan_id", false), "not declared is not declared false")
	require.False(t, declared.Record(nil).Has("plan_id"))
}

func TestRecord_roundTrip(t *testing.T) {
	t.Parallel()
	for name, record := range map[string]declared.Record{
		"some": {"provision_environments": false, "time_zone": true}, "none": {},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			state := private{data: map[string][]byte{}}
			var diags diag.Diagnostics
			record.Save(t.Context(), state, &diags)
			require.Empty(t, diags)
			require.Equal(t, record, declared.Load(t.Context(), state, &diags))
			require.Empty(t, diags)
			// Everything that shares the private state has a key of its own.
			require.Len(t, state.data, 1)
			require.Contains(t, state.data, "declared")
		})
	}
}

func TestLoad(t *testing.T) {
	t.Parallel()
	t.Run("nothing, as after an import", func(t *testing.T) {
		t.Parallel()
		var diags diag.Diagnostics
		record := declared.Load(t.Context(), private{}, &diags)
		require.Empty(t, diags)
		require.NotNil(t, record)
		require.Empty(t, record)
	})
	t.Run("unreadable", func(t *testing.T) {
		t.Parallel()
		var diags diag.Diagnostics
		declared.Load(t.Context(), private{data: map[string][]byte{"declared": []byte(`{"a":`)}}, &diags)
		require.Len(t, diags, 1)
		require.Equal(t, diag.SeverityError, diags[0].Severity())
		require.Equal(t, "Unreadable private state", diags[0].Summary())
	})
	t.Run("diagnostics are passed on", func(t *testing.T) {
		t.Parallel()
		broken := private{data: map[string][]byte{}, diags: diag.Diagnostics{diag.NewErrorDiagnostic("broken", "")}}
		var read, written diag.Diagnostics
		declared.Load(t.Context(), broken, &read)
		declared.Record{}.Save(t.Context(), broken, &written)
		require.True(t, read.HasError())
		require.True(t, written.HasError())
	})
}
