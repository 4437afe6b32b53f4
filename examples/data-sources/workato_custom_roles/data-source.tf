data "workato_managed_customer" "oldco" {
  external_id = "oldco"
}

data "workato_custom_roles" "all" {
  managed_customer_id = data.workato_managed_customer.oldco.id
}

# Names need not be unique, so each leads to a list.
output "role_ids" {
  value = { for role in data.workato_custom_roles.all.custom_roles : role.name => role.id... }
}

# Where somebody may start and stop recipes.
output "roles_that_run_recipes" {
  value = [
    for role in data.workato_custom_roles.all.custom_roles :
    role.name if contains(lookup(role.privileges, "Recipes", []), "run")
  ]
}
