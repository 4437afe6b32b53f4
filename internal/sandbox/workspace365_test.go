package sandbox_test

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed7333113f/terraform-provider-workato/internal/sandbox"
)

const (
	environments = "/Provisioning/Environment/"
	versionTwo   = environments + "?version=2.0"
	validate     = environments + "Validate/"
)

// w365 talks to the Provisioning API the way its documents describe.
type w365 struct {
	*client
	key    string
	header map[string]string // replaces headers; empty ones are not sent
}

func startW365(t *testing.T, readings sandbox.Workspace365Readings, opts ...sandbox.Option) *w365 {
	t.Helper()
	c := start(t, append(opts, sandbox.WithReadings(sandbox.Readings{Workspace365Readings: readings}))...)
	c.token = ""
	return &w365{client: c, key: sandbox.DefaultProvisioningKey}
}

// try sends a request, with Content-Length: 0 where a PUT has no body.
func (c *w365) try(method, path string, body any) (answer, error) {
	c.t.Helper()
	var reader io.Reader
	if body != nil {
		text, isText := body.(string)
		if !isText {
			raw, err := json.Marshal(body)
			require.NoError(c.t, err)
			text = string(raw)
		}
		reader = strings.NewReader(text)
	}
	request, err := http.NewRequestWithContext(c.t.Context(), method, c.url+path, reader)
	require.NoError(c.t, err)
	header := map[string]string{"ProvisioningKey": c.key, "X-Requested-With": "XMLHttpRequest", "Accept": "application/json"}
	if body != nil {
		header["Content-Type"] = "application/json"
	}
	maps.Copy(header, c.header)
	for name, value := range header {
		if value != "" {
			request.Header.Set(name, value)
		}
	}
	return c.send(request)
}

func (c *w365) call(method, path string, body any) answer {
	c.t.Helper()
	got, err := c.try(method, path, body)
	require.NoError(c.t, err)
	return got
}

func (c *w365) status(method, path string, body any) int {
	c.t.Helper()
	return c.call(method, path, body).status
}

// text insists on 200 with a JSON string.
func (a answer) text() string {
	a.t.Helper()
	require.Equal(a.t, http.StatusOK, a.status, a.raw)
	var value string
	require.NoError(a.t, json.Unmarshal([]byte(a.raw), &value), a.raw)
	return value
}

// list reads the names in the default shape.
func (c *w365) list() []string {
	c.t.Helper()
	result := []string{}
	for _, item := range c.call(http.MethodGet, environments, nil).list() {
		element, isObject := item.(object)
		require.True(c.t, isObject)
		result = append(result, idText(element["environmentName"]))
	}
	return result
}

func (c *w365) live() []string {
	result := []string{}
	for _, o := range c.sb.LiveObjects(sandbox.KindWorkspace365Environment) {
		result = append(result, o.Key)
	}
	return result
}

// with returns a copy of a body with a field changed, or dropped if it is nil.
func with(body object, field string, value any) object {
	changed := maps.Clone(body)
	changed[field] = value
	if value == nil {
		delete(changed, field)
	}
	return changed
}

// The bodies of the examples in "Provisioning Environment".
var (
	temporaryBody = object{"EnvironmentName": "Example", "EmailAddress": "admin@example.com", "FirstName": "Admin", "LastName": "-"}
	passwordBody  = with(temporaryBody, "Password", "fake-canary")
	inviteBody    = object{"EnvironmentName": "Example", "EmailAddress": "admin@example.com", "LicenseCount": 99}
)

func TestWorkspace365_life(t *testing.T) {
	t.Parallel()
	c := startW365(t, sandbox.Workspace365Readings{})
	require.Equal(t, "[]\n", c.call(http.MethodGet, environments, nil).raw)
	require.Equal(t, "example", c.call(http.MethodPost, validate, passwordBody).text())
	require.Empty(t, c.list(), "validating creates nothing")
	require.Empty(t, c.sb.Writes())

	require.Equal(t, "example", c.call(http.MethodPost, environments, passwordBody).text())
	require.Equal(t, object{"environmentName": "second"},
		c.call(http.MethodPost, versionTwo, with(temporaryBody, "EnvironmentName", "Se-cond")).object(http.StatusOK))
	invited := c.call(http.MethodPost, environments+"third/", with(inviteBody, "EnvironmentName", "third")).object(http.StatusOK)
	require.ElementsMatch(t, []string{"environmentName", "registerUrl"}, keys(invited))
	require.Contains(t, invited["registerUrl"], c.url+"/third/")
	require.Equal(t, []string{"example", "second", "third"}, c.list())

	for range 2 { // repeating does no harm
		c.call(http.MethodPut, environments+"EXAMPLE/Deactivate/", nil).text()
	}
	require.Contains(t, c.call(http.MethodGet, environments, nil).list(), object{"environmentName": "example", "isActive": false})
	require.Equal(t, "The Environment was set to active", c.call(http.MethodPut, environments+"example/Activate/", nil).text())
	require.Contains(t, c.call(http.MethodGet, environments, nil).list(), object{"environmentName": "example", "isActive": true})

	require.Equal(t, "The Environment was deleted", c.call(http.MethodDelete, environments+"example/", nil).text())
	for _, gone := range []answer{
		c.call(http.MethodDelete, environments+"example/", nil),
		c.call(http.MethodPut, environments+"example/Activate/", nil),
		c.call(http.MethodPut, environments+"example/Deactivate/", nil),
	} {
		require.Equal(t, http.StatusNotFound, gone.status)
		require.Empty(t, gone.raw)
	}
	require.Equal(t, []string{"second", "third"}, c.list())
	require.Equal(t, []string{"second", "third"}, c.live())
}

func TestWorkspace365_access(t *testing.T) {
	t.Parallel()
	const mismatch = "does not match"
	for name, test := range map[string]struct {
		readings sandbox.Workspace365Readings
		key      string
		header   map[string]string
		method   string
		path     string
		status   int
		words    string
		location string
	}{
		"as documented":     {status: http.StatusOK},
		"wrong key":         {key: "other", status: http.StatusForbidden, words: mismatch},
		"no key":            {header: map[string]string{"ProvisioningKey": ""}, status: http.StatusForbidden, words: mismatch},
		"Workato's token":   {key: sandbox.DefaultToken, status: http.StatusForbidden, words: mismatch},
		"API switched off":  {readings: sandbox.Workspace365Readings{Access: sandbox.Workspace365AccessDisabled}, status: http.StatusForbidden, words: "not enabled"},
		"server has no key": {readings: sandbox.Workspace365Readings{Access: sandbox.Workspace365AccessNoKey}, status: http.StatusForbidden, words: "not defined or empty"},
		"403 as results": {
			readings: sandbox.Workspace365Readings{ForbiddenReply: sandbox.Workspace365ForbiddenReplyResults}, key: "other",
			status: http.StatusForbidden, words: `"memberNames":[]`,
		},
		"403 without body": {
			readings: sandbox.Workspace365Readings{ForbiddenReply: sandbox.Workspace365ForbiddenReplyEmpty}, key: "other", status: http.StatusForbidden,
		},
		"not marked as script": {header: map[string]string{"X-Requested-With": ""}, status: http.StatusFound, location: "/SignIn"},
		"marked otherwise":     {header: map[string]string{"X-Requested-With": "Go"}, status: http.StatusFound, location: "/SignIn"},
		"as the vendor's script does": {
			readings: sandbox.Workspace365Readings{HeadersOptional: true},
			header:   map[string]string{"X-Requested-With": "", "Accept": "", "Content-Type": "application/json"}, status: http.StatusOK,
		},
		"no Accept":             {header: map[string]string{"Accept": ""}, status: http.StatusNotAcceptable, words: "Accept"},
		"Accept HTML":           {header: map[string]string{"Accept": "text/html, application/json;q=0"}, status: http.StatusNotAcceptable},
		"Accept anything":       {header: map[string]string{"Accept": "text/html, */*;q=0.1"}, status: http.StatusOK},
		"no slash":              {path: "/Provisioning/Environment?version=2.0", status: http.StatusMovedPermanently, location: versionTwo},
		"no slash, 404":         {readings: sandbox.Workspace365Readings{MissingSlash: sandbox.Workspace365MissingSlashNotFound}, path: "/Provisioning/Environment", status: http.StatusNotFound},
		"no slash, served":      {readings: sandbox.Workspace365Readings{MissingSlash: sandbox.Workspace365MissingSlashServed}, path: "/Provisioning/Environment", status: http.StatusOK},
		"API elsewhere":         {readings: sandbox.Workspace365Readings{WrongPrefix: true}, status: http.StatusNotFound, words: "<html>"},
		"prefix forgotten":      {path: "/Environment/", status: http.StatusNotFound, words: "<html>"},
		"prefix twice":          {path: "/Provisioning/Provisioning/Environment/", status: http.StatusNotFound, words: "<html>"},
		"two slashes":           {path: "//Provisioning/Environment/", status: http.StatusNotFound, words: "<html>"},
		"get one":               {path: environments + "example/", status: http.StatusNotFound, words: "<html>"},
		"replace the list":      {method: http.MethodPut, status: http.StatusNotFound, words: "<html>"},
		"the page for people":   {path: "/SignIn", status: http.StatusOK, words: "<form"},
		"the page, without key": {path: "/SignIn", header: map[string]string{"ProvisioningKey": "", "Accept": ""}, status: http.StatusOK, words: "<form"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := startW365(t, test.readings)
			c.header = test.header
			if test.key != "" {
				c.key = test.key
			}
			got := c.call(orElse(test.method, http.MethodGet), orElse(test.path, environments), nil)
			require.Equal(t, test.status, got.status, got.raw)
			require.Contains(t, got.raw, test.words)
			require.Equal(t, test.location, got.header.Get("Location"))
			require.NotContains(t, got.raw, sandbox.DefaultProvisioningKey)
		})
	}
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// TestWorkspace365_separate shows that each API keeps to its own credentials.
func TestWorkspace365_separate(t *testing.T) {
	t.Parallel()
	c := startW365(t, sandbox.Workspace365Readings{})
	require.Equal(t, http.StatusUnauthorized, c.status(http.MethodGet, "/api/managed_users", nil))
	require.Equal(t, http.StatusUnauthorized, c.status(http.MethodGet, "/api/nowhere", nil))
	c.token, c.header = sandbox.DefaultToken, map[string]string{"ProvisioningKey": ""}
	require.Equal(t, http.StatusOK, c.status(http.MethodGet, "/api/managed_users", nil))
	require.Equal(t, http.StatusForbidden, c.status(http.MethodGet, environments, nil))
	c = startW365(t, sandbox.Workspace365Readings{}, sandbox.WithProvisioningKey("another-fake-key"))
	require.Equal(t, http.StatusForbidden, c.status(http.MethodGet, environments, nil))
	c.key = "another-fake-key"
	require.Equal(t, http.StatusOK, c.status(http.MethodGet, environments, nil))
}

func TestWorkspace365_bodies(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		path   string
		body   any
		status int
		words  string
	}{
		"password":                    {environments, passwordBody, http.StatusOK, "example"},
		"password lacks password":     {environments, temporaryBody, http.StatusBadRequest, `"memberNames":["Password"]`},
		"temporary with password":     {versionTwo, passwordBody, http.StatusBadRequest, `"memberNames":["Password"]`},
		"validating lacks password":   {validate, temporaryBody, http.StatusBadRequest, `"memberNames":["Password"]`},
		"another version":             {environments + "?version=3.0", temporaryBody, http.StatusBadRequest, "version"},
		"no name":                     {versionTwo, with(temporaryBody, "EnvironmentName", nil), http.StatusBadRequest, "EnvironmentName field is required"},
		"no first name":               {versionTwo, with(temporaryBody, "FirstName", nil), http.StatusBadRequest, "FirstName field is required"},
		"blank last name":             {versionTwo, with(temporaryBody, "LastName", " "), http.StatusBadRequest, "LastName field is required"},
		"null":                        {versionTwo, `{"EnvironmentName":"a","EmailAddress":null,"FirstName":"A","LastName":"-"}`, http.StatusBadRequest, "EmailAddress field is required"},
		"e-mail without host":         {versionTwo, with(temporaryBody, "EmailAddress", "admin"), http.StatusBadRequest, "valid e-mail"},
		"e-mail with a name":          {versionTwo, with(temporaryBody, "EmailAddress", "A <a@b.example>"), http.StatusBadRequest, "valid e-mail"},
		"name is a number":            {versionTwo, with(temporaryBody, "EnvironmentName", 5), http.StatusBadRequest, "must be a string"},
		"camel case":                  {versionTwo, with(temporaryBody, "environmentName", "example"), http.StatusBadRequest, "environmentName is not known"},
		"invite":                      {environments + "example/", inviteBody, http.StatusOK, "registerUrl"},
		"invite without licences":     {environments + "example/", with(inviteBody, "LicenseCount", nil), http.StatusOK, "registerUrl"},
		"invite without name in body": {environments + "example/", with(inviteBody, "EnvironmentName", nil), http.StatusBadRequest, "EnvironmentName field is required"},
		"invite under another name":   {environments + "other/", inviteBody, http.StatusBadRequest, "differs from the one in the path"},
		"invite, licences as text":    {environments + "example/", with(inviteBody, "LicenseCount", "99"), http.StatusBadRequest, "must be an integer"},
		"invite, fraction":            {environments + "example/", with(inviteBody, "LicenseCount", 1.5), http.StatusBadRequest, "must be an integer"},
		"invite, below zero":          {environments + "example/", with(inviteBody, "LicenseCount", -1), http.StatusBadRequest, "must not be negative"},
		"invite, null":                {environments + "example/", `{"EnvironmentName":"example","EmailAddress":"a@b.example","LicenseCount":null}`, http.StatusBadRequest, "LicenseCount"},
		"invite without path":         {environments, inviteBody, http.StatusBadRequest, "LicenseCount is not known"},
		"array":                       {versionTwo, "[]", http.StatusBadRequest, "JSON object"},
		"not JSON":                    {versionTwo, "{", http.StatusBadRequest, "JSON object"},
		"nothing":                     {versionTwo, nil, http.StatusBadRequest, "required"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := startW365(t, sandbox.Workspace365Readings{})
			c.call(http.MethodPost, test.path, test.body).refused(test.status, test.words)
			if test.status == http.StatusOK {
				return
			}
			require.Empty(t, c.list())
			c.sb.SetReadings(sandbox.Readings{Workspace365Readings: sandbox.Workspace365Readings{ValidationResults: sandbox.Workspace365ValidationResultsModelState}})
			require.Contains(t, c.call(http.MethodPost, test.path, test.body).object(http.StatusBadRequest), "modelState")
		})
	}
	c := startW365(t, sandbox.Workspace365Readings{LicenseCountRequired: true, BadObjectFails: true})
	c.header = map[string]string{"Content-Type": "text/json"}
	c.call(http.MethodPost, versionTwo, temporaryBody).refused(http.StatusUnsupportedMediaType, "Content-Type")
	c.header = nil
	c.call(http.MethodPost, environments+"example/", with(inviteBody, "LicenseCount", nil)).refused(http.StatusInternalServerError, "error")
}

func TestWorkspace365_bodyless(t *testing.T) {
	t.Parallel()
	c := startW365(t, sandbox.Workspace365Readings{})
	require.NoError(t, c.sb.AddWorkspace365Environment("example"))
	put := func(body io.Reader, length int64, verb string) answer {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPut, c.url+environments+"example/"+verb+"/", body)
		require.NoError(t, err)
		request.ContentLength = length
		for name, value := range map[string]string{"ProvisioningKey": c.key, "X-Requested-With": "XMLHttpRequest", "Accept": "application/json"} {
			request.Header.Set(name, value)
		}
		got, err := c.send(request)
		require.NoError(t, err)
		return got
	}
	for _, verb := range []string{"Activate", "Deactivate"} {
		put(http.NoBody, 0, verb).text()
		put(struct{ io.Reader }{strings.NewReader("")}, -1, verb).refused(http.StatusLengthRequired, "Content-Length: 0")
		put(strings.NewReader("{}"), 2, verb).refused(http.StatusBadRequest, "body")
	}
	c.call(http.MethodDelete, environments+"example/", object{}).refused(http.StatusBadRequest, "body")
	c.call(http.MethodGet, environments, object{}).refused(http.StatusBadRequest, "body")
	require.Equal(t, []string{"example"}, c.list())
}
