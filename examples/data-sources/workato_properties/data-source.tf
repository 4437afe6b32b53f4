data "workato_managed_customer" "acme" {
  external_id = "acme"
}

data "workato_properties" "shop" {
  environment_id = data.workato_managed_customer.acme.environments.dev.id
  prefix         = "SHOP_"
}

output "names" {
  value = [for property in data.workato_properties.shop.properties : property.name]
}
