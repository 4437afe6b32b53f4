resource "workato_managed_customer" "acme" {
  name               = "Acme GmbH"
  external_id        = "acme"
  notification_email = "it@acme.example"
}

data "workato_api_client_role" "template" {
  managed_customer_id = workato_managed_customer.acme.id
  name                = "Deployment"
}

# A change makes another copy and leaves this one behind.
resource "workato_api_client_role" "agent" {
  managed_customer_id = workato_managed_customer.acme.id
  source_role_id      = data.workato_api_client_role.template.id
}
