package workato

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"net/http"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// APIClient is a developer API client of a customer (OEM API, API clients).
type APIClient struct {
	ID   ID     `json:"id"`
	Name string `json:"name"`
	// APIPrivilegeGroupID is the role of the client.
	APIPrivilegeGroupID ID          `json:"api_privilege_group_id"`
	AllFolders          Field[bool] `json:"all_folders"`
	// FolderIDs mean nothing where AllFolders is true.
	FolderIDs []ID `json:"folder_ids"`
	// EnvironmentName is not always spelled as it was sent; see [APIClient.Environment].
	EnvironmentName string `json:"environment_name"`
	// EnvironmentAlias is what the Developer API calls it.
	EnvironmentAlias string         `json:"environment"`
	EnvironmentID    ID             `json:"environment_id"`
	Token            APIClientToken `json:"token"`
	CreatedAt        string         `json:"created_at"`
	UpdatedAt        string         `json:"updated_at"`
}

func (c APIClient) identifier() ID { return c.ID }

// Environment is the name of the client's environment, or "" if the answer has none.
func (c APIClient) Environment() string {
	if c.EnvironmentName != "" {
		return c.EnvironmentName
	}
	return c.EnvironmentAlias
}

// APIClientToken is the token of an API client. Its value is shown in the answers to
// the creation and to the regeneration, and nowhere else (OEM API, API clients).
type APIClientToken struct {
	Value     string
	UpdatedAt string
}

// UnmarshalJSON accepts an object, or the value by itself. Its errors quote nothing.
func (t *APIClientToken) UnmarshalJSON(data []byte) error {
	if json.Unmarshal(data, &t.Value) == nil {
		return nil
	}
	var object struct {
		Value     string `json:"value"`
		UpdatedAt string `json:"updated_at"`
	}
	if json.Unmarshal(data, &object) != nil {
		return errors.New("a token is neither an object nor a text")
	}
	*t = APIClientToken(object)
	return nil
}

// APIClientRole is a role of developer API clients (OEM API, API clients).
type APIClientRole struct {
	ID        ID     `json:"id"`
	Name      string `json:"name"`
	CreatedAt string `json:"created_at"`
	UpdatedAt string `json:"updated_at"`
}

func (r APIClientRole) identifier() ID { return r.ID }

// APIClientInput is the body of a creation and of an update (OEM API, API clients).
type APIClientInput struct {
	Name                string `json:"name"`
	APIPrivilegeGroupID ID     `json:"api_privilege_group_id"`
	AllFolders          bool   `json:"all_folders"`
	// FolderIDs are required where AllFolders is false.
	FolderIDs Field[[]ID] `json:"folder_ids,omitzero"`
	// EnvironmentName is required where the customer has Environments.
	EnvironmentName Field[string] `json:"environment_name,omitzero"`
}

// These endpoints have never been anywhere else than under v2.
const (
	apiClientsPath     = rootV2 + "/managed_users/{id}/developer_api_clients"
	apiClientPath      = apiClientsPath + "/{client}"
	apiClientRolesPath = rootV2 + "/managed_users/{id}/developer_api_client_roles"
)

// APIClients lists the developer API clients of a customer (OEM API, API clients,
// List Developer API clients; 1,000 calls a minute).
func (c *Client) APIClients(ctx context.Context, customerID string) iter.Seq2[APIClient, error] {
	return objects(rows(ctx, c, c.apiClients(customerID)))
}

func (c *Client) apiClients(customerID string) shared.Source[shown[APIClient]] {
	return list[shown[APIClient]](c, ClassAPIClientLists, apiClientsPath, []string{customerID}, nil)
}

// APIClient reads a developer API client (OEM API, API clients, Get a Developer API
// client by ID; 60 calls a minute, as all that follow but the list of roles).
func (c *Client) APIClient(ctx context.Context, customerID, id string) (APIClient, error) {
	return one(ctx, c, ClassAPIClients, c.apiClients(customerID), id, func(ctx context.Context, decode func([]byte) (shown[APIClient], error)) (shown[APIClient], error) {
		return transport.Do(ctx, c.transport, transport.Request{
			Method: http.MethodGet, Path: transport.NewPath(apiClientPath, customerID, id), Class: ClassAPIClients,
		}, decode)
	})
}

// CreateAPIClient creates a developer API client (OEM API, API clients, Create a
// Developer API client). An answer without a token is no error here.
func (c *Client) CreateAPIClient(ctx context.Context, customerID string, input APIClientInput) (APIClient, error) {
	return addShown(ctx, c, c.apiClients(customerID), transport.Request{
		Method: http.MethodPost, Path: transport.NewPath(apiClientsPath, customerID), Body: input, Class: ClassAPIClients, SecretAnswer: true,
	}, func(added APIClient) bool { return added.Name != "" })
}

// UpdateAPIClient changes a developer API client (OEM API, API clients, Update a
// Developer API client). What the reply holds is not documented: ok says whether it
// is the client.
func (c *Client) UpdateAPIClient(ctx context.Context, customerID, id string, input APIClientInput) (changed APIClient, ok bool, err error) {
	changed, err = transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodPut, Path: transport.NewPath(apiClientPath, customerID, id), Body: input, Class: ClassAPIClients, Repeatable: true,
	}, func(body []byte) (APIClient, error) {
		client, err := object[APIClient](body)
		ok = err == nil
		return client, nil
	})
	return changed, ok && err == nil, err
}

// RegenerateAPIClientToken replaces the token of a developer API client, whose old
// one stops working (OEM API, API clients, Regenerate a Developer API client token).
// An answer without the new token is an error that leaves open what happened.
func (c *Client) RegenerateAPIClientToken(ctx context.Context, customerID, id string) (APIClientToken, error) {
	return transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodPost, Path: transport.NewPath(apiClientPath+"/regenerate", customerID, id), Class: ClassAPIClients, SecretAnswer: true,
	}, newToken)
}

// newToken finds the token in the client, or by itself, in any known envelope.
func newToken(body []byte) (APIClientToken, error) {
	missing := errors.New("it holds no token")
	for range 3 {
		var holder struct {
			wrapper

			Token APIClientToken `json:"token"`
			Value string         `json:"value"`
		}
		if json.Unmarshal(body, &holder) != nil {
			return APIClientToken{}, missing
		}
		switch {
		case holder.Token.Value != "":
			return holder.Token, nil
		case holder.Value != "":
			return APIClientToken{Value: holder.Value}, nil
		}
		if body = holder.inner(); body == nil {
			break
		}
	}
	return APIClientToken{}, missing
}

// DeleteAPIClient deletes a developer API client, whose token stops working (OEM API,
// API clients, Delete a Developer API client).
func (c *Client) DeleteAPIClient(ctx context.Context, customerID, id string) error {
	_, err := transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodDelete, Path: transport.NewPath(apiClientPath, customerID, id), Class: ClassAPIClients, Repeatable: true,
	}, nothing)
	return err
}

// APIClientRoles lists the roles that developer API clients of a customer can have
// (OEM API, API clients, List Developer API client roles; 1,000 calls a minute).
func (c *Client) APIClientRoles(ctx context.Context, customerID string) iter.Seq2[APIClientRole, error] {
	return rows(ctx, c, list[APIClientRole](c, ClassAPIClientLists, apiClientRolesPath, []string{customerID}, nil))
}

// CopyAPIClientRole copies a role of developer API clients, under a name that the
// service chooses: the reference has no request body (OEM API, API clients, Copy a
// developer API client role). There is no other way to make one, and none to change
// or delete one.
func (c *Client) CopyAPIClientRole(ctx context.Context, customerID, sourceID string) (APIClientRole, error) {
	return transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodPost, Path: transport.NewPath(apiClientRolesPath+"/{role}/copy", customerID, sourceID), Class: ClassAPIClients,
	}, object[APIClientRole])
}
