resource "workato_managed_customer" "acme" {
  name               = "Acme GmbH"
  external_id        = "acme"
  notification_email = "it@acme.example"
}

# Privileges from a file that several customers share. Which areas there are is best read from a role that was made by
# hand, with the data source workato_project_role.
resource "workato_project_role" "author" {
  managed_customer_id = workato_managed_customer.acme.id
  name                = "Recipe author"
  config              = file("${path.module}/author.json")
}

# The privileges of one of Workato's own roles, to start from. The local value keeps the data source from being read only
# while applying, whenever the customer changes.
locals {
  customer_id = workato_managed_customer.acme.id
}

data "workato_project_role" "operator" {
  managed_customer_id = local.customer_id
  name                = "ProjectOperator"
}

resource "workato_project_role" "night_shift" {
  managed_customer_id = workato_managed_customer.acme.id
  name                = "Night shift"
  config              = data.workato_project_role.operator.config
}

# The role in use.
resource "workato_project" "billing" {
  environment_id = workato_managed_customer.acme.environments.dev.id
  name           = "Billing"
}

resource "workato_collaborator_group" "authors" {
  managed_customer_id = workato_managed_customer.acme.id
  name                = "Authors"
}

resource "workato_project_grant" "authors" {
  environment_id  = workato_managed_customer.acme.environments.dev.id
  project_id      = workato_project.billing.id
  project_role_id = workato_project_role.author.id
  user_group_id   = workato_collaborator_group.authors.id
}
