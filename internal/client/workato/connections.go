package workato

import (
	"cmp"
	"context"
	"encoding/json"
	"iter"
	"net/http"
	"net/url"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/shared"
	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// Connection is a connection of one environment to an application (OEM API,
// Connections). Its credentials are never shown.
type Connection struct {
	ID   ID     `json:"id"`
	Name string `json:"name"`
	// Provider is the application, under the name that the samples of this API have
	// for it; see [Connection.Application].
	Provider Remark `json:"provider"`
	// AlsoProvider is the same under the name that the Developer API's samples have.
	AlsoProvider Remark      `json:"application"`
	Description  Remark      `json:"description"`
	FolderID     Field[ID]   `json:"folder_id"`
	ParentID     Field[ID]   `json:"parent_id"`
	ExternalID   Field[Text] `json:"external_id"`
	// AuthorizationStatus is success, failed or exception; null as long as nothing
	// was tested.
	AuthorizationStatus Field[Remark] `json:"authorization_status"`
	// AuthorizationError is a text of the application or about it, which nobody
	// promises to be free of what was sent there.
	AuthorizationError Remark `json:"authorization_error"`
	AuthorizedAt       Remark `json:"authorized_at"`
	LostAt             Remark `json:"connection_lost_at"`
	LostReason         Remark `json:"connection_lost_reason"`
	// Identity is the account at the application.
	Identity  Remark   `json:"identity"`
	CreatedAt Remark   `json:"created_at"`
	UpdatedAt Remark   `json:"updated_at"`
	Tags      []Remark `json:"tags"`
}

func (c Connection) identifier() ID { return c.ID }

// Application is the name of the connector, such as salesforce.
func (c Connection) Application() string { return string(cmp.Or(c.Provider, c.AlsoProvider)) }

// Remark is a text that is only shown to people. Whatever else the service has in
// its place is left out, rather than make the object unreadable.
type Remark string

// UnmarshalJSON implements json.Unmarshaler.
func (r *Remark) UnmarshalJSON(data []byte) error {
	var text Text
	if text.UnmarshalJSON(data) == nil {
		*r = Remark(text)
	}
	return nil
}

// ConnectionFilter narrows a list of connections. Empty fields do not. The service
// may ignore them: older copies of the reference have them in a body.
type ConnectionFilter struct {
	Application, FolderID, ParentID, ExternalID string
	// Runtime lists the connections of single users of a parent connection too.
	Runtime bool
	// Tags has the tags listed too.
	Tags bool
}

func (f ConnectionFilter) query() url.Values {
	query := url.Values{}
	for name, value := range map[string]string{
		"provider": f.Application, "folder_id": f.FolderID, "parent_id": f.ParentID, "external_id": f.ExternalID,
	} {
		if value != "" {
			query.Set(name, value)
		}
	}
	if f.Runtime {
		query.Set("include_runtime_connections", "true")
	}
	if f.Tags {
		query.Set("includes[]", "tags")
	}
	return query
}

// ConnectionCredentials are what a connection signs in with. They are sent, and never shown.
type ConnectionCredentials struct {
	// Input holds the settings of the connector, which may be nested.
	Input map[string]any
	// Tokens are OAuth tokens that were obtained elsewhere.
	Tokens *OAuthTokenPair
}

// OAuthTokenPair are the tokens of a signed-in user.
type OAuthTokenPair struct {
	AccessToken  string `json:"access_token,omitempty"`
	RefreshToken string `json:"refresh_token,omitempty"`
}

// Secrets returns every text and number among the credentials: which of them are
// secret, only the connector knows.
func (c ConnectionCredentials) Secrets() []string {
	out := leaves(nil, c.Input)
	if c.Tokens != nil {
		out = append(out, c.Tokens.AccessToken, c.Tokens.RefreshToken)
	}
	return out
}

func leaves(out []string, value any) []string {
	switch value := value.(type) {
	case map[string]any:
		for _, member := range value {
			out = leaves(out, member)
		}
	case []any:
		for _, item := range value {
			out = leaves(out, item)
		}
	case json.Number:
		out = append(out, value.String())
	case string:
		out = append(out, value)
	}
	return out
}

// ConnectionInput is the body of a connection's create or update. Application and
// Shell are taken at creation only.
type ConnectionInput struct {
	Name        Field[string]
	Application Field[string]
	FolderID    Field[ID]
	ParentID    Field[ID]
	ExternalID  Field[string]
	Shell       Field[bool]
	ConnectionCredentials
}

// MarshalJSON implements json.Marshaler.
func (i ConnectionInput) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Name       Field[string]   `json:"name,omitzero"`
		Provider   Field[string]   `json:"provider,omitzero"`
		FolderID   Field[ID]       `json:"folder_id,omitzero"`
		ParentID   Field[ID]       `json:"parent_id,omitzero"`
		ExternalID Field[string]   `json:"external_id,omitzero"`
		Shell      Field[bool]     `json:"shell_connection,omitzero"`
		Input      map[string]any  `json:"input,omitzero"`
		Tokens     *OAuthTokenPair `json:"oauth_token_pair,omitempty"`
	}{i.Name, i.Application, i.FolderID, i.ParentID, i.ExternalID, i.Shell, i.Input, i.Tokens})
}

// names reports whether an answer shows what connections are looked for by.
func (i ConnectionInput) names(answer Connection) bool {
	return answer.Name == i.Name.Value && string(answer.ExternalID.Value) == i.ExternalID.Value
}

const (
	connectionsPath = customerPath + "/connections"
	connectionPath  = customerPath + "/connections/{connection}"
)

// Connections lists connections of an environment (OEM API, Connections, List
// connections; 1,000 calls a minute). There is no way to read a single one. Whether
// the list is paged is not documented; both ways are understood.
func (c *Client) Connections(ctx context.Context, environmentID string, filter ConnectionFilter) iter.Seq2[Connection, error] {
	return rows(ctx, c, c.connections(environmentID, filter))
}

func (c *Client) connections(environmentID string, filter ConnectionFilter) shared.Source[Connection] {
	return list[Connection](c, ClassConnectionList, connectionsPath, []string{environmentID}, filter.query())
}

// CreateConnection creates a connection (OEM API, Connections, Create connection; 60
// calls a minute). Unless it is a shell, its credentials are tested; what becomes of
// those that fail is not documented. No error shows what was sent.
func (c *Client) CreateConnection(ctx context.Context, environmentID string, input ConnectionInput) (Connection, error) {
	added, err := add(ctx, c, c.connections(environmentID, ConnectionFilter{}), transport.Request{
		Method: http.MethodPost, Path: transport.NewPath(connectionsPath, environmentID), Body: input, Class: ClassConnections, Secrets: input.Secrets(),
	}, object[Connection], input.names)
	if err == nil && input.names(added) {
		shared.Note(c.lists, c.connections(environmentID, ConnectionFilter{Runtime: true}), added)
	}
	return added, err
}

// UpdateConnection changes what input has (OEM API, Connections, Update connection).
// Every field of the reply is documented as one that may be missing, so a reply
// without any is none that failed. No error shows what was sent.
func (c *Client) UpdateConnection(ctx context.Context, environmentID, id string, input ConnectionInput) (Connection, error) {
	return transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodPut, Path: transport.NewPath(connectionPath, environmentID, id), Body: input, Class: ClassConnections, Repeatable: true, Secrets: input.Secrets(),
	}, func(body []byte) (Connection, error) {
		connection, err := object[Connection](body)
		if err != nil {
			return Connection{}, nil //nolint:nilerr // See above.
		}
		return connection, nil
	})
}

// DisconnectConnection drops the credentials and keeps the connection (OEM API,
// Connections, Disconnect connection). One that is disconnected already stays as it
// is; one that active recipes use is refused, as nothing is forced.
func (c *Client) DisconnectConnection(ctx context.Context, environmentID, id string) error {
	_, err := transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodPost, Path: transport.NewPath(connectionPath+"/disconnect", environmentID, id), Body: struct{}{}, Class: ClassConnections, Repeatable: true,
	}, nothing)
	return err
}

// DeleteConnection deletes a connection (OEM API, Connections, Delete connection).
// Older copies of the reference have it for disconnected ones only.
func (c *Client) DeleteConnection(ctx context.Context, environmentID, id string) error {
	_, err := transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodDelete, Path: transport.NewPath(connectionPath, environmentID, id), Class: ClassConnections, Repeatable: true,
	}, nothing)
	return err
}
