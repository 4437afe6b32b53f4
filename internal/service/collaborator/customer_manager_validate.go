package collaborator

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

const noCustomersDetail = "The API takes an empty list for access to all customers, so this provider never sends one: name the customers in permitted_workspace_ids, or set all_customers = true if all are meant. To take access away altogether, remove the resource."

// ValidateConfig implements resource.ResourceWithValidateConfig: that all customers are
// meant is said, and never the result of an empty list.
func (r *managerResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config managerModel
	if resp.Diagnostics.Append(req.Config.Get(ctx, &config)...); resp.Diagnostics.HasError() {
		return
	}
	permitted, all := config.PermittedWorkspaceIDs, config.AllCustomers
	switch {
	case !all.IsNull() && !all.IsUnknown() && !all.ValueBool():
		resp.Diagnostics.AddAttributeError(path.Root("all_customers"), "Not all customers", "all_customers is true or is left out. Without it, permitted_workspace_ids says which customers.")
	case permitted.IsUnknown() || all.IsUnknown():
	case !permitted.IsNull() && !all.IsNull():
		resp.Diagnostics.AddAttributeError(path.Root("all_customers"), "All customers, or some", "Exactly one of permitted_workspace_ids and all_customers is set: access to all customers includes the ones that are listed.")
	case permitted.IsNull() && all.IsNull():
		resp.Diagnostics.AddAttributeError(path.Root("permitted_workspace_ids"), noCustomersSummary, noCustomersDetail)
	case !permitted.IsNull():
		requireCustomers(permitted.Elements(), &resp.Diagnostics)
	}
}

const noCustomersSummary = "A customer manager without customers"

func requireCustomers(elements []attr.Value, diags *diag.Diagnostics) {
	if len(elements) == 0 {
		diags.AddAttributeError(path.Root("permitted_workspace_ids"), noCustomersSummary, noCustomersDetail)
	}
	for _, element := range elements {
		if element.IsNull() {
			diags.AddAttributeError(path.Root("permitted_workspace_ids"), "A customer without an id", "One of permitted_workspace_ids is null.")
		}
	}
}
