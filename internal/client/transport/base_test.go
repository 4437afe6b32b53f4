package transport_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// tlsServer is one whose certificate nobody knows but the returned file. It counts calls.
func tlsServer(t *testing.T, config *tls.Config) (server *httptest.Server, caFile string, calls *atomic.Int64) {
	t.Helper()
	calls = &atomic.Int64{}
	server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		calls.Add(1)
		_, _ = w.Write([]byte(`{}`))
	}))
	server.TLS = config
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	caFile = filepath.Join(t.TempDir(), "ca.pem")
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	require.NoError(t, os.WriteFile(caFile, block, 0o600))
	return server, caFile, calls
}

// send sends a write, which is repeated only if it was certainly not sent.
func send(t *testing.T, base *http.Transport, address string) *transport.Error {
	t.Helper()
	target, err := url.Parse(address)
	require.NoError(t, err)
	c := transport.New(transport.Config{BaseURL: target, Base: base, Backoff: 1, Credentials: http.Header{"Authorization": {"Bearer " + canary}}})
	t.Cleanup(base.CloseIdleConnections)
	_, err = transport.Do(t.Context(), c, transport.Request{Method: http.MethodPost, Path: transport.NewPath("/things"), Body: map[string]any{}},
		func([]byte) (struct{}, error) { return struct{}{}, nil })
	if err == nil {
		return nil
	}
	var failure *transport.Error
	require.ErrorAs(t, err, &failure)
	require.NotContains(t, failure.Error(), canary)
	return failure
}

func TestTransport_S5_certificates(t *testing.T) {
	t.Parallel()
	server, caFile, calls := tlsServer(t, nil)
	base, err := transport.Base("")
	require.NoError(t, err)
	failure := send(t, base, server.URL)
	require.NotNil(t, failure)
	require.Equal(t, transport.OutcomeNotSent, failure.Outcome)
	require.Contains(t, failure.Message, "certificate signed by unknown authority")
	require.Zero(t, calls.Load())

	base, err = transport.Base(caFile)
	require.NoError(t, err)
	require.Nil(t, send(t, base, server.URL))
	require.EqualValues(t, 1, calls.Load())

	// The certificate is for 127.0.0.1 and example.com.
	failure = send(t, base, strings.Replace(server.URL, "127.0.0.1", "localhost", 1))
	require.NotNil(t, failure)
	require.Contains(t, failure.Message, "certificate is valid for")
	require.EqualValues(t, 1, calls.Load())
}

// A certificate that was valid once is not enough.
func TestTransport_S5_expired(t *testing.T) {
	t.Parallel()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-48 * time.Hour), NotAfter: time.Now().Add(-24 * time.Hour),
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	require.NoError(t, err)
	server, caFile, calls := tlsServer(t, &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{{Certificate: [][]byte{raw}, PrivateKey: key}}})
	base, err := transport.Base(caFile)
	require.NoError(t, err)
	failure := send(t, base, server.URL)
	require.NotNil(t, failure)
	require.Equal(t, transport.OutcomeNotSent, failure.Outcome)
	require.Contains(t, failure.Message, "certificate has expired")
	require.Zero(t, calls.Load())
}

func TestTransport_S5_oldTLS(t *testing.T) {
	t.Parallel()
	server, caFile, calls := tlsServer(t, &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}) //nolint:gosec // It is to be refused.
	base, err := transport.Base(caFile)
	require.NoError(t, err)
	failure := send(t, base, server.URL)
	require.NotNil(t, failure)
	require.Equal(t, transport.OutcomeNotSent, failure.Outcome)
	require.Contains(t, failure.Message, "protocol version")
	require.Zero(t, calls.Load())
}

func TestBase_caFile(t *testing.T) {
	t.Parallel()
	_, err := transport.Base(filepath.Join(t.TempDir(), "missing.pem"))
	require.ErrorContains(t, err, "the file cannot be read")
	empty := filepath.Join(t.TempDir(), "empty.pem")
	require.NoError(t, os.WriteFile(empty, []byte("nothing"), 0o600))
	_, err = transport.Base(empty)
	require.ErrorContains(t, err, "holds no certificate in PEM format")
	base, err := transport.Base("")
	require.NoError(t, err)
	require.NotNil(t, base.Proxy, "the variables for proxies are honoured")
}

// TestTransport_S6_proxy has a proxy that forwards, and several that refuse: then the call was not
// sent, and may be repeated.
func TestTransport_S6_proxy(t *testing.T) {
	t.Parallel()
	server, caFile, calls := tlsServer(t, nil)
	for name, test := range map[string]struct {
		answer http.HandlerFunc
		says   string
	}{
		"forwards":         {tunnel, ""},
		"wants a password": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusProxyAuthRequired) }, "Proxy Authentication Required"},
		"is broken": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(http.StatusBadGateway)
			_, _ = w.Write([]byte("<html>Bad gateway</html>"))
		}, "Bad Gateway"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var seen atomic.Int64
			proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				seen.Add(1)
				if r.Header.Get("Authorization") != "" {
					seen.Add(1000)
				}
				test.answer(w, r)
			}))
			t.Cleanup(proxy.Close)
			at, err := url.Parse(proxy.URL)
			require.NoError(t, err)
			base, err := transport.Base(caFile)
			require.NoError(t, err)
			base.Proxy = http.ProxyURL(at)
			failure := send(t, base, server.URL)
			require.Less(t, seen.Load(), int64(1000), "the proxy got the credentials")
			if test.says == "" {
				require.Nil(t, failure)
				require.EqualValues(t, 1, calls.Load())
				return
			}
			require.NotNil(t, failure)
			require.Equal(t, transport.OutcomeNotSent, failure.Outcome)
			require.Contains(t, failure.Message, test.says)
			require.EqualValues(t, 4, seen.Load(), "what was not sent is tried again")
		})
	}
}

// tunnel is what a proxy does for CONNECT.
func tunnel(w http.ResponseWriter, r *http.Request) {
	var dialer net.Dialer
	target, err := dialer.DialContext(r.Context(), "tcp", r.Host)
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	w.WriteHeader(http.StatusOK)
	client, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	go func() {
		_, _ = io.Copy(target, client)
		_ = target.Close()
	}()
	_, _ = io.Copy(client, target)
	_ = client.Close()
}
