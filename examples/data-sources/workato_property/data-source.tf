data "workato_managed_customer" "acme" {
  external_id = "acme"
}

data "workato_property" "shop_url" {
  environment_id = data.workato_managed_customer.acme.environments.dev.id
  name           = "SHOP_URL"
}

# This one is no secret.
output "shop_url" {
  value = nonsensitive(data.workato_property.shop_url.value)
}
