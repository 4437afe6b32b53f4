package workspace365_test

import (
	"io"
	"net"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// raw accepts one connection, answers the request on it, and returns its head byte by
// byte: net/http's server would show the names of headers in a spelling of its own.
func raw(t *testing.T) (base string, head <-chan string) {
	t.Helper()
	var config net.ListenConfig
	listener, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = listener.Close() })
	heads := make(chan string, 1)
	go func() {
		defer close(heads)
		connection, err := listener.Accept()
		if err != nil {
			return
		}
		defer connection.Close() //nolint:errcheck // The client has its answer.
		var text strings.Builder
		for one := make([]byte, 1); !strings.HasSuffix(text.String(), "\r\n\r\n"); {
			if _, err := connection.Read(one); err != nil {
				return
			}
			text.Write(one)
		}
		heads <- text.String()
		_, _ = io.WriteString(connection, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 6\r\nConnection: close\r\n\r\n\"acme\"")
	}()
	return "http://" + listener.Addr().String(), heads
}

// The bytes of a request: the documents spell the headers so, and demand a length of
// nothing where there is no body.
func TestWire(t *testing.T) {
	t.Parallel()
	for name, line := range map[string]string{
		"activate":                         "PUT /Provisioning/Environment/acme/Activate/ HTTP/1.1\r\n",
		"deactivate":                       "PUT /Provisioning/Environment/acme/Deactivate/ HTTP/1.1\r\n",
		"create with a temporary password": "POST /Provisioning/Environment/?version=2.0 HTTP/1.1\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			base, heads := raw(t)
			require.NoError(t, operations[name].run(t.Context(), clientOf(t, base)))
			head := <-heads
			require.True(t, strings.HasPrefix(head, line), head)
			for _, header := range []string{"ProvisioningKey: " + key, "X-Requested-With: XMLHttpRequest", "Accept: application/json"} {
				require.Equal(t, 1, strings.Count(head, "\r\n"+header+"\r\n"), "%s in:\n%s", header, head)
			}
			require.NotContains(t, head, "Transfer-Encoding")
			if operations[name].body == "" {
				require.Contains(t, head, "\r\nContent-Length: 0\r\n")
			}
		})
	}
}
