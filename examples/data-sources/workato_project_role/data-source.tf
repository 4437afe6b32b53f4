data "workato_managed_customer" "acme" {
  external_id = "acme"
}

# By its name, or by id.
data "workato_project_role" "builder" {
  managed_customer_id = data.workato_managed_customer.acme.id
  name                = "Builder"
}

output "builder_role_id" {
  value = data.workato_project_role.builder.id
}

# What it allows, to be copied into a file.
output "builder_config" {
  value = data.workato_project_role.builder.config
}
