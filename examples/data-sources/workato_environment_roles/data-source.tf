data "workato_managed_customer" "acme" {
  external_id = "acme"
}

data "workato_environment_roles" "all" {
  managed_customer_id = data.workato_managed_customer.acme.id
}

# Those that somebody has.
output "roles_in_use" {
  value = [for role in data.workato_environment_roles.all.environment_roles : role.name if role.members_count > 0]
}
