package customer

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/seed7333113f/terraform-provider-workato/internal/client/workato"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/listing"
	"github.com/seed7333113f/terraform-provider-workato/internal/framework/semantic"
)

// workspaceModel is the admin workspace that the token belongs to.
type workspaceModel struct {
	ID                        types.String `tfsdk:"id"`
	Name                      types.String `tfsdk:"name"`
	Email                     types.String `tfsdk:"email"`
	CompanyName               types.String `tfsdk:"company_name"`
	Location                  types.String `tfsdk:"location"`
	PlanID                    types.String `tfsdk:"plan_id"`
	RootFolderID              types.String `tfsdk:"root_folder_id"`
	RecipesCount              types.Int64  `tfsdk:"recipes_count"`
	ActiveRecipesCount        types.Int64  `tfsdk:"active_recipes_count"`
	CreatedAt                 types.String `tfsdk:"created_at"`
	CurrentBillingPeriodStart types.String `tfsdk:"current_billing_period_start"`
	CurrentBillingPeriodEnd   types.String `tfsdk:"current_billing_period_end"`
}

var newWorkspaceDataSource = listing.NewSingle(listing.Single[workspaceModel]{
	Type:        "workato_workspace",
	Description: "Reads which admin workspace the token belongs to. It is the cheapest way to see that a token is accepted, and whose it is.",
	Attributes: map[string]schema.Attribute{
		"id":                           listing.Text("Id of the workspace."),
		"name":                         listing.Text("Name of the workspace."),
		"email":                        listing.Text("E-mail address of its owner."),
		"company_name":                 listing.Text("Name of the company."),
		"location":                     listing.Text("Location of the company."),
		"plan_id":                      listing.Text("API name of the plan."),
		"root_folder_id":               listing.Text("Id of the folder that holds all others."),
		"recipes_count":                listing.Count("Number of recipes."),
		"active_recipes_count":         listing.Count("Number of active recipes."),
		"created_at":                   listing.Text("Time of creation."),
		"current_billing_period_start": listing.Text("Start of the billing period."),
		"current_billing_period_end":   listing.Text("End of the billing period."),
	},
	Read: func(ctx context.Context, client *workato.Client, model *workspaceModel) error {
		account, err := client.Me(ctx)
		*model = workspaceModel{
			ID: types.StringValue(string(account.ID)), Name: semantic.OrNull(account.Name), Email: semantic.OrNull(account.Email),
			CompanyName: semantic.OrNull(account.CompanyName), Location: semantic.OrNull(account.Location),
			PlanID: semantic.OrNull(account.PlanID), RootFolderID: semantic.OrNull(account.RootFolderID),
			RecipesCount: number(account.RecipesCount), ActiveRecipesCount: number(account.ActiveRecipesCount),
			CreatedAt:                 semantic.OrNull(account.CreatedAt),
			CurrentBillingPeriodStart: semantic.OrNull(account.CurrentBillingPeriodStart), CurrentBillingPeriodEnd: semantic.OrNull(account.CurrentBillingPeriodEnd),
		}
		return err
	},
})
