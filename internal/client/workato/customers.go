package workato

import (
	"context"
	"iter"
	"net/http"
	"strings"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// Environment types, as replies spell them (OEM API, Provision Embedded
// Environments for customers).
const (
	EnvironmentDev  = "dev"
	EnvironmentTest = "test"
	EnvironmentProd = "prod"
)

// Customer is a managed customer (OEM API, Manage customers, Get a customer).
type Customer struct {
	ID                        ID                    `json:"id"`
	Name                      string                `json:"name"`
	ExternalID                Field[Text]           `json:"external_id"`
	NotificationEmail         Field[Text]           `json:"notification_email"`
	AdminNotificationEmails   Field[Text]           `json:"admin_notification_emails"`
	ErrorNotificationEmails   Field[Text]           `json:"error_notification_emails"`
	PlanID                    Field[Text]           `json:"plan_id"`
	OriginURL                 Field[Text]           `json:"origin_url"`
	FrameAncestors            Field[Text]           `json:"frame_ancestors"`
	FullEmbedding             Field[bool]           `json:"full_embedding"`
	TimeZone                  Field[string]         `json:"time_zone"`
	WhitelistedApps           Field[[]string]       `json:"whitelisted_apps"`
	Trial                     Field[bool]           `json:"trial"`
	InTrial                   Field[bool]           `json:"in_trial"`
	CustomTaskLimit           Field[int64]          `json:"custom_task_limit"`
	AuthSettings              Field[map[string]any] `json:"auth_settings"`
	Environments              []CustomerEnvironment `json:"environments"`
	CreatedAt                 Field[string]         `json:"created_at"`
	UpdatedAt                 Field[string]         `json:"updated_at"`
	TeamName                  Field[string]         `json:"team_name"`
	CurrentBillingPeriodStart Field[string]         `json:"current_billing_period_start"`
	CurrentBillingPeriodEnd   Field[string]         `json:"current_billing_period_end"`
	TaskCount                 Field[int64]          `json:"task_count"`
	ActiveConnectionLimit     Field[int64]          `json:"active_connection_limit"`
	ActiveConnectionCount     Field[int64]          `json:"active_connection_count"`
	ActiveRecipeCount         Field[int64]          `json:"active_recipe_count"`
}

func (c Customer) identifier() ID { return c.ID }

// CustomerEnvironment is one environment of a customer: a workspace of its own
// with its own id. The one of DEV is the id of the customer.
type CustomerEnvironment struct {
	ID                      ID          `json:"id"`
	EnvironmentType         string      `json:"environment_type"`
	Type                    string      `json:"type"`
	ExternalID              Field[Text] `json:"external_id"`
	ErrorNotificationEmails Field[Text] `json:"error_notification_emails"`
}

// Kind returns dev, test or prod. Replies name the member environment_type and
// requests type, so either is read, in any letter case.
func (e CustomerEnvironment) Kind() string {
	if e.EnvironmentType != "" {
		return strings.ToLower(e.EnvironmentType)
	}
	return strings.ToLower(e.Type)
}

// Environment returns the environment of the given type. DEV is there for every
// customer; the others only where Environments are provisioned.
func (c Customer) Environment(kind string) (CustomerEnvironment, bool) {
	for _, e := range c.Environments {
		if e.Kind() == kind && e.ID != "" {
			return e, true
		}
	}
	if kind == EnvironmentDev {
		return CustomerEnvironment{ID: c.ID, EnvironmentType: EnvironmentDev, ExternalID: c.ExternalID}, true
	}
	return CustomerEnvironment{}, false
}

// EnvironmentsOn reports whether Environments are provisioned, be it that one of
// them is still being made: whether TEST or PROD exists. The reference does not say
// if a customer without Environments lacks the member, or has DEV alone in it.
func (c Customer) EnvironmentsOn() bool {
	_, test := c.Environment(EnvironmentTest)
	_, prod := c.Environment(EnvironmentProd)
	return test || prod
}

// EnvironmentsReady reports whether both TEST and PROD exist.
func (c Customer) EnvironmentsReady() bool {
	_, test := c.Environment(EnvironmentTest)
	_, prod := c.Environment(EnvironmentProd)
	return test && prod
}

// CustomerInput is the body of a create or an update (OEM API, Manage customers,
// Create a customer and Update a customer). An update changes what is present and
// clears what is null.
type CustomerInput struct {
	Name              Field[string]         `json:"name,omitzero"`
	NotificationEmail Field[string]         `json:"notification_email,omitzero"`
	ExternalID        Field[string]         `json:"external_id,omitzero"`
	PlanID            Field[string]         `json:"plan_id,omitzero"`
	OriginURL         Field[string]         `json:"origin_url,omitzero"`
	FrameAncestors    Field[string]         `json:"frame_ancestors,omitzero"`
	FullEmbedding     Field[bool]           `json:"full_embedding,omitzero"`
	TimeZone          Field[string]         `json:"time_zone,omitzero"`
	WhitelistedApps   Field[[]string]       `json:"whitelisted_apps,omitzero"`
	AuthSettings      Field[map[string]any] `json:"auth_settings,omitzero"`
	Environments      []EnvironmentInput    `json:"environments,omitzero"`
	// OAuthID and ProvisionEnvironments are documented for create only.
	OAuthID               Field[string] `json:"oauth_id,omitzero"`
	ProvisionEnvironments Field[bool]   `json:"provision_environments,omitzero"`
	// What follows is documented for update only.
	AdminNotificationEmails Field[string] `json:"admin_notification_emails,omitzero"`
	ErrorNotificationEmails Field[string] `json:"error_notification_emails,omitzero"`
	InTrial                 Field[bool]   `json:"in_trial,omitzero"`
	CustomTaskLimit         Field[int64]  `json:"custom_task_limit,omitzero"`
}

// EnvironmentInput sets what TEST or PROD have of their own. The reference
// documents the member type in requests and environment_type in replies; the
// latter is there for a service that wants it in both.
type EnvironmentInput struct {
	Type                    string        `json:"type,omitempty"`
	EnvironmentType         string        `json:"environment_type,omitempty"`
	ExternalID              Field[string] `json:"external_id,omitzero"`
	ErrorNotificationEmails Field[string] `json:"error_notification_emails,omitzero"`
}

const (
	customersPath = "/api/managed_users"
	customerPath  = "/api/managed_users/{id}"
)

// CreateCustomer creates a customer (OEM API, Manage customers, Create a customer;
// 1,000 calls a minute). An external id that is in use gives a refusal for which
// [transport.IsTaken] holds.
func (c *Client) CreateCustomer(ctx context.Context, input CustomerInput) (Customer, error) {
	return addShown(ctx, c, c.customers(), transport.Request{
		Method: http.MethodPost, Path: transport.NewPath(customersPath), Body: input, Class: ClassCustomerCreate,
	}, func(added Customer) bool {
		return added.Name == input.Name.Value && added.ExternalID.IsPresent() && string(added.ExternalID.Value) == input.ExternalID.Value
	})
}

// Customer reads a customer by its numeric id, or by "E" and its external id
// (OEM API, Manage customers, Get a customer; 60 calls a minute).
func (c *Client) Customer(ctx context.Context, id string) (Customer, error) {
	return one(ctx, c, ClassCustomers, c.customers(), id, c.customerByID(id))
}

// CustomersNamed returns the customer that has an external id, or none (OEM API, Manage
// customers, List customers and Get a customer; 60 calls a minute). It does not tell a
// customer who is not there from one that the credential may not see.
func (c *Client) CustomersNamed(ctx context.Context, externalID string) ([]Customer, error) {
	get := c.customerByID("E" + externalID)
	row, _, found, err := shared.Find(ctx, c.lists, c.customers(), "E"+externalID, func(ctx context.Context) (shown[Customer], error) {
		return get(ctx, object[shown[Customer]])
	})
	switch {
	case transport.IsNotFound(err), err == nil && !found:
		return nil, nil
	case err != nil:
		return nil, err
	}
	return []Customer{row.object}, nil
}

func (c *Client) customerByID(id string) func(context.Context, func([]byte) (shown[Customer], error)) (shown[Customer], error) {
	return func(ctx context.Context, decode func([]byte) (shown[Customer], error)) (shown[Customer], error) {
		return transport.Do(ctx, c.transport, transport.Request{
			Method: http.MethodGet, Path: transport.NewPath(customerPath, id), Class: ClassCustomers,
		}, decode)
	}
}

// customers is the list of customers, who are found by id, and by "E" and external id.
func (c *Client) customers() shared.Source[shown[Customer]] {
	source := list[shown[Customer]](c, ClassCustomers, customersPath, nil, nil)
	source.Keys = func(row shown[Customer]) []string {
		customer := row.object
		switch {
		case customer.ExternalID.IsSet():
			return []string{string(customer.ID), "E" + string(customer.ExternalID.Value)}
		case customer.ExternalID.IsPresent():
			return []string{string(customer.ID)}
		default:
			return []string{string(customer.ID), ""}
		}
	}
	return source
}

// Customers lists all customers (OEM API, Manage customers, List customers; 60
// calls a minute, 100 rows a page). See [OnlyCustomers].
func (c *Client) Customers(ctx context.Context) iter.Seq2[Customer, error] {
	return objects(rows(ctx, c, c.customers()))
}

// CanListCustomers reads one row of the customer list. It tells whether the
// credential still sees customers at all.
func (c *Client) CanListCustomers(ctx context.Context) error {
	for _, err := range c.Customers(ctx) {
		return err
	}
	return nil
}

// OnlyCustomers drops the rows which are the TEST or PROD environment of another
// row. The reference does not say whether the list has such rows.
func OnlyCustomers(rows []Customer) []Customer {
	inner := map[ID]bool{}
	for _, row := range rows {
		for _, e := range row.Environments {
			if e.ID != row.ID {
				inner[e.ID] = true
			}
		}
	}
	out := make([]Customer, 0, len(rows))
	for _, row := range rows {
		if !inner[row.ID] {
			out = append(out, row)
		}
	}
	return out
}

// UpdateCustomer changes a customer (OEM API, Manage customers, Update a customer;
// 60 calls a minute).
func (c *Client) UpdateCustomer(ctx context.Context, id string, input CustomerInput) (Customer, error) {
	return transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodPut, Path: transport.NewPath(customerPath, id), Body: input, Class: ClassCustomers, Repeatable: true,
		Noted: !input.Name.IsPresent() && !input.ExternalID.IsPresent(),
	}, object[Customer])
}

// ProvisionEnvironments turns Environments on (OEM API, Manage customers, Provision
// environments; 1,000 calls a minute). It cannot be undone. Neither body nor reply
// are documented, nor whether TEST and PROD are there when it returns.
func (c *Client) ProvisionEnvironments(ctx context.Context, id string) error {
	_, err := transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodPost, Path: transport.NewPath(customerPath+"/environments", id), Body: struct{}{}, Class: ClassCustomerCreate, Noted: true,
	}, nothing)
	return err
}

// DeleteCustomer deletes a customer with all its data (OEM API, Manage customers,
// Delete a customer; 60 calls a minute). The reply is not documented.
func (c *Client) DeleteCustomer(ctx context.Context, id string) error {
	_, err := transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodDelete, Path: transport.NewPath(customerPath, id), Class: ClassCustomers, Repeatable: true,
	}, nothing)
	return err
}
