resource "workato_managed_customer" "acme" {
  name               = "Acme GmbH"
  external_id        = "acme"
  notification_email = "it@acme.example"
}

resource "workato_project" "orders" {
  environment_id = workato_managed_customer.acme.environments.dev.id
  name           = "Orders"
}

# In the project: the parent is the project's folder, not the project.
resource "workato_folder" "shop" {
  environment_id = workato_project.orders.environment_id
  parent_id      = workato_project.orders.folder_id
  name           = "Shop"
}

# In another folder.
resource "workato_folder" "returns" {
  environment_id = workato_project.orders.environment_id
  parent_id      = workato_folder.shop.id
  name           = "Returns"
}
