package provider_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// TestConformance_C7_ids gives ids as text, as numbers that a float cannot hold, and as
// both: each digit is kept, in what is made and in what it refers to.
func TestConformance_C7_ids(t *testing.T) {
	t.Parallel()
	for typeName := range acctest.NewServer(t).Schemas().ResourceSchemas {
		c := caseOf[resourceCase](t, "resources", typeName)
		for name, options := range map[string][]sandbox.Option{
			"text":     {sandbox.WithReadings(sandbox.Readings{StringIDs: true})},
			"big":      {sandbox.WithIDsAfter(1 << 53)},
			"big text": {sandbox.WithIDsAfter(1 << 53), sandbox.WithReadings(sandbox.Readings{StringIDs: true})},
		} {
			t.Run(typeName+" "+name, func(t *testing.T) {
				t.Parallel()
				s := c.specimen(t, typeName, options...)
				config := s.full(t)
				if id, has := s.Attributes["id"]; has {
					require.Contains(t, s.world.Live(c.Kind), id, "the digits of the id")
				}
				s.nextRun(t)
				s.MustStay(t, config)
				s.requireImport(t, config)
				s.MustApply(t, nil)
			})
		}
	}
}

// TestConformance_C7_missing leaves the id out of the answer to the creation: the object
// is looked for by its key, and made once.
func TestConformance_C7_missing(t *testing.T) {
	t.Parallel()
	for typeName := range acctest.NewServer(t).Schemas().ResourceSchemas {
		c := caseOf[resourceCase](t, "resources", typeName)
		t.Run(typeName, func(t *testing.T) {
			t.Parallel()
			s := c.specimen(t, typeName)
			config := s.world.Object(t, c.Full)
			before, left := s.world.Live(c.Kind), 0
			s.world.RewriteAnswers(sandbox.Rewrite{Method: "POST", To: func(path string, value any) any {
				if path == "id" || path == "data.id" || path == "result.id" {
					left++
					return sandbox.Omitted
				}
				return value
			}})
			diags := s.MustApply(t, config)
			s.world.RewriteAnswers()
			require.False(t, s.Tainted)
			require.Empty(t, s.world.Duplicates())
			if c.Kind != "" {
				require.Len(t, s.world.Live(c.Kind), len(before)+1)
			}
			if left > 0 {
				require.NotEmpty(t, diags.Warnings(), "nothing is said of it")
			}
			s.nextRun(t)
			s.MustStay(t, config)
		})
	}
}

// TestConformance_R12_arrives demands that all that is configured arrives, whatever the
// API shows of it: the ledger is the same after a creation whose answers show all, some
// of it, or nothing where there is nothing.
func TestConformance_R12_arrives(t *testing.T) {
	t.Parallel()
	for typeName, schema := range acctest.NewServer(t).Schemas().ResourceSchemas {
		c := caseOf[resourceCase](t, "resources", typeName)
		if c.Kind == "" {
			continue
		}
		t.Run(typeName, func(t *testing.T) {
			t.Parallel()
			made := func(rewrite sandbox.Rewrite, options ...sandbox.Option) map[string]any {
				s := c.specimen(t, typeName, options...)
				config := s.world.Object(t, c.Full)
				before := s.world.Live(c.Kind)
				s.world.RewriteAnswers(rewrite)
				s.MustApply(t, config)
				return s.fields(t, c.Kind, s.drifting(t, drift{Kind: c.Kind}, before))
			}
			truly := sandbox.Rewrite{To: func(_ string, value any) any { return value }}
			shown := made(truly, inFull)
			require.Equal(t, shown, made(truly), "not all is shown")
			require.Equal(t, shown, made(nothings(schema.Block.Attributes)["null left out"]), "null is left out")
		})
	}
}

// TestConformance_C12_readLag keeps what was made out of the reads that follow: the
// creation does not depend on them.
func TestConformance_C12_readLag(t *testing.T) {
	t.Parallel()
	for typeName := range acctest.NewServer(t).Schemas().ResourceSchemas {
		c := caseOf[resourceCase](t, "resources", typeName)
		t.Run(typeName, func(t *testing.T) {
			t.Parallel()
			s := c.specimen(t, typeName)
			config := s.world.Object(t, c.Full)
			readings := s.world.Readings()
			readings.ReadLag, readings.ProjectLag, readings.ListLag = 3, 3, 3
			s.world.SetReadings(readings)
			s.MustApply(t, config)
			require.False(t, s.Tainted)
			require.Empty(t, s.world.Duplicates())
		})
	}
}
