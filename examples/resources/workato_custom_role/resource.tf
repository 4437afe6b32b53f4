# A customer that is still on the legacy model, taken over as it is.
import {
  to = workato_managed_customer.oldco
  id = "Eoldco"
}

resource "workato_managed_customer" "oldco" {
  name               = "Oldco Ltd"
  external_id        = "oldco"
  notification_email = "it@oldco.example"
}

# Not directly from the resource: Terraform would put off reading the roles whenever the customer changes.
locals {
  customer_id = workato_managed_customer.oldco.id
}

data "workato_custom_roles" "author" {
  managed_customer_id = local.customer_id
  role_name           = "Recipe author"
}

# A copy for each team. Settle the names first: a change makes another copy and leaves this one behind.
resource "workato_custom_role" "author" {
  for_each = toset(["Sales", "Finance"])

  managed_customer_id = workato_managed_customer.oldco.id
  source_role_id      = one(data.workato_custom_roles.author.custom_roles).id
  name                = "Recipe author ${each.key}"
}
