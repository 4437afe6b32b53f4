data "workato_managed_customer" "acme" {
  external_id = "acme"
}

# By name, or by id or folder_id.
data "workato_project" "orders" {
  environment_id = data.workato_managed_customer.acme.environments.dev.id
  name           = "Orders"
}

output "orders_folder_id" {
  value = data.workato_project.orders.folder_id
}
