data "workato_managed_customer" "acme" {
  external_id = "acme"
}

data "workato_api_client_roles" "all" {
  managed_customer_id = data.workato_managed_customer.acme.id
}

# Names need not be unique, so each leads to a list.
output "role_ids" {
  value = { for role in data.workato_api_client_roles.all.api_client_roles : role.name => role.id... }
}
