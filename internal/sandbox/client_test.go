package sandbox_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

// object is a decoded JSON object.
type object = map[string]any

// client talks to a sandbox over HTTP the way the documents describe, and with
// nothing of the provider's own client.
type client struct {
	t     *testing.T
	sb    *sandbox.Sandbox
	url   string
	token string
}

// start serves a sandbox without customers.
func start(t *testing.T, opts ...sandbox.Option) *client {
	t.Helper()
	return startSeeded(t, append([]sandbox.Option{sandbox.WithoutSeed()}, opts...)...)
}

// startSeeded serves a sandbox with the customers of a fresh one.
func startSeeded(t *testing.T, opts ...sandbox.Option) *client {
	t.Helper()
	sb := sandbox.New(opts...)
	server := httptest.NewServer(sb)
	t.Cleanup(server.Close)
	return &client{t: t, sb: sb, url: server.URL, token: sandbox.DefaultToken}
}

// answer is a reply that has been read.
type answer struct {
	t      *testing.T
	status int
	header http.Header
	raw    string
}

// call sends a request whose body is JSON, or nothing when it is nil.
func (c *client) call(method, path string, body any) answer {
	c.t.Helper()
	got, err := c.try(method, path, body)
	require.NoError(c.t, err)
	return got
}

// try is call for requests that may end without an answer.
func (c *client) try(method, path string, body any) (answer, error) {
	c.t.Helper()
	var reader io.Reader
	if body != nil {
		raw, err := json.Marshal(body)
		require.NoError(c.t, err)
		reader = bytes.NewReader(raw)
	}
	request, err := http.NewRequestWithContext(c.t.Context(), method, c.url+path, reader)
	require.NoError(c.t, err)
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	return c.send(request)
}

func (c *client) send(request *http.Request) (answer, error) {
	c.t.Helper()
	if c.token != "" {
		request.Header.Set("Authorization", "Bearer "+c.token)
	}
	// A connection per request: the transport must not repeat a request whose
	// connection was dropped.
	transport := &http.Transport{DisableKeepAlives: true}
	response, err := transport.RoundTrip(request)
	if err != nil {
		return answer{}, err
	}
	defer func() { _ = response.Body.Close() }()
	raw, err := io.ReadAll(response.Body)
	return answer{t: c.t, status: response.StatusCode, header: response.Header, raw: string(raw)}, err
}

// must calls and insists on 200 with a JSON object.
func (c *client) must(method, path string, body any) object {
	c.t.Helper()
	return c.call(method, path, body).object(http.StatusOK)
}

func (a answer) object(status int) object {
	a.t.Helper()
	require.Equal(a.t, status, a.status, a.raw)
	var value object
	require.NoError(a.t, json.Unmarshal([]byte(a.raw), &value), a.raw)
	return value
}

func (a answer) list() []any {
	a.t.Helper()
	require.Equal(a.t, http.StatusOK, a.status, a.raw)
	var value []any
	require.NoError(a.t, json.Unmarshal([]byte(a.raw), &value), a.raw)
	return value
}

// refused insists on a status and on words in the answer.
func (a answer) refused(status int, words string) {
	a.t.Helper()
	require.Equal(a.t, status, a.status, a.raw)
	require.Contains(a.t, a.raw, words)
}

// customer makes a customer and returns its path.
func (c *client) customer(fields object) string {
	c.t.Helper()
	body := object{"name": "Acme", "notification_email": "ops@acme.example"}
	maps.Copy(body, fields)
	return customerPath(c.must(http.MethodPost, "/api/managed_users", body)["id"])
}

func customerPath(id any) string {
	return "/api/managed_users/" + idText(id)
}

// idText spells an id of either type.
func idText(id any) string {
	if number, isNumber := id.(float64); isNumber {
		return fmt.Sprintf("%.0f", number)
	}
	return fmt.Sprint(id)
}

// environments maps the kind of each environment to its path.
func (c *client) environments(customer string) map[string]string {
	c.t.Helper()
	paths := map[string]string{}
	list, _ := c.must(http.MethodGet, customer, nil)["environments"].([]any)
	for _, item := range list {
		environment, isObject := item.(object)
		require.True(c.t, isObject)
		paths[idText(environment["environment_type"])] = customerPath(environment["id"])
	}
	return paths
}

// project makes a project in a workspace and returns its id.
func (c *client) project(workspace, name string) string {
	c.t.Helper()
	folder := c.must(http.MethodPost, workspace+"/folders", object{"name": name})
	for _, project := range items(c.t, c.must(http.MethodGet, workspace+"/projects", nil), "result") {
		if project["folder_id"] == folder["id"] {
			return idText(project["id"])
		}
	}
	require.Fail(c.t, "the folder made no project")
	return ""
}

// group makes a group and returns its id.
func (c *client) group(customer, name string) string {
	c.t.Helper()
	return idText(inner(c.t, c.must(http.MethodPost, customer+"/user_groups", object{"user_group": object{"name": name}}), "data")["id"])
}

// role finds a project role by its name and returns its id.
func (c *client) role(customer, name string) string {
	c.t.Helper()
	for _, role := range items(c.t, c.must(http.MethodGet, customer+"/project_roles", nil), "data") {
		if role["name"] == name {
			return idText(role["id"])
		}
	}
	require.Fail(c.t, "no such role", name)
	return ""
}

// items returns the objects of a list inside an envelope.
func items(t *testing.T, envelope object, key string) []object {
	t.Helper()
	list, isList := envelope[key].([]any)
	require.True(t, isList, "%v", envelope)
	result := make([]object, 0, len(list))
	for _, item := range list {
		element, isObject := item.(object)
		require.True(t, isObject)
		result = append(result, element)
	}
	return result
}

// inner returns an object inside another.
func inner(t *testing.T, envelope object, key string) object {
	t.Helper()
	value, isObject := envelope[key].(object)
	require.True(t, isObject, "%v", envelope)
	return value
}

// names lists the names of objects.
func names(list []object) []string {
	result := []string{}
	for _, item := range list {
		result = append(result, idText(item["name"]))
	}
	return result
}

// times calls f with 1, 2, ... n.
func times(n int, f func(int)) {
	for i := range n {
		f(i + 1)
	}
}

func lines(text string) []string {
	return strings.Split(strings.TrimSpace(text), "\n")
}
