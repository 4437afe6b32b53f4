resource "workato_managed_customer" "acme" {
  name               = "Acme GmbH"
  external_id        = "acme"
  notification_email = "it@acme.example"
}

# Privileges written down here.
resource "workato_environment_role" "team_lead" {
  managed_customer_id = workato_managed_customer.acme.id
  name                = "Team lead"
  config              = jsonencode({ team = { privileges = "all" } })
}

# Privileges from a file that several customers share.
resource "workato_environment_role" "support" {
  managed_customer_id = workato_managed_customer.acme.id
  name                = "Support"
  config              = file("${path.module}/support.json")
}

# The privileges of one of Workato's own roles, to start from. The local value keeps the data source from being read only
# while applying, whenever the customer changes.
locals {
  customer_id = workato_managed_customer.acme.id
}

data "workato_environment_role" "manager" {
  managed_customer_id = local.customer_id
  name                = "EnvironmentManager"
}

resource "workato_environment_role" "deputy" {
  managed_customer_id = workato_managed_customer.acme.id
  name                = "Deputy"
  config              = data.workato_environment_role.manager.config
}
