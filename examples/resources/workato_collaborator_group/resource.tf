resource "workato_managed_customer" "acme" {
  name               = "Acme GmbH"
  external_id        = "acme"
  notification_email = "it@acme.example"
}

# Groups belong to the customer, not to one of its environments.
resource "workato_collaborator_group" "builders" {
  managed_customer_id = workato_managed_customer.acme.id
  name                = "Builders"
  description         = "Builds and tests recipes"
}
