package acctest

import (
	"net/http"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/reached"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// answers are the endpoints that have answered the provider; what a test asks for by itself does not count.
type answers map[sandbox.Endpoint]bool

func (a answers) add(r *http.Request, endpoint sandbox.Endpoint) {
	if strings.HasPrefix(r.UserAgent(), "terraform-provider-workato/") {
		a[endpoint] = true
	}
}

// record writes them down for a test, if that is asked for.
func (a answers) record(t *testing.T) {
	t.Helper()
	var endpoints []string
	for endpoint := range a {
		endpoints = append(endpoints, endpoint.String())
	}
	if len(endpoints) > 0 {
		record(t, reached.Record{Endpoints: endpoints})
	}
}

// recorded holds which types of which tests have been written down.
var recorded sync.Map

// recordType writes down that a test uses a type, such as "resource workato_project", if that is asked for.
func recordType(t *testing.T, name string) {
	t.Helper()
	if _, done := recorded.LoadOrStore(t.Name()+" "+name, true); !done {
		record(t, reached.Record{Types: []string{name}})
	}
}

var usedTypes = regexp.MustCompile(`(?m)^\s*(resource|data)\s+"(\w+)"`)

// recordConfig writes down which types are in a configuration.
func recordConfig(t *testing.T, config string) {
	t.Helper()
	for _, match := range usedTypes.FindAllStringSubmatch(config, -1) {
		kind := match[1]
		if kind == "data" {
			kind = "data source"
		}
		recordType(t, kind+" "+match[2])
	}
}

func record(t *testing.T, entry reached.Record) {
	t.Helper()
	directory := os.Getenv(reached.Variable) //nolint:forbidigo // This is no part of the provider; `make test` sets it.
	if directory == "" {
		return
	}
	require.NoError(t, reached.Append(directory, t.Name(), entry))
}
