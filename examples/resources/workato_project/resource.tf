resource "workato_managed_customer" "acme" {
  name                   = "Acme GmbH"
  external_id            = "acme"
  notification_email     = "it@acme.example"
  provision_environments = true
}

# The same project in DEV and in TEST: each environment has a project of its own.
resource "workato_project" "orders" {
  for_each = toset(["dev", "test"])

  environment_id = workato_managed_customer.acme.environments[each.key].id
  name           = "Orders"
  description    = "Takes orders from the shop to the ERP system"
}
