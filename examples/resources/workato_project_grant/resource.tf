resource "workato_managed_customer" "acme" {
  name               = "Acme GmbH"
  external_id        = "acme"
  notification_email = "it@acme.example"
}

resource "workato_collaborator_group" "builders" {
  managed_customer_id = workato_managed_customer.acme.id
  name                = "Builders"
}

resource "workato_project" "orders" {
  environment_id = workato_managed_customer.acme.environments.dev.id
  name           = "Orders"
}

# Not directly from the resource: Terraform would put off reading the role whenever the customer changes.
locals {
  customer_id = workato_managed_customer.acme.id
}

data "workato_project_roles" "builder" {
  managed_customer_id = local.customer_id
  name                = "Builder"
}

# environment_id is that of the environment which the project is in.
resource "workato_project_grant" "builders" {
  environment_id  = workato_project.orders.environment_id
  project_id      = workato_project.orders.id
  project_role_id = one(data.workato_project_roles.builder.project_roles).id
  user_group_id   = workato_collaborator_group.builders.id
}
