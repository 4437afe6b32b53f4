package workato

import (
	"context"
	"net/http"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// Member is a collaborator of a customer (OEM API, Manage customers, List customer
// members).
type Member struct {
	ID    ID     `json:"id"`
	Name  string `json:"name"`
	Email string `json:"email"`
	// GrantType tells team members of the customer from customer managers, who come
	// from the admin workspace. Its values are not documented; samples have team and
	// user.
	GrantType string `json:"grant_type"`
}

func (m Member) identifier() ID { return m.ID }

// Members lists the collaborators of a customer (OEM API, Manage customers, List
// customer members; 60 calls a minute). It has no pages.
func (c *Client) Members(ctx context.Context, customerID string) ([]Member, error) {
	reply, err := transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodGet, Path: transport.NewPath(customerPath+"/members", customerID), Class: ClassMembers,
	}, page[Member])
	return reply.Items, err
}
