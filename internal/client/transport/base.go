package transport

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net/http"
	"os"

	"github.com/hashicorp/go-cleanhttp"
)

// Base returns the round tripper at the bottom of a client: pooled connections, TLS 1.2
// or later, the proxy that HTTPS_PROXY and NO_PROXY name, and the certificate authorities
// of the system. caFile, unless it is empty, is a file in PEM format with more of them,
// such as that of a company's own proxy.
func Base(caFile string) (*http.Transport, error) {
	base := pooled()
	if caFile == "" {
		return base, nil
	}
	pem, err := os.ReadFile(caFile) //nolint:gosec // The user names the file.
	if err != nil {
		return nil, fmt.Errorf("the file cannot be read: %w", err)
	}
	roots, err := x509.SystemCertPool()
	if err != nil {
		return nil, fmt.Errorf("the certificate authorities of the system cannot be read: %w", err)
	}
	if !roots.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("the file %s holds no certificate in PEM format", caFile)
	}
	base.TLSClientConfig.RootCAs = roots
	return base, nil
}

// pooled returns a round tripper that trusts the system alone.
func pooled() *http.Transport {
	base := cleanhttp.DefaultPooledTransport()
	base.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	// With HTTP/2, net/http sends a request again by itself after some errors of the
	// service, be it a write that was carried out: golang/go#42777.
	base.ForceAttemptHTTP2 = false
	base.Protocols = new(http.Protocols)
	base.Protocols.SetHTTP1(true)
	// As many as Terraform works at by default.
	base.MaxIdleConnsPerHost = 10
	return base
}
