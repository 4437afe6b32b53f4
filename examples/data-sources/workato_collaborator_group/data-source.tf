data "workato_managed_customer" "acme" {
  external_id = "acme"
}

data "workato_collaborator_group" "builders" {
  managed_customer_id = data.workato_managed_customer.acme.id
  name                = "Builders"
}

output "builders" {
  value = data.workato_collaborator_group.builders.id
}
