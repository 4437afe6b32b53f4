resource "workato_managed_customer" "acme" {
  name               = "Acme GmbH"
  external_id        = "acme"
  notification_email = "it@acme.example"
}

resource "workato_collaborator_group" "this" {
  for_each            = toset(["Builders", "Operators"])
  managed_customer_id = workato_managed_customer.acme.id
  name                = each.key
}

resource "workato_project" "orders" {
  environment_id = workato_managed_customer.acme.environments.dev.id
  name           = "Orders"
}

# Not directly from the resource: Terraform would put off reading the roles whenever the customer changes.
locals {
  customer_id = workato_managed_customer.acme.id
}

data "workato_project_roles" "all" {
  managed_customer_id = local.customer_id
}

locals {
  role_ids = { for role in data.workato_project_roles.all.project_roles : role.name => role.id }
}

# environment_id is that of the environment which the project is in.
resource "workato_project_grants" "orders" {
  environment_id = workato_project.orders.environment_id
  project_id     = workato_project.orders.id

  user_group_roles = {
    (workato_collaborator_group.this["Builders"].id)  = local.role_ids["Builder"]
    (workato_collaborator_group.this["Operators"].id) = local.role_ids["ProjectOperator"]
  }
  user_roles = {
    "7001" = local.role_ids["ProjectAdmin"]
  }
}
