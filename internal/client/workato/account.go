package workato

import (
	"context"
	"net/http"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/transport"
)

// Account is the admin workspace that a token belongs to (Developer API, Users, Get
// details of the workspace; schema User of github.com/workato-devs/workato-platform-cli).
type Account struct {
	ID                        ID           `json:"id"`
	Name                      string       `json:"name"`
	Email                     string       `json:"email"`
	CompanyName               string       `json:"company_name"`
	Location                  string       `json:"location"`
	PlanID                    Text         `json:"plan_id"`
	RootFolderID              ID           `json:"root_folder_id"`
	RecipesCount              Field[int64] `json:"recipes_count"`
	ActiveRecipesCount        Field[int64] `json:"active_recipes_count"`
	CreatedAt                 string       `json:"created_at"`
	CurrentBillingPeriodStart string       `json:"current_billing_period_start"`
	CurrentBillingPeriodEnd   string       `json:"current_billing_period_end"`
}

func (a Account) identifier() ID { return a.ID }

// Me describes the admin workspace that the token belongs to (Developer API, Get details
// of the workspace; limit not documented). The role of the API client must include
// Workspace details.
func (c *Client) Me(ctx context.Context) (Account, error) {
	return transport.Do(ctx, c.transport, transport.Request{
		Method: http.MethodGet, Path: transport.NewPath("/api/users/me"), Class: ClassAccount,
	}, object[Account])
}
