// Package workspace365 is a typed client of the Workspace 365 Provisioning API,
// which creates, activates, deactivates and deletes the environments of an instance.
//
// It follows the articles of support.workspace365.net, above all "Provisioning
// Environment" (115004055149), named in the comments as PE, and "Provisioning API"
// (203458972). Two of its response schemas are cut off in every copy, so replies are
// decoded in every form that they are likely to have.
//
// The API has no way to read one environment, and none to change one but for its
// activation. A 403 means that the key or the configuration of the instance is
// wrong, and never that something is gone.
//
// Every method returns a [transport.Error] for a failed call. The package does not
// know Terraform.
package workspace365

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// Client calls the Provisioning API of one instance. It is safe for concurrent use.
type Client struct {
	transport *transport.Client
	instance  string
	lists     *shared.Store
	confirm   time.Duration
}

// New returns a client for an instance. config.BaseURL is the root of the instance,
// with or without /Provisioning. confirm is how long after a list that lacked
// something the second one is read that confirms it, and ages how old a list may be that
// several callers share.
func New(config transport.Config, confirm time.Duration, ages shared.Ages) *Client {
	base := *config.BaseURL
	base.Path = strings.TrimSuffix(strings.TrimSuffix(base.Path, "/"), "/Provisioning")
	instance := strings.ToLower(base.Scheme+"://"+base.Host) + base.Path
	base.Path += "/Provisioning"
	config.BaseURL = &base
	// Documented for each request (Provisioning API, headers); without it, a
	// sign-in page is the likely answer.
	config.Header = http.Header{"X-Requested-With": {"XMLHttpRequest"}}
	config.DecodeError = decodeError
	c := &Client{instance: instance, lists: shared.NewStore(ages), confirm: confirm}
	config.Writing = c.lists.Writing
	c.transport = transport.New(config)
	return c
}

// Credentials returns the header that authenticates a call (PE, examples). Its name
// is spelled as the documents do, which Header.Set would not keep.
func Credentials(key string) http.Header { return http.Header{"ProvisioningKey": {key}} }

// Instance returns the normalised URL of the instance, without /Provisioning. Two
// URLs of one instance give the same, so that it tells whether a state belongs to it.
func (c *Client) Instance() string { return c.instance }

const (
	environmentsPath = "/Environment/"
	environmentPath  = "/Environment/{name}/"
)

// Admin is the administrator of an environment that is created.
type Admin struct {
	Email, FirstName, LastName string
	// Password is sent only by [Client.Create] and [Client.Validate].
	Password string
}

type body struct {
	EnvironmentName string `json:"EnvironmentName"`
	EmailAddress    string `json:"EmailAddress"`
	FirstName       string `json:"FirstName,omitempty"`
	LastName        string `json:"LastName,omitempty"`
	Password        string `json:"Password,omitempty"`
	LicenseCount    *int64 `json:"LicenseCount,omitempty"`
}

func bodyOf(name string, admin Admin) body {
	return body{EnvironmentName: name, EmailAddress: admin.Email, FirstName: admin.FirstName, LastName: admin.LastName, Password: admin.Password}
}

// Created is what a create answered.
type Created struct {
	// Name is the name that the service keeps, which may differ from the one
	// that was sent.
	Name string
	// TemporaryPassword and RegisterURL are shown once, if at all.
	TemporaryPassword, RegisterURL string
}

// Create creates an environment with an administrator and a password (PE, POST
// /Environment/). It sends mail and must not be repeated.
func (c *Client) Create(ctx context.Context, name string, admin Admin) (Created, error) {
	return c.create(ctx, transport.NewPath(environmentsPath), nil, bodyOf(name, admin))
}

// CreateV2 creates an environment whose administrator gets a temporary password (PE,
// POST /Environment/?version=2.0).
func (c *Client) CreateV2(ctx context.Context, name string, admin Admin) (Created, error) {
	admin.Password = ""
	return c.create(ctx, transport.NewPath(environmentsPath), url.Values{"version": {"2.0"}}, bodyOf(name, admin))
}

// CreateEmpty creates an environment and invites its administrator by mail (PE, POST
// /Environment/{EnvironmentName}/). The heading of the document has the name in the
// path, its example has not: where the first is answered with 404 or 405, which
// creates nothing, the second is tried.
func (c *Client) CreateEmpty(ctx context.Context, name, email string, licenses *int64) (Created, error) {
	b := body{EnvironmentName: name, EmailAddress: email, LicenseCount: licenses}
	created, err := c.create(ctx, transport.NewPath(environmentPath, name), nil, b)
	if !transport.HasStatus(err, http.StatusNotFound, http.StatusMethodNotAllowed) {
		return created, err
	}
	rows, listErr := c.Environments(ctx)
	if listErr != nil {
		return created, err
	}
	for _, row := range rows {
		if Same(row.Name, name) {
			// It was created in spite of the answer.
			return Created{Name: row.Name}, nil
		}
	}
	return c.create(ctx, transport.NewPath(environmentsPath), nil, b)
}

func (c *Client) create(ctx context.Context, path transport.Path, query url.Values, b body) (Created, error) {
	return transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodPost, Path: path, Query: query, Body: b, Secrets: []string{b.Password},
	}, decodeCreated)
}

// Validate asks whether an environment could be created (PE, POST
// /Environment/Validate/), and returns the name that it would have. That nothing is
// created is only implied by the document. A refusal is an error with the fields at
// fault.
func (c *Client) Validate(ctx context.Context, name string, admin Admin) (string, error) {
	created, err := transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodPost, Path: transport.NewPath("/Environment/Validate/"), Body: bodyOf(name, admin), Secrets: []string{admin.Password}, Idle: true,
	}, decodeCreated)
	return created.Name, err
}

// SetActive activates or deactivates an environment (PE, PUT …/Activate/ and
// …/Deactivate/). Whether it may be repeated is not documented.
func (c *Client) SetActive(ctx context.Context, name string, active bool) error {
	path := environmentPath + "Deactivate/"
	if active {
		path = environmentPath + "Activate/"
	}
	return c.write(ctx, http.MethodPut, transport.NewPath(path, name))
}

// Delete deletes an environment with everything in it (PE, DELETE
// /Environment/{EnvironmentName}/).
func (c *Client) Delete(ctx context.Context, name string) error {
	return c.write(ctx, http.MethodDelete, transport.NewPath(environmentPath, name))
}

func (c *Client) write(ctx context.Context, method string, path transport.Path) error {
	_, err := transport.Do(ctx, c.transport, transport.Request{Method: method, Path: path}, func([]byte) (struct{}, error) { return struct{}{}, nil })
	return err
}

func (c *Client) list(ctx context.Context) ([]Environment, error) {
	return transport.Do(ctx, c.transport, transport.Request{Method: http.MethodGet, Path: transport.NewPath(environmentsPath)}, decodeList)
}
