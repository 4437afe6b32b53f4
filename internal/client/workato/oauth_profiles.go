package workato

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

const oauthProfilePath = customerPath + "/custom_oauth_profiles/{profile}"

// AssignOAuthProfile gives a customer the use of a custom OAuth profile of the admin
// workspace (OEM API, Custom OAuth profiles, Assign a custom OAuth profile; 60 calls a
// minute). Nothing lists what is assigned.
func (c *Client) AssignOAuthProfile(ctx context.Context, customerID, profileID string) error {
	_, err := transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodPost, Path: transport.NewPath(oauthProfilePath+"/assign", customerID, profileID), Class: ClassOAuthProfiles,
	}, success)
	return err
}

// UnassignOAuthProfile takes it away again, with force also where connections of the
// customer use it (OEM API, Custom OAuth profiles, Unassign a custom OAuth profile).
func (c *Client) UnassignOAuthProfile(ctx context.Context, customerID, profileID string, force bool) error {
	var query url.Values
	if force {
		query = url.Values{"force": {"true"}}
	}
	_, err := transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodDelete, Path: transport.NewPath(oauthProfilePath+"/unassign", customerID, profileID), Query: query, Class: ClassOAuthProfiles, Repeatable: true,
	}, success)
	return err
}

// success accepts any answer but one that says that there was none. The documented
// one is {"result": {"success": true}}.
func success(body []byte) (struct{}, error) {
	var answer struct {
		Success *bool           `json:"success"`
		Result  json.RawMessage `json:"result"`
	}
	for len(body) > 0 && json.Unmarshal(body, &answer) == nil {
		if answer.Success != nil && !*answer.Success {
			return struct{}{}, errors.New("it says that there was no success")
		}
		body, answer.Result = answer.Result, nil
	}
	return struct{}{}, nil
}
