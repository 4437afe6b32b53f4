data "workato_managed_customer" "acme" {
  external_id = "acme"
}

data "workato_project" "orders" {
  environment_id = data.workato_managed_customer.acme.environments.dev.id
  name           = "Orders"
}

data "workato_folders" "orders" {
  environment_id = data.workato_project.orders.environment_id
  parent_id      = data.workato_project.orders.folder_id
}

# Names need not be unique, so each name leads to a list.
output "folder_ids" {
  value = { for folder in data.workato_folders.orders.folders : folder.name => folder.id... }
}
