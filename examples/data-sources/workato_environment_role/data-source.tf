data "workato_managed_customer" "acme" {
  external_id = "acme"
}

# By its name, or by id.
data "workato_environment_role" "manager" {
  managed_customer_id = data.workato_managed_customer.acme.id
  name                = "EnvironmentManager"
}

# What it allows, to be copied into a file.
output "manager_config" {
  value = data.workato_environment_role.manager.config
}
