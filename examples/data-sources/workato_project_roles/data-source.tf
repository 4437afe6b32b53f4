data "workato_managed_customer" "acme" {
  external_id = "acme"
}

# One role by its name.
data "workato_project_roles" "builder" {
  managed_customer_id = data.workato_managed_customer.acme.id
  name                = "Builder"
}

output "builder_role_id" {
  value = one(data.workato_project_roles.builder.project_roles).id
}

# All roles, to look up by name.
data "workato_project_roles" "all" {
  managed_customer_id = data.workato_managed_customer.acme.id
}

output "role_ids" {
  value = { for role in data.workato_project_roles.all.project_roles : role.name => role.id }
}
