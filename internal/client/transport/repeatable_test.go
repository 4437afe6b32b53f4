package transport_test

import (
	"errors"
	"net/http"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// TestDo_U2_repeatable demands that a write whose answer was lost is sent again if it says
// that this does no harm, and only then.
func TestDo_U2_repeatable(t *testing.T) {
	t.Parallel()
	lost := map[string]func() (*http.Response, error){
		"dropped":     func() (*http.Response, error) { return nil, errors.New("connection reset") },
		"bad gateway": func() (*http.Response, error) { return reply(502, nil, "<html>"), nil },
		"login page": func() (*http.Response, error) {
			return reply(200, http.Header{"Content-Type": {"text/html"}}, "<html>"), nil
		},
		"no body": func() (*http.Response, error) { return reply(200, nil, ""), nil },
	}
	final := map[string]func() (*http.Response, error){
		"redirect": func() (*http.Response, error) {
			return reply(307, http.Header{"Location": {"https://elsewhere.example"}}, ""), nil
		},
		"refused": func() (*http.Response, error) { return reply(422, nil, `{"message":"no"}`), nil },
		"panic":   func() (*http.Response, error) { panic("token") },
	}
	send := func(t *testing.T, first func() (*http.Response, error), repeatable bool) (calls int, err error) {
		t.Helper()
		synctest.Test(t, func(t *testing.T) {
			client := transport.New(transport.Config{
				BaseURL: parse(t, "https://api.example.test"),
				Base: roundTripper(func(*http.Request) (*http.Response, error) {
					if calls++; calls == 1 {
						return first()
					}
					return reply(200, nil, `{"id":"7"}`), nil
				}),
			})
			request := post()
			request.Method, request.Repeatable = http.MethodPut, repeatable
			_, err = transport.Do(t.Context(), client, request, decodeThing)
		})
		return calls, err
	}
	for name, first := range lost {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			calls, err := send(t, first, true)
			require.NoError(t, err)
			require.Equal(t, 2, calls)
			calls, err = send(t, first, false)
			require.Error(t, err)
			require.Equal(t, transport.OutcomeAmbiguous, transport.OutcomeOf(err))
			require.Equal(t, 1, calls)
		})
	}
	for name, first := range final {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			calls, err := send(t, first, true)
			require.Error(t, err)
			require.Equal(t, 1, calls)
		})
	}
}

// TestDo_C15_panicWhileDecoding demands that a panic leaves open what a write did, and
// tells none of its values.
func TestDo_C15_panicWhileDecoding(t *testing.T) {
	t.Parallel()
	client := transport.New(transport.Config{
		BaseURL: parse(t, "https://api.example.test"),
		Base:    roundTripper(func(*http.Request) (*http.Response, error) { return reply(200, nil, `{"id":"7"}`), nil }),
	})
	_, err := transport.Do(t.Context(), client, post(), func([]byte) (thing, error) { panic("s3cret") })
	require.ErrorContains(t, err, "the provider has a bug: a panic with a string")
	require.ErrorContains(t, err, "TestDo_C15_panicWhileDecoding", "where it happened")
	require.NotContains(t, err.Error(), "s3cret")
	require.Equal(t, transport.OutcomeAmbiguous, transport.OutcomeOf(err))
}
