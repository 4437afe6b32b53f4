resource "workato_managed_customer" "acme" {
  name               = "Acme GmbH"
  external_id        = "acme"
  notification_email = "it@acme.example"
}

# Somebody of the admin workspace who looks after one customer
resource "workato_customer_manager" "alex" {
  team_collaborator_id    = "4321"
  role_id                 = "247"
  permitted_workspace_ids = [workato_managed_customer.acme.id]
}

# And somebody who looks after all of them, future ones included
resource "workato_customer_manager" "ariel" {
  team_collaborator_id = "4322"
  role_id              = "247"
  all_customers        = true
}
