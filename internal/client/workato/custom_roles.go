package workato

import (
	"context"
	"iter"
	"net/http"
	"net/url"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// CustomRole is a custom role of the legacy access model (OEM API, Legacy roles).
type CustomRole struct {
	ID          ID     `json:"id"`
	Name        string `json:"name"`
	Inheritable bool   `json:"inheritable"`
	FolderIDs   []ID   `json:"folder_ids"`
	CreatedAt   string `json:"created_at"`
	// Privileges are operations by area. The reply to a copy has none.
	Privileges Field[map[string][]string] `json:"privileges"`
}

func (r CustomRole) identifier() ID { return r.ID }

// CopyInput is the body of a copy (OEM API, Legacy roles, Copy a custom role).
type CopyInput struct {
	Name string `json:"name"`
	// FolderIDs are sent as strings, as in the sample of the reference.
	FolderIDs Field[[]string] `json:"folder_ids,omitzero"`
}

// CustomRoles lists the custom roles of a customer (OEM API, Legacy roles, List custom
// roles; 60 calls a minute), without the inheritable ones of the admin workspace. name
// filters at the service, which may match parts of names; empty lists all.
func (c *Client) CustomRoles(ctx context.Context, customerID, name string) iter.Seq2[CustomRole, error] {
	var query url.Values
	if name != "" {
		query = url.Values{"role_name": {name}}
	}
	return rows(ctx, c, list[CustomRole](c, ClassCustomRoles, customerPath+"/roles", []string{customerID}, query))
}

// CopyCustomRole copies a custom role of a customer (OEM API, Legacy roles, Copy a
// custom role). There is no other way to make one, and none to change or delete one.
func (c *Client) CopyCustomRole(ctx context.Context, customerID, sourceID string, input CopyInput) (CustomRole, error) {
	return transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodPost, Path: transport.NewPath(customerPath+"/roles/{role}/copy", customerID, sourceID), Body: input, Class: ClassCustomRoles,
	}, object[CustomRole])
}
