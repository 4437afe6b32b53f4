resource "workato_managed_customer" "acme" {
  name               = "Acme GmbH"
  external_id        = "acme"
  notification_email = "it@acme.example"
}

resource "workato_collaborator_group" "builders" {
  managed_customer_id = workato_managed_customer.acme.id
  name                = "Builders"
}

# Others in the group are left alone. With exclusive = true, they are removed.
resource "workato_collaborator_group_members" "builders" {
  managed_customer_id = workato_managed_customer.acme.id
  group_id            = workato_collaborator_group.builders.id
  user_ids            = ["7001", "7002"]
}
