package listing_test

import (
	"errors"
	"iter"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/framework/listing"
)

type pair struct{ id, name string }

func rows(failure error, pairs ...pair) iter.Seq2[pair, error] {
	return func(yield func(pair, error) bool) {
		for _, p := range pairs {
			if !yield(p, nil) {
				return
			}
		}
		if failure != nil {
			yield(pair{}, failure)
		}
	}
}

func only(value string, list iter.Seq2[pair, error]) (pair, error) {
	return listing.Only(list, "name", value, func(p pair) string { return p.name }, func(p pair) string { return p.id })
}

func TestOnly(t *testing.T) {
	t.Parallel()
	found, err := only("Builders", rows(nil, pair{"1", "Readers"}, pair{"2", "Builders"}, pair{"3", "builders"}))
	require.NoError(t, err)
	require.Equal(t, pair{"2", "Builders"}, found)

	for name, test := range map[string]struct {
		list iter.Seq2[pair, error]
		want string
	}{
		"none":    {rows(nil, pair{"2", "Readers"}, pair{"1", "Admins"}), `There is none with the name "Builders". There are: Admins, Readers.`},
		"empty":   {rows(nil), `There is none with the name "Builders"; the list is empty.`},
		"several": {rows(nil, pair{"1", "Builders"}, pair{"2", "Builders"}), `There are 2 with the name "Builders": ids 1, 2. Choose one by its id.`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := only("Builders", test.list)
			notOne, ok := errors.AsType[*listing.NotOneError](err)
			require.True(t, ok)
			require.Equal(t, "name", notOne.Argument)
			require.EqualError(t, err, test.want)
		})
	}

	// Half a list proves nothing.
	broken := errors.New("page 2 is missing")
	_, err = only("Builders", rows(broken, pair{"1", "Builders"}))
	require.ErrorIs(t, err, broken)
}
