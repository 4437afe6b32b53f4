package provider_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"maps"
	"net/http"
	"net/url"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/acctest"
	"github.com/seed7333113f/terraform-provider-workato/internal/acctest/faults"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
	"github.com/seed7333113f/terraform-provider-workato/internal/provider"
	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// Where not everything is asked for, a type without secrets of its own is tried with one
// of so many ways to fail, and of the configurations of another one in each way one of so
// many.
const (
	sampledWays     = 6
	sampledExhibits = 3
)

// blabber is a service that answers writes, or everything, with what it was sent, in each
// way in which a service could do that.
type blabber struct {
	next http.RoundTripper
	// reads says that reads get such an answer, too.
	reads bool
	// blab is what it makes of what it was sent.
	blab func(req *http.Request, said string) (*http.Response, error)
}

// RoundTrip implements http.RoundTripper.
func (b blabber) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Method == http.MethodGet && !b.reads {
		return b.next.RoundTrip(req)
	}
	var body []byte
	if req.Body != nil {
		var err error
		if body, err = io.ReadAll(req.Body); err != nil {
			return nil, err
		}
	}
	var said strings.Builder
	fmt.Fprintf(&said, "%s %s ", req.Method, req.URL)
	for _, name := range slices.Sorted(maps.Keys(req.Header)) {
		fmt.Fprintf(&said, "%s: %s ", name, strings.Join(req.Header[name], ","))
	}
	said.Write(body)
	resp, err := b.blab(req, said.String())
	if resp != nil {
		resp.Request = req
	}
	return resp, err
}

func answering(status int, header http.Header, body string) (*http.Response, error) {
	return &http.Response{StatusCode: status, Header: header, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body))}, nil
}

// jsonWith is an answer in JSON whose members hold a text each.
func jsonWith(status int, text string, members ...string) (*http.Response, error) {
	body := map[string]any{}
	for _, name := range members {
		body[name] = text
	}
	if slices.Contains(members, "errors") {
		body["errors"] = map[string]any{"name": []string{text}, "value": text, "admin_password": text}
	}
	return answering(status, http.Header{"Content-Type": {"application/json"}}, encoded(body))
}

// indiscretions are the ways in which what was sent comes back, or goes somewhere else.
func indiscretions() map[string]func(*http.Request, string) (*http.Response, error) {
	out := map[string]func(*http.Request, string) (*http.Response, error){
		"HTML": func(_ *http.Request, said string) (*http.Response, error) {
			return answering(http.StatusBadGateway, http.Header{"Content-Type": {"text/html"}}, "<html><pre>"+html.EscapeString(said)+"</pre>")
		},
		"HTML as success": func(_ *http.Request, said string) (*http.Response, error) {
			return answering(http.StatusOK, http.Header{"Content-Type": {"text/html"}}, "<html><pre>"+said+"</pre>")
		},
		"text": func(_ *http.Request, said string) (*http.Response, error) {
			return answering(http.StatusBadRequest, http.Header{"Content-Type": {"text/plain"}}, said)
		},
		"request id": func(_ *http.Request, said string) (*http.Response, error) {
			return answering(http.StatusInternalServerError, http.Header{"X-Request-Id": {said}}, "{}")
		},
		"id in the body": func(_ *http.Request, said string) (*http.Response, error) {
			return jsonWith(http.StatusInternalServerError, said, "message", "id")
		},
		"results": func(_ *http.Request, said string) (*http.Response, error) {
			return answering(http.StatusBadRequest, http.Header{}, encoded([]any{map[string]any{"errorMessage": said, "memberNames": []string{"Password", said}}}))
		},
		"success without sense": func(_ *http.Request, said string) (*http.Response, error) {
			return answering(http.StatusOK, http.Header{}, encoded(map[string]any{"message": said, "success": false}))
		},
		"success of another type": func(_ *http.Request, said string) (*http.Response, error) {
			return answering(http.StatusOK, http.Header{}, encoded(map[string]any{"id": []any{said}, "result": said, "data": said}))
		},
		"redirect": func(_ *http.Request, said string) (*http.Response, error) {
			return answering(http.StatusFound, http.Header{"Location": {"https://login.example.test/?" + url.QueryEscape(said)}}, said)
		},
		"redirect to a host": func(req *http.Request, _ string) (*http.Response, error) {
			token := strings.TrimPrefix(req.Header.Get("Authorization"), "Bearer ")
			return answering(http.StatusTemporaryRedirect, http.Header{"Location": {"https://" + token + ".example.test/"}}, "")
		},
		"URL error": func(req *http.Request, said string) (*http.Response, error) {
			return nil, &url.Error{Op: "Post", URL: req.URL.String() + "?" + said, Err: errors.New("connection reset: " + said)}
		},
		"panic":             func(_ *http.Request, said string) (*http.Response, error) { panic("sent: " + said) },
		"panic of an error": func(_ *http.Request, said string) (*http.Response, error) { panic(errors.New("sent: " + said)) },
	}
	for _, status := range []int{400, 401, 403, 409, 422, 500, 503} {
		out[fmt.Sprint(status)] = func(_ *http.Request, said string) (*http.Response, error) {
			return jsonWith(status, said, "message", "error", "errors")
		}
	}
	return out
}

// TestSecrets_S2_S3_errors makes every operation of every resource fail in every way in
// which what was sent could come back: no secret is in a message, in the state or beside
// it. Which secrets there are is taken from the schemas.
func TestSecrets_S2_S3_errors(t *testing.T) {
	t.Parallel()
	all := os.Getenv(faults.Variable) != ""
	search := newSearch()
	t.Run("all", func(t *testing.T) {
		for typeName, schema := range acctest.NewServer(t).Schemas().ResourceSchemas {
			ways := indiscretions() //nolint:bodyclose // The client closes what these answer.
			for i, way := range slices.Sorted(maps.Keys(ways)) {
				// What has secrets of its own is tried in all ways, the rest with a sample of them.
				own := len(secretsOf(typeName, schema)) + len(shownSecrets(schema.Block.Attributes))
				if own == 0 && !all && (i+len(typeName))%sampledWays != 0 {
					continue
				}
				blab := ways[way]
				t.Run(typeName+" "+way, func(t *testing.T) {
					t.Parallel()
					search.provoke(t, typeName, schema, blab, func(exhibit int) bool { return all || exhibit%sampledExhibits == i%sampledExhibits })
				})
			}
		}
	})
	found := search.judge(t, nil)
	require.Zero(t, found.Hits)
	require.Greater(t, found.Failures, 300)
	require.Subset(t, found.Canaries, everySecret(t, acctest.NewServer(t)))
	report(t, faults.SecretErrorsFile, found)
}

// provoke takes the exhibits of a type through operations that fail.
func (s *searched) provoke(t *testing.T, typeName string, schema *tfprotov6.Schema, blab func(*http.Request, string) (*http.Response, error), taken func(exhibit int) bool) {
	t.Helper()
	base, err := transport.Base("")
	require.NoError(t, err)
	t.Cleanup(base.CloseIdleConnections)
	w := acctest.NewWorld(t, sandbox.WithReadings(talkative()))
	settings := acctest.Object{
		"base_url": w.URL, "api_token": sandbox.DefaultToken, "requests": acctest.Object{"timeout": "5s", "settle": "1ms"},
		"workspace365": acctest.Object{"base_url": w.URL, "provisioning_key": sandbox.DefaultProvisioningKey},
	}
	serve := func(reads bool) *acctest.Server {
		server := acctest.NewServer(t, provider.WithRoundTripper(blabber{base, reads, blab}))
		require.Empty(t, server.Configure(t, settings))
		return server
	}
	honest := w.Server(t)
	shown := shownSecrets(schema.Block.Attributes)
	for i, e := range exhibits(t, w, typeName, schema) {
		if !taken(i) {
			continue
		}
		config := e.armed(t, s.canaries, 1, nil)
		for _, reads := range []bool{false, true} {
			server := serve(reads)
			s.apply(t, server, server.Absent(t, typeName), config)
		}
		made := honest.Instance(t, typeName)
		if len(made.Apply(t, config).Errors()) > 0 {
			continue // One of an earlier exhibit is in its way.
		}
		for _, name := range shown {
			if text, isText := made.Value(t, name).(string); isText {
				s.canaries.add(typeName+"."+name, text)
			}
		}
		server := serve(true)
		_, diags := server.Read(t, made.State)
		s.failed(diags)
		s.apply(t, serve(false), made.State, e.armed(t, s.canaries, 2, nil))
		s.apply(t, serve(true), made.State, nil)
		made.Apply(t, nil)
	}
}

// apply plans and applies, and searches what comes out.
func (s *searched) apply(t *testing.T, server *acctest.Server, prior acctest.State, config acctest.Object) {
	t.Helper()
	plan, diags := server.Plan(t, prior, config)
	s.failed(diags)
	if len(diags.Errors()) > 0 {
		return
	}
	state, diags := server.Apply(t, plan)
	s.failed(diags)
	s.in(placePrivate, state.Private()+"{}")
	attributes := maps.Clone(state.Attributes)
	// Where the state has a secret by design, it has it before, too.
	for name, value := range prior.Attributes {
		if reflect.DeepEqual(attributes[name], value) {
			delete(attributes, name)
		}
	}
	s.in(placeState, fmt.Sprint(attributes))
}

// failed searches the messages of an operation.
func (s *searched) failed(diags acctest.Diagnostics) {
	if len(diags.Errors()) > 0 {
		s.mutex.Lock()
		s.failures++
		s.mutex.Unlock()
	}
	s.in(placeMessages, diags.String()+" ")
}

// TestSecrets_S2_S7_providerBlock has credentials that cannot be sent: the message does
// not repeat them, and no call is made.
func TestSecrets_S2_S7_providerBlock(t *testing.T) {
	t.Parallel()
	const secret = "canary-of-the-provider-block"
	for name, spoil := range map[string]string{
		"a line break": secret + "\n", "a blank": secret + " x", "a byte order mark": "\ufeff" + secret, "not ASCII": secret + "é",
		"a control character": secret + "\x00", "a blank before": " " + secret,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := acctest.NewAccount(t)
			for _, config := range []acctest.Object{
				{"base_url": account.URL, "api_token": spoil},
				{"base_url": account.URL, "api_token": sandbox.DefaultToken, "workspace365": acctest.Object{"base_url": account.URL, "provisioning_key": spoil}},
				{"base_url": "https://ada:" + secret + "@workato.example", "api_token": sandbox.DefaultToken},
				{"base_url": account.URL + "/?token=" + secret, "api_token": sandbox.DefaultToken},
			} {
				server := acctest.NewServer(t)
				diags := server.ValidateProvider(t, config)
				require.NotEmpty(t, diags.Errors(), "a clear error before any call")
				diags = append(diags, server.Configure(t, config)...)
				for _, typeName := range []string{"workato_managed_customers", "workspace365_environments"} {
					_, said := server.Data(t, typeName, acctest.Object{})
					diags = append(diags, said...)
				}
				require.NotContains(t, diags.String(), secret)
			}
			for _, request := range account.Requests() {
				require.NotContains(t, request.Query+request.Path, secret)
			}
		})
	}
}

func encoded(value any) string {
	var b bytes.Buffer
	if err := json.NewEncoder(&b).Encode(value); err != nil {
		return err.Error()
	}
	return b.String()
}
