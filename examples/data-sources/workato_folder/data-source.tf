data "workato_managed_customer" "acme" {
  external_id = "acme"
}

data "workato_project" "orders" {
  environment_id = data.workato_managed_customer.acme.environments.dev.id
  name           = "Orders"
}

# By name and parent, which is one list; or by id, which may be many.
data "workato_folder" "shop" {
  environment_id = data.workato_project.orders.environment_id
  parent_id      = data.workato_project.orders.folder_id
  name           = "Shop"
}

output "shop_folder_id" {
  value = data.workato_folder.shop.id
}
