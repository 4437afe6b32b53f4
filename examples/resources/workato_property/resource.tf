resource "workato_managed_customer" "acme" {
  name               = "Acme GmbH"
  external_id        = "acme"
  notification_email = "it@acme.example"
}

resource "workato_project" "orders" {
  environment_id = workato_managed_customer.acme.environments.dev.id
  name           = "Orders"
}

# Properties of the environment. They are written together, in one call.
resource "workato_property" "environment" {
  for_each = {
    SHOP_URL = "https://shop.acme.example"
    ERP_URL  = "https://erp.acme.example"
  }

  environment_id = workato_managed_customer.acme.environments.dev.id
  name           = each.key
  value          = each.value
}

# A property of one project. Destroying it empties its value.
resource "workato_property" "currency" {
  environment_id = workato_project.orders.environment_id
  project_id     = workato_project.orders.id
  name           = "CURRENCY"
  value          = "EUR"
  on_destroy     = "blank"
}

variable "shop_key" {
  description = "Key of the shop."
  type        = string
  sensitive   = true
  ephemeral   = true
}

# A secret, which is in no plan and no state. Raise the version to send another one.
resource "workato_property" "shop_key" {
  environment_id   = workato_managed_customer.acme.environments.dev.id
  name             = "SHOP_KEY"
  value_wo         = var.shop_key
  value_wo_version = 1
  on_destroy       = "blank"
}
