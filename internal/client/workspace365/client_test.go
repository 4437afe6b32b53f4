package workspace365_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/workspace365"
)

// key is a provisioning key that opens nothing.
const key = "00000000-fake-0000-0000-000000000000"

// sent is a request as it arrived.
type sent struct {
	call, body string
	header     http.Header
	length     int64
	encoding   []string
}

// service answers what answer says, and remembers what arrived.
type service struct {
	mutex  sync.Mutex
	sent   []sent
	answer func(r *http.Request) (status int, body string)
}

// ServeHTTP implements http.Handler.
func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	s.mutex.Lock()
	s.sent = append(s.sent, sent{r.Method + " " + r.URL.RequestURI(), string(body), r.Header, r.ContentLength, r.TransferEncoding})
	s.mutex.Unlock()
	status, text := s.answer(r)
	if location, ok := strings.CutPrefix(text, "to "); ok {
		w.Header().Set("Location", location)
		text = ""
	}
	if strings.HasPrefix(text, "<") {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
	}
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text)
}

// calls returns the requests so far.
func (s *service) calls() []string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	out := []string{}
	for _, r := range s.sent {
		out = append(out, r.call)
	}
	return out
}

// lists returns how many lists were read so far.
func (s *service) lists() int {
	n := 0
	for _, c := range s.calls() {
		if c == list {
			n++
		}
	}
	return n
}

// always answers everything with one body.
func always(status int, body string) *service {
	return &service{answer: func(*http.Request) (int, string) { return status, body }}
}

func serve(t *testing.T, handler http.Handler) string {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.URL
}

// clientOf returns a client for a base URL.
func clientOf(t *testing.T, base string) *workspace365.Client {
	t.Helper()
	parsed, err := transport.ParseBaseURL(base)
	require.NoError(t, err)
	return workspace365.New(transport.Config{
		BaseURL: parsed, Credentials: workspace365.Credentials(key), Backoff: time.Nanosecond, Timeout: 10 * time.Second,
	}, time.Millisecond, shared.DefaultAges)
}

func (s *service) client(t *testing.T) *workspace365.Client {
	t.Helper()
	return clientOf(t, serve(t, s))
}

var admin = workspace365.Admin{Email: "ada@acme.example", FirstName: "Ada", LastName: "Example", Password: "fake-password"}

// operations are all calls of the API, by name.
var operations = map[string]struct {
	run        func(context.Context, *workspace365.Client) error
	call, body string
}{
	"list": {func(ctx context.Context, c *workspace365.Client) error {
		_, err := c.Environments(ctx)
		return err
	}, "GET /Provisioning/Environment/", ""},
	"create": {func(ctx context.Context, c *workspace365.Client) error {
		_, err := c.Create(ctx, "Acme Corp", admin)
		return err
	}, "POST /Provisioning/Environment/", `{"EnvironmentName":"Acme Corp","EmailAddress":"ada@acme.example","FirstName":"Ada","LastName":"Example","Password":"fake-password"}`},
	"create with a temporary password": {func(ctx context.Context, c *workspace365.Client) error {
		_, err := c.CreateV2(ctx, "acme", admin)
		return err
	}, "POST /Provisioning/Environment/?version=2.0", `{"EnvironmentName":"acme","EmailAddress":"ada@acme.example","FirstName":"Ada","LastName":"Example"}`},
	"create empty": {func(ctx context.Context, c *workspace365.Client) error {
		licenses := int64(0)
		_, err := c.CreateEmpty(ctx, "acme", "ada@acme.example", &licenses)
		return err
	}, "POST /Provisioning/Environment/acme/", `{"EnvironmentName":"acme","EmailAddress":"ada@acme.example","LicenseCount":0}`},
	"create empty without licences": {func(ctx context.Context, c *workspace365.Client) error {
		_, err := c.CreateEmpty(ctx, "Acme Corp", "ada@acme.example", nil)
		return err
	}, "POST /Provisioning/Environment/Acme%20Corp/", `{"EnvironmentName":"Acme Corp","EmailAddress":"ada@acme.example"}`},
	"validate": {func(ctx context.Context, c *workspace365.Client) error {
		_, err := c.Validate(ctx, "acme", admin)
		return err
	}, "POST /Provisioning/Environment/Validate/", `{"EnvironmentName":"acme","EmailAddress":"ada@acme.example","FirstName":"Ada","LastName":"Example","Password":"fake-password"}`},
	"activate": {func(ctx context.Context, c *workspace365.Client) error {
		return c.SetActive(ctx, "acme", true)
	}, "PUT /Provisioning/Environment/acme/Activate/", ""},
	"deactivate": {func(ctx context.Context, c *workspace365.Client) error {
		return c.SetActive(ctx, "acme", false)
	}, "PUT /Provisioning/Environment/acme/Deactivate/", ""},
	"delete": {func(ctx context.Context, c *workspace365.Client) error {
		return c.Delete(ctx, "acme")
	}, "DELETE /Provisioning/Environment/acme/", ""},
}

// Each call as it goes over the wire: path with its slash, headers spelled as in the
// documents, body, and Content-Length: 0 where there is none.
func TestClient_U12_U13_U15_wire(t *testing.T) {
	t.Parallel()
	for name, test := range operations {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &service{answer: func(r *http.Request) (int, string) {
				if r.Method == http.MethodGet {
					return http.StatusOK, `["acme"]`
				}
				return http.StatusOK, `"acme"`
			}}
			require.NoError(t, test.run(t.Context(), s.client(t)))
			require.Len(t, s.sent, 1)
			got := s.sent[0]
			require.Equal(t, test.call, got.call)
			require.Equal(t, test.body, got.body)
			require.Equal(t, key, got.header.Get("ProvisioningKey"))
			require.Equal(t, "XMLHttpRequest", got.header.Get("X-Requested-With"))
			require.Equal(t, "application/json", got.header.Get("Accept"))
			require.Empty(t, got.header.Get("Authorization"))
			require.Empty(t, got.encoding, "a chunked request would earn a 411")
			require.Equal(t, int64(len(test.body)), got.length)
			if test.body == "" {
				require.Empty(t, got.header.Get("Content-Type"))
			} else {
				require.Equal(t, "application/json", got.header.Get("Content-Type"))
			}
		})
	}
}

// The base URL is the address of the instance, with or without /Provisioning, and
// with or without a slash.
func TestClient_U22_baseURL(t *testing.T) {
	t.Parallel()
	for suffix, want := range map[string]string{
		"":                    "GET /Provisioning/Environment/",
		"/":                   "GET /Provisioning/Environment/",
		"/Provisioning":       "GET /Provisioning/Environment/",
		"/Provisioning/":      "GET /Provisioning/Environment/",
		"/Provisioning//":     "GET /Provisioning/Environment/",
		"/sub":                "GET /sub/Provisioning/Environment/",
		"/sub/Provisioning/":  "GET /sub/Provisioning/Environment/",
		"/Provisioning/other": "GET /Provisioning/other/Provisioning/Environment/",
	} {
		s := always(http.StatusOK, `[]`)
		base := serve(t, s)
		client := clientOf(t, base+suffix)
		_, err := client.Environments(t.Context())
		require.NoError(t, err)
		require.Equal(t, []string{want}, s.calls(), suffix)
		path := strings.TrimSuffix(strings.TrimPrefix(want, "GET "), "/Provisioning/Environment/")
		require.Equal(t, base+path, client.Instance(), suffix)
	}
}

// Two spellings of one address are one instance.
func TestClient_instance(t *testing.T) {
	t.Parallel()
	for base, want := range map[string]string{
		"https://Portal.Workspace365.example":               "https://portal.workspace365.example",
		"HTTPS://portal.workspace365.example/Provisioning/": "https://portal.workspace365.example",
		"https://portal.workspace365.example/Sub/":          "https://portal.workspace365.example/Sub",
		"https://portal.workspace365.example:8443":          "https://portal.workspace365.example:8443",
	} {
		require.Equal(t, want, clientOf(t, base).Instance())
	}
}

// A redirect is never followed: a PUT would become a GET, and the key would go
// wherever the answer says.
func TestClient_redirects(t *testing.T) {
	t.Parallel()
	elsewhere := always(http.StatusOK, `["acme"]`)
	target := serve(t, elsewhere)
	for name, test := range operations {
		for _, status := range []int{http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect} {
			t.Run(fmt.Sprint(name, " ", status), func(t *testing.T) {
				t.Parallel()
				s := always(status, "to "+target+"/SignIn")
				err := test.run(t.Context(), s.client(t))
				require.ErrorContains(t, err, "the service redirects to "+strings.TrimPrefix(target, "http://")+", and redirects are not followed")
				require.Len(t, s.calls(), 1, "nothing was sent again")
			})
		}
	}
	t.Cleanup(func() { require.Empty(t, elsewhere.calls(), "the key went elsewhere") })
}

// A write is sent once, whatever the answer; a list is read again.
func TestClient_U16_repeats(t *testing.T) {
	t.Parallel()
	for name, test := range operations {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := always(http.StatusInternalServerError, `{"message":"An error has occurred."}`)
			err := test.run(t.Context(), s.client(t))
			require.True(t, transport.HasStatus(err, http.StatusInternalServerError))
			require.Equal(t, transport.OutcomeAmbiguous, transport.OutcomeOf(err))
			if strings.HasPrefix(test.call, "GET") {
				require.Len(t, s.calls(), 4)
			} else {
				require.Equal(t, []string{test.call}, s.calls())
			}
		})
	}
}

// What an answer to a create says, or that it cannot be understood, which is
// nothing that may be taken for a refusal.
func TestClient_created(t *testing.T) {
	t.Parallel()
	got, err := always(http.StatusOK, bom+`{"EnvironmentName":"acme","TemporaryPassword":"fake"}`).client(t).CreateV2(t.Context(), "Acme", admin)
	require.NoError(t, err)
	require.Equal(t, workspace365.Created{Name: "acme", TemporaryPassword: "fake"}, got)
	for body, says := range map[string]string{
		``:                         "the answer is empty",
		`{"temporaryPassword":"x"`: "the answer could not be read: it holds no name",
		`{"created":true}`:         "the answer could not be read: it holds no name",
		`<html>Sign in</html>`:     "the answer is a web page instead of JSON: <html>Sign in</html>",
	} {
		_, err := always(http.StatusOK, body).client(t).CreateV2(t.Context(), "acme", admin)
		require.ErrorContains(t, err, says)
		require.Equal(t, transport.OutcomeAmbiguous, transport.OutcomeOf(err), body)
	}
}

// A success without a body is one.
func TestClient_done(t *testing.T) {
	t.Parallel()
	for status, body := range map[int]string{http.StatusOK: "", http.StatusNoContent: "", http.StatusAccepted: `"The Environment was set to active"`} {
		client := always(status, body).client(t)
		require.NoError(t, client.SetActive(t.Context(), "acme", false))
		require.NoError(t, client.Delete(t.Context(), "acme"))
	}
}

// Neither key nor password is in an error, even if the service echoes them.
func TestClient_secrets(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		`[{"errorMessage":"fake-password is too short for ` + key + `","memberNames":["Password"]}]`,
		`{"message":"` + key + `","modelState":{"Password":["fake-password"]}}`,
		`<html>fake-password ` + key + `</html>`,
		`fake-password ` + key,
	} {
		client := always(http.StatusBadRequest, body).client(t)
		_, created := client.Create(t.Context(), "acme", admin)
		_, validated := client.Validate(t.Context(), "acme", admin)
		for _, err := range []error{created, validated} {
			require.Error(t, err)
			require.NotContains(t, fmt.Sprintf("%v %+v %#v", err, err, err), "fake-password")
			require.NotContains(t, fmt.Sprintf("%v %+v %#v", err, err, err), key)
		}
	}
}

// Log lines name calls and statuses, and nothing that was sent or answered.
func TestClient_logs(t *testing.T) {
	t.Parallel()
	base, err := transport.ParseBaseURL(serve(t, always(http.StatusOK, `{"environmentName":"acme","temporaryPassword":"fake-once","registerUrl":"https://x.example/fake-invitation"}`)))
	require.NoError(t, err)
	var mutex sync.Mutex
	var lines strings.Builder
	client := workspace365.New(transport.Config{
		BaseURL: base, Credentials: workspace365.Credentials(key), Backoff: time.Nanosecond,
		Log: func(_ context.Context, _ slog.Level, message string, fields map[string]any) {
			mutex.Lock()
			defer mutex.Unlock()
			fmt.Fprintln(&lines, message, fields)
		},
	}, time.Millisecond, shared.DefaultAges)
	for _, test := range operations {
		_ = test.run(t.Context(), client)
	}
	require.Equal(t, len(operations), strings.Count(lines.String(), "\n"))
	require.Contains(t, lines.String(), "route:/Environment/{name}/Activate/")
	for _, secret := range []string{key, admin.Password, admin.Email, "fake-once", "fake-invitation", "acme"} {
		require.NotContains(t, lines.String(), secret)
	}
}

// A list that does not end is not read into memory.
func TestClient_U24_size(t *testing.T) {
	t.Parallel()
	_, err := always(http.StatusOK, `["`+strings.Repeat("a", 17<<20)+`"]`).client(t).Environments(t.Context())
	require.ErrorContains(t, err, "the answer is larger than 16 MiB")
}
