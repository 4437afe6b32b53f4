package transport_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

func TestOutcomeOf(t *testing.T) {
	t.Parallel()
	require.Equal(t, transport.OutcomeApplied, transport.OutcomeOf(nil))
	require.Equal(t, transport.OutcomeAmbiguous, transport.OutcomeOf(errors.New("from somewhere else")))
	require.Equal(t, transport.OutcomeAmbiguous, transport.OutcomeOf(&transport.Error{}), "what nobody classified must not be repeated")
	for _, outcome := range []transport.Outcome{transport.OutcomeAmbiguous, transport.OutcomeNotSent, transport.OutcomeRefused, transport.OutcomeApplied} {
		require.Equal(t, outcome, transport.OutcomeOf(&transport.Error{Outcome: outcome}))
	}
}

func TestOutcome_String(t *testing.T) {
	t.Parallel()
	require.Equal(t, "ambiguous", transport.OutcomeAmbiguous.String())
	require.Equal(t, "not sent", transport.OutcomeNotSent.String())
	require.Equal(t, "refused", transport.OutcomeRefused.String())
	require.Equal(t, "applied", transport.OutcomeApplied.String())
	require.Equal(t, "ambiguous", transport.Outcome(99).String())
}
