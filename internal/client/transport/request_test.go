package transport_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

func TestEscapeSegment(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"209":                   "209",
		"pf-APHDLgAD_c.TX~tz":   "pf-APHDLgAD_c.TX~tz",
		"EAM10:XV303":           "EAM10%3AXV303",
		"a/b":                   "a%2Fb",
		"a b+c":                 "a%20b%2Bc",
		"a%2Fb":                 "a%252Fb",
		"?#;=&@$,!*'()[]":       "%3F%23%3B%3D%26%40%24%2C%21%2A%27%28%29%5B%5D",
		"ü€":                    "%C3%BC%E2%82%AC",
		"\n":                    "%0A",
		"../managed_users/1234": "..%2Fmanaged_users%2F1234",
	} {
		require.Equal(t, want, transport.EscapeSegment(value))
	}
}

func FuzzEscapeSegment(f *testing.F) {
	for _, seed := range []string{"", "AM10:XV303", "a/b c+d%", "\xff\x00", "ü"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		escaped := transport.EscapeSegment(value)
		for _, b := range []byte(escaped) {
			if b == '/' || b == '?' || b == '#' || b == '+' || b <= ' ' || b > '~' {
				t.Fatalf("%q gives %q", value, escaped)
			}
		}
		back, err := url.PathUnescape(escaped)
		if err != nil || back != value {
			t.Fatalf("%q gives %q, which is %q again (%v)", value, escaped, back, err)
		}
	})
}

func TestNewPath(t *testing.T) {
	t.Parallel()
	require.Equal(t, "/things/{id}/parts/{part}", transport.NewPath("/things/{id}/parts/{part}", "1", "2").String())
	require.Panics(t, func() { transport.NewPath("/things/{id}") })
	require.Panics(t, func() { transport.NewPath("/things/{id}", "1", "2") })
}

func TestRequest_path(t *testing.T) {
	t.Parallel()
	send := func(t *testing.T, base string, path transport.Path) (*http.Request, error) {
		t.Helper()
		var seen *http.Request
		client := transport.New(transport.Config{BaseURL: parse(t, base), Backoff: 1, Base: roundTripper(func(req *http.Request) (*http.Response, error) {
			seen = req
			return reply(200, nil, `{"id":"7"}`), nil
		})})
		_, err := transport.Do(t.Context(), client, transport.Request{Method: http.MethodDelete, Path: path}, decodeThing)
		return seen, err
	}

	t.Run("values stay one segment each", func(t *testing.T) {
		t.Parallel()
		for base, want := range map[string]string{
			"https://x.test":         "https://x.test/things/a%2Fb%25%7Bpart%7D/parts/EAM10%3AXV303",
			"https://x.test/w%20x/y": "https://x.test/w%20x/y/things/a%2Fb%25%7Bpart%7D/parts/EAM10%3AXV303",
		} {
			seen, err := send(t, base, transport.NewPath("/things/{id}/parts/{part}", "a/b%{part}", "EAM10:XV303"))
			require.NoError(t, err)
			require.Equal(t, want, seen.URL.String())
		}
	})

	// Such a value would turn the deletion of one thing into that of another.
	t.Run("values that name another path", func(t *testing.T) {
		t.Parallel()
		for _, value := range []string{"", ".", ".."} {
			seen, err := send(t, "https://x.test", transport.NewPath("/things/{id}/parts/{part}", "1", value))
			require.Nil(t, seen)
			require.Equal(t, transport.OutcomeNotSent, transport.OutcomeOf(err))
			require.ErrorContains(t, err, "is no id that could be part of the path")
		}
	})

	t.Run("a body that JSON cannot hold", func(t *testing.T) {
		t.Parallel()
		client := transport.New(transport.Config{BaseURL: parse(t, "https://x.test"), Backoff: 1, Base: roundTripper(func(*http.Request) (*http.Response, error) {
			t.Error("nothing was to be sent")
			return reply(200, nil, "{}"), nil
		})})
		_, err := transport.Do(t.Context(), client, transport.Request{Method: http.MethodPost, Path: transport.NewPath("/things"), Body: make(chan int)}, decodeThing)
		require.Equal(t, transport.OutcomeNotSent, transport.OutcomeOf(err))
		require.ErrorContains(t, err, "encoding the body of POST /things")
	})
}
